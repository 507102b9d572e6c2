"""Panels beside and below the map: reasons, profile, gaps, downloads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from views import certainty_words, drivers, headlines, state, tables, widgets, wording
from views.exports import files
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.evaluate import Result
    from plan.proposals import Proposal

LIST_HEIGHT = 560


def shortlist(proposals: Sequence[Proposal], result: Result) -> None:
    """The proposed places, each with its reasons in words."""
    lang, service = state.lang(), result.scenario.post_type
    st.subheader(word(f"shortlist.title.{service}"), anchor=False)
    if not proposals:
        st.caption(word("shortlist.none"))
    for rank, proposal in enumerate(proposals, start=1):
        with st.container(border=True):
            place = proposal.candidate
            name = f"{rank} · {place.kecamatan} — {place.desa}"
            why = tables.why(place, proposal.reasons, result, lang)
            reasons = escape_markdown(why)
            st.markdown(f"**{escape_markdown(name)}**  \n{reasons}")


def certainty(result: Result) -> None:
    """How sure the picture is: what is estimated, unknown or in dispute."""
    st.subheader(word("certainty.title"), anchor=False)
    for sentence in headlines.certainty(result, state.lang()):
        st.markdown(f"- {escape_markdown(sentence)}")


def profile(result: Result) -> None:
    """One kecamatan: its score, class and rank, and what drives them."""
    lang = state.lang()
    code = drivers.profiled(result, state.selected())
    portrait = headlines.portrait(result, code, lang)
    st.subheader(escape_markdown(portrait.label), anchor=False)
    st.metric(
        word("word.score"),
        escape_markdown(portrait.value),
        escape_markdown(portrait.note),
        delta_color="off",
        delta_arrow="off",
        help=escape_markdown(portrait.source),
    )
    st.markdown(escape_markdown(drivers.drivers_sentence(result, code, lang)))
    st.markdown(escape_markdown(certainty_words.sentence(result, code, lang)))
    widgets.plain_table(*drivers.drivers(result, code, lang), height="content")
    for note in drivers.counted_notes(result, code, lang):
        st.caption(escape_markdown(note))
    if state.selected() is None:
        st.caption(word("page.risk.choose"))


def notices(result: Result) -> None:
    """What a careful reader should know of the indicators, and how they are made."""
    lang = state.lang()
    names = {i.code: i.short[lang] for i in result.table.indicators}
    with st.expander(
        word("page.risk.flags", count=len(result.flags) + len(result.score.treated))
    ):
        for sentence in certainty_words.treated(result, lang):
            st.markdown(f"- {escape_markdown(sentence)}")
        for flag in result.flags:
            sentence = wording.flag(flag, lang, names=names)
            st.markdown(f"- {escape_markdown(sentence)}")
        st.caption(word("page.risk.tuning"))


def gaps(result: Result) -> None:
    """Kecamatan with a gap, each with its reasons in one sentence."""
    lang = state.lang()
    st.subheader(word(f"gaps.title.{result.scenario.post_type}"), anchor=False)
    note = tables.completeness(result, lang)
    st.caption(escape_markdown(note))
    with st.container(height=LIST_HEIGHT, border=True, key="gaps_list"):
        for gap in tables.gaps_in_order(result, state.selected()):
            told = "; ".join(wording.reason(reason, lang) for reason in gap.reasons)
            name = escape_markdown(gap.kecamatan)
            st.markdown(f"**{name}**: {escape_markdown(told)}")


def candidates(result: Result) -> None:
    """Every candidate desa, the most weighted voters first."""
    rows, columns = tables.candidate_table(result, state.lang())
    if rows:
        st.caption(word("page.coverage.candidates_note"))
        widgets.plain_table(rows, columns)
    else:
        st.caption(word("shortlist.none"))


def downloads(result: Result, scheme: str, key: str) -> None:
    """The view as a picture, its table as CSV and XLSX; made when asked for.

    The view of the proposals also has the proposal file.
    """
    lang = state.lang()
    with st.popover(word("download.title"), icon=":material/download:"):
        for kind in files.kinds_of(scheme):
            st.download_button(
                word(f"download.{kind}"),
                data=partial(files.export, result, kind, scheme, lang),
                file_name=files.unguessable_name(result, scheme, kind),
                mime=files.MIME[kind],
                on_click="ignore",
                key=f"{key}_{kind}",
                width="stretch",
            )
