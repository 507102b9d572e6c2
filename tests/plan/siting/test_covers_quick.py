"""A cover at once: small, whole, and never below its bound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.siting.covers import lscp, lscp_backup, lscp_quick
from plan.siting.problem import Siting
from plan.siting.solve import Ask, solve_quick
from plan.siting.stability import stability

FAR = 9.0


def sited(reached: list[str], fixed: list[bool] | None = None) -> Siting:
    """Return demand by rows of letters: the sites that reach it, at cost 1."""
    names = sorted(set("".join(reached)))
    cost = [[1.0 if name in row else FAR for name in names] for row in reached]
    return Siting.of(
        [f"d{row}" for row in range(len(reached))],
        names,
        np.array(cost).reshape(len(reached), len(names)),
        fixed=None if fixed is None else np.array(fixed),
    )


def test_what_a_greedy_cover_does_not_need_is_dropped() -> None:
    """B reaches four and is taken first, yet A and C together reach all six."""
    demand = ["A", "AB", "ABD", "BC", "BCE", "C"]
    found = lscp_quick(sited(demand), 1.0)
    assert found.sites.tolist() == [0, 2]
    assert (found.value, found.bound) == (2, 2)
    assert found.optimal


def test_prices_bound_the_number() -> None:
    """Six pairs in a ring of six: each site holds two, so at least three."""
    ring = ["AB", "BC", "CD", "DE", "EF", "AF"]
    found = lscp_quick(sited(ring), 1.0)
    assert found.bound == 3
    assert found.value == 3


def test_where_greedy_is_too_many_the_bound_says_so() -> None:
    """C reaches four and none of the others is idle, yet B and F do it: 3, not 2."""
    demand = ["CDE", "ABE", "BCF", "BCE", "CEF", "F", "ADF"]
    found, best = lscp_quick(sited(demand), 1.0), lscp(sited(demand), 1.0)
    assert (found.value, found.bound, best.value) == (3, 2, 2)
    assert not found.optimal


def test_fixed_sites_leave_less_to_do() -> None:
    """What B reaches already needs nobody."""
    found = lscp_quick(sited(["AB", "B", "C"], [False, True, False]), 1.0)
    assert found.sites.tolist() == [2]


def test_nothing_to_cover_needs_nothing() -> None:
    """All is reached by what stands: no site, proven."""
    found = lscp_quick(sited(["A"], [True]), 1.0)
    assert (found.value, found.optimal) == (0, True)


@given(
    st.lists(
        st.sets(st.sampled_from("ABCDE"), min_size=1).map("".join),
        min_size=1,
        max_size=8,
    )
)
def test_the_bound_is_true_and_the_set_is_whole(demand: list[str]) -> None:
    """Never fewer than the proven number, never a bound above it; all is reached."""
    siting = sited(demand)
    quick, proven = lscp_quick(siting, 1.0), lscp(siting, 1.0)
    assert quick.bound <= proven.value <= quick.value
    assert siting.within(1.0)[:, quick.sites].any(axis=1).all()


@pytest.mark.parametrize("aim", ["lscp", "backup"])
def test_both_aims_have_an_answer_at_once(aim: str) -> None:
    """Under their own name; with a number of its own, backup waits for the proof."""
    siting = sited(["AB", "BC", "C"])
    found = solve_quick(siting, Ask(aim, threshold=1.0))
    assert found is not None
    assert found.objective == aim
    assert solve_quick(siting, Ask("backup", p=2, threshold=1.0)) is None
    assert lscp_backup(siting, 1.0).value == found.value


def test_a_place_as_good_as_the_draws_own_is_chosen_by_it() -> None:
    """A and B reach as much by other demand: asked about B, the draw chooses B."""
    siting = sited(["A", "B"])
    draws = np.ones((4, 2))
    alone = stability(siting, 1.0, 1, draws)
    asked = stability(siting, 1.0, 1, draws, asked=np.array([1]))
    assert alone.tolist() == [1, 0]
    assert asked.tolist() == [0, 1]
    heavier = np.array([[2.0, 1.0]] * 4)
    assert stability(siting, 1.0, 1, heavier, asked=np.array([1])).tolist() == [1, 0]
