"""Isochrones: what can be reached over land within so many minutes.

Minutes come from the grid of friction, so every polygon is an estimate, as coarse as
its cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from rasterio.features import shapes
from shapely.geometry import MultiPolygon, mapping, shape

from geo.crs import WGS84
from geo.errors import MethodError, Problem
from geo.impedance.edges import Quality
from geo.impedance.surface.ground import NOWHERE
from geo.impedance.surface.minutes import cell_minutes
from geo.units import METRES_PER_KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.area import StudyArea
    from geo.impedance.surface.frame import Frame
    from geo.impedance.surface.grid import SurfaceGrid
    from geo.units import Bools, Floats

MODE = "surface"
_DEGREE_DECIMALS = 6  # about 0.1 m


@dataclass(frozen=True, slots=True)
class Isochrone:
    """Land within `minutes` (<=) of any of `posts`: a multipolygon in degrees.

    Empty where nothing is. `area_km2` is that of its cells.
    """

    minutes: float
    posts: tuple[str, ...]
    shape: BaseGeometry
    area_km2: float
    mode: str = MODE
    quality: str = Quality.ESTIMATE


def post_minutes(
    area: StudyArea, grid: SurfaceGrid, posts: Sequence[str], season: str
) -> Floats:
    """Minutes from each post, by id, to every cell: -> (p, rows, columns).

    A post stands in the open cell of its kecamatan nearest to its lon/lat. inf
    where no way leads.
    """
    frame = area.posts.loc[list(posts)]
    rows = {code: i for i, code in enumerate(sorted(area.kecamatan.index))}
    home = np.array([rows[code] for code in frame["kecamatan_code"]], dtype=np.int64)
    start = grid.ground.stands(frame[["lon", "lat"]].to_numpy(float), home)
    return cell_minutes(grid, season, start)


def isochrones(
    grid: SurfaceGrid,
    minutes: Floats,
    posts: Sequence[str],
    limits: Iterable[float],
    *,
    per_post: bool = False,
) -> list[Isochrone]:
    """Polygons for each limit in rising order: (p, rows, columns), (p,) -> list.

    Of all posts together, or of each by itself, in order of `posts`. A cell exactly
    at the limit is inside; cells that touch with a corner alone are apart; what is
    surrounded and not reached stays a hole. Sea and land of neighbours never are
    inside.

    Raises `MethodError` for each limit that is not a positive, finite number, and
    where there is no limit or no post at all.
    """
    wanted = sorted(set(limits))
    _require(wanted, posts)
    groups = [(i,) for i in range(len(posts))] if per_post else [range(len(posts))]
    return [
        _isochrone(grid, minutes[list(rows)].min(axis=0), [posts[i] for i in rows], at)
        for rows in groups
        for at in wanted
    ]


def area_covered(
    area: StudyArea, grid: SurfaceGrid, minutes: Floats, limit: float
) -> pd.DataFrame:
    """Land within the limit of any post: (p, rows, columns) -> by kecamatan_code.

    area_km2 (of the cells of the kecamatan) and area_covered_km2; a cell exactly at
    the limit is covered, a closed one never.
    """
    reached = minutes.min(axis=0, initial=np.inf) <= limit
    land = grid.ground.kecamatan
    codes = sorted(area.kecamatan.index)
    cell = _cell_km2(grid.frame)
    count = np.bincount(land[land != NOWHERE], minlength=len(codes))
    inside = np.bincount(land[(land != NOWHERE) & reached], minlength=len(codes))
    return pd.DataFrame(
        {"area_km2": count * cell, "area_covered_km2": inside * cell},
        index=pd.Index(codes, name="kecamatan_code"),
    )


def as_geojson(found: Iterable[Isochrone]) -> dict[str, Any]:
    """Isochrones as a GeoJSON feature collection: degrees, WGS 84 (RFC 7946)."""
    return {"type": "FeatureCollection", "features": list(_features(found))}


def _features(found: Iterable[Isochrone]) -> Iterator[dict[str, Any]]:
    for each in found:
        yield {
            "type": "Feature",
            "properties": {
                "minutes": each.minutes,
                "post_ids": list(each.posts),
                "mode": each.mode,
                "quality": str(each.quality),
                "area_km2": each.area_km2,
            },
            "geometry": mapping(each.shape),
        }


def _require(limits: Sequence[float], posts: Sequence[str]) -> None:
    problems = [
        Problem.of("threshold_invalid", value=str(limit))
        for limit in limits
        if not 0 < limit < np.inf
    ]
    if not limits:
        problems.append(Problem.of("isochrone_minutes_missing"))
    if not posts:
        problems.append(Problem.of("isochrone_posts_missing"))
    if problems:
        raise MethodError(problems)


def _isochrone(
    grid: SurfaceGrid, minutes: Floats, posts: Sequence[str], limit: float
) -> Isochrone:
    inside = (minutes <= limit) & (grid.ground.kecamatan != NOWHERE)
    area_km2 = float(inside.sum() * _cell_km2(grid.frame))
    return Isochrone(limit, tuple(posts), _outline(grid.frame, inside), area_km2)


def _outline(frame: Frame, inside: Bools) -> BaseGeometry:
    """Outline of cells as a multipolygon in degrees, outer rings counterclockwise."""
    across = Transformer.from_crs(frame.crs, WGS84, always_xy=True)

    def degrees(metres: Floats) -> Floats:
        lonlat = np.column_stack(across.transform(metres[:, 0], metres[:, 1]))
        return lonlat.round(_DEGREE_DECIMALS)

    pieces = [
        shapely.orient_polygons(shapely.transform(shape(piece), degrees))
        for piece, _ in shapes(
            inside.astype(np.uint8), mask=inside, transform=frame.transform
        )
    ]
    return MultiPolygon(pieces)


def _cell_km2(frame: Frame) -> float:
    return (frame.cell / METRES_PER_KM) ** 2
