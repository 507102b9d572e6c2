"""The arrays a field is made in, and the loops over them run in turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from geo.impedance.surface import heap, kernels, removal
from geo.impedance.surface.field import Field, framed, index_type, ranks, single
from geo.impedance.surface.ring import CELLS, DONE, FED, Ring, flood

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.impedance.surface.field import Float32s, Friction, Indexes, Int32s
    from geo.units import Ints

FIRST_HEAP = 1 << 12
TURNS = 50
"""How often progress is told in a whole run, about."""


@dataclass(slots=True, eq=False)
class Run:
    """The cells settled so far, in `order`, and whom to tell how many they are."""

    order: Int32s
    progress: Callable[[float], None] | None = None
    passable: int = 0
    done: int = 0
    told: int = 0

    def go_on(self) -> int:
        """Make room, tell the progress if it is time; return how far to go now."""
        if self.done + CELLS > self.order.size:
            self.order = np.concatenate([self.order, np.empty_like(self.order)])
        if self.progress is None:
            return self.order.size
        turn = self.passable // TURNS + 1
        if self.done >= self.told + turn:
            self.progress(min(self.done / self.passable, 1.0))
            self.told = self.done
        return min(self.told + turn, self.order.size)


@dataclass(slots=True, eq=False)
class Work:
    """Seconds and nearest in the making: flat, with a border, changed in place."""

    friction: Friction
    sources: Ints
    seconds: Float32s
    nearest: Indexes
    limit: np.float32
    waiting: heap.Heap = field(default_factory=lambda: heap.empty(FIRST_HEAP))

    @classmethod
    def empty(cls, friction: Friction, sources: Ints, limit: np.float32) -> Self:
        """Begin where nothing is reached yet."""
        seconds = np.full(friction.half.size, np.inf, np.float32)
        nearest = np.full(friction.half.size, -1, index_type(len(sources)))
        return cls(friction, sources, seconds, nearest, limit)

    @classmethod
    def unset(cls, friction: Friction, sources: Ints, limit: np.float32) -> Self:
        """Begin with arrays that still have to be written."""
        seconds = np.empty(friction.half.size, np.float32)
        nearest = np.empty(friction.half.size, index_type(len(sources)))
        return cls(friction, sources, seconds, nearest, limit)

    @classmethod
    def copied(cls, friction: Friction, before: Field, sources: Ints) -> Self:
        """Begin with a copy of a field, for other sources."""
        seconds, nearest = before.framed_seconds.ravel(), before.framed_nearest.ravel()
        owners = nearest.astype(index_type(len(sources)))
        return cls(friction, sources, seconds.copy(), owners, single(before.limit))

    @property
    def width(self) -> int:
        """Columns, with the border."""
        return int(self.friction.half.shape[1])

    @property
    def half(self) -> Float32s:
        """Half the seconds to cross each cell, flat."""
        return self.friction.half.ravel()

    def room(self) -> Int32s:
        """Return a list, not written yet, with room for all cells and one piece."""
        return np.empty(self.seconds.size + CELLS, np.int32)

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
        """Set the sources that stand on no barrier; return their cells, each once.

        Not those that are set; of several on one cell the first is.
        """
        order = np.argsort(self.sources, kind="stable")
        places = framed(self.friction, self.sources[order])
        opens = np.isfinite(self.half[places]) & (self.seconds[places] != 0)
        cells, first = np.unique(places[opens], return_index=True)
        self.seconds[cells], self.nearest[cells] = 0, order[opens][first]
        return cells

    def settle(
        self,
        cells: Int32s,
        *,
        again: bool = False,
        progress: Callable[[float], None] | None = None,
        order: Int32s | None = None,
    ) -> Int32s:
        """Spread from cells whose seconds are set; return the cells settled.

        They are written into `order` where it is given, as long as `room`. By the ring
        of slices as far as it goes, which is nearly always to the end, then by the
        heap.
        """
        run = Run(self.room() if order is None else order, progress)
        if progress:
            run.passable = int(np.count_nonzero(np.isfinite(self.half)))
        ring = Ring.of(self.friction)
        if ring is not None:
            cells = self._flood(ring, cells, run, again=again)
        self._spread(cells, run, again=again)
        if progress:
            progress(1.0)
        return run.order[: run.done]

    def _flood(self, ring: Ring, cells: Int32s, run: Run, *, again: bool) -> Int32s:
        """Settle slice by slice; return the cells from which it must go on."""
        first = cells[np.argsort(self.seconds[cells], kind="stable")]
        finished = False
        while not finished:
            ring.make_room()
            budget = run.go_on()
            finished = flood(
                self.half,
                self.width,
                self.seconds,
                self.nearest,
                ranks(self.sources),
                self.limit,
                ring.per_second,
                ring.ends,
                ring.pool,
                ring.state,
                first,
                run.order,
                budget,
                again=again,
            )
            run.done = int(ring.state[DONE])
        unfed: Int32s = first[ring.state[FED] :]
        return np.concatenate([ring.left(), unfed])

    def _spread(self, cells: Int32s, run: Run, *, again: bool) -> None:
        """Settle in the order of seconds."""
        self._make_room(len(cells))
        size = kernels.start(self.seconds, self.waiting, 0, cells)
        while size:
            self._make_room(size)
            budget = run.go_on()
            size, run.done = kernels.spread(
                self.half,
                self.width,
                self.seconds,
                self.nearest,
                ranks(self.sources),
                self.limit,
                self.waiting,
                size,
                run.order,
                run.done,
                budget,
                again=again,
            )

    def _make_room(self, size: int) -> None:
        """Let a heap with so many keys have room for what one settled cell adds."""
        while size + kernels.NEIGHBOURS >= self.waiting.size:
            self.waiting = heap.grown(self.waiting)

    def take_in(self, index: int) -> None:
        """Let the source of this index, new among them, win the cells it is nearest."""
        opened = self.open_sources()
        if not opened.size:
            return
        order = self.settle(opened, again=True)
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

    def leave_out(self, before: Field, index: int) -> None:
        """Give the cells of the source that had this index to those that are left."""
        found = self.room()
        count = removal.without(
            (before.framed_seconds.ravel(), before.framed_nearest.ravel()),
            index,
            self.width,
            self.seconds,
            self.nearest,
            found,
        )
        rim = np.empty(count, np.int32)
        kept = removal.reopen(
            self.half,
            self.width,
            self.seconds,
            self.nearest,
            ranks(self.sources),
            self.limit,
            found[:count],
            rim,
        )
        first = np.r_[self.open_sources(), rim[:kept]]
        self.settle(first, again=True, order=found)
