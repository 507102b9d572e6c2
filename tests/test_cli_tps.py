"""TPS vulnerability on the terminal: classes, sums, files in and out, bad input."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import cli
from geo.tps_reports import COLUMNS
from risk.tps_classes import CLASSES
from views import data_options, wording

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from plan.knowledge import Knowledge

DESA = "64.08.01.2001"  # Senyiur, six TPS, in Muara Ancalong
REPORTS = (
    f"{DESA},,sulit_dijangkau,1,Panwascam,2024-11-20",
    f"{DESA},{DESA}-001,sulit_dijangkau,0,Panwascam,2024-11-21",
    f"{DESA},{DESA}-002,kendala_internet,1,Panwascam,2024-11-21",
)


@pytest.fixture(autouse=True)
def _load_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Let the commands use what the tests have loaded already."""
    monkeypatch.setattr(data_options, "load_knowledge", lambda *_: knowledge)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a file of three reports on one desa."""
    return written(tmp_path / "reports.csv", *REPORTS)


def written(path: Path, *lines: str) -> Path:
    """Write a tps_reports.csv."""
    path.write_text("\n".join((",".join(COLUMNS), *lines)), encoding="utf-8")
    return path


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def told(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a command prints as JSON."""
    done = call(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_without_reports_every_class_is_unknown() -> None:
    """Null, not the lowest class; no share either."""
    record = told("tps")
    assert len(record["tps"]) == 701
    assert {row["class"] for row in record["tps"]} == {None}
    assert {row["present"] for row in record["tps"]} == {None}
    assert {row["quality"] for row in record["tps"]} == {None}
    assert sum(row["unknown"] for row in record["areas"]) == 701
    assert {row["share_vulnerable"] for row in record["areas"]} == {None}
    assert {n for row in record["areas"] for n in row["classes"].values()} == {None}
    assert call("tps", "--lang", "en").stdout.count("unknown") >= 18 * 4
    assert record["cuts_quality"] == "assumed"
    assert len(record["indicators"]) == 26
    kaltim = {row["number"]: row["kaltim_tps"] for row in record["indicators"]}
    assert (kaltim[5], kaltim[6]) == (1273, None)


def test_reports_give_classes_to_tps_and_sums_to_kecamatan(reports: Path) -> None:
    """By hand: TPS 1 has 0 of 1 present, TPS 2 has 2 of 2, TPS 3 to 6 have 1 of 1."""
    record = told("tps", "--tps-reports", reports, "--tps-cuts", "1,2")
    rows = [row for row in record["tps"] if row["desa_code"] == DESA]
    names = ["kurang_rawan", "sangat_rawan", *4 * ["rawan"]]
    assert [row["class"] for row in rows] == names
    assert [(row["present"], row["reported"]) for row in rows] == [
        *[(0, 1), (2, 2)],
        *4 * [(1, 1)],
    ]
    assert [row["quality"] for row in rows] == ["partial", *5 * ["estimate"]]
    assert {row["of"] for row in rows} == {26}
    first = record["areas"][0]
    assert first["kecamatan"] == "Muara Ancalong"
    assert first["classes"] == dict(zip(CLASSES, (1, 4, 1), strict=True))
    assert first["assumed"] == dict.fromkeys(CLASSES, 0)
    assert (first["tps"], first["reported"], first["unknown"]) == (22, 6, 16)
    assert first["share_vulnerable"] == pytest.approx(5 / 6)
    assert record["reports"] == 3


def test_what_is_assumed_is_marked_and_stands_apart(reports: Path) -> None:
    """The reported keep their class; all others take one from the risk class."""
    words = ("--tps-reports", reports, "--tps-assumption", "kecamatan")
    record, plain = told("tps", *words), told("tps", "--tps-reports", reports)
    assert record["assumption"] == "kecamatan"
    risk = {row["kecamatan_code"]: row["risk_class"] for row in told("score")["areas"]}
    taken = dict(zip(range(5), (0, 0, 1, 2, 2), strict=True))
    for row, before in zip(record["tps"], plain["tps"], strict=True):
        if before["class"] is None:
            assert row["class"] == CLASSES[taken[risk[row["kecamatan_code"]]]]
            assert (row["quality"], row["present"]) == ("assumed", None)
        else:
            assert row == before
    for row, before in zip(record["areas"], plain["areas"], strict=True):
        assert row["classes"] == before["classes"]
        assert row["share_vulnerable"] == before["share_vulnerable"]
        assert sum(row["assumed"].values()) == before["unknown"]
        assert row["unknown"] == 0


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_the_table_for_people_marks_what_is_assumed(reports: Path, lang: str) -> None:
    """Three more columns with the mark, and a sentence below."""
    mark = wording.mark("assumed", lang)
    words = ("tps", "--tps-reports", reports, "--lang", lang)
    plain, assuming = call(*words), call(*words, "--tps-assumption", "kecamatan")
    assert wording.text("data.tps.assumed", lang) in assuming.stdout
    assert wording.text("data.tps.assumed", lang) not in plain.stdout
    assert assuming.stdout.count(mark) >= plain.stdout.count(mark) + 3
    assert wording.text("tps_class.sangat_rawan", lang) in plain.stdout


def test_reports_reach_the_index_only_as_reported(reports: Path) -> None:
    """The share is in the profile with the share of TPS behind it; no rank moves.

    Neither does the assumption change any of it.
    """
    plain, mine = told("score"), told("score", "--tps-reports", reports)
    assert mine["data_version"] != plain["data_version"]
    by_name = {row["kecamatan"]: row for row in mine["areas"]}
    share = by_name["Muara Ancalong"]["indicators"]["share_tps_vulnerable"]
    assert share["value"] == pytest.approx(5 / 6)
    assert share["observed"] == pytest.approx(6 / 22)
    assert by_name["Busang"]["indicators"]["share_tps_vulnerable"]["value"] is None
    assert "share_tps_vulnerable" not in plain["areas"][0]["indicators"]
    assert [row["score"] for row in mine["areas"]] == [
        row["score"] for row in plain["areas"]
    ]
    words = ("--tps-reports", reports, "--tps-assumption", "kecamatan")
    assert told("score", *words)["areas"] == mine["areas"]


@pytest.mark.parametrize("command", ["cover", "gaps", "data"])
def test_every_command_knows_of_the_reports(command: str, reports: Path) -> None:
    """One version of the data, whatever is asked of it."""
    words = () if command == "data" else ("--json",)
    done = call(command, "--tps-reports", reports, *words)
    assert done.exit_code == 0, done.output
    version = told("tps", "--tps-reports", reports)["data_version"]
    assert json.loads(done.stdout)["data_version"] == version


def test_classes_are_written_as_csv(reports: Path, tmp_path: Path) -> None:
    """Each TPS once, with its quality: assumed wherever nobody reported."""
    out = tmp_path / "classes.csv"
    words = ("--tps-reports", reports, "--tps-assumption", "kecamatan", "--out", out)
    record = told("tps", *words)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["tps_id"] for row in rows] == [row["tps_id"] for row in record["tps"]]
    assert [row["quality"] for row in rows].count("assumed") == 701 - 6
    assert {row["present"] for row in rows if row["quality"] == "assumed"} == {""}
    assert rows[0]["desa"] == "Senyiur"
    assert {row["data_version"] for row in rows} == {record["data_version"]}


