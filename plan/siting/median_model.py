"""The p-median as HiGHS takes it: one step for each distance that can matter.

The radius form: Cornuejols, Nemhauser & Wolsey (1980); Garcia, Labbe & Marin (2011).
Only what the bound of the prices leaves possible enters the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array

from plan.siting.highs import Model, Solved, solve
from plan.siting.median_equal import possible
from plan.siting.median_search import bounded, loosened
from plan.siting.ways import AS_GOOD, Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Bools, Floats, Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.median_search import Searched

SCALE = 1e5  # what the whole cost becomes, so that the solver's tolerances are small
MOST_OTHERS = 10
HALF = 0.5  # between 0 and 1


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """What is left to decide: `left` of the columns of `ways`, with `inside` open."""

    ways: Ways
    inside: Ints
    left: int


def narrowed(ways: Ways, p: int, found: Searched) -> Narrowed:
    """Leave out sites and ways that no set as good as the one found can use.

    A way that costs more than the price of its demand raises the bound by the rest:
    the bound of these prices, for what the solver proved beyond it they do not know.
    """
    limit = loosened(found.value * (1 + 2 * AS_GOOD), found.prices)
    stays, must = possible(ways, found.prices, p, limit)
    bound, _ = bounded(ways, found.prices, p)
    farthest = found.prices[:, None] + max(limit - bound, 0.0)
    cost = np.where(ways.cost <= farthest, ways.cost, np.inf)
    standing = np.where(ways.standing <= farthest[:, 0], ways.standing, np.inf)
    inside, free = np.flatnonzero(must), np.flatnonzero(stays & ~must)
    standing = np.minimum(standing, cost[:, inside].min(axis=1, initial=np.inf))
    part = Ways(ways.rows, free, np.ascontiguousarray(cost[:, free]), standing)
    return Narrowed(part, inside, p - len(inside))


def exact(ways: Ways, p: int, found: Searched, seconds: float) -> None:
    """Solve what is left to decide; put the better set and bound into `found`."""
    left = narrowed(ways, p, found)
    scale = _scale(found.value)
    model, constant = _model(left, scale, ())
    solved = solve(model, seconds=seconds)
    _take(ways, left, solved, found)
    bound = (solved.bound + constant) / scale
    found.bound = max(found.bound, min(bound, found.value))
    if solved.is_optimal:
        found.bound = found.value


def others(
    ways: Ways, p: int, found: Searched, known: Sequence[SetOfSites], seconds: float
) -> tuple[list[SetOfSites], bool]:
    """Find sets as good as the best beyond those known, and whether these are all.

    Each is found by forbidding all before it, `MOST_OTHERS` at most.
    """
    left, limit = narrowed(ways, p, found), found.value * (1 + AS_GOOD)
    sets: list[SetOfSites] = []
    for _ in range(MOST_OTHERS):
        model, _ = _model(left, _scale(found.value), [*known, *sets])
        solved = solve(model, seconds=seconds)
        if solved.values is None:
            return sets, solved.is_infeasible
        chosen = _opened(left, solved)
        if ways.value(chosen) > limit:
            return sets, solved.is_optimal
        sets.append(tuple(chosen.tolist()))
    return sets, False


def _scale(value: float) -> float:
    return SCALE / value if value else 1.0


def _opened(left: Narrowed, solved: Solved) -> Ints:
    values = np.asarray(solved.values)[: len(left.ways.columns)]
    return np.sort(np.append(left.inside, left.ways.columns[values > HALF]))


def _take(ways: Ways, left: Narrowed, solved: Solved, found: Searched) -> None:
    if solved.values is None:
        return
    chosen = _opened(left, solved)
    value = ways.value(chosen)
    if value < found.value:
        found.chosen, found.value = chosen, value


def _model(
    left: Narrowed, scale: float, forbidden: Sequence[SetOfSites]
) -> tuple[Model, float]:
    """The model and the cost that none can avoid, both times `scale`.

    Values: one for each column, 1 where open; then, for each demand point and each
    cost but its last, 1 where nothing that cheap is open. Rows: such a step is 1
    unless a site of its cost opens, or an earlier step was 0; the number of sites;
    one for each set that is forbidden.
    """
    ways, count = left.ways, len(left.ways.columns)
    build = _Build(count)
    constant = 0.0
    for cost, standing in zip(ways.cost, ways.standing.tolist(), strict=True):
        constant += _steps(build, cost, standing)
    build.row(np.arange(count), np.ones(count), left.left, left.left)
    for each in forbidden:
        where = np.flatnonzero(np.isin(ways.columns, each))
        build.row(where, np.ones(len(where)), -np.inf, len(each) - len(left.inside) - 1)
    return build.model(scale), constant * scale


def _steps(build: _Build, cost: Floats, standing: float) -> float:
    """Add the steps of one demand point; return its least cost."""
    near = np.flatnonzero(cost < standing)
    near = near[np.isfinite(cost[near])]
    order = near[np.argsort(cost[near], kind="stable")]
    levels, starts = np.unique(cost[order], return_index=True)
    groups = np.split(order, starts[1:]) if len(order) else []
    if np.isfinite(standing):
        levels = np.append(levels, standing)
    before = -1
    for at, group in enumerate(groups):
        is_last = at + 1 == len(levels)
        step = -1 if is_last else build.step(levels[at + 1] - levels[at])
        build.chain(group, step, before)
        before = step
    return float(levels[0])


class _Build:
    """A model in the making, row by row."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.costs: list[float] = []
        self.indices: list[Ints] = []
        self.data: list[Floats] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def step(self, cost: float) -> int:
        """Add a step that costs so much; return its place among the values."""
        self.costs.append(cost)
        return self.columns + len(self.costs) - 1

    def chain(self, group: Ints, step: int, before: int) -> None:
        """Step plus sites of the group is at least the step before, or 1."""
        extra = [(step, 1.0)] * (step >= 0) + [(before, -1.0)] * (before >= 0)
        where = np.append(group, [at for at, _ in extra]).astype(np.int64)
        how = np.append(np.ones(len(group)), [by for _, by in extra])
        self.row(where, how, 0.0 if before >= 0 else 1.0, np.inf)

    def row(self, where: Ints, how: Floats, lower: float, upper: float) -> None:
        """Add one row."""
        self.indices.append(where)
        self.data.append(how)
        self.lower.append(lower)
        self.upper.append(upper)

    def model(self, scale: float) -> Model:
        """The whole of it, its costs times `scale`."""
        values = self.columns + len(self.costs)
        rows = np.repeat(np.arange(len(self.data)), [len(one) for one in self.data])
        where = (rows, np.concatenate(self.indices))
        matrix = csc_array(
            (np.concatenate(self.data), where), shape=(len(self.data), values)
        )
        whole: Bools = np.arange(values) < self.columns
        return Model(
            cost=np.concatenate([np.zeros(self.columns), self.costs]) * scale,
            matrix=matrix,
            rows_lower=np.array(self.lower),
            rows_upper=np.array(self.upper),
            lower=np.zeros(values),
            upper=np.ones(values),
            whole=whole,
        )
