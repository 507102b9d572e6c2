"""Panel of TPS vulnerability: classes per kecamatan, and reports to be ticked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from geo.errors import LayerError, ScenarioError
from risk.scenario import MOST_TPS_CUT, WORDS
from views import (
    cache,
    editor,
    state,
    tps_records,
    tps_rows,
    tps_tables,
    widgets,
    wording,
)
from views.state import word

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.area import StudyArea
    from plan.evaluate import Result

_KEPT: Literal["session"] = "session"  # as in the sidebar: a change of page keeps it
_LONGEST_SOURCE, _LONGEST_DATE = 500, 40
_DISABLED = ("tps_indicator", "tps_variable", "tps_name")


def tps_panel() -> None:
    """Classes by what is reported, and the table in which reports are ticked."""
    area = cache.knowledge().area
    if area.tps_indicators.empty:
        st.info(word("data.tps.no_indicators"))
        return
    st.caption(word("data.tps.help"))
    _choices()
    try:
        _classes(cache.result(needs_index=False))
    except ScenarioError as error:
        widgets.refusal(error)
    st.subheader(word("data.tps.reports"), anchor=False)
    _reports(area)


def _choices() -> None:
    """The bounds of the classes, and what is assumed where nobody reported."""
    rawan, very, assumption = st.columns([1, 1, 2])
    for column, name in zip((rawan, very), state.TPS_CUTS, strict=True):
        column.number_input(
            word(f"control.{name}", mark=wording.mark("assumed", state.lang())),
            min_value=1,
            max_value=MOST_TPS_CUT,
            step=1,
            key=name,
            persist_state=_KEPT,
        )
    assumption.segmented_control(
        word("control.tps_assumption"),
        WORDS["tps_assumption"],
        format_func=lambda code: wording.text(f"tps_assumption.{code}", state.lang()),
        key="tps_assumption",
        persist_state=_KEPT,
        required=True,
        help=word("data.tps.assumed"),
    )


def _classes(result: Result) -> None:
    widgets.shown_instead()
    if tps_tables.is_assuming(result):
        st.warning(word("data.tps.assumed"), icon=":material/help:")
    elif result.area.tps_reports.empty:
        st.info(word("data.tps.none"))
    widgets.plain_table(
        *tps_tables.class_table(result, state.lang()), key="tps_classes"
    )
    st.caption(
        wording.escape_markdown(tps_tables.bounds_sentence(result, state.lang()))
    )
    _download(
        "data.tps.download_classes",
        partial(tps_records.classes_csv, result),
        "tps_classes.csv",
        width="content",
    )


def _reports(area: StudyArea) -> None:
    """Pick a place, tick what is reported there, use it, take it away."""
    place = _place(area)
    said, dated = st.columns([3, 1])
    source = said.text_input(
        word("data.tps.source"), key="tps_source", max_chars=_LONGEST_SOURCE
    )
    on = dated.text_input(
        word("data.tps.date"), key="tps_date", max_chars=_LONGEST_DATE
    )
    edited = st.data_editor(
        tps_rows.editable(area, *place, state.lang()),
        hide_index=True,
        disabled=_DISABLED,
        column_order=[name for name in tps_rows.COLUMNS if name != "tps_indicator"],
        column_config={name: _column(name) for name in tps_rows.COLUMNS},
        key=f"tps_{area.data_version}_{'_'.join(place)}",
    )
    use, restore, keep, blank = st.columns(4)
    if use.button(
        word("data.posts.use"), key="tps_use", type="primary", width="stretch"
    ):
        _use(tps_rows.merged(area, place, edited, source, on))
    if restore.button(
        word("data.posts.restore"),
        key="tps_restore",
        width="stretch",
        disabled=not cache.has_own_reports(),
    ):
        cache.restore_reports()
        st.rerun()
    with keep:
        _download(
            "data.tps.download",
            partial(tps_records.reports_file, area),
            "tps_reports.csv",
        )
    with blank:
        _download(
            "data.tps.template",
            partial(tps_records.template, area),
            "tps_reports_template.csv",
        )


def _place(area: StudyArea) -> tuple[str, str]:
    """The desa and, where one is chosen, the TPS that the reports are on."""
    names = area.kecamatan["kecamatan"].astype(str).to_dict()
    first, second, third = st.columns(3)
    codes, chosen = list(names), state.selected()
    kecamatan = first.selectbox(
        word("word.kecamatan"),
        codes,
        index=codes.index(chosen) if chosen in codes else 0,
        format_func=lambda code: names[code],
        key="tps_kecamatan",
    )
    desa_names = tps_rows.places(area, kecamatan)
    desa = second.selectbox(
        word("word.desa"),
        list(desa_names),
        format_func=lambda code: desa_names[code],
        key=f"tps_desa_{kecamatan}",
    )
    tps_id = third.selectbox(
        word("data.tps.stand"),
        list(tps_rows.stands(area, desa)),
        format_func=_stand_name,
        key=f"tps_at_{desa}",
    )
    return desa, tps_id


def _stand_name(tps_id: str) -> str:
    return tps_id or wording.text(
        "data.tps.whole_desa",
        state.lang(),
        mark=wording.mark("estimate", state.lang()),
    )


def _use(reports: pd.DataFrame) -> None:
    """Use the reports, or name every fault and keep those in use."""
    try:
        cache.report_tps(reports)
    except LayerError as error:
        widgets.refusal(error)
    else:
        st.rerun()


def _download(
    label: str,
    data: Callable[[], bytes],
    name: str,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    st.download_button(
        word(label),
        data=data,
        file_name=name,
        mime=f"text/csv; nonce={editor.nonce()}",
        on_click="ignore",
        key=label,
        width=width,
    )


def _column(name: str) -> Any:  # noqa: ANN401 - Streamlit's own column types
    header = word(f"report_column.{name}")
    if name in tps_rows.TICKS:
        return st.column_config.CheckboxColumn(header, width="small")
    return st.column_config.TextColumn(
        header, width="large" if name == "tps_name" else None
    )
