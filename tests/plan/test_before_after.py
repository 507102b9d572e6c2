"""Who gains by the new posts, worked by hand on the six desa of the proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from plan.before_after import changes
from plan.evaluate import evaluate
from plan.proposals import find_places
from plan.with_new_posts import with_new_posts
from risk.scenario import Scenario
from tests.plan.proposal_cases import made

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_each_kecamatan_before_and_after() -> None:
    """Places 2-1 and 3-1; nobody has a way to 1-2.

    2: 900 voters, 500 at 999 minutes now 0 and 400 now 10: mean 999 -> 4.444. 3: 200
    at 999 now 0, 300 now 60, exactly at the threshold and so reached.
    """
    scenario = Scenario(new_posts=2)
    knowledge, case = made([10, 40, 50], scenario)
    found = find_places(knowledge, scenario, case, exact=True)
    first, second, third, every = changes(knowledge, found, 60.0)
    assert (first.covered_before, first.covered_after) == (100, 100)
    assert (first.no_route_before, first.no_route_after) == (100, 100)
    assert first.nearer == 0
    assert np.isnan(first.saved)
    assert first.minutes_after == 0
    assert (second.gained, second.tps_after - second.tps_before) == (900, 9)
    assert second.minutes_before == 999
    assert second.minutes_after == pytest.approx(4000 / 900)
    assert second.saved == pytest.approx(999 - 4000 / 900)
    assert third.gained == 500
    assert third.minutes_after == pytest.approx(36)
    assert every.code is None
    assert (every.voters, every.tps, every.gained) == (1600, 16, 1400)
    assert every.nearer == 1400


def test_exactly_at_the_threshold_is_reached_before_too() -> None:
    """At 999 minutes today's post reaches 2 and 3 already; nobody is gained there."""
    scenario = Scenario(new_posts=2, threshold=999.0)
    knowledge, case = made([10, 40, 50], scenario)
    found = find_places(knowledge, scenario, case, exact=True)
    _, second, third, _ = changes(knowledge, found, 999.0)
    assert (second.covered_before, third.covered_before) == (900, 500)
    assert (second.tps_before, third.tps_before) == (9, 5)
    assert second.gained == third.gained == 0


def test_who_gets_a_first_route_saves_no_minutes() -> None:
    """1-2 had no way at all: nearer, but by how much nobody can say."""
    scenario = Scenario(new_posts=3)
    knowledge, case = made([10, 40, 50], scenario)
    found = find_places(knowledge, scenario, case, exact=True)
    first = changes(knowledge, found, 60.0)[0]
    assert first.nearer == 100
    assert np.isnan(first.saved)
    assert (first.no_route_before, first.no_route_after) == (100, 0)


def test_the_sums_are_those_of_the_parts(knowledge: Knowledge) -> None:
    """All kecamatan together are the last row, for every count."""
    result = evaluate(knowledge, Scenario())
    assert result.sited is not None
    *parts, every = changes(knowledge, result.sited, 60.0)
    for name in ("voters", "tps", "covered_before", "covered_after", "nearer"):
        assert sum(getattr(one, name) for one in parts) == getattr(every, name)
    assert every.gained == sum(p.added_voters for p in result.shortlist)


def test_the_map_with_new_posts_tells_the_same(knowledge: Knowledge) -> None:
    """Coverage by TPS and the change by desa are two ways to one number."""
    result = evaluate(knowledge, Scenario())
    assert result.sited is not None
    then = with_new_posts(result)
    every = changes(knowledge, result.sited, 60.0)[-1]
    assert then.coverage_table["voters_covered"].sum() == every.covered_after
    assert len(then.coverage.posts) == len(result.coverage.posts) + 3


def test_a_new_post_mends_the_gap_of_its_kecamatan(knowledge: Knowledge) -> None:
    """Kaubun gets a polsek and reaches the standard: no gap is left; others stay."""
    result = evaluate(knowledge, Scenario())
    before = {gap.kecamatan: set(gap.statuses) for gap in result.gaps}
    after = {gap.kecamatan: set(gap.statuses) for gap in with_new_posts(result).gaps}
    assert {"none", "below_standard"} <= before["Kaubun"]
    assert not {"none", "below_standard"} & after.get("Kaubun", set())
    assert after["Sandaran"] == before["Sandaran"]


def test_without_proposals_nothing_changes(knowledge: Knowledge) -> None:
    """No new post: the very same result."""
    result = evaluate(knowledge, Scenario(new_posts=0))
    assert with_new_posts(result) is result
