"""Minutes over a grid: between all desa, and from posts to every cell."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.surface.field import Friction, least_cost
from geo.impedance.surface.ground import NOWHERE

if TYPE_CHECKING:
    from geo.impedance.surface.grid import SurfaceGrid
    from geo.units import Floats, Ints

_SECONDS = 60.0  # in a minute
_DECIMALS = 3  # of minutes: far finer than what a float32 field is sure of


def cell_minutes(grid: SurfaceGrid, season: str, start: Ints) -> Floats:
    """Minutes from each cell of `start` to every cell: (m,) -> (m, rows, columns).

    inf where no way leads, everywhere for a start of -1. Fields are worked out side
    by side, one on each core: the kernel holds no lock.
    """
    friction = Friction.of(grid.friction(season).astype(np.float32), grid.frame.cell)
    every = np.arange(grid.frame.rows * grid.frame.columns)
    found = _fields(friction, start, every)
    return found.reshape(len(start), *grid.frame.shape)


def desa_minutes(grid: SurfaceGrid, season: str) -> Floats:
    """Minutes between every two desa, in order of code: -> (n, n), inf if no route.

    The same both ways: the quicker of the two, which differ by rounding alone. Two
    desa in one cell are 0 minutes apart.
    """
    desa = grid.ground.desa
    friction = Friction.of(grid.friction(season).astype(np.float32), grid.frame.cell)
    there = _fields(friction, desa, desa)
    there[:, desa == NOWHERE] = np.inf
    both = np.minimum(there, there.T)
    np.fill_diagonal(both, 0.0)
    return both


def minutes_from(grid: SurfaceGrid, season: str, row: int) -> Floats:
    """Minutes from one desa, by row, to all: -> (n,), inf if no route.

    As that row of `desa_minutes`, but for the rounding.
    """
    desa = grid.ground.desa
    friction = Friction.of(grid.friction(season).astype(np.float32), grid.frame.cell)
    there = np.where(desa == NOWHERE, np.inf, _fields(friction, desa[[row]], desa)[0])
    there[row] = 0.0
    return there


def _fields(friction: Friction, start: Ints, ends: Ints) -> Floats:
    """Minutes from each start to each end: (m,), (k,) -> (m, k)."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(partial(_field, friction, ends), start.tolist()))
    return np.array(rows).reshape(len(start), len(ends))


def _field(friction: Friction, ends: Ints, start: int) -> Floats:
    if start == NOWHERE:
        return np.full(len(ends), np.inf)
    seconds = least_cost(friction, np.array([start])).seconds.ravel()[ends]
    minutes = (seconds.astype(np.float64) / _SECONDS).round(_DECIMALS)
    return np.where(np.isfinite(minutes), minutes, np.inf)
