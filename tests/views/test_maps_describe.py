"""The small map is the one we approved."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from views.maps.describe import describe
from views.maps.payload import MapPayload
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    Isoline,
    MapTexts,
    PlaceLabel,
    PostMark,
    Spoke,
    TpsMark,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "map_small.json"


def small() -> MapPayload:
    """Return four areas: worst with a gap, middle, best, and one unknown."""
    return MapPayload(
        areas=(
            AreaStyle("A", "Atas", 4, gap=True, unstable=True, label=(1.5, 116.5)),
            AreaStyle("B", "Barat", 2, provisional_gap=True, label=(1.5, 117.5)),
            AreaStyle("C", "Cempaka", 0, label=(0.5, 116.5), lines=("Skor 7",)),
            AreaStyle("D", "Delta", -1, label=(0.5, 117.5)),
        ),
        texts=MapTexts("Peta", "U", "Semua", "Dekat", "Jauh", "Provinsi", "Maaf"),
        posts=(
            PostMark("P1", "Polsek Barat", "polsek", 1.5, 117.5),
            PostMark("P2", "Pos lama", "pospol", 0.5, 116.5, counted=False),
            PostMark("P3", "Pos lain", "menara", 0.5, 117.0),
        ),
        candidates=(CandidateMark("A.1", 1, 1.2, 116.4, "Atas Ilir", note="94 %"),),
        spokes=(Spoke("A.1", "A.2", 1.3, 116.5, 1.2, 116.4),),
        isolines=(Isoline(60.0, "60 menit", 0, (((1, 116), (1, 117), (2, 117)),)),),
        tps=(TpsMark("C.1", "Cempaka Hulu", 0.4, 116.6, 7, "out"),),
        places=(PlaceLabel("sea", "Laut", 0.2, 118.4),),
        selected="B",
    )


def test_the_small_map_is_the_one_we_approved() -> None:
    """Fills, hatching, signs and places by code, as in tests/golden."""
    assert describe(small()) == json.loads(GOLDEN.read_text())


def test_what_is_switched_off_is_not_on_the_map() -> None:
    """Without layers only the fills remain; colours still mean what they meant."""
    bare = describe(replace(small(), layers=frozenset()))
    assert bare["posts"] == bare["candidates"] == bare["tps"] == {}
    assert bare["places"] == []
    assert bare["spokes"] == {}
    assert bare["areas"] == {
        "A": {"name": None, "fill": "#b30000", "hatch": [], "lines": []},
        "B": {"name": None, "fill": "#fc8d59", "hatch": [], "lines": []},
        "C": {"name": None, "fill": "#fef0d9", "hatch": [], "lines": ["Skor 7"]},
        "D": {"name": None, "fill": "#b9b8b4", "hatch": [], "lines": []},
    }


def test_coverage_has_colours_of_its_own() -> None:
    """The same class is another colour, so the two maps are not confused."""
    areas = describe(replace(small(), scheme="coverage"))["areas"]
    assert isinstance(areas, dict)
    assert areas["A"]["fill"] == "#006837"


def test_vulnerability_and_reach_have_nine_colours() -> None:
    """Cell 6: most vulnerable, least reached; 2: the opposite corner; -1 is grey."""
    cells = zip(small().areas, (6, 2, 4, -1), strict=True)
    shown = tuple(replace(area, risk_class=cell) for area, cell in cells)
    areas = describe(replace(small(), areas=shown, scheme="readiness"))["areas"]
    assert isinstance(areas, dict)
    fills = [area["fill"] for area in areas.values()]
    assert fills == ["#360a2a", "#fbf4d3", "#b1815a", "#b9b8b4"]
