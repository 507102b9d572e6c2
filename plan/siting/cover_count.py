"""How many sets of p columns reach every row: counted whole branches at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.cover_all import apart

if TYPE_CHECKING:
    from geo.units import Bools, Ints
    from plan.siting.answer import SetOfSites

WORK = 1e7  # entries looked at until counting stops: the same on every machine
MOST_LISTED = 100


@dataclass(slots=True)
class Counted:
    """`count` sets, the first of them in `sets`; `complete` where there are no more."""

    count: int = 0
    complete: bool = True
    sets: list[SetOfSites] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Branch:
    rows: Ints
    free: Ints
    inside: SetOfSites


def count_covers(reach: Bools, p: int, *, work: float = WORK) -> Counted:
    """Count the sets of exactly p columns that reach every row: (r, c) -> Counted.

    The row that fewest columns reach parts the sets: by its first column, else by its
    second, and so on. Where every row is reached, any other columns fill the set.
    """
    rows, columns = reach.shape
    counted, done = Counted(), 0.0
    branches = [_Branch(np.arange(rows), np.arange(columns), ())]
    while branches:
        branch = branches.pop()
        done += (len(branch.rows) + 1) * (len(branch.free) + 1)
        if done > work:
            counted.complete = False
            break
        left = p - len(branch.inside)
        if len(branch.rows):
            branches += _parted(reach, branch, left)
        else:
            _add(counted, branch, left)
    return counted


def _add(counted: Counted, branch: _Branch, left: int) -> None:
    counted.count += comb(len(branch.free), left)
    wanted = MOST_LISTED - len(counted.sets)
    for others in islice(combinations(branch.free.tolist(), left), wanted):
        counted.sets.append(tuple(sorted(branch.inside + others)))


def _parted(reach: Bools, branch: _Branch, left: int) -> list[_Branch]:
    part = reach[np.ix_(branch.rows, branch.free)]
    if not part.any(axis=1).all() or apart(part) > left:
        return []
    free, parts = branch.free, []
    for at in np.flatnonzero(part[part.sum(axis=1).argmin()]):
        column = branch.free[at]
        free = free[free != column]
        rows = branch.rows[~part[:, at]]
        parts.append(_Branch(rows, free, (*branch.inside, int(column))))
    return parts[::-1]
