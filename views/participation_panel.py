"""Participation on the page: earlier turnout, the target, and the log of events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.education import events_csv, no_events, parse_events
from geo.errors import LayerError
from plan.turnout import ORDERS
from views import (
    cache,
    editor,
    participation_words,
    people_state,
    state,
    widgets,
    wording,
)
from views.state import PER_CENT, word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.participation import Participation
    from plan.sheet import Sheet

_LEAST, _STEP = 40.0, 0.5  # per cent, of the slider; a link may ask for less
_READ, _FAULTS = "education_read", "education_faults"


def participation(sheet: Sheet) -> None:
    """The target, whom to bring where, and what has been done for it."""
    found = sheet.plans.participation
    if found is None:
        st.info(word("participation.no_file"))
        return
    lang = state.lang()
    _choices(found)
    widgets.figures(participation_words.figures(found, lang))
    left, right = st.columns([1.5, 1], gap="medium", vertical_alignment="bottom")
    with left:
        st.subheader(word("participation.history"), anchor=False)
        widgets.plain_table(
            *participation_words.history_table(found, lang),
            key="turnout_history",
            height="content",
        )
    with right:
        for note in participation_words.notes(found, lang):
            st.caption(escape_markdown(note))
    st.subheader(word("participation.table"), anchor=False)
    widgets.table(
        *participation_words.mobilise_table(found, lang),
        key="mobilise",
        height="content",
    )
    _log(sheet)


def _choices(found: Participation) -> None:
    lang, asked = state.lang(), found.asked
    first, second, third = st.columns([1.4, 1, 1.2])
    target = round(asked.target * PER_CENT, 9)
    first.slider(
        word("participation.target", mark=wording.mark("assumed", lang)),
        min_value=min(_LEAST, target),
        max_value=float(PER_CENT),
        value=target,
        step=_STEP if (target / _STEP).is_integer() else 0.01,
        format="%g %%",
        key=f"{people_state.WIDGET}target",
        on_change=_take_target,
        help=escape_markdown(found.start.reason[lang]),
    )
    names = {past.code: past.name[lang] for past in found.start.history}
    codes = list(names)
    second.selectbox(
        word("participation.base"),
        codes,
        index=codes.index(asked.base),
        format_func=lambda code: names[code],
        key=f"{people_state.WIDGET}base",
        on_change=_take,
        args=("base",),
        help=word("participation.base.help"),
    )
    third.segmented_control(
        word("participation.order"),
        ORDERS,
        default=asked.order,
        format_func=lambda code: wording.text(f"participation.order.{code}", lang),
        key=f"{people_state.WIDGET}order",
        on_change=_take,
        args=("order",),
        required=True,
    )


def _log(sheet: Sheet) -> None:
    """The log of voter education: brought as CSV, shown, taken away."""
    lang = state.lang()
    st.subheader(word("participation.log"), anchor=False)
    st.info(word("participation.log.session"), icon=":material/info:")
    st.file_uploader(
        word("participation.log.upload"),
        type="csv",
        key=_READ,
        on_change=_read,
        help=word("participation.log.help"),
    )
    if (fault := st.session_state.get(_FAULTS)) is not None:
        widgets.refusal(fault)
    log = sheet.basis.events
    if len(log):
        widgets.plain_table(*participation_words.log_table(sheet, lang), key="events")
    st.download_button(
        word(
            "participation.log.download" if len(log) else "participation.log.template"
        ),
        data=partial(_as_csv, sheet),
        file_name="education.csv",
        mime=f"text/csv; nonce={editor.nonce()}",
        on_click="ignore",
        key="education_download",
    )


def _as_csv(sheet: Sheet) -> bytes:
    return events_csv(sheet.basis.events).encode()


def _read() -> None:
    """Use the log that was brought, or keep the one in use and say what is wrong."""
    brought = st.session_state[_READ]
    st.session_state[_FAULTS] = None
    try:
        log = (
            no_events()
            if brought is None
            else parse_events(brought.getvalue(), cache.knowledge().area)
        )
    except LayerError as error:
        st.session_state[_FAULTS] = error
    else:
        people_state.use_events(log)


def _take_target() -> None:
    target = st.session_state[f"{people_state.WIDGET}target"] / PER_CENT
    people_state.change(cache.knowledge(), target=round(target, 12))


def _take(name: str) -> None:
    chosen = st.session_state[f"{people_state.WIDGET}{name}"]
    people_state.change(cache.knowledge(), **{name: chosen})
