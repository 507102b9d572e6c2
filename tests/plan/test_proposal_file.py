"""What a proposal file gathers, worked by hand on the six desa of the proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geo.coverage import cover
from plan.criteria import Criterion
from plan.evaluate import Result, evaluate
from plan.proposal_file import MOST_OTHERS, ProposalFile, gather
from plan.proposals import find_places
from plan.siting_depth import proven
from risk.scenario import Scenario
from tests.builders import KM_PER_DEGREE, SIDE, desa_code, hand_score, kecamatan_code
from tests.plan.proposal_cases import made

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

NOTHING: Any = None  # parts of a result that the file does not look at
WORDS = {"id": "-", "en": "-"}


def gathered(
    number: int = 2,
    stability: dict[str, float] | None = None,
    criteria: tuple[Criterion, ...] = (),
) -> ProposalFile:
    """Gather the file of so many posts; P1 in 1-1 is charged with 1 and 2."""
    scenario = Scenario(new_posts=number)
    covers = (kecamatan_code(1), kecamatan_code(2))
    known, case = made([10, 40, 50], scenario, covers=covers)
    known = replace(known, criteria=criteria)
    coverage = cover(
        known.places,
        known.reach,
        post_type="polsek",
        threshold=60.0,
        season="dry",
        mode="network",
    )
    sited = find_places(known, scenario, case, exact=True)
    sited = replace(sited, stability=stability or {})
    result = Result(
        knowledge=known,
        scenario=scenario,
        table=NOTHING,
        score=hand_score(known.area, [10, 40, 50]),
        flags=(),
        coverage=coverage,
        coverage_table=NOTHING,
        gaps=(),
        candidates=(),
        tps_classes=NOTHING,
        sited=sited,
    )
    return gather(result, sited)


def test_the_workload_is_shared_by_the_new_post() -> None:
    """P1 looks after 2 + 9 TPS; with the post in 2-1 each has 5.5. 3 has nobody."""
    second, third = gathered().sites
    assert second.proposal.candidate.desa_code == desa_code(2)
    work = second.workload
    assert ([p.post_id for p in work.posts], work.kecamatan) == (["P1"], 2)
    assert (work.tps, work.voters, work.new_posts) == (11, 1100, 1)
    assert (work.tps_per_post, work.tps_per_post_then) == (11, 5.5)
    assert third.workload.posts == ()
    assert np.isnan(third.workload.tps_per_post)
    assert np.isnan(third.workload.tps_per_post_then)


def test_what_becomes_nearest_and_how_far_the_present_post_is() -> None:
    """2-1 is nearest to all 9 TPS of 2; P1 is one square away, 999 minutes."""
    second, third = gathered().sites
    assert (second.nearer_tps, third.nearer_tps) == (9, 5)
    assert second.way is not None
    assert second.way.post.post_id == "P1"
    assert second.way.km == pytest.approx(SIDE * KM_PER_DEGREE, rel=0.01)
    assert set(second.way.minutes) == {"dry", "wet"}
    assert second.way.minutes["dry"] == 999
    assert second.change.gained == 900
    assert second.row == 1


def test_a_place_that_no_post_reaches_has_no_way() -> None:
    """1-2 has no route to or from anywhere."""
    last = gathered(number=3).sites[-1]
    assert last.proposal.candidate.desa_code == desa_code(1, 2)
    assert last.way is None


def test_other_places_are_those_that_other_weights_choose() -> None:
    """Not those proposed, not the rare ones; most often first, then by code."""
    drawn = {
        desa_code(2): 1.0,
        desa_code(2, 2): 0.05,
        desa_code(3, 2): 0.049,
        desa_code(1): 0.05,
        desa_code(1, 2): 0.5,
    }
    found = gathered(stability=drawn)
    assert found.others == (
        (desa_code(1, 2), 0.5),
        (desa_code(1), 0.05),
        (desa_code(2, 2), 0.05),
    )
    assert len(found.others) <= MOST_OTHERS
    assert [site.chosen for site in found.sites] == [1.0, None]


def test_only_criteria_of_the_service_are_told() -> None:
    """A koramil asks for other things than a polsek."""
    row = Criterion("a", "polsek", "rule", WORDS, "", "", "")
    other = replace(row, code="b", post_type="koramil")
    assert gathered(criteria=(other, row)).criteria == (row,)


def test_what_leaves_the_house_is_proven_and_drawn(knowledge: Knowledge) -> None:
    """Proven once: a proven result comes back with the same answer."""
    found = proven(evaluate(knowledge, Scenario()))
    assert found.sited is not None
    assert found.sited.best.optimal
    assert found.sited.best.equally_good is not None
    assert found.sited.stability
    again = proven(found)
    assert again.sited is not None
    assert again.sited.best is found.sited.best
    assert again.sited.stability is found.sited.stability


def test_why_there_is_no_answer_is_raised(knowledge: Knowledge) -> None:
    """Nobody reported a vulnerable TPS: nothing can be proposed by them."""
    result = evaluate(knowledge, Scenario(demand_weight="tps_vulnerable"))
    assert result.not_sited is not None
    with pytest.raises(type(result.not_sited)):
        proven(result)
