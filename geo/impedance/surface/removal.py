"""Compiled loops that take one source out of a field of seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel
from geo.impedance.surface.kernels import NEIGHBOURS, after, around

if TYPE_CHECKING:
    from geo.impedance.surface.field import Float32s, Indexes, Int32s


@kernel
def without(
    before: tuple[Float32s, Indexes],
    source: int,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    found: Int32s,
) -> int:
    """Copy seconds and nearest without a source: its cells are empty in the copy.

    The gap it leaves among the numbers is closed. `found` gets its cells. Returns how
    many there are. Row by row: only rows with cells of it are looked at twice.
    """
    count = 0
    for begin in range(0, nearest.size, width):
        seconds_were = before[0][begin : begin + width]
        owners_were = before[1][begin : begin + width]
        seconds_are = seconds[begin : begin + width]
        owners_are = nearest[begin : begin + width]
        here = 0
        for col in range(width):
            owner = owners_were[col]
            own = owner == source
            here += own
            seconds_are[col] = np.float32(np.inf) if own else seconds_were[col]
            owners_are[col] = np.int32(-1) if own else owner - np.int32(owner > source)
        if here:
            for col in range(width):
                if owners_were[col] == source:
                    found[count] = begin + col
                    count += 1
    return count


@kernel
def reopen(
    half: Float32s,
    width: int,
    seconds: Float32s,
    nearest: Indexes,
    ranks: Int32s,
    limit: np.float32,
    cells: Int32s,
    rim: Int32s,
) -> int:
    """Reach empty cells from the neighbours that belong to others.

    The cells are filled only after all were looked at, so none is reached from
    another empty one. `rim` gets the cells that were reached, and needs room for all
    of them. Returns how many there are.
    """
    steps = around(width)
    count = 0
    for place in cells:
        cell = np.uint64(place)
        for step in range(NEIGHBOURS):
            if nearest[cell + steps[step]] >= 0:
                rim[count] = place
                count += 1
                break
    found = np.empty(count, np.float32)
    owners = np.empty(count, np.int32)
    for number in range(count):
        cell = np.uint64(rim[number])
        best, owner = np.float32(np.inf), np.int32(-1)
        for step in range(NEIGHBOURS):
            other = cell + steps[step]
            source = nearest[other]
            if source < 0:
                continue
            then = after(seconds[other], half[other], half[cell], step)
            if then < best or (
                then == best and owner >= 0 and ranks[source] < ranks[owner]
            ):
                best, owner = then, source
        found[number], owners[number] = best, owner
    kept = 0
    for number in range(count):
        if found[number] <= limit and owners[number] >= 0:
            cell = np.uint64(rim[number])
            seconds[cell], nearest[cell] = found[number], owners[number]
            rim[kept] = rim[number]
            kept += 1
    return kept
