"""Panels of the page of the logistics: answer, map, timeline, tables."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from plan.logistics.ship import norms_needed
from views import (
    cache,
    legend,
    logistics_figures,
    logistics_state,
    logistics_tables,
    logistics_words,
    map_widget,
    palette,
    state,
    widgets,
    wording,
)
from views.charts.timeline import timeline_chart
from views.exports import files
from views.maps.logistics import compose_logistics
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from views.logistics_words import Plans

_LOOK = "border:0;border-top:3px {look} {colour};height:0"
_LINE = f'<span><i style="{_LOOK}"></i>{{text}}</span>'


def found(result: Result) -> Plans:
    """The plan of both seasons by the choices at hand.

    Raises `ScenarioError` for choices that are refused, `MethodError` where the study
    area has no logistics.
    """
    shipping = logistics_state.shipping(result.knowledge)
    return logistics_words.plans(
        result, shipping or norms_needed(result.knowledge).shipping
    )


def answer(found: Plans) -> None:
    """What is late and what leaves first, in a sentence and in large figures.

    In a box of its own: a map that moves down one place would be drawn anew.
    """
    lang = state.lang()
    with st.container():
        st.markdown(f"#### {escape_markdown(logistics_words.headline(found, lang))}")
        widgets.figures(logistics_figures.figures(found, lang))


def routes_map(found: Plans) -> None:
    """The map of the ways; a click on a kecamatan chooses it."""
    payload = compose_logistics(
        found,
        cache.backdrop(),
        lang=state.lang(),
        selected=state.selected(),
        layers=state.layers(),
        theme=st.context.theme.type or "light",
    )
    click = map_widget.risk_map(
        payload, cache.published(), widgets.MAP_HEIGHT, "map_logistics"
    )
    legend.show(_legend(found))
    if click is not None:
        widgets.choose_at(found.result, click)


def _legend(found: Plans) -> Iterator[str]:
    """Days of departure, late, without a way; lines by road and by boat."""
    lang, shipping = state.lang(), found.here.shipping
    colours = palette.scheme_colours("logistics")
    last = shipping.deadline_day
    yield f"<u>{escape(wording.text('logistics.legend', lang))}</u>"
    for level in range(4):
        key = {0: "later", 3: "earlier"}.get(level, "day")
        day = logistics_words.day_word(last + level)
        text = wording.text(f"logistics.legend.{key}", lang, day=day)
        yield legend.swatch(colours[level], text)
    yield legend.swatch(colours[4], wording.text("logistics.legend.late", lang))
    lost = wording.text("logistics.legend.no_route", lang)
    yield legend.swatch(palette.THEMES["light"].unknown, lost)
    accent = palette.THEMES["light"].accent
    if not found.here.is_mapped:
        text = escape(wording.text("logistics.legend.unmapped", lang))
        yield _LINE.format(look="dotted", colour=accent, text=text)
        return
    for mode, look in (("road", "solid"), ("sea", "dashed")):
        text = escape(wording.text(f"logistics.legend.{mode}", lang))
        yield _LINE.format(look=look, colour=accent, text=text)
    if found.here.late:
        text = escape(wording.text("logistics.legend.late_way", lang))
        yield _LINE.format(look="solid", colour="#b30000", text=text)


def urgent(found: Plans) -> None:
    """The kecamatan to think of first, each in a sentence."""
    st.subheader(word("logistics.urgent"), anchor=False)
    for name, told in logistics_words.urgent(found, state.lang()):
        with st.container(border=True):
            st.markdown(f"**{escape_markdown(name)}**  \n{escape_markdown(told)}")


def timeline(found: Plans) -> None:
    """A bar for each kecamatan, from loading to the farthest desa."""
    st.subheader(word("logistics.timeline"), anchor=False)
    st.caption(word("logistics.timeline.note"))
    st.altair_chart(timeline_chart(found, state.lang()), width="stretch")


def convoys(found: Plans) -> None:
    """The convoys, their legs, and the stages of every kecamatan."""
    lang = state.lang()
    st.subheader(word("logistics.convoys"), anchor=False)
    st.caption(word("logistics.convoys.note"))
    widgets.plain_table(*logistics_tables.convoy_table(found, lang), height="content")
    with st.expander(word("logistics.sheet.legs")):
        widgets.plain_table(*logistics_tables.leg_table(found, lang), height="content")
    st.subheader(word("logistics.seasons"), anchor=False)
    widgets.table(
        *logistics_tables.season_table(found, lang), key="seasons", height="content"
    )
    with st.expander(word("logistics.stages")):
        stages = logistics_tables.stage_table(found, lang)
        widgets.plain_table(*stages, height="content")


def depth(found: Plans) -> None:
    """The sea legs, the way back, and the numbers that all rests on."""
    lang = state.lang()
    rows, columns = logistics_tables.sea_table(found, lang)
    with st.expander(word("logistics.sea", count=len(rows))):
        if rows:
            widgets.plain_table(rows, columns, height="content")
        else:
            st.caption(word("logistics.sea.none"))
    with st.expander(word("logistics.back")):
        st.caption(escape_markdown(logistics_words.back_sentence(found, lang)))
        widgets.plain_table(*logistics_tables.back_table(found, lang), height="content")
    with st.expander(word("logistics.numbers")):
        for sentence in logistics_words.numbers(found.here, lang):
            st.markdown(f"- {escape_markdown(sentence)}")


def downloads(found: Plans) -> None:
    """The convoy list as CSV and XLSX; made when asked for."""
    lang = state.lang()
    with st.popover(word("download.title"), icon=":material/download:"):
        for kind in ("csv", "xlsx"):
            st.download_button(
                word(f"download.{kind}"),
                data=partial(_file, found, kind, lang),
                file_name=files.unguessable_name(found.result, "logistics", kind),
                mime=files.MIME[kind],
                on_click="ignore",
                key=f"logistics_{kind}",
                width="stretch",
            )


def _file(found: Plans, kind: str, lang: str) -> bytes:
    from views.exports import convoys  # noqa: PLC0415 - seconds to import

    return convoys.export(found, kind, lang)
