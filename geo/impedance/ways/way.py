"""One line that people travel along, whatever file it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.units import Floats

LAYER = "roads"
CLASS_COLUMNS = ("class", "highway", "fclass", "route", "waterway")
"""Where a line says of which class it is: the first that is not blank counts."""
ONEWAY = "oneway"
_FORWARD = frozenset({"yes", "1", "true", "f"})
_BACKWARD = frozenset({"-1", "reverse", "t"})
_LINES = frozenset({"LineString", "LinearRing", "MultiLineString"})


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A line of one class: `lonlat` (k, 2) degrees, k >= 2, in order of travel."""

    kind: str
    lonlat: Floats
    forward: bool = True
    backward: bool = True


def kind_of(tags: Mapping[str, str]) -> str:
    """Class that the columns or tags of a line name, "" where none does."""
    named = (tags.get(name, "").strip() for name in CLASS_COLUMNS)
    return next((name for name in named if name), "")


def ways_of(geometry: BaseGeometry | None, tags: Mapping[str, str]) -> Iterator[Way]:
    """The ways of one feature: one for each line of it, none if it is no line."""
    if geometry is None or geometry.geom_type not in _LINES:
        return
    for part in shapely.get_parts(geometry):
        lonlat = shapely.get_coordinates(part)
        if len(lonlat) > 1:
            yield way_of(lonlat, tags)


def way_of(lonlat: Floats, tags: Mapping[str, str]) -> Way:
    """A way with its class and the directions in which it is open."""
    said = tags.get(ONEWAY, "").strip().lower()
    forward, backward = said not in _BACKWARD, said not in _FORWARD
    return Way(kind_of(tags), lonlat, forward, backward)
