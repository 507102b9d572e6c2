"""The reader's choices about people: one form, every fault at once."""

from __future__ import annotations

import math

import pytest

from geo.errors import ScenarioError
from plan.personnel.staffing import Staffing, check
from tests.plan.personnel.cases import (
    LINMAS,
    OPENS,
    POOL,
    PRESET,
    RULES,
    TEXT,
    TNI,
    book,
    told,
)

POSTS = {"P1": 0, "P2": 1}


def refused(**choices: object) -> list[tuple[str, dict[str, object]]]:
    """Say every fault of some choices."""
    with pytest.raises(ScenarioError) as caught:
        Staffing(**choices)  # type: ignore[arg-type]  # wrong on purpose, some of them
    return told(caught.value)


def unknown(staffing: Staffing, text: str = TEXT) -> list[dict[str, object]]:
    """Say what the area does not have."""
    with pytest.raises(ScenarioError) as caught:
        check(staffing, book(text), {"P1": 0})
    assert {code for code, _ in told(caught.value)} == {"word_unknown"}
    return [named for _, named in told(caught.value)]


def test_equal_choices_are_equal_values() -> None:
    """Order of rows, way of writing and kind of number do not matter."""
    one = Staffing(
        rules=(("rawan", "2 - 1 - 2"), ("kurang_rawan", "1..1-5-10")),
        homes=(("polres", "P2", 3), ("polda", "P1", 2), ("polres", "P1", 1)),
        journey=5,
        rest=0,
    )
    other = Staffing(
        rules=(("kurang_rawan", "1-5-10"), ("rawan", "2-1-2")),
        homes=(("polda", "P1", 2), ("polres", "P1", 1), ("polres", "P2", 3)),
        journey=5.0,
        rest=0.0,
    )
    assert one == other
    assert hash(one) == hash(other)
    assert type(one.journey) is float


def test_a_rule_of_the_reader_comes_before_the_patterns() -> None:
    """For its class alone, in every phase."""
    rules = Staffing(rules=(("rawan", "3-1-2"),)).rule_of(book(), "all")
    assert {name: str(rule) for name, rule in rules.items()} == {
        "kurang_rawan": "0-1-2",
        "rawan": "3-1-2",
        "sangat_rawan": "2-1-2",
    }


def test_a_phase_of_the_pattern_comes_before_polling_day() -> None:
    """Its own rules in that phase alone; the reader's own before both."""
    phase = f'[[preset.phase]]\ncode = "tenang"\n{RULES.replace("2-2-4", "5-2-4")}'
    found = book(TEXT + phase)
    rules = (("sangat_rawan", "3-1-2"),)
    for name, rawan in (("tenang", "5-2-4"), ("all", "2-2-4")):
        held = Staffing(rules=rules).rule_of(found, name)
        assert (str(held["rawan"]), str(held["sangat_rawan"])) == (rawan, "3-1-2")


def test_a_pattern_may_be_named() -> None:
    """The first of the book where none is."""
    two = TEXT + PRESET.replace('"first"', '"second"')
    assert Staffing().pattern_of(book(two)).code == "first"
    assert Staffing(pattern="second").pattern_of(book(two)).code == "second"


def test_homes_take_the_place_of_the_books() -> None:
    """For the pools that are named; one nobody knows the number of has no row."""
    spread = Staffing(
        homes=(("tni", "P1", 5), ("polres", "P2", 3), ("polres", "P1", 1))
    )
    assert spread.homes_of(book()) == (
        ("polres", "P1", 1),
        ("polres", "P2", 3),
        ("polda", "P1", 4),
        ("tni", "P1", 5),
    )
    assert Staffing().homes_of(book()) == (("polres", "P1", 4), ("polda", "P1", 4))


def test_what_the_area_does_not_have_is_named_at_once() -> None:
    """Pattern, pool and post, each with what there is."""
    staffing = Staffing(
        pattern="third", homes=(("satpol", "P1", 1), ("polres", "P9", 1))
    )
    text = OPENS + POOL + LINMAS + PRESET
    assert unknown(staffing, text) == [
        {"field": "pattern", "value": "third", "known": ("first",)},
        {"field": "pool", "value": "satpol", "known": ("polres", "linmas")},
        {"field": "home", "value": "P9", "known": ("P1",)},
    ]


def test_a_home_of_the_book_that_other_posts_lack_is_named() -> None:
    """Somebody brought posts without P2; choosing another home mends it."""
    text = OPENS + POOL.replace('"P1"', '"P2"') + PRESET
    assert unknown(Staffing(), text) == [
        {"field": "home", "value": "P2", "known": ("P1",)}
    ]
    check(Staffing(homes=(("polres", "P1", 4),)), book(text), {"P1": 0})


def test_a_home_of_nobody_is_not_asked_for() -> None:
    """TNI whose number nobody knows leave from nowhere."""
    check(Staffing(), book(OPENS + POOL + TNI + PRESET), {"P1": 0})


def test_every_fault_is_named_at_once() -> None:
    """Rules, homes and numbers."""
    found = refused(
        rules=(("parah", "2-1-2"), ("rawan", "2-1-2"), ("rawan", "-1-1-2")),
        homes=(("polres", "P1", 1), ("polres", "P1", 2), ("polda", "P1", -1)),
        reserve=-1,
        journey=73.0,
        rest=math.nan,
    )
    classes = ("kurang_rawan", "rawan", "sangat_rawan")
    assert found == [
        ("word_unknown", {"field": "tps_class", "value": "parah", "known": classes}),
        ("rule_repeated", {"tps_class": "rawan"}),
        ("rule_unreadable", {"rule": "-1-1-2"}),
        ("home_repeated", {"pool": "polres", "post_id": "P1"}),
        ("people_invalid", {"pool": "polda", "value": "-1", "most": 99_999}),
        (
            "whole_invalid",
            {"field": "reserve", "value": "-1", "least": 0, "most": 99_999},
        ),
        ("hours_invalid", {"field": "journey", "value": "73.0", "most": 72.0}),
        ("hours_invalid", {"field": "rest", "value": "nan", "most": 72.0}),
    ]


@pytest.mark.parametrize("people", [True, 1.0, 100_000])
def test_people_are_a_whole_number(people: object) -> None:
    """Neither yes nor a fraction, and in bounds; the reserve too."""
    ((code, named),) = refused(homes=(("polres", "P1", people),))
    assert (code, named["value"]) == ("people_invalid", str(people))
    ((code, named),) = refused(reserve=people)
    assert (code, named["value"]) == ("whole_invalid", str(people))


@pytest.mark.parametrize("hours", [-0.5, math.inf, True, "8"])
@pytest.mark.parametrize("field", ["journey", "rest", "stretch"])
def test_hours_are_a_number_in_bounds(field: str, hours: object) -> None:
    """From 0 to 72, both included."""
    ((code, named),) = refused(**{field: hours})
    assert (code, named["field"]) == ("hours_invalid", field)
    assert Staffing(**{field: 0}) != Staffing(**{field: 72})  # type: ignore[arg-type]


def test_a_range_that_falls_is_refused() -> None:
    """As `Rule` refuses it."""
    ((code, _),) = refused(rules=(("rawan", "4..3-1-2"),))
    assert code == "rule_range"
