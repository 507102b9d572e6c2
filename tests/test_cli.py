"""The terminal does what the pages do: its JSON, its tables, its exit codes."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import cli
from plan.knowledge import DEFAULT_AREA, load_knowledge
from tests.risk.cases import SETTLED
from views import data_options, wording
from views.usage import WrongUsage

if TYPE_CHECKING:
    from typer.testing import Result

    from plan.knowledge import Knowledge

ROOT = Path(__file__).parents[1]
COMMANDS = ("score", "cover", "readiness", "gaps", "tps", "recommend")


@pytest.fixture
def load_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Let commands on the embedded area use what the tests have loaded already."""

    def load(folder: Path, posts: Path | None = None) -> Knowledge:
        plain = folder == DEFAULT_AREA and posts is None
        return knowledge if plain else load_knowledge(folder, posts)

    monkeypatch.setattr(data_options, "load_knowledge", load)


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def told(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a command prints as JSON; NaN and Infinity are no JSON."""
    done = call(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=_no_number)


def _no_number(name: str) -> None:
    pytest.fail(f"{name} is no JSON")


def as_program(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command as a user's shell does."""
    return subprocess.run(
        [sys.executable, "cli.py", *(str(word) for word in words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers_from_a_shell(command: str) -> None:
    """JSON on standard output, nothing on the other."""
    done = as_program(command, "--area", "data/kutai_timur", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout, parse_constant=_no_number)
    assert record["scenario"] == SETTLED.to_dict()
    assert record["data_version"]


@pytest.mark.usefixtures("load_once")
def test_scores_have_the_promised_keys() -> None:
    """Others build on these names; 18 kecamatan, in order of rank."""
    record = told("score")
    promised = ["scenario", "data_version", "travel", "areas"]
    assert list(record) == [*promised, "treated", "flags", "summary"]
    keys = ["kecamatan_code", "kecamatan", "score", "risk_class", "rank"]
    certainty = ["rank_median", "rank_p05", "rank_p95", "share_top_k", "rank_is_stable"]
    assert [list(row) for row in record["areas"]] == 18 * [
        [*keys, "weight_known", *certainty, "dimensions", "indicators"]
    ]
    assert [row["rank"] for row in record["areas"]] == list(range(1, 19))
    for row in record["areas"]:
        assert list(row["dimensions"]) == ["teknis", "logistik", "sosial_budaya"]
        assert 0 <= row["score"] <= 100
        assert row["risk_class"] == int(row["score"] // 20)
        assert 0 < row["weight_known"] <= 1


@pytest.mark.usefixtures("load_once")
def test_coverage_has_the_promised_keys() -> None:
    """The sums are those of the election: 701 TPS, 297,994 voters."""
    areas = told("cover")["areas"]
    promised = {"kecamatan_code", "voters", "voters_covered", "tps", "tps_covered"}
    promised |= {"tps_backup", "nearest_post", "minutes_median"}
    assert all(promised <= set(row) for row in areas)
    assert sum(row["tps"] for row in areas) == 701
    assert sum(row["voters"] for row in areas) == 297_994
    for row in areas:
        assert row["tps_backup"] <= row["tps_covered"] <= row["tps"]
        assert row["voters_covered"] <= row["voters"]


@pytest.mark.usefixtures("load_once")
def test_readiness_has_the_promised_keys() -> None:
    """Both axes with their bounds, in the order in which to act."""
    record = told("readiness")
    promised = ["scenario", "data_version", "travel"]
    promised += ["layer_complete", "cuts", "left_out"]
    assert list(record) == [*promised, "areas"]
    assert record["cuts"] == {"vulnerability": [40, 60], "coverage": [0.5, 0.8]}
    assert "share_beyond" in record["left_out"]
    keys = ["kecamatan_code", "kecamatan", "quadrant", "vulnerability"]
    keys += ["vulnerability_class", "score", "coverage", "coverage_class"]
    assert [list(row) for row in record["areas"]] == 18 * [keys]
    covered = {row["kecamatan_code"]: row for row in told("cover")["areas"]}
    for row in record["areas"]:
        reached = covered[row["kecamatan_code"]]
        assert row["coverage"] == reached["tps_covered"] / reached["tps"]
    assert record["areas"][0]["quadrant"] == "act_first"
    unknown = told("readiness", "--post-type", "koramil")
    assert unknown["layer_complete"] is False
    assert unknown["areas"][-1]["quadrant"] is None
    assert unknown["areas"][-1]["coverage_class"] is None


@pytest.mark.usefixtures("load_once")
def test_gaps_have_the_promised_keys() -> None:
    """Both services where none is named; every reason in both languages."""
    record = told("gaps")
    promised = {"kecamatan_code", "kecamatan", "post_type", "statuses", "served_by"}
    promised |= {"served_minutes", "nearest_post", "minutes", "voters", "tps"}
    for gap in record["gaps"]:
        assert promised | {"reasons"} == set(gap)
        assert set(gap["statuses"]) <= {"none", "below_standard", "shared", "unknown"}
        assert gap["statuses"]
        assert len(gap["reasons"]["id"]) == len(gap["reasons"]["en"]) > 0
    promised = {"post_type", "desa_code", "kecamatan_code", "newly_covered_voters"}
    for candidate in record["candidates"]:
        assert promised | {"provisional", "reasons"} <= set(candidate)
        assert set(candidate["reasons"]) == {"id", "en"}
    assert {gap["post_type"] for gap in record["gaps"]} == {"polsek", "koramil"}
    ranks = [(place["post_type"], place["rank"]) for place in record["shortlist"]]
    assert ranks == [(kind, n) for kind in ("polsek", "koramil") for n in (1, 2, 3)]


@pytest.mark.usefixtures("load_once")
@pytest.mark.parametrize(("lang", "by"), [("id", "risiko"), ("en", "risk")])
def test_gaps_as_text_say_what_orders_the_candidates(lang: str, by: str) -> None:
    """Each candidate with its voters x risk; the shortlist with what each adds."""
    shown = call("gaps", "--post-type", "polsek", "--lang", lang).stdout
    record = told("gaps", "--post-type", "polsek")
    for place in record["candidates"]:
        count = wording.number(place["weighted_voters"], lang)
        assert f"{by}: {count}" in shown
    for place in record["shortlist"]:
        assert place["reasons"][lang][0] in shown


@pytest.mark.usefixtures("load_once")
def test_the_kecamatan_without_a_polsek_are_named() -> None:
    """The eight, each with the polsek that serves it, or that nobody knows."""
    gaps = told("gaps", "--post-type", "polsek")["gaps"]
    without = {g["kecamatan"]: g["served_by"] for g in gaps if "none" in g["statuses"]}
    assert set(without) == {
        *("Busang", "Telen", "Long Mesangat", "Batu Ampar"),
        *("Kaubun", "Karangan", "Sandaran", "Sangatta Selatan"),
    }
    assert [name for name, post in without.items() if post is None] == ["Long Mesangat"]
    assert {gap["post_type"] for gap in gaps} == {"polsek"}


@pytest.mark.usefixtures("load_once")
def test_absence_of_evidence_is_no_gap() -> None:
    """No kecamatan lacks a koramil for certain; every candidate is provisional.

    Three koramil and the kodim are listed, so of 18 kecamatan 14 have none listed.
    """
    record = told("gaps", "--post-type", "koramil")
    assert {tuple(gap["statuses"]) for gap in record["gaps"]} == {("unknown",)}
    reasons = [gap["reasons"]["en"][0] for gap in record["gaps"]]
    assert sum("koramil unknown" in reason for reason in reasons) == 14
    assert all(candidate["provisional"] for candidate in record["candidates"])


@pytest.mark.usefixtures("load_once")
def test_unknown_is_null() -> None:
    """Never 0, never NaN: all weight must be known, and one side is not everywhere."""
    areas = told("score", "--min-known", "1", "--threshold", "45")["areas"]
    unknown = [row for row in areas if row["weight_known"] < 1]
    assert unknown
    for row in unknown:
        assert (row["score"], row["risk_class"], row["rank"]) == (None, None, None)
    assert [row["rank"] for row in areas if row["rank"]] == list(
        range(1, 19 - len(unknown))
    )


OPTIONS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "--preset": (["rakor_2024_flat"], {"preset": "rakor_2024_flat"}),
    "--weight": (["teknis=2"], {"weights": {"teknis": 2.0}}),
    "--normalise": (["rank"], {"normalise": "rank"}),
    "--aggregate": (["scaled_geometric"], {"aggregate": "scaled_geometric"}),
    "--method": (["scaled_geometric"], {"aggregate": "scaled_geometric"}),
    "--phase": (["polling"], {"phase": "polling"}),
    "--treat": (["winsorise"], {"treat": "winsorise"}),
    "--classes": (["quantiles"], {"classes": "quantiles"}),
    "--draws": (["200"], {"draws": 200}),
    "--spread": (["0.5"], {"spread": 0.5}),
    "--top": (["5"], {"top": 5}),
    "--cuts": (["10,20,30,40"], {"cuts": [10.0, 20.0, 30.0, 40.0]}),
    "--min-known": (["0.5"], {"min_known": 0.5}),
    "--post-type": (["koramil"], {"post_type": "koramil"}),
    "--threshold": (["90"], {"threshold": 90.0}),
    "--season": (["wet"], {"season": "wet"}),
    "--mode": (["straight"], {"mode": "straight"}),
    "--standard": (["0.5"], {"standard": 0.5}),
    "--count": (["pospol"], {"counted": ["pospol"]}),
    "--tps-cuts": (["2,7"], {"tps_cuts": [2, 7]}),
    "--tps-assumption": (["kecamatan"], {"tps_assumption": "kecamatan"}),
}


@pytest.mark.usefixtures("load_once")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_has_one_name_in_every_command(option: str, command: str) -> None:
    """And changes the scenario that is answered."""
    values, changed = OPTIONS[option]
    record = told(command, option, *values)
    assert record["scenario"] == SETTLED.to_dict() | changed


@pytest.mark.usefixtures("load_once")
def test_options_add_up() -> None:
    """Weights and further posts may be given more than once."""
    words = ["--weight", "teknis=2", "--weight", "sea_only=0.5"]
    words += ["--count", "pospol", "--count", "polsubsektor"]
    scenario = told("score", *words)["scenario"]
    assert scenario["weights"] == {"teknis": 2.0, "sea_only": 0.5}
    assert scenario["counted"] == ["polsubsektor", "pospol"]


@pytest.mark.usefixtures("load_once")
@pytest.mark.parametrize("lang", wording.LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_tables_for_people_name_every_kecamatan(command: str, lang: str) -> None:
    """In their language, with their decimal sign."""
    done = call(command, "--lang", lang)
    assert done.exit_code == 0
    for name in ("Busang", "Long Mesangat", "Sandaran"):
        assert name in done.stdout
    told_of = {"score": 71.9, "readiness": 71.2, "tps": 213, "recommend": 7274}
    digits = 1 if command in ("score", "readiness") else 0
    written = wording.number(told_of.get(command, 9566), lang, digits)
    assert written in done.stdout


def test_corrected_posts_are_used(tmp_path: Path, area_path: Path) -> None:
    """A posts.csv of one's own takes the place of the shipped one, in each command."""
    posts = tmp_path / "posts.csv"
    text = (area_path / "posts.csv").read_text(encoding="utf-8")
    army = (",koramil,", ",kodim,")
    kept = [line for line in text.splitlines() if not any(x in line for x in army)]
    posts.write_text("\n".join(kept), encoding="utf-8")
    shipped = told("cover", "--post-type", "koramil")
    mine = told("cover", "--post-type", "koramil", "--posts", posts)
    assert mine["data_version"] != shipped["data_version"]
    assert sum(row["tps_covered"] for row in shipped["areas"]) > 0
    assert sum(row["tps_covered"] for row in mine["areas"]) == 0
    assert {row["minutes_median"] for row in mine["areas"]} == {None}
    assert told("score", "--posts", posts)["areas"]
    gaps = told("gaps", "--post-type", "koramil", "--posts", posts)["gaps"]
    assert sum("unknown" in gap["statuses"] for gap in gaps) == 18


def test_an_area_is_built_from_its_tables(tmp_path: Path, area_path: Path) -> None:
    """The same tables give the same bytes, and the same numbers."""
    done = as_program("build", "--source", area_path, "--area", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    for path in area_path.rglob("*.*"):
        built = tmp_path / "new" / path.relative_to(area_path)
        assert built.read_bytes() == path.read_bytes(), path.name
    assert told("score", "--area", tmp_path / "new") == told("score")


@pytest.mark.usefixtures("load_once")
@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ([], "Usage"),
        (["nope"], "nope"),
        (["score", "--nope"], "--nope"),
        (["score", "--threshold", "abc"], "--threshold"),
        (["score", "--weight", "teknis"], "kode=bobot"),
        (["score", "--lang", "xx"], "--lang"),
        (["export"], "out"),
        (["build"], "--source"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], fault: str) -> None:
    """And says what was wrong."""
    done = call(*words)
    assert done.exit_code == 2
    assert fault in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("words", "id_", "en"),
    [
        ("cover --threshold abc", '--threshold: "abc" tidak dapat', "write a number"),
        ("score --draws x", "tulis bilangan bulat", '--draws: "x" cannot be used'),
        ("cover --lang fr", "pilih salah satu: id, en", "choose one of: id, en"),
        ("nope", 'Perintah "nope" tidak ada', "There are: score"),
        ("export", "out harus diisi", "out must be given"),
        ("cover --nope", "Pilihan --nope tidak ada", "There is no option --nope"),
        ("cover more", "Kata berlebih: more", "More words than needed: more"),
        ("cover --season", "--season harus diikuti", "followed by its value"),
        ("score --weight x", "tulis kode=bobot", "write code=weight"),
        ("score --json=1", "tidak dapat dibaca", "cannot be read"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(words: str, id_: str, en: str) -> None:
    """What was wrong and what to write, in Indonesian first; never in Typer's words."""
    done = call(*words.split())
    assert done.exit_code == 2
    first, second, *_ = done.stderr.splitlines()
    assert id_ in first
    assert en in second
    assert done.stdout == ""


def test_help_alone_is_no_fault_of_a_command() -> None:
    """Without any word: the help, once, and nothing about a fault."""
    done = call()
    assert "score" in done.output
    assert wording.text("usage.other", "id", message="") not in done.output


def test_a_caller_of_its_own_gets_the_error_itself() -> None:
    """Inside another program nothing is printed and nobody is thrown out."""
    with pytest.raises(WrongUsage, match="No such command"):
        cli.app(["nope"], standalone_mode=False)


def test_wrong_usage_ends_with_2_in_a_shell() -> None:
    """Also outside this process; nothing goes to standard output."""
    done = as_program("score", "--threshold", "abc")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--threshold" in done.stderr


def test_nothing_known_is_none_of_the_numbers() -> None:
    """The guard of these tests bites: NaN in the output would be seen."""
    with pytest.raises(pytest.fail.Exception, match="NaN is no JSON"):
        json.loads(json.dumps({"score": math.nan}), parse_constant=_no_number)
