"""Panels of the page of people: enough or not, where, from where, on what basis."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import PetaRawanError
from plan.personnel.deploy import Deployment, deploy, require_book
from plan.personnel.reserve import Reserve, place_reserve
from plan.polling_day import recruits
from views import (
    cache,
    legend,
    map_widget,
    people_state,
    personnel_basis,
    personnel_pools,
    personnel_state,
    personnel_tables,
    personnel_words,
    state,
    widgets,
    wording,
)
from views.exports import deployment as deployment_file
from views.exports.files import MIME, unguessable_name
from views.maps.personnel import NEED_CUTS, RESPONSE_CUTS, responding, staffed
from views.state import word
from views.wording import escape_markdown, number

if TYPE_CHECKING:
    from plan.evaluate import Result


def found(result: Result) -> Deployment:
    """The plan for the choices at hand.

    Raises `MethodError` or `ScenarioError` naming every fault of them.
    """
    staffing = personnel_state.staffing(require_book(result))
    known = result.knowledge
    local = recruits(known, people_state.choices(known).recruiting)
    return deploy(result, staffing, local)


def answer(plan: Deployment) -> None:
    """Need less people first, in one sentence and large figures."""
    lang = state.lang()
    with st.container():
        told = personnel_words.headline(plan, lang)
        st.markdown(f"#### {escape_markdown(told)}")
        widgets.figures(personnel_words.figures(plan, lang))


def waiting(plan: Deployment) -> Reserve | PetaRawanError:
    """Where the reserve should wait, or why that cannot be told."""
    chosen = st.session_state
    try:
        return place_reserve(
            plan, chosen[personnel_state.PLACES], chosen[personnel_state.GOAL]
        )
    except PetaRawanError as error:
        return error


def people_map(plan: Deployment, held: Reserve | PetaRawanError) -> None:
    """Kecamatan by police needed, or by the reserve's response; a click chooses."""
    lang = state.lang()
    views = ("need", "response")
    shown = st.segmented_control(
        word("personnel.map.which"),
        views,
        default=views[0],
        format_func=lambda code: wording.text(f"personnel.map.which.{code}", lang),
        key="staff_map",
        required=True,
        label_visibility="collapsed",
    )
    payload = widgets.payload(plan.result, "risk")
    if shown == views[0] or isinstance(held, PetaRawanError):
        drawn = staffed(payload, plan, lang)
        legend_below = partial(
            legend.people, plan.result, _bounds(lang), has_gap=bool(plan.unmet)
        )
    else:
        drawn = responding(payload, plan, held, lang)
        cuts = [wording.minutes(cut, lang) for cut in RESPONSE_CUTS]
        legend_below = partial(legend.response, cuts)
    click = map_widget.risk_map(
        drawn, cache.published(), widgets.MAP_HEIGHT, "map_personnel"
    )
    legend_below()
    if click is not None:
        widgets.choose_at(plan.result, click)


def _bounds(lang: str) -> list[str]:
    """Classes of police needed, in words: "0", "1-19", ..."""
    ends = [number(cut, lang) for cut in NEED_CUTS]
    last = [number(cut - 1, lang) for cut in NEED_CUTS[1:]]
    spans = [f"{low}\N{EN DASH}{high}" for low, high in zip(ends, last, strict=False)]
    return ["0", *spans, f"\N{GREATER-THAN OR EQUAL TO} {ends[-1]}"]


def areas(plan: Deployment) -> None:
    """Every kecamatan, and what is unmet, the worst first."""
    lang = state.lang()
    st.subheader(word("personnel.areas"), anchor=False)
    rows, columns = personnel_tables.area_table(plan, lang)
    widgets.table(rows, columns, key="people", height="content")


def unmet(plan: Deployment) -> None:
    """Groups of TPS that nobody can guard, by name."""
    if plan.unmet:
        st.subheader(word("personnel.unmet.title"), anchor=False)
        widgets.plain_table(*personnel_tables.unmet_table(plan, state.lang()))


def readings(plan: Deployment) -> None:
    """The sources' numbers of TPS side by side."""
    st.subheader(word("personnel.readings"), anchor=False)
    st.caption(word("personnel.readings.note"))
    widgets.plain_table(
        *personnel_tables.reading_table(plan, state.lang()), height="content"
    )


def pools(plan: Deployment) -> None:
    """Who there is, and where they start: to be corrected."""
    with st.expander(word("personnel.pools")):
        personnel_pools.editor(plan)


def orders(plan: Deployment) -> None:
    """Who goes where and when, of the chosen kecamatan or all."""
    lang, chosen = state.lang(), state.selected()
    with st.expander(word("personnel.orders")):
        if chosen is None:
            st.caption(word("personnel.orders.choose"))
        widgets.plain_table(*personnel_tables.order_table(plan, chosen, lang))


def reserve(plan: Deployment, held: Reserve | PetaRawanError) -> None:
    """Where the reserve should wait, and how soon it is anywhere."""
    lang = state.lang()
    with st.expander(word("personnel.reserve")):
        if isinstance(held, PetaRawanError):
            widgets.refusal(held)
            return
        told = personnel_words.reserve_sentence(plan, held, lang)
        st.markdown(escape_markdown(told))
        widgets.plain_table(
            *personnel_tables.reserve_table(plan, held, lang), height="content"
        )


def basis(plan: Deployment) -> None:
    """Everything that nobody has published."""
    with st.expander(word("personnel.basis")):
        for told in personnel_basis.assumptions(plan, state.lang()):
            st.markdown(f"- {escape_markdown(told)}")


def downloads(plan: Deployment) -> None:
    """The deployment order as a workbook or for machines; made when asked for."""
    lang = state.lang()
    with st.popover(word("personnel.download"), icon=":material/download:"):
        for kind in deployment_file.KINDS:
            st.download_button(
                word(f"download.{kind}"),
                data=partial(deployment_file.write_deployment, plan, kind, lang),
                file_name=unguessable_name(plan.result, "personnel", kind),
                mime=MIME[kind],
                on_click="ignore",
                key=f"personnel_{kind}",
                width="stretch",
            )
