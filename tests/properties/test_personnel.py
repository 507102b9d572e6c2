"""Laws of polling day's people, on small areas drawn by chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.personnel.deploy import Deployment, deploy, urgency
from plan.personnel.groups import group_tps, rule_for
from plan.personnel.rules import NOTHING, Rule
from plan.personnel.staffing import Staffing
from risk.tps_classes import CLASSES
from tests.builders import desa_code
from tests.plan.personnel.cases import MINIMUM, TEXT, changed, result

if TYPE_CHECKING:
    from plan.evaluate import Result

SQUARES, DESA = 3, 2
POSTS = ("P1", "P2")
TPS = (
    (1, 1, 1, 1, 1, 1),
    (3, 0, 0, 0, 2, 4),
    (0, 5, 2, 1, 0, 3),
    (4, 4, 0, 1, 17, 2),
)  # in each desa; a kecamatan without any among them
some = settings(max_examples=60, deadline=None)
texts = st.sampled_from(
    ["2-1-2", "1-1-2", "0-1-2", "3-2-4", "2-16-32", "3..4-1..3-2", "6-2-8"]
)
people = st.integers(0, 7)


@st.composite
def areas(draw: st.DrawFn) -> Result:
    """Return three kecamatan of two desa each, some of them without a way or TPS."""
    n = SQUARES * DESA
    found = np.zeros((n, n))
    for row in range(n):
        for column in range(row):
            minutes = draw(st.sampled_from([5.0, 20.0, 45.0, np.inf]))
            found[row, column] = found[column, row] = minutes
    kinds = draw(st.lists(st.integers(-1, 4), min_size=SQUARES, max_size=SQUARES))
    return changed(squares(draw(st.sampled_from(TPS))), kinds, found, found)


@cache
def squares(tps: tuple[int, ...]) -> Result:
    """Return squares with so many TPS in each desa: made once, for it takes a while."""
    codes = [desa_code(s + 1, d + 1) for s in range(SQUARES) for d in range(DESA)]
    counts = dict(zip(codes, tps, strict=True))
    nothing = np.zeros((len(codes), len(codes)))
    text = MINIMUM + TEXT
    return result([0] * SQUARES, nothing, desa=DESA, tps=counts, text=text)


@st.composite
def staffings(draw: st.DrawFn) -> Staffing:
    """Return any choices: pools spread over both posts."""
    pools = ("polres", "polda", "tni")
    return Staffing(
        rules=(("sangat_rawan", draw(texts)), ("kurang_rawan", draw(texts))),
        homes=tuple((pool, at, draw(people)) for pool in pools for at in POSTS),
        reserve=draw(st.integers(0, 4)),
        journey=draw(st.sampled_from([0.0, 20 / 60, 24.0])),
        mixed=draw(st.booleans()),
        tni=draw(st.booleans()),
        stretch=draw(st.sampled_from([0.0, 20 / 60, 1.0, 72.0])),
    )


def there_in(found: Deployment) -> np.ndarray:
    """Say how many people stand in each group."""
    there = np.zeros(len(found.grouped.groups), dtype=np.int64)
    for one in found.posted:
        there[one.group] += one.people
    return there


def by_urgency(found: Deployment) -> list[int]:
    """Say how many people stand at each level of urgency, the most urgent first.

    Those of minimums before all others.
    """
    there = there_in(found)
    least = np.array([group.minimum for group in found.grouped.groups], dtype=int)
    first = np.minimum(there, least)
    levels = urgency(found.result, found.grouped)
    sums = [np.bincount(levels, part)[::-1] for part in (first, there - first)]
    return [int(count) for part in sums for count in part]


@some
@given(areas(), staffings())
def test_nobody_is_in_two_places(area: Result, staffing: Staffing) -> None:
    """No pool and no home sends more than it has, the reserve taken off."""
    found = deploy(area, staffing)
    sent: Counter[tuple[str, str]] = Counter()
    for one in found.posted:
        assert one.people > 0
        sent[one.source.pool, one.source.place] += one.people
    there = {(one.pool, one.place): one.people for one in found.sources}
    told = {(pool, at): n for pool, at, n in staffing.homes}
    assert all(count <= there[key] <= told[key] for key, count in sent.items())
    assert found.assigned() + found.reserve <= found.pool
    assert found.pool == sum(n for pool, _, n in staffing.homes if pool != "tni")
    tni = {one.source.force for one in found.posted} & {"tni"}
    assert staffing.tni or not tni


@some
@given(areas(), staffings())
def test_every_group_has_what_it_asks_for_or_is_listed(
    area: Result, staffing: Staffing
) -> None:
    """Each has what the rule asks, or is named with what it lacks and why."""
    found = deploy(area, staffing)
    lacking = {one.group: one.missing for one in found.unmet}
    assert len(lacking) == len(found.unmet)
    assert all(missing > 0 for missing in lacking.values())
    longest = staffing.journey * 60
    for one in found.posted:
        desa = list(found.grouped.groups[one.group].desa)
        assert one.minutes == one.source.minutes[desa].max() <= longest
    there = there_in(found)
    for row, group in enumerate(found.grouped.groups):
        assert there[row] + lacking.get(row, 0) == group.police


@some
@given(areas(), staffings())
def test_every_minimum_is_met_or_listed(area: Result, staffing: Staffing) -> None:
    """Two at each group of sangat rawan or unknown, or it is named, before all others.

    And where nobody has to be own, nobody stands above a minimum who could be below.
    """
    found = deploy(area, staffing)
    there, groups = there_in(found), found.grouped.groups
    wanted = {
        row: min(2, g.police) for row, g in enumerate(groups) if g.tps_class in (2, -1)
    }
    below = {row for row, least in wanted.items() if there[row] < least}
    assert {one.group for one in found.unmet if one.below_minimum} == below
    assert {one.group for one in found.unmet[: len(below)]} == below
    if staffing.mixed or staffing.tni:
        return
    for one in found.posted:
        if there[one.group] > wanted.get(one.group, 0):
            for row in below:
                away = one.source.minutes[list(groups[row].desa)].max()
                assert away > staffing.journey * 60


@some
@given(areas(), staffings())
def test_a_source_stands_once_at_a_group(area: Result, staffing: Staffing) -> None:
    """Its people there are one line of the plan."""
    found = deploy(area, staffing)
    pairs = [(one.source.pool, one.source.place, one.group) for one in found.posted]
    assert len(pairs) == len(set(pairs))


@some
@given(areas(), staffings())
def test_no_stretch_is_longer_than_allowed(area: Result, staffing: Staffing) -> None:
    """And the groups for that are all that is added to the rules' own."""
    found = deploy(area, staffing)
    assert found.grouped.longest_stretch <= staffing.stretch * 60
    free = deploy(area, replace(staffing, stretch=72.0))
    assert free.grouped.added == 0
    assert found.need.groups - found.grouped.added == free.need.groups
    assert found.need.linmas == free.need.linmas


