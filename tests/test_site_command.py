"""Sites for tables of one's own on the terminal: JSON, tables, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import cli
from tests.geo.own_files import shuffled, write

ROOT = Path(__file__).parents[1]
HOSTILE = "[red]{{7*7}} ${x} :smile:"
# A reaches P and R within 30, B exactly at 30 P and Q, C only Q, D nothing at all.
DEMAND = "id,weight\nA,200\nB,100\nC,50\nD,10\n"
SITES = "id,capacity,price\nP,1,5\nQ,2,3\nR,1,2\n"
LONG = (
    "demand_id,candidate_id,cost\nA,P,10\nA,R,12\nB,P,30\nB,Q,30\n"
    "C,P,31\nC,Q,20\nC,R,50\n"
)
WIDE = "id,P,Q,R\nA,10,,12\nB,30,30,\nC,31,20,50\nD,,,\n"
KEYS = [
    *("objective", "p", "objective_value", "optimal", "gap", "covered_share"),
    *("covered_rows", "backup_share", "mean_cost", "max_cost", "sites"),
    *("equally_good", "assignment"),
]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder with three faultless tables."""
    write(tmp_path, demand=DEMAND, candidates=SITES, matrix=LONG)
    return tmp_path


def call(*words: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli.app, ["site", *(str(word) for word in words)])


def own(folder: Path, *words: object) -> Result:
    """Run the command on the tables in a folder."""
    named = ("demand", "candidates", "matrix")
    files = [word for name in named for word in (f"--{name}", folder / f"{name}.csv")]
    return call(*files, *words)


