"""Patterns P-T-L: read as written, rounded up, the cautious end and the other."""

from __future__ import annotations

import pytest

from geo.errors import MethodError
from plan.personnel.rules import NOTHING, Need, Rule
from tests.plan.personnel.cases import told


def test_the_published_pattern_of_jakarta_barat() -> None:
    """7,169 TPS at 2-16-32: 448 x 16 = 7,168, so one more group; 898 police."""
    need = Rule.parse("2-16-32").need(7169)
    assert need == Need(groups=449, police=898, linmas=14_338)


def test_two_linmas_at_each_tps() -> None:
    """532 TPS with two Linmas each: 1,064."""
    assert Rule.parse("2-1-2").need(532).linmas == 1064


def test_614_people_guard_at_most_307_tps() -> None:
    """Two at each: 307 TPS ask for all of them, 308 for two more."""
    rule = Rule.parse("2-1-2")
    assert (rule.need(307).police, rule.need(308).police) == (614, 616)


@pytest.mark.parametrize(
    ("tps", "groups"), [(0, 0), (1, 1), (15, 1), (16, 1), (17, 2), (32, 2), (33, 3)]
)
def test_a_group_begun_is_a_whole_one(tps: int, groups: int) -> None:
    """Exactly on the boundary none is added; one TPS above it, one is."""
    need = Rule.parse("2-16-32").need(tps)
    assert need == Need(groups, 2 * groups, 2 * tps)


def test_each_area_is_rounded_up_for_itself() -> None:
    """17 and 15 TPS are 2 + 1 groups apart, but 2 together."""
    rule = Rule.parse("2-16-32")
    assert (rule.need(17) + rule.need(15)).groups == 3
    assert rule.need(32).groups == 2


def test_a_plan_takes_the_cautious_end_of_ranges() -> None:
    """1 per 5-8 TPS: 40 TPS are 8 groups cautiously, 5 at the other end; 3-4 police."""
    wide, many = Rule.parse("1-5..8-10..16"), Rule.parse("3..4-1-2")
    assert wide.need(40) == Need(8, 8, 80)
    assert wide.least_need(40) == Need(5, 5, 80)
    assert (wide.tps_per_group, wide.police_per_group) == (5, 1)
    assert (many.need(10).police, many.least_need(10).police) == (40, 30)
    assert many.police_per_group == 4


def test_linmas_are_rounded_up_too_and_cautious() -> None:
    """5 Linmas for 3 TPS: 7 TPS x 5/3 = 11.67, so 12; of a range the dearer end."""
    assert Rule.parse("2-3-5").need(7).linmas == 12
    apart = Rule.parse("2-2..4-2..8")  # 1 or 2 at each TPS
    assert (apart.need(6).linmas, apart.least_need(6).linmas) == (12, 6)


def test_nobody_may_be_asked_for() -> None:
    """A rule of 0 police groups TPS all the same, for nobody."""
    assert Rule.parse("0-1-2").need(3) == Need(3, 0, 6)


def test_needs_add_up() -> None:
    """Nothing is what everything is added to."""
    assert NOTHING + Need(1, 2, 3) + Need(10, 20, 30) == Need(11, 22, 33)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2-16-32", "2-16-32"),
        (" 3 .. 4 - 1 - 2 ", "3..4-1-2"),
        ("2..2-1-2", "2-1-2"),
        ("999-999-999", "999-999-999"),
    ],
)
def test_a_pattern_is_written_as_it_is_read(text: str, written: str) -> None:
    """Spaces around numbers do not matter, and a range of one is no range."""
    rule = Rule.parse(text)
    assert str(rule) == written
    assert Rule.parse(written) == rule


@pytest.mark.parametrize(
    "text",
    ["", "2-16", "-2-1-2", "2-1-2-3", "dua-1-2", "2 0-1-2", "2.5-1-2", "2…4-1-2"],
)
def test_what_is_no_pattern_is_refused(text: str) -> None:
    """A negative number among them; two numbers with a space are not one."""
    with pytest.raises(MethodError) as caught:
        Rule.parse(text)
    assert told(caught.value) == [("rule_unreadable", {"rule": text})]


@pytest.mark.parametrize(
    "text", ["2-0-2", "4..3-1-2", "2-8..5-2", "2-1-1000", "1000-1-2"]
)
def test_a_pattern_out_of_bounds_is_refused(text: str) -> None:
    """No TPS guarded, a range that falls, or a number beyond all bounds."""
    with pytest.raises(MethodError) as caught:
        Rule.parse(text)
    assert told(caught.value) == [("rule_range", {"most": 999, "rule": text})]


def test_a_negative_rule_is_refused_however_it_comes() -> None:
    """Not only as text."""
    with pytest.raises(MethodError) as caught:
        Rule((-1, 2), (1, 1), (2, 2))
    assert told(caught.value) == [("rule_range", {"most": 999, "rule": "-1..2-1-2"})]


@pytest.mark.parametrize("end", [Rule.need, Rule.least_need])
def test_fewer_than_no_tps_are_refused(end: object) -> None:
    """At either end."""
    assert callable(end)
    with pytest.raises(MethodError) as caught:
        end(Rule.parse("2-1-2"), -1)
    assert told(caught.value) == [("tps_below_zero", {"value": -1})]
