"""Two other ways to answer a slider, to measure the product's own against."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from views import palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from plan.evaluate import Result
    from views.map_widget import Published


def in_text(result: Result, _: Published, _height: int, _key: str) -> None:
    """One line of text instead of the map: the least a rerun can cost."""
    st.text(_mark(result))


def rebuilt(result: Result, published: Published, height: int, key: str) -> None:
    """A whole new map at each move, as Folium's guide shows it.

    18 polygons with tooltips and a circle for each TPS, without a tooltip; the
    posts, names and hatches of the product's map are left out.
    """
    page = folium.Map(location=[0.9, 117.4], zoom_start=8, tiles=None)
    page.default_js = [("leaflet", f"{published.addresses.leaflet}/leaflet.js")]
    page.default_css = [("leaflet", f"{published.addresses.leaflet}/leaflet.css")]
    page.options["maxZoom"] = 15
    _areas(result).add_to(page)
    tps = result.area.tps
    for lat, lon in zip(tps["lat"].tolist(), tps["lon"].tolist(), strict=True):
        folium.CircleMarker([lat, lon], radius=3).add_to(page)
    _Mark(_mark(result)).add_to(page)
    st_folium(
        page,
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=["last_clicked"],
    )


def _areas(result: Result) -> folium.GeoJson:
    colours = palette.scheme_colours("risk")
    places = result.area.kecamatan[["kecamatan", "geometry"]].copy()
    places["fill"] = [
        colours[number] if number >= 0 else palette.THEMES["light"].unknown
        for number in result.score.risk_class
    ]
    return folium.GeoJson(
        places,
        style_function=_style,
        tooltip=folium.GeoJsonTooltip(["kecamatan"]),
    )


def _style(feature: dict[str, Any]) -> dict[str, object]:
    return {"fillColor": feature["properties"]["fill"], "fillOpacity": 1, "weight": 1}


class _Mark(MacroElement):
    """Tells the bench which answer the map shows."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'document.documentElement.dataset.benchMark = "{{ this.mark }}";'
        "{% endmacro %}"
    )

    def __init__(self, mark: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca says nothing
        self._name = "Mark"
        self.mark = mark


def _mark(result: Result) -> str:
    return hashlib.sha256(result.score.score.tobytes()).hexdigest()[:12]


WAYS: dict[str, Callable[[Result, Published, int, str], None]] = {
    "text": in_text,
    "rebuilt": rebuilt,
}
