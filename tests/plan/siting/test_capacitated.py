"""Sites that hold only so much: by hand, against every way tried, and refusals."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from geo.errors import MethodError, Problem
from plan.siting.capacitated import capacitated_mclp, capacitated_pmedian
from plan.siting.median import pmedian
from tests.plan.siting.distance_cases import NO, Held, held, siting, sitings

if TYPE_CHECKING:
    from plan.siting.problem import Siting

REACH = 6.0


@st.composite
def limited(draw: st.DrawFn) -> tuple[Siting, int]:
    """A small siting whose sites hold little, some without limit."""
    asked, p = draw(sitings(most=4))
    n, m = asked.cost.shape
    load = draw(st.lists(st.integers(0, 3).map(float), min_size=n, max_size=n))
    room = st.one_of(st.integers(0, 6).map(float), st.just(np.inf))
    capacity = draw(st.lists(room, min_size=m, max_size=m))
    return replace(asked, load=np.array(load), capacity=np.array(capacity)), p


def test_who_finds_no_room_goes_on_to_the_next() -> None:
    """Three villages of 2 beside a site for 4: one goes on, 10 farther.

    Weights 5, 1, 3: it is the one of weight 1, who pays 1 x 11; the rest 5 + 3.
    """
    cost = [[1, 11], [1, 11], [1, 11]]
    asked = siting(cost, weight=[5, 1, 3], load=[2] * 3, capacity=[4, 9])
    found = capacitated_pmedian(asked, 2)
    assert found.assignment is not None
    assert found.assignment.tolist() == [0, 1, 0]
    assert (found.value, found.bound, found.optimal) == (5 + 3 + 11, 19, True)
    assert found.shares is None


def test_split_points_fill_what_is_left() -> None:
    """Room for 3 of 4: half of the village of weight 1 stays near."""
    cost = [[1, 11], [1, 11]]
    asked = siting(cost, weight=[5, 1], load=[2, 2], capacity=[3, 9])
    found = capacitated_pmedian(asked, 2, split=True)
    assert found.shares is not None
    assert_allclose(found.shares, np.array([[1, 0], [0.5, 0.5]]), atol=1e-9)
    assert_allclose(found.value, 5 + 0.5 + 5.5)
    assert capacitated_pmedian(asked, 2).value == 5 + 11


def test_fixed_sites_are_full_too() -> None:
    """The post that stands holds one of two; a new one is opened for the other."""
    asked = siting([[1, 4, 9], [1, 6, 2]], fixed=[0], capacity=[1, 5, 5])
    found = capacitated_pmedian(asked, 1)
    assert found.assignment is not None
    assert (found.sites.tolist(), found.value) == ([2], 1 + 2)
    assert found.assignment.tolist() == [0, 2]


def test_too_little_room_is_refused_with_the_shortage() -> None:
    """7 to go where 2 sites hold 5 at most."""
    asked = siting([[1] * 3] * 7, capacity=[2, 3, 2])
    with pytest.raises(MethodError) as refused:
        capacitated_pmedian(asked, 2)
    short = Problem.of("siting_capacity", load=7.0, held=5.0, short=2.0)
    assert refused.value.problems == (short,)


def test_room_that_no_route_leads_to_is_no_room() -> None:
    """Both may go to the first site alone, which holds one."""
    asked = siting([[1, NO], [1, NO]], capacity=[1, 100])
    with pytest.raises(MethodError) as refused:
        capacitated_pmedian(asked, 2)
    short = Problem.of("siting_capacity", load=2.0, held=1.0, short=1.0)
    assert refused.value.problems == (short,)


def test_a_site_that_strands_somebody_is_refused_first() -> None:
    """As without capacities."""
    with pytest.raises(MethodError, match="siting_p_strands"):
        capacitated_pmedian(siting([[1, NO], [NO, 1]], capacity=[9, 9]), 1)


def test_the_uncovered_remain_uncovered() -> None:
    """The site for 2 takes weight 7 and 5; whoever is at 6.1 is out of reach."""
    asked = siting([[6], [5], [1], [6.1]], weight=[5, 7, 4, 99], capacity=[2])
    found = capacitated_mclp(asked, REACH, 1)
    assert found.assignment is not None
    assert found.assignment.tolist() == [0, 0, -1, -1]
    assert (found.value, found.unmet) == (12, (3,))


def test_of_equal_covers_the_nearest_then_the_smallest_id() -> None:
    """All three sites take both; the second and third are as near."""
    asked = siting([[5, 2, 2], [5, 3, 3]], capacity=[2, 2, 2])
    found = capacitated_mclp(asked, REACH, 1)
    assert found.sites.tolist() == [1]
    assert found.equally_good is not None
    assert found.equally_good.count == 3
    assert found.equally_good.sets[0] == (1,)
    assert capacitated_pmedian(asked, 1).sites.tolist() == [1]


def test_without_time_nothing_is_made_up() -> None:
    """No set was found: that is said."""
    random = np.random.default_rng(3)
    cost = random.uniform(1, 9, (40, 20)).tolist()
    asked = siting(cost, load=[3.0] * 40, capacity=[13.0] * 20)
    with pytest.raises(MethodError, match="siting_no_set"):
        capacitated_pmedian(asked, 10, seconds=0.0)
    with pytest.raises(MethodError, match="siting_no_set"):
        capacitated_mclp(asked, 5.0, 3, seconds=0.0)


def test_counting_stops_where_many_are_equally_good() -> None:
    """Thirteen sites alike: eleven are listed, the smallest id is taken."""
    asked = siting([[2.0] * 13], capacity=[1.0] * 13)
    for found in (capacitated_pmedian(asked, 1), capacitated_mclp(asked, REACH, 1)):
        assert found.equally_good is not None
        assert (found.equally_good.count, found.equally_good.complete) == (11, False)
        assert found.sites.tolist() == list(found.equally_good.sets[0])


@settings(deadline=None, max_examples=60)
@given(limited())
def test_pmedian_is_the_best_of_every_way_tried(case: tuple[Siting, int]) -> None:
    """Whole points: value, sites and equally good sets; split is never worse."""
    asked, p = case
    served = asked.has_route
    every = [one for one in held(asked, p, np.inf) if _all_served(asked, one)]
    if not every:
        with pytest.raises(MethodError, match=r"siting_(p_strands|capacity)"):
            capacitated_pmedian(asked, p)
        return
    least = min(one.total for one in every)
    best = sorted({one.sites for one in every if one.total == least})
    found = capacitated_pmedian(asked, p)
    assert found.optimal
    assert found.value == least
    assert found.equally_good is not None
    assert list(found.equally_good.sets) == best[:11]
    assert tuple(found.sites.tolist()) == best[0]
    assert found.assignment is not None
    assert ((found.assignment >= 0) == served).all()
    assert _keeps_to_capacity(asked, found.assignment)
    split = capacitated_pmedian(asked, p, split=True)
    assert_allclose(split.value, _split_value(asked, p), rtol=1e-9, atol=1e-9)
    assert split.value <= least + 1e-9
    assert pmedian(asked, p).value <= split.value + 1e-9


@settings(deadline=None, max_examples=60)
@given(limited())
def test_mclp_is_the_best_of_every_way_tried(case: tuple[Siting, int]) -> None:
    """Most weight, then least weighted cost, then the smallest ids."""
    asked, p = case
    every = held(asked, p, REACH)
    best = min(every, key=lambda one: (-one.covered, one.total, one.sites))
    found = capacitated_mclp(asked, REACH, p)
    assert found.optimal
    assert found.value == best.covered
    assert tuple(found.sites.tolist()) == best.sites
    assert found.equally_good is not None
    good = {one.sites for one in every if one.covered == best.covered}
    assert found.equally_good.count == min(len(good), 11)
    assert {*found.equally_good.sets} <= good
    assert found.assignment is not None
    assert _keeps_to_capacity(asked, found.assignment)
    assert capacitated_mclp(asked, REACH, p, split=True).value >= best.covered - 1e-9


def _all_served(asked: Siting, one: Held) -> bool:
    """Whether such a way serves all that has a route: by its own list of ways."""
    return one.served == int(asked.has_route.sum())


def _keeps_to_capacity(asked: Siting, goes: np.ndarray) -> bool:
    taken = np.zeros(len(asked.sites))
    np.add.at(taken, goes[goes >= 0], asked.load[goes >= 0])
    return bool((taken <= asked.capacity).all())


def _split_value(asked: Siting, p: int) -> float:
    """The least weighted cost with points split, by a linear program for each set."""
    values = []
    for sites in combinations(asked.candidates.tolist(), p):
        opened = [*sites, *asked.standing.tolist()]
        pairs = [
            (i, j)
            for i in np.flatnonzero(asked.has_route)
            for j in opened
            if np.isfinite(asked.cost[i, j])
        ]
        rows = np.flatnonzero(asked.has_route)
        once = np.array([[float(i == row) for i, _ in pairs] for row in rows])
        finite = [j for j in opened if np.isfinite(asked.capacity[j])]
        room = np.array(
            [[asked.load[i] * (j == site) for i, j in pairs] for site in finite]
        )
        if not pairs:
            values.append(0.0 if not len(rows) else np.inf)
            continue
        solved = linprog(
            [asked.weight[i] * asked.cost[i, j] for i, j in pairs],
            A_ub=room if finite else None,
            b_ub=asked.capacity[finite] if finite else None,
            A_eq=once,
            b_eq=np.ones(len(rows)),
        )
        values.append(float(solved.fun or 0.0) if solved.status == 0 else np.inf)
    return float(min(values))
