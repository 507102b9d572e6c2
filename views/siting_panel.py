"""Panels of the page of proposals: the answer, the map to place posts on, the depth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from plan.places_by_hand import dropped, nearest_desa, toggled
from risk.scenario import MOST_SITES
from views import background, panels, siting_tables, siting_words, state, widgets
from views.charts.curve import curve_chart
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.proposals import Sited
    from plan.siting_depth import Depth

_TAP = "place_by_tap"


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the page shows: the quick answer, or the proven one once there is one."""

    result: Result
    sited: Sited
    depth: Depth | None


def found(result: Result) -> Found:
    """The places of a result, proven if the proof is done.

    Raises `MethodError` where the siting model has no answer.
    """
    quick = result.placed
    deeper = background.found(result)
    if deeper is None:
        return Found(result, quick, None)
    return Found(replace(result, sited=deeper.sited), deeper.sited, deeper)


def answer(found: Found) -> None:
    """The answer in one sentence and four figures."""
    lang = state.lang()
    told = siting_words.headline(found.result, found.sited, lang)
    st.markdown(f"#### {escape_markdown(told)}")
    widgets.figures(siting_words.figures(found.result, found.sited, lang))


def proposals_map(result: Result) -> None:
    """The map; a tap adds or takes away a post where that is switched on."""
    left, right = st.columns([3, 1])
    by_tap = left.toggle(word("siting.tap"), key=_TAP, help=word("siting.tap.help"))
    shown = [one.candidate.desa_code for one in result.shortlist]
    right.button(
        word("siting.best_again"),
        on_click=state.place,
        args=((),),
        disabled=not result.scenario.sites,
        width="stretch",
    )
    click = widgets.map_and_click(result, "siting", "map_siting")
    if click is None:
        return
    inside = result.area.kecamatan_at(click.lon, click.lat) is not None
    if click.moved and not inside:
        return
    if not inside or not (by_tap or click.moved):
        widgets.choose_at(result, click)
        return
    code = nearest_desa(result.knowledge, click.lon, click.lat)
    moved = click.moved
    placed = dropped(shown, moved, code) if moved else toggled(shown, code)
    if len(placed) > MOST_SITES:
        st.toast(word("siting.too_many", most=MOST_SITES))
        return
    if not placed:
        st.toast(word("siting.last"))
    state.place(placed)
    st.rerun()


def proposals(found: Found) -> None:
    """The proposed places, each with its reasons in words, and all of it to paste."""
    lang = state.lang()
    service = found.result.scenario.post_type
    st.subheader(word(f"shortlist.title.{service}"), anchor=False)
    if found.sited.by_hand:
        own = siting_words.own_against_best(found.result, found.sited, lang)
        st.info(escape_markdown(own), icon=":material/touch_app:")
    for name, told in siting_words.reasons(found.result, found.sited, lang):
        with st.container(border=True):
            st.markdown(f"**{escape_markdown(name)}**  \n{escape_markdown(told)}")
    if found.sited.idle:
        st.caption(word("siting.idle", count=found.sited.idle))
    left_out = siting_words.unserved(found.sited, found.result, lang)
    if left_out:
        st.caption(escape_markdown(left_out))
    with st.expander(word("siting.paste")):
        st.code(
            siting_words.to_paste(found.result, found.sited, lang),
            language=None,
            wrap_lines=True,
        )


def depth(found: Found) -> None:
    """How many posts, what is equally good, and what going step by step would give."""
    if found.depth is None:
        st.caption(word("siting.counting"))
        background.work_on(found.result)
        return
    lang = state.lang()
    if found.depth.curve is not None:
        st.subheader(word("siting.curve"), anchor=False)
        st.markdown(
            escape_markdown(siting_words.curve_reading(found.result, found.depth, lang))
        )
        left, right = st.columns([1.2, 1], gap="medium")
        left.altair_chart(curve_chart(found.result, found.depth, lang), width="stretch")
        with right:
            widgets.plain_table(
                *siting_tables.curve_table(found.depth, lang),
                height="content",
            )
    with st.expander(word("siting.sets")):
        for names in siting_words.set_names(found.result, found.sited):
            st.markdown(f"- {escape_markdown(names)}")
        st.caption(word("siting.sets.note"))


def downloads(found: Found) -> None:
    """The proposals as picture, table and proposal file."""
    panels.downloads(found.result, "siting", key="siting")
