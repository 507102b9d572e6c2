"""Floating catchments on the terminal: JSON, tables, assumptions, exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

import cli
from plan.knowledge import DEFAULT_AREA, load_knowledge
from tests.geo.own_files import DEMAND, LONG, SUPPLY, WIDE, shuffled, write
from views import data_options

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from plan.knowledge import Knowledge

HOSTILE = "[red]{{7*7}} ${x} :smile:"


@pytest.fixture(autouse=True)
def _load_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Let the command use what the tests have loaded already, and only if it asks."""

    def load(folder: Path, posts: Path | None = None) -> Knowledge:
        plain = folder == DEFAULT_AREA and posts is None
        return knowledge if plain else load_knowledge(folder, posts)

    monkeypatch.setattr(data_options, "load_knowledge", load)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder with three faultless tables."""
    write(tmp_path, demand=DEMAND, supply=SUPPLY, matrix=LONG)
    return tmp_path


def call(*words: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli.app, ["catchment", *(str(word) for word in words)])


def own(folder: Path, *words: object) -> Result:
    """Run the command on the tables in a folder."""
    named = ("demand", "supply", "matrix")
    files = [word for name in named for word in (f"--{name}", folder / f"{name}.csv")]
    return call(*files, *words)


def told(done: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what was printed as JSON."""
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)


def test_the_promised_keys(tables: Path) -> None:
    """By hand: P 6 / 300, Q 5 / 100; exactly 30 is in reach."""
    record = told(own(tables, "--method", "2sfca", "--threshold", 30, "--json"))
    assert next(iter(record)) == "method"
    assert record["method"] == "2sfca"
    assert [list(one) for one in record["demand"]] == 3 * [["id", "access"]]
    assert [list(one) for one in record["supply"]] == 2 * [["id", "ratio"]]
    access = {one["id"]: one["access"] for one in record["demand"]}
    assert access == pytest.approx({"A": 0.02, "B": 0.07, "C": 0})
    assert [one["ratio"] for one in record["supply"]] == pytest.approx([0.02, 0.05])
    assert (record["costs"], record["absent_pairs"]) == ("matrix", 1)


@pytest.mark.parametrize("method", ["2sfca", "e2sfca", "3sfca"])
def test_shuffled_rows_give_the_same(method: str, tables: Path) -> None:
    """To the byte, but for the pairs that the wide form does not leave out."""
    words = ("--method", method, "--bands", "20,40", "--weights", "1,0.5", "--json")
    plain = told(own(tables, *words))
    write(tables, demand=shuffled(DEMAND), supply=shuffled(SUPPLY))
    write(tables, matrix=shuffled(LONG))
    assert told(own(tables, *words)) == plain
    write(tables, matrix=shuffled(WIDE))
    assert told(own(tables, *words)) == plain | {"absent_pairs": 0}


def test_bands_by_hand(tables: Path) -> None:
    """P: 6 / (200 x 1 + 100 x 0.5) up to 30; the third point is beyond."""
    words = ("--bands", "10,30", "--weights", "1,0.5", "--json")
    record = told(own(tables, "--method", "e2sfca", *words))
    assert record["supply"][0]["ratio"] == pytest.approx(0.024)
    assert record["bands"] == [10, 30]
    assert record["weights"] == [1, 0.5]


def test_nobody_in_reach_is_null(tables: Path) -> None:
    """Not 0, and never NaN."""
    record = told(own(tables, "--method", "2sfca", "--threshold", 10, "--json"))
    assert [one["ratio"] for one in record["supply"]] == [pytest.approx(0.03), None]


