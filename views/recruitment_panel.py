"""Local recruitment on the page: the standard in hand, the kecamatan answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from plan.recruiting import MOST_MINUTES, MOST_OFFICERS, TYPES
from views import cache, people_state, recruitment_words, state, widgets, wording
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.recruiting import Recruiting, Start
    from plan.sheet import Sheet

_FEWEST, _STEP, _MOST = 200, 100, 5000  # of the slider; a link may ask for others
_SHORTEST, _MINUTES, _LONGEST = 15.0, 15.0, 360.0


def recruitment(sheet: Sheet) -> None:
    """The standard, who is lacking where, and local officers to try out."""
    found, asked = sheet.plans.recruitment, sheet.choices.recruiting
    start = sheet.basis.recruiting
    if found is None or asked is None or start is None:
        st.info(word("recruitment.no_file"))
        return
    lang = state.lang()
    _standard(asked, start)
    widgets.figures(recruitment_words.figures(found, lang))
    _local(sheet, asked)
    st.subheader(word("recruitment.table"), anchor=False)
    widgets.table(
        *recruitment_words.recruitment_table(sheet, lang),
        key="recruits",
        height="content",
    )
    st.caption(word("recruitment.method"))


def _standard(asked: Recruiting, start: Start) -> None:
    lang = state.lang()
    left, right = st.columns(2)
    voters = asked.voters_per_officer
    left.slider(
        word("recruitment.voters_per_officer", mark=wording.mark("assumed", lang)),
        min_value=min(_FEWEST, voters),
        max_value=max(_MOST, voters),
        value=voters,
        step=_STEP if voters % _STEP == 0 and voters >= _FEWEST else 1,
        key=(key := f"{people_state.WIDGET}voters_per_officer"),
        on_change=_take,
        args=("voters_per_officer", key),
        help=escape_markdown(start.reasons["standard"][lang]),
    )
    within = asked.within
    right.slider(
        word("recruitment.within", mark=wording.mark("assumed", lang)),
        min_value=min(_SHORTEST, within),
        max_value=max(_LONGEST, within),
        value=within,
        step=_MINUTES if within % _MINUTES == 0 else 1.0,
        format=f"%g {wording.text('unit.minutes.name', lang)}",
        key=(key := f"{people_state.WIDGET}within"),
        on_change=_take,
        args=("within", key),
        help=word("recruitment.within.help", most=wording.minutes(MOST_MINUTES, lang)),
    )
    with st.expander(word("recruitment.strength")):
        st.caption(word("recruitment.strength.help"))
        for column, kind in zip(st.columns(len(TYPES)), TYPES, strict=True):
            column.number_input(
                word(f"post_type.{kind}"),
                min_value=0,
                max_value=MOST_OFFICERS,
                value=dict(asked.strength).get(kind, 0),
                key=(key := f"{people_state.WIDGET}strength_{kind}"),
                on_change=_take_strength,
                args=(kind, key),
            )
            reason = start.reasons[kind][lang]
            quality = wording.text(f"quality.{start.qualities[kind]}", lang)
            column.caption(escape_markdown(f"{quality}: {reason}"))


def _local(sheet: Sheet, asked: Recruiting) -> None:
    """The lever: so many local officers in a kecamatan, and what that changes."""
    lang = state.lang()
    names = {one.kecamatan_code: one.kecamatan for one in sheet.blocks}
    needs = sheet.plans.recruitment.in_order if sheet.plans.recruitment else ()
    codes = [one.kecamatan_code for one in needs]
    chosen = state.selected()
    place, number, told = st.columns([1.2, 0.8, 2], vertical_alignment="bottom")
    code = place.selectbox(
        word("recruitment.where"),
        codes,
        index=codes.index(chosen) if chosen in codes else 0,
        format_func=lambda one: names[one],
        key=f"{people_state.WIDGET}where_{chosen}",
    )
    number.number_input(
        word("recruitment.add"),
        min_value=0,
        max_value=MOST_OFFICERS,
        value=dict(asked.local).get(code, 0),
        key=(key := f"{people_state.WIDGET}local_{code}"),
        on_change=_take_local,
        args=(code, key),
        help=word("recruitment.add.help"),
    )
    need = next(one for one in needs if one.kecamatan_code == code)
    told.markdown(escape_markdown(recruitment_words.before_after(sheet, need, lang)))


def _take(name: str, key: str) -> None:
    people_state.change(cache.knowledge(), **{name: st.session_state[key]})


def _take_strength(kind: str, key: str) -> None:
    asked: Any = people_state.choices(cache.knowledge()).recruiting
    strength = dict(asked.strength) | {kind: int(st.session_state[key])}
    people_state.change(cache.knowledge(), strength=tuple(strength.items()))


def _take_local(code: str, key: str) -> None:
    asked: Any = people_state.choices(cache.knowledge()).recruiting
    local = asked.with_local(code, int(st.session_state[key])).local
    people_state.change(cache.knowledge(), local=local)
