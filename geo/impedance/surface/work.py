"""The arrays a field is made in, and the loops over them run in turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from geo.impedance.surface import heap, kernels
from geo.impedance.surface.field import Field, framed, ranks, single

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.impedance.surface.field import Float32s, Friction, Int32s
    from geo.units import Ints

FIRST_HEAP = 1 << 16
TURNS = 50
"""How often progress is told in a whole run, about."""


@dataclass(slots=True, eq=False)
class Work:
    """Seconds and nearest in the making: flat, with a border, changed in place."""

    friction: Friction
    sources: Ints
    seconds: Float32s
    nearest: Int32s
    limit: np.float32
    waiting: heap.Heap = field(default_factory=lambda: heap.empty(FIRST_HEAP))

    @classmethod
    def empty(cls, friction: Friction, sources: Ints, limit: np.float32) -> Self:
        """Begin where nothing is reached yet."""
        seconds = np.full(friction.half.size, np.inf, np.float32)
        nearest = np.full(friction.half.size, -1, np.int32)
        return cls(friction, sources, seconds, nearest, limit)

    @classmethod
    def copied(cls, friction: Friction, before: Field, sources: Ints) -> Self:
        """Begin with a copy of a field, for other sources."""
        seconds, nearest = before.framed_seconds.ravel(), before.framed_nearest.ravel()
        limit = single(before.limit)
        return cls(friction, sources, seconds.copy(), nearest.copy(), limit)

    @property
    def width(self) -> int:
        """Columns, with the border."""
        return int(self.friction.half.shape[1])

    @property
    def half(self) -> Float32s:
        """Half the seconds to cross each cell, flat."""
        return self.friction.half.ravel()

    def field(self, limit: float) -> Field:
        """Return what was made."""
        shape = self.friction.half.shape
        places = framed(self.friction, self.sources)
        blocked = np.flatnonzero(np.isinf(self.half[places])).tolist()
        return Field(
            self.seconds.reshape(shape),
            self.nearest.reshape(shape),
            self.sources,
            tuple(blocked),
            limit,
        )

    def open_sources(self) -> Int32s:
        """Set the sources that stand on no barrier; return their cells, each once."""
        places = framed(self.friction, self.sources)
        order = np.argsort(ranks(self.sources))
        opened = [self._open(int(index), int(places[index])) for index in order]
        kept: Int32s = places[order][np.array(opened, dtype=bool)]
        return kept

    def _open(self, index: int, place: int) -> bool:
        """Set one source, unless it stands on a barrier or another has the cell."""
        if np.isinf(self.half[place]) or self.seconds[place] == 0:
            return False
        self.seconds[place], self.nearest[place] = 0, index
        return True

    def settle(
        self,
        cells: Int32s,
        *,
        again: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> Int32s:
        """Spread from cells whose seconds are set; return the cells settled."""
        self._make_room(len(cells))
        size = kernels.start(self.seconds, self.waiting, 0, cells)
        order, done = np.empty(self.seconds.size, np.int32), 0
        passable = self._passable() if progress else 0
        turn = passable // TURNS + 1 if progress else order.size
        budget = turn
        while size:
            self._make_room(size)
            if done == order.size:
                order = np.concatenate([order, np.empty_like(order)])
            if progress and done >= budget:
                progress(done / passable)
                budget += turn
            size, done = kernels.spread(
                self.half,
                self.width,
                self.seconds,
                self.nearest,
                ranks(self.sources),
                self.limit,
                self.waiting,
                size,
                order,
                done,
                min(budget, order.size) if progress else order.size,
                again=again,
            )
        if progress:
            progress(1.0)
        return order[:done]

    def _make_room(self, size: int) -> None:
        """Let a heap with so many keys have room for what one settled cell adds."""
        while size + kernels.NEIGHBOURS >= self.waiting.size:
            self.waiting = heap.grown(self.waiting)

    def _passable(self) -> int:
        return int(np.count_nonzero(np.isfinite(self.half)))

    def take_in(self, index: int) -> None:
        """Let the source of this index, new among them, win the cells it is nearest."""
        place = int(framed(self.friction, self.sources[index:])[0])
        if not self._open(index, place):
            return
        order = self.settle(np.array([place], np.int32), again=True)
        found = np.empty(kernels.NEIGHBOURS * len(order), np.int32)
        count = kernels.contested(
            self.half, self.width, self.seconds, self.nearest, index, order, found
        )
        self._relabel(np.unique(found[:count]))

    def _relabel(self, cells: Int32s) -> None:
        """Ask anew whose cells are whose seconds stay, where a neighbour's changed."""
        self._make_room(len(cells))
        size = kernels.start(self.seconds, self.waiting, 0, cells)
        while size:
            self._make_room(size)
            size = kernels.relabel(
                self.half,
                self.width,
                self.seconds,
                self.nearest,
                ranks(self.sources),
                self.waiting,
                size,
            )

    def leave_out(self, index: int) -> None:
        """Give the cells of the source that had this index to those that are left."""
        found = np.empty(self.nearest.size, np.int32)
        count = kernels.forget(self.seconds, self.nearest, index, found)
        rim = np.empty(count, np.int32)
        kept = kernels.reopen(
            self.half,
            self.width,
            self.seconds,
            self.nearest,
            ranks(self.sources),
            self.limit,
            found[:count],
            rim,
        )
        self.settle(np.r_[self.open_sources(), rim[:kept]], again=True)
