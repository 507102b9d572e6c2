"""Controls of the logistics: when, how long, how much; each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from plan.logistics.asked import KEY
from plan.logistics.shipping import BOUNDS, WHOLE
from views import state
from views.logistics_state import PER_CENT, SHARES
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from plan.logistics.norms import Number

FIRST = ("deadline_day", "deadline_hour", "first_day", "hours_a_day", "escort")
_STEPS = {"tps_minutes": 5.0, "reserve": 0.5, "recap_hours": 6.0}
_HALF = 0.5


def controls(known: Knowledge) -> None:
    """The choices that decide most; the others behind a button."""
    if known.logistics is None:
        st.caption(word("logistics.control.none"))
        return
    numbers = {one.code: one for one in known.logistics.numbers}
    for code in FIRST:
        _number(numbers[code])
    rest = [one for code, one in numbers.items() if code not in FIRST]
    with st.popover(word("logistics.control.more", count=len(rest)), width="stretch"):
        for one in rest:
            _number(one)


def _number(one: Number) -> None:
    """One number between its bounds, with the reason for what it starts from."""
    least, most = BOUNDS[one.code]
    lang, key = state.lang(), KEY + one.code
    assumed = word("logistics.control.assumed") if one.quality == "assumed" else ""
    told = f"{assumed} {escape_markdown(one.note[lang])}".strip()
    label = escape_markdown(one.name[lang])
    if one.code in WHOLE:
        st.number_input(
            label,
            min_value=int(least),
            max_value=int(most),
            step=1,
            key=key,
            persist_state="session",
            help=told,
        )
        return
    scale = PER_CENT if one.code in SHARES else 1
    st.number_input(
        f"{label} (%)" if one.code in SHARES else label,
        min_value=float(least * scale),
        max_value=float(most * scale),
        step=_STEPS.get(one.code, _HALF),
        format="%g",
        key=key,
        persist_state="session",
        help=told,
    )
