"""Sums over the nearest alone are the sums over all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from plan.siting import near
from plan.siting.median_search import search
from plan.siting.near import lost, nearest, saved, times_below, with_near
from plan.siting.ways import Ways

ROWS, COLUMNS = 4, 6
COSTS = st.one_of(st.integers(0, 9).map(float), st.just(np.inf))
LEVELS = arrays(float, ROWS, elements=st.integers(0, 12).map(float))


def of(cost: np.ndarray) -> Ways:
    """Nothing stands."""
    rows, columns = cost.shape
    none = np.full(rows, np.inf)
    return Ways(np.arange(rows), np.arange(columns), cost, none)


def test_what_is_saved_by_hand() -> None:
    """Levels 5 and 3: the first column saves 5 - 1, the second 5 - 4 and 3 - 2.

    With one column listed for each row; the second needs more than its list.
    """
    ways = of(np.array([[1.0, 4.0, 9.0], [7.0, 2.0, 8.0]]))
    listed = replace(ways, near=nearest(ways.cost, 1))
    for each in (ways, listed):
        assert saved(each, np.array([5.0, 3.0])).tolist() == [4, 2, 0]
        assert times_below(each, np.array([5.0, 3.0]), np.array([0, 1])).tolist() == [
            2,
            1,
        ]


def test_what_is_lost_by_hand() -> None:
    """Sites 0 and 1 serve a row each, at 1 and 2; without them at 4 and 7.

    Where site 0 closes, its row goes to 4, or to what opens: to itself for nothing,
    to the third column for nothing more than 4. That of site 1 loses 5 at most.
    """
    ways = of(np.array([[1.0, 4.0, 9.0], [7.0, 2.0, 3.0]]))
    listed = replace(ways, near=nearest(ways.cost, 2))
    sites, first, second = np.array([0, 1]), np.array([1.0, 2.0]), np.array([4.0, 7.0])
    for each in (ways, listed):
        change = lost(each, sites, 2, first, second)
        assert change.tolist() == [[0, 3, 3], [5, 0, 1]]


@settings(deadline=None)
@given(
    arrays(float, (ROWS, COLUMNS), elements=COSTS),
    st.integers(1, COLUMNS - 1),
    LEVELS,
    LEVELS,
    st.sets(st.integers(0, COLUMNS - 1)),
    arrays(int, ROWS, elements=st.integers(0, 3)),
)
def test_lists_of_any_length_give_the_sums_over_all(  # noqa: PLR0917 - drawn
    cost: np.ndarray,
    length: int,
    first: np.ndarray,
    more: np.ndarray,
    opened: set[int],
    site: np.ndarray,
) -> None:
    """Whole costs, ways that are none, levels beyond the list, sites that stay."""
    ways, chosen = of(cost), np.array(sorted(opened), np.int64)
    listed = replace(ways, near=nearest(cost, length))
    assert_array_equal(saved(listed, first), saved(ways, first))
    assert_array_equal(
        times_below(listed, first, chosen), times_below(ways, first, chosen)
    )
    for second in (first + more, np.full(ROWS, np.inf)):
        of_listed = lost(listed, site, 3, first, second)
        assert_array_equal(of_listed, lost(ways, site, 3, first, second))


@pytest.mark.parametrize(
    ("size", "p", "length"), [(200, 100, None), (201, 10, None), (201, 40, 24)]
)
def test_lists_are_made_where_they_are_short(
    size: int, p: int, length: int | None
) -> None:
    """40,000 costs are looked at whole, and what ten sites need is too long."""
    found = with_near(of(np.ones((size, size))), p).near
    assert (None if found is None else found.cost.shape[1]) == length


def test_a_search_with_lists_is_the_same_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """300 places by chance in a square, 40 to open: costs in whole metres."""
    at = np.random.default_rng(3).random((300, 2)) * 1000
    cost = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)).round()
    ways, start = of(cost), np.arange(40)
    assert with_near(ways, 40).near is not None
    found = search(ways, 40, start, rounds=30, tries=2)
    monkeypatch.setattr(near, "SMALL", cost.size)
    again = search(ways, 40, start, rounds=30, tries=2)
    assert (found.value, found.chosen.tolist()) == (again.value, again.chosen.tolist())
    assert_allclose(found.bound, again.bound, rtol=1e-12)
