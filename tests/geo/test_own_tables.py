"""Tables of places that anybody brings: read as they are, refused with every fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo import own_tables
from geo.errors import OwnTablesError
from geo.own_tables import AMOUNT, OPTIONAL_AMOUNT, Reading
from tests.geo.own_files import DEMAND, write
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path

    from geo.own_tables import OwnTable


def read(folder: Path, text: str) -> tuple[OwnTable, Reading]:
    """Read a table of demand, with what was wrong."""
    write(folder, d=text)
    reading = Reading()
    optional = {"load": OPTIONAL_AMOUNT}
    table = reading.table(folder / "d.csv", "demand", {"weight": AMOUNT}, optional)
    return table, reading


def test_a_table_as_it_was_brought(tmp_path: Path) -> None:
    """Rows in their order; blank is what the reader of a column says."""
    table, reading = read(tmp_path, "id,weight,load,note\nB,1,,x\nA,2.5,3,\n")
    reading.require()
    assert table.ids == ("B", "A")
    assert table.numbers("weight").tolist() == [1, 2.5]
    assert np.isnan(table.numbers("load")[0])
    assert table.numbers("load", 7).tolist() == [7, 3]
    assert table.has("note")
    assert not table.has("price")


def test_a_column_that_is_not_there_is_blank(tmp_path: Path) -> None:
    """In every row."""
    table, _ = read(tmp_path, DEMAND)
    assert table.numbers("price", 0).tolist() == [0, 0, 0]
    assert table.flags("fixed").tolist() == [False, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,weight\nA,-1\nB,x\n", ["value_too_low", "number_invalid"]),
        ("id,weight\nA,inf\nB,\n", ["number_invalid", "value_missing"]),
        ('id,weight,load\nA,"1,5",nan\n', ["decimal_comma", "number_invalid"]),
        ("id,weight\nA,1\nA,1e16\n,3\n", None),
        ("id;weight\nA;1\n", ["csv_separator"]),
        ("name,load\nA,1\n", ["column_missing", "column_missing"]),
        ("id,weight\n", ["layer_empty"]),
        ("", ["file_empty"]),
        ("id,weight\nA\n", ["row_length"]),
    ],
)
def test_every_fault_at_once(
    text: str, expected: list[str] | None, tmp_path: Path
) -> None:
    """With the rows by their ids."""
    _, reading = read(tmp_path, text)
    with pytest.raises(OwnTablesError) as refused:
        reading.require()
    if expected is None:
        expected = ["value_missing", "value_too_high", "code_duplicate"]
    assert codes(refused.value) == expected
    assert values(refused.value.problems[0])["file"] == "d.csv"


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said with the limit."""
    monkeypatch.setattr(own_tables, "MOST_BYTES", len(DEMAND))
    assert not read(tmp_path, DEMAND)[1].problems
    table, reading = read(tmp_path, DEMAND + "D,1\n")
    (problem,) = reading.problems
    assert problem.code == "file_too_large"
    assert table.ids == ()