@some
@given(areas(), staffings())
def test_people_held_back_are_a_reason_only_where_they_could_come(
    area: Result, staffing: Staffing
) -> None:
    """Where one of them is near enough, and may stand there."""
    found = deploy(area, staffing)
    told = {(pool, at): n for pool, at, n in staffing.homes}
    held = [s for s in found.sources if s.people < told[s.pool, s.place]]
    there = there_in(found)
    for one in found.unmet:
        group = found.grouped.groups[one.group]
        alone = staffing.mixed and group.police > 1 and there[one.group] == 0
        could = any(
            s.minutes[list(group.desa)].max() <= staffing.journey * 60
            and (s.own or not alone)
            for s in held
        )
        assert (one.reason == "held") == could


@some
@given(areas(), staffings())
def test_no_group_stands_without_somebody_who_knows_the_area(
    area: Result, staffing: Staffing
) -> None:
    """Of each two or more that a group asks for, even where not all of them come."""
    found = deploy(area, replace(staffing, mixed=True))
    led = {one.group for one in found.posted if one.source.own}
    begun = {one.group for one in found.posted}
    assert all(found.grouped.groups[row].police == 1 for row in begun - led)


@some
@given(areas(), staffings(), st.sampled_from(range(4)), st.integers(1, 5))
def test_more_people_never_make_anything_worse(
    area: Result, staffing: Staffing, row: int, more: int
) -> None:
    """Neither the shortfall nor what is unmet; and the most urgent gain first."""
    homes = list(staffing.homes)
    where = [n for n, home in enumerate(homes) if home[0] != "tni"][row]
    pool, at, number = homes[where]
    homes[where] = (pool, at, number + more)
    alone = replace(staffing, tni=False, reserve=0)
    before, after = (
        deploy(area, alone),
        deploy(area, replace(alone, homes=tuple(homes))),
    )
    assert after.shortfall <= before.shortfall
    assert by_urgency(after) >= by_urgency(before)
    if not staffing.mixed:
        assert after.assigned() >= before.assigned()


