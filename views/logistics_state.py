"""The reader's choices for the logistics: in the widgets, in the link, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import Problem, ScenarioError
from plan.logistics.asked import KEY, from_query, to_query
from plan.logistics.shipping import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plan.knowledge import Knowledge
    from plan.logistics.shipping import Shipping

PER_CENT = 100
SHARES = frozenset({"reserve"})  # shown in per cent


def open_link(query: Mapping[str, str], known: Knowledge) -> list[Problem]:
    """Take the choices from a link; what is refused is left at its start, and told."""
    if known.logistics is None:
        return []
    base = known.logistics.shipping
    try:
        _choose(from_query(base, query))
    except ScenarioError as error:
        _choose(base)
        return list(error.problems)
    return []


def reset(known: Knowledge) -> None:
    """Put every choice back to what the study area starts with."""
    if known.logistics is not None:
        _choose(known.logistics.shipping)


def _choose(shipping: Shipping) -> None:
    for name, value in shipping.to_dict().items():
        shown = round(value * PER_CENT, 9) if name in SHARES else value
        st.session_state[KEY + name] = shown


def shipping(known: Knowledge) -> Shipping | None:
    """All choices in the widgets as one value, None where the area has no logistics.

    Raises `ScenarioError` naming every fault.
    """
    if known.logistics is None:
        return None
    base = known.logistics.shipping
    values = {name: _value(name) for name in base.to_dict()}
    return base.changed(values)


def _value(name: str) -> float:
    value = st.session_state[KEY + name]
    if name in SHARES:
        return float(round(value / PER_CENT, 12))
    return int(value) if name in WHOLE else float(value)


def link(known: Knowledge) -> dict[str, str]:
    """What of the choices stands in the link; nothing of choices that are refused."""
    try:
        chosen = shipping(known)
    except ScenarioError:
        return {}
    if chosen is None or known.logistics is None:
        return {}
    return to_query(chosen, known.logistics.shipping)
