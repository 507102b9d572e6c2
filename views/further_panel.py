"""Below the proposals: both posts for one budget, and posts that may move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from plan.joint_places import TYPES, JointAsk, joint_cases, joint_places
from plan.moved_posts import MOST_MOVES, may_move, moved_posts
from views import further_words, state, widgets
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan.evaluate import Result
    from plan.siting.case import Case
    from views.tables import Column, Row

_JOINT_OPEN, _MOVED_OPEN = "joint_section", "moved_section"
_MOST, _LEAST_PRICE = 1_000.0, 0.01


def further(result: Result, case: Case) -> None:
    """Two questions for whoever asks; drawn and worked out once opened."""
    both = st.expander(word("joint.title"), key=_JOINT_OPEN, on_change="rerun")
    if both.open:
        with both:
            _together(result)
    moved = st.expander(word("moved.title"), key=_MOVED_OPEN, on_change="rerun")
    if moved.open:
        with moved:
            _moved(result, case)


def _together(result: Result) -> None:
    """Polsek and koramil for one budget, at prices that the reader assumes."""
    lang = state.lang()
    budget, polsek, koramil = st.columns(3)
    most = budget.number_input(
        word("joint.budget"),
        min_value=0.0,
        max_value=_MOST,
        value=float(result.scenario.new_posts),
        step=1.0,
        format="%g",
        key="joint_budget",
        help=word("joint.budget.help"),
    )
    first, second = (
        column.number_input(
            word(f"joint.price.{kind}"),
            min_value=_LEAST_PRICE,
            max_value=_MOST,
            value=1.0,
            step=0.5,
            format="%g",
            key=f"joint_price_{kind}",
            help=word("joint.price.help"),
        )
        for column, kind in zip((polsek, koramil), TYPES, strict=True)
    )
    ask = JointAsk(budget=most, prices=(first, second))
    cases = joint_cases(result)
    found = joint_places(result.knowledge, result.scenario, cases, ask)
    told = further_words.joint_sentence(result, found, ask, lang)
    st.markdown(f"**{escape_markdown(told)}**")
    _table(*further_words.joint_table(found, lang), key="joint")
    _notes(further_words.joint_notes(found, lang))


def _moved(result: Result, case: Case) -> None:
    """What up to three posts would cover elsewhere."""
    lang, known = state.lang(), result.knowledge
    most = min(MOST_MOVES, int(may_move(known, case).sum()))
    moves = st.number_input(
        word("moved.number"),
        min_value=0,
        max_value=most,
        value=min(1, most),
        key=f"moved_posts_{most}",
        width=240,
    )
    found = moved_posts(known, result.scenario, case, moves)
    told = further_words.moved_sentence(result, found, moves, lang)
    st.markdown(f"**{escape_markdown(told)}**")
    _table(*further_words.moved_table(result, found, lang), key="moved")
    _notes(further_words.moved_notes(result, found, lang))


def _table(rows: list[Row], columns: list[Column], key: str) -> None:
    if rows:
        widgets.plain_table(rows, columns, key=f"{key}_table", height="content")


def _notes(notes: Iterable[str]) -> None:
    st.caption(escape_markdown(" ".join(notes)))
