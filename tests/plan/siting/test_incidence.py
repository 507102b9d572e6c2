"""Sparse coverage: what is joined, dropped and named, and the loops over it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from plan.siting import incidence as module
from plan.siting import quick as small
from plan.siting.huge import quick_huge
from plan.siting.incidence import (
    Incidence,
    as_rows,
    merged,
    merging,
    not_dominated,
    without_slack,
)
from tests.plan.siting.coverage_cases import line, scattered, with_fixed

TABLES = st.tuples(st.integers(0, 9), st.integers(1, 5)).flatmap(
    lambda shape: arrays(bool, shape)
)


def test_what_stands_keeps_its_weight_and_the_rest_is_joined() -> None:
    """s0 stands and keeps d0; d1 and d2 are reached by s1 alone; d3 by nobody."""
    siting = with_fixed(line([0, 5, 6, 90], [0.0, 5.5], [1, 2, 3, 4]), 0)
    found = Incidence.of(siting, 1.0)
    assert (found.kept, found.unmet) == (1.0, (3,))
    assert found.reach.toarray().tolist() == [[1.0]]
    assert (found.weight.tolist(), found.sites.tolist()) == ([5.0], [1])
    assert found.covered(np.array([0])) == 6.0


def test_rows_as_they_come_are_joined_too() -> None:
    """The third row is like the first, the second reaches nobody."""
    reach = as_rows(np.array([[1, 0], [0, 0], [1, 0], [1, 1]], bool))
    found = Incidence.of_rows(reach, np.array([1.0, 2.0, 4.0, 8.0]))
    assert found.reach.toarray().tolist() == [[1.0, 0.0], [1.0, 1.0]]
    assert (found.weight.tolist(), found.unmet) == ([5.0, 8.0], (1,))


@given(TABLES)
def test_joined_rows_are_the_ones_that_differ(table: np.ndarray) -> None:
    """In the order they first stand, and every row finds its own again."""
    rows, of_row = merging(as_rows(table))
    whole = rows.toarray() > 0
    np.testing.assert_array_equal(whole[of_row], table)
    assert len(np.unique(whole, axis=0)) == len(whole)
    assert list(dict.fromkeys(of_row.tolist())) == list(range(len(whole)))
    _, weight = merged(as_rows(table), np.ones(len(table)))
    assert weight.sum() == len(table)


def test_rows_alike_by_chance_alone_are_not_joined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Marks that make all rows look alike are found out, and others taken."""
    grouped, seeds = module._grouped, []

    def unlucky(reach: csr_array, seed: int) -> tuple[np.ndarray, np.ndarray]:
        seeds.append(seed)
        if seed < 2:
            return np.array([0]), np.zeros(reach.shape[0], np.int64)
        return grouped(reach, seed)

    monkeypatch.setattr(module, "_grouped", unlucky)
    same_length = np.array([[1, 0], [0, 1]], bool)
    rows, _ = merging(as_rows(same_length))
    assert (rows.shape, seeds) == ((2, 2), [0, 1, 2])
    rows, _ = merging(as_rows(np.array([[1, 0], [1, 1]], bool)))
    assert rows.shape == (2, 2)


def test_rows_that_follow_from_others_go_by_hand() -> None:
    """Whoever covers the first row covers the second; the third stands alone."""
    reach = as_rows(np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1]], bool))
    left = without_slack(reach)
    assert left.toarray().tolist() == [[1, 0, 0], [0, 0, 1]]


def test_columns_that_others_stand_in_for_go_by_hand() -> None:
    """1 lies within 0, 2 is as 0 and comes later, 3 stands alone, 4 reaches none."""
    reach = as_rows(np.array([[1, 1, 1, 0, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 0]], bool))
    assert not_dominated(reach).tolist() == [0, 3]


# ---------------------------------------------------------- quick, small and huge


@given(TABLES, st.data())
def test_the_huge_way_is_sound_where_all_can_be_tried(
    table: np.ndarray, data: st.DataObject
) -> None:
    """Its value is its set's, its bound above the small way's value."""
    weight = np.arange(1.0, len(table) + 1)
    p = data.draw(st.integers(0, table.shape[1]))
    asked = Incidence.of_rows(as_rows(table), weight)
    found, other = quick_huge(asked, p), small.quick(asked, p)
    assert len(set(found.chosen.tolist())) == p
    assert found.value == asked.covered(found.chosen)
    assert max(found.value, other.value) <= min(found.bound, other.bound) + 1e-9


def test_both_ways_agree_on_what_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """300 points, 80 sites: values and bounds within two per cent of each other."""
    siting = scattered(300, 80, 4)
    asked = Incidence.of(siting, 0.15)
    one = small.quick(asked, 8)
    monkeypatch.setattr(small, "LARGEST", 100)
    two = small.quick(asked, 8)
    assert two.value == pytest.approx(one.value, rel=0.02)
    assert two.bound == pytest.approx(one.bound, rel=0.02)
    assert max(one.value, two.value) <= min(one.bound, two.bound)
