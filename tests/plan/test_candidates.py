"""Where a new post would help most, counted by hand on four desa."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import Coverage, cover
from plan.candidates import (
    Candidate,
    find_candidates,
    joint_gain,
    newly_reached,
)
from plan.evaluate import evaluate
from plan.gaps import Gap
from risk.scenario import Scenario
from tests.builders import (
    desa_code,
    hand_knowledge,
    hand_score,
    kecamatan_code,
    study_area,
    with_completeness,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge

POLICE = Scenario()
# Desa 1-1, 1-2, 2-1, 2-2 on a line: 40, 50 and 60 minutes apart.  A polsek in 1-1.
MINUTES = np.array(
    [
        [0.0, 40.0, 90.0, 150.0],
        [40.0, 0.0, 50.0, 110.0],
        [90.0, 50.0, 0.0, 60.0],
        [150.0, 110.0, 60.0, 0.0],
    ]
)
TPS = {desa_code(1): 5, desa_code(1, 2): 1, desa_code(2): 2, desa_code(2, 2): 3}


def line(complete: tuple[str, ...] = ("polsek",)) -> Knowledge:
    """Return what is known of the four desa."""
    posts = [("P1", "polsek", desa_code(1), ())]
    area = study_area(2, 2, posts=posts, tps=TPS, complete=complete)
    return hand_knowledge(area, MINUTES)


def police(knowledge: Knowledge, threshold: float = 60.0) -> Coverage:
    """Return today's coverage by police."""
    return cover(
        knowledge.places,
        knowledge.reach,
        post_type="polsek",
        threshold=threshold,
        season="dry",
        mode="network",
    )


def gap(number: int, *statuses: str) -> Gap:
    """Return a gap of one square."""
    code, name = kecamatan_code(number), f"Kecamatan {number}"
    return Gap(code, name, "polsek", statuses, None, None, None, None, 0, 0, (), False)


def candidates(
    knowledge: Knowledge,
    points: Sequence[float],
    *gaps: Gap,
    scenario: Scenario = POLICE,
) -> tuple[Candidate, ...]:
    """Return the candidates for these scores and gaps."""
    return find_candidates(
        knowledge,
        scenario,
        coverage=police(knowledge, scenario.threshold),
        score=hand_score(knowledge.area, points),
        gaps=gaps,
    )


def test_newly_covered_counted_by_hand() -> None:
    """Reached today: 1-1 and 1-2 (40 minutes).

    A post in 2-1 newly reaches 2-1 and 2-2, which lies exactly 60 away: 5 TPS of
    100 voters. One in 2-2 reaches the same two. Square 2 scores 40 of 100.
    """
    first, second = candidates(line(), [80, 40], gap(2, "none"))
    assert (first.desa_code, second.desa_code) == (desa_code(2), desa_code(2, 2))
    assert (first.newly_covered_tps, first.newly_covered_voters) == (5, 500)
    assert first.weighted_voters == 200
    assert not first.provisional
    assert (first.lon, first.lat) == (line().places.desa[2].lon, 0.0)
    (reason,) = first.reasons
    assert reason.code == "newly_covered"
    assert dict(reason.values) == {"voters": 500, "tps": 5, "threshold": 60.0}


def test_only_kecamatan_that_lack_the_service() -> None:
    """None, below standard and unknown count; shared alone does not."""
    for status in ("none", "below_standard", "unknown"):
        found = candidates(line(), [80, 40], gap(2, "shared", status))
        assert {one.kecamatan_code for one in found} == {kecamatan_code(2)}
    assert candidates(line(), [80, 40], gap(2, "shared")) == ()
    assert candidates(line(), [80, 40]) == ()


def test_a_place_that_helps_nobody_new_is_left_out() -> None:
    """1-1 already has a post; within 45 minutes a post in 1-2 reaches nobody new."""
    scenario = Scenario(threshold=45)
    found = candidates(
        line(), [80, 40], gap(1, "none"), gap(2, "none"), scenario=scenario
    )
    codes = [one.desa_code for one in found]
    assert codes == [desa_code(2, 2), desa_code(2)]  # 300 voters before 200


def test_the_order_is_voters_times_risk() -> None:
    """A post in 1-2 newly reaches 2-1 (50 min): 200 voters; in 2-1: 500.

    Both weigh by square 2, where those voters live: the score of square 1 is
    nothing to them.
    """
    found = candidates(line(), [100, 10], gap(1, "none"), gap(2, "none"))
    assert [(one.desa_code, one.weighted_voters) for one in found] == [
        (desa_code(2), 50),
        (desa_code(2, 2), 50),
        (desa_code(1, 2), 20),
    ]


def test_voters_of_an_unscored_kecamatan_carry_no_weight() -> None:
    """They are counted, but cannot decide the order."""
    (first, *_) = candidates(line(), [80, np.nan], gap(2, "none"))
    assert (first.weighted_voters, first.newly_covered_voters) == (0, 500)


def test_nobody_is_counted_twice() -> None:
    """2-1 and 2-2 reach the same 5 TPS: together 5, not 10."""
    knowledge = line()
    found = candidates(knowledge, [80, 40], gap(2, "none"))
    assert sum(one.newly_covered_tps for one in found) == 10
    gained = joint_gain(knowledge, POLICE, police(knowledge), found)
    assert gained == (500, 5)
    assert joint_gain(knowledge, POLICE, police(knowledge), ()) == (0, 0)


def test_newly_reached_by_site() -> None:
    """Sites 1-2 and 2-1 against 11 TPS; a TPS reached today is never new."""
    knowledge = line()
    newly = newly_reached(knowledge, POLICE, police(knowledge), [1, 2])
    assert newly.tolist() == [
        [False] * 6 + [True] * 2 + [False] * 3,
        [False] * 6 + [True] * 5,
    ]


def test_an_incomplete_list_makes_candidates_provisional() -> None:
    """A post that nobody listed may already stand there: said with the reason."""
    (first, *_) = candidates(line(complete=()), [80, 40], gap(2, "unknown"))
    assert first.provisional
    assert [reason.code for reason in first.reasons] == ["newly_covered", "provisional"]
    assert dict(first.reasons[1].values) == {"post_type": "polsek"}


def test_koramil_candidates_of_the_real_area_are_provisional(
    knowledge: Knowledge,
) -> None:
    """All of them, until the catalogue calls the list complete."""
    army = Scenario(post_type="koramil")
    found = evaluate(knowledge, army).candidates
    assert found
    assert all(one.provisional and one.post_type == "koramil" for one in found)
    complete = with_completeness(knowledge, "koramil", "complete")
    assert not any(one.provisional for one in evaluate(complete, army).candidates)
    assert not any(one.provisional for one in evaluate(knowledge, POLICE).candidates)


def test_the_real_candidates_are_in_order(knowledge: Knowledge) -> None:
    """Weighted voters never rise down the list; every site brings somebody new."""
    found = evaluate(knowledge, POLICE).candidates
    weights = [one.weighted_voters for one in found]
    assert weights == sorted(weights, reverse=True)
    assert all(one.newly_covered_voters > 0 for one in found)
