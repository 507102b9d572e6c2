"""Nothing a template, a script or HTML could read leaves the server."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit_folium import generate_leaflet_string

from views.maps.elements import SCRIPTS, STATIC, Addresses, Update, build_map
from views.maps.geometry import MapGeometry
from views.maps.payload import MapPayload
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    MapTexts,
    PlaceLabel,
    PostMark,
    TpsMark,
)

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "Pos {{",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "![x](http://192.0.2.1/x.png)",
    "[k](javascript:alert(1))",
    ":red[x]",
    "$x$",
    "\"'`\\",
    "_map_div_ feature_group_0",
    "\u2028\x00",
)
GEOMETRY = MapGeometry(Path("unused"), "k.json", "a.json", (0, 116, 2, 119), (0,) * 4)
ADDRESSES = Addresses("../leaflet", "../static", "../geometry")


def payload(text: str) -> MapPayload:
    """Return a payload with `text` in every field that can hold text."""
    return MapPayload(
        areas=(AreaStyle(text, text, 1, label=(0, 0), lines=(text,)),),
        texts=MapTexts(text, text, text, text, text, text, text),
        posts=(PostMark(text, text, text, 0, 0, lines=(text,)),),
        candidates=(CandidateMark(text, 1, 0, 0, text, (text,)),),
        tps=(TpsMark(text, text, 0, 0, 1, lines=(text,)),),
        places=(PlaceLabel("sea", text, 0, 0),),
        selected=text,
    )


def update_script(shown: MapPayload) -> str:
    """Return the script that streamlit-folium sends for a payload."""
    page, update = build_map(GEOMETRY, ADDRESSES), Update(shown)
    update.add_to(page)
    update.render()
    script: str = generate_leaflet_string(update)
    return script


def received(script: str) -> dict[str, object]:
    """Return what the browser decodes from the script."""
    (text,) = re.findall(r'PetaRawan\.apply\("([^"]*)"\)', script)
    content: dict[str, object] = json.loads(base64.b64decode(text, validate=True))
    return content


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_travels_unread(text: str) -> None:
    """It arrives as written, and the script holds base64 and nothing else."""
    script = update_script(payload(text))
    expected = json.loads(payload(text).to_json())
    assert received(script) == {"digest": payload(text).digest, "state": expected}
    around = re.sub(r'"[^"]*"', '""', script)
    assert around == ('var feature_group_div = L.featureGroup([]);PetaRawan.apply("");')


def test_the_payload_adds_nothing_to_the_page() -> None:
    """Folium's page renders without it: one way out, not two."""
    page, update = build_map(GEOMETRY, ADDRESSES), Update(payload("Pos {{"))
    update.add_to(page)
    html = page.get_root().render()
    assert "PetaRawan.start" in html
    assert "PetaRawan.apply" not in html
    assert update.payload not in html


def test_the_map_script_never_changes() -> None:
    """Else the browser would start anew and lose the reader's pan and zoom."""
    scripts = {
        generate_leaflet_string(build_map(GEOMETRY, ADDRESSES)) for _ in range(2)
    }
    assert len(scripts) == 1


def test_new_shapes_start_a_new_map() -> None:
    """Another file name is another script: no old shape under new codes."""
    other = replace(GEOMETRY, areas="other.json")
    assert generate_leaflet_string(
        build_map(GEOMETRY, ADDRESSES)
    ) != generate_leaflet_string(build_map(other, ADDRESSES))


def test_every_file_is_ours() -> None:
    """All links are relative; scripts and style carry the hash of their content."""
    page = build_map(GEOMETRY, ADDRESSES)
    links = [link for _, link in page.default_js + page.default_css]
    assert len(links) == len(SCRIPTS) + 3
    assert all(link.startswith("../") for link in links)
    own = [link for link in links if link.startswith("../static/")]
    assert all(re.fullmatch(r"[\w./]+\?v=[0-9a-f]{12}", link) for link in own)


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_the_scripts_read_no_markup_and_name_no_host(file: Path) -> None:
    """Text is set with textContent; only SVG's namespace looks like an address."""
    source = file.read_text().replace("http://www.w3.org/2000/svg", "")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacent", "document.write"):
        assert forbidden not in source
    assert "eval(" not in source
    assert "http" not in source
