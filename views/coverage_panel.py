"""Panels of the page Cakupan: lines of travel time, both services, land, access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import MethodError
from views import isolines, reach_tables, state, widgets
from views.state import word

if TYPE_CHECKING:
    from plan.evaluate import Result
    from views.isolines import Reachable


def reach_map(result: Result) -> Reachable | None:
    """The map, with lines of travel time if asked for; return them."""
    asked = st.toggle(word("isolines.show"), key="isolines", help=word("isolines.help"))
    found = _reachable(result) if asked else None
    lines = isolines.drawn(found, state.lang()) if found else ()
    click = widgets.map_and_click(result, "coverage", "map_coverage", isolines=lines)
    if click is not None:
        widgets.choose_at(result, click)
    return found


def _reachable(result: Result) -> Reachable | None:
    """Isochrones of the posts that count; none where none counts."""
    try:
        return isolines.reachable(result)
    except MethodError as error:
        widgets.refusal(error)
        return None


def depth(result: Result, found: Reachable | None) -> None:
    """Both services side by side, land where lines are shown, and access."""
    lang = state.lang()
    st.subheader(word("reach.both"), anchor=False)
    st.caption(word("reach.both.note"))
    widgets.plain_table(*reach_tables.both_services(result, lang), height="content")
    if found is not None:
        st.subheader(word("reach.land.title"), anchor=False)
        st.caption(word("reach.land.note"))
        land = reach_tables.land_table(result, found.land, lang)
        widgets.plain_table(*land, height="content")
    with st.expander(word("reach.access.title")):
        st.caption(word("reach.access.note"))
        widgets.plain_table(*reach_tables.access_table(result, lang), height="content")
