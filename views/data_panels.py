"""Panels of the data page: layers, conflicts, assumptions, how well times fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import data_tables, state, widgets
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

LOW, TALL, TALLEST = 72, 118, 168
"""Heights of rows, in pixels, in which long texts are wrapped, not cut."""


def sources(known: Knowledge) -> None:
    """Every file and column: source, date, quality, licence."""
    lang = state.lang()
    widgets.plain_table(
        *data_tables.file_table(known, lang), key="files", row_height=TALL
    )
    with st.expander(word("page.data.columns")):
        widgets.plain_table(*data_tables.column_table(known, lang), key="columns")
    with st.expander(word("page.data.notices")):
        for notice in known.area.catalogue.notices:
            st.markdown(f"**{escape_markdown(notice.holder)}**")
            st.text(notice.text)


def completeness(known: Knowledge) -> None:
    """How complete the list of each kind of post is."""
    widgets.plain_table(
        *data_tables.completeness_table(known, state.lang()),
        key="completeness",
        height="content",
        row_height=LOW,
    )


def conflicts(known: Knowledge) -> None:
    """Where sources contradict each other: shown, not resolved in silence."""
    lang = state.lang()
    for conflict in known.area.catalogue.conflicts:
        with st.container(border=True):
            st.markdown(f"**{escape_markdown(conflict.title[lang])}**")
            for line in data_tables.conflict_lines(conflict, known, lang):
                st.markdown(f"- {escape_markdown(line)}")
            st.markdown(escape_markdown(conflict.note[lang]))


def assumptions(known: Knowledge) -> None:
    """Choices nobody has published, each marked as an assumption."""
    lang = state.lang()
    for assumption in known.area.catalogue.assumptions:
        title = f"{assumption.title[lang]} ({data_tables.assumed(lang)})"
        st.markdown(f"**{escape_markdown(title)}**")
        st.markdown(escape_markdown(assumption.note[lang]))


def indicators(known: Knowledge) -> None:
    """Every indicator with its formula, source, date and quality."""
    widgets.plain_table(
        *data_tables.indicator_table(known, state.lang()),
        key="indicators",
        height="content",
        row_height=TALLEST,
    )


def fit(known: Knowledge) -> None:
    """Reported travel times beside the model's, and what was fitted."""
    lang = state.lang()
    st.caption(escape_markdown(data_tables.speeds_sentence(known, lang)))
    widgets.plain_table(*data_tables.fit_rows(known, lang), key="fit")
