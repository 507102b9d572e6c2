"""Participation on the page: earlier turnout, the target, and the log of events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.education import checked_events, events_csv
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
    import pandas as pd

    from geo.area import StudyArea
    from plan.participation import Participation
    from plan.sheet import Sheet

_LEAST, _STEP = 40.0, 0.5  # per cent, of the slider; a link may ask for less
_LOG, _ROUND = "education", "education_round"


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
    """The log of voter education: filled in, checked, used, taken away."""
    st.subheader(word("participation.log"), anchor=False)
    st.info(word("participation.log.session"), icon=":material/info:")
    area = cache.knowledge().area
    made = st.session_state.setdefault(_ROUND, 0)
    edited = st.data_editor(
        participation_words.editable(sheet.basis.events),
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(area),
        key=f"{_LOG}_{made}",
    )
    if st.button(word("participation.log.use"), key=f"{_LOG}_use", type="primary"):
        _use(edited, area)
    log = sheet.basis.events
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


def _use(edited: pd.DataFrame, area: StudyArea) -> None:
    """Use the log as it was filled in, or name every fault and keep the one in use."""
    try:
        log = checked_events(participation_words.texts_of_log(edited), area)
    except LayerError as error:
        widgets.refusal(error)
        return
    people_state.use_events(log)
    st.session_state[_ROUND] += 1
    st.rerun()


def _columns(area: StudyArea) -> dict[str, Any]:
    """How each column is filled in: places are chosen, the rest is written."""
    kecamatan = area.kecamatan["kecamatan"].astype(str).to_dict()
    desa = area.desa["desa"].astype(str).to_dict()
    told = {
        name: word(f"participation.column.{name}")
        for name in ("date", "topic", "people", "note")
    }
    places = {name: word(f"word.{name}") for name in ("kecamatan", "desa")}
    return {
        "date": st.column_config.TextColumn(told["date"], required=True),
        "kecamatan_code": st.column_config.SelectboxColumn(
            places["kecamatan"],
            options=list(kecamatan),
            format_func=lambda code: kecamatan.get(str(code), str(code)),
            required=True,
        ),
        "desa_code": st.column_config.SelectboxColumn(
            places["desa"],
            options=["", *desa],
            format_func=lambda code: desa.get(str(code), str(code)),
        ),
        "topic": st.column_config.TextColumn(told["topic"], required=True),
        "people": st.column_config.NumberColumn(told["people"], min_value=0, step=1),
        "note": st.column_config.TextColumn(told["note"]),
    }


def _take_target() -> None:
    target = st.session_state[f"{people_state.WIDGET}target"] / PER_CENT
    people_state.change(cache.knowledge(), target=round(target, 12))


def _take(name: str) -> None:
    chosen = st.session_state[f"{people_state.WIDGET}{name}"]
    people_state.change(cache.knowledge(), **{name: chosen})
