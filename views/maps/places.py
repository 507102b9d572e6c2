"""Where names stand on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

_TOLERANCE = 0.005
"""Degrees; about 500 m, finer than a letter on the screen."""


_USUAL = "Kabupaten "
"""What most neighbours are; a map says only when one is not, as Kota Bontang."""

_RIM = 0.12
"""Share of the study area's width and height seen around it."""


def label_points(kecamatan: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Return code -> (latitude, longitude) where each area has most room.

    The centre of the largest circle that fits into the area's largest part;
    degrees, from the frame's own longitude and latitude.
    """
    return {
        str(code): _roomiest(shape)
        for code, shape in zip(kecamatan.index, kecamatan.geometry, strict=True)
    }


def context_points(
    context: gpd.GeoDataFrame, kecamatan: gpd.GeoDataFrame
) -> dict[str, tuple[str, float, float]]:
    """Return code -> (name, latitude, longitude) of each neighbour.

    The name is short, as on a map: without "Kabupaten".

    The place is inside what a map of the study area shows of the neighbour; one
    that is out of sight is left out.
    `context` is read by its columns ``kode`` and ``nama``; a shape that holds
    most of the study area is the study area itself, and is left out.
    """
    own = kecamatan.geometry.union_all()
    frame = _frame(own)
    seen = {
        str(code): (str(name).removeprefix(_USUAL), shape.intersection(frame))
        for code, name, shape in zip(
            context["kode"], context["nama"], context.geometry, strict=True
        )
        if shape.intersection(own).area < own.area / 2
    }
    return {
        code: (name, *_roomiest(shape))
        for code, (name, shape) in seen.items()
        if shape.area > 0
    }


def _frame(own: BaseGeometry) -> BaseGeometry:
    """Return the box a map of the study area shows: its own and a rim."""
    west, south, east, north = own.bounds
    rim_x, rim_y = (east - west) * _RIM, (north - south) * _RIM
    return shapely.box(west - rim_x, south - rim_y, east + rim_x, north + rim_y)


def _roomiest(shape: BaseGeometry) -> tuple[float, float]:
    """Return (latitude, longitude) of the centre of the largest inner circle."""
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=_TOLERANCE)
    lon, lat = radius.coords[0]
    return round(lat, 4), round(lon, 4)
