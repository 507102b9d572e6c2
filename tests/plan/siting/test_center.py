"""p-center and equity: by hand, against every set tried, and counts of covers."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.errors import MethodError
from plan.siting.center import equity, least_radius, pcenter, pcenter_quick
from plan.siting.cover_all import fewest
from plan.siting.cover_count import count_covers
from plan.siting.cover_within import within
from tests.plan.siting.distance_cases import NO, siting, sitings, tried

if TYPE_CHECKING:
    from plan.siting.problem import Siting

LINE = [[abs(i - j) for j in (0, 3, 5, 9)] for i in (0, 1, 5, 6, 9)]
TABLES = st.tuples(st.integers(0, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(bool, shape)
)


def test_the_worst_off_decides() -> None:
    """On a line with sites at 0, 3, 5, 9: two sites leave 3 to the farthest at best.

    Sites 3 and 9: 3, 2, 2, 3, 0. Sites 0 and 9: 0, 1, 4, 3, 0. Sites 0 and 5: 4 for
    the last. The weights change nothing in it.
    """
    for weight in ([1, 1, 1, 1, 1], [90, 1, 0, 0, 0]):
        found = pcenter(siting(LINE, weight=weight), 2)
        assert (found.sites.tolist(), found.value, found.bound) == ([1, 3], 3, 3)
        assert found.optimal


def test_equity_takes_the_least_mean_of_those_that_serve_the_worst_off() -> None:
    """Both new sites leave 5 to the farthest; the second serves the others better."""
    cost: list[list[float]] = [[5, 5, NO], [4, 1, 9], [NO, NO, 0]]
    asked = siting(cost, weight=[1, 3, 1], fixed=[2])
    center, fair = pcenter(asked, 1), equity(asked, 1)
    assert (fair.objective, fair.sites.tolist(), fair.value) == ("equity", [1], 5)
    assert center.sites.tolist() == [1]
    assert center.equally_good is not None
    assert fair.equally_good is not None
    assert center.equally_good.sets == ((1,), (0,))  # the answer's own first
    assert fair.equally_good.sets == ((1,),)


def test_nobody_to_serve_is_no_distance() -> None:
    """All demand is without a route: named, and nothing is far."""
    found = pcenter(siting([[NO, NO]]), 1)
    assert (found.value, found.optimal, found.unmet) == (0, True, (0,))
    assert pcenter_quick(siting([[NO, NO]]), 1).value == 0


@settings(deadline=None, max_examples=150)
@given(sitings())
def test_both_are_the_best_of_every_set_tried(case: tuple[Siting, int]) -> None:
    """Value, sites and equally good sets; the quick answer never beats them."""
    asked, p = case
    every = sorted(
        tried(asked, p), key=lambda one: (one.farthest, one.total, one.sites)
    )
    if not every:
        with pytest.raises(MethodError, match="siting_p_strands"):
            pcenter(asked, p)
        return
    best = every[0]
    center, fair, quick = pcenter(asked, p), equity(asked, p), pcenter_quick(asked, p)
    assert center.value == center.bound == best.farthest == fair.value
    assert tuple(center.sites.tolist()) == best.sites == tuple(fair.sites.tolist())
    assert center.equally_good is not None
    assert fair.equally_good is not None
    near = [one for one in every if one.farthest == best.farthest]
    assert center.equally_good.count == len(near)
    assert center.equally_good.sets[0] == best.sites
    assert {*center.equally_good.sets} == {one.sites for one in near}
    same = [one.sites for one in near if one.total == best.total]
    assert list(fair.equally_good.sets) == same
    assert quick.bound <= best.farthest <= quick.value
    assert len(quick.sites) == p


def test_stopped_by_the_clock_it_says_how_far_off_it_can_be() -> None:
    """No time: greedy covers and a bound alone, both true."""
    random = np.random.default_rng(5)
    cost = random.uniform(0, 100, (60, 40)).tolist()
    asked = siting(cost)
    stopped, proven = least_radius(asked, 4, seconds=0.0), least_radius(asked, 4)
    assert proven.bound == proven.value
    assert stopped.bound <= proven.value <= stopped.value
    assert stopped.bound < stopped.value


# ------------------------------------------------------------- covers of everybody


def covers(reach: np.ndarray, p: int) -> list[tuple[int, ...]]:
    """Every set of p columns that reaches every row."""
    columns = range(reach.shape[1])
    return [c for c in combinations(columns, p) if reach[:, c].any(axis=1).all()]


@settings(deadline=None)
@given(TABLES)
def test_the_fewest_columns_are_found(reach: np.ndarray) -> None:
    """As trying every set does; where nothing does, one more than there are."""
    columns = reach.shape[1]
    least = next((p for p in range(columns + 1) if covers(reach, p)), columns + 1)
    found = fewest(reach)
    quick = fewest(reach, exact=False)
    assert found.at_least == least
    assert quick.at_least <= least
    if found.chosen is None or quick.chosen is None:
        assert least == columns + 1
        return
    assert len(found.chosen) == least <= len(quick.chosen)
    assert reach[:, found.chosen].any(axis=1).all()
    assert reach[:, quick.chosen].any(axis=1).all()


@settings(deadline=None)
@given(TABLES, st.integers(0, 6))
def test_every_cover_is_counted(reach: np.ndarray, p: int) -> None:
    """As trying every set does, whether columns are needed or fill the set."""
    p = min(p, reach.shape[1])
    counted = count_covers(reach, p)
    assert counted.complete
    assert counted.count == len(covers(reach, p))
    assert sorted(counted.sets) == covers(reach, p)[:100]


def test_covers_are_counted_whole_branches_at_a_time() -> None:
    """One row that all of 60 columns reach: 60 choose 30 less none."""
    counted = count_covers(np.ones((1, 60), bool), 30)
    assert (counted.count, len(counted.sets)) == (118264581564861424, 100)
    assert not count_covers(np.ones((1, 60), bool), 30, work=1.0).complete


def test_a_solver_without_time_leaves_the_greedy_cover() -> None:
    """60 rows, 40 columns by chance: stopped, it knows less, and nothing false."""
    reach = np.random.default_rng(1).random((60, 40)) < 0.12
    reach[:, 0] |= ~reach.any(axis=1)
    stopped, proven = fewest(reach, seconds=0.0), fewest(reach)
    assert stopped.chosen is not None
    assert proven.chosen is not None
    assert reach[:, stopped.chosen].any(axis=1).all()
    assert stopped.at_least < proven.at_least == len(proven.chosen)
    assert len(proven.chosen) <= len(stopped.chosen)


@settings(deadline=None)
@given(TABLES, st.integers(0, 6))
@example(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], bool), 1)
@example(
    np.array([[1, 0, 0], [1, 0, 1], [1, 0, 1], [0, 1, 1], [0, 1, 1], [0, 1, 0]], bool),
    2,
)
def test_so_few_columns_do_it_or_are_shown_not_to(reach: np.ndarray, p: int) -> None:
    """As trying every set of p does.

    The examples ask the solver: three rows, each two of which share a column, need
    two; the greedy choice, which takes the column in the middle first, finds three.
    """
    p = min(p, reach.shape[1])
    found = within(reach, p, 1e9)
    if not covers(reach, p):
        assert found.at_least > p
        return
    assert found.at_least <= p
    assert found.chosen is not None
    assert len(found.chosen) <= p
    assert reach[:, found.chosen].any(axis=1).all()
