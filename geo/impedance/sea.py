"""Boat legs along the coast: which two desa can see each other over water."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.area import StudyArea
    from geo.units import Floats

COAST_M = 1000.0  # a desa this near to the coast, or nearer, has boats
_LAND_TOLERANCE_M = 2000.0  # boundaries are generalised, the coast is 1:10m


def harbours(area: StudyArea) -> list[str]:
    """Desa with a boat landing: on an island, or the coast within `COAST_M` (<=)."""
    desa = area.desa
    coastal = (desa["distance_to_coast_m"] <= COAST_M) | desa["island"]
    return sorted(desa.index[coastal])


def boat_legs(area: StudyArea) -> list[tuple[str, str]]:
    """Pairs of harbours whose straight line stays on water.

    The line may cross its own two desa (the points lie inland) and at most 2 km
    of other land, since boundaries are generalised. Land is Natural Earth's
    united with the kecamatan.
    """
    desa = area.desa.loc[harbours(area)].to_crs(area.metric_crs)
    places = area.desa.loc[desa.index]
    points = _project(places, area)
    land = _land(area)
    shapely.prepare(land)
    polygon = desa.geometry
    return [
        (a, b)
        for (a, p), (b, q) in combinations(zip(desa.index, points, strict=True), 2)
        if _is_open(shapely.linestrings([p, q]), land, (polygon[a], polygon[b]))
    ]


def _is_open(
    line: BaseGeometry, land: BaseGeometry, own: tuple[BaseGeometry, BaseGeometry]
) -> bool:
    """Whether the line crosses no more foreign land than the tolerance."""
    foreign = line.difference(own[0]).difference(own[1])
    return bool(shapely.intersection(foreign, land).length <= _LAND_TOLERANCE_M)


def _project(places: gpd.GeoDataFrame, area: StudyArea) -> Floats:
    """Metric coordinates of the desa points: -> (n, 2), metres."""
    points = shapely.points(places[["lon", "lat"]].to_numpy(float))
    series = gpd.GeoSeries(points, crs=area.desa.crs).to_crs(area.metric_crs)
    return np.asarray(shapely.get_coordinates(series.to_numpy()))


def _land(area: StudyArea) -> BaseGeometry:
    """Land of the region within reach of the study area, metric."""
    near = shapely.box(*area.kecamatan.total_bounds).buffer(0.5)
    pieces = [*area.land.geometry.intersection(near), *area.kecamatan.geometry]
    whole = gpd.GeoSeries(pieces, crs=area.kecamatan.crs)
    return shapely.union_all(whole.to_crs(area.metric_crs).to_numpy())
