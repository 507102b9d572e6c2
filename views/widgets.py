"""Pieces that pages are put together from; each shows, none computes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from views import cache, certainty_words, map_widget, state, story, tables, wording
from views.legend import legend
from views.maps.compose import compose
from views.state import word
from views.wording import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.errors import PetaRawanError
    from plan.evaluate import Result
    from views.headlines import Figure
    from views.map_widget import Click
    from views.maps.payload import MapPayload
    from views.maps.signs import Isoline
    from views.tables import Column, Row

MAP_HEIGHT = 600
_STYLE = """<style>
.block-container { padding: 3.4rem 2.2rem 2rem; max-width: 1900px; }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin: 0; }
[data-testid="stMetricValue"] { font-weight: 600; }
button[aria-label*="Download as CSV"] { display: none; }
.st-key-gaps_list { padding-bottom: 2.5rem;
  mask-image: linear-gradient(#000 calc(100% - 2.5rem), transparent); }
.st-key-gaps_list::-webkit-scrollbar { width: 10px; }
.st-key-gaps_list::-webkit-scrollbar-thumb { background: #b8b0a3; border-radius: 5px; }
@media (max-width: 640px) {
  .block-container { padding: 3.4rem 1rem 1rem; }
  [data-testid="stHorizontalBlock"]:has([data-testid="stMetric"]):not(:has(iframe))
    > [data-testid="stColumn"] { flex: 1 1 44%; min-width: 44%; }
  [data-testid="stMetricValue"] { font-size: 1.6rem; }
  [data-testid="stMetricLabel"] *, [data-testid="stMetricDelta"] * {
    white-space: normal !important; }
}
</style>"""


def head(result: Result, scheme: str) -> None:
    """Title, and one grey line with the state of the view."""
    lang = state.lang()
    st.header(escape_markdown(story.title(result, scheme, lang)), anchor=False)
    st.caption(escape_markdown(story.state(result, lang)))
    if scheme == "risk" and (notice := certainty_words.partial_notice(result, lang)):
        st.info(escape_markdown(notice), icon=":material/help:")
    shown_instead()
    if cache.has_corrected_posts():
        st.info(word("data.posts.in_use"), icon=":material/edit_location:")
    if cache.has_own_reports():
        st.info(word("data.tps.in_use"), icon=":material/edit_note:")


def shown_instead() -> None:
    """Why the choices have no answer of their own, and what is shown instead."""
    if (told := cache.refused()) is not None:
        error, instead = told
        refusal(error)
        st.info(word(instead))


def figures(shown: Sequence[Figure]) -> None:
    """Large figures side by side, each with what would change it below."""
    for column, figure in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(
            escape_markdown(figure.label),
            escape_markdown(figure.value),
            escape_markdown(figure.note) or None,
            delta_color="off",
            delta_arrow="off",
            help=escape_markdown(figure.source),
        )


def map_with_legend(result: Result, scheme: str, key: str) -> None:
    """The map; a click on a kecamatan chooses it."""
    click = map_and_click(result, scheme, key)
    if click is not None:
        choose_at(result, click)


def choose_at(result: Result, click: Click) -> None:
    """Choose the kecamatan that was clicked."""
    code = result.area.kecamatan_at(click.lon, click.lat)
    if code != state.selected():
        state.select(code)
        st.rerun()


def map_and_click(
    result: Result, scheme: str, key: str, isolines: tuple[Isoline, ...] = ()
) -> Click | None:
    """The map with its legend; what the reader did on it is for the page to answer."""
    shown = payload(result, scheme)
    shown = replace(shown, isolines=isolines) if isolines else shown
    click = map_widget.risk_map(shown, cache.published(), MAP_HEIGHT, key)
    legend(result, scheme, isolines)
    return click


def payload(result: Result, scheme: str) -> MapPayload:
    """What the map shows of a result by the choices at hand."""
    return compose(
        result,
        cache.backdrop(),
        scheme=scheme,
        lang=state.lang(),
        selected=state.selected(),
        layers=state.layers(),
        theme=st.context.theme.type or "light",
    )


def table(
    rows: Sequence[Row], columns: Sequence[Column], key: str, height: str = "auto"
) -> None:
    """Rows of kecamatan; choosing one chooses it on the map, and back.

    A table keeps its own choice, by row. Where the map has chosen since, or the
    chosen kecamatan has moved to another row, it is built anew under another key
    and opens on that row.
    """
    codes = [str(row["kecamatan_code"]) for row in rows]
    chosen = state.selected()
    place = [codes.index(chosen)] if chosen in codes else []
    shown = st.session_state.setdefault(f"{key}_shown", {"row": [], "made": 0})
    if shown["row"] != place:
        shown |= {"row": place, "made": shown["made"] + 1}
    own = f"{key}_{state.lang()}_{shown['made']}"

    def choose() -> None:
        shown["row"] = list(st.session_state[own].selection.rows)
        state.select(codes[shown["row"][0]] if shown["row"] else None)

    plain_table(
        rows,
        columns,
        key=own,
        height=height,
        on_select=choose,
        selection_mode="single-row",
        selection_default={"selection": {"rows": place}},
    )


def plain_table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    **options: Any,  # noqa: ANN401 - passed on to st.dataframe as they are
) -> None:
    """Rows as they are, written in the reader's language; sorting stays numeric."""
    frame = tables.frame(rows, columns)
    written = frame.style.format(
        {c.key: tables.formatter(c.kind, state.lang()) for c in columns}
    )
    config = {column.key: _configured(column) for column in columns}
    st.dataframe(
        written,
        column_config=config,
        hide_index=True,
        placeholder=wording.text("value.unknown", state.lang()),
        **options,
    )


def _configured(column: Column) -> Any:  # noqa: ANN401 - Streamlit's own column types
    """How a column is drawn: a bar, or the text that the frame brings along."""
    if column.kind == "bar":
        return st.column_config.ProgressColumn(
            column.header,
            min_value=0,
            max_value=100,
            format=" ",
            width=column.width or "small",
        )
    return st.column_config.Column(column.header, width=column.width)


def style() -> None:
    """Room above the fold, and type that carries to the back of a meeting room."""
    st.html(_STYLE)


def refusal(error: PetaRawanError) -> None:
    """Every fault in both languages of the house, the reader's first."""
    first, known = state.lang(), cache.loaded()
    for lang in (first, *(other for other in state.LANGUAGES if other != first)):
        st.error(escape_markdown(wording.headline(error, lang)))
        for sentence in story.faults(error, known, lang):
            st.markdown(f"- {escape_markdown(sentence)}")
