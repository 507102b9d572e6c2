"""What holds for every index brought along, whatever its tables."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from tests.risk.own.tables import META, Cells, build, cells, text

if TYPE_CHECKING:
    from risk.own.index import OwnIndex

HEAD = ["uCode", "uName", "a", "b", "c", "pop", "grp"]
VALUES = arrays(float, (6, 3), elements=st.integers(1, 50).map(float))
WAYS = st.sampled_from(["none", "z", "min-max", "rank"])


def data(values: np.ndarray) -> Cells:
    """A table with a row for each area; no column is the same throughout."""
    values = values + np.eye(6, 3) * 100
    return [HEAD] + [
        [f"A{n}", "", *(f"{value:g}" for value in row), str(n + 1), "nns"[n % 3]]
        for n, row in enumerate(values)
    ]


def index(rows: Cells, meta: Cells, way: str) -> OwnIndex:
    """Every step, on a scale that any mean can take."""
    with tempfile.TemporaryDirectory() as folder:
        return build(
            Path(folder),
            text(rows),
            text(meta),
            denominate=True,
            impute="group-mean:grp",
            treat=True,
            normalise=way,
            scale="1,100",
        )


def same(first: OwnIndex, second: OwnIndex) -> None:
    """Hold that two answers are one, to the last bit."""
    assert first.tables.areas == second.tables.areas
    assert first.tree.nodes == second.tree.nodes
    assert_array_equal(first.scores, second.scores)
    assert_array_equal(first.rank, second.rank)
    assert first.treated == second.treated
    assert first.flags == second.flags


@settings(deadline=None, max_examples=25)
@given(VALUES, WAYS, st.permutations(range(6)), st.permutations(range(8)))
def test_the_order_of_rows_changes_nothing(
    values: np.ndarray, way: str, areas: list[int], lines: list[int]
) -> None:
    """In either table."""
    rows, meta = data(values), cells(META)
    mixed = [rows[0], *(rows[1:][n] for n in areas)]
    described = [meta[0], *(meta[1:][n] for n in lines)]
    same(index(rows, meta, way), index(mixed, described, way))


@settings(deadline=None, max_examples=25)
@given(VALUES, WAYS, st.permutations(range(7)), st.permutations(range(8)))
def test_the_order_of_columns_changes_nothing(
    values: np.ndarray, way: str, columns: list[int], described: list[int]
) -> None:
    """In either table."""
    rows, meta = data(values), cells(META)
    mixed = [[row[n] for n in columns] for row in rows]
    told = [[row[n] for n in described] for row in meta]
    same(index(rows, meta, way), index(mixed, told, way))


@settings(deadline=None, max_examples=25)
@given(VALUES, WAYS, st.floats(0.001, 1000))
def test_only_the_ratio_of_weights_counts(
    values: np.ndarray, way: str, factor: float
) -> None:
    """All of them times the same."""
    meta = cells(META)
    heavier = [
        meta[0],
        *([*row[:5], _times(row[5], factor), *row[6:]] for row in meta[1:]),
    ]
    first, second = (index(data(values), one, way) for one in (meta, heavier))
    assert_allclose(second.scores, first.scores, atol=1e-9)


def _times(weight: str, factor: float) -> str:
    return repr(float(weight) * factor) if weight else ""


@settings(deadline=None, max_examples=25)
@given(VALUES, st.sampled_from(["min-max", "rank"]))
def test_scores_stay_on_the_scale(values: np.ndarray, way: str) -> None:
    """From 1 to 100 at every node; ranks run from 1."""
    found = index(data(values), cells(META), way)
    assert found.scores.min() > 1 - 1e-9
    assert found.scores.max() < 100 + 1e-9
    assert found.rank.min() == 1


@settings(deadline=None, max_examples=25)
@given(VALUES, WAYS.filter(lambda way: way != "none"))
def test_a_direction_turns_the_table_round(values: np.ndarray, way: str) -> None:
    """All directions the other way give the opposite of each value on the scale."""
    meta = cells(META)
    turned = [
        meta[0],
        *([*row[:4], str(-int(row[4] or 1)), *row[5:]] for row in meta[1:]),
    ]
    first, second = (index(data(values), one, way) for one in (meta, turned))
    if way == "min-max":
        assert_allclose(first.normalised + second.normalised, 101)
    if way == "z":
        assert_allclose(first.normalised, -second.normalised, atol=1e-12)
    ends = first.normalised.max(axis=0), second.normalised.min(axis=0)
    highest = first.normalised == ends[0]
    assert (second.normalised[highest] == np.tile(ends[1], (6, 1))[highest]).all()


def test_another_weight_would_be_seen(tmp_path: Path) -> None:
    """The laws above can fail."""
    plain = build(tmp_path)
    other = build(tmp_path, meta=META.replace("1,p,-1,3", "1,p,-1,4"))
    with pytest.raises(AssertionError):
        same(plain, other)
