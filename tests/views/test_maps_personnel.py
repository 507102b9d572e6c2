"""The map of people: classes of need, hatches where some are missing, ways."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from plan.personnel.deploy import deploy
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from views.maps.compose import compose
from views.maps.payload import LAYERS
from views.maps.personnel import need_class, response_class, staffed
from views.maps.places import label_points

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from plan.personnel.deploy import Deployment
    from views.maps.payload import MapPayload


def drawn(plan: Deployment) -> MapPayload:
    """The map of a plan, in Indonesian."""
    base = compose(
        plan.result,
        (label_points(plan.result.area.kecamatan), {}),
        scheme="risk",
        lang="id",
        selected=None,
        layers=LAYERS,
        theme="light",
    )
    return staffed(base, plan, "id")


@pytest.mark.parametrize(
    ("police", "level"), [(0, 0), (1, 1), (19, 1), (20, 2), (39, 2), (40, 3), (60, 4)]
)
def test_classes_are_closed_on_the_left(police: int, level: int) -> None:
    """Nobody needed is a class of its own: paper."""
    assert need_class(police) == level


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(0.0, 4), (60.0, 4), (60.1, 3), (120.0, 3), (480.0, 1), (481.0, 0)],
)
def test_a_response_on_the_cut_is_in_time(minutes: float, level: int) -> None:
    """Soonest darkest; no route and no TPS are unknown."""
    assert response_class(minutes) == level
    assert response_class(inf) == response_class(nan) == -1


def test_hatched_where_somebody_is_missing(knowledge: Knowledge) -> None:
    """And nowhere else; no proposals and no other hatch on this map."""
    result = evaluate(knowledge, Scenario())
    plan = deploy(result, Staffing(journey=5.0))
    groups = plan.grouped.groups
    wanted = {
        knowledge.places.kecamatan[groups[one.group].kecamatan].code
        for one in plan.unmet
    }
    payload = drawn(plan)
    assert {area.code for area in payload.areas if area.gap} == wanted != set()
    assert not any(a.provisional_gap or a.unstable for a in payload.areas)
    assert payload.candidates == ()


def test_a_line_from_each_home_to_each_kecamatan(knowledge: Knowledge) -> None:
    """As many as there are pairs of a home and a kecamatan somebody goes to."""
    plan = deploy(evaluate(knowledge, Scenario()), Staffing(), {"64.08.06": 20})
    lines = drawn(plan).spokes
    assert {line.site for line in lines} == {"P02"}
    sent = {plan.grouped.groups[one.group].kecamatan for one in plan.posted}
    assert len(lines) == len(sent) - 1  # those of Busang start where they stand
