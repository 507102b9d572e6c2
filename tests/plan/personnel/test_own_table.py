"""Anybody's table of TPS by area and class, counted through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import MethodError, OwnTablesError
from plan.personnel.own_table import Counted, count_table, read_rules
from plan.personnel.rules import Need
from tests.plan.personnel.cases import told

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "area,tps_class,tps\n"


def counted(folder: Path, text: str, *rules: str) -> Counted:
    """Count a table."""
    file = folder / "classes.csv"
    file.write_text(text, encoding="utf-8")
    return count_table(file, read_rules(rules))


def refused(
    folder: Path, text: str, *rules: str
) -> list[tuple[str, dict[str, object]]]:
    """Say every fault of a table."""
    with pytest.raises(OwnTablesError) as caught:
        counted(folder, text, *rules)
    return told(caught.value)


def test_jakarta_barat_in_one_row(tmp_path: Path) -> None:
    """7,169 TPS at 2-16-32: 449 groups, 898 police."""
    found = counted(tmp_path, f"{HEADER}Jakarta Barat,rawan,7169\n", "2-16-32")
    assert found.need == Need(449, 898, 14_338)
    assert found.tps == 7169


def test_each_row_is_rounded_up_for_itself(tmp_path: Path) -> None:
    """17 and 16 TPS: 2 + 1 groups; a class with no TPS asks for nobody."""
    text = f"{HEADER}A,biasa,17\nB,biasa,16\nB,rawan,0\n"
    found = counted(tmp_path, text, "2-16-32", "rawan=2-1-2")
    assert [
        (row.area, row.tps_class, row.tps, row.need.groups) for row in found.rows
    ] == [
        ("A", "biasa", 17, 2),
        ("B", "biasa", 16, 1),
        ("B", "rawan", 0, 0),
    ]
    assert [str(row.rule) for row in found.rows] == ["2-16-32", "2-16-32", "2-1-2"]
    assert found.need.police == 6


def test_a_rule_for_every_class_may_be_left_out(tmp_path: Path) -> None:
    """Where each class has its own."""
    found = counted(tmp_path, f"{HEADER}A,x,1\nA,y,1\n", "x=1-1-0", " y = 3-1-0")
    assert found.need.police == 4


def test_a_class_without_a_rule_is_named_once(tmp_path: Path) -> None:
    """With every other, in order of the file."""
    text = f"{HEADER}A,x,1\nB,y,1\nC,x,1\nC,z,1\n"
    assert refused(tmp_path, text, "z=1-1-1") == [
        ("class_without_rule", {"file": "classes.csv", "classes": ("x", "y")})
    ]


def test_a_rule_of_a_class_that_no_row_has_is_refused(tmp_path: Path) -> None:
    """Most often misspelt; every one named, beside a rule for all others."""
    text = f"{HEADER}A,any,1\n"
    assert refused(tmp_path, text, "2-1-2", "anyy=1-1-1", "an=1-1-1") == [
        ("rule_unused", {"file": "classes.csv", "classes": ("an", "anyy")})
    ]


def test_an_area_has_a_class_once(tmp_path: Path) -> None:
    """Rounding up twice would ask for too many; both kinds of fault at once."""
    text = f"{HEADER}A,x,1\nB,x,1\nA,x,2\nA,y,2\n"
    assert refused(tmp_path, text, "x=1-1-1") == [
        ("class_without_rule", {"file": "classes.csv", "classes": ("y",)}),
        ("area_class_repeated", {"file": "classes.csv", "rows": ("A: x",)}),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("area,tps\nA,1\n", "column_missing"),
        (f"{HEADER}A,x,-1\n", "value_too_low"),
        (f"{HEADER}A,x,1.5\n", "number_not_whole"),
        (f"{HEADER}A,x,\n", "value_missing"),
        (f"{HEADER},x,1\n", "value_missing"),
        (f"{HEADER}A,x,10000001\n", "value_too_high"),
    ],
)
def test_a_fault_of_the_table_is_named(tmp_path: Path, text: str, code: str) -> None:
    """A negative number of TPS among them."""
    assert [found for found, _ in refused(tmp_path, text, "2-1-2")] == [code]


def test_every_rule_that_cannot_be_read_is_named() -> None:
    """A class named twice too, and a negative rule."""
    with pytest.raises(MethodError) as caught:
        read_rules(["-2-1-2", "x=1-1-1", "x =2-1-1", "y=4..3-1-1"])
    assert told(caught.value) == [
        ("rule_unreadable", {"rule": "-2-1-2"}),
        ("rule_repeated", {"tps_class": "x"}),
        ("rule_range", {"most": 999, "rule": "4..3-1-1"}),
    ]
