"""Vulnerability and coverage apart: worked by hand, on the bounds, and unknown."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage import cover
from geo.errors import MethodError
from plan.evaluate import Result, evaluate
from plan.readiness import (
    HALF,
    QUADRANTS,
    REACH,
    Cuts,
    Readiness,
    coverage_classes,
    cuts,
    find_readiness,
    in_order,
    quadrant,
    vulnerability,
)
from risk.scenario import Scenario
from risk.score import score
from risk.tps_classes import TpsClasses
from tests.builders import hand_knowledge, kecamatan_code, study_area
from tests.risk.cases import preset, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge

FAR = (0.0, 25.0, 50.0, 100.0)  # minutes to the nearest police
TENSE = (70.0, 40.0, 0.0, 100.0)  # anything that is not reach
WEIGHED = {"near": {"minutes_police": 1.0}, "people": {"tension": 1.0}}


def hand(
    covered: Sequence[int],
    tps: Sequence[int] = (10, 10, 10, 10),
    *,
    tension: Sequence[float] = TENSE,
    complete: bool = True,
    scenario: Scenario | None = None,
) -> Result:
    """Four kecamatan whose indicators and coverage were set by hand."""
    layout = preset(WEIGHED)
    chosen = layout.settle(scenario or Scenario())
    area = study_area(4, complete=("polsek",) if complete else ())
    indicators = table({"minutes_police": FAR, "tension": tension})
    codes = tuple(kecamatan_code(number) for number in range(1, 5))
    indicators = replace(indicators, areas=codes)
    known = hand_knowledge(area, np.zeros((4, 4)))
    known = replace(known, presets={chosen.preset: layout})
    summed = pd.DataFrame({"tps": tps, "tps_covered": covered}, index=pd.Index(codes))
    reached = cover(
        known.places, known.reach, post_type="polsek", threshold=60.0, season="dry",
        mode="network",
    )  # fmt: skip
    unreported = np.full(len(known.places.tps_voters), -1)
    return Result(
        knowledge=known,
        scenario=chosen,
        table=indicators,
        score=score(indicators, known.presets[chosen.preset], chosen),
        flags=(),
        coverage=reached,
        coverage_table=summed,
        gaps=(),
        candidates=(),
        tps_classes=TpsClasses(known.tps_counts, unreported, unreported),
    )


def test_both_axes_worked_by_hand() -> None:
    """Four kecamatan, one in each quadrant.

    Tension runs from 0 to 100, so it is its own place on the scale: 70, 40, 0, 100.
    Minutes to police are left out of it; with them, and equal weights, the score is
    (0 + 70) / 2 = 35, (25 + 40) / 2 = 32.5, (50 + 0) / 2 = 25 and 100. Covered: 8 of
    10, 7 of 10, 10 of 10 and 0 of 10 TPS, of which the standard asks 80 per cent.
    """
    found = find_readiness(hand([8, 7, 10, 0]))
    assert [one.kecamatan_code for one in found] == [
        kecamatan_code(number) for number in range(1, 5)
    ]
    assert [one.vulnerability for one in found] == pytest.approx([70, 40, 0, 100])
    assert [one.score for one in found] == pytest.approx([35, 32.5, 25, 100])
    assert [one.coverage for one in found] == pytest.approx([0.8, 0.7, 1, 0])
    assert [one.vulnerability_class for one in found] == [2, 1, 0, 2]
    assert [one.coverage_class for one in found] == [2, 1, 2, 0]
    assert [one.cell for one in found] == [8, 4, 2, 6]
    assert [one.quadrant for one in found] == [
        "vulnerable_reached", "act_first", "calm", "act_first",
    ]  # fmt: skip
    assert [one.kecamatan for one in in_order(found)] == [
        "Kecamatan 4", "Kecamatan 2", "Kecamatan 1", "Kecamatan 3",
    ]  # fmt: skip


def test_where_the_classes_begin() -> None:
    """The reader's bounds of the middle class; half of the TPS, and the standard."""
    ten = [10, 10, 10, 10]
    assert cuts(hand(ten)) == Cuts((40.0, 60.0), (0.5, 0.8))
    chosen = Scenario(cuts=(10, 30, 55, 90), standard=0.9)
    assert cuts(hand(ten, scenario=chosen)) == Cuts((30.0, 55.0), (0.5, 0.9))
    low = hand(ten, scenario=Scenario(standard=0.3))
    assert cuts(low) == Cuts((40.0, 60.0), (0.3, 0.3))


def test_relative_classes_are_those_of_vulnerability_itself() -> None:
    """Mean and deviation of 70, 40, 0 and 100, not of the scores with reach in them.

    Mean 52.5; squares of the differences 306.25 + 156.25 + 2756.25 + 2256.25 = 5475,
    a quarter of it 1368.75, its root 36.9966: the middle class is 15.5034 to 89.4966.
    """
    found = hand([10, 10, 10, 10], scenario=Scenario(classes="deviation"))
    assert cuts(found).vulnerability == pytest.approx((15.5034, 89.4966), abs=1e-4)
    assert [one.vulnerability_class for one in find_readiness(found)] == [1, 1, 0, 2]


@pytest.mark.parametrize(
    ("tension", "level"), [(39.999, 0), (40.0, 1), (59.999, 1), (60.0, 2)]
)
def test_a_score_exactly_on_a_bound_goes_up(tension: float, level: int) -> None:
    """Closed on the left, as the classes of risk are."""
    found = find_readiness(hand([9, 9, 9, 9], tension=(0.0, tension, 50.0, 100.0)))
    assert found[1].vulnerability_class == level