def test_supply_assumed_by_type(tables: Path) -> None:
    """Said in JSON and in the table."""
    write(tables, supply="id,supply,type\nP,6,polres\nQ,,polsek\n")
    per = ("--supply-per", " polsek = 5 ,polres=100")
    words = ("--method", "2sfca", "--threshold", 30, *per)
    record = told(own(tables, *words, "--json"))
    assert record["assumed"] == ["Q"]
    assert record["supply"][1]["ratio"] == pytest.approx(0.05)
    assert "supply of Q is set by type" in own(tables, *words, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("Titik permintaan", "0,07", "belum diketahui", "tanpa rute", "≤ 10")),
        ("en", ("Demand point", "0.03", "unknown", "without a route", "≤ 10")),
    ],
)
def test_a_table_for_people(lang: str, words: tuple[str, ...], tables: Path) -> None:
    """Names as they are written, unknown in words."""
    write(tables, demand=DEMAND.replace("C", HOSTILE).replace("200", "80"))
    write(tables, matrix=LONG.replace("C,", f"{HOSTILE},"))
    done = own(tables, "--method", "2sfca", "--threshold", 10, "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in (HOSTILE, *words[:1], *words[2:]):
        assert word in done.stdout


def test_straight_distances(tables: Path) -> None:
    """Asked for, and said."""
    write(tables, demand="id,weight,x,y\nA,2,0,0\n", supply="id,supply,x,y\nP,8,3,4\n")
    files = ("--demand", tables / "demand.csv", "--supply", tables / "supply.csv")
    words = ("--method", "2sfca", "--threshold", 5)
    record = told(call(*files, *words, "--straight", "--json"))
    assert (record["costs"], record["demand"][0]["access"]) == ("straight", 4)
    done = call(*files, *words, "--straight", "--lang", "en")
    assert "Costs are straight distances" in done.stdout
    assert call(*files, *words).exit_code == 1


@pytest.mark.parametrize("option", ["--demand", "--supply"])
def test_a_table_that_lacks_is_wrong_usage(option: str, tables: Path) -> None:
    """In both languages, with the option that lacks."""
    done = call(option, tables / f"{option.strip('-')}.csv")
    other = ({"--demand", "--supply"} - {option}).pop()
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        f"{other} harus diisi.",
        f"{other} must be given.",
    ]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--bands", "40,20"), ("40,20",)),
        (("--bands", "20", "--weights", "x"), ("nan",)),
        (("--threshold", "inf"), ("inf",)),
        (("--threshold", "0"), ("0.0",)),
        (("--supply-per", "polsek"), ("polsek",)),
        (("--supply-per", "polsek=1,polsek=2"), ("polsek=2",)),
        (("--supply-per", "polsek=-1,=2"), ("polsek=-1", "=2")),
        (("--supply-per", ""), ("polsek=20",)),
    ],
)
def test_faulty_choices_are_refused(
    words: tuple[str, ...], named: tuple[str, ...], tables: Path
) -> None:
    """With what was written, in both languages."""
    done = own(tables, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    half = len(lines) // 2
    for sentences in (lines[:half], lines[half:]):
        assert all(name in "\n".join(sentences) for name in named)
        assert not any("problem" in one for one in sentences)


def test_faulty_tables_are_refused(tables: Path) -> None:
    """Every fault of every file, in both languages."""
    write(tables, demand=DEMAND.replace("200", "x"), supply=SUPPLY.replace("5", ""))
    write(tables, matrix=LONG.replace("B,Q,30", "B,R,-3\nA,P,9"))
    done = own(tables, "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("Tabel ini belum dapat dipakai")
    assert lines[6].startswith("These tables cannot be used yet")
    for sentences in (lines[1:6], lines[7:]):
        files = ("demand", "supply", "matrix", "matrix", "matrix")
        named = zip(files, sentences, strict=True)
        assert all(f"{file}.csv" in sentence for file, sentence in named)


# ---------------------------------------------------------------- the study area


def test_the_study_area(knowledge: Knowledge) -> None:
    """One a post is an assumption, and said to be; the law holds in the JSON."""
    record = told(call("--method", "3sfca", "--json"))
    assert record["supply_per"] == {"polsek": 1, "polres": 1}
    assert record["quality"] == "assumed"
    assert {area["quality"] for area in record["areas"]} == {"assumed"}
    in_use = [one for one in record["supply"] if one["ratio"] is not None]
    shared = sum(area["voters"] * area["access"] for area in record["areas"])
    assert_allclose(shared, len(in_use), rtol=1e-9)
    assert len(record["demand"]) == len(knowledge.places.desa)
    assert record["mean"] == pytest.approx(
        shared / sum(area["voters"] for area in record["areas"])
    )
    first = record["areas"][0]
    assert first["per_10000"] == pytest.approx(first["access"] * 10_000)


def test_the_choices_of_a_scenario() -> None:
    """Service, season and mode; the assumption scales what follows from it."""
    plain = told(call("--json"))
    wet = told(call("--season", "wet", "--json"))
    army = told(call("--post-type", "koramil", "--json"))
    assert wet["areas"] != plain["areas"]
    assert set(army["supply_per"]) == {"koramil", "kodim"}
    tenfold = told(call("--supply-per", "polsek=10,polres=10", "--json"))
    assert tenfold["mean"] == pytest.approx(10 * plain["mean"])
    assert plain["scenario"] == {
        "post_type": "polsek",
        "season": "dry",
        "mode": "network",
        "counted": [],
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("Pasokan per 10.000 pemilih", "Seluruh wilayah", "Polres = 100")),
        ("en", ("Supply per 10,000 voters", "Whole area", "Polres = 100")),
    ],
)
def test_the_study_area_for_people(lang: str, words: tuple[str, ...]) -> None:
    """Per kecamatan, with the assumption it rests on."""
    done = call("--supply-per", "polsek=20,polres=100", "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in ("Busang", *words):
        assert word in done.stdout


def test_an_assumption_that_does_not_fit() -> None:
    """A type that does not count, and one that lacks."""
    done = call("--supply-per", "polsek=20,koramil=1")
    assert done.exit_code == 1
    assert "koramil" in done.stderr
    assert "polres" in done.stderr
    assert call("--season", "monsoon").exit_code == 1


@pytest.mark.parametrize("column", ["weight", "supply", "cost"])
def test_an_amount_below_0_is_told_in_sentences(column: str, tables: Path) -> None:
    """Each column that must be 0 or above, in both languages."""
    given = {"weight": "1", "supply": "1", "cost": "3", column: "-2"}
    write(
        tables,
        demand="id,weight\nA,{weight}\n".format(**given),
        supply="id,supply\nP,{supply}\n".format(**given),
        matrix="demand_id,supply_id,cost\nA,P,{cost}\n".format(**given),
    )
    done = own(tables, "--threshold", 30)
    assert (done.exit_code, done.stdout) == (1, "")
    _, indonesian, _, english = done.stderr.splitlines()
    assert f'"{column}"' in indonesian
    assert "paling kecil 0." in indonesian
    assert f'"{column}"' in english
    assert "the least is 0." in english


def test_a_type_that_no_post_has_is_named(tables: Path) -> None:
    """With a table of types, and with none."""
    for supply in ("id,supply,type\nP,6,polsek\n", "id,supply\nP,6\n"):
        write(tables, supply=supply, matrix="id,P\nA,10\nB,30\nC,31\n")
        done = own(tables, "--threshold", 30, "--supply-per", "z=3")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "tidak ada di tabel supply: z." in done.stderr
        assert "the supply table does not have: z." in done.stderr


@pytest.mark.parametrize("words", [("--season", "dry"), ("--post-type", "koramil")])
def test_options_of_the_area_are_not_passed_over(
    words: tuple[str, ...], tables: Path
) -> None:
    """Tables have no season: 2, in both languages, even where it is the usual one."""
    done = own(tables, "--threshold", 30, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    indonesian, english = done.stderr.splitlines()
    assert f"tidak untuk tabel sendiri: {words[0]}." in indonesian
    assert f"for the study area alone, not for tables of your own: {words[0]}." in (
        english
    )
