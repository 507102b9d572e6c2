"""A layer of lines that somebody brings, from any of the files we read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import LayerError, Problem
from geo.geojson import MAX_LAT, MAX_LON, parse_geojson
from geo.impedance.ways.geopackage import read_geopackage
from geo.impedance.ways.way import LAYER, ways_of
from geo.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from geo.area import StudyArea
    from geo.impedance.ways.way import Way
    from geo.units import Floats

NEAR_DEGREES = 0.5  # how far around the study area ways are of use: a detour


def read_ways(content: bytes, file: str) -> list[Way]:
    """Every line of a file: .geojson, .json, .gpkg or .osm.pbf, in degrees (WGS 84).

    Raises `LayerError` for another kind of file, and for one that cannot be read.
    """
    for ending, reader in _READERS.items():
        if file.lower().endswith(ending):
            return reader(content, file)
    raise LayerError(LAYER, [Problem.of("lines_kind", file=file)])


def usable(
    ways: Sequence[Way], known: Collection[str], area: StudyArea, file: str
) -> tuple[list[Way], dict[str, int]]:
    """Ways near the study area with a class of `known`; the others' classes, counted.

    Raises `LayerError` where no line is left, naming why: none at all, exchanged
    axes, no degrees, far away, or of classes without a speed.
    """
    if not ways:
        raise LayerError(LAYER, [Problem.of("lines_missing", file=file)])
    problems = list(_place_problems(ways, area, file))
    if problems:
        raise LayerError(LAYER, problems)
    west, south, east, north = _around(area)
    near = [way for way in ways if _meets(way.lonlat, (west, south, east, north))]
    left_out = Counter(way.kind or "?" for way in near if way.kind not in known)
    kept = [way for way in near if way.kind in known]
    if not kept:
        shown = tuple(f"{name} ({count})" for name, count in left_out.most_common(5))
        problem = Problem.of("lines_classes", file=file, classes=shown)
        raise LayerError(LAYER, [problem])
    return kept, dict(sorted(left_out.items()))


def _place_problems(
    ways: Sequence[Way], area: StudyArea, file: str
) -> Iterator[Problem]:
    every = np.concatenate([way.lonlat for way in ways])
    bounds = _around(area)
    if not (np.abs(every) <= (MAX_LON, MAX_LAT)).all():
        yield Problem.of("lines_not_degrees", file=file)
    elif not any(_meets(way.lonlat, bounds) for way in ways):
        swapped = any(_meets(way.lonlat[:, ::-1], bounds) for way in ways)
        yield Problem.of("lines_swapped" if swapped else "lines_far", file=file)


def _around(area: StudyArea) -> tuple[float, float, float, float]:
    west, south, east, north = (float(edge) for edge in area.kecamatan.total_bounds)
    near = NEAR_DEGREES
    return west - near, south - near, east + near, north + near


def _meets(lonlat: Floats, bounds: tuple[float, float, float, float]) -> bool:
    """Whether any point of a line lies within the bounds (<=)."""
    west, south, east, north = bounds
    inside = (lonlat >= (west, south)) & (lonlat <= (east, north))
    return bool(inside.all(axis=1).any())


def _read_geojson(content: bytes, file: str) -> list[Way]:
    features = parse_geojson(content, Schema(LAYER, file, {}))
    names = list(features.texts)
    rows = zip(*features.texts.values(), strict=True) if names else ()
    tags = [dict(zip(names, row, strict=True)) for row in rows]
    blank: list[dict[str, str]] = [{} for _ in features.geometries]
    return [
        way
        for geometry, told in zip(features.geometries, tags or blank, strict=True)
        for way in ways_of(geometry, told)
    ]


def _read_osm(content: bytes, file: str) -> list[Way]:
    # Only an extract needs osmium; nothing else waits for its import.
    from geo.impedance.ways.osm import read_osm  # noqa: PLC0415 - see above

    return read_osm(content, file)


_READERS: dict[str, Callable[[bytes, str], list[Way]]] = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".gpkg": read_geopackage,
    ".pbf": _read_osm,
}