def test_a_template_is_written_and_taken_back(tmp_path: Path) -> None:
    """Blank, it changes nothing."""
    path = tmp_path / "template.csv"
    version = told("tps", "--template", path)["data_version"]
    assert told("tps", "--tps-reports", path)["data_version"] == version


@pytest.mark.parametrize("option", ["--template", "--out"])
def test_a_folder_that_is_not_there_is_named(option: str, tmp_path: Path) -> None:
    """In both languages; nothing is written."""
    done = call("tps", option, tmp_path / "nowhere" / "x.csv")
    assert done.exit_code == 1
    assert done.stderr.count("nowhere") == 2


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["64.08.01.9999,,dptb,1,x,"], ("64.08.01.9999",)),
        ([f"{DESA},{DESA}-999,dptb,1,x,"], (f"{DESA}-999",)),
        ([f"{DESA},,moon_phase,1,x,"], ("moon_phase",)),
        ([f"{DESA},,dptb,2,x,"], ('"2"', "present")),
        ([f"{DESA},,dptb,1,x,", f"{DESA},,dptb,1,x,"], (f"{DESA} dptb",)),
        ([f"{DESA},,dptb,1,,"], ("source",)),
        (
            [f"{DESA},,moon_phase,2,x,", "64.08.01.9999,,dptb,1,,"],
            ("moon_phase", '"2"', "64.08.01.9999", "source"),
        ),
    ],
)
def test_bad_reports_are_named_in_both_languages(
    lines: list[str], named: tuple[str, ...], tmp_path: Path
) -> None:
    """All at once; nothing on standard output."""
    done = call("tps", "--tps-reports", written(tmp_path / "bad.csv", *lines))
    assert (done.exit_code, done.stdout) == (1, "")
    indonesian, english = done.stderr.split("The TPS reports layer")
    for text in (indonesian, english):
        assert all(name in text for name in named), text
        assert "tps_reports.csv" in text


@pytest.mark.parametrize("cuts", ["4,1", "1,1", "-1,4", "0,4", "1", "1,2,3", "1,x"])
def test_bad_bounds_are_named_in_both_languages(cuts: str) -> None:
    """Out of order, below 1, too few, too many, no numbers."""
    done = call("tps", "--tps-cuts", cuts)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) in {4, 6}


HOSTILE = (
    *("=1+1", "@SUM(A1)", "{{7*7}}", "${alert(1)}", "$x$", ":red[x]"),
    *("<img src=x onerror=alert(1)>", "![x](http://192.0.2.1/x)"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_texts(text: str, tmp_path: Path) -> None:
    """In a source they are kept as written; as a code they are quoted, once each."""
    good = written(tmp_path / "good.csv", f"{DESA},,dptb,1,{text},{text}")
    assert told("tps", "--tps-reports", good)["reports"] == 1
    bad = written(tmp_path / "bad.csv", f"{DESA},,{text},1,x,")
    done = call("tps", "--tps-reports", bad)
    assert done.exit_code == 1
    assert done.stderr.count(f'"{text}"') == 2