def told(folder: Path, *words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what the command prints as JSON."""
    done = own(folder, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)


def test_the_promised_keys(tables: Path) -> None:
    """Others build on these names; P alone covers A and B, 300 of 360."""
    record = told(tables, "--objective", "mclp", "--p", 1, "--threshold", 30)
    assert [key for key in record if key in KEYS] == KEYS
    assert record["objective_value"] == 300
    assert record["covered_share"] == pytest.approx(300 / 360)
    assert (record["objective"], record["p"]) == ("mclp", 1)
    assert (record["optimal"], record["gap"]) == (True, 0)
    assert (record["covered_rows"], record["backup_share"]) == (2, 0)
    assert record["mean_cost"] == pytest.approx(6550 / 350)
    assert record["max_cost"] == 31
    assert record["sites"] == ["P"]
    assert record["equally_good"] == {"count": 1, "complete": True, "sets": [["P"]]}
    assert record["assignment"] == [
        {"demand_id": "A", "site_id": "P", "cost": 10, "share": 1},
        {"demand_id": "B", "site_id": "P", "cost": 30, "share": 1},
        {"demand_id": "C", "site_id": "P", "cost": 31, "share": 1},
        {"demand_id": "D", "site_id": None, "cost": None, "share": 1},
    ]
    assert record["left_out"] == ["D"]
    assert record["absent_pairs"] == 5
    assert record["ignored_capacity"] is True


@pytest.mark.parametrize(
    ("words", "value", "sites", "count"),
    [
        (("mclp", "--p", 2, "--threshold", 30), 350, ["P", "Q"], 2),
        (("lscp", "--threshold", 30), 2, ["P", "Q"], 2),
        (("backup", "--threshold", 30), 2, ["P", "Q"], 1),
        (("pmedian", "--p", 1), 6550, ["P"], 1),
        (("pmedian", "--p", 2), 6000, ["P", "Q"], 1),
        (("pcenter", "--p", 2), 30, ["P", "Q"], 2),
        (("equity", "--p", 2), 30, ["P", "Q"], 1),
        (("mclp", "--coverage", 0.9, "--threshold", 30), 350, ["P", "Q"], 2),
        (("mclp", "--budget", 5, "--threshold", 30), 350, ["Q", "R"], None),
    ],
)
def test_each_objective_by_hand(
    words: tuple[object, ...],
    value: float,
    sites: list[str],
    count: int | None,
    tables: Path,
) -> None:
    """P and Q, Q and R both reach all; the first is nearer and reaches B twice."""
    record = told(tables, "--objective", *words)
    assert (record["objective_value"], record["sites"]) == (value, sites)
    assert record["p"] == len(sites)
    assert record["optimal"] is True
    if count is not None:
        good = record["equally_good"]
        assert (good["count"], good["complete"]) == (count, True)
        assert good["sets"] == [["P", "Q"], ["Q", "R"]][:count] or count == 1


def test_exactly_at_the_threshold_is_reached(tables: Path) -> None:
    """A hair below it, B is not."""
    words = ("--objective", "mclp", "--p", 1, "--threshold")
    assert told(tables, *words, 30)["covered_rows"] == 2
    assert told(tables, *words, 29.999)["covered_rows"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("mclp", "--p", 2, "--threshold", 30),
        ("lscp", "--threshold", 30),
        ("backup", "--threshold", 30),
        ("pmedian", "--p", 2),
        ("pcenter", "--p", 2),
        ("equity", "--p", 2),
        ("mclp", "--budget", 5, "--threshold", 30),
    ],
)
def test_order_and_form_do_not_matter(words: tuple[object, ...], tables: Path) -> None:
    """To the byte, but for the pairs that the wide form does not leave out."""
    plain = told(tables, "--objective", *words)
    write(tables, demand=shuffled(DEMAND), candidates=shuffled(SITES))
    write(tables, matrix=shuffled(LONG))
    assert told(tables, "--objective", *words) == plain
    write(tables, matrix=shuffled(WIDE))
    assert told(tables, "--objective", *words) == plain | {"absent_pairs": 0}


def test_sites_that_stand_already(tables: Path) -> None:
    """Open, named, not counted among the new ones; by the list or by the column."""
    words = ("--objective", "mclp", "--p", 1, "--threshold", 30)
    record = told(tables, *words, "--fixed", "Q, ")
    assert (record["p"], record["sites"], record["fixed"]) == (1, ["P"], ["Q"])
    assert record["objective_value"] == 350
    assert [(row["site_id"], row["is_new"]) for row in record["open"]] == [
        ("P", True),
        ("Q", False),
    ]
    write(tables, candidates="id,fixed\nP,0\nQ,1\nR,\n")
    assert told(tables, *words)["assignment"] == record["assignment"]


def test_nothing_new_at_all(tables: Path) -> None:
    """With p 0 the answer is what stands; without that, nobody is served."""
    words = ("--objective", "mclp", "--p", 0, "--threshold", 30)
    record = told(tables, *words)
    assert (record["objective_value"], record["sites"]) == (0, [])
    assert (record["mean_cost"], record["max_cost"]) == (None, None)
    assert {row["site_id"] for row in record["assignment"]} == {None}
    assert told(tables, *words, "--fixed", "P")["objective_value"] == 300


def test_capacities_count_where_asked_for(tables: Path) -> None:
    """P has room for one: A; Q for two: B and C, weight 150."""
    words = ("--objective", "mclp", "--p", 1, "--threshold", 30)
    record = told(tables, *words, "--capacity", "capacity")
    assert (record["objective_value"], record["sites"]) == (200, ["P"])
    assert record["ignored_capacity"] is False
    served = {row["demand_id"]: row["site_id"] for row in record["assignment"]}
    assert served["A"] == "P"
    write(tables, demand=DEMAND.replace("weight", "weight,l").replace("0\n", "0,2\n"))
    more = ("--capacity", "capacity", "--load", "l")
    assert told(tables, *words, *more)["objective_value"] == 100  # Q holds one of 2


def test_parts_of_a_split_point_are_told_one_by_one(tables: Path) -> None:
    """P holds 1, Q all: A stays half near P; (0.5 + 0.5 x 11) x 2 + 1 x 3 = 15 of 3."""
    write(
        tables,
        demand="id,weight,load\nA,2,2\nB,1,1\n",
        candidates="id,room\nP,1\nQ,\n",
        matrix="id,P,Q\nA,1,11\nB,,3\n",
    )
    words = ("--objective", "pmedian", "--p", 2, "--capacity", "room", "--split")
    record = told(tables, *words, "--threshold", 10)
    assert record["objective_value"] == pytest.approx(15)
    assert record["mean_cost"] == pytest.approx(15 / 3)
    assert record["covered_share"] == pytest.approx((1 + 1) / 3)
    assert record["covered_rows"] == 1
    assert record["assignment"] == [
        {"demand_id": "A", "site_id": "P", "cost": 1, "share": pytest.approx(0.5)},
        {"demand_id": "A", "site_id": "Q", "cost": 11, "share": pytest.approx(0.5)},
        {"demand_id": "B", "site_id": "Q", "cost": 3, "share": 1},
    ]
    assert [row["weight"] for row in record["open"]] == pytest.approx([1, 2])
    assert [row["farthest"] for row in record["open"]] == [1, 11]


def test_what_has_no_room_is_a_part_without_a_site(tables: Path) -> None:
    """Room for half of the only point: half covered, half nowhere."""
    write(
        tables,
        demand="id,weight,load\nA,2,2\n",
        candidates="id,room\nP,1\n",
        matrix="id,P\nA,1\n",
    )
    words = ("--p", 1, "--threshold", 10, "--capacity", "room", "--split")
    record = told(tables, *words)
    half = pytest.approx(0.5)
    assert (record["objective_value"], record["covered_share"]) == (1, half)
    assert record["covered_rows"] == 0
    assert record["assignment"] == [
        {"demand_id": "A", "site_id": "P", "cost": 1, "share": half},
        {"demand_id": "A", "site_id": None, "cost": None, "share": half},
    ]


def test_quick_says_its_gap(tables: Path) -> None:
    """Nobody counted the equally good; what cannot be quick is proven."""
    record = told(tables, "--objective", "mclp", "--p", 2, "--threshold", 30, "--quick")
    assert record["objective_value"] == 350
    assert record["gap"] is not None
    good = record["equally_good"]
    assert (good["count"], good["complete"]) == (1, False)
    assert good["sets"] == [record["sites"]]
    assert told(tables, "--objective", "lscp", "--threshold", 30, "--quick")["optimal"]


def test_shares_need_a_threshold(tables: Path) -> None:
    """Without one they are null, with one they are told for any objective."""
    words = ("--objective", "pmedian", "--p", 2)
    names = ("covered_share", "covered_rows", "backup_share")
    assert {told(tables, *words)[name] for name in names} == {None}
    record = told(tables, *words, "--threshold", 30)
    assert record["covered_share"] == pytest.approx(350 / 360)
    assert record["backup_share"] == pytest.approx(100 / 360)


def test_straight_distances(tables: Path) -> None:
    """3, 4, 5."""
    write(tables, demand="id,weight,x,y\nA,2,0,0\n", candidates="id,x,y\nP,3,4\n")
    files = (
        "--demand",
        tables / "demand.csv",
        "--candidates",
        tables / "candidates.csv",
    )
    words = ("--objective", "pmedian", "--p", 1)
    done = call(*files, *words, "--straight", "--json")
    record = json.loads(done.stdout)
    assert (record["costs"], record["objective_value"]) == ("straight", 10)
    done = call(*files, *words, "--straight", "--lang", "en")
    assert "Costs are straight distances" in done.stdout
    done = call(*files, *words)
    assert done.exit_code == 1
    assert "--straight" in done.stderr


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "id",
            (
                *("Lokasi", "baru", "sudah ada", "Bobot yang tercakup", "97,2 %"),
                *("Terbukti terbaik.", "2 susunan lokasi sama baiknya:"),
                *("(1): D", "dianggap tanpa rute: 5", "--capacity capacity"),
            ),
        ),
        (
            "en",
            (
                *("Site", "new", "standing", "Weight covered", "97.2 %"),
                *("Proven to be the best.", "2 sets of sites are equally good:"),
                *("(1): D", "without a route: 5", "--capacity capacity"),
            ),
        ),
    ],
)
def test_a_table_for_people(lang: str, words: tuple[str, ...], tables: Path) -> None:
    """Names as they are written, in the language asked for."""
    write(tables, candidates=SITES.replace("R", HOSTILE))
    write(tables, matrix=LONG.replace(",R,", f",{HOSTILE},"))
    chosen = ("--objective", "mclp", "--p", 1, "--threshold", 30, "--fixed", "Q")
    done = own(tables, *chosen, "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in (*words, f"- {HOSTILE}"):
        assert word in done.stdout
    assert done.stderr == ""


def test_what_is_not_proven_is_not_said_to_be(tables: Path) -> None:
    """The quick answer tells its gap, or that it is proven after all."""
    words = ("--objective", "pmedian", "--p", 2, "--quick", "--lang", "en")
    done = own(tables, *words)
    assert done.exit_code == 0, done.output
    assert "equally good is not known" in done.stdout
    write(tables, candidates="id\nP\nQ\nR\n")
    assert "capacity" not in own(tables, *words).stdout


# --------------------------------------------------------------------- refusals


def test_faulty_tables_are_refused(tables: Path) -> None:
    """In a shell: exit code 1, every fault in both languages, no traceback."""
    write(tables, demand=DEMAND.replace("200", "x"), candidates=SITES.replace("Q", "P"))
    write(tables, matrix=LONG.replace("B,P,30", 'B,P,"3,0"'))
    line = [sys.executable, "cli.py", "site", "--fixed", "Z", "--json"]
    for name in ("demand", "candidates", "matrix"):
        line += [f"--{name}", str(tables / f"{name}.csv")]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert lines[0].startswith("Tabel ini belum dapat dipakai")
    half = len(lines) // 2
    assert lines[half].startswith("These tables cannot be used yet")
    for sentences in (lines[1:half], lines[half + 1 :]):
        files = ("demand", "candidates", "candidates", "matrix", "matrix")
        named = zip(files, sentences, strict=True)
        assert all(f"{file}.csv" in sentence for file, sentence in named)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("-1", "paling kecil 0.", "the least is 0."),
        ("1e16", "paling besar 1.000.000.000.000.000.", "the most is 1"),
    ],
)
@pytest.mark.parametrize("column", ["weight", "load", "capacity", "price", "cost"])
def test_an_amount_out_of_range_is_told_in_sentences(
    column: str, value: str, indonesian: str, english: str, tables: Path
) -> None:
    """Each column that must be 0 or above, in a file of its own."""
    given = {**dict.fromkeys(("weight", "load", "capacity", "price"), "1"), "cost": "3"}
    given[column] = value
    write(
        tables,
        demand="id,weight,load\nA,{weight},{load}\n".format(**given),
        candidates="id,capacity,price\nP,{capacity},{price}\n".format(**given),
        matrix="demand_id,candidate_id,cost\nA,P,{cost}\n".format(**given),
    )
    done = own(tables, "--p", 1, "--threshold", 30, "--capacity", "capacity")
    assert (done.exit_code, done.stdout) == (1, "")
    _, told_first, _, told_then = done.stderr.splitlines()
    for sentence, words in ((told_first, indonesian), (told_then, english)):
        assert f'"{column}"' in sentence
        assert f'"{value}"' in sentence
        assert words in sentence


@pytest.mark.parametrize(
    "words",
    [
        ("--objective", "mclp", "--p", 1),
        ("--objective", "mclp", "--threshold", 30),
        ("--objective", "mclp", "--p", 4, "--threshold", 30),
        ("--objective", "mclp", "--p", 1, "--threshold", "inf"),
        ("--objective", "mclp", "--coverage", 1, "--threshold", 30),
        ("--objective", "mclp", "--coverage", 2, "--threshold", 30),
        ("--objective", "pmedian", "--p", 1, "--budget", 3),
        ("--objective", "pmedian", "--p", 1, "--split"),
        ("--objective", "pmedian", "--p", 1, "--seconds", 0),
    ],
)
def test_what_cannot_be_asked_is_refused(
    words: tuple[object, ...], tables: Path
) -> None:
    """In sentences, in both languages."""
    done = own(tables, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) % 2 == 0
    assert not any("siting_" in line for line in lines)


def test_a_number_below_0_is_refused_like_one_too_large(tables: Path) -> None:
    """Of tables, and of the study area: how many are possible is told."""
    for done, sentences in (
        (
            own(tables, "--p", -1, "--threshold", 30),
            ("lokasi baru -1 tidak mungkin: dari 0 sampai 3", "ask for 0 to 3"),
        ),
        (call("--p", -1), ("dari 0 sampai 30, bukan", "from 0 to 30, not")),
    ):
        assert (done.exit_code, done.stdout) == (1, "")
        assert all(sentence in done.stderr for sentence in sentences)


def test_a_budget_needs_prices(tables: Path) -> None:
    """Of everything that would be new."""
    words = ("--objective", "mclp", "--budget", 5, "--threshold", 30)
    write(tables, candidates="id,price\nP,\nQ,3\nR,2\n")
    done = own(tables, *words)
    assert (done.exit_code, done.stderr.count("price")) == (1, 2)
    assert told(tables, *words, "--fixed", "P")["sites"] == ["Q"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--candidates", "c.csv"), "--demand"),
        (("--demand", "d.csv"), "--candidates"),
        (("--objective", "best"), "--objective"),
        (("--p", "two"), "--p"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], named: str) -> None:
    """As everywhere: 2, in both languages."""
    done = call(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [("--season", "dry"), ("--at", "64.08.01.2001"), ("--preset", "rakor_2024")],
)
def test_options_of_the_area_are_not_passed_over(
    words: tuple[str, ...], tables: Path
) -> None:
    """Each is named, also where it says what holds anyhow; all of them at once."""
    done = own(tables, "--p", 1, "--threshold", 30, *words, "--mode", "straight")
    assert (done.exit_code, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert all("opsi" in line.lower() or "option" in line for line in lines)
    assert [done.stderr.count(f": {name}.") for name in (words[0], "--mode")] == [2, 2]


# ------------------------------------------------------------- without any tables


def area(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what the command prints of the study area."""
    done = call(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)


def test_without_tables_the_study_area_is_asked() -> None:
    """The three places of the page, proven, with the promised keys and their names."""
    record = area("--post-type", "polsek", "--p", 3, "--threshold", 60)
    assert set(KEYS) <= set(record)
    assert record["optimal"] is True
    assert record["gap"] == 0
    names = [place["desa"] for place in record["proposals"]]
    assert names == ["Bumi Etam", "Sumber Sari", "Long Lees"]
    assert (
        sorted(place["desa_code"] for place in record["proposals"]) == record["sites"]
    )
    assert set(record["stability"]) == set(record["sites"])
    assert record["equally_good"]["sets"][0] == record["sites"]
    assert len(record["gains"]) == 18


def test_the_area_without_a_number_takes_that_of_the_page() -> None:
    """Three posts; where a share of the weight is wanted, as many as that takes."""
    assert area()["p"] == 3
    wanted = area("--coverage", "0.8")
    assert wanted["covered_share"] >= 0.8
    fewer = area("--p", wanted["p"] - 1)
    assert fewer["covered_share"] < 0.8


def test_own_places_are_never_called_proven() -> None:
    """A place by hand: assessed, compared, not the best."""
    record = area("--at", "64.08.01.2001")
    assert record["sites"] == ["64.08.01.2001"]
    assert record["by_hand"] is True
    assert record["optimal"] is False
    assert record["best_value"] > record["objective_value"]


def test_the_quick_answer_of_the_area_says_its_gap() -> None:
    """Not proven unless its bound says so; never better than the proven one."""
    quick, proven = area("--quick", "--p", 8), area("--p", 8)
    assert quick["objective_value"] <= proven["objective_value"] * (1 + 1e-9)
    assert quick["gap"] is not None
    assert quick["stability"] == {}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_area_told_to_people(lang: str) -> None:
    """Where, why, who gains: and no word of work that goes on."""
    done = call("--p", 2, "--lang", lang)
    assert done.exit_code == 0, done.output
    assert "Bumi Etam" in done.stdout
    assert "…" not in done.stdout


def test_what_the_area_cannot_be_asked_is_refused() -> None:
    """No TPS known to be vulnerable; a desa that does not exist: exit code 1."""
    for words in (("--demand-weight", "tps_vulnerable"), ("--at", "nowhere")):
        done = call(*words)
        assert done.exit_code == 1
        assert done.stdout == ""


def test_an_option_of_tables_asks_for_the_tables() -> None:
    """`--split` means nothing to the study area: it is not passed over in silence."""
    done = call("--split")
    assert done.exit_code == 2
