"""Tables of costs: two forms that say the same, and every fault of either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geo import own_tables
from geo.own_costs import read_costs, read_ways
from geo.own_tables import PLACE, OwnTable, Reading
from geo.reading import parse_csv
from geo.schema import Schema
from tests.geo.own_files import LONG, WIDE, shuffled, write
from tests.geo.support import values

if TYPE_CHECKING:
    from pathlib import Path

    from geo.own_costs import OwnCosts

DEMAND, SITES = ("A", "B", "C"), ("P", "Q")
COST = [[10, np.inf], [30, 30], [31, 99]]


def read(
    text: str, demand: tuple[str, ...] = DEMAND, sites: tuple[str, ...] = SITES
) -> OwnCosts:
    """Read a table of costs."""
    return read_costs(
        parse_csv(text.encode(), "matrix", "m.csv"), "m.csv", demand, sites
    )


def faults(text: str) -> dict[str, dict[str, Any]]:
    """Return the values of every fault of a table of costs, by its code."""
    found = read(text)
    assert found.problems
    assert not found.cost.size
    return {problem.code: values(problem) for problem in found.problems}


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        shuffled(LONG),
        LONG + "A,Q,\n",
        LONG.replace("candidate_id", "supply_id"),
        "note,cost,supply_id,demand_id\nx,10,P,A\n,30.,P,B\n,3e1,Q,B\n,31,P,C\n,+99,Q,C",
        WIDE,
        shuffled(WIDE),
        "anything,Q,P\nC,99,31\nA,,10\nB,30,30\n",
    ],
)
def test_both_forms_say_the_same(text: str) -> None:
    """In the order of the places asked for, whatever that of rows and columns."""
    found = read(text)
    assert found.problems == ()
    assert found.cost.tolist() == COST


def test_pairs_left_out_are_counted() -> None:
    """One pair of six is not in the long form; a blank one is."""
    assert read(LONG).absent == 1
    assert read(LONG + "A,Q,\n").absent == 0
    assert read(WIDE).absent == 0


def test_sites_may_be_named_like_columns() -> None:
    """Then the table is wide all the same."""
    found = read(
        "demand_id,cost,candidate_id\nA,1,2\n", ("A",), ("candidate_id", "cost")
    )
    assert found.cost.tolist() == [[2, 1]]


def test_a_wide_table_of_one_site() -> None:
    """Two columns are enough."""
    assert read("id,P\nA,1\n", ("A",), ("P",)).cost.tolist() == [[1]]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-1", "value_too_low"),
        ("1e16", "value_too_high"),
        ("nan", "number_invalid"),
        ("inf", "number_invalid"),
        ("1_0", "number_invalid"),
        ("1.2.3", "number_invalid"),
        (".", "number_invalid"),
        ('"1\n2"', "number_invalid"),
        ('"1,5"', "decimal_comma"),
        ("1234567890123456", "value_too_high"),
    ],
)
def test_cells_that_are_no_cost(cell: str, code: str) -> None:
    """In both forms, with the place in the table."""
    long = faults(LONG.replace("A,P,10", f"A,P,{cell}"))
    assert list(long) == [code]
    assert (long[code]["rows"], long[code]["column"]) == (("#2",), "cost")
    wide = faults(WIDE.replace("A,10", f"A,{cell}"))
    assert list(wide) == [code]
    assert wide[code]["rows"] == ("A \u2013 P",)
    assert wide[code]["example"] == cell.strip('"')


def test_every_fault_of_a_long_table() -> None:
    """Blank and unknown ids, pairs given twice, at once."""
    rows = "A,P,2\nX,P,1\nX,P,1\n,Q,1\nB,R,x\n"
    found = faults(LONG + rows)
    assert set(found) == {
        *("value_missing", "code_unknown", "pair_repeated", "number_invalid")
    }
    assert found["value_missing"]["rows"] == ("#10",)
    assert found["code_unknown"]["example"] == "R"  # the sites come last
    assert found["pair_repeated"]["rows"] == ("#7",)
    assert found["pair_repeated"]["example"] == "A \u2013 P"
    codes = [problem.code for problem in read(LONG + rows).problems]
    assert codes.count("code_unknown") == 2


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("demand_id,cost\nA,1\n", "candidate_id"),
        ("candidate_id,cost\nP,1\n", "demand_id"),
        ("demand_id,candidate_id\nA,P\n", "cost"),
        ("demand_id,supply_id\nA,P\n", "cost"),
    ],
)
def test_a_long_table_without_a_column(text: str, lacking: str) -> None:
    """Its form is clear from the other two."""
    assert faults(text)["column_missing"]["column"] == lacking


def test_every_fault_of_a_wide_table() -> None:
    """Rows and columns unknown, missing, twice, without a name; and cells."""
    found = faults("id,P,R\nA,1,2\nA,3,x\nX,4,5\n,6,7\n")
    assert {code: one["rows"] for code, one in found.items()} == {
        "value_missing": ("#5",),
        "code_unknown": ("#4",),
        "code_duplicate": ("A",),
        "matrix_rows_missing": ("B", "C"),
        "matrix_columns_unknown": ("R",),
        "matrix_columns_missing": ("Q",),
        "number_invalid": ("A \u2013 R",),
    }


def test_a_wide_table_without_rows_or_columns() -> None:
    """Everything is missing, and said to be."""
    assert set(faults("id\nA\nB\nC\n")) == {"matrix_columns_missing"}
    assert set(faults("id,P,Q\n")) == {"matrix_rows_missing"}


def test_more_pairs_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six are one too many where five are allowed, and six are not too many for six."""
    monkeypatch.setattr(own_tables, "MOST_PAIRS", 6)
    assert read(WIDE).problems == ()
    monkeypatch.setattr(own_tables, "MOST_PAIRS", 5)
    assert faults(WIDE)["pairs_too_many"] == {"count": 6, "limit": 5}


