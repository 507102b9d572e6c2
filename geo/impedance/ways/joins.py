"""Where each desa joins the ways: the nearest point it can get to by land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import metric_shapes, to_metres
from geo.impedance.distance import geodesic_km
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.area import StudyArea
    from geo.impedance.speeds import Speeds
    from geo.units import Bools, Floats, Ints

Geometries = npt.NDArray[np.object_]

NONE = -1
_MAINLAND = 0
FARTHEST_KM = 30.0  # a desa farther from every way is not on this network: assumed
LANDING_M = (
    2000.0  # boundaries are generalised: a landing may lie this far off its land
)


@dataclass(frozen=True, slots=True, eq=False)
class Joins:
    """Point at which each desa, in order of code, joins the ways.

    `point` (n,), -1 where a desa joins nowhere; `minutes` (n,) to get there in each
    season, straight at the speed of local access.
    """

    point: Ints
    minutes: Mapping[str, Floats]


def find_joins(
    area: StudyArea,
    fitted: Speeds,
    points: Floats,
    *,
    on_land: Bools,
    landing: Bools,
) -> Joins:
    """Join each desa to the nearest point it can get to: (k, 2), (k,), (k,).

    `on_land` are points of roads, `landing` the ends of waters. An island, and a
    kecamatan without a road to the rest, are lands of their own: its desa join no
    point of another land. A landing belongs to the land nearest to it, `LANDING_M` off
    at most (<=). `FARTHEST_KM` at most (<=) to the point; the first of several.
    """
    desa = area.desa.sort_index()
    lonlat = desa[["lon", "lat"]].to_numpy(float)
    keys, lands = _lands(area)
    metric = shapely.points(to_metres(points, area.metric_crs))
    part = np.where(on_land, _holder(metric, lands), NONE)
    part = np.where(landing, _landed(metric, lands), part)
    point = np.full(len(desa), NONE, dtype=np.int64)
    km = np.zeros(len(desa))
    for i, (code, kecamatan) in enumerate(desa["kecamatan_code"].items()):
        home = keys.get(str(code), keys.get(str(kecamatan), _MAINLAND))
        point[i], km[i] = _nearest(lonlat[i], points, np.flatnonzero(part == home))
    classes = area.road_classes.loc[desa["kecamatan_code"]]
    kmh = np.array([fitted.by_class[name] for name in classes])
    dry = km / kmh * MINUTES_PER_HOUR
    return Joins(point, {"dry": dry, "wet": dry * fitted.wet_factor})


def _lands(area: StudyArea) -> tuple[dict[str, int], list[BaseGeometry]]:
    """Metric lands: the mainland, then those apart, and whose code each of them is."""
    desa, kecamatan = area.desa, area.kecamatan
    islands = desa.geometry[desa["island"]]
    roadless = kecamatan.geometry[kecamatan.index.isin(area.roadless)]
    apart = [*islands, *roadless]
    whole = shapely.union_all(kecamatan.geometry.to_numpy())
    mainland = whole.difference(shapely.union_all(apart))
    codes = [str(code) for code in (*islands.index, *roadless.index)]
    keys = {code: place for place, code in enumerate(codes, start=_MAINLAND + 1)}
    return keys, metric_shapes([mainland, *apart], area.metric_crs)


def _holder(points: Geometries, lands: Sequence[BaseGeometry]) -> Ints:
    """Land on which each point lies, the first apart that holds it; else mainland."""
    found = np.full(len(points), _MAINLAND, dtype=np.int64)
    for place in range(len(lands) - 1, _MAINLAND, -1):
        shapely.prepare(lands[place])
        found[shapely.intersects(lands[place], points)] = place
    return found


def _landed(points: Geometries, lands: Sequence[BaseGeometry]) -> Ints:
    """Land nearest to each point, the first of several; none beyond `LANDING_M`."""
    away = np.array([shapely.distance(land, points) for land in lands])
    nearest = np.nan_to_num(away, nan=np.inf).argmin(axis=0)
    return np.where(away[nearest, np.arange(len(points))] <= LANDING_M, nearest, NONE)


def _nearest(place: Floats, points: Floats, among: Ints) -> tuple[int, float]:
    if not len(among):
        return NONE, 0.0
    km = geodesic_km(np.tile(place, (len(among), 1)), points[among])
    best = int(km.argmin())
    return (
        (int(among[best]), float(km[best])) if km[best] <= FARTHEST_KM else (NONE, 0.0)
    )
