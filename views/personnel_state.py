"""The reader's choices about people: in the widgets, in the link, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import PetaRawanError
from plan.personnel.query import from_query, to_query
from plan.personnel.reserve import OBJECTIVES
from plan.personnel.staffing import Staffing, check
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.errors import Problem
    from plan.knowledge import Knowledge
    from plan.personnel.book import Book

HOMES = "staff_homes"
PLACES, GOAL = "staff_places", "staff_goal"  # of the reserve
RULE = "staff_rule_"
_PLAIN = ("reserve", "journey", "rest", "mixed", "tni")


def open_link(query: Mapping[str, str], known: Knowledge) -> list[Problem]:
    """Take the choices from a link, the default where it has faults: these."""
    st.session_state[PLACES], st.session_state[GOAL] = 1, OBJECTIVES[0]
    book = known.book
    if book is None:
        return []
    posts = {post.post_id: post for post in known.reach.posts}
    try:
        asked = from_query(query)
        check(asked, book, posts)
    except PetaRawanError as error:
        choose(Staffing(), book)
        return list(error.problems)
    choose(asked, book)
    return []


def choose(staffing: Staffing, book: Book) -> None:
    """Put choices into the widgets, with what they leave to the book."""
    state = st.session_state
    state["staff_pattern"] = staffing.pattern or next(iter(book.patterns))
    for name in _PLAIN:
        state[f"staff_{name}"] = getattr(staffing, name)
    for name, rule in staffing.rule_of(book, "").items():
        state[RULE + name] = str(rule)
    state[HOMES] = staffing.homes


def take_pattern(book: Book) -> None:
    """Put the rules of the chosen pattern into the fields."""
    pattern = book.patterns[st.session_state["staff_pattern"]]
    for name, rule in pattern.rules.items():
        st.session_state[RULE + name] = str(rule)


def staffing(book: Book) -> Staffing:
    """All choices in the widgets as one value.

    Raises `ScenarioError` naming every fault.
    """
    state = st.session_state
    pattern = state["staff_pattern"]
    rules = book.patterns[pattern].rules
    own = tuple(
        (name, str(state[RULE + name]))
        for name in CLASSES
        if str(state[RULE + name]).strip() != str(rules[name])
    )
    first = next(iter(book.patterns))
    return Staffing(
        pattern="" if pattern == first else pattern,
        rules=own,
        homes=tuple(state[HOMES]),
        **{name: state[f"staff_{name}"] for name in _PLAIN},
    )


def chosen(known: Knowledge) -> Staffing:
    """The choices at hand; the default where the area knows nothing of its people.

    Raises `ScenarioError` as `staffing`.
    """
    return Staffing() if known.book is None else staffing(known.book)


def query(known: Knowledge) -> dict[str, str]:
    """What of the choices differs from the defaults, as the text of a link.

    Choices that are refused stay out of it.
    """
    if known.book is None or "staff_pattern" not in st.session_state:
        return {}
    try:
        return to_query(staffing(known.book))
    except PetaRawanError:
        return {}
