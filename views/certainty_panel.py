"""Below the ranked table: how sure the ranks are, for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import certainty_words, drivers, state, tried, widgets
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.evaluate import Result

_WORKED_OUT = "certainty_open"


def how_sure(result: Result) -> None:
    """What would change the chosen rank, and which choice decides most."""
    lang = state.lang()
    code = drivers.profiled(result, state.selected())
    with st.expander(word("certainty.section")):
        st.markdown(escape_markdown(certainty_words.sentence(result, code, lang)))
        if result.certainty is not None:
            st.caption(escape_markdown(certainty_words.ways_sentence(result, lang)))
        st.toggle(word("certainty.work_out"), key=_WORKED_OUT)
        if st.session_state[_WORKED_OUT]:
            _worked_out(result, code)
    tried.remember(result)
    with st.expander(word("tried.section")):
        st.caption(word("page.risk.tuning"))
        widgets.plain_table(*tried.tried_table(result, lang), key="tried")


def _worked_out(result: Result, code: str) -> None:
    """What takes a moment: asked for, and not at every move of a slider."""
    lang = state.lang()
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
