"""Proof where our own search is stopped: by HiGHS, and what is said without it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from plan.siting import large, proven
from plan.siting.coverage import mclp
from plan.siting.covers import lscp
from plan.siting.equally_good import counted, enumerate_sets
from plan.siting.incidence import Incidence
from plan.siting.models import fewest_sites, most_weight
from plan.siting.parted import fewest_parted
from plan.siting.problem import Siting
from plan.siting.tableau import Ended, Tableau
from tests.plan.siting.coverage_cases import (
    THRESHOLD,
    best_cover,
    least_covers,
    line,
    pairs_of_five,
    scattered,
    sitings,
)

HARD = scattered(200, 80, 5)


@pytest.fixture
def _no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven, "WORK", -1e9)
    monkeypatch.setattr(large, "WORK", -1e9)
    monkeypatch.setattr(large, "TURNED", -1e9)


@pytest.mark.usefixtures("_no_search")
def test_highs_proves_what_our_search_has_no_work_left_for() -> None:
    """The same value and number as the whole search; one set, not said to be all."""
    most, least = mclp(HARD, 0.15, 6), lscp(HARD, 0.15)
    assert most.optimal
    assert least.optimal
    for answer in (most, least):
        assert answer.equally_good is not None
        assert not answer.equally_good.complete


def test_the_search_alone_agrees_with_highs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six sites of 80, and the fewest for all: two ways, one value."""
    with monkeypatch.context() as without:
        without.setattr(proven, "WORK", -1e9)
        without.setattr(large, "WORK", -1e9)
        without.setattr(large, "TURNED", -1e9)
        by_solver = mclp(HARD, 0.15, 6).value, lscp(HARD, 0.15).value
    monkeypatch.setattr(proven, "WORK", 1e12)
    by_search = mclp(HARD, 0.15, 6), lscp(HARD, 0.15)
    assert tuple(answer.value for answer in by_search) == by_solver
    assert all(answer.optimal for answer in by_search)


@pytest.mark.usefixtures("_no_search")
def test_without_time_the_gap_is_told() -> None:
    """No work, no seconds: a set and a bound; optimal only where they meet."""
    most, least = mclp(HARD, 0.15, 6, seconds=0.0), lscp(HARD, 0.15, seconds=0.0)
    assert most.value <= mclp(HARD, 0.15, 6).value <= most.bound
    assert most.optimal == (most.bound == most.value)
    assert least.bound <= lscp(HARD, 0.15).value <= least.value
    assert least.optimal == (least.bound == least.value)


