"""The fewest sites that reach all, and those that reach most twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import MethodError, Problem
from plan.siting.covers import lscp, lscp_backup
from tests.plan.siting.coverage_cases import (
    NEAR,
    THRESHOLD,
    least_covers,
    line,
    scattered,
    shuffled,
    sitings,
    weight_covered,
    whole_covers,
    with_fixed,
)

if TYPE_CHECKING:
    from plan.siting.problem import Siting

# Within 2: s0 reaches d0 d1, s1 reaches d1 d2, s2 reaches d2 d3, s3 reaches d3.
FOUR = line([0, 3, 6, 9], [1.5, 4.5, 7.5, 10.0], [1, 5, 7, 1])


def test_two_sites_reach_all_by_hand() -> None:
    """Only s0 reaches d0; of what is left s2 alone reaches both."""
    answer = lscp(FOUR, 2.0)
    assert (answer.sites.tolist(), answer.value, answer.bound) == ([0, 2], 2.0, 2.0)
    assert answer.optimal
    assert answer.equally_good is not None
    assert (answer.equally_good.count, answer.equally_good.complete) == (1, True)


def test_what_no_site_reaches_is_named_and_costs_no_site() -> None:
    """The point at 90 is nobody's: it is named, the other is covered."""
    answer = lscp(line([0, 90], [0.0, 1.0], [1, 1]), 2.0)
    assert (answer.value, answer.unmet) == (1.0, (1,))


def test_what_stands_already_counts_as_open() -> None:
    """With s0 and s2 standing nothing is left to cover."""
    answer = lscp(with_fixed(FOUR, 0, 2), 2.0)
    assert (answer.sites.tolist(), answer.value) == ([], 0.0)
    assert answer.equally_good is not None
    assert answer.equally_good.sets == ((),)


def test_a_third_site_backs_up_the_heavier_points() -> None:
    """Beside s0 and s2, s1 reaches d1 and d2 (12) a second time, s3 only d3 (1)."""
    answer = lscp_backup(FOUR, 2.0, 3)
    assert (answer.sites.tolist(), answer.value) == ([0, 1, 2], 3.0)
    assert answer.optimal


def test_too_few_for_a_backup_is_refused_with_the_least() -> None:
    """One site cannot reach all: two can."""
    with pytest.raises(MethodError) as refused:
        lscp_backup(FOUR, 2.0, 1)
    assert refused.value.problems == (Problem.of("siting_p_backup", p=1, least=2),)


def test_without_time_nothing_is_presented_as_an_answer() -> None:
    """No seconds for the solver, no set to show."""
    with pytest.raises(MethodError, match="siting_no_time"):
        lscp_backup(scattered(120, 60, 1), 0.2, 30, seconds=0.0)


@given(sitings())
def test_the_fewest_are_those_found_by_trying_all(siting: Siting) -> None:
    """Their number and every set of that number."""
    count, sets = least_covers(siting)
    answer = lscp(siting, THRESHOLD)
    assert (answer.value, answer.optimal) == (count, True)
    assert answer.equally_good is not None
    assert set(answer.equally_good.sets) == sets
    assert answer.equally_good.complete


@given(sitings(), st.integers(0, 2))
def test_the_best_backup_is_the_one_found_by_trying_all(
    siting: Siting, more: int
) -> None:
    """Everything once, as much as can be twice; all sets that do."""
    count, _ = least_covers(siting)
    p = min(count + more, len(siting.candidates))
    twice = {
        each: weight_covered(siting, each, times=2) for each in whole_covers(siting, p)
    }
    most = max(twice.values())
    answer = lscp_backup(siting, THRESHOLD, p if more else None)
    assert answer.value == p
    assert answer.equally_good is not None
    assert set(answer.equally_good.sets) == {
        each for each, weight in twice.items() if weight >= most - NEAR
    }


@given(sitings(), st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(siting: Siting, seed: int) -> None:
    """Neither number nor sites."""
    other = shuffled(siting, seed)
    for model in (lscp, lscp_backup):
        one, two = model(siting, THRESHOLD), model(other, THRESHOLD)
        assert one.value == two.value
        assert one.sites.tolist() == two.sites.tolist()
