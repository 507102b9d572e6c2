"""GeoJSON read by hand: known members only, no driver, no link followed."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geo.cells import cell_text
from geo.errors import LayerError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.schema import Schema, Texts

_PLAIN_CRS = ("CRS84", "EPSG::4326", "EPSG:4326")
_POLYGONS = frozenset({"Polygon", "MultiPolygon"})
MAX_LON, MAX_LAT = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class Features:
    """The properties of some features as text, and their geometries, in order.

    A geometry that cannot be read is None. `crs` is what the file states, "" for
    nothing.
    """

    texts: Texts
    geometries: tuple[BaseGeometry | None, ...]
    crs: str = ""


def parse_geojson(
    content: bytes, schema: Schema, known: tuple[str, ...] = ()
) -> Features:
    """Read the features of a GeoJSON file, degrees in WGS 84, x before y.

    Only type, properties and geometry are looked at. `known` are endings of the names
    of other coordinate systems that are read too, as they are. Raises `LayerError` if
    the file is no feature collection or names a coordinate system beyond these.
    """
    document = _document(content, schema, (*_PLAIN_CRS, *known))
    features = document["features"]
    names = sorted({name for each in features for name in _properties(each)})
    texts = {
        name: [cell_text(_properties(each).get(name)).strip() for each in features]
        for name in names
    }
    shapes = tuple(_geometry(each) for each in features)
    return Features(texts, shapes, _stated_crs(document))


def polygon_problems(schema: Schema, features: Features) -> Iterator[Problem]:
    """Name the geometries that are no usable polygons in degrees."""
    labels = schema.labels(features.texts)
    rows: dict[str, list[str]] = {}
    for label, geometry in zip(labels, features.geometries, strict=True):
        code = _fault(geometry)
        if code is not None:
            rows.setdefault(code, []).append(label)
    for code, named in rows.items():
        yield schema.problem(code, named)


def _document(content: bytes, schema: Schema, known: tuple[str, ...]) -> dict[str, Any]:
    """Parse the text; refuse what is no feature collection in a known system."""
    named = {"layer": schema.layer, "file": schema.file}
    try:
        document: dict[str, Any] = json.loads(
            content.decode("utf-8-sig"), parse_constant=_refuse
        )
    except (ValueError, RecursionError) as fault:
        problem = Problem.of("geojson_invalid", **named)
        raise LayerError(schema.layer, [problem]) from fault
    if not _is_collection(document):
        raise LayerError(schema.layer, [Problem.of("geojson_invalid", **named)])
    stated = _stated_crs(document)
    if stated and not stated.endswith(known):
        problem = Problem.of("crs_unknown", **named, crs=stated[:60])
        raise LayerError(schema.layer, [problem])
    return document


def _refuse(_constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON does not have."""
    raise ValueError


def _is_collection(document: object) -> bool:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return False
    features = document.get("features")
    return isinstance(features, list) and all(isinstance(f, dict) for f in features)


def _stated_crs(document: dict[str, Any]) -> str:
    """Return the name in the old `crs` member; a link is returned as it is."""
    crs = document.get("crs")
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name else str(crs)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _geometry(feature: dict[str, Any]) -> BaseGeometry | None:
    """Build one geometry; None if its coordinates make none."""
    try:
        geometry: BaseGeometry = shape(feature["geometry"])
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None
    return geometry


def _fault(geometry: BaseGeometry | None) -> str | None:
    """Return the problem code of one geometry, or None if it is in order."""
    if geometry is None:
        return "geometry_missing"
    if geometry.geom_type not in _POLYGONS:
        return "geometry_type"
    if geometry.is_empty:
        return "geometry_empty"
    west, south, east, north = geometry.bounds
    if not _in_degrees(west, south) or not _in_degrees(east, north):
        swapped = _in_degrees(south, west) and _in_degrees(north, east)
        return "axes_swapped" if swapped else "coordinates_not_degrees"
    return None if geometry.is_valid else "geometry_invalid"


def _in_degrees(lon: float, lat: float) -> bool:
    """Tell whether a position is one in degrees; nan is not."""
    return abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT


def point_faults(
    lon: Sequence[float], lat: Sequence[float], bounds: tuple[float, ...]
) -> list[str | None]:
    """Return one problem code per point, None where it lies within `bounds`.

    `lon` and `lat` in degrees, nan is passed over; `bounds` west, south, east,
    north, a point on them is inside. A point that lies inside once its axes
    are exchanged is `axes_swapped`; numbers too large for degrees are
    `coordinates_not_degrees`; the rest is `point_far`.
    """
    west, south, east, north = bounds

    def inside(x: float, y: float) -> bool:
        return west <= x <= east and south <= y <= north

    def fault(x: float, y: float) -> str | None:
        if math.isnan(x) or math.isnan(y) or inside(x, y):
            return None
        if inside(y, x):
            return "axes_swapped"
        return "point_far" if _in_degrees(x, y) else "coordinates_not_degrees"

    return [fault(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]


def holders(
    polygons: Sequence[BaseGeometry], lon: Sequence[float], lat: Sequence[float]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return which polygon holds each point: (m,), (n,), (n,) -> (n,), -1 for none.

    A point on a border belongs to the polygon that comes first.
    """
    points = shapely.points(np.asarray(lon, float), np.asarray(lat, float))
    tree = shapely.STRtree(list(polygons))
    pairs = tree.query(points, predicate="intersects")
    found = np.full(len(points), -1, dtype=np.int64)
    for point, polygon in sorted(zip(*pairs.tolist(), strict=True), reverse=True):
        found[point] = polygon
    return found