def test_too_large_to_search_is_left_to_highs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a whole table did not fit: the same optimum."""
    value = mclp(HARD, 0.15, 6).value
    monkeypatch.setattr(proven, "LARGEST", 10)
    answer = mclp(HARD, 0.15, 6)
    assert (answer.value, answer.optimal) == (value, True)


# ----------------------------------------------------------- the search for large ones


@given(sitings(), st.data())
def test_the_large_search_finds_what_trying_all_finds(
    siting: Siting, data: st.DataObject
) -> None:
    """No site, all of them, ties, no weight, fixed ones: value, bound and sets."""
    p = data.draw(st.integers(0, len(siting.candidates)))
    best, sets = best_cover(siting, p)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(proven, "LARGEST", -1)
        answer = mclp(siting, THRESHOLD, p)
    assert answer.value == pytest.approx(best)
    assert answer.bound == answer.value
    assert answer.optimal
    assert tuple(answer.sites.tolist()) in sets


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9))
def test_the_large_search_needs_no_good_start(seed: int, p: int) -> None:
    """From any set, without cooling: the optimum that the small search proves."""
    siting = scattered(60, 25, seed)
    part = Incidence.of(siting, 0.2)
    start = np.arange(p)
    with pytest.MonkeyPatch.context() as cold:
        cold.setattr(large, "STEPS", 1)
        found = large.most_searched(part.reach, part.weight, start, seconds=60.0)
    assert found.value == part.covered(found.chosen)
    assert len(found.chosen) == p
    assert found.value == mclp(siting, 0.2, p).value
    assert found.bound == pytest.approx(found.value)


@given(sitings())
def test_the_large_search_covers_with_as_few_as_trying_all(siting: Siting) -> None:
    """No demand, one site, equals, fixed ones: the number, its proof, one such set."""
    least, covers = least_covers(siting)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(proven, "LARGEST", -1)
        small.setattr(proven, "WORK", -1e9)
        answer = lscp(siting, THRESHOLD)
    assert (answer.value, answer.bound, answer.optimal) == (least, least, True)
    assert tuple(answer.sites.tolist()) in covers


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_the_large_search_proves_the_fewest_alone(seed: int, is_cold: bool) -> None:
    """With and without a good start, from all columns, as the small search proves."""
    siting = scattered(60, 25, seed)
    part = Incidence.of(siting, 0.2)
    with pytest.MonkeyPatch.context() as cold:
        if is_cold:
            cold.setattr(large, "EXCHANGES", 0)
        found = large.fewest_searched(part.reach, np.arange(25), seconds=60.0)
    value = lscp(siting, 0.2).value
    assert (found.value, found.bound, len(found.chosen)) == (value, value, value)
    assert (part.reach[:, found.chosen].sum(axis=1) > 0).all()


def test_a_search_without_work_bounds_the_fewest_by_prices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A point between each two of five: four are needed, halves of five prove three."""
    reach, five = pairs_of_five(), np.arange(5)
    proof = large.fewest_searched(reach, five, seconds=60.0)
    assert (proof.value, proof.bound) == (4.0, 4.0)
    gap = large.fewest_searched(reach, five, seconds=0.0)
    assert (gap.value, gap.bound) == (4.0, 3.0)
    monkeypatch.setattr(proven, "LARGEST", -1)
    monkeypatch.setattr(proven, "WORK", -1e9)
    names = [f"{row:02}" for row in range(10)], list("abcde")
    siting = Siting.of(*names, np.where(reach.toarray() > 0, 1.0, np.inf))
    monkeypatch.setattr(large, "WORK", -1e9)
    monkeypatch.setattr(large, "TURNED", -1e9)
    with monkeypatch.context() as alone:
        alone.setattr(proven, "_fewest_by_solver", lambda *_: (set(), 0.0))
        told = lscp(siting, 1.0)
    assert (told.value, told.bound, told.optimal) == (4.0, 3.0, False)
    for most in (large.MOST, 0):  # HiGHS closes what is open, with the loops or without
        monkeypatch.setattr(large, "MOST", most)
        told = lscp(siting, 1.0)
        assert (told.value, told.bound, told.optimal) == (4.0, 4.0, True)


