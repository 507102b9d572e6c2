"""The Folium side of a map: a constant script, and a payload that updates it.

Branca compiles what it has rendered as a template once more, so a ``{{`` in a
name would run on the server. Nothing but addresses and base64 text is rendered
here: base64 has no character that a template, a script or HTML would read.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.template import Template

from views import palette
from views.maps.payload import digest_of

if TYPE_CHECKING:
    from views.maps.geometry import MapGeometry
    from views.maps.payload import MapPayload

STATIC = Path(__file__).parent / "static"
"""The map's own scripts and style, published as they are."""

TPS_PIXELS_PER_KM = {
    "risk": 2.0,
    "coverage": 1.4,
    "readiness": 2.0,
    "siting": 1.0,
    "logistics": 2.0,
}
"""Polling stations are drawn once a kilometre is this long on the screen.

Where coverage is the message they are drawn sooner, on a desk at first sight.
"""

SCRIPTS = (
    *("look.js", "marks.js", "tps.js", "spokes.js", "routes.js", "isolines.js"),
    *("labels.js", "furniture.js", "map.js"),
)
STYLES = ("map.css",)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a browser finds the published folders, without a closing slash."""

    leaflet: str
    static: str
    geometry: str


def to_base64(plain: str) -> str:
    """Return text as base64 of its UTF-8: the only form that enters a template."""
    return base64.b64encode(plain.encode()).decode("ascii")


class Start(MacroElement):
    """Starts the map's own script with its constants: shapes' addresses, colours."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'PetaRawan.start({{ this._parent.get_name() }}, "{{ this.config }}");'
        "{% endmacro %}"
    )

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the constants; a change of them makes the browser start anew."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca says nothing
        self._name = "Start"
        self.config = to_base64(json.dumps(config, sort_keys=True))


class Update(folium.FeatureGroup):
    """Carries one payload into a map that is already on the screen."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup([]);"
        'PetaRawan.apply("{{ this.payload }}");'
        "{% endmacro %}"
    )

    def __init__(self, payload: MapPayload) -> None:
        """Encode the payload, with its digest beside it."""
        super().__init__(name="update")
        state = payload.to_json()
        self.payload = to_base64(f'{{"digest":"{digest_of(state)}","state":{state}}}')

    def render(self, **_kwargs: object) -> str:
        """Add nothing to the page: streamlit-folium reads the script by itself.

        Folium's own render compiles the whole payload as a template, which
        costs time at each rerun and serves nothing here.
        """
        return ""


def build_map(geometry: MapGeometry, addresses: Addresses) -> folium.Map:
    """Return the map without any state; the same inputs give the same script.

    Every file it loads comes from this server.
    """
    south, west, north, east = geometry.bounds
    page = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=8,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        max_zoom=15,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=100,
    )
    page.options["maxZoom"] = 15
    page.default_js, page.default_css = _links(addresses)
    Start(_config(geometry, addresses)).add_to(page)
    return page


def _config(geometry: MapGeometry, addresses: Addresses) -> dict[str, Any]:
    return {
        "areas": f"{addresses.geometry}/{geometry.areas}",
        "around": f"{addresses.geometry}/{geometry.around}",
        "bounds": geometry.bounds,
        "region": geometry.region,
        "palette": palette.as_dict(),
        "tps_pixels_per_km": TPS_PIXELS_PER_KM,
    }


def _links(addresses: Addresses) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    scripts = [("leaflet", f"{addresses.leaflet}/leaflet.js")]
    scripts += [(name, _versioned(addresses.static, name)) for name in SCRIPTS]
    styles = [("leaflet_css", f"{addresses.leaflet}/leaflet.css")]
    styles += [(name, _versioned(addresses.static, name)) for name in STYLES]
    return scripts, styles


def _versioned(folder: str, name: str) -> str:
    """Return the address of a static file, with its hash, so none is stale."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"{folder}/{name}?v={version}"
