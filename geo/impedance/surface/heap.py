"""A heap of cells waiting for their turn, as compiled loops use it.

Of four children each (Johnson 1975). A key is one whole number: the bits of the
float32 seconds, which order as the seconds do, then the cell. Nothing is ever lowered
in it: a cell found quicker is added again, and the older key is passed over when its
turn comes. Unused places hold `UNUSED`, so that the last children need no look at the
size.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.compiled import kernel

Heap = npt.NDArray[np.uint64]

UNUSED = np.uint64(2**64 - 1)
CELL = np.uint64(2**32 - 1)
SHIFT = np.uint64(32)
_ZERO, _ONE, _TWO, _THREE, _FOUR = (np.uint64(number) for number in range(5))


def empty(size: int) -> Heap:
    """Return a heap with nothing in it."""
    return np.full(size, UNUSED, np.uint64)


def grown(heap: Heap) -> Heap:
    """Return a heap with the same keys and room for twice as many."""
    return np.concatenate([heap, empty(heap.size)])


@kernel
def key(seconds: np.float32, cell: np.uint64) -> np.uint64:
    """Put seconds (not negative) and a cell into one number that orders by both."""
    bits: np.uint64 = np.uint64(np.float32(seconds).view(np.uint32)) << SHIFT
    return bits | cell


@kernel
def push(heap: Heap, size: int, key: np.uint64) -> None:
    """Let a key rise from the end to its place."""
    place = np.uint64(size)
    while place > _ZERO:
        above = (place - _ONE) >> _TWO
        if heap[above] <= key:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = key


@kernel
def pop(heap: Heap, size: int) -> np.uint64:
    """Take the least key out of a heap of `size`; its last key sinks to its place.

    The least of four children is found without a branch: nobody can foresee it.
    """
    least: np.uint64 = heap[0]
    left = np.uint64(size - 1)
    key = heap[left]
    heap[left] = UNUSED
    place, child = _ZERO, _ONE
    while child < left:
        one, two = heap[child], heap[child + _ONE]
        three, four = heap[child + _TWO], heap[child + _THREE]
        first = child + np.uint64(two < one)
        second = child + _TWO + np.uint64(four < three)
        one, three = min(one, two), min(three, four)
        smaller = min(one, three)
        if smaller >= key:
            break
        heap[place] = smaller
        place = first + np.uint64(three < one) * (second - first)
        child = _FOUR * place + _ONE
    if left > _ZERO:
        heap[place] = key
    return least