@some
@given(areas(), staffings())
def test_a_reserve_takes_exactly_what_it_holds(
    area: Result, staffing: Staffing
) -> None:
    """Held back are as many as asked for, or all there are; the shortfall counts it."""
    found = deploy(area, staffing)
    assert found.reserve == min(staffing.reserve, found.pool)
    asked = found.need.police + staffing.reserve
    assert found.shortfall - found.spare == asked - found.pool
    assert min(found.shortfall, found.spare) == 0


@some
@given(areas(), staffings())
def test_every_tps_is_in_exactly_one_group(area: Result, staffing: Staffing) -> None:
    """Of its kecamatan and class, no larger than the rule says, along one way."""
    found = deploy(area, staffing)
    places = area.knowledge.places
    seen = Counter(tps for group in found.grouped.groups for tps in group.tps)
    assert seen == Counter(range(len(places.tps_desa)))
    for group in found.grouped.groups:
        rows = list(group.tps)
        assert set(places.tps_kecamatan[rows]) == {group.kecamatan}
        assert set(found.classes.tps_class[rows]) == {group.tps_class}
        assert set(places.tps_desa[rows]) == set(group.desa)
        assert len(rows) <= rule_for(found.rules, group.tps_class).tps_per_group
        assert np.isfinite(group.minutes)


@some
@given(areas(), staffings())
def test_need_is_the_sum_of_its_parts(area: Result, staffing: Staffing) -> None:
    """Of groups and of kecamatan; the other end of ranges never asks for more."""
    found = deploy(area, staffing)
    groups = found.grouped.groups
    assert found.need.groups == len(groups)
    assert found.need.police == sum(group.police for group in groups)
    parts = [found.grouped.need(row) for row in range(SQUARES)]
    assert sum(parts, start=NOTHING) == found.need
    assert found.least <= found.need.police


@given(st.integers(0, 5000), st.integers(1, 40), st.integers(0, 9))
def test_groups_of_a_rule_are_the_fewest_that_do(
    tps: int, size: int, each: int
) -> None:
    """They hold all TPS, and one fewer would not."""
    need = Rule((each, each), (size, size), (0, 0)).need(tps)
    assert need.groups * size >= tps
    assert need.groups == 0 or (need.groups - 1) * size < tps
    assert need.police == each * need.groups


@given(st.sampled_from(TPS), st.integers(1, 9))
def test_sizes_of_groups_differ_by_one_at_most(tps: tuple[int, ...], size: int) -> None:
    """Where one way leads to all of a kecamatan."""
    rules = {kind: Rule.parse(f"2-{size}-0") for kind in CLASSES}
    places = squares(tps).knowledge.places
    classes = np.zeros(sum(tps), dtype=np.int64)
    found = group_tps(places, classes, rules, np.zeros((len(tps), len(tps))))
    for row in range(SQUARES):
        sizes = [len(group.tps) for group in found.groups if group.kecamatan == row]
        assert sum(sizes) == sum(tps[DESA * row : DESA * row + DESA])
        assert max(sizes, default=0) - min(sizes, default=0) <= 1


@some
@given(areas(), staffings(), st.randoms())
def test_the_order_of_rows_does_not_matter(
    area: Result, staffing: Staffing, random: object
) -> None:
    """Shuffled homes and rules give the same plan."""
    homes, rules = list(staffing.homes), list(staffing.rules)
    random.shuffle(homes)  # type: ignore[attr-defined]  # Hypothesis draws it
    other = replace(staffing, homes=tuple(homes), rules=tuple(rules[::-1]))
    assert told(deploy(area, staffing)) == told(deploy(area, other))


def told(found: Deployment) -> list[tuple[object, ...]]:
    """Say who goes where and what is missing."""
    posted = [
        (one.source.pool, one.source.place, one.group, one.people)
        for one in found.posted
    ]
    return [*posted, *((one.group, one.missing, one.reason) for one in found.unmet)]
