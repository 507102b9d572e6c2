"""TPS in groups: every one in one, as the rule asks, along one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.demand import read_places
from plan.personnel.groups import Grouped, Limits, group_tps, rule_for
from plan.personnel.rules import NOTHING, Need, Rule
from risk.tps_classes import CLASSES
from tests.builders import desa_code, study_area
from tests.plan.personnel.cases import line

if TYPE_CHECKING:
    from geo.units import Floats

WIDE = {
    "kurang_rawan": Rule.parse("2-16-32"),
    "rawan": Rule.parse("2-2-4"),
    "sangat_rawan": Rule.parse("3..4-1-2"),
}


def grouped(
    tps: dict[str, int],
    classes: list[int],
    *,
    squares: int = 1,
    desa: int = 1,
    minutes: Floats | None = None,
    rules: dict[str, Rule] | None = None,
) -> Grouped:
    """Group the TPS of some squares; one class for each TPS."""
    places = read_places(study_area(squares, desa, tps=tps))
    between = line(squares * desa) if minutes is None else minutes
    return group_tps(places, np.array(classes), rules or WIDE, between)


@pytest.mark.parametrize(("tps", "sizes"), [(16, [16]), (17, [9, 8]), (33, [11] * 3)])
def test_groups_are_as_many_as_the_rule_asks(tps: int, sizes: list[int]) -> None:
    """16 TPS at 2-16-32 are one group, 17 are two; sizes differ by one at most."""
    found = grouped({desa_code(1): tps}, [0] * tps)
    assert [len(group.tps) for group in found.groups] == sizes
    assert found.need() == Need(len(sizes), 2 * len(sizes), 2 * tps)


def test_each_kecamatan_is_rounded_up_for_itself() -> None:
    """17 and 15 TPS: three groups; one without TPS asks for nothing."""
    tps = {desa_code(1): 17, desa_code(2): 15, desa_code(3): 0}
    found = grouped(tps, [0] * 32, squares=3)
    assert [(group.kecamatan, len(group.tps)) for group in found.groups] == [
        (0, 9),
        (0, 8),
        (1, 15),
    ]
    assert [found.need(row).groups for row in range(3)] == [2, 1, 0]
    assert found.need(2) == NOTHING


def test_the_most_vulnerable_class_comes_first() -> None:
    """In a kecamatan; of an unknown class the strictest rule holds."""
    found = grouped({desa_code(1): 4}, [0, -1, 2, 1])
    assert [(group.tps_class, group.tps) for group in found.groups] == [
        (2, (2,)),
        (1, (3,)),
        (0, (0,)),
        (-1, (1,)),
    ]
    assert [group.police for group in found.groups] == [4, 2, 2, 4]
    assert rule_for(WIDE, -1) == WIDE["sangat_rawan"]
    assert rule_for(WIDE, 0) == WIDE["kurang_rawan"]


def test_the_other_end_of_ranges_is_counted_beside() -> None:
    """Two TPS at 3..4-1-2: 8 police cautiously, 6 at least."""
    found = grouped({desa_code(1): 2}, [2, 2])
    assert (found.need().police, found.least.police) == (8, 6)


def test_a_group_is_a_stretch_of_one_way() -> None:
    """Desa stand as 1-3-2 along the road: groups of two follow it."""
    minutes = np.array(
        [[0.0, 20.0, 10.0], [20.0, 0.0, 10.0], [10.0, 10.0, 0.0]]
    )  # 1, 3, 2 in a row
    tps = {desa_code(1, 1): 1, desa_code(1, 2): 2, desa_code(1, 3): 1}
    found = grouped(tps, [1] * 4, desa=3, minutes=minutes)
    assert [group.desa for group in found.groups] == [(0, 2), (1,)]
    assert [group.tps for group in found.groups] == [(0, 3), (1, 2)]
    assert [group.minutes for group in found.groups] == [10.0, 0.0]


def test_a_way_that_crosses_itself_is_turned_around() -> None:
    """Desa at 0, -1, 1.5 and 5 along a road, so the shortest way has 6 minutes.

    From 0, nearest next, it would be 0, -1, 1.5, 5: 1 + 2.5 + 3.5 = 7 minutes. Turned
    around at its start it is -1, 0, 1.5, 5: 1 + 1.5 + 3.5 = 6.
    """
    points = np.array([0.0, -1.0, 1.5, 5.0])
    minutes = np.abs(points[:, None] - points[None, :])
    tps = {desa_code(1, which): 1 for which in range(1, 5)}
    rules = dict.fromkeys(CLASSES, Rule.parse("2-4-8"))
    found = grouped(tps, [0] * 4, desa=4, minutes=minutes, rules=rules)
    (group,) = found.groups
    assert group.desa in {(1, 0, 2, 3), (3, 2, 0, 1)}
    assert group.minutes == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("stretch", "sizes", "longest"),
    [
        (50.0, [6], 50.0),
        (49.9, [3, 3], 20.0),
        (20.0, [3, 3], 20.0),
        (19.9, [2, 2, 2], 10.0),
        (10.0, [2, 2, 2], 10.0),
        (9.9, [1] * 6, 0.0),
        (0.0, [1] * 6, 0.0),
    ],
)
def test_no_stretch_is_longer_than_allowed(
    stretch: float, sizes: list[int], longest: float
) -> None:
    """Six desa of one TPS, 10 minutes apart, at 2-8-8: the fewest groups, balanced.

    On the boundary a stretch is short enough. Four and five groups would still have
    one of two TPS, 10 minutes long.
    """
    found = stretched("2-8-8", stretch)
    assert [len(group.tps) for group in found.groups] == sizes
    assert found.longest_stretch == longest
    assert found.added == len(sizes) - 1
    assert found.need() == found.least == Need(len(sizes), 2 * len(sizes), 6)


def test_both_ends_of_a_range_keep_to_the_stretch() -> None:
    """1..3 police for 2..6 TPS, 20 minutes: 3 groups of 3, or 2 of 1."""
    found = stretched("1..3-2..6-2..6", 20.0)
    assert (found.need(), found.least) == (Need(3, 9, 6), Need(2, 2, 6))
    assert found.added == 0


def test_nobody_goes_along_where_no_police_are() -> None:
    """No stretch is too long for them, and none is the longest."""
    found = stretched("0-8-8", 0.0)
    assert [len(group.tps) for group in found.groups] == [6]
    assert (found.added, found.longest_stretch) == (0, 0.0)


def test_single_tps_have_no_way_to_be_too_long() -> None:
    """Though none leads from one to the other."""
    apart = np.array([[0.0, np.inf], [np.inf, 0.0]])
    found = stretched("2-1-2", 0.0, minutes=apart)
    assert (found.added, len(found.groups)) == (0, 2)


def stretched(rule: str, stretch: float, minutes: Floats | None = None) -> Grouped:
    """Group desa of one TPS each, 10 minutes apart along one road, six of them."""
    between = line(6) if minutes is None else minutes
    tps = {desa_code(1, which + 1): 1 for which in range(len(between))}
    places = read_places(study_area(1, len(between), tps=tps))
    rules = dict.fromkeys(CLASSES, Rule.parse(rule))
    kinds = np.zeros(len(between), dtype=np.int64)
    return group_tps(places, kinds, rules, between, Limits(stretch=stretch))


def test_a_minimum_is_of_its_class() -> None:
    """Unknown as the strictest class; at most what the rule asks for."""
    places = read_places(study_area(1, tps={desa_code(1): 4}))
    limits = Limits(minimum={"sangat_rawan": 3, "rawan": 9})
    found = group_tps(places, np.array([0, 1, 2, -1]), WIDE, line(1), limits)
    told = {group.tps_class: group.minimum for group in found.groups}
    assert told == {2: 3, 1: 2, 0: 0, -1: 3}


def test_no_group_bridges_where_no_way_leads() -> None:
    """Two desa apart: at 2-16-32 two groups, not one; the least counts so too."""
    apart = np.array([[0.0, np.inf], [np.inf, 0.0]])
    tps = {desa_code(1, 1): 3, desa_code(1, 2): 2}
    found = grouped(tps, [0] * 5, desa=2, minutes=apart)
    assert [group.desa for group in found.groups] == [(0,), (1,)]
    assert found.need() == found.least == Need(2, 4, 10)


def test_a_part_without_a_class_has_no_group_of_it() -> None:
    """Sangat rawan in one of two desa apart, 1 per 5 elsewhere: one group of each."""
    apart = np.array([[0.0, np.inf], [np.inf, 0.0]])
    tps = {desa_code(1, 1): 1, desa_code(1, 2): 1}
    found = grouped(tps, [2, 0], desa=2, minutes=apart)
    assert [(group.tps_class, group.desa) for group in found.groups] == [
        (2, (0,)),
        (0, (1,)),
    ]


def test_a_way_in_one_direction_alone_is_none() -> None:
    """A group has to be able to come back."""
    one_way = np.array([[0.0, 5.0], [np.inf, 0.0]])
    tps = {desa_code(1, 1): 1, desa_code(1, 2): 1}
    assert len(grouped(tps, [0, 0], desa=2, minutes=one_way).groups) == 2


def test_a_rule_of_nobody_groups_for_nobody() -> None:
    """TPS are in groups all the same, with no police."""
    rules = dict.fromkeys(CLASSES, Rule.parse("0-1-2"))
    found = grouped({desa_code(1): 2}, [0, 2], rules=rules)
    assert [group.police for group in found.groups] == [0, 0]
    assert found.need() == Need(2, 0, 4)


def test_an_area_without_tps_asks_for_nothing() -> None:
    """No groups, no need."""
    places = read_places(study_area(2, tps={desa_code(1): 1, desa_code(2): 0}))
    assert group_tps(places, np.array([2]), WIDE, line(2)).need(1) == NOTHING
