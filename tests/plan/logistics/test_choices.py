"""Choices and numbers of the logistics: every fault at once, nothing half told."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING

import pytest

from geo.errors import CatalogueError, ScenarioError
from plan.logistics.asked import from_query, read_time, to_query
from plan.logistics.norms import LOGISTICS, norms_of, way_time
from plan.logistics.shipping import BOUNDS, WHOLE
from tests.plan.logistics.cases import choices, norms
from tests.risk.cases import told

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_every_fault_is_named_at_once() -> None:
    """A negative number, too much, half a person, no number at all, a truth."""
    wrong = {"loading_hours": -1, "hours_a_day": 25, "escort": 2.5, "reserve": nan}
    with pytest.raises(ScenarioError) as caught:
        choices(**wrong, boxes=True)
    assert told(caught.value) == [
        "logistics_number_invalid field=hours_a_day; least=1; most=24; value=25",
        "logistics_number_invalid field=loading_hours; least=0; most=48; value=-1",
        "logistics_number_invalid field=reserve; least=0; most=1; value=nan",
        "whole_invalid field=boxes; least=1; most=9; value=True",
        "whole_invalid field=escort; least=0; most=999; value=2.5",
    ]


@pytest.mark.parametrize("hour", [6.0, 6.5])
def test_a_deadline_no_later_than_the_first_departure_is_refused(hour: float) -> None:
    """Exactly then, and before: nothing could ever be in time."""
    with pytest.raises(ScenarioError) as caught:
        choices(deadline_day=3, deadline_hour=6, first_hour=hour)
    first = "H-3 06:30" if hour > 6 else "H-3 06:00"
    assert told(caught.value) == [
        f"logistics_deadline_early deadline=H-3 06:00; first={first}"
    ]


def test_bounds_themselves_are_allowed() -> None:
    """The least and the most of every number."""
    for name, bounds in BOUNDS.items():
        if name not in {"deadline_day", "first_day"}:
            for value in bounds:
                assert getattr(choices(**{name: value}), name) == value
    assert choices(first_day=30, deadline_day=0).first < 0


def test_equal_choices_are_one() -> None:
    """Whole or with a decimal point: the same plan, the same key."""
    assert choices(escort=4.0) == choices(escort=4)
    assert hash(choices(deadline_hour=18)) == hash(choices(deadline_hour=18.0))
    assert choices().changed({"escort": 6}) == choices(escort=6)
    assert choices().to_dict().keys() == BOUNDS.keys()
    assert {type(choices().to_dict()[name]) for name in WHOLE} == {int}


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("H-1", {"ship_deadline_day": "1"}),
        (" h-0 07:00 ", {"ship_deadline_day": "0", "ship_deadline_hour": "7.0"}),
        ("H-2@6.30", {"ship_deadline_day": "2", "ship_deadline_hour": "6.5"}),
    ],
)
def test_a_time_as_it_is_typed(text: str, choice: dict[str, str]) -> None:
    """A day alone keeps the hour."""
    assert read_time("deadline", text) == choice


@pytest.mark.parametrize("text", ["", "1", "H+1", "H-1 18", "H-1 18:60", "besok"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """Told as it was written."""
    with pytest.raises(ScenarioError) as caught:
        read_time("first", text)
    assert told(caught.value) == [f"logistics_time_unreadable value={text}"]


def test_a_link_holds_what_differs_and_gives_it_back() -> None:
    """Whole numbers without a point; other keys are not looked at."""
    changed = choices(escort=6, reserve=0.05, deadline_hour=17.5)
    query = to_query(changed, choices())
    assert query == {
        "ship_deadline_hour": "17.5",
        "ship_escort": "6",
        "ship_reserve": "0.05",
    }
    assert from_query(choices(), query | {"lang": "en"}) == changed
    assert to_query(choices(), choices()) == {}


def test_every_fault_of_a_link_is_named_at_once() -> None:
    """A key there is none of, what is no number, half a person, a negative hour."""
    query = {"ship_x": "1", "ship_escort": "2.5", "ship_boxes": "a"}
    with pytest.raises(ScenarioError) as caught:
        from_query(choices(), query | {"ship_seat_hours": "-2"})
    codes = [line.split()[0] for line in told(caught.value)]
    assert codes == [
        "word_unknown",
        "number_unreadable",
        "number_unreadable",
        "logistics_number_invalid",
    ]
    with pytest.raises(ScenarioError) as caught:
        from_query(choices(), {"ship_boxes": "a"})
    assert told(caught.value) == ["number_unreadable field=boxes; value=a"]


# --------------------------------------------------------------- logistics.toml

WORDS = 'name = { id = "n", en = "n" }\nnote = { id = "n", en = "n" }\n'
LANDING = """
[[landing]]
desa_code = "D"
name = "P"
source = "s"
note = { id = "n", en = "n" }
"""


def number(code: str, value: str, quality: str = "assumed", more: str = "") -> str:
    """Return one number as it stands in the file."""
    head = f'[[number]]\ncode = "{code}"\nvalue = {value}\nquality = "{quality}"\n'
    return head + WORDS + more


def whole_file(**changed: str) -> str:
    """Return a file with every number, in order."""
    values = {name: str(value) for name, value in choices().to_dict().items()}
    return "".join(number(*pair) for pair in (values | changed).items())


def test_a_file_gives_the_choices() -> None:
    """As whole numbers where they are; the landing by its desa."""
    read = norms(whole_file(escort="7") + LANDING, "D")
    assert read.shipping == choices(escort=7)
    assert read.landing("D") == "P"
    assert read.numbers[0].code == "deadline_day"
    assert norms(whole_file()).landings == ()


def test_every_fault_of_the_file_is_named_at_once() -> None:
    """Twice, missing, out of bounds, without source, unknown key, no such desa."""
    text = whole_file(escort="-1").replace(number("boxes", "1"), "")
    text += number("elections", "2", "official") + LANDING
    text += number("reserve", "0.1", "reported", 'source = "s"\ndate = ""\nx = 1\n')
    with pytest.raises(CatalogueError) as caught:
        norms(text)
    assert told(caught.value) == [
        "code_repeated entry=logistics; file=logistics.toml; value=elections",
        "code_repeated entry=logistics; file=logistics.toml; value=reserve",
        "logistics_number_missing entry=logistics; file=logistics.toml; value=boxes",
        (
            "toml_whole_invalid entry=escort; file=logistics.toml; key=value; least=0;"
            " most=999; value=-1"
        ),
        "logistics_without_source entry=elections; file=logistics.toml",
        "logistics_without_source entry=reserve; file=logistics.toml",
        "toml_key_unknown entry=reserve; file=logistics.toml; key=x",
        "logistics_desa_unknown entry=landing 1; file=logistics.toml; value=D",
    ]


def test_an_area_may_have_no_such_file() -> None:
    """Then there is no plan, and nothing else is amiss."""
    assert norms_of({}, frozenset()) is None
    assert norms_of({LOGISTICS: whole_file().encode()}, frozenset()) is not None


def test_what_nobody_published_is_marked_as_assumed(knowledge: Knowledge) -> None:
    """Every number of the embedded area has a source, or a reason and the mark."""
    read = knowledge.logistics
    assert read is not None
    assert {one.code for one in read.numbers} == set(BOUNDS)
    sourced = {one.code for one in read.numbers if one.quality != "assumed"}
    assert sourced == {"deadline_day", "elections", "reserve"}
    assert all(one.note["id"] and one.note["en"] for one in read.numbers)
    assert read.shipping.available == 36 * 60
    assert read.shipping.handling == 5.5 * 60
    assert way_time(read) == 30.5 * 60
    assert isnan(way_time(None))
