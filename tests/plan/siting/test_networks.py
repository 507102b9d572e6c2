"""Two networks with one budget, posts that move, greedy lines and stability."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import MethodError, Problem
from plan.siting.coverage import mclp
from plan.siting.curve import curve, greedy
from plan.siting.incidence import Incidence
from plan.siting.joint import _needed, joint, joint_budget
from plan.siting.relocate import mclp_move
from plan.siting.stability import stability
from tests.plan.siting.coverage_cases import (
    NEAR,
    THRESHOLD,
    best_cover,
    line,
    scattered,
    sets_of,
    sitings,
    weight_covered,
    with_fixed,
)

if TYPE_CHECKING:
    from plan.siting.problem import Siting

# Within 1, s0 reaches 2 + 2, s1 reaches 2 + 3, s2 reaches 3 + 2.
THREE = line([0, 2, 4, 6], [1.0, 3.0, 5.0], [2, 2, 3, 2])


# ------------------------------------------------------------------ two networks


def test_two_numbers_give_two_optima() -> None:
    """One polsek wins 5, two koramil 9, counted double: 5 + 18."""
    found = joint((THREE, THREE), (1.0, 1.0), (1, 2), shares=(1.0, 2.0))
    assert [answer.value for answer in found.answers] == [5.0, 9.0]
    assert (found.value, found.bound, found.optimal) == (23.0, 23.0, True)
    assert found.price == 3.0


@given(sitings(), sitings(), st.integers(0, 8))
def test_a_budget_buys_what_trying_all_finds(
    first: Siting, second: Siting, budget: int
) -> None:
    """Every affordable pair of sets tried, koramil counted double."""

    def bought(siting: Siting) -> list[tuple[float, float]]:
        sizes = range(len(siting.candidates) + 1)
        each = [one for p in sizes for one in sets_of(siting, p)]
        return [
            (float(siting.price[list(one)].sum()), weight_covered(siting, one))
            for one in each
        ]

    best = max(
        one + 2 * two
        for (price, one), (more, two) in product(bought(first), bought(second))
        if price + more <= budget
    )
    both, reach = (first, second), (THRESHOLD, THRESHOLD)
    found = joint_budget(both, reach, float(budget), shares=(1.0, 2.0))
    assert found.value == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert found.optimal
    assert found.price <= budget + NEAR
    for siting, answer in zip(both, found.answers, strict=True):
        sites = answer.sites.tolist()
        for one in sites:
            others = tuple(site for site in sites if site != one)
            assert weight_covered(siting, others) < answer.value - NEAR


def test_what_adds_nothing_is_not_bought() -> None:
    """s0 and s2 reach all the weight; s1 and s3 only points of none, free or not."""
    siting = line([0, 2, 4, 9], [1.0, 2.0, 3.0, 9.0], [2, 0, 3, 0])
    for prices, sites in (
        ([1.0, 1.0, 1.0, 1.0], [[0, 2]]),
        ([0.0, 0.0, 0.0, 0.0], [[0, 2]]),
        ([2.0, 9.0, 2.0, 0.0], [[0, 2]]),
    ):
        priced = replace(siting, price=np.array(prices))
        found = joint_budget((priced, THREE), (1.0, 1.0), 99.0)
        assert [found.answers[0].sites.tolist()] == sites
        assert found.answers[0].value == 5.0
        assert found.value == 5.0 + THREE.weight.sum()


def test_the_dearest_is_let_go_first() -> None:
    """s1 reaches both points, s0 and s2 one each: the dearest of the three goes first.

    Then whatever the others still make up for; of equals the last goes.
    """
    siting = line([1, 3], [0.0, 2.0, 4.0], [2, 3])
    part, every = Incidence.of(siting, 1.0), np.arange(3)
    for price, kept in (
        ([1.0, 3.0, 1.0], [0, 2]),
        ([2.0, 1.0, 2.0], [1]),
        ([1.0, 1.0, 1.0], [1]),
        ([0.0, 2.0, 1.0], [0, 2]),
    ):
        assert _needed(part, every, np.array(price)).tolist() == kept


@pytest.mark.parametrize("budget", [-1.0, float("nan"), float("inf")])
def test_a_budget_is_0_or_above_and_finite(budget: float) -> None:
    """Below 0, nan and endless are refused."""
    with pytest.raises(MethodError, match="siting_budget"):
        joint_budget((THREE, THREE), (1.0, 1.0), budget)


def test_a_budget_without_time_answers_with_a_true_bound() -> None:
    """Nothing proven, nothing bought perhaps, but the bound is above it."""
    siting = scattered(120, 60, 2)
    found = joint_budget((siting, siting), (0.2, 0.2), 9.0, seconds=0.0)
    proven = joint_budget((siting, siting), (0.2, 0.2), 9.0)
    assert not found.optimal
    assert found.value <= proven.value <= found.bound


# ------------------------------------------------------------------ posts that move


def test_one_of_two_posts_moves_by_hand() -> None:
    """s0 and s1 stand and cover 7; s1 to s2 covers all 9 with one move."""
    moved = mclp_move(with_fixed(THREE, 0, 1), 1.0, 2)
    assert (moved.answer.value, moved.answer.optimal) == (9.0, True)
    assert (moved.answer.sites.tolist(), moved.closed.tolist()) == ([2], [1])


def test_what_stands_best_stays() -> None:
    """s0 and s2 cover everything: nothing moves, though it may."""
    moved = mclp_move(with_fixed(THREE, 0, 2), 1.0, 2)
    assert (moved.answer.sites.tolist(), moved.closed.tolist()) == ([], [])


def test_without_time_everything_stays_where_it_is() -> None:
    """The posts that stand are an answer; the bound says it is not proven."""
    siting = with_fixed(scattered(120, 60, 3), *range(8))
    moved, proven = mclp_move(siting, 0.2, 4, seconds=0.0), mclp_move(siting, 0.2, 4)
    assert not moved.answer.optimal
    assert moved.answer.value <= proven.answer.value <= moved.answer.bound


@pytest.mark.parametrize("moves", [-1, 3])
def test_only_posts_that_stand_can_move(moves: int) -> None:
    """Two stand: neither less than none nor three of them."""
    with pytest.raises(MethodError) as refused:
        mclp_move(with_fixed(THREE, 0, 1), 1.0, moves)
    assert refused.value.problems == (Problem.of("siting_moves", moves=moves, most=2),)


@given(sitings(least_fixed=1), st.data())
def test_moves_are_the_ones_found_by_trying_all(
    siting: Siting, data: st.DataObject
) -> None:
    """Every set as large as what stands, with as many kept as moves leave."""
    standing = set(siting.standing.tolist())
    moves = data.draw(st.integers(0, len(standing)))
    free = with_fixed(siting)
    kept = [
        each
        for each in sets_of(free, len(standing))
        if len(standing - set(each)) <= moves
    ]
    best = max(weight_covered(free, each) for each in kept)
    needed = min(
        len(standing - set(each))
        for each in kept
        if weight_covered(free, each) >= best - NEAR
    )
    moved = mclp_move(siting, THRESHOLD, moves)
    assert moved.answer.value == pytest.approx(best)
    assert len(moved.answer.sites) == len(moved.closed) == needed


# --------------------------------------------------------------- greedy and curve


def test_greedy_takes_the_best_next_and_falls_short_by_hand() -> None:
    """First s1 (5), then s0 or s2 (2 each, the smaller id): 7, where two make 9."""
    found = greedy(THREE, 1.0, 2)
    assert (found.order.tolist(), found.values.tolist()) == ([1, 0], [0.0, 5.0, 7.0])
    both = curve(THREE, 1.0, 3)
    assert both.values.tolist() == both.bounds.tolist() == [0.0, 5.0, 9.0, 9.0]
    assert both.greedy.values.tolist() == [0.0, 5.0, 7.0, 9.0]
    assert both.optimal.all()


@given(sitings())
def test_greedy_never_beats_the_best(siting: Siting) -> None:
    """At no number of sites; more sites never cover less."""
    line_of = curve(siting, THRESHOLD, len(siting.candidates))
    assert (line_of.greedy.values <= line_of.values + NEAR).all()
    assert (np.diff(line_of.values) >= -NEAR).all()
    assert line_of.values[-1] == pytest.approx(
        best_cover(siting, len(siting.candidates))[0]
    )


# ---------------------------------------------------------------------- stability


def test_a_site_is_as_stable_as_the_draws_that_choose_it() -> None:
    """Three draws favour the left, one the right; s1 stands and is nobody's choice."""
    draws = np.array([[9, 1, 1, 1], [8, 1, 1, 1], [7, 1, 1, 1], [1, 1, 1, 9]], float)
    shares = stability(with_fixed(THREE, 1), 1.0, 1, draws)
    np.testing.assert_array_equal(shares, [0.75, np.nan, 0.25])


