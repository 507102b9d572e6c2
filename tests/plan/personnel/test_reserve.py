"""Where a reserve waits: soonest at the most vulnerable TPS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError
from plan.personnel.deploy import deploy
from plan.personnel.reserve import place_reserve
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from tests.builders import desa_code
from tests.plan.personnel.cases import HIGH, LOW, MEDIUM, UNKNOWN, line, result, told

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.personnel.deploy import Deployment


def planned(area: Result) -> Deployment:
    """Deploy with the usual choices."""
    return deploy(area, Staffing())


def refused(found: Deployment, number: int) -> list[tuple[str, dict[str, object]]]:
    """Say why no place is chosen."""
    with pytest.raises(MethodError) as caught:
        place_reserve(found, number, "pcenter")
    return told(caught.value)


@pytest.mark.parametrize(
    ("objective", "post", "value"), [("pcenter", "P2", 20.0), ("pmedian", "P1", 30.0)]
)
def test_the_farthest_soonest_or_the_mean(
    objective: str, post: str, value: float
) -> None:
    """High in squares 1 and 4, five TPS and one; posts in 1 and 2; 10 minutes a square.

    From P1: 0 and 30; from P2: 10 and 20. The farthest is soonest from P2, the mean
    from P1: 30 / 6 against (5 x 10 + 20) / 6.
    """
    area = result([HIGH, LOW, LOW, HIGH], line(4), tps={desa_code(1): 5})
    found = place_reserve(planned(area), 1, objective)
    assert [one.post_id for one in found.posts] == [post]
    assert found.answer.value == pytest.approx(value)
    assert found.answer.optimal
    assert found.tps_class == 2


def test_minutes_are_told_for_every_tps_and_the_farthest_of_a_kecamatan() -> None:
    """From both posts; a kecamatan without TPS has no farthest one."""
    area = result([HIGH, LOW, HIGH], line(3), tps={desa_code(2): 0})
    found = place_reserve(planned(area), 2, "pcenter")
    assert found.minutes.tolist() == [0.0, 10.0]
    assert found.longest[[0, 2]].tolist() == [0.0, 10.0]
    assert np.isnan(found.longest[1])


def test_the_most_vulnerable_class_there_is() -> None:
    """Rawan where no TPS is sangat rawan."""
    found = place_reserve(planned(result([MEDIUM, LOW], line(2))), 1, "pcenter")
    assert (found.tps_class, [one.post_id for one in found.posts]) == (1, ["P1"])


@pytest.mark.parametrize("kinds", [[LOW, LOW], [UNKNOWN, UNKNOWN]])
def test_no_vulnerable_tps_is_one_clear_answer(kinds: list[int]) -> None:
    """Low or unknown: nothing to wait for."""
    assert refused(planned(result(kinds, line(2))), 1) == [("no_vulnerable_tps", {})]


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_of_places_out_of_range_is_refused(number: int) -> None:
    """There are two posts; with no vulnerable TPS, both faults are named."""
    range_fault = (
        "whole_invalid",
        {"field": "reserve_places", "value": str(number), "least": 1, "most": 2},
    )
    assert refused(planned(result([HIGH, LOW], line(2))), number) == [range_fault]
    assert refused(planned(result([LOW, LOW], line(2))), number) == [
        range_fault,
        ("no_vulnerable_tps", {}),
    ]


def test_an_area_without_police_posts_is_one_clear_answer() -> None:
    """There is nowhere to wait."""
    found = planned(result([HIGH, LOW], line(2)))
    known = found.result.knowledge
    bare = replace(known, reach=replace(known.reach, posts=()))
    empty = replace(found, result=replace(found.result, knowledge=bare))
    assert refused(empty, 1) == [("siting_no_sites", {})]


def test_tps_without_a_route_in_the_rain_are_inf() -> None:
    """They are left out of the choice, and named by their minutes."""
    cut = line(3)
    cut[2, :2] = cut[:2, 2] = np.inf
    area = result([HIGH, LOW, HIGH], line(3), wet=cut, scenario=Scenario(season="wet"))
    found = place_reserve(planned(area), 1, "pcenter")
    assert [one.post_id for one in found.posts] == ["P1"]
    assert found.longest.tolist() == [0.0, 10.0, np.inf]
    assert found.answer.unmet == (1,)


def test_places_cut_off_from_each_other_need_a_post_each() -> None:
    """One post for two halves: it is said that more are needed."""
    cut = np.array([[0.0, np.inf], [np.inf, 0.0]])
    found = planned(result([HIGH, HIGH], cut))
    ((code, _),) = refused(found, 1)
    assert code.startswith("siting_")
    assert len(place_reserve(found, 2, "pcenter").posts) == 2
