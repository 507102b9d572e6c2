"""Places that complement each other, counted by hand on six desa."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError
from plan.evaluate import evaluate
from plan.proposals import find_places, objective_value
from plan.siting.case import demand_weights
from plan.siting_depth import deepen, surely
from risk.scenario import Scenario
from tests.builders import desa_code
from tests.plan.proposal_cases import made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge
    from plan.proposals import Sited


def placed(
    points: Sequence[float] = (10, 40, 50),
    complete: tuple[str, ...] = ("polsek",),
    *,
    exact: bool = True,
    **choices: object,
) -> Sited:
    """Return the places for these scores and choices."""
    scenario = replace(Scenario(), **choices)  # type: ignore[arg-type]  # by name
    knowledge, case = made(points, scenario, complete)
    return find_places(knowledge, scenario, case, exact=exact)


def test_each_place_adds_to_those_above_it() -> None:
    """By itself: 2-1 and 2-2 both 900 voters x 0.4 = 360, 3-1 500 x 0.5 = 250.

    2-1 costs fewer weighted minutes than 2-2 (400 x 10 against 500 x 10). After it
    2-2 adds nobody, so 3-1 is next, which reaches 3-2 in exactly 60 minutes; the
    third is 1-2 with its 100 x 0.1 = 10.
    """
    told = [
        (p.candidate.desa_code, p.added_voters, p.added_tps, p.added_weighted)
        for p in placed().proposals
    ]
    assert told == [
        (desa_code(2), 900, 9, 360),
        (desa_code(3), 500, 5, 250),
        (desa_code(1, 2), 100, 1, 10),
    ]


@pytest.mark.parametrize("exact", [True, False])
def test_before_and_after_are_of_the_same_demand(*, exact: bool) -> None:
    """Today 1-1 alone is reached (10 of 630); with three posts all of it."""
    found = placed(exact=exact)
    assert found.before.covered_share == pytest.approx(10 / 630)
    assert found.after.covered_share == 1
    assert found.before.covered_rows == 1
    assert found.after.covered_rows == 6
    assert found.best.value == pytest.approx(630)


def test_a_post_that_adds_nobody_is_not_proposed() -> None:
    """Three reach all; a fourth and a fifth are idle, and said to be."""
    found = placed(new_posts=5)
    assert len(found.answer.sites) == 5
    assert len(found.proposals) == 3
    assert found.idle == 2


def test_the_reasons_say_what_is_added() -> None:
    """The first brings, the next adds after those above it; other reasons stay."""
    listed = placed(complete=()).proposals
    codes = [[reason.code for reason in one.reasons] for one in listed]
    assert codes == [
        ["newly_covered", "nearer", "provisional"],
        ["newly_covered_after", "nearer", "provisional"],
        ["newly_covered_after", "first_route", "provisional"],
    ]
    assert dict(listed[1].reasons[0].values) == {
        "voters": 500,
        "tps": 5,
        "threshold": 60.0,
    }


def test_who_is_nearer_to_a_post() -> None:
    """3-1: 200 at 999 minutes now 0, 300 at 999 now 60: mean 36; 1-2 had no route."""
    _, third, last = placed().proposals
    assert (third.nearer_voters, third.minutes_before, third.minutes_after) == (
        500,
        999.0,
        36.0,
    )
    assert last.nearer_voters == 100
    assert np.isnan(last.minutes_before)
    assert last.minutes_after == 0


def test_risk_decides_before_voters() -> None:
    """3-1: 500 x 0.9 = 450 goes before 2-1: 900 x 0.4 = 360."""
    first, second, _ = placed([10, 40, 90]).proposals
    assert [p.candidate.desa_code for p in (first, second)] == [
        desa_code(3),
        desa_code(2),
    ]


@pytest.mark.parametrize(
    ("weight", "value"),
    [("voters", 1600), ("tps", 16), ("risk", 0.1 * 2 + 0.4 * 2 + 0.5 * 2)],
)
def test_what_a_desa_counts_for(weight: str, value: float) -> None:
    """All six reached: 1,600 voters, 16 TPS, or the scores of six desa over 100."""
    assert placed(demand_weight=weight).best.value == pytest.approx(value)


def test_vulnerable_tps_count_where_they_are_known() -> None:
    """By assumption classes 0, 1, 2: the 9 TPS of 2 and the 5 of 3 are vulnerable."""
    found = placed(demand_weight="tps_vulnerable", tps_assumption="kecamatan")
    assert found.best.value == 14


def test_without_a_vulnerable_tps_there_is_nothing_to_place_for() -> None:
    """Nothing reported and nothing assumed: the model says so."""
    with pytest.raises(MethodError, match="no_vulnerable_tps"):
        placed(demand_weight="tps_vulnerable")


def test_without_a_score_no_place_is_better() -> None:
    """Voters x risk with no risk known: every desa counts 0."""
    with pytest.raises(MethodError, match="demand_weightless"):
        placed([np.nan, np.nan, np.nan])


def test_weights_of_many_scores_are_laid_out_at_once() -> None:
    """Two draws: every desa has the voters and the score of its kecamatan."""
    knowledge, _ = made([10, 40, 50], Scenario())
    drawn = np.array([[10.0, 40.0, 50.0], [100.0, 0.0, 0.0]])
    weights = demand_weights(knowledge, Scenario(), drawn)
    assert weights.tolist() == [[10, 10, 200, 160, 100, 150], [100, 100, 0, 0, 0, 0]]


def test_own_places_stand_beside_the_best() -> None:
    """1-2 alone reaches 10 more; the best single place 360 more."""
    found = placed(sites=(desa_code(1, 2),))
    assert found.by_hand
    assert [p.candidate.desa_code for p in found.proposals] == [desa_code(1, 2)]
    assert found.answer.value == pytest.approx(20)
    assert found.best.value == pytest.approx(370)
    assert not found.answer.optimal


def test_own_places_that_add_nobody_stay_in_sight() -> None:
    """2-2 after 2-1 adds nobody, but the reader has put it there."""
    found = placed(sites=(desa_code(2), desa_code(2, 2)))
    added = [p.added_voters for p in found.proposals]
    assert added == [900, 0]


def test_a_place_that_is_no_desa_is_refused() -> None:
    """Every strange code at once."""
    with pytest.raises(MethodError) as refused:
        placed(sites=("nowhere", desa_code(2), "elsewhere"))
    (problem,) = refused.value.problems
    assert dict(problem.values) == {"desa": ("elsewhere", "nowhere")}


@pytest.mark.parametrize(
    ("aim", "value"),
    [
        ("mclp", 370.0),
        ("lscp", 1.0),
        ("backup", 1.0),
        ("pmedian", 160 * 10 + 250 * 999.0),
        ("pcenter", 999.0),
        ("equity", 999.0),
    ],
)
def test_the_objective_of_a_set(aim: str, value: float) -> None:
    """A post in 2-1 beside the one in 1-1; 1-2 has no route and is left out."""
    scenario = Scenario(objective=aim)
    _, case = made([10, 40, 50], scenario)
    sites = case.columns((desa_code(2),))
    assert objective_value(scenario, case, sites) == pytest.approx(value)


def test_all_in_reach_makes_an_empty_shortlist(knowledge: Knowledge) -> None:
    """Nothing to bring: no candidate and no proposal."""
    everywhere = Scenario(threshold=100_000.0, mode="straight", demand_weight="voters")
    result = evaluate(knowledge, everywhere, needs_index=False)
    assert result.candidates == ()
    assert result.shortlist == ()


def test_no_place_of_the_real_shortlist_is_empty(knowledge: Knowledge) -> None:
    """Sempayau brings the very TPS that Bumi Etam brings: it is not proposed.

    Three polsek leave 23 % of the voters beyond an hour, each place adding some.
    """
    listed = evaluate(knowledge, Scenario()).shortlist
    assert [(p.candidate.desa, p.added_tps) for p in listed] == [
        ("Bumi Etam", 27),
        ("Sumber Sari", 17),
        ("Long Lees", 9),
    ]


def test_a_refused_model_takes_nothing_else_along(knowledge: Knowledge) -> None:
    """No TPS is known to be vulnerable: coverage and gaps stand, and why is told."""
    result = evaluate(knowledge, Scenario(demand_weight="tps_vulnerable"))
    assert result.sited is None
    assert result.shortlist == ()
    assert "no_vulnerable_tps" in str(result.not_sited)
    assert result.gaps


def test_what_has_no_answer_has_no_depth_either(knowledge: Knowledge) -> None:
    """Nothing to prove and nothing to draw: refused with the same reason."""
    result = evaluate(knowledge, Scenario(demand_weight="tps_vulnerable"))
    assert surely(result) is result
    with pytest.raises(MethodError, match="no_vulnerable_tps"):
        deepen(result)
