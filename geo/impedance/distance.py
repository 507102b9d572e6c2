"""Geodesic distances on WGS 84, in kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

from geo.units import METRES_PER_KM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.area import StudyArea
    from geo.units import Floats

_WGS84 = Geod(ellps="WGS84")


def geodesic_km(start: Floats, end: Floats) -> Floats:
    """Kilometres between pairs of lon/lat: (m, 2), (m, 2) -> (m,).

    Both in degrees on WGS 84; nan where a coordinate is nan.
    Source: Karney (2013), doi:10.1007/s00190-012-0578-z, through pyproj.
    """
    metres = _WGS84.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    return np.asarray(metres, dtype=float) / METRES_PER_KM


def all_geodesic_km(points: Floats) -> Floats:
    """Kilometres between every two points: (n, 2) -> (n, n), 0 on the diagonal."""
    n = len(points)
    start, end = np.repeat(points, n, axis=0), np.tile(points, (n, 1))
    return geodesic_km(start, end).reshape(n, n)


def desa_km(area: StudyArea, pairs: Iterable[tuple[str, str]]) -> Floats:
    """Kilometres between the points of pairs of desa, by code: -> (m,)."""
    ends = np.array(list(pairs), dtype=object).reshape(-1, 2)
    place = area.desa[["lon", "lat"]]
    start = place.loc[ends[:, 0]].to_numpy(float)
    return geodesic_km(start, place.loc[ends[:, 1]].to_numpy(float))
