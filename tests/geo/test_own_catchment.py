"""Catchments of tables brought along: the same as by hand, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from numpy.testing import assert_allclose

from geo.catchment import Bands
from geo.errors import OwnTablesError
from geo.own_catchment import CatchmentFiles, own_catchment
from tests.geo.own_files import DEMAND, LONG, SUPPLY, WIDE, shuffled, write
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path

    from geo.own_catchment import OwnCatchment

BANDS = Bands.within(30)


@pytest.fixture
def files(tmp_path: Path) -> CatchmentFiles:
    """Return three faultless tables."""
    write(tmp_path, d=DEMAND, s=SUPPLY, m=LONG)
    return CatchmentFiles(
        tmp_path / "d.csv", tmp_path / "s.csv", matrix=tmp_path / "m.csv"
    )


def found(files: CatchmentFiles) -> OwnCatchment:
    """Return the two-step catchment within 30."""
    return own_catchment(files, BANDS, "2sfca")


def test_by_hand(files: CatchmentFiles) -> None:
    """P: 6 / 300 = 0.02; Q: 5 / 100 = 0.05; exactly 30 is in reach."""
    own = found(files)
    assert (own.demand, own.supply) == (("A", "B", "C"), ("P", "Q"))
    assert_allclose(own.found.ratio, [0.02, 0.05])
    assert_allclose(own.found.access, [0.02, 0.07, 0])
    assert (own.assumed, own.absent) == ((), 1)


def test_the_order_of_rows_and_the_form_do_not_matter(
    files: CatchmentFiles, tmp_path: Path
) -> None:
    """To the last bit."""
    plain = found(files)
    write(tmp_path, d=shuffled(DEMAND), s=shuffled(SUPPLY), m=shuffled(WIDE))
    mixed = found(files)
    assert (mixed.demand, mixed.supply) == (plain.demand, plain.supply)
    assert mixed.found.access.tolist() == plain.found.access.tolist()
    assert mixed.found.ratio.tolist() == plain.found.ratio.tolist()


def test_unknown_supply_is_asked_for(files: CatchmentFiles, tmp_path: Path) -> None:
    """Or assumed by type, where there is a type and an assumption for it."""
    write(tmp_path, s="id,supply,type\nQ,,polsek\nR,,\nS,,pospol\nP,6,polsek\n")
    write(tmp_path, m="id,P,Q,R,S\nA,10,,,\nB,30,30,,\nC,,,,\n")
    with pytest.raises(OwnTablesError) as refused:
        found(replace(files, per_type={"polsek": 5}))
    assert codes(refused.value) == ["supply_blank"]
    assert values(refused.value.problems[0])["rows"] == ("R", "S")
    write(tmp_path, s="id,supply,type\nQ,,polsek\nP,6,polsek\n", m=LONG)
    own = found(replace(files, per_type={"polsek": 5}))
    assert own.assumed == ("Q",)
    assert_allclose(own.found.ratio, [0.02, 0.05])


def test_straight_distances(files: CatchmentFiles, tmp_path: Path) -> None:
    """3, 4, 5: exactly 5 is in reach."""
    write(tmp_path, d="id,weight,x,y\nA,2,0,0\nB,3,9,9\n", s="id,supply,x,y\nP,8,3,4\n")
    own = own_catchment(
        replace(files, matrix=None, straight=True), Bands.within(5), "2sfca"
    )
    assert own.found.access.tolist() == [4, 0]


def test_every_fault_of_every_file(files: CatchmentFiles, tmp_path: Path) -> None:
    """At once, each with its file."""
    write(tmp_path, d=DEMAND.replace("200", "x"), s=SUPPLY.replace("6", "-6"))
    write(tmp_path, m=LONG.replace("B,Q,30", "B,R,nan"))
    with pytest.raises(OwnTablesError) as refused:
        found(files)
    told = [(one.code, values(one)["file"]) for one in refused.value.problems]
    assert told == [
        ("number_invalid", "d.csv"),
        ("value_too_low", "s.csv"),
        ("code_unknown", "m.csv"),
        ("number_invalid", "m.csv"),
    ]


def test_a_table_of_posts_without_supply(files: CatchmentFiles, tmp_path: Path) -> None:
    """The column is asked for, not each post."""
    write(tmp_path, s="id,type\nP,polsek\nQ,polsek\n")
    with pytest.raises(OwnTablesError) as refused:
        found(replace(files, per_type={"polsek": 5}))
    assert codes(refused.value) == ["column_missing"]


def test_types_that_no_post_has_are_named(files: CatchmentFiles) -> None:
    """All of them, in order, whether there is a column of types or not."""
    with pytest.raises(OwnTablesError) as refused:
        found(replace(files, per_type={"z": 3, "polsek": 5, "a": 1}))
    (problem,) = refused.value.problems
    assert problem.code == "supply_per_unknown"
    assert values(problem)["names"] == ("a", "polsek", "z")
