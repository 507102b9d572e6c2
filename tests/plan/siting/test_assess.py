"""What a set of sites does: worked by hand, on the boundary, and with gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.siting.answer import Answer
from plan.siting.assess import assess
from plan.siting.capacitated import capacitated_mclp
from plan.siting.median import pmedian
from tests.plan.siting.distance_cases import NO, siting, sitings

if TYPE_CHECKING:
    from plan.siting.problem import Siting

COST: list[list[float]] = [[60, 10, 99], [61, 70, 99], [60, 60, 1], [NO, NO, NO]]
WEIGHT = [1.0, 2.0, 3.0, 4.0]


def test_by_hand_exactly_at_the_threshold_is_reached() -> None:
    """Site 0 stands, site 1 is new: 10, 61, 60 and no route, weights 1 to 4.

    Within 60: the first by both, the third by both: (1 + 3) / 10, twice as much.
    Mean of those served: (10 + 2 x 61 + 3 x 60) / 6 = 52.
    """
    found = assess(siting(COST, weight=WEIGHT, fixed=[0]), np.array([1]), 60.0)
    assert (found.covered_share, found.covered_rows, found.backup_share) == (
        0.4,
        2,
        0.4,
    )
    assert (found.mean_cost, found.max_cost) == (52, 61)
    assert found.nearest.tolist() == [1, 0, 0, -1]
    assert found.cost.tolist() == [10, 61, 60, np.inf]


def test_an_assignment_says_who_serves() -> None:
    """The first goes to site 0, which is farther; the third to nobody."""
    asked = siting(COST, weight=WEIGHT)
    found = assess(asked, np.array([0, 1]), 60.0, np.array([0, 0, -1, -1]))
    assert found.cost.tolist() == [60, 61, np.inf, np.inf]
    assert (found.covered_share, found.covered_rows) == (0.1, 1)
    assert found.backup_share == 0.4  # in reach of two, whoever serves


def test_parts_are_covered_and_weighed_by_hand() -> None:
    """Half of A to 60 and half to 10; B half to 61, the rest nowhere; C whole to 1.

    Within 60: 1 + 3 of 10; mean (0.5 x 60 + 0.5 x 10 + 1 x 61 + 3 x 1) / 5.
    """
    shares = np.array([[0.5, 0.5, 0], [0.5, 1e-12, 0], [0, 0, 1], [0, 0, 0]])
    goes = np.array([0, 0, 2, -1])
    asked = siting(COST, weight=WEIGHT)
    found = assess(asked, np.array([0, 1, 2]), 60.0, goes, shares)
    assert (found.covered_share, found.covered_rows) == (0.4, 2)
    assert found.mean_cost == pytest.approx((30 + 5 + 61 + 3) / 5)
    assert found.max_cost == 61
    assert found.cost.tolist() == [35, 61, 1, np.inf]
    assert found.nearest.tolist() == goes.tolist()
    assert found.parts.rows.tolist() == [0, 0, 1, 2]
    half = assess(asked, np.array([0, 1, 2]), 10.0, goes, shares)
    assert (half.covered_share, half.covered_rows) == (0.35, 1)  # half of A, and C


@given(sitings(), st.integers(1, 12), st.data())
def test_split_answers_agree_with_their_objective(
    case: tuple[Siting, int], reach: int, data: st.DataObject
) -> None:
    """Weight covered, whatever parts it is in, is the value of the objective."""
    asked, p = case
    size = len(asked.sites)
    rooms = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    asked = replace(asked, capacity=np.array(rooms) + 0.5)
    answer = capacitated_mclp(asked, float(reach), p, split=True)
    served = (answer.assignment, answer.shares)
    found = assess(asked, answer.sites, float(reach), *served)
    if asked.weight.sum():
        covered = found.covered_share * asked.weight.sum()
        assert covered == pytest.approx(answer.value, abs=1e-6)


def test_without_a_threshold_nothing_is_called_covered() -> None:
    """The shares are unknown, not 0; the costs are known."""
    found = assess(siting(COST, weight=WEIGHT), np.array([2]), None)
    assert np.isnan([found.covered_share, found.backup_share]).all()
    assert found.covered_rows == 0
    assert (found.mean_cost, found.max_cost) == ((99 + 2 * 99 + 3) / 6, 99)


def test_without_any_open_site_nobody_is_served() -> None:
    """No route is inf; the mean of nobody is unknown."""
    found = assess(siting(COST, weight=WEIGHT), np.array([], dtype=np.int64), 60.0)
    assert (found.covered_share, found.covered_rows) == (0, 0)
    assert np.isnan([found.mean_cost, found.max_cost]).all()
    assert found.nearest.tolist() == [-1] * 4


def test_demand_without_weight_has_no_shares() -> None:
    """Nothing over nothing is unknown; the mean is the plain one."""
    found = assess(siting(COST, weight=[0.0] * 4), np.array([0]), 60.0)
    assert np.isnan(found.covered_share)
    assert found.covered_rows == 2
    assert found.mean_cost == pytest.approx((60 + 61 + 60) / 3)


@given(sitings(), st.integers(1, 12))
def test_it_agrees_with_the_objectives(case: tuple[Siting, int], reach: int) -> None:
    """Weighted mean times weight is the p-median; backup is within cover."""
    asked, _ = case
    every = asked.candidates
    found = assess(asked, every, float(reach))
    served = asked.weight[asked.has_route].sum()
    if served:
        best = pmedian(asked, len(every))
        assert found.mean_cost * served == pytest.approx(best.value)
    if asked.weight.sum():
        assert 0 <= found.backup_share <= found.covered_share <= 1


def test_the_gap_is_relative_to_the_value() -> None:
    """12 where 9 may be possible: a quarter; of nothing, endless; proven, none."""
    found = Answer("pmedian", np.array([0]), value=12, bound=9, optimal=False)
    assert found.gap == 0.25
    assert replace(found, optimal=True).gap == 0
    assert replace(found, bound=12).gap == 0
    assert replace(found, value=0.0, bound=-1).gap == np.inf
