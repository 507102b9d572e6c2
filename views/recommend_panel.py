"""The sheet on the page: where first, what to do, and text to be changed and taken."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from plan.polling_day import day_sheet
from views import (
    cache,
    logistics_state,
    people_state,
    personnel_state,
    recommend_words,
    state,
    widgets,
)
from views.exports import files, sheets
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.recommend import Block
    from plan.sheet import Sheet

_TEXTS, _ROUND = "sheet_texts", "sheet_round"
_LONGEST = 8000  # letters of a block
_DIGEST = 12
_ALL = "all"
_HEIGHT = 500  # pixels


def sheet_of(result: Result) -> Sheet:
    """The sheet under the choices at hand.

    Raises `CatalogueError` for faulty files of the area, `ScenarioError` for choices
    that are not allowed.
    """
    known = cache.knowledge()
    choices = people_state.choices(known)
    asked = replace(
        choices,
        staffing=personnel_state.chosen(known),
        shipping=logistics_state.shipping(known),
    )
    return day_sheet(result, people_state.basis(known), asked)


def answer(sheet: Sheet) -> None:
    """Where first and what to do there: read in ten seconds."""
    lang = state.lang()
    widgets.figures(recommend_words.figures(sheet, lang))
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        widgets.map_with_legend(sheet.result, "readiness", key="map_recommend")
    with right:
        st.subheader(word("recommend.first"), anchor=False)
        for block in sheet.blocks[: recommend_words.FIRST]:
            with st.container(border=True):
                name = escape_markdown(recommend_words.title(block, lang))
                told = escape_markdown(recommend_words.actions(sheet, block, lang))
                st.markdown(f"**{name}**  \n{told}")
        st.caption(escape_markdown(recommend_words.order_text(sheet, lang)))


def priorities(sheet: Sheet) -> None:
    """Every kecamatan in order, by what it asks for."""
    for heading, told in recommend_words.groups(sheet, state.lang()):
        listed = "\n".join(
            f"- **{escape_markdown(name)}**: {escape_markdown(actions)}"
            for name, actions in told
        )
        st.markdown(f"##### {escape_markdown(heading)}\n{listed}")


def block_editor(sheet: Sheet) -> None:
    """The block of the chosen kecamatan, its text to be changed before export."""
    lang = state.lang()
    block = sheet.block(state.selected())
    own, base = _own(block), _base(sheet, block)
    st.subheader(word("recommend.block"), anchor=False)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    titles = {
        one.kecamatan_code: recommend_words.title(one, lang) for one in sheet.blocks
    }
    codes = list(titles)
    left.selectbox(
        word("recommend.choose"),
        codes,
        index=codes.index(block.kecamatan_code),
        format_func=lambda code: titles[code],
        key=(where := f"sheet_where_{block.kecamatan_code}"),
        on_change=lambda: state.select(st.session_state[where]),
    )
    right.button(
        word("recommend.restore"),
        key="sheet_restore",
        on_click=_forget,
        args=(block,),
        disabled=own is None,
        width="stretch",
    )
    if own is not None and own[0] != base:
        st.warning(word("recommend.stale"), icon=":material/history:")
    made = st.session_state.setdefault(_ROUND, 0)
    digest = hashlib.sha256(base.encode()).hexdigest()[:_DIGEST]
    key = f"sheet_{lang}_{block.kecamatan_code}_{digest}_{made}"
    st.text_area(
        word("recommend.edit"),
        value=base if own is None else own[1],
        height=_HEIGHT,
        max_chars=_LONGEST,
        key=key,
        on_change=_keep,
        args=(block, base, key),
    )


def downloads(sheet: Sheet) -> None:
    """The sheet of one kecamatan or of all, as PDF and DOCX, with the changed texts."""
    lang = state.lang()
    names = {one.kecamatan_code: one.kecamatan for one in sheet.blocks}
    block = sheet.block(state.selected())
    codes = [_ALL, block.kecamatan_code]
    what, pdf, word_file = st.columns([1.6, 1, 1], vertical_alignment="bottom")
    chosen = what.segmented_control(
        word("recommend.which"),
        codes,
        default=_ALL,
        format_func=lambda code: (
            escape_markdown(names[code]) if code in names else word("recommend.all")
        ),
        key=f"sheet_which_{block.kecamatan_code}",
        required=True,
    )
    only = None if chosen == _ALL else str(chosen)
    for column, kind in ((pdf, "pdf"), (word_file, "docx")):
        column.download_button(
            word(f"recommend.download.{kind}"),
            data=partial(sheets.write_sheet, sheet, kind, lang, only, _texts(lang)),
            file_name=files.unguessable_name(sheet.result, "recommend", kind),
            mime=files.MIME[kind],
            on_click="ignore",
            key=f"sheet_{kind}",
            width="stretch",
        )


def _base(sheet: Sheet, block: Block) -> str:
    lang = state.lang()
    return recommend_words.as_text(recommend_words.lines(sheet, block, lang))


def _store() -> dict[tuple[str, str], tuple[str, str]]:
    """(language, kecamatan_code) -> the text that was changed, and what it became."""
    kept: dict[tuple[str, str], tuple[str, str]]
    kept = st.session_state.setdefault(_TEXTS, {})
    return kept


def _own(block: Block) -> tuple[str, str] | None:
    return _store().get((state.lang(), block.kecamatan_code))


def _texts(lang: str) -> dict[str, str]:
    """Changed texts of a language, by kecamatan_code."""
    return {code: text for (said, code), (_, text) in _store().items() if said == lang}


def _keep(block: Block, base: str, key: str) -> None:
    place, text = (state.lang(), block.kecamatan_code), st.session_state[key]
    if text == base:
        _store().pop(place, None)
    else:
        _store()[place] = (base, text)


def _forget(block: Block) -> None:
    _store().pop((state.lang(), block.kecamatan_code), None)
    st.session_state[_ROUND] += 1
