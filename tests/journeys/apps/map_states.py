"""The states the map-alone app can be in, each a payload built from the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
from shapely import box

from views.maps.payload import MapPayload
from views.maps.places import label_points
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    MapTexts,
    PlaceLabel,
    PostMark,
    TpsMark,
)

if TYPE_CHECKING:
    from geo.area import StudyArea

HOSTILE = (
    "{{7*7}} {% raw %} Pos {{",
    "${alert(1)} <img src=x onerror=alert(2)>",
    "![x](http://192.0.2.1/x.png) [k](javascript:alert(3))",
    ":red[x] $x$ </script><script>alert(4)</script> \"'\\`",
)
"""Names that would act if anything read them; the app's four areas bear them."""

_SQUARES = {"A": (116, 1), "B": (117, 1), "C": (116, 0), "D": (117, 0)}
_CLASSES = (4, 2, 0, -1)


@dataclass(frozen=True)
class FourSquares:
    """Areas A to D of one degree each, two by two, with land around them."""

    kecamatan: gpd.GeoDataFrame
    context: gpd.GeoDataFrame
    land: gpd.GeoDataFrame


def four_squares() -> FourSquares:
    """Return the study area of the tests: A north-west, D south-east."""
    wgs84 = "EPSG:4326"
    shapes = [box(x, y, x + 1, y + 1) for x, y in _SQUARES.values()]
    return FourSquares(
        gpd.GeoDataFrame(index=list(_SQUARES), geometry=shapes, crs=wgs84),
        gpd.GeoDataFrame(
            {"kode": ["W"], "nama": ["West"]},
            geometry=[box(114, 0, 116, 2)],
            crs=wgs84,
        ),
        gpd.GeoDataFrame(geometry=[box(113, -1, 117.5, 3)], crs=wgs84),
    )


def _areas(classes: tuple[int, ...], names: tuple[str, ...]) -> tuple[AreaStyle, ...]:
    return tuple(
        AreaStyle(
            code,
            name,
            level,
            gap=code == "A",
            provisional_gap=code == "B",
            unstable=code == "C",
            label=(y + 0.5, x + 0.5),
            lines=(f"{name} / {level}",),
        )
        for (code, (x, y)), level, name in zip(
            _SQUARES.items(), classes, names, strict=True
        )
    )


_TOGETHER = (("polres", True), ("polsek", True), ("kodim", False), ("lanal", False))
_ALONE = PostMark("P9", HOSTILE[2], "polsek", 0.2, 117.8, lines=(HOSTILE[3],))
_POSTS = (
    *(
        PostMark(f"P{number}", f"{HOSTILE[1]} {number}", kind, 1.2, 116.2, counted=full)
        for number, (kind, full) in enumerate(_TOGETHER)
    ),
    _ALONE,
)

_START = MapPayload(
    areas=_areas(_CLASSES, HOSTILE),
    texts=MapTexts("Peta", "U", "Semua", "Dekat", "Jauh", HOSTILE[0], "Maaf"),
    posts=_POSTS,
    candidates=(CandidateMark("A.1", 1, 1.8, 116.8, HOSTILE[3], (HOSTILE[0],)),),
    tps=(
        TpsMark("C.1", HOSTILE[0], 0.8, 116.2, 9, "in", (HOSTILE[1],)),
        TpsMark("C.2", "Dua", 0.8, 116.4, 9, "out"),
        TpsMark("C.3", "Tiga", 0.8, 116.6, 9, "no_route"),
        TpsMark("C.4", "Empat", 0.8, 116.8, 9, "unknown"),
    ),
    places=(PlaceLabel("sea", HOSTILE[1], 1.0, 119.0),),
)

STATES: dict[str, MapPayload] = {
    "start": _START,
    "classes": replace(_START, areas=_areas((0, 1, 2, 3), HOSTILE)),
    "corrected": replace(
        _START,
        posts=(
            *_POSTS[1:4],
            replace(_ALONE, lat=0.8),
            replace(_ALONE, post_id="P10", lon=117.2),
        ),
        candidates=(),
    ),
    "english": replace(
        _START,
        areas=_areas(_CLASSES, ("North", "East", "South", "West")),
        texts=MapTexts("Map", "N", "All", "In", "Out", "Province", "Sorry"),
    ),
    "dark": replace(_START, theme="dark", scheme="coverage"),
    "doubtful": replace(
        _START,
        areas=tuple(replace(area, unstable=True) for area in _START.areas),
    ),
    "bare": replace(_START, layers=frozenset()),
}


def plain_payload(area: StudyArea) -> MapPayload:
    """Return a real area with its names and posts, every area in the middle class."""
    points = label_points(area.kecamatan)
    return MapPayload(
        areas=tuple(
            AreaStyle(code, name, 2, label=points[code])
            for code, name in area.kecamatan["kecamatan"].items()
        ),
        texts=_START.texts,
        posts=tuple(
            PostMark(
                str(post_id), row["name"], row["post_type"], row["lat"], row["lon"]
            )
            for post_id, row in area.posts.to_dict("index").items()
        ),
    )
