"""Choices about people in a link: what was written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ScenarioError
from plan.personnel.query import from_query, read_homes, read_whole, to_query
from plan.personnel.staffing import Staffing
from tests.plan.personnel.cases import told

hours = st.floats(0, 72, allow_subnormal=False)
rows = st.dictionaries(
    st.tuples(st.sampled_from(["polres", "tni"]), st.sampled_from(["P1", "P2"])),
    st.integers(0, 99_999),
).map(lambda found: tuple((*where, people) for where, people in found.items()))
rules = st.dictionaries(
    st.sampled_from(["rawan", "sangat_rawan"]),
    st.sampled_from(["2-1-2", "3..4-1-2", "0-1-0"]),
).map(lambda found: tuple(found.items()))
choices = st.builds(
    Staffing,
    pattern=st.sampled_from(["", "wide_2024"]),
    rules=rules,
    homes=rows,
    reserve=st.integers(0, 999),
    journey=hours,
    rest=hours,
    mixed=st.booleans(),
    tni=st.booleans(),
    stretch=hours,
)


@given(choices)
def test_a_link_gives_the_same_choices_back(staffing: Staffing) -> None:
    """To the last digit."""
    assert from_query(to_query(staffing)) == staffing


def test_only_what_differs_is_written() -> None:
    """And what is not about people is left alone."""
    assert to_query(Staffing()) == {}
    found = to_query(Staffing(journey=6, mixed=True, homes=(("polres", "P1", 3),)))
    assert found == {
        "staff_journey": "6",
        "staff_mixed": "1",
        "staff_homes": "polres@P1=3",
    }
    assert from_query({"threshold": "30"}) == Staffing()


def test_every_fault_of_a_link_is_named() -> None:
    """What cannot be read, and what is out of bounds."""
    query = {
        "staff_homes": "polres",
        "staff_mixed": "ya",
        "staff_reserve": "1.5",
        "staff_journey": "99",
    }
    with pytest.raises(ScenarioError) as caught:
        from_query(query)
    assert [(code, named["field"]) for code, named in told(caught.value)] == [
        ("number_unreadable", "staff_homes"),
        ("number_unreadable", "staff_reserve"),
        ("number_unreadable", "staff_mixed"),
        ("hours_invalid", "journey"),
    ]
    with pytest.raises(ScenarioError) as caught:
        from_query({"staff_rest": "lama"})
    assert told(caught.value) == [
        ("number_unreadable", {"field": "staff_rest", "value": "lama"})
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("polres=3", "polres@P1", "polres@P1=x", "polres@P1="),
        *("polres@P1=4_14", "polres@P1=\u0664", "polres@P1=1.0", "polres@P1=+-1"),
    ],
)
def test_a_home_is_pool_post_and_people(text: str) -> None:
    """Nothing less; people are digits 0 to 9, and nothing that Python alone reads."""
    with pytest.raises(ValueError, match=r".*"):
        read_homes(text)


@pytest.mark.parametrize(("text", "number"), [(" 414 ", 414), ("-1", -1), ("+07", 7)])
def test_a_whole_number_may_have_a_sign_and_spaces(text: str, number: int) -> None:
    """Whether it is in bounds is for `Staffing`."""
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["1_0", "\u0661", "lama"])
@pytest.mark.parametrize("field", ["journey", "rest", "stretch", "reserve"])
def test_numbers_of_a_link_are_digits(field: str, text: str) -> None:
    """As of homes."""
    with pytest.raises(ScenarioError) as caught:
        from_query({f"staff_{field}": text})
    assert [code for code, _ in told(caught.value)] == ["number_unreadable"]


def test_spaces_and_empty_parts_do_not_matter() -> None:
    """As people type."""
    assert read_homes(" polres @ P1 =3,, ") == (("polres", "P1", 3),)
