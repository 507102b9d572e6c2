"""Where the cells of a grid lie: square, in metres, rows from north to south."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rasterio import Affine
from rasterio.features import rasterize

from geo.crs import to_metres

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

    from geo.units import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Frame:
    """`rows` x `columns` cells of `cell` metres; `west`, `north` is the outer corner.

    Cells are numbered row by row from 0 in the north-west.
    """

    west: float
    north: float
    cell: float
    rows: int
    columns: int
    crs: CRS

    @classmethod
    def around(
        cls, bounds: tuple[float, float, float, float], cell: float, crs: CRS
    ) -> Frame:
        """Return the frame over `bounds` (west, south, east, north) in metres.

        Its edges lie on whole cells, so that grids of one area lie on one another.
        """
        west, south, east, north = (round_ / cell for round_ in bounds)
        left, top = np.floor(west), np.ceil(north)
        rows, columns = int(top - np.floor(south)), int(np.ceil(east) - left)
        return cls(float(left * cell), float(top * cell), cell, rows, columns, crs)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def transform(self) -> Affine:
        """Return how column and row become metres, of corners, as GeoTIFF has it."""
        return Affine(self.cell, 0.0, self.west, 0.0, -self.cell, self.north)

    def metric(self, lonlat: Floats) -> Floats:
        """Metres of positions in degrees (WGS 84): (n, 2) -> (n, 2)."""
        return to_metres(lonlat, self.crs)

    def cells(self, metres: Floats) -> Ints:
        """Number of the cell that holds each position: (n, 2) -> (n,), -1 outside."""
        column = np.floor((metres[:, 0] - self.west) / self.cell)
        row = np.floor((self.north - metres[:, 1]) / self.cell)
        inside = (row >= 0) & (row < self.rows)
        inside &= (column >= 0) & (column < self.columns)
        return np.where(inside, row * self.columns + column, -1).astype(np.int64)

    def centres(self, cells: Ints) -> Floats:
        """Middle of each cell in metres: (n,) -> (n, 2)."""
        row, column = np.divmod(cells, self.columns)
        x = self.west + (column + 0.5) * self.cell
        return np.column_stack([x, self.north - (row + 0.5) * self.cell])

    def line(self, start: int, end: int) -> tuple[Ints, float]:
        """Cells of the straight way between two cells, and its length in metres.

        Each cell touches the next with a side or a corner; the length is that of the
        steps from middle to middle, as a way over the grid counts it.
        """
        (r0, c0), (r1, c1) = divmod(start, self.columns), divmod(end, self.columns)
        tall, wide = abs(r1 - r0), abs(c1 - c0)
        steps, slanted = max(tall, wide), min(tall, wide)
        row = np.linspace(r0, r1, steps + 1).round().astype(np.int64)
        column = np.linspace(c0, c1, steps + 1).round().astype(np.int64)
        length = (steps - slanted) + slanted * np.sqrt(2)
        return row * self.columns + column, float(length * self.cell)

    def numbered(self, shapes: Iterable[BaseGeometry]) -> Ints:
        """Which shape holds the middle of each cell: -> (rows, columns), -1 for none.

        Metric shapes; where several do, the last.
        """
        pairs = [(each, i) for i, each in enumerate(shapes) if not each.is_empty]
        return self._burnt(pairs, touched=False)

    def touched(self, shapes: Iterable[BaseGeometry]) -> Bools:
        """Cells that any of the metric shapes touches: -> (rows, columns)."""
        pairs = [(each, 0) for each in shapes if not each.is_empty]
        return np.asarray(self._burnt(pairs, touched=True) == 0)

    def _burnt(self, pairs: list[tuple[BaseGeometry, int]], *, touched: bool) -> Ints:
        if not pairs:
            return np.full(self.shape, -1, dtype=np.int64)
        found = rasterize(
            pairs,
            out_shape=self.shape,
            fill=-1,
            transform=self.transform,
            all_touched=touched,
            dtype=np.int32,
        )
        return np.asarray(found, dtype=np.int64)


def grown(mask: Bools) -> Bools:
    """Cells that are in a mask or touch it with a side or a corner: same shape."""
    padded = np.pad(mask, 1)
    rows, columns = mask.shape
    found = np.zeros_like(mask)
    for i in range(3):
        for j in range(3):
            found |= padded[i : i + rows, j : j + columns]
    return found
