"""The shapes of a map as small files, named by what is in them.

A shape travels to a browser once. Its file holds public boundaries and codes
only, never a name or a post, because the address is open to anyone; the hash
in its name lets a browser keep it for good and never show a stale one.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import shapely

from geo.errors import PetaRawanError, Problem
from views.maps.payload import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    Nested = float | Sequence["Nested"]

_DIGITS = 4
"""Decimals of a degree kept for the study area: 11 m on the ground."""

_COARSE = 0.008
"""Degrees; what surrounds the study area is drawn this roughly, about 900 m."""

_SEAM = 0.03
"""Degrees; a neighbour's border closer than this to ours is our border."""


class HasShapes(Protocol):
    """What a map needs of a study area: its polygons and those around it."""

    @property
    def kecamatan(self) -> gpd.GeoDataFrame:
        """Polygons in longitude and latitude, index the kecamatan code."""

    @property
    def context(self) -> gpd.GeoDataFrame:
        """Neighbouring kabupaten and kota."""

    @property
    def land(self) -> gpd.GeoDataFrame:
        """Land of the wider region."""


@dataclass(frozen=True, slots=True)
class MapGeometry:
    """One map's shape files in `folder`, and the box of the study area.

    `bounds` and `region` are (south, west, north, east) in degrees: the study
    area, and all of the context (for the inset).
    """

    folder: Path
    areas: str
    around: str
    bounds: tuple[float, float, float, float]
    region: tuple[float, float, float, float]


def cache_folder() -> Path:
    """Return the user's own folder for shape files; it need not exist yet."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "petarawan" / "maps"


def write_geometry(area: HasShapes, folder: Path) -> MapGeometry:
    """Write the shapes of `area` into `folder`, unless they lie there already.

    Raises `PetaRawanError` (``map_cache_unwritable``) if they cannot be kept.
    """
    own = area.kecamatan.geometry.union_all()
    shapes = {"kecamatan": _areas(area.kecamatan), "outline": _lines(own.boundary)}
    return MapGeometry(
        folder=folder,
        areas=_keep(folder, "kecamatan", shapes),
        around=_keep(folder, "around", _around(area, own)),
        bounds=_box(own),
        region=_box(area.context.geometry.union_all().union(own)),
    )


def _areas(kecamatan: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the areas as GeoJSON with their codes and nothing else."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": str(code)},
            "geometry": _rounded(shape, _DIGITS),
        }
        for code, shape in zip(kecamatan.index, kecamatan.geometry, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _around(area: HasShapes, own: BaseGeometry) -> dict[str, Any]:
    """Return the land, as one shape with one coast, and the neighbours' borders.

    Land, context and study area were generalised apart from one another: drawn
    one over the other, each would show a coast and a border of its own.
    """
    region = area.context.geometry.union_all()
    land = area.land.geometry.union_all().union(region).union(own)
    inland = land.buffer(-_SEAM).difference(own.buffer(_SEAM))
    borders = shapely.union_all(area.context.geometry.boundary.array)
    inner = borders.intersection(inland)
    return {
        "land": _rounded(land.simplify(_COARSE), _DIGITS - 1),
        "borders": _rounded(inner.simplify(_COARSE), _DIGITS - 1),
        "region": _rounded(region.union(own).simplify(2 * _COARSE), _DIGITS - 2),
        "own": _rounded(own.simplify(2 * _COARSE), _DIGITS - 2),
    }


def _lines(shape: BaseGeometry) -> dict[str, Any]:
    return _rounded(shape, _DIGITS)


def _rounded(shape: BaseGeometry, digits: int) -> dict[str, Any]:
    """Return the geometry as GeoJSON, its coordinates rounded to `digits`."""
    mapping = shapely.geometry.mapping(shape)
    return {
        "type": mapping["type"],
        "coordinates": _round(mapping["coordinates"], digits),
    }


def _round(part: Nested, digits: int) -> Nested:
    if isinstance(part, float | int):
        return round(part, digits)
    return [_round(inner, digits) for inner in part]


def _box(shape: BaseGeometry) -> tuple[float, float, float, float]:
    west, south, east, north = (round(edge, _DIGITS) for edge in shape.bounds)
    return south, west, north, east


def _keep(folder: Path, name: str, shapes: dict[str, Any]) -> str:
    """Write `shapes` as JSON under a name that carries their hash; return it."""
    text = json.dumps(shapes, separators=(",", ":"), sort_keys=True)
    file = folder / f"{name}-{digest_of(text)}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (file.is_file() and file.read_text("ascii") == text):
            _write_whole(file, text)
    except OSError as reason:
        raise _unwritable(folder, reason) from reason
    return file.name


def _write_whole(file: Path, text: str) -> None:
    """Write `file` so that another process sees all of it or nothing."""
    handle, draft = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
        Path(draft).replace(file)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _unwritable(folder: Path, reason: OSError) -> PetaRawanError:
    problem = Problem.of(
        "map_cache_unwritable", folder=str(folder), reason=reason.strerror or ""
    )
    return PetaRawanError([problem])
