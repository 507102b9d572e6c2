"""p-median: by hand, against every set tried, and what is refused."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import example, given, settings
from numpy.testing import assert_allclose

from geo.errors import MethodError, Problem
from plan.siting import median, median_model
from plan.siting.highs import Solved
from plan.siting.median import pmedian, pmedian_quick
from plan.siting.median_equal import possible, sets_within
from plan.siting.median_model import exact, others
from plan.siting.median_search import Searched
from plan.siting.problem import Siting
from plan.siting.ways import ways
from tests.plan.siting.distance_cases import NO, siting, sitings, tried

LINE = [[abs(i - j) for j in (0, 3, 5, 9)] for i in (0, 1, 5, 6, 9)]
NOTHING = [  # three pairs cost nothing, and the sum of their prices a little more
    [0, 0, 0, 0, NO, NO],
    [NO, 0, 0, 0, NO, 0],
    [NO, 0, NO, NO, 0, NO],
    [NO, 0, 0, 1, NO, 0],
    [NO, NO, NO, 0, 0, NO],
]


def places(n: int, m: int, seed: int, stands: int = 0) -> Siting:
    """Points by chance in a square of 100, the last sites fixed."""
    random = np.random.default_rng(seed)
    at, to = random.random((n, 2)) * 100, random.random((m, 2)) * 100
    cost = np.hypot(*(at[:, None] - to[None]).transpose(2, 0, 1))
    fixed = np.arange(m) >= m - stands
    ids = [f"{number:03}" for number in range(max(n, m))]
    weight = random.integers(1, 500, n).astype(float)
    slower = cost * random.uniform(1, 1.5, (n, m))
    return Siting.of(ids[:n], ids[:m], slower, weight=weight, fixed=fixed)


def test_two_sites_on_a_line() -> None:
    """People at 0, 1, 5, 6, 9 with weights 4, 1, 2, 1, 3; sites at 0, 3, 5, 9.

    Sites 0 and 9: 0 + 1 + 2 x 4 + 3 + 0 = 12. Sites 0 and 5: 0 + 1 + 0 + 1 + 12 = 14.
    Sites 3 and 9: 4 x 3 + 2 + 2 x 2 + 3 + 0 = 21.
    """
    found = pmedian(siting(LINE, weight=[4, 1, 2, 1, 3]), 2)
    assert found.sites.tolist() == [0, 3]
    assert (found.value, found.bound, found.optimal, found.gap) == (12, 12, True, 0)
    assert found.equally_good is not None
    assert found.equally_good.sets == ((0, 3),)


def test_fixed_sites_are_open_and_not_counted() -> None:
    """With 5 standing, one more: 0 gives 0 + 1 + 0 + 1 + 12, 9 gives 20 + 4 + 0 + 1."""
    found = pmedian(siting(LINE, weight=[4, 1, 2, 1, 3], fixed=[2]), 1)
    assert (found.sites.tolist(), found.value) == ([0], 14)
    assert pmedian(siting(LINE, fixed=[0, 3]), 0).value == 1 + 4 + 3


def test_equally_good_sets_are_counted_before_the_smallest_ids_are_taken() -> None:
    """Two villages, three sites on each: 9 pairs, of which s0 and s3 come first."""
    found = pmedian(siting([[0] * 3 + [7] * 3, [7] * 3 + [0] * 3]), 2)
    assert found.equally_good is not None
    assert (found.equally_good.count, found.equally_good.complete) == (9, True)
    assert found.sites.tolist() == [0, 3]
    assert found.equally_good.sets[0] == (0, 3)


def test_demand_without_a_route_is_left_out_and_named() -> None:
    """The second has no way to anything; the third, of weight 0, must be served."""
    asked = siting([[1, 4, 9], [NO, NO, NO], [NO, NO, 5]], weight=[2, 9, 0])
    found = pmedian(asked, 1)
    assert found.unmet == (1,)
    assert (found.sites.tolist(), found.value) == ([2], 18)


@pytest.mark.parametrize("solve", [pmedian, pmedian_quick])
def test_too_few_sites_to_serve_all_are_refused(solve: object) -> None:
    """Three islands need three posts; one stands already."""
    cost = np.where(np.eye(4) > 0, 1.0, NO)
    assert callable(solve)
    with pytest.raises(MethodError) as refused:
        solve(siting(cost.tolist(), fixed=[3]), 2)
    assert refused.value.problems == (Problem.of("siting_p_strands", p=2, needed=3),)
    with pytest.raises(MethodError) as refused:
        solve(siting(cost.tolist()), 0)
    assert refused.value.problems == (Problem.of("siting_p_strands", p=0, needed=4),)


@pytest.mark.parametrize("p", [-1, 5])
def test_a_number_of_sites_that_cannot_be_is_refused(p: int) -> None:
    """Below 0, or above the candidates there are."""
    with pytest.raises(MethodError) as refused:
        pmedian(siting(LINE), p)
    assert refused.value.problems == (Problem.of("siting_p", p=p, most=4),)


def test_the_way_to_a_site_counts_not_the_way_back() -> None:
    """Upstream takes 9, downstream 1."""
    assert pmedian(siting([[0, 9], [1, 0]], weight=[1, 1]), 1).sites.tolist() == [0]
    assert pmedian(siting([[0, 1], [9, 0]], weight=[1, 1]), 1).sites.tolist() == [1]


@settings(deadline=None, max_examples=150)
@given(sitings())
@example((siting(NOTHING, weight=[0, 0, 0, 1, 0]), 2))
def test_it_is_the_best_of_every_set_tried(case: tuple[Siting, int]) -> None:
    """Value, sites and every equally good set; the quick answer never beats it."""
    asked, p = case
    every = tried(asked, p)
    if not every:
        with pytest.raises(MethodError, match="siting_p_strands"):
            pmedian(asked, p)
        return
    least = min(one.total for one in every)
    best = sorted(one.sites for one in every if one.total <= least * (1 + 1e-9))
    found, quick = pmedian(asked, p), pmedian_quick(asked, p)
    assert found.value == least == found.bound
    assert found.equally_good is not None
    assert list(found.equally_good.sets) == best
    assert tuple(found.sites.tolist()) == best[0]
    assert quick.bound <= least + 1e-9 <= quick.value + 2e-9
    assert len(quick.sites) == p


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    """Ids and value are the same for every order of the tables."""
    first = places(30, 20, seed, stands=2)
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(30), random.permutation(20)
    again = Siting.of(
        [first.demand[row] for row in rows],
        [first.sites[column] for column in columns],
        first.cost[np.ix_(rows, columns)],
        weight=first.weight[rows],
        fixed=first.fixed[columns],
    )
    one, other = pmedian(first, 4), pmedian(again, 4)
    assert one.value == other.value
    assert one.sites.tolist() == other.sites.tolist()


@pytest.mark.parametrize("p", [3, 8, 20])
def test_the_solver_agrees_with_the_bound(p: int) -> None:
    """150 x 60: what HiGHS proves is what branch and bound by prices proves."""
    asked = places(150, 60, p, stands=3)
    network = ways(asked)
    quick, found = pmedian_quick(asked, p), pmedian(asked, p)
    searched = Searched(
        chosen=np.searchsorted(network.columns, quick.sites),
        value=quick.value,
        bound=0.0,
        prices=network.nearest(np.arange(p)),
    )
    searched.prices = np.zeros(len(network.rows))  # they exclude nothing
    exact(network, p, searched, 1e9)
    assert found.optimal
    assert_allclose(searched.value, found.value, rtol=1e-12)
    assert quick.bound <= found.value <= quick.value


def test_stopped_by_the_clock_it_says_how_far_off_it_can_be() -> None:
    """No time for the solver: the set of the search, with a bound that is true."""
    asked = places(150, 60, 3)
    stopped, proven = pmedian(asked, 8, seconds=0.0), pmedian(asked, 8)
    assert stopped.bound <= proven.value <= stopped.value
    assert stopped.gap < 0.05


def test_counting_stops_where_there_are_too_many_sets() -> None:
    """All 20 sites alike: 184,756 sets of 10, of which only some are listed."""
    found = pmedian(siting([[1.0] * 20] * 2), 10)
    assert found.equally_good is not None
    assert not found.equally_good.complete
    assert found.equally_good.count >= 1000
    assert found.sites.tolist() == list(range(10))


def test_others_are_found_by_forbidding_what_is_known() -> None:
    """Nine pairs are equally good; with one known, eight are left."""
    network = ways(siting([[1] * 3 + [7] * 3, [7] * 3 + [1] * 3]))
    found = Searched(np.array([0, 3]), 2.0, 0.0, np.array([1.0, 1.0]))
    sets, complete = others(network, 2, found, [(0, 3)], 1e9)
    assert (len({*sets}), complete) == (8, True)
    assert others(network, 2, found, [(0, 3)], 0.0) == ([], False)


def test_others_that_cost_nothing_are_found() -> None:
    """Two sites on the one village: with the first known, the second is left."""
    network = ways(siting([[0, 0, 3]]))
    found = Searched(np.array([0]), 0.0, 0.0, np.zeros(1))
    assert others(network, 1, found, [(0,)], 1e9) == ([(1,)], True)


def test_what_the_solver_proved_is_not_taken_for_the_bound_of_the_prices() -> None:
    """The same nine pairs, proven to cost 2, from prices that prove no more than 0."""
    network = ways(siting([[1] * 3 + [7] * 3, [7] * 3 + [1] * 3]))
    found = Searched(np.array([0, 3]), 2.0, 2.0, np.zeros(2))
    sets, complete = others(network, 2, found, [(0, 3)], 1e9)
    assert (len({*sets}), complete) == (8, True)


def test_others_end_where_all_are_worse_or_where_there_are_many() -> None:
    """One best pair among three; twelve sites alike."""
    network = ways(siting([[1, 5, 6], [7, 1, 9]]))
    found = Searched(np.array([0, 1]), 2.0, 0.0, np.array([1.0, 1.0]))
    assert others(network, 2, found, [(0, 1)], 1e9) == ([], True)
    network = ways(siting([[1, 2], [1, 2]]))
    found = Searched(np.array([0]), 2.0, 0.0, np.array([0.0, 0.0]))
    assert others(network, 1, found, [(0,)], 1e9) == ([], True)
    network = ways(siting([[1.0] * 13]))
    found = Searched(np.array([0]), 1.0, 0.0, np.array([0.0]))
    sets, complete = others(network, 1, found, [(0,)], 1e9)
    assert (len(sets), complete) == (10, False)


def test_where_branching_stops_the_solver_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same nine pairs, found by forbidding one after the other."""
    monkeypatch.setattr(median, "sets_within", partial(sets_within, work=0.0))
    found = pmedian(siting([[1] * 3 + [7] * 3, [7] * 3 + [1] * 3]), 2)
    assert found.equally_good is not None
    assert (found.equally_good.count, found.equally_good.complete) == (9, True)
    assert found.sites.tolist() == [0, 3]


