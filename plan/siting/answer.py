"""What a siting model answers: which sites, how good, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.units import Floats, Ints

SetOfSites = tuple[int, ...]  # columns of new sites, ascending


@dataclass(frozen=True, slots=True)
class EquallyGood:
    """All sets of new sites whose primary objective is as good as the answer's.

    Equal within 1e-9 relative, before any tie-break. `count` of those found; where
    not `complete`, counting stopped and there may be more. `sets` holds them,
    the answer's own first; it may hold fewer than `count`.
    """

    count: int
    complete: bool
    sets: tuple[SetOfSites, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One set of new sites.

    `sites`: columns of the new sites, ascending. `value`: the raw objective, summed
    anew from the set itself, never read off a solver. `bound`: what no set can beat
    (mclp: at most; others: at least). `optimal` where that is proven; `gap` is
    |bound - value| over |value|, 0 where both are 0. `equally_good` is None where
    nobody counted. `assignment`: (n,) column of the site each demand point goes to,
    -1 where none: of the capacitated models alone, else None (the nearest serves).
    `unmet`: rows of the demand that the model leaves out and names: no route, or in
    reach of no site. `shares`: (n, m) part of each demand point that each site takes,
    where points are split or served in part; `assignment` is then the site that takes
    most of it.
    """

    objective: str
    sites: Ints
    value: float
    bound: float
    optimal: bool
    equally_good: EquallyGood | None = None
    assignment: Ints | None = None
    unmet: tuple[int, ...] = ()
    shares: Floats | None = None

    @property
    def gap(self) -> float:
        """Certified distance from the best possible, relative to the value."""
        apart = abs(self.bound - self.value)
        if self.optimal or apart == 0:
            return 0.0
        return apart / abs(self.value) if self.value else float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Which part of which demand point goes where, each (k,): by row, then by site.

    `rows` of the demand, `columns` of the sites, `shares` of a demand point above 0,
    1 where it goes to one site whole; `cost` of that way.
    """

    rows: Ints
    columns: Ints
    shares: Floats
    cost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """What a set of open sites, fixed ones included, does for the demand.

    Shares of the whole weight, demand without a route included; `covered_rows` a
    count, `backup_share` in reach of at least two open sites. `mean_cost` (weighted)
    and `max_cost` are over demand that has a route to an open site, nan where none
    has. `nearest` (n,) is the open column that serves each demand point, -1 where
    no route; `cost` (n,) its cost, inf where no route. Where points are split, as in
    `parts`, nearest is the site that takes most and cost the mean of the parts.
    """

    covered_share: float
    covered_rows: int
    backup_share: float
    mean_cost: float
    max_cost: float
    nearest: Ints
    cost: Floats
    parts: Parts
