"""What each of the sources' numbers would mean in people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import CatalogueError
from plan.evaluate import evaluate
from plan.personnel.deploy import deploy
from plan.personnel.readings import EACH, SPOKEN, readings
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from tests.builders import desa_code
from tests.plan.personnel.cases import HIGH, LOW, MEDIUM, line, result, told

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

TPS = {desa_code(1): 2, desa_code(2): 3, desa_code(3): 4}
FACTS = {SPOKEN: "4", EACH: "2.0"}


def test_all_readings_worked_by_hand() -> None:
    """2 TPS rawan, 3 sangat rawan, 4 others; 8 people, 1 of them in reserve.

    Plan: 3 x 2 and, at 2-2-4, 2 for both others: 8. Every: 9 x 2. Spoken: 4 x 2, and
    the 4 worst are the 3 sangat rawan and 1 rawan.
    """
    area = result([MEDIUM, HIGH, LOW], line(3), tps=TPS, facts=FACTS)
    found = readings(deploy(area, Staffing(reserve=1)))
    told = [
        (
            one.code,
            one.tps,
            one.police,
            one.shortfall,
            None if one.by_kecamatan is None else one.by_kecamatan.tolist(),
        )
        for one in found
    ]
    assert told == [
        ("plan", 5, 8, 1, [2, 3, 0]),
        ("every", 9, 18, 11, [2, 3, 4]),
        ("spoken", 4, 8, 1, None),
        ("worst", 4, 8, 1, [1, 3, 0]),
    ]


def test_more_worst_tps_than_there_are() -> None:
    """All of them, and no more."""
    area = result([HIGH], line(1), facts={SPOKEN: "9", EACH: "2"})
    worst = readings(deploy(area, Staffing()))[-1]
    assert (worst.code, worst.tps, worst.police) == ("worst", 1, 2)


@pytest.mark.parametrize("facts", [{}, {SPOKEN: "4"}, {EACH: "2"}])
def test_figures_nobody_gave_are_not_made_up(facts: dict[str, str]) -> None:
    """The plan alone is left."""
    area = result([HIGH], line(1), facts=facts)
    assert [one.code for one in readings(deploy(area, Staffing()))] == ["plan"]


def test_a_figure_that_is_no_number_is_refused() -> None:
    """With its name."""
    area = result([HIGH], line(1), facts={SPOKEN: "banyak", EACH: "2"})
    with pytest.raises(CatalogueError) as caught:
        readings(deploy(area, Staffing()))
    assert told(caught.value) == [
        ("fact_not_number", {"fact": SPOKEN, "value": "banyak"})
    ]


def test_kutai_timur_side_by_side(knowledge: Knowledge) -> None:
    """701 TPS at two each are 1,402; 171 are 342."""
    found = readings(deploy(evaluate(knowledge, Scenario()), Staffing()))
    assert [(one.code, one.tps, one.police, one.shortfall) for one in found] == [
        ("plan", 152, 304, 0),
        ("every", 701, 1402, 788),
        ("spoken", 171, 342, 0),
        ("worst", 171, 342, 0),
    ]
