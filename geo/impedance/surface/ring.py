"""A ring of slices of time, in which cells wait for their turn without any order.

Time is cut into slices shorter than the shortest step. No cell of a slice can then be
reached sooner from another one of the same slice: all of them are settled, in any
order, and nothing has to be sorted (Dial 1969, Denardo and Fox 1979). As many slices
as the longest step spans are open at once, around a ring.

The cells of a slice lie in pieces of one pool, chained: the first place of a piece
holds the number of the piece before it, -1 for none. `ends` holds, for each slice of
the ring, the place after its last cell, 0 where none waits. A cell found sooner, in
another slice, is put there too; the older place is passed over when its turn comes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from geo.compiled import kernel
from geo.impedance.surface.kernels import NEIGHBOURS, after, around, reached

if TYPE_CHECKING:
    from geo.impedance.surface.field import Float32s, Friction, Indexes, Int32s

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]

LAST = 1 << 19
"""Slices further on are left to the heap.

A sum of float32 is wrong by 2**-24 of it, so in slice 2**19 by 1/32 of a slice. The
shortest step is 1/16 longer than a slice: it always ends in a later one.
"""
SLICES = 1 << 16
"""The most that may be open at once; where steps differ more there is no ring."""
LONGER = 17 / 16
PIECE = 64
CELLS = PIECE - 1
"""Cells in a piece: all are settled before anybody asks whether there is room."""
NEEDED = CELLS * NEIGHBOURS
"""Pieces a piece can need: each neighbour of each cell at worst one of its own."""
FIRST_POOL = 1 << 10
FREE, ROOM, NOW, FED, WAITING, DONE = range(6)
_SHIFT = 6
_ONE = np.uint64(1)
_FINITE = np.finfo(np.float32).max
_LAST = float(LAST)
_FIRST = np.array([(bits & -bits).bit_length() - 1 for bits in range(256)])
"""The number of the lowest bit that is set."""


@dataclass(slots=True, eq=False)
class Ring:
    """The slices that are open, and the pool their cells lie in.

    `state` is what a run goes on with: the first free piece and how many there are,
    the slice it is in, how many of the first cells were let in, cells waiting, done.
    """

    per_second: float
    ends: Int64s
    pool: Int32s
    state: Int64s

    @classmethod
    def of(cls, friction: Friction) -> Self | None:
        """Make one, empty; None where the steps on this grid differ too much."""
        least, most = friction.extremes
        shortest, longest = 2 * least, 2 * math.sqrt(2) * most
        slices = LONGER * longest / shortest + 3
        if not slices <= SLICES:  # as little where all is barrier, and so nan
            return None
        state = np.zeros(6, np.int64)
        state[FREE] = -1
        ends = np.zeros(1 << math.ceil(math.log2(slices)), np.int64)
        ring = cls(LONGER / shortest, ends, _none(), state)
        ring.grow(FIRST_POOL)
        return ring

    def grow(self, pieces: int) -> None:
        """Add free pieces to the pool."""
        before = self.pool.size // PIECE
        added = np.empty((pieces, PIECE), np.int32)
        added[:, 0] = np.arange(before + 1, before + pieces + 1)
        added[-1, 0] = self.state[FREE]
        self.pool = np.concatenate([self.pool, added.ravel()])
        self.state[FREE] = before
        self.state[ROOM] += pieces

    def make_room(self) -> None:
        """Let the pool have room for what the cells of one piece can add."""
        while self.state[ROOM] < NEEDED:
            self.grow(self.pool.size // PIECE)

    def left(self) -> Int32s:
        """Return the cells that wait in the last slice, or beyond it."""
        end = int(self.ends[LAST % self.ends.size])
        found = [_none()]
        while end:
            begin = (end - 1) // PIECE * PIECE
            found.append(self.pool[begin + 1 : end])
            end = (int(self.pool[begin]) + 1) * PIECE
        return np.unique(np.concatenate(found))


def _none() -> Int32s:
    return np.empty(0, np.int32)


@kernel
def _slice(seconds: np.float32, per_second: float) -> np.int64:
    """Return the slice that some seconds lie in; all beyond the last are one."""
    return np.int64(min(float(seconds) * per_second, _LAST))


@kernel
def _wait(
    ends: Int64s, pool: Int32s, state: Int64s, at: np.int64, cell: np.int64
) -> None:
    """Let a cell wait in a slice; there must be a free piece."""
    slot = np.uint64(at & (ends.size - 1))
    place = ends[slot]
    if place & CELLS == 0:
        begin = state[FREE] << _SHIFT
        state[FREE] = pool[begin]
        state[ROOM] -= 1
        pool[begin] = (place >> _SHIFT) - 1
        place = begin + 1
    pool[np.uint64(place)] = cell
    ends[slot] = place + 1
    state[WAITING] += 1


@kernel
def _settle(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    ranks: Int32s,
    limit: np.float32,
    per_second: float,
    ends: Int64s,
    pool: Int32s,
    state: Int64s,
    cells: Int32s,
    order: Int32s,
    away: UInt64s,
    again: bool,  # noqa: FBT001 - compiled code calls by place
) -> None:
    """Settle those of some cells whose slice is the one that it is now.

    `away` are the steps of `around` once more: which of a tuple is meant would be a
    jump to somewhere, which of an array is a look.
    """
    steps = around(width)
    most = min(limit, _FINITE)
    done = np.uint64(state[DONE])
    for number in range(cells.size):
        cell = np.uint64(cells[number])
        now = seconds[cell]
        if _slice(now, per_second) != state[NOW]:
            continue
        order[done] = np.int32(cell)
        done += _ONE
        here, source = half[cell], nearest[cell]
        ahead = reached(now, here, half, seconds, most, steps, cell)
        while ahead:
            step = _FIRST[ahead]
            ahead &= ahead - _ONE
            other = cell + away[step]
            then = after(now, here, half[other], step)
            before = seconds[other]
            at = _slice(then, per_second)
            if then < before:
                waits = before < np.inf and (not again or nearest[other] == source)
                seconds[other], nearest[other] = then, source
                if not waits or _slice(before, per_second) != at:
                    _wait(ends, pool, state, at, np.int64(other))
            elif ranks[source] < ranks[nearest[other]]:
                nearest[other] = source
                if again:
                    _wait(ends, pool, state, at, np.int64(other))
    state[DONE] = np.int64(done)


@kernel
def flood(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    ranks: Int32s,
    limit: np.float32,
    per_second: float,
    ends: Int64s,
    pool: Int32s,
    state: Int64s,
    first: Int32s,
    order: Int32s,
    budget: int,
    *,
    again: bool,
) -> bool:
    """Settle cells slice by slice, until `budget` of them are done.

    `first` are the cells to begin with, in the order of their seconds. For the rest
    see `kernels.spread`, whose answer this is, bit for bit: a cell's seconds and its
    owner come from slices before its own.

    Returns whether the end is reached: nothing waits, or only what is in the last
    slice or beyond. It stops early where the pool, or `order`, could overflow.

    Source: Dial (1969), doi:10.1145/363269.363610.
    """
    away = np.array(around(width), np.uint64)
    while (
        state[ROOM] >= NEEDED
        and state[DONE] + CELLS <= order.size
        and state[DONE] < budget
    ):
        if state[FED] < first.size:
            cell = first[state[FED]]
            begins = _slice(seconds[cell], per_second)
            if state[WAITING] == 0:
                state[NOW] = max(state[NOW], begins)
            if begins <= state[NOW] < LAST:
                _wait(ends, pool, state, state[NOW], np.int64(cell))
                state[FED] += 1
                continue
        elif state[WAITING] == 0:
            return True
        if state[NOW] >= LAST:
            return True
        slot = np.uint64(state[NOW] & (ends.size - 1))
        end = ends[slot]
        if end == 0:
            state[NOW] += 1
            continue
        piece = (end - 1) >> _SHIFT
        begin = piece << _SHIFT
        ends[slot] = (np.int64(pool[begin]) + 1) << _SHIFT
        cells = pool[begin + 1 : end]
        state[WAITING] -= cells.size
        _settle(
            half,
            width,
            seconds,
            nearest,
            ranks,
            limit,
            per_second,
            ends,
            pool,
            state,
            cells,
            order,
            away,
            again,
        )
        pool[begin] = state[FREE]
        state[FREE] = piece
        state[ROOM] += 1
    return False
