"""Controls of the page of people: patterns, journeys, rest, the reserve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from plan.personnel.reserve import MOST_PLACES, OBJECTIVES
from plan.personnel.staffing import LONGEST
from risk.tps_classes import CLASSES
from views import personnel_state, state, wording
from views.state import word

if TYPE_CHECKING:
    from plan.personnel.book import Book

_KEPT: Literal["session"] = "session"
MOST_RESERVE = 300  # of the slider; a link may ask for more
_HOURS = {"journey": (1.0, 24.0), "rest": (0.0, 12.0), "stretch": (0.5, LONGEST)}


def controls(book: Book) -> None:
    """Who guards how many TPS, who may stand in, how far, and what is held back."""
    lang = state.lang()
    with st.expander(word("control.section.personnel"), expanded=True):
        st.selectbox(
            word("personnel.control.pattern"),
            list(book.patterns),
            format_func=lambda code: book.patterns[code].name[lang],
            key="staff_pattern",
            persist_state=_KEPT,
            on_change=personnel_state.take_pattern,
            args=(book,),
            help=word("personnel.control.pattern.help"),
        )
        for name in reversed(CLASSES):
            st.text_input(
                word(
                    "personnel.control.rule",
                    tps_class=wording.text(f"tps_class.{name}", lang),
                ),
                key=personnel_state.RULE + name,
                persist_state=_KEPT,
                max_chars=20,
                help=word("personnel.control.rule.help"),
            )
        held = st.session_state["staff_reserve"]
        st.slider(
            word("personnel.control.reserve"),
            min_value=0,
            max_value=max(MOST_RESERVE, held),
            key="staff_reserve",
            persist_state=_KEPT,
            help=word("personnel.control.reserve.help"),
        )
        for name in _HOURS:
            _hours(name)
        for name in ("mixed", "tni"):
            st.toggle(
                word(f"personnel.control.{name}"),
                key=f"staff_{name}",
                persist_state=_KEPT,
                help=word(f"personnel.control.{name}.help"),
            )
    with st.expander(word("control.section.reserve")):
        st.slider(
            word("personnel.control.places"),
            min_value=1,
            max_value=MOST_PLACES,
            key=personnel_state.PLACES,
            persist_state=_KEPT,
        )
        st.segmented_control(
            word("personnel.control.goal"),
            OBJECTIVES,
            format_func=lambda code: wording.text(f"personnel.goal.{code}", lang),
            key=personnel_state.GOAL,
            persist_state=_KEPT,
            required=True,
            width="stretch",
        )


def _hours(name: str) -> None:
    least, most = _HOURS[name]
    chosen = st.session_state[f"staff_{name}"]
    st.slider(
        word(f"personnel.control.{name}"),
        min_value=min(least, chosen),
        max_value=max(most, chosen),
        step=0.5,
        format=f"%g {wording.text('unit.hours.name', state.lang())}",
        key=f"staff_{name}",
        persist_state=_KEPT,
        help=word(f"personnel.control.{name}.help"),
    )
