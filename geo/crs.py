"""Coordinate systems: degrees as they come, one metric system per study area."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Transformer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geo.units import Floats

WGS84 = "EPSG:4326"
_UTM_NORTH = 32600
_UTM_SOUTH = 32700
_ZONE_WIDTH = 6.0
_ZONES = 60


def metric_crs(bounds: tuple[float, float, float, float]) -> CRS:
    """Return the UTM system of the middle of `bounds`, in metres.

    `bounds` are west, south, east, north in degrees (WGS 84). A middle on the
    equator counts as north; on the border of two zones, as the eastern one.
    Source: EPSG register, 326zz north and 327zz south of the equator.
    """
    west, south, east, north = bounds
    zone = int(((west + east) / 2 + 180.0) // _ZONE_WIDTH) % _ZONES + 1
    family = _UTM_NORTH if (south + north) / 2 >= 0.0 else _UTM_SOUTH
    return _from_epsg(family + zone)


def to_metres(lonlat: Floats, crs: CRS) -> Floats:
    """Positions in degrees (WGS 84) as metres: (n, 2) -> (n, 2), x before y."""
    across = Transformer.from_crs(WGS84, crs, always_xy=True)
    return np.column_stack(across.transform(lonlat[:, 0], lonlat[:, 1]))


def metric_shapes(shapes: Iterable[BaseGeometry], crs: CRS) -> list[BaseGeometry]:
    """Shapes in degrees (WGS 84) as metric ones, in their order."""
    return [shapely.transform(each, lambda xy: to_metres(xy, crs)) for each in shapes]


@cache
def _from_epsg(code: int) -> CRS:
    """Look a system up once."""
    return CRS.from_epsg(code)
