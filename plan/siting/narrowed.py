"""Columns and rows of a cover that others stand in for: compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel
from plan.siting.kernels import sums

if TYPE_CHECKING:
    from geo.units import Bools, Floats
    from plan.siting.kernels import Lists, Small

NONE = -1


@kernel
def _rarest(lists: tuple[Small, Small], one: int, counts: Floats, alive: Bools) -> int:
    """The member of a set, of those alive, that is in fewest sets; NONE of none."""
    starts, members = lists
    rarest = NONE
    for at in range(starts[one], starts[one + 1]):
        member = members[at]
        if alive[member] and (rarest == NONE or counts[member] < counts[rarest]):
            rarest = member
    return rarest


@kernel
def _is_inside(
    lists: tuple[Small, Small], one: int, alive: Bools, table: Bools, other: int
) -> bool:
    """Whether every member of a set that is alive is in another set."""
    starts, members = lists
    for at in range(starts[one], starts[one + 1]):
        if alive[members[at]] and not table[other, members[at]]:
            return False
    return True


@kernel
def _drop_large(
    both: Lists, table: Bools, sets: Bools, alive: Bools, counts: tuple[Floats, Floats]
) -> None:
    """Drop sets that hold another one; of equal ones the first stays."""
    own, (starts, holders) = both
    sizes, often = counts
    for one in range(sets.size):
        rarest = _rarest(own, one, often, alive) if sets[one] else NONE
        if rarest != NONE:
            for at in range(starts[rarest], starts[rarest + 1]):
                other = holders[at]
                is_less = sizes[one] < sizes[other]
                is_less |= sizes[one] == sizes[other] and one < other
                if sets[other] and is_less:
                    sets[other] = not _is_inside(own, one, alive, table, other)


@kernel
def _drop_small(
    both: Lists, table: Bools, sets: Bools, alive: Bools, counts: tuple[Floats, Floats]
) -> bool:
    """Drop sets that lie in another one, of equal ones the later: whether any."""
    own, (starts, holders) = both
    sizes, often = counts
    dropped = False
    for one in range(sets.size):
        if not sets[one]:
            continue
        rarest = _rarest(own, one, often, alive)
        sets[one] = rarest != NONE
        for at in range(starts[rarest], starts[rarest + 1] if sets[one] else 0):
            other = holders[at]
            is_more = sizes[one] < sizes[other]
            is_more |= sizes[one] == sizes[other] and other < one
            if sets[other] and is_more and _is_inside(own, one, alive, table, other):
                sets[one] = False
                break
        dropped |= not sets[one]
    return dropped


@kernel
def _counts(lists: Lists, rows: Bools, columns: Bools) -> tuple[Floats, Floats]:
    """Columns left to each row, rows left to each column."""
    by_column, by_row = lists
    of_rows = sums(by_row[0], by_row[1], columns.astype(np.float64))
    return of_rows, sums(by_column[0], by_column[1], rows.astype(np.float64))


@kernel
def narrowed(
    lists: Lists, table: tuple[Bools, Bools], rows: Bools, columns: Bools
) -> None:
    """Drop rows that are reached wherever another is, columns that reach no more.

    `rows` (r,) are those not reached yet, `columns` (k,) those still open: both are
    changed. One best set stays. `lists` and `table` (k, r), (r, k) tell who reaches
    whom, by columns and by rows. Of equal ones the first stays.
    """
    by_column, by_row = lists
    of_column, of_row = table
    again = True
    while again:
        counts = _counts(lists, rows, columns)
        _drop_large((by_row, by_column), of_row, rows, columns, counts)
        often, sizes = _counts(lists, rows, columns)
        counts = sizes, often
        again = _drop_small((by_column, by_row), of_column, columns, rows, counts)
