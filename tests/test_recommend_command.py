"""The recommendation sheet on the terminal: JSON, words, files, exit codes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.documents import docx_texts
from tests.terminal import data_are_read_once, json_of, loaded, run  # noqa: F401 - a fixture
from views import data_options

if TYPE_CHECKING:
    from pathlib import Path


BUSANG = "64.08.06"
AREA_KEYS = [
    *("priority", "kecamatan_code", "kecamatan", "quadrant", "risk_class", "rank"),
    *("score", "weight_known", "certainty", "drivers", "gap", "posts", "personnel"),
    *("logistics", "recruitment", "participation", "actions", "questions", "text"),
]
EVENTS = "date,kecamatan_code,desa_code,topic,people,note\n"


call, told = partial(run, "recommend"), partial(json_of, "recommend")


def test_the_promised_keys() -> None:
    """Others build on these names."""
    record = told()
    assert list(record) == [
        *("scenario", "data_version", "travel", "recruiting", "turnout"),
        *("staffing", "shipping"),
        *("recruitment", "participation", "planned", "areas"),
    ]
    assert [area["priority"] for area in record["areas"]] == list(range(1, 19))
    assert list(record["areas"][0]) == AREA_KEYS
    parts = ("personnel", "logistics", "recruitment", "participation")
    assert record["planned"] == dict.fromkeys(parts, True)
    assert record["recruiting"]["strength"] == {"polres": 250, "polsek": 10}
    assert record["recruitment"]["recruits"] == sum(
        area["recruitment"]["recruits"] for area in record["areas"]
    )
    away = sum(row["officers"] for row in record["recruitment"]["sent"])
    assert away == record["recruitment"]["outside"]
    assert record["participation"]["to_mobilise"] == 20_764
    assert {one["level"] for one in record["participation"]["history"]} == {"kabupaten"}


def test_choices_of_the_other_pages() -> None:
    """As in their links: another pattern, another day of work, another sheet."""
    usual = told("--kecamatan", BUSANG)
    own = told(
        "--kecamatan",
        BUSANG,
        "--choices",
        "staff_pattern=polri_2019&ship_hours_a_day=8",
    )
    people = [one["areas"][0]["personnel"]["police_needed"] for one in (usual, own)]
    assert people == [20, 30]
    leave = [one["areas"][0]["logistics"]["leave"] for one in (usual, own)]
    assert leave[1] < leave[0]
    assert own["staffing"] == {"staff_pattern": "polri_2019"}
    assert own["shipping"]["hours_a_day"] == 8


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ("nope=1", "--choices menyebut pilihan yang tidak ada: nope"),
        ("staff_pattern=nope", "nope"),
        ("staff_reserve=-1&ship_escort=x", "escort"),
        ("staff_homes=hantu@P02=1", "hantu"),
    ],
)
def test_choices_that_are_none_are_named(choices: str, sentence: str) -> None:
    """One answer in both languages, exit code 1."""
    done = call("--choices", choices, "--json")
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_one_kecamatan() -> None:
    """Its codes and values, and the same in words; unknown is null."""
    (area,) = told("--kecamatan", BUSANG)["areas"]
    assert area["kecamatan"] == "Busang"
    assert area["personnel"]["police_needed"] == 2 * area["personnel"]["tps"] == 20
    assert area["logistics"]["is_late"] is False
    assert [one["code"] for one in area["actions"]] == [
        *("act_post", "act_recruit", "act_leave", "act_mobilise"),
    ]
    assert area["actions"][1]["count"] == area["recruitment"]["recruits"] == 5
    assert area["participation"]["last_day"] is None
    assert area["text"]["id"][0]["part"] == "actions"
    assert area["text"]["en"][0]["text"].startswith("Set up a polsek in Long Lees")
    (muara_wahau,) = told("--kecamatan", "64.08.02")["areas"]
    assert muara_wahau["recruitment"]["wet_ratio"] is None
    (mesangat,) = told("--kecamatan", "64.08.18")["areas"]
    unknown = [q for q in mesangat["questions"] if q["code"] == "indicators_unknown"]
    assert "tps_per_polsek" in unknown[0]["names"]


def test_every_option_moves_the_answer() -> None:
    """Standard, strength, local officers, target, base and order."""
    start = told()
    fewer = told("--voters-per-officer", 500)
    assert fewer["recruitment"]["needed"] > start["recruitment"]["needed"]
    longer = told("--within", 240)
    assert longer["recruitment"]["outside"] > start["recruitment"]["outside"]
    strong = told("--strength", "polsek=30")
    assert strong["recruiting"]["strength"] == {"polres": 250, "polsek": 30}
    assert strong["recruitment"]["recruits"] < start["recruitment"]["recruits"]
    local = told("--local", f"{BUSANG}=5", "--local", "64.08.18=2")
    assert local["recruiting"]["local"] == {BUSANG: 5, "64.08.18": 2}
    assert local["recruitment"]["recruits"] == start["recruitment"]["recruits"] - 7
    high = told("--target", 0.8)
    assert high["participation"]["to_mobilise"] > 20_764
    past = told("--turnout-base", "pilgub_2018")
    assert past["participation"]["expected_voters"] == int(0.46 * 297_994)
    gap = told("--turnout-order", "gap")
    assert gap["participation"]["order"] != start["participation"]["order"]


def test_the_log_of_events(tmp_path: Path) -> None:
    """Counted for its kecamatan; a faulty one is refused in both languages."""
    path = tmp_path / "education.csv"
    path.write_text(EVENTS + f"2024-10-28,{BUSANG},,hoaks,30,\n", encoding="utf-8")
    (area,) = told("--events", path, "--kecamatan", BUSANG)["areas"]
    found = area["participation"]
    assert (found["events"], found["people"]) == (1, 30)
    assert found["last_day"] == "2024-10-28"
    path.write_text(EVENTS + "2025-10-28,64.08.99,,,-3,\n", encoding="utf-8")
    done = call("--events", path)
    assert done.exit_code == 1
    assert "sesudah hari pemungutan suara 27 November 2024" in done.output
    assert "after polling day, 27 November 2024" in done.output
    assert done.output.count("education.csv") == 8  # four faults, two languages


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kecamatan", "64.08.99"], "64.08.99"),
        (["--local", "64.08.99=2"], "64.08.99"),
        (["--local", BUSANG], "petugas lokal"),
        (["--strength", "koramil=2"], "koramil"),
        (["--strength", "polsek=1", "--strength", "polsek=2"], "lebih dari sekali"),
        (["--voters-per-officer", 0], "1 sampai 100.000"),
        (["--within", 0], "menit di atas 0"),
        (["--target", 1.2], "0 sampai 1"),
        (["--turnout-base", "pemilu"], "pilkada_2024"),
        (["--turnout-order", "name"], "voters, gap"),
        (["--out", "sheet.xlsx"], ".pdf, .docx"),
        (["--out", "nowhere/sheet.pdf"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_refused(words: list[object], said: str) -> None:
    """In both languages, with exit code 1 and no half of an answer."""
    done = call(*words)
    assert done.exit_code == 1, done.output
    assert said in done.output
    assert done.stdout == ""
    assert "belum" in done.stderr or "tidak" in done.stderr or "bukan" in done.stderr


def test_all_faults_at_once() -> None:
    """Of both plans together."""
    done = call("--within", -1, "--target", 2, "--local", "x=y")
    assert done.exit_code == 1
    for word in ("waktu petugas", "target partisipasi", "petugas lokal"):
        assert word in done.output


def test_an_area_without_the_files(
    area_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet without the two plans; their options are refused, not passed over."""
    known = loaded(area_path, None)
    bare = replace(known, area=replace(known.area, method={}))
    monkeypatch.setattr(data_options, "load_knowledge", lambda *_: bare)
    record = told()
    assert record["recruiting"] is record["turnout"] is record["recruitment"] is None
    assert record["areas"][0]["participation"] is None
    done = call("--within", 30, "--target", 0.8)
    assert done.exit_code == 1
    for option in ("--within", "--target"):
        assert done.output.count(option) == 2


@pytest.mark.parametrize("lang", ["id", "en"])
def test_on_the_terminal(lang: str) -> None:
    """Every kecamatan in order with what to do, or one in full."""
    every = call("--lang", lang)
    assert every.exit_code == 0
    lines = every.stdout.splitlines()
    assert lines[1].split()[:2] == ["1", "Sandaran"]
    assert len(lines) >= 21
    one = call("--lang", lang, "--kecamatan", BUSANG).stdout.splitlines()
    assert one[0].startswith("2 · Busang")
    assert len(one) == 11


def test_files(tmp_path: Path) -> None:
    """PDF and DOCX; with --json the name stands in the record."""
    pdf, document = tmp_path / "sheet.pdf", tmp_path / "lembar.DOCX"
    assert call("--out", pdf, "--kecamatan", BUSANG).stdout.strip() == str(pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert told("--out", document, "--lang", "en")["file"] == str(document)
    said = docx_texts(document.read_bytes())
    assert "1 · Sandaran \N{EM DASH} High" in said
