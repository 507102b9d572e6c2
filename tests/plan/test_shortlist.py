"""Places that complement each other, counted by hand on four desa."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import cover
from plan.candidates import find_candidates, joint_gain
from plan.evaluate import evaluate
from plan.gaps import Gap
from plan.shortlist import Proposal, find_shortlist
from risk.scenario import Scenario
from tests.builders import (
    desa_code,
    hand_knowledge,
    hand_score,
    kecamatan_code,
    study_area,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge

FAR = 999.0
# 2-1 and 2-2 reach each other, 3-1 reaches 3-2 (but 3-2 not 3-1); all else is far.
MINUTES = np.array(
    [
        [0.0, FAR, FAR, FAR, FAR, FAR],
        [FAR, 0.0, FAR, FAR, FAR, FAR],
        [FAR, FAR, 0.0, 10.0, FAR, FAR],
        [FAR, FAR, 10.0, 0.0, FAR, FAR],
        [FAR, FAR, FAR, FAR, 0.0, 60.0],
        [FAR, FAR, FAR, FAR, FAR, 0.0],
    ]
)
TPS = {
    desa_code(1): 1,
    desa_code(1, 2): 1,
    desa_code(2): 5,
    desa_code(2, 2): 4,
    desa_code(3): 2,
    desa_code(3, 2): 3,
}


def gap(number: int, status: str) -> Gap:
    """Return a gap of one square."""
    code, nothing = kecamatan_code(number), (None, None, None, None)
    return Gap(code, "", "polsek", (status,), *nothing, 0, 0, (), has_post=False)


def proposals(
    points: Sequence[float], complete: tuple[str, ...] = ("polsek",)
) -> tuple[Knowledge, tuple[Proposal, ...]]:
    """Return what is known, and the shortlist for these scores; a polsek in 1-1."""
    posts = [("P1", "polsek", desa_code(1), ())]
    area = study_area(3, 2, posts=posts, tps=TPS, complete=complete)
    knowledge, scenario = hand_knowledge(area, MINUTES), Scenario()
    gaps = [gap(n, "none" if complete else "unknown") for n in (2, 3)]
    coverage = cover(
        knowledge.places,
        knowledge.reach,
        post_type="polsek",
        threshold=60.0,
        season="dry",
        mode="network",
    )
    score = hand_score(area, points)
    found = find_candidates(
        knowledge, scenario, coverage=coverage, score=score, gaps=gaps
    )
    listed = find_shortlist(
        knowledge, scenario, coverage=coverage, score=score, candidates=found
    )
    union = joint_gain(knowledge, scenario, coverage, [p.candidate for p in listed])
    assert union == (
        sum(p.added_voters for p in listed),
        sum(p.added_tps for p in listed),
    )
    return knowledge, listed


def test_each_place_adds_to_those_above_it() -> None:
    """By itself: 2-1 and 2-2 both 900 voters x 0.4 = 360, 3-1 500 x 0.5 = 250.

    After 2-1 (the smaller code) 2-2 adds nobody, so 3-1 is next; after that 3-2,
    which 3-1 reaches in exactly 60 minutes, adds nobody either: two places, not
    three.
    """
    _, listed = proposals([10, 40, 50])
    told = [
        (p.candidate.desa_code, p.added_voters, p.added_tps, p.added_weighted)
        for p in listed
    ]
    assert told == [(desa_code(2), 900, 9, 360), (desa_code(3), 500, 5, 250)]


def test_the_reasons_say_what_is_added() -> None:
    """The first brings, the next adds after those above it; other reasons stay."""
    _, listed = proposals([10, 40, 50], complete=())
    codes = [[reason.code for reason in one.reasons] for one in listed]
    assert codes == [
        ["newly_covered", "provisional"],
        ["newly_covered_after", "provisional"],
    ]
    assert dict(listed[1].reasons[0].values) == {
        "voters": 500,
        "tps": 5,
        "threshold": 60.0,
    }


def test_risk_decides_before_voters() -> None:
    """3-1: 500 x 0.9 = 450 goes before 2-1: 900 x 0.4 = 360."""
    _, listed = proposals([10, 40, 90])
    assert [p.candidate.desa_code for p in listed] == [desa_code(3), desa_code(2)]


def test_without_a_score_voters_decide() -> None:
    """No weight at all: the more voters first, and nobody is left out for it."""
    _, listed = proposals([np.nan, np.nan, np.nan])
    told = [(p.candidate.desa_code, p.added_weighted) for p in listed]
    assert told == [(desa_code(2), 0), (desa_code(3), 0)]


def test_all_in_reach_makes_an_empty_shortlist(knowledge: Knowledge) -> None:
    """Nothing to bring: no candidate and no proposal."""
    everywhere = Scenario(threshold=100_000.0, mode="straight")
    result = evaluate(knowledge, everywhere, needs_index=False)
    assert result.candidates == ()
    assert result.shortlist == ()


def test_no_place_of_the_real_shortlist_is_empty(knowledge: Knowledge) -> None:
    """Sempayau brings the very TPS that Bumi Etam brings: it is not proposed.

    Three polsek leave 25 % of the voters beyond an hour, each place adding some.
    """
    listed = evaluate(knowledge, Scenario()).shortlist
    assert [(p.candidate.desa, p.added_tps) for p in listed] == [
        ("Bumi Etam", 27),
        ("Sumber Sari", 17),
        ("Long Lees", 9),
    ]
