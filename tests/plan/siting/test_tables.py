"""Siting from tables brought along: columns that count, and every fault at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import OwnTablesError
from plan.siting.tables import OwnFiles, read_own_siting
from tests.geo.own_files import CANDIDATES, DEMAND, LONG, WIDE, shuffled, write
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path

    from plan.siting.problem import Siting


@pytest.fixture
def files(tmp_path: Path) -> OwnFiles:
    """Return three faultless tables."""
    write(tmp_path, d=DEMAND, c=CANDIDATES, m=LONG)
    return OwnFiles(tmp_path / "d.csv", tmp_path / "c.csv", tmp_path / "m.csv")


def lists(siting: Siting) -> dict[str, object]:
    """Return all that a siting holds, to be compared."""
    names = ("cost", "weight", "load", "capacity", "price", "fixed")
    plain = {name: getattr(siting, name).tolist() for name in names}
    return {"demand": siting.demand, "sites": siting.sites, **plain}


def test_what_is_left_out_keeps_its_default(files: OwnFiles) -> None:
    """Load 1, capacity without limit, price 1, nothing fixed."""
    own = read_own_siting(files)
    assert lists(own.siting) == {
        "demand": ("A", "B", "C"),
        "sites": ("P", "Q"),
        "cost": [[10, np.inf], [30, 30], [31, 99]],
        "weight": [200, 100, 50],
        "load": [1, 1, 1],
        "capacity": [np.inf, np.inf],
        "price": [1, 1],
        "fixed": [False, False],
    }
    assert (own.absent, own.ignored_capacity) == (1, False)


def test_order_and_form_do_not_matter(files: OwnFiles, tmp_path: Path) -> None:
    """Ids put everything in its place."""
    plain = read_own_siting(files)
    write(tmp_path, d=shuffled(DEMAND), c=shuffled(CANDIDATES), m=shuffled(WIDE))
    mixed = read_own_siting(files)
    assert lists(mixed.siting) == lists(plain.siting)
    assert mixed.absent == 0


RICH = "id,capacity,room,fixed,price\nQ,7,8,,3\nP,,,1,\n"


def test_columns_count_where_they_are_asked_for(
    files: OwnFiles, tmp_path: Path
) -> None:
    """A capacity that nobody asks for is told; a blank one has no limit."""
    write(tmp_path, d="id,weight,load\nA,200,2\nB,100,3\nC,50,4\n", c=RICH)
    own = read_own_siting(files)
    assert own.ignored_capacity
    assert lists(own.siting)["capacity"] == [np.inf, np.inf]
    assert lists(own.siting)["load"] == [1, 1, 1]
    assert lists(own.siting)["fixed"] == [True, False]
    assert lists(own.siting)["price"] == [1, 1]
    own = read_own_siting(replace(files, capacity="room", needs_price=True))
    assert not own.ignored_capacity
    assert lists(own.siting)["capacity"] == [np.inf, 8]
    assert lists(own.siting)["load"] == [2, 3, 4]
    assert lists(own.siting)["price"] == [0, 3]
    own = read_own_siting(replace(files, capacity="room", load="weight"))
    assert lists(own.siting)["load"] == [200, 100, 50]


def test_capacity_without_loads(files: OwnFiles, tmp_path: Path) -> None:
    """Each demand point fills 1."""
    write(tmp_path, c=RICH)
    own = read_own_siting(replace(files, capacity="capacity"))
    assert lists(own.siting)["load"] == [1, 1, 1]
    assert lists(own.siting)["capacity"] == [np.inf, 7]


def test_fixed_by_the_column_and_by_the_list(files: OwnFiles, tmp_path: Path) -> None:
    """One adds to the other."""
    named = replace(files, fixed=("Q",))
    assert lists(read_own_siting(named).siting)["fixed"] == [False, True]
    write(tmp_path, c=RICH)
    assert lists(read_own_siting(named).siting)["fixed"] == [True, True]


def test_straight_distances(files: OwnFiles, tmp_path: Path) -> None:
    """Where they are asked for, x and y must be there."""
    straight = replace(files, matrix=None, straight=True)
    with pytest.raises(OwnTablesError) as refused:
        read_own_siting(straight)
    assert codes(refused.value) == 4 * ["column_missing"]
    write(tmp_path, d="id,weight,x,y\nA,1,0,0\n", c="id,x,y\nP,3,4\nQ,6,8\n")
    own = read_own_siting(straight)
    assert lists(own.siting)["cost"] == [[5, 10]]


def test_every_fault_of_every_file(files: OwnFiles, tmp_path: Path) -> None:
    """At once, each with its file; prices only of what would be new."""
    write(tmp_path, d="id,weight,load\nA,x,\nB,1,2\nC,1,2\n", m=WIDE.replace("99", "z"))
    write(tmp_path, c="id,capacity,fixed,price\nP,-1,2,\nQ,1,1,\nR,,,\n")
    asked = replace(files, fixed=("S",), capacity="capacity", needs_price=True)
    with pytest.raises(OwnTablesError) as refused:
        read_own_siting(asked)
    told = [
        (one.code, values(one)["file"], values(one)["rows"])
        for one in refused.value.problems
    ]
    assert told == [
        ("number_invalid", "d.csv", ("A",)),
        ("value_missing", "d.csv", ("A",)),
        ("value_too_low", "c.csv", ("P",)),
        ("flag_invalid", "c.csv", ("P",)),
        ("fixed_unknown", "c.csv", ("S",)),
        ("value_missing", "c.csv", ("P", "R")),
        ("matrix_columns_missing", "m.csv", ("R",)),
        ("number_invalid", "m.csv", ("C \u2013 Q",)),
    ]


def test_columns_asked_for_that_are_not_there(files: OwnFiles) -> None:
    """Each by its name."""
    asked = replace(files, capacity="room", load="crowd", needs_price=True)
    with pytest.raises(OwnTablesError) as refused:
        read_own_siting(asked)
    told = [values(one)["column"] for one in refused.value.problems]
    assert codes(refused.value) == 3 * ["column_missing"]
    assert told == ["crowd", "room", "price"]


def test_files_that_cannot_be_read(files: OwnFiles, tmp_path: Path) -> None:
    """A list of fixed sites is not held against a table that is not there."""
    gone = replace(
        files, candidates=tmp_path / "none.csv", fixed=("P",), needs_price=True
    )
    with pytest.raises(OwnTablesError) as refused:
        read_own_siting(gone)
    assert codes(refused.value) == ["file_missing"]
    write(tmp_path, none="name,price\nP,1\n")
    with pytest.raises(OwnTablesError) as refused:
        read_own_siting(gone)
    assert codes(refused.value) == ["column_missing"]