def test_a_branch_and_bound_without_work_is_not_complete() -> None:
    """It says that it stopped."""
    network = ways(siting(LINE))
    assert not sets_within(network, 2, np.zeros(5), 100.0, work=0.0).complete
    few = sets_within(network, 2, np.zeros(5), 100.0, most=2)
    assert (len(few.sets), few.complete) == (2, False)


def test_prices_that_serve_everybody_once_are_not_moved() -> None:
    """At 5 each, the first two sites serve one each: nothing is left to change."""
    network = ways(siting([[1, 9, 20], [9, 1, 20]]))
    tally = sets_within(network, 2, np.array([5.0, 5.0]), 100.0)
    assert sorted(tally.sets) == [(2, (0, 1)), (10, (0, 2)), (10, (1, 2))]


def test_a_solver_that_finds_nothing_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The set of the search stays, with the bound that was known."""
    nothing = Solved(None, np.nan, -np.inf, is_optimal=False, is_infeasible=False)
    monkeypatch.setattr(median_model, "solve", lambda *_, **__: nothing)
    network = ways(siting(LINE))
    found = Searched(np.array([0, 1]), network.value(np.array([0, 1])), 3.0, np.ones(5))
    before = found.value
    exact(network, 2, found, 1e9)
    assert (found.chosen.tolist(), found.value, found.bound) == ([0, 1], before, 3.0)
    assert others(network, 2, found, [], 1e9) == ([], False)


def test_a_solver_that_finds_better_is_believed() -> None:
    """From a bad set to the best one."""
    network = ways(siting(LINE, weight=[4, 1, 2, 1, 3]))
    found = Searched(
        np.array([1, 2]), network.value(np.array([1, 2])), 0.0, np.zeros(5)
    )
    exact(network, 2, found, 1e9)
    assert (found.chosen.tolist(), found.value, found.bound) == ([0, 3], 12, 12)


def test_with_as_many_sites_as_there_are_all_must_open() -> None:
    """And with none, none can."""
    network = ways(siting(LINE))
    for p, told in ((4, True), (0, False)):
        stays, must = possible(network, np.ones(5), p, 99.0)
        assert stays.tolist() == must.tolist() == [told] * 4
