"""Maximal covering: by hand, against all sets tried, and whatever order rows have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import MethodError, Problem
from plan.siting import coverage
from plan.siting.coverage import mclp, mclp_quick, smallest_p
from plan.siting.problem import Siting
from plan.siting.quick import Quick
from tests.plan.siting.coverage_cases import (
    NEAR,
    THRESHOLD,
    best_cover,
    line,
    shuffled,
    sitings,
    with_fixed,
)

if TYPE_CHECKING:
    from plan.siting.incidence import Incidence

FIVE = line([0, 1, 5, 6, 20], [0.5, 5.5, 3.0, 20.0], [1, 1, 2, 3, 4])


def test_one_site_and_two_by_hand() -> None:
    """Within 1: s1 reaches 5 and 6 (2 + 3), s3 reaches 20 (4), s0 reaches 0 and 1."""
    one, two = mclp(FIVE, 1.0, 1), mclp(FIVE, 1.0, 2)
    assert (one.sites.tolist(), one.value, one.optimal) == ([1], 5.0, True)
    assert one.gap == 0.0
    assert (two.sites.tolist(), two.value) == ([1, 3], 9.0)


def test_exactly_at_the_threshold_is_reached() -> None:
    """The site at 3 stands 2 from 1 and from 5: reached at 2, not just below it."""
    siting = line([1, 5], [3.0], [1, 1])
    assert mclp(siting, 2.0, 1).value == 2.0
    assert mclp(siting, float(np.nextafter(2.0, 0.0)), 1).value == 0.0


def test_no_route_is_never_covered_and_named() -> None:
    """However large the threshold, what has no route stays out and is named."""
    cost = np.array([[1.0], [np.inf], [9.0]])
    answer = mclp(Siting.of(["a", "b", "c"], ["x"], cost), 1e300, 1)
    assert (answer.value, answer.unmet) == (2.0, (1,))


def test_fixed_sites_are_open_and_not_counted() -> None:
    """With s1 standing, one new site takes s3: 5 that are kept and 4."""
    siting = with_fixed(FIVE, 1)
    answer = mclp(siting, 1.0, 1)
    assert (answer.sites.tolist(), answer.value) == ([3], 9.0)
    assert mclp(siting, 1.0, 0).value == 5.0


def test_of_equally_good_sets_the_nearer_is_answered_and_all_are_told() -> None:
    """Both sites reach both points: 0 + 15 on the road by s0, 5 + 5 by s1."""
    answer = mclp(line([0, 2, 3], [0.0, 1.0, 9.0], [5, 0, 5]), 3.0, 1)
    assert answer.sites.tolist() == [0]  # 0 + 15 against 5 + 10: the smaller id
    answer = mclp(line([0, 2, 3], [0.0, 2.0, 9.0], [5, 0, 6]), 3.0, 1)
    assert answer.equally_good is not None
    assert answer.equally_good.sets == ((1,), (0,))  # 10 + 6 against 18
    assert answer.sites.tolist() == [1]
    assert answer.equally_good.complete


def test_a_set_that_loses_demand_is_not_the_nearer() -> None:
    """Both reach d0; only s1 has a way to d1 at all, long as it is."""
    cost = np.array([[1.0, 1.0], [np.inf, 500.0]])
    assert mclp(Siting.of(["a", "b"], ["x", "y"], cost), 2.0, 1).sites.tolist() == [1]


def test_more_equally_good_sets_than_asked_for_is_said() -> None:
    """Six sites on one place: 15 pairs as good, of which four are listed."""
    equal = mclp(line([0.0], [0.0] * 6, [1]), 1.0, 2, sets=4).equally_good
    assert equal is not None
    assert (equal.count, equal.complete) == (4, False)


@given(sitings(), st.data())
def test_the_optimum_is_the_one_found_by_trying_all(
    siting: Siting, data: st.DataObject
) -> None:
    """Value, all equally good sets, and a bound that is one."""
    p = data.draw(st.integers(0, len(siting.candidates)))
    best, sets = best_cover(siting, p)
    answer, first = mclp(siting, THRESHOLD, p), mclp_quick(siting, THRESHOLD, p)
    assert answer.value == pytest.approx(best)
    assert answer.optimal
    assert answer.equally_good is not None
    assert set(answer.equally_good.sets) == sets
    assert answer.equally_good.complete
    assert answer.equally_good.sets[0] == tuple(answer.sites.tolist())
    assert first.value <= best + NEAR
    assert first.bound >= best - NEAR
    assert len(first.sites) == len(answer.sites) == p


@given(sitings(), st.integers(0, 99), st.data())
def test_the_order_of_rows_changes_nothing(
    siting: Siting, seed: int, data: st.DataObject
) -> None:
    """Neither value nor sites, quick or proven."""
    p = data.draw(st.integers(0, len(siting.candidates)))
    other = shuffled(siting, seed)
    proven = mclp(siting, THRESHOLD, p), mclp(other, THRESHOLD, p)
    first = mclp_quick(siting, THRESHOLD, p), mclp_quick(other, THRESHOLD, p)
    for one, two in (proven, first):
        assert one.value == two.value
        assert one.sites.tolist() == two.sites.tolist()


# ---------------------------------------------------------------- the smallest p


def test_a_share_reached_exactly_counts() -> None:
    """5 of 11 is one site; a little more asks for the second."""
    assert len(smallest_p(FIVE, 1.0, 5 / 11).sites) == 1
    assert len(smallest_p(FIVE, 1.0, 5 / 11 + 1e-6).sites) == 2


def test_a_share_that_nothing_reaches_is_refused_with_the_most() -> None:
    """Without s3, the last point is out of reach: 7 of 11 at most."""
    siting = line([0, 1, 5, 6, 20], [0.5, 5.5], [1, 1, 2, 3, 4])
    with pytest.raises(MethodError) as refused:
        smallest_p(siting, 1.0, 0.9)
    assert refused.value.problems == (
        Problem.of("siting_share", share=0.9, most_share=7 / 11),
    )


def test_without_any_weight_no_share_is_asked_of_it() -> None:
    """Nothing weighs anything: no site is needed for any share of nothing."""
    assert len(smallest_p(line([0], [9.0], [0]), 1.0, 0.9).sites) == 0


def test_where_the_quick_answer_leaves_it_open_the_proof_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A quick answer that takes the last sites and bounds nothing: still one."""

    def poor(incidence: Incidence, p: int) -> Quick:
        chosen = np.arange(len(incidence.sites))[len(incidence.sites) - p :]
        value = incidence.covered(chosen) - incidence.kept
        return Quick(chosen, value, 11.0, np.zeros(len(incidence.weight)))

    monkeypatch.setattr(coverage, "quick", poor)
    assert len(smallest_p(FIVE, 1.0, 5 / 11).sites) == 1
    assert len(smallest_p(FIVE, 1.0, 0.5).sites) == 2


