"""What a grid stands on: whose land a cell is, where it is closed, where the sea is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import label

from geo.crs import metric_shapes
from geo.impedance.surface.frame import grown
from geo.units import METRES_PER_KM

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.area import StudyArea
    from geo.impedance.surface.frame import Frame
    from geo.units import Bools, Floats, Ints

NOWHERE = -1
SEA_KM2 = 100.0  # a smaller body of water is a pond between two generalised coasts
_CORNERS = np.ones((3, 3))  # cells that touch with a corner touch


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Land of a study area on a frame; every array is (rows, columns) but `desa`.

    `kecamatan`: row of the kecamatan in order of code, -1 off its land. `foreign`:
    land of neighbours. `closed`: cells that nobody passes. `desa`: (n,) cell of each
    desa in order of code, -1 where its kecamatan has no open cell.
    """

    frame: Frame
    kecamatan: Ints
    foreign: Bools
    closed: Bools
    desa: Ints

    def stands(self, lonlat: Floats, kecamatan: Ints) -> Ints:
        """Cell in which each place stands: degrees (m, 2), rows (m,) -> (m,).

        The open cell of its kecamatan whose middle is nearest, the first of several;
        -1 where the kecamatan has none.
        """
        open_land = np.where(self.closed, NOWHERE, self.kecamatan)
        return _stands(self.frame, open_land, lonlat, kecamatan)


def read_ground(area: StudyArea, frame: Frame, barriers: Bools) -> Ground:
    """Rasterise the land of a study area; `barriers` (rows, columns) are closed too.

    The cell that holds the point of a desa is land of its kecamatan, so that an
    island smaller than a cell is not lost. The border of a kecamatan without a road
    to the rest is closed: its own cells that touch another kecamatan's. So is the land
    around a desa on an island, where generalised boundaries close the strait.
    """
    codes = sorted(area.kecamatan.index)
    desa = area.desa.sort_index()
    home = np.array([codes.index(code) for code in desa["kecamatan_code"]])
    lonlat = desa[["lon", "lat"]].to_numpy(float)
    shapes = metric_shapes(area.kecamatan.geometry.loc[codes], frame.crs)
    kecamatan = frame.numbered(shapes)
    kecamatan.flat[frame.cells(frame.metric(lonlat))] = home
    foreign = frame.numbered(metric_shapes(area.land.geometry, frame.crs)) >= 0
    closed = barriers | _borders(kecamatan, [codes.index(c) for c in area.roadless])
    closed |= _straits(frame, kecamatan, desa[desa["island"]])
    open_land = np.where(closed, NOWHERE, kecamatan)
    return Ground(
        frame=frame,
        kecamatan=kecamatan,
        foreign=foreign & (kecamatan == NOWHERE),
        closed=closed,
        desa=_stands(frame, open_land, lonlat, home),
    )


def open_sea(land: Bools, cell: float) -> Bools:
    """Water on which boats go freely: not beside land, and no small pond.

    Between it and the land lies a strip that only a landing crosses.
    """
    bodies, count = label(~grown(land), structure=_CORNERS)
    km2 = np.bincount(bodies.ravel(), minlength=count + 1) * (cell / METRES_PER_KM) ** 2
    wide = km2 >= SEA_KM2
    wide[0] = False
    return np.asarray(wide[bodies])


def nearest_cell(frame: Frame, among: Ints, cell: int) -> int:
    """The cell of `among` (in order of number) nearest to a cell; -1 if none."""
    if not len(among):
        return NOWHERE
    middle = frame.centres(np.array([cell]))
    return int(among[_squares(frame.centres(among), middle[0]).argmin()])


def _borders(kecamatan: Ints, cut_off: list[int]) -> Bools:
    closed = np.zeros(kecamatan.shape, dtype=bool)
    for row in cut_off:
        own = kecamatan == row
        closed |= own & grown((kecamatan != NOWHERE) & ~own)
    return closed


def _straits(frame: Frame, kecamatan: Ints, islands: gpd.GeoDataFrame) -> Bools:
    """Land that touches an island, as if the sea were there."""
    closed = np.zeros(kecamatan.shape, dtype=bool)
    places = frame.cells(frame.metric(islands[["lon", "lat"]].to_numpy(float)))
    shapes = metric_shapes(islands.geometry, frame.crs)
    for shape, place in zip(shapes, places, strict=True):
        own = frame.numbered([shape]) == 0
        own.flat[place] = True
        closed |= grown(own) & ~own & (kecamatan != NOWHERE)
    return closed


def _stands(frame: Frame, land: Ints, lonlat: Floats, kecamatan: Ints) -> Ints:
    found = np.full(len(lonlat), NOWHERE, dtype=np.int64)
    for i, place in enumerate(frame.metric(lonlat)):
        own = np.flatnonzero(land == kecamatan[i])
        if len(own):
            found[i] = own[_squares(frame.centres(own), place).argmin()]
    return found


def _squares(points: Floats, place: Floats) -> Floats:
    return np.asarray(((points - place) ** 2).sum(axis=1))
