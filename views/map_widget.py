"""The map on the page: publishes its files, shows it, hears the reader's clicks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
import streamlit.components.v1 as components
import xstatic.pkg.leaflet
from streamlit_folium import st_folium

from views.maps.elements import STATIC, Addresses, Update, build_map
from views.maps.geometry import (
    HasShapes,
    MapGeometry,
    cache_folder,
    write_geometry,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from views.maps.payload import MapPayload


_STYLE = """<style>
@media (max-width: 640px) {
  iframe[title="streamlit_folium.st_folium"] { height: min(62vh, 420px); }
}
.stElementContainer:has(iframe[title="streamlit_folium.st_folium"]) {
  opacity: 1 !important; transition: none !important;
}
</style>"""
"""On a phone, a map as tall as on a desk would leave a thumb no place to scroll.

Streamlit fades what it is about to renew, and back: the browser would draw the whole
map twice for each move of a slider, which takes longer than the answer.
"""


@dataclass(frozen=True, slots=True)
class Click:
    """Where the reader clicked, in degrees, or dropped the proposed post `moved`."""

    lat: float
    lon: float
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A study area whose shapes a browser can fetch, and from where."""

    geometry: MapGeometry
    addresses: Addresses


def publish(area: HasShapes, folder: Path | None = None) -> Published:
    """Write the public shapes of `area` once and serve them with Leaflet.

    Only boundaries and codes are in the served folder (`cache_folder` unless
    given). Raises `PetaRawanError` if they cannot be written.
    """
    geometry = write_geometry(area, folder or cache_folder())
    addresses = Addresses(
        leaflet=_serve("leaflet", Path(xstatic.pkg.leaflet.BASE_DIR)),
        static=_serve("map_static", STATIC),
        geometry=_serve("map_geometry", geometry.folder),
    )
    return Published(geometry, addresses)


def _serve(name: str, folder: Path) -> str:
    """Publish `folder`; return its address as the map's own frame sees it.

    The address is relative to streamlit-folium's frame, so that it holds under
    any base path of the server.
    """
    component = components.declare_component(name, path=folder)
    return f"../{component.name}"


def risk_map(
    payload: MapPayload, published: Published, height: int, key: str
) -> Click | None:
    """Show the map, `height` pixels tall; return a click, or a proposal dropped.

    A click is returned once, in the run it causes; None in every other run, so
    that an old click cannot undo a choice made elsewhere on the page.
    """
    st.html(_STYLE)
    state = st_folium(
        build_map(published.geometry, published.addresses),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=["last_clicked"],
        feature_group_to_add=Update(payload),
        render=False,
    )
    return _new_click((state or {}).get("last_clicked"), f"{key}_handled")


def _new_click(click: Mapping[str, Any] | None, handled: str) -> Click | None:
    """Return the click unless it is the one returned last time."""
    if not click or click == st.session_state.get(handled):
        return None
    st.session_state[handled] = dict(click)
    moved = click.get("moved")
    return Click(click["lat"], click["lng"], None if moved is None else str(moved))
