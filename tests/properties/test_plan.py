"""Laws of the plan, on the real area under choices drawn by chance."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.impedance.reach import build_reach
from plan.candidates import joint_gain
from plan.evaluate import evaluate
from plan.summary import summarise
from risk.scenario import Scenario

if TYPE_CHECKING:
    from random import Random

    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.knowledge import Knowledge

few = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SHARES = st.integers(0, 20).map(lambda n: n / 20)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any choice that changes coverage, gaps or candidates."""
    return Scenario(
        post_type=draw(st.sampled_from(["polsek", "koramil"])),
        threshold=draw(st.integers(5, 300)),
        season=draw(st.sampled_from(["dry", "wet"])),
        mode=draw(st.sampled_from(["network", "straight"])),
        standard=draw(SHARES),
        counted=tuple(draw(st.sets(st.sampled_from(["polsubsektor", "pospol"])))),
        weights=(("share_beyond", 0.0),),  # all in reach: constant, and refused
    )


def below(result: Result) -> set[str]:
    """Return the kecamatan below the standard, or not shown to meet it."""
    lacking = {"below_standard", "unknown"}
    return {gap.kecamatan_code for gap in result.gaps if lacking & set(gap.statuses)}


@few
@given(scenario=scenarios(), more=st.integers(0, 120))
def test_a_longer_threshold_never_makes_a_gap(
    knowledge: Knowledge, scenario: Scenario, more: int
) -> None:
    """Covered TPS do not fall, and no kecamatan newly misses the standard."""
    longer = replace(scenario, threshold=scenario.threshold + more)
    before, after = evaluate(knowledge, scenario), evaluate(knowledge, longer)
    covered = after.coverage_table["tps_covered"] - before.coverage_table["tps_covered"]
    assert (covered >= 0).all()
    assert below(after) <= below(before)


@few
@given(scenario=scenarios())
def test_rain_never_closes_a_gap(knowledge: Knowledge, scenario: Scenario) -> None:
    """Wet reaches no more than dry; whoever is below it dry is below it wet."""
    dry = evaluate(knowledge, replace(scenario, season="dry"))
    wet = evaluate(knowledge, replace(scenario, season="wet"))
    covered = dry.coverage_table["tps_covered"] - wet.coverage_table["tps_covered"]
    assert (covered >= 0).all()
    assert below(dry) <= below(wet)


@few
@given(scenario=scenarios())
def test_a_candidate_keeps_its_promise(
    knowledge: Knowledge, scenario: Scenario
) -> None:
    """Build the first candidate: exactly so many voters and TPS are newly reached."""
    before = evaluate(knowledge, scenario)
    if not before.candidates:
        return
    first = before.candidates[0]
    after = evaluate(_with_post(knowledge, first.desa_code, scenario), scenario)
    gained = after.coverage_table.sum(numeric_only=True)
    had = before.coverage_table.sum(numeric_only=True)
    assert gained["tps_covered"] - had["tps_covered"] == first.newly_covered_tps
    voters = gained["voters_covered"] - had["voters_covered"]
    assert voters == first.newly_covered_voters


def _with_post(knowledge: Knowledge, desa: str, scenario: Scenario) -> Knowledge:
    """Return what would be known with one more post at the point of a desa."""
    area = knowledge.area
    place = area.desa.loc[desa]
    row = area.posts.iloc[[0]].assign(
        post_type=scenario.post_type,
        kecamatan_code=place["kecamatan_code"],
        desa_code=desa,
        lon=place["lon"],
        lat=place["lat"],
    )
    row.index = pd.Index(["Z99"], name="post_id")
    posts = pd.concat([area.posts, row])
    built = replace(area, posts=posts)
    return replace(knowledge, area=built, reach=build_reach(built, knowledge.access))


@few
@given(scenario=scenarios(), count=st.integers(0, 6))
def test_together_is_at_most_the_sum(
    knowledge: Knowledge, scenario: Scenario, count: int
) -> None:
    """Several posts reach at least the best one's voters, at most the sum of all."""
    result = evaluate(knowledge, scenario)
    some = result.candidates[:count]
    voters, tps = joint_gain(knowledge, scenario, result.coverage, some)
    alone = [one.newly_covered_voters for one in some]
    assert max(alone, default=0) <= voters <= sum(alone)
    assert tps <= sum(one.newly_covered_tps for one in some)


@few
@given(scenario=scenarios())
def test_the_shortlist_counts_nobody_twice(
    knowledge: Knowledge, scenario: Scenario
) -> None:
    """What each proposal adds sums to the voters of their union.

    Each adds somebody and never more persons x risk than the one above it; all of
    them together bring at least what the best single candidate would.
    """
    result = evaluate(knowledge, scenario)
    shortlist, found = result.shortlist, result.candidates
    together = joint_gain(
        knowledge, scenario, result.coverage, [one.candidate for one in shortlist]
    )
    assert sum(one.added_voters for one in shortlist) == together[0]
    assert sum(one.added_tps for one in shortlist) == together[1]
    assert summarise(result).gained_voters == together[0]
    weights = [round(one.added_weighted, 6) for one in shortlist]
    assert weights == sorted(weights, reverse=True)
    assert all(one.added_voters > 0 for one in shortlist)
    best_alone = found[0].weighted_voters if found and result.sited else 0.0
    assert sum(weights) >= round(best_alone, 6) - 1e-5


@few
@given(scenario=scenarios(), chance=st.randoms())
def test_the_order_of_posts_changes_nothing(
    knowledge: Knowledge, scenario: Scenario, chance: Random
) -> None:
    """Shuffled rows: the same gaps, candidates and coverage."""
    order = list(knowledge.area.posts.index)
    chance.shuffle(order)
    area = replace(knowledge.area, posts=knowledge.area.posts.loc[order])
    shuffled = replace(knowledge, area=area, reach=build_reach(area, knowledge.access))
    was, now = evaluate(knowledge, scenario), evaluate(shuffled, scenario)
    assert now.gaps == was.gaps
    assert now.candidates == was.candidates
    assert now.shortlist == was.shortlist
    assert now.coverage_table.equals(was.coverage_table)


@few
@given(scenario=scenarios())
def test_every_gap_is_whole(knowledge: Knowledge, scenario: Scenario) -> None:
    """A status is one of four; unknown is None, never 0; minutes are finite."""
    result = evaluate(knowledge, scenario)
    for gap in result.gaps:
        assert gap.statuses
        assert set(gap.statuses) <= {"none", "below_standard", "shared", "unknown"}
        assert not {"none", "unknown"} <= set(gap.statuses)
        assert (gap.nearest_post is None) == (gap.minutes is None)
        assert _finite(gap)
    assert all(asdict(one)["newly_covered_tps"] > 0 for one in result.candidates)


def _finite(gap: Gap) -> bool:
    times = [time for time in (gap.minutes, gap.served_minutes) if time is not None]
    return bool(np.isfinite(times).all())