@given(sitings(), st.data())
def test_each_draw_chooses_p_sites(siting: Siting, data: st.DataObject) -> None:
    """Shares sum to p or, with twins, more, and none is above 1."""
    p = data.draw(st.integers(0, len(siting.candidates)))
    draws = np.random.default_rng(p).random((5, len(siting.demand)))
    shares = stability(siting, THRESHOLD, p, draws)
    assert np.nansum(shares) >= p - NEAR
    assert np.nanmax(shares, initial=0.0) <= 1.0
    np.testing.assert_array_equal(np.isnan(shares), siting.fixed)


def test_twins_are_chosen_together() -> None:
    """s0 and s1 reach the same point, s2 another that is lighter in one of two draws.

    The answer takes s1, which stands nearer; the draws name s0, the smaller id.
    """
    siting = line([0, 9], [1.0, 0.5, 9.0], [2, 1])
    assert mclp(siting, 1.0, 1).sites.tolist() == [1]
    shares = stability(siting, 1.0, 1, np.array([[2.0, 1.0], [1.0, 2.0]]))
    np.testing.assert_array_equal(shares, [0.5, 0.5, 0.5])


def test_the_weights_as_they_are_choose_the_optimum() -> None:
    """One draw that is the weights themselves, where swaps reach the optimum."""
    chosen = np.flatnonzero(stability(THREE, 1.0, 2, THREE.weight[None]))
    assert chosen.tolist() == mclp(THREE, 1.0, 2).sites.tolist()


@pytest.mark.parametrize("draws", [np.zeros((0, 4)), np.full((2, 4), np.nan)])
def test_draws_are_numbers_of_0_or_above(draws: np.ndarray) -> None:
    """None at all, or nan: refused with how many are wrong."""
    with pytest.raises(MethodError) as refused:
        stability(THREE, 1.0, 1, draws)
    count = int(np.isnan(draws).sum())
    assert refused.value.problems == (Problem.of("siting_draws", count=count),)
