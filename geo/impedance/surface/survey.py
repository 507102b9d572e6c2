"""From a grid of friction and points to a surface of minutes, with what to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import LayerError, PetaRawanError, Problem, require_sound
from geo.impedance.surface.field import Friction, least_cost
from geo.impedance.surface.raster import NO_SOURCE, Grid, read_grid
from geo.impedance.surface.sources import LAYER, Sources, read_sources
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.units import Ints

FRICTION = "friction"
_SECONDS = MINUTES_PER_HOUR  # in a minute, as many as minutes in an hour


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """Minutes to the nearest source and which one it is, as grids, and their sums.

    `nearest` counts the points of the file from 0, -1 for no route. `reached` cells
    have a route, `unreached` could be passed but have none within the limit,
    `barriers` cannot be passed. `cells` counts those of each point, (k,); `blocked` are
    the numbers of the points that stand on a barrier. `minutes` are the least, the
    middle and the most.
    """

    minutes_grid: Grid
    nearest_grid: Grid
    sources: Sources
    cells: Ints
    blocked: tuple[int, ...]
    reached: int
    unreached: int
    barriers: int
    minutes: tuple[float, float, float]


def survey(
    friction: Grid,
    sources: Sources,
    *,
    limit: float = np.inf,
    progress: Callable[[float], None] | None = None,
) -> Survey:
    """Find the minutes to the nearest source, `limit` in minutes (<= is reached).

    Raises `MethodError` for a limit below 0 or a friction that takes no time, and
    `LayerError` where no point stands on ground that can be passed.
    """
    cost = Friction.of(friction.values, friction.cell)
    inside = sources.inside
    found = least_cost(
        cost, sources.cells[inside], limit=limit * _SECONDS, progress=progress
    )
    if len(found.blocked) == len(inside):
        count = len(sources.names)
        raise LayerError(LAYER, [Problem.of("sources_all_unusable", count=count)])
    minutes = np.where(np.isinf(found.seconds), np.float32(np.nan), found.minutes)
    nearest = np.r_[inside, NO_SOURCE].astype(np.int32)[found.nearest]
    times = minutes[~np.isnan(minutes)]
    passable = int(np.count_nonzero(np.isfinite(cost.half)))
    return Survey(
        Grid(minutes, friction.transform, friction.crs),
        Grid(nearest, friction.transform, friction.crs),
        sources,
        np.bincount(nearest[nearest >= 0], minlength=len(sources.names)),
        tuple(inside[list(found.blocked)].tolist()),
        times.size,
        passable - times.size,
        cost.cost.size - passable,
        (float(times.min()), float(np.median(times)), float(times.max())),
    )


def read_survey(
    grid: bytes, grid_file: str, points: bytes, points_file: str
) -> tuple[Grid, Sources]:
    """Read friction and points; raise the faults of both at once.

    Points can be placed only on a grid: where that is faulty, they are looked at as
    if they were in degrees alone. Raises `LayerError` or `LayersError`.
    """
    errors = []
    somewhere = Grid(np.empty((0, 0), np.float32), (1, 0, 0, 0, -1, 0), 32650)
    friction, sources = somewhere, Sources((), np.empty(0, np.int64))
    try:
        friction = read_grid(grid, FRICTION, grid_file)
        Friction.of(friction.values, friction.cell)
    except LayerError as error:
        errors.append(error)
    except PetaRawanError as error:
        errors.append(LayerError(FRICTION, error.problems))
    try:
        sources = read_sources(points, points_file, friction)
    except LayerError as error:
        errors.append(error)
    require_sound(errors)
    return friction, sources
