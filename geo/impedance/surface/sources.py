"""Points from which a surface begins, and the cells of a grid in which they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer

from geo.crs import WGS84
from geo.errors import LayerError, Problem
from geo.geojson import MAX_LAT, MAX_LON, parse_geojson
from geo.schema import Schema

if TYPE_CHECKING:
    from geo.geojson import Features
    from geo.impedance.surface.raster import Grid
    from geo.units import Floats, Ints

LAYER = "origins"
MOST_SOURCES = 100_000
OUTSIDE = -1
_NAMES = ("name", "nama", "id")


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Points by name, and their flat cell indexes (k,), -1 outside the grid."""

    names: tuple[str, ...]
    cells: Ints

    @property
    def inside(self) -> Ints:
        """Which of them lie in the grid, in their order."""
        return np.flatnonzero(self.cells != OUTSIDE)


def read_sources(content: bytes, file: str, grid: Grid) -> Sources:
    """Read the points of a GeoJSON, in degrees (WGS 84) or in the grid's own system.

    A point is named by its property name, nama or id, else by its number from #1. One
    on the border of two cells lies in the right or lower one; on the grid's own right
    or lower edge, outside.

    Raises `LayerError` with every fault: no feature collection, another system, no
    point or too many, features that are no points, numbers that are no degrees.
    """
    schema = Schema(LAYER, file, {})
    own = (f"EPSG::{grid.crs}", f"EPSG:{grid.crs}")
    features = parse_geojson(content, schema, own)
    names = _names(features)
    in_degrees = not features.crs.endswith(own)
    _require(schema, features, names, in_degrees=in_degrees)
    places = shapely.get_coordinates(list(features.geometries))
    return Sources(names, _cells(places, grid, in_degrees=in_degrees))


def _names(features: Features) -> tuple[str, ...]:
    """The first name each feature has, on one line of its own number without."""
    given = [features.texts[name] for name in _NAMES if name in features.texts]
    return tuple(
        next((texts[place] for texts in given if texts[place]), f"#{place + 1}")
        for place in range(len(features.geometries))
    )


def _require(
    schema: Schema, features: Features, names: tuple[str, ...], *, in_degrees: bool
) -> None:
    """Refuse what has no points, too many, or features that are none."""
    problems = []
    named = {"layer": schema.layer, "file": schema.file}
    if not names:
        problems.append(Problem.of("layer_empty", **named))
    if len(names) > MOST_SOURCES:
        problems.append(schema.problem("rows_too_many", names, limit=MOST_SOURCES))
    wrong, far = [], []
    for name, shape in zip(names, features.geometries, strict=True):
        if shape is None or shape.geom_type != "Point" or shape.is_empty:
            wrong.append(name)
        elif in_degrees and (abs(shape.x) > MAX_LON or abs(shape.y) > MAX_LAT):
            far.append(name)
    if wrong:
        problems.append(schema.problem("geometry_no_point", wrong))
    if far:
        problems.append(schema.problem("coordinates_not_degrees", far))
    if problems:
        raise LayerError(schema.layer, problems)


def _cells(places: Floats, grid: Grid, *, in_degrees: bool) -> Ints:
    """Flat cell indexes of positions (k, 2), -1 outside the grid."""
    x, y = places.T
    if in_degrees:
        x, y = Transformer.from_crs(WGS84, grid.crs, always_xy=True).transform(x, y)
    rows, cols = grid.values.shape
    across, _, left, _, down, top = grid.transform
    col, row = np.floor((x - left) / across), np.floor((y - top) / down)
    inside = (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
    flat = np.where(inside, row * cols + col, OUTSIDE)
    return flat.astype(np.int64)
