"""The reader's choices about people: in the widgets, in the link, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import PetaRawanError, Problem
from plan.personnel.query import from_query, to_query
from plan.personnel.reserve import MOST_PLACES, OBJECTIVES
from plan.personnel.staffing import Staffing, check
from risk.scenario import ANY_PHASE
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plan.knowledge import Knowledge
    from plan.personnel.book import Book

HOMES = "staff_homes"
PLACES, GOAL = "staff_places", "staff_goal"  # of the reserve
RULE = "staff_rule_"
_PLAIN = ("reserve", "journey", "rest", "stretch", "mixed", "tni")


def open_link(query: Mapping[str, str], known: Knowledge) -> list[Problem]:
    """Take the choices from a link, the default where it has faults: these."""
    book = known.book
    if book is None:
        return []
    problems = _waiting(query)
    try:
        asked = from_query(query)
        check(asked, book, known.reach.ids)
    except PetaRawanError as error:
        choose(Staffing(), book)
        return [*problems, *error.problems]
    choose(asked, book)
    return problems


def _waiting(query: Mapping[str, str]) -> list[Problem]:
    """Take where a reserve waits from a link: one place, the farthest first."""
    state = st.session_state
    state[PLACES], state[GOAL] = 1, OBJECTIVES[0]
    problems = []
    places, goal = query.get(PLACES, "1"), query.get(GOAL, OBJECTIVES[0])
    known = tuple(str(number) for number in range(1, MOST_PLACES + 1))
    for key, value, words in ((PLACES, places, known), (GOAL, goal, OBJECTIVES)):
        if value not in words:
            problems.append(
                Problem.of("word_unknown", field=key, value=value, known=words)
            )
    if not problems:
        state[PLACES], state[GOAL] = int(places), goal
    return problems


def choose(staffing: Staffing, book: Book) -> None:
    """Put choices into the widgets, with what they leave to the book."""
    state = st.session_state
    state["staff_pattern"] = staffing.pattern or next(iter(book.patterns))
    for name in _PLAIN:
        state[f"staff_{name}"] = getattr(staffing, name)
    for name, rule in staffing.rule_of(book, _phase()).items():
        state[RULE + name] = str(rule)
    state[HOMES] = staffing.homes


def _phase() -> str:
    """Phase of the election that the reader looks at."""
    return str(st.session_state.get("phase", ANY_PHASE))


def take_pattern(book: Book) -> None:
    """Put the rules of the chosen pattern into the fields."""
    pattern = book.patterns[st.session_state["staff_pattern"]]
    for name, rule in pattern.rules_in(_phase()).items():
        st.session_state[RULE + name] = str(rule)


def staffing(book: Book) -> Staffing:
    """All choices in the widgets as one value.

    Raises `ScenarioError` naming every fault.
    """
    state = st.session_state
    pattern = state["staff_pattern"]
    rules = book.patterns[pattern].rules_in(_phase())
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
        told = to_query(staffing(known.book))
    except PetaRawanError:
        return {}
    state = st.session_state
    if state[PLACES] != 1:
        told[PLACES] = str(state[PLACES])
    if state[GOAL] != OBJECTIVES[0]:
        told[GOAL] = str(state[GOAL])
    return told
