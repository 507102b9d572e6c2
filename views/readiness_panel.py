"""Prevention and readiness apart: map, legend, chart, and one sentence to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
import streamlit.components.v2 as components

from plan.readiness import find_readiness
from views import readiness_words, state, widgets
from views.charts.quadrant import quadrant_chart
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.evaluate import Result

_STATIC = Path(__file__).parent / "charts" / "static"
_chart = components.component(
    "petarawan_quadrant",
    html='<div class="pr-q"></div>',
    css=(_STATIC / "quadrant.css").read_text(encoding="utf-8"),
    js=(_STATIC / "quadrant.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def readiness(result: Result, key: str) -> None:
    """Two-way map and quadrant chart; a click in either chooses a kecamatan in both.

    `key` tells one such panel from another on the same page.
    """
    lang = state.lang()
    said = readiness_words.reading(result, find_readiness(result), lang)
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        widgets.map_with_legend(result, "readiness", key=f"map_{key}")
    with right:
        st.subheader(word("page.readiness.chart"), anchor=False)
        st.markdown(escape_markdown(said))  # its height changes: not above the map
        chart(result, key=f"chart_{key}")
        st.caption(escape_markdown(readiness_words.axis_note(result, lang)))


def chart(result: Result, key: str) -> None:
    """The quadrant chart; a click on a point chooses its kecamatan."""
    shown = _chart(
        data=quadrant_chart(result, state.lang(), state.selected()),
        key=key,
        on_chosen_change=lambda: None,
    )
    code = shown["chosen"]
    if code in result.score.areas and code != state.selected():
        state.select(code)
        st.rerun()
