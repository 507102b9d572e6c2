"""Fields of single sources, no further than a limit: cheap, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geo.impedance.surface.field import (
    Float32s,
    Friction,
    Indexes,
    Int32s,
    checked,
    framed,
    index_type,
    single,
    unframed,
)

if TYPE_CHECKING:
    from geo.impedance.surface.heap import Heap
    from geo.units import Ints


@dataclass(slots=True, eq=False)
class Scratch:
    """Arrays that many bounded fields on one grid share; empty between two of them."""

    seconds: Float32s
    nearest: Indexes
    order: Int32s
    heap: Heap

    @classmethod
    def of(cls, friction: Friction) -> Self:
        """Make them once for a grid."""
        from geo.impedance.surface.heap import empty  # noqa: PLC0415 - slow to load

        size = friction.half.size
        return cls(
            np.full(size, np.inf, np.float32),
            np.full(size, -1, index_type(1)),
            np.empty(size, np.int32),
            empty(1 << 12),
        )


def bounded(
    friction: Friction, source: int, limit: float, scratch: Scratch | None = None
) -> tuple[Ints, Float32s]:
    """Return the cells within `limit` seconds of one source (<=), and their seconds.

    Flat cell indexes (m,) and seconds (m,), the nearest first, equal ones by index;
    none where the source stands on a barrier. The seconds are bitwise those of
    `least_cost`. Give the same `scratch` for every source of a grid: then a field
    costs what its own cells cost, however large the grid.

    Raises `MethodError` for a source outside the grid and a limit below 0.
    """
    from geo.impedance.surface import heap, kernels  # noqa: PLC0415 - slow to load

    most = single(limit)
    place = framed(friction, checked(friction, [source]))
    half, width = friction.half.ravel(), friction.half.shape[1]
    if np.isinf(half[place[0]]):
        return np.empty(0, np.int64), np.empty(0, np.float32)
    at = Scratch.of(friction) if scratch is None else scratch
    at.seconds[place], at.nearest[place] = 0, 0
    size, done = kernels.start(at.seconds, at.heap, 0, place), 0
    rank = np.zeros(1, np.int32)
    while size:
        if size + kernels.NEIGHBOURS >= at.heap.size:
            at.heap = heap.grown(at.heap)
        size, done = kernels.spread(
            half,
            width,
            at.seconds,
            at.nearest,
            rank,
            most,
            at.heap,
            size,
            at.order,
            done,
            at.order.size,
            again=False,
        )
    reached = at.order[:done]
    seconds = at.seconds[reached]
    kernels.clear(at.seconds, at.nearest, reached)
    return unframed(friction, reached), seconds
