"""How much slower steep land is; only where somebody brings a height model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Transformer

from geo.errors import LayerError, Problem
from geo.impedance.surface.raster import read_grid

if TYPE_CHECKING:
    from geo.impedance.surface.frame import Frame
    from geo.impedance.surface.raster import Grid
    from geo.units import Floats

LAYER = "heights"
_STEEPNESS = 3.5  # of Tobler's exponent


@dataclass(frozen=True, slots=True, eq=False)
class Slower:
    """How many times longer each cell takes, (rows, columns), and how we know.

    `known` is the number of cells with a height; the others count as flat.
    """

    factor: Floats
    known: int


def read_slowing(frame: Frame, content: bytes, file: str) -> Slower:
    """Read a height model in metres and tell how much slower its slopes make a frame.

    Its cells need not be those of the frame. Raises `LayerError` as `read_grid` does,
    and where no cell of the frame has a height.
    """
    found = heights(frame, read_grid(content, LAYER, file))
    known = int(np.count_nonzero(np.isfinite(found)))
    if not known:
        problem = Problem.of("heights_elsewhere", layer=LAYER, file=file)
        raise LayerError(LAYER, [problem])
    return Slower(slowing(found, frame.cell), known)


def heights(frame: Frame, model: Grid) -> Floats:
    """Heights of a model at the middle of each cell: -> (rows, columns), metres.

    That of the model's cell in which the middle lies; nan outside the model.
    """
    middles = frame.centres(np.arange(frame.rows * frame.columns))
    across = Transformer.from_crs(frame.crs, f"EPSG:{model.crs}", always_xy=True)
    x, y = across.transform(middles[:, 0], middles[:, 1])
    wide, _, west, _, tall, north = model.transform
    column, row = np.floor((x - west) / wide), np.floor((y - north) / tall)
    rows, columns = model.values.shape  # inf, where the model's system ends, is outside
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    at = row[inside].astype(np.int64), column[inside].astype(np.int64)
    found = np.full(len(middles), np.nan)
    found[inside] = model.values[at]
    return found.reshape(frame.shape)


def slowing(height: Floats, cell: float) -> Floats:
    """How many times longer a cell takes than a flat one: (rows, columns) -> same.

    `height` and `cell` in metres. The slope is that of the steepest direction, taken
    as if every step went up it: speed falls with exp(-3.5 slope), Tobler's hiking
    function from the flat upwards. At least 1, and 1 where a height is not known.
    Source: Tobler (1993), NCGIA technical report 93-1.
    """
    if min(height.shape) == 1:  # no direction to be steep in
        return np.ones(height.shape)
    down, across = np.gradient(height, cell)
    factor = np.exp(_STEEPNESS * np.hypot(down, across))
    return np.where(np.isfinite(factor), factor, 1.0)