# -------------------------------------------------------- a file, or straight lines


def places(layer: str, text: str) -> OwnTable:
    """Return a table of places."""
    return OwnTable(Schema(layer, layer, {}), parse_csv(text.encode(), layer, layer))


def ways(matrix: Path | None, *, straight: bool) -> tuple[OwnCosts, Reading]:
    """Read costs between two points and a site, with what was wrong."""
    reading = Reading()
    demand = places("demand", "id,x,y\nA,0,0\nB,3,0\n")
    sites = places("candidates", "id,x,y\nP,3,4\n")
    return read_ways(reading, demand, sites, matrix=matrix, straight=straight), reading


def test_straight_distances_by_hand() -> None:
    """3, 4, 5."""
    found, reading = ways(None, straight=True)
    assert found.cost.tolist() == [[5], [4]]
    assert (found.absent, reading.problems) == (0, [])


def test_a_file_of_costs(tmp_path: Path) -> None:
    """Its faults join the others."""
    write(tmp_path, m="id,P\nA,1\nB,2\n")
    found, reading = ways(tmp_path / "m.csv", straight=False)
    assert (found.cost.tolist(), reading.problems) == ([[1], [2]], [])
    _, reading = ways(tmp_path / "none.csv", straight=False)
    assert [problem.code for problem in reading.problems] == ["file_missing"]
    _, reading = ways(tmp_path / "m.csv", straight=True)
    assert [problem.code for problem in reading.problems] == ["matrix_and_straight"]
    _, reading = ways(None, straight=False)
    assert [problem.code for problem in reading.problems] == ["matrix_missing"]


def test_a_table_of_costs_waits_for_the_places(tmp_path: Path) -> None:
    """Without their ids every one of its own would look unknown."""
    write(tmp_path, m="id,P\nA,1\nB,2\n", d="name,weight\nA,1\n")
    reading = Reading()
    demand = reading.table(tmp_path / "d.csv", "demand", PLACE, {})
    sites = places("candidates", "id\nP\n")
    read_ways(reading, demand, sites, matrix=tmp_path / "m.csv", straight=False)
    told = [(one.code, values(one)["column"]) for one in reading.problems]
    assert told == [("column_missing", name) for name in ("id", "x", "y")]
