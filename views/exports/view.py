"""A stretch of country on the sheet: degrees in, kilometres and points out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

from views.exports.symbols import PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from views.exports.labels import Box
    from views.exports.paper import Sheet

KM_PER_DEGREE = 111.32
_MARGIN = 1.06
"""The view, in sizes of the areas it must hold."""


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of country on a frame of the sheet, all but true to scale.

    Plate carrée, true to scale along the middle parallel: x east and y north in
    kilometres from the middle. Good to about one per cent for one kabupaten near the
    equator, which a scale bar of whole tens of kilometres does not show.
    """

    lon: float
    lat: float
    km_per_point: float
    frame: Box

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float], frame: Box) -> View:
        """Fit the bounds (west, south, east, north; degrees) into a frame."""
        west, south, east, north = bounds
        lon, lat = (west + east) / 2, (south + north) / 2
        wide = (east - west) * KM_PER_DEGREE * math.cos(math.radians(lat))
        high = (north - south) * KM_PER_DEGREE
        scale = _MARGIN * max(wide / frame.wide, high / frame.high)
        return cls(lon, lat, scale, frame)

    def km(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn lon, lat into kilometres east and north: (n, 2) -> (n, 2)."""
        east = KM_PER_DEGREE * math.cos(math.radians(self.lat))
        return (degrees - [self.lon, self.lat]) * [east, KM_PER_DEGREE]

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Turn one place into points on the sheet."""
        x, y = self.km(np.array([[lon, lat]], dtype=float))[0] / self.km_per_point
        return self.frame.x + float(x), self.frame.y + float(y)

    def path(self, geometry: shapely.Geometry) -> Path:
        """Turn polygons with their holes into one path, in kilometres."""
        rings = [
            Path(self.km(shapely.get_coordinates(ring)), closed=True)
            for part in shapely.get_parts(geometry)
            for ring in (part.exterior, *part.interiors)
        ]
        return Path.make_compound_path(*rings)

    def axes(self, sheet: Sheet) -> Axes:
        """Return the frame as axes in kilometres, with a thin edge."""
        frame = self.frame
        left, bottom = frame.x - frame.wide / 2, frame.y - frame.high / 2
        axes = sheet.panel(left, bottom, frame.wide, frame.high)
        east = frame.wide * self.km_per_point / 2
        north = frame.high * self.km_per_point / 2
        axes.set_xlim(-east, east)
        axes.set_ylim(-north, north)
        axes.set_aspect(1)
        axes.set_facecolor(PAPER.sea)
        for spine in axes.spines.values():
            spine.set(color=PAPER.rule, linewidth=0.7)
        return axes
