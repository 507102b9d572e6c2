"""The reader's choices on people: kept in the session, read from and put into links.

They are values of their own beside the widgets: a widget that is not on the page loses
its state, and most of these stand on one page alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import PetaRawanError, ScenarioError
from plan.participation import require_base
from plan.recruitment import local_pools
from plan.sheet import Choices, read_basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.errors import Problem
    from plan.knowledge import Knowledge
    from plan.sheet import Basis

WIDGET = "people_"
"""How the keys of the controls of these choices begin."""
_CHOICES, _EVENTS = "chosen_people", "education_log"


def basis(known: Knowledge) -> Basis:
    """What the plans start from, with the log of this session.

    Raises `CatalogueError` for files of the area that are faulty.
    """
    return read_basis(known.area, st.session_state.get(_EVENTS))


def choices(known: Knowledge) -> Choices:
    """The choices of this session, at first those of the area's files."""
    kept: Choices | None = st.session_state.get(_CHOICES)
    return basis(known).choices if kept is None else kept


def change(known: Knowledge, **changes: object) -> None:
    """Change choices of recruitment or participation by their names.

    Raises `ScenarioError` for one that is not allowed.
    """
    now = choices(known)
    for part in ("recruiting", "turnout"):
        chosen = getattr(now, part)
        own = {name: v for name, v in changes.items() if hasattr(chosen, name)}
        now = replace(now, **{part: replace(chosen, **own) if own else chosen})
    keep(now)


def keep(chosen: Choices) -> None:
    """Use these choices from the next run on."""
    st.session_state[_CHOICES] = chosen


def reset() -> None:
    """Go back to the choices of the area's files; the log of events stays."""
    st.session_state.pop(_CHOICES, None)
    for key in [key for key in st.session_state if str(key).startswith(WIDGET)]:
        del st.session_state[key]


def events() -> pd.DataFrame | None:
    """The log of voter education of this session, None without one."""
    found: pd.DataFrame | None = st.session_state.get(_EVENTS)
    return found


def use_events(log: pd.DataFrame | None) -> None:
    """Use this log in this session; None: none."""
    st.session_state[_EVENTS] = log


def open_link(query: Mapping[str, str], known: Knowledge) -> list[Problem]:
    """Take the choices of a link; what is faulty stays as it was, and is told."""
    try:
        start = basis(known)
    except PetaRawanError:
        return []  # the page of the sheet says why
    now = start.choices
    problems: list[Problem] = []
    if now.recruiting is not None:
        try:
            asked = now.recruiting.with_query(query)
            local_pools(known, asked)  # names kecamatan that there are not
            now = replace(now, recruiting=asked)
        except ScenarioError as error:
            problems += error.problems
    if now.turnout is not None and start.turnout is not None:
        try:
            wanted = now.turnout.with_query(query)
            require_base(start.turnout, wanted)
            now = replace(now, turnout=wanted)
        except ScenarioError as error:
            problems += error.problems
    keep(now)
    return problems


def to_query(known: Knowledge) -> dict[str, str]:
    """What differs from the area's files, as the text of a link."""
    try:
        start = basis(known).choices
    except PetaRawanError:
        return {}
    now = choices(known)
    query: dict[str, str] = {}
    if now.recruiting is not None and start.recruiting is not None:
        query |= now.recruiting.to_query(start.recruiting)
    if now.turnout is not None and start.turnout is not None:
        query |= now.turnout.to_query(start.turnout)
    return query