@pytest.mark.parametrize("p", [2, 3, 4])
def test_more_sites_than_are_needed_are_taken_all_the_same(p: int) -> None:
    """Two of four sites reach what all reach: as many as asked, all is covered."""
    table = [[1, 0, 0, 1], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
    weight = np.array([5.0, 2.0, 3.0, 7.0])
    reach = csr_array(np.array(table, float))
    found = large.most_searched(reach, weight, np.arange(p), seconds=60.0)
    assert (found.value, found.bound) == (10.0, 10.0)
    assert len(set(found.chosen.tolist())) == p
    assert {0, 2} <= set(found.chosen.tolist())


def test_parting_finds_fewer_and_proves_them() -> None:
    """From all five: four, which are the fewest; three known change nothing."""
    for least in (1, 3):
        chosen, proven_least = fewest_parted(pairs_of_five(), np.arange(5), least, 1e9)
        assert (len(chosen), proven_least) == (4, 4)


def test_what_is_known_is_not_lost_where_work_ends() -> None:
    """The root alone: halves prove three, four were known."""
    for least in (1, 4):
        told = fewest_parted(pairs_of_five(), np.arange(5), least, 1.0)
        assert told[1] == max(3, least)


def test_a_table_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What exchanges find and prices prove is told: four, and three at least."""
    monkeypatch.setattr(large, "TABLE", 49)
    found = large.fewest_searched(pairs_of_five(), np.arange(5), seconds=60.0)
    assert (found.value, found.bound) == (4.0, 3.0)


@pytest.mark.parametrize(
    ("value", "is_best", "known"), [(0, True, 2), (0, False, 2), (0.5, True, 4)]
)
def test_a_solver_that_fails_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, value: float, is_best: bool, known: int
) -> None:
    """No prices: what was known before is told; or what parting adds."""
    free = np.zeros(5), np.ones(5)
    corner = Tableau(pairs_of_five()).solved(*free, steps=0).corner
    told = Ended(np.full(5, value), np.zeros(10), np.ones(5), is_best, corner)
    monkeypatch.setattr(Tableau, "solved", lambda *_, **__: told)
    chosen, least = fewest_parted(pairs_of_five(), np.arange(4), 2, 1e9)
    assert (chosen.tolist(), least) == ([0, 1, 2, 3], known)


def test_a_row_near_the_optimum_does_not_hide_the_set() -> None:
    """One site reaches 2 + 2; HiGHS saw none where the row asked for all but 4e-9."""
    reach = csr_array(np.array([[1, 1, 1], [1, 1, 0], [0, 1, 0], [1, 0, 0]], float))
    model = most_weight(reach, np.array([0.0, 2.0, 1.0, 2.0]), 1)
    found = enumerate_sets(model, np.arange(3), 4.0, seconds=60)
    assert (found.count, found.complete, found.sets) == (1, True, ((0,),))


def test_where_no_set_is_found_they_are_not_all() -> None:
    """More than all weight is asked for: nothing is said to be complete."""
    model = most_weight(csr_array(np.eye(2)), np.ones(2), 1)
    found = enumerate_sets(model, np.arange(2), 3.0, seconds=60)
    assert (found.count, found.complete) == (0, False)


def test_cooling_finds_the_same_set_each_time() -> None:
    """Twice the same sites, and no fewer than the start covers."""
    part = Incidence.of(HARD, 0.15)
    one, two = (
        large.most_searched(part.reach, part.weight, np.arange(6), seconds=0.0)
        for _ in range(2)
    )
    assert one.chosen.tolist() == two.chosen.tolist()
    assert one.value > part.covered(np.arange(6))
    assert one.bound >= mclp(HARD, 0.15, 6).value


@pytest.mark.usefixtures("_no_search")
def test_where_no_search_has_work_left_highs_closes_the_gap() -> None:
    """Five sites, a point between each two: two reach 4 + 3, halves of four reach 8."""
    pairs = np.array(list(combinations(range(5), 2)))
    cost = np.full((10, 5), np.inf)
    cost[np.arange(10)[:, None], pairs] = 1.0
    names = [f"{row:02}" for row in range(10)], list("abcde")
    siting = Siting.of(*names, cost)
    proof, gap = mclp(siting, 1.0, 2), mclp(siting, 1.0, 2, seconds=0.0)
    assert (proof.value, proof.bound, proof.optimal) == (7.0, 7.0, True)
    assert (gap.value, gap.optimal) == (7.0, False)
    assert gap.bound == pytest.approx(8.0)


# ------------------------------------------------------ counting with the solver


@settings(max_examples=40)
@given(sitings(), st.data())
def test_the_solver_counts_what_trying_all_counts(
    siting: Siting, data: st.DataObject
) -> None:
    """Maximal cover and fewest sites, through models any objective could give."""
    p = data.draw(st.integers(0, len(siting.candidates)))
    part = Incidence.of(siting, THRESHOLD)
    places = np.arange(len(part.sites))
    best, sets = best_cover(siting, p)
    model = most_weight(part.reach, part.weight, p)
    found = enumerate_sets(model, places, best - part.kept, seconds=60)
    assert found.complete
    assert {tuple(part.sites[list(each)].tolist()) for each in found.sets} == sets
    least, covers = least_covers(siting)
    found = enumerate_sets(fewest_sites(part.reach), places, least, seconds=60)
    assert {tuple(part.sites[list(each)].tolist()) for each in found.sets} == covers


def test_the_solver_stops_at_a_limit_and_says_so() -> None:
    """Three of six; and none without seconds."""
    part = Incidence.of(line([0.0], [0.0] * 6, [1]), 1.0)
    model = most_weight(part.reach, part.weight, 1)
    three = enumerate_sets(model, np.arange(6), 1.0, limit=3)
    assert (three.count, three.complete) == (3, False)
    none = enumerate_sets(model, np.arange(6), 1.0, seconds=0.0)
    assert (none.count, none.complete) == (0, False)


def test_sets_are_told_nearest_first_then_by_id() -> None:
    """(2,) costs 3, the other two 6: of these the smaller id goes first."""
    siting = Siting.of(["a"], ["x", "y", "z"], np.array([[2.0, 2.0, 1.0]]))
    heavy = Siting.of(siting.demand, siting.sites, siting.cost, weight=np.array([3.0]))
    equal = counted(heavy, [(1,), (2,), (0,)], complete=True)
    assert equal.sets == ((2,), (0,), (1,))
