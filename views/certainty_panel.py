"""Below the ranked table: how sure the ranks are, for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import certainty_words, drivers, state, tried, widgets
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.evaluate import Result

_HOW_OPEN, _TRIED_OPEN = "certainty_section", "tried_section"


def how_sure(result: Result) -> None:
    """What would change the chosen rank, and what was tried; drawn once opened."""
    lang = state.lang()
    code = drivers.profiled(result, state.selected())
    how = st.expander(word("certainty.section"), key=_HOW_OPEN, on_change="rerun")
    if how.open:
        with how:
            _worked_out(result, code)
    tried.remember(result)
    before = st.expander(word("tried.section"), key=_TRIED_OPEN, on_change="rerun")
    if before.open:
        with before:
            st.caption(word("page.risk.tuning"))
            widgets.plain_table(*tried.tried_table(result, lang), key="tried")


def _worked_out(result: Result, code: str) -> None:
    """What was tried at random, and what takes a moment to work out."""
    lang = state.lang()
    st.markdown(escape_markdown(certainty_words.sentence(result, code, lang)))
    if result.certainty is not None:
        st.caption(escape_markdown(certainty_words.ways_sentence(result, lang)))
    tipping = certainty_words.tipping_sentence(result, code, lang)
    st.markdown(escape_markdown(tipping))
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{word('certainty.choices.title')}**")
        st.caption(word("certainty.choices.help"))
        widgets.plain_table(
            *certainty_words.choices_table(result, lang),
            key="choices",
            height="content",
        )
    with right:
        st.markdown(f"**{word('certainty.left_out.title')}**")
        st.caption(word("certainty.left_out.help"))
        widgets.plain_table(
            *certainty_words.left_out_table(result, lang),
            key="left_out",
            height="content",
        )