@pytest.mark.parametrize(
    ("covered", "tps", "level"),
    [(4, 9, 0), (5, 10, 1), (79, 100, 1), (80, 100, 2), (0, 10, 0), (10, 10, 2)],
)
def test_exactly_at_the_standard_is_reached(covered: int, tps: int, level: int) -> None:
    """Half is half, and 80 of 100 TPS are enough."""
    found = find_readiness(hand([covered, 9, 9, 9], [tps, 10, 10, 10]))
    assert found[0].coverage_class == level


def test_under_a_low_standard_there_is_no_class_between() -> None:
    """Three of ten TPS meet a standard of 30 per cent; two do not."""
    found = find_readiness(hand([3, 2, 4, 10], scenario=Scenario(standard=0.3)))
    assert [one.coverage_class for one in found] == [2, 0, 2, 2]


def test_unknown_vulnerability_stays_unknown() -> None:
    """Not the best, not the worst, in no quadrant, and last in order."""
    found = find_readiness(hand([0, 9, 9, 9], tension=(nan, 40.0, 0.0, 100.0)))
    assert np.isnan(found[0].vulnerability)
    assert (found[0].vulnerability_class, found[0].coverage_class) == (-1, 0)
    assert found[0].quadrant is None
    assert found[0].cell == -1
    assert in_order(found)[-1] is found[0]


def test_a_kecamatan_without_tps_has_no_coverage() -> None:
    """Nothing of nothing is unknown, not zero."""
    found = find_readiness(hand([0, 9, 9, 9], [0, 10, 10, 10]))
    assert np.isnan(found[0].coverage)
    assert (found[0].coverage_class, found[0].quadrant) == (-1, None)
    assert in_order(found)[-1] is found[0]


def test_what_may_be_missing_from_the_list_is_not_held_against_a_kecamatan() -> None:
    """A share is then a lower bound: only the highest class is certain."""
    found = find_readiness(hand([8, 7, 10, 0], complete=False))
    assert [one.coverage_class for one in found] == [2, -1, 2, -1]
    assert [one.quadrant for one in found] == [
        "vulnerable_reached", None, "calm", None,
    ]  # fmt: skip
    assert [one.coverage for one in found] == pytest.approx([0.8, 0.7, 1, 0])


def test_a_reader_who_weighs_only_reach_has_no_second_axis() -> None:
    """Every vulnerability is unknown; the score itself is not."""
    found = find_readiness(
        hand([8, 7, 10, 0], scenario=Scenario(weights=(("people", 0),)))
    )
    assert all(np.isnan(one.vulnerability) for one in found)
    assert [one.score for one in found] == pytest.approx(FAR)
    assert {one.quadrant for one in found} == {None}


def test_a_refused_mean_is_refused_here_too() -> None:
    """A dimension at 0 has no geometric mean: the fault is told, not hidden."""
    result = replace(hand([8, 7, 10, 0]), scenario=Scenario(aggregate="geometric"))
    with pytest.raises(MethodError, match="mean_needs_positive"):
        vulnerability(result)


def test_the_indicators_left_out_are_those_of_the_posts(knowledge: Knowledge) -> None:
    """All four, and only they, measure the posts: the technical dimension."""
    sides = {
        side.code: {code for code, _ in side.indicators}
        for side in knowledge.presets["rakor_2024"].dimensions
    }
    assert sides["teknis"] == REACH


def test_reach_has_no_say_in_vulnerability(knowledge: Knowledge) -> None:
    """Twice the weight on reach, or a longer threshold: the score moves, not this."""
    plain, heavy, longer = (
        evaluate(knowledge, chosen)
        for chosen in (
            Scenario(),
            Scenario(weights=(("minutes_police", 5.0), ("teknis", 3.0))),
            Scenario(threshold=180.0),
        )
    )
    assert not np.allclose(plain.score.score, heavy.score.score)
    assert not np.allclose(plain.score.score, longer.score.score)
    np.testing.assert_allclose(vulnerability(heavy), vulnerability(plain))
    np.testing.assert_allclose(vulnerability(longer), vulnerability(plain))


def test_the_four_quadrants_fill_the_grid() -> None:
    """Four cells to act in first, two and two, and one that is calm."""
    names = [quadrant(v, c) for v in range(3) for c in range(3)]
    assert [names.count(name) for name in QUADRANTS] == [4, 2, 2, 1]
    assert quadrant(-1, 2) is quadrant(2, -1) is quadrant(-1, -1) is None


def test_equals_stand_in_order_of_coverage_then_code() -> None:
    """Rounding of the score decides nothing."""

    def one(code: str, level: float, share: float) -> Readiness:
        return Readiness(code, code, level, 0.0, share, 2, 0, "act_first")

    rows = [one("c", 70.0, 0.1), one("b", 70.0 + 1e-12, 0.2), one("a", 70.0, 0.2)]
    assert [row.kecamatan_code for row in in_order(rows)] == ["c", "a", "b"]


shares = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(shares, st.floats(0, 1))
def test_more_coverage_is_never_a_lower_class(
    values: list[float], standard: float
) -> None:
    """Law: classes rise with the share; the standard is met from itself on."""
    bounds = (min(HALF, standard), standard)
    ordered = np.array(sorted([*values, standard]))
    classes = coverage_classes(ordered, bounds, complete=True)
    assert (np.diff(classes) >= 0).all()
    assert ((classes == 2) == (ordered >= standard - 1e-9)).all()
    partial = coverage_classes(ordered, bounds, complete=False)
    assert set(partial) <= {-1, 2}
    assert ((partial == 2) == (classes == 2)).all()
