"""All p-medians as good as the best: branch and bound by prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.median_search import bounded, loosened, unserved
from plan.siting.ways import Ways

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.answer import SetOfSites

STEPS = 10  # of new prices at each branch
MOST_SETS = 1000
WORK = 3e7  # costs looked at until counting stops: the same on every machine


@dataclass(slots=True)
class Tally:
    """Sets of columns with their weighted cost; `complete` where there are no more."""

    sets: list[tuple[float, SetOfSites]] = field(default_factory=list)
    complete: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Branch:
    """Sets with the columns `inside` open and others of `free`: `left` more."""

    inside: SetOfSites
    free: Ints
    left: int
    standing: Floats
    prices: Floats


def sets_within(  # noqa: PLR0913 - two limits of size, with defaults
    ways: Ways,
    p: int,
    prices: Floats,
    limit: float,
    *,
    most: int = MOST_SETS,
    work: float = WORK,
) -> Tally:
    """Find every set of p columns that costs `limit` at most, or `most` of them."""
    tally, done = Tally(), 0.0
    free = np.arange(ways.cost.shape[1])
    branches = [_Branch((), free, p, ways.standing, prices)]
    while branches:
        branch = branches.pop()
        done += len(ways.rows) * (len(branch.free) + 1) * (STEPS + 1)
        if len(tally.sets) > most or done > work:
            tally.complete = False
            break
        branches += _searched(ways, branch, limit, tally)
    del tally.sets[most:]
    return tally


def _searched(ways: Ways, branch: _Branch, limit: float, tally: Tally) -> list[_Branch]:
    """Write down what the branch holds, or part it in two, or drop it."""
    if branch.left <= 1 or len(branch.free) <= branch.left:
        _write_down(ways, branch, limit, tally)
        return []
    smaller = _narrowed(ways, branch, loosened(limit, branch.prices))
    if smaller is None:
        return []
    if len(smaller.free) <= smaller.left or smaller.left <= 1:
        return [smaller]
    return _parted(ways, smaller)


def _write_down(ways: Ways, branch: _Branch, limit: float, tally: Tally) -> None:
    if branch.left == 1:
        one = np.minimum(ways.cost[:, branch.free], branch.standing[:, None])
        values = one.sum(axis=0)
        extra = [(int(column),) for column in branch.free]
    else:
        added = branch.free if branch.left else branch.free[:0]
        least = ways.cost[:, added].min(axis=1, initial=np.inf)
        values = np.array([np.minimum(least, branch.standing).sum()])
        extra = [tuple(added.tolist())]
    for value, columns in zip(values.tolist(), extra, strict=True):
        if value <= limit:
            tally.sets.append((value, tuple(sorted(branch.inside + columns))))


def _narrowed(ways: Ways, branch: _Branch, limit: float) -> _Branch | None:
    """Raise the bound; leave out what cannot be part, None where nothing can."""
    cost = ways.cost[:, branch.free]
    part = Ways(ways.rows, branch.free, cost, branch.standing)
    lowest = np.minimum(cost.min(axis=1), branch.standing)
    if np.isinf(lowest).any():
        return None
    prices = np.clip(branch.prices, lowest, branch.standing)
    best, kept = -np.inf, prices
    for _ in range(STEPS):
        bound, chosen = bounded(part, prices, branch.left)
        if bound > limit:
            return None
        if bound > best:
            best, kept = bound, prices
        excess = unserved(part, prices, chosen)
        size = float(excess @ excess)
        if not size:
            break
        prices = prices + (limit - bound) / size * excess
        prices = np.clip(prices, lowest, branch.standing)
    stays, must = possible(part, kept, branch.left, limit)
    return _opened(ways, branch, branch.free[must], branch.free[stays & ~must], kept)


def possible(ways: Ways, prices: Floats, p: int, limit: float) -> tuple[Bools, Bools]:
    """Which columns can be, and which must be, part of a set within the limit.

    (c,), (c,): a column outside the p that earn most costs the bound what it earns
    less than the last of these; one of these what it earns more than the next.
    """
    columns = ways.cost.shape[1]
    if not 0 < p < columns:
        return np.full(columns, p > 0), np.full(columns, p > 0)
    earned = np.minimum(ways.cost - prices[:, None], 0).sum(axis=0)
    ranked = np.partition(earned, (p - 1, p))
    bound = prices.sum() + np.sort(earned)[:p].sum()
    stays = bound + earned - ranked[p - 1] <= limit
    must = bound - earned + ranked[p] > limit
    return stays, must


def _opened(
    ways: Ways, branch: _Branch, columns: Ints, free: Ints, prices: Floats
) -> _Branch:
    least = ways.cost[:, columns].min(axis=1, initial=np.inf)
    return _Branch(
        inside=branch.inside + tuple(columns.tolist()),
        free=free,
        left=branch.left - len(columns),
        standing=np.minimum(branch.standing, least),
        prices=prices,
    )


def _parted(ways: Ways, branch: _Branch) -> list[_Branch]:
    """With the column that earns most, and without it."""
    cost = ways.cost[:, branch.free]
    earned = np.minimum(cost - branch.prices[:, None], 0).sum(axis=0)
    best = int(earned.argmin())
    rest = np.delete(branch.free, best)
    taken = branch.free[best : best + 1]
    return [
        _opened(ways, branch, taken[:0], rest, branch.prices),
        _opened(ways, branch, taken, rest, branch.prices),
    ]
