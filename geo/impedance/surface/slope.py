"""How much slower steep land is; only where somebody brings a height model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats

_STEEPNESS = 3.5  # of Tobler's exponent


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
