"""Polsek and koramil for one budget, counted by hand on six desa."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.errors import MethodError
from plan.evaluate import evaluate
from plan.joint_places import JointAsk, JointPlaces, joint_cases, joint_places
from risk.scenario import Scenario
from tests.builders import desa_code
from tests.plan.proposal_cases import made

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

# The polsek in 1-1 reaches 10 of 630, the koramil in 3-1 250 (500 of 1,600 voters).
POSTS = (
    ("K1", "koramil", desa_code(3), ()),
    ("P1", "polsek", desa_code(1), ()),
)
TODAY = 10 + 250


def together(ask: JointAsk, threshold: float = 60.0) -> JointPlaces:
    """Return the places of both for what is asked."""
    scenario = Scenario(threshold=threshold)
    points = [10, 40, 50]
    known, polsek = made(points, scenario, posts=POSTS)
    army = replace(scenario, post_type="koramil")
    return joint_places(
        known, scenario, (polsek, made(points, army, posts=POSTS)[1]), ask
    )


def where(found: JointPlaces) -> list[tuple[str, str]]:
    """Return type and kecamatan of each place; 2-1 and 2-2 are as good."""
    return [(one.post_type, one.desa.kecamatan_code[-2:]) for one in found.places]


@pytest.mark.parametrize(
    ("ask", "value", "price", "places"),
    [
        (JointAsk(budget=0), 0, 0, []),
        (JointAsk(budget=2), 720, 2, [("polsek", 2), ("koramil", 2)]),
        (JointAsk(budget=3), 970, 3, [("polsek", 2), ("polsek", 3), ("koramil", 2)]),
        # For 2 there is one polsek (360), or a koramil in 2 (360) and one in 1 (10).
        (JointAsk(budget=2, prices=(2, 1)), 370, 2, [("koramil", 2), ("koramil", 1)]),
        (JointAsk(budget=3, prices=(2, 1)), 720, 3, [("polsek", 2), ("koramil", 2)]),
        (JointAsk((1, 1), prices=(3, 0.5)), 720, 3.5, [("polsek", 2), ("koramil", 2)]),
        (JointAsk((2, 0)), 610, 2, [("polsek", 2), ("polsek", 3)]),
    ],
)
def test_the_places_by_hand(
    ask: JointAsk, value: float, price: float, places: list[tuple[str, int]]
) -> None:
    """Polsek in 2 and 3 bring 360 and 250; koramil in 2 and 1-1 bring 360 and 10."""
    found = together(ask)
    assert found.value == pytest.approx(TODAY + value)
    assert found.price == price
    assert where(found) == [(kind, f"{number:02}") for kind, number in places]
    assert (found.optimal, found.gap) == (True, 0)


def test_what_each_network_covers() -> None:
    """Budget 2: polsek 100 voters to 1,000 of 1,600; koramil 500 to 1,400."""
    polsek, koramil = together(JointAsk(budget=2)).networks
    assert (polsek.voters, polsek.voters_before, polsek.voters_after) == (
        1600,
        100,
        1000,
    )
    assert (koramil.voters_before, koramil.voters_after) == (500, 1400)
    assert (polsek.weight, polsek.weight_before, polsek.weight_after) == pytest.approx(
        (630, 10, 370)
    )
    assert (koramil.weight_before, koramil.weight_after) == pytest.approx((250, 610))
    assert (polsek.provisional, koramil.provisional) == (False, True)
    (place,) = koramil.places
    assert (place.voters, place.tps, place.price) == (900, 9, 1)
    assert place.weighted == pytest.approx(360)


def test_what_adds_nobody_is_neither_listed_nor_paid_for() -> None:
    """Three of each reach all; of five polsek two are idle, of 50 for 12 desa most."""
    found = together(JointAsk((5, 0)))
    assert [len(one.places) for one in found.networks] == [3, 0]
    assert [one.idle for one in found.networks] == [2, 0]
    assert found.price == 3
    rich = together(JointAsk(budget=50))
    assert [len(one.places) for one in rich.networks] == [3, 3]
    assert rich.price == 6
    assert rich.value == pytest.approx(2 * 630)


def test_exactly_at_the_threshold_is_reached() -> None:
    """3-1 reaches 3-2 in 60: at 59.9 the koramil in 3-1 no longer does."""
    (_, koramil) = together(JointAsk(), threshold=59.9).networks
    assert koramil.voters_before == 200


def test_every_fault_is_named_at_once() -> None:
    """Two prices and a budget; two numbers."""
    with pytest.raises(MethodError) as refused:
        together(JointAsk(budget=-1, prices=(0, float("nan"))))
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["joint_price", "joint_price", "siting_budget"]
    with pytest.raises(MethodError) as refused:
        together(JointAsk((-1, 7)))
    assert [problem.code for problem in refused.value.problems] == ["siting_p"] * 2


def test_a_gap_is_told_where_nothing_is_proven() -> None:
    """10 more than 20 is a half; of nothing it has no measure."""
    found = together(JointAsk())
    assert replace(found, value=20, bound=30, optimal=False).gap == 0.5
    assert replace(found, value=20, bound=20, optimal=False).gap == 0
    assert replace(found, value=0, bound=1, optimal=False).gap == float("inf")


def test_the_real_area_with_polsek_first(knowledge: Knowledge) -> None:
    """The models of the study area: the polsek's is the scenario's own."""
    result = evaluate(knowledge, Scenario())
    assert result.sited is not None
    cases = joint_cases(result)
    assert cases[0].siting.sites == result.sited.case.siting.sites
    found = joint_places(knowledge, result.scenario, cases, JointAsk((3, 0)))
    shortlist = [one.candidate.desa for one in result.shortlist]
    assert [one.desa.name for one in found.places] == shortlist
    for number in (1, 4):
        budget = joint_places(knowledge, Scenario(), cases, JointAsk(budget=number))
        for first in range(number + 1):
            ask = JointAsk((first, number - first))
            split = joint_places(knowledge, Scenario(), cases, ask)
            assert budget.value >= split.value * (1 - 1e-9)