@pytest.mark.parametrize("share", [0.0, 1.1, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    """Above 0, at most 1; nan is neither."""
    with pytest.raises(MethodError, match="siting_share_range"):
        smallest_p(FIVE, 1.0, share)


@given(sitings(), st.sampled_from([0.2, 0.5, 0.75, 1.0]))
def test_the_smallest_number_is_the_first_that_reaches_the_share(
    siting: Siting, share: float
) -> None:
    """One less would not do, by trying all."""
    goal = share * siting.weight.sum() - NEAR
    bests = [best_cover(siting, p)[0] for p in range(len(siting.candidates) + 1)]
    if bests[-1] < goal:
        with pytest.raises(MethodError, match="siting_share "):
            smallest_p(siting, THRESHOLD, share)
        return
    answer = smallest_p(siting, THRESHOLD, share)
    assert answer.value >= goal
    assert len(answer.sites) == min(p for p, best in enumerate(bests) if best >= goal)


# ---------------------------------------------------------------------- refusals


def test_every_fault_of_the_question_is_named_at_once() -> None:
    """No demand, no sites, no threshold, too many: four in one refusal."""
    nothing = Siting.of([], [], np.zeros((0, 0)))
    with pytest.raises(MethodError) as refused:
        mclp(nothing, float("nan"), 1)
    assert refused.value.problems == (
        Problem.of("siting_no_demand"),
        Problem.of("siting_no_sites"),
        Problem.of("siting_threshold", value="nan"),
        Problem.of("siting_p", p=1, most=0),
    )


@pytest.mark.parametrize("threshold", [0.0, -1.0, float("inf")])
def test_a_threshold_is_above_0_and_finite(threshold: float) -> None:
    """Zero, below and without end are refused."""
    with pytest.raises(MethodError, match="siting_threshold"):
        mclp(FIVE, threshold, 1)


@pytest.mark.parametrize("p", [-1, 5])
def test_the_number_is_from_0_to_the_candidates(p: int) -> None:
    """Fewer than none and more than four are refused."""
    with pytest.raises(MethodError, match="siting_p "):
        mclp_quick(FIVE, 1.0, p)
