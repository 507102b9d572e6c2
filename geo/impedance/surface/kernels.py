"""Compiled loops of the least-cost surface.

A grid lies flat, row by row, with one cell of barrier around it: every cell that can
be passed has eight neighbours, and nobody asks where the border is. `half` is half
the seconds it takes to cross a cell straight on, inf for a barrier, so that a step
costs the sum of both halves, times sqrt 2 if it is diagonal.

A step never takes no time, even where float32 is too coarse for the sum to change:
then the next larger number is taken. So seconds grow strictly along every way, and
who is nearest can be settled in the order of seconds.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.compiled import kernel
from geo.impedance.surface.heap import CELL, SHIFT, Heap, key, pop, push

Float32s = npt.NDArray[np.float32]
Int32s = npt.NDArray[np.int32]
Indexes = npt.NDArray[np.signedinteger[Any]]

NEIGHBOURS = 8
_ZERO, _ONE = np.uint64(0), np.uint64(1)
DIAGONAL = np.float32(math.sqrt(2.0))
_NEXT = np.float32(1.0 + 2.0**-23)
_STRAIGHT = 4  # so many of the neighbours come first, the diagonal ones after them


@kernel
def around(width: int) -> tuple[np.uint64, ...]:
    """Return the steps to the eight neighbours, straight ones first."""
    row = np.uint64(width)
    return (
        _ZERO - row,
        _ZERO - _ONE,
        _ONE,
        row,
        _ZERO - row - _ONE,
        _ZERO - row + _ONE,
        row - _ONE,
        row + _ONE,
    )


@kernel
def after(
    seconds: np.float32, half: np.float32, other: np.float32, step: int
) -> np.float32:
    """Seconds at a neighbour, reached from a cell: the one sum all loops share."""
    way = half + other
    if step >= _STRAIGHT:
        way *= DIAGONAL
    return max(seconds + way, seconds * _NEXT)


@kernel
def reached(
    now: np.float32,
    here: np.float32,
    half: Float32s,
    seconds: Float32s,
    most: np.float32,
    steps: tuple[np.uint64, ...],
    cell: np.uint64,
) -> np.uint64:
    """Tell to which neighbours a cell leads as soon as they are reached, or sooner.

    One bit for each step. `most` is finite, so barriers are none of them. Asked of all
    eight at once, without a branch: nobody can foresee the answers one by one.
    """
    found = _ZERO
    for step in range(NEIGHBOURS):
        other = cell + steps[step]
        then = after(now, here, half[other], step)
        found |= np.uint64(then <= min(seconds[other], most)) << np.uint64(step)
    return found


@kernel
def start(seconds: Float32s, heap: Heap, size: int, cells: Int32s) -> int:
    """Put cells with their seconds into the heap; it must have room. Its new size."""
    for cell in cells:
        push(heap, size, key(seconds[cell], np.uint64(cell)))
        size += 1
    return size


@kernel
def spread(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    ranks: Int32s,
    limit: np.float32,
    heap: Heap,
    size: int,
    order: Int32s,
    done: int,
    budget: int,
    *,
    again: bool,
) -> tuple[int, int]:
    """Settle cells in the order of their seconds, until `budget` of them are done.

    `seconds` and `nearest` are changed in place, `order` gets the cells settled.
    Seconds above `limit` are left out (<= is in). Of two sources equally near the one
    with the smaller rank has the cell. A cell that stands in no heap any more, and
    so changes hands, is settled again only where `again` is set.

    Returns the size of the heap and how many cells are done in all. It stops early
    where the heap could overflow: a settled cell adds at most its neighbours.

    Source: Dijkstra (1959), doi:10.1007/BF01386390.
    """
    steps = around(width)
    while size > 0 and done < budget and size + NEIGHBOURS < heap.size:
        top = pop(heap, size)
        size -= 1
        cell = top & CELL
        now = np.uint32(top >> SHIFT).view(np.float32)
        if now > seconds[cell]:
            continue
        order[done] = np.int32(cell)
        done += 1
        here, source = half[cell], nearest[cell]
        for step in range(NEIGHBOURS):
            other = cell + steps[step]
            then = after(now, here, half[other], step)
            if then <= seconds[other]:
                if then < seconds[other]:
                    if then <= limit:
                        seconds[other], nearest[other] = then, source
                        push(heap, size, key(then, other))
                        size += 1
                elif then < np.inf and ranks[source] < ranks[nearest[other]]:
                    nearest[other] = source
                    if again:
                        push(heap, size, key(then, other))
                        size += 1
    return size, done


@kernel
def contested(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    source: int,
    order: Int32s,
    found: Int32s,
) -> int:
    """Find cells of others that `source` reaches in exactly the same seconds.

    `order` holds the cells of `source`; `found` gets the cells, some more than once,
    and needs room for eight for each of `order`. Returns how many there are.
    """
    steps = around(width)
    count = 0
    for place in order:
        cell = np.uint64(place)
        for step in range(NEIGHBOURS):
            other = cell + steps[step]
            if nearest[other] == source or nearest[other] < 0:
                continue
            then = after(seconds[cell], half[cell], half[other], step)
            if then == seconds[other]:
                found[count] = other
                count += 1
    return count


@kernel
def relabel(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    ranks: Int32s,
    heap: Heap,
    size: int,
) -> int:
    """Ask anew whose the waiting cells are, and the cells behind those that change.

    A cell belongs to the source of least rank among those of the neighbours from which
    it is reached in its own seconds. Stops where the heap could overflow. Returns the
    size of the heap.
    """
    steps = around(width)
    while size > 0 and size + NEIGHBOURS < heap.size:
        cell = pop(heap, size) & CELL
        size -= 1
        owner = -1
        for step in range(NEIGHBOURS):
            other = cell + steps[step]
            source = nearest[other]
            if source < 0 or (owner >= 0 and ranks[source] >= ranks[owner]):
                continue
            if after(seconds[other], half[other], half[cell], step) == seconds[cell]:
                owner = source
        if owner == nearest[cell]:
            continue
        nearest[cell] = owner
        for step in range(NEIGHBOURS):
            other = cell + steps[step]
            then = after(seconds[cell], half[cell], half[other], step)
            if then == seconds[other] and then < np.inf:
                push(heap, size, key(then, other))
                size += 1
    return size


@kernel
def clear(seconds: Float32s, nearest: Indexes, cells: Int32s) -> None:
    """Empty the cells again that a bounded field has touched."""
    for cell in cells:
        seconds[cell], nearest[cell] = np.inf, -1
