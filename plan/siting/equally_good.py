"""Sets that are as good as the best, and the one of them that is answered."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, vstack

from plan.siting.answer import EquallyGood
from plan.siting.highs import solve
from plan.siting.quick import EQUAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.units import Floats, Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.highs import Model
    from plan.siting.problem import Siting

SETS = 100  # how many are looked for
SECONDS = 2.0  # how long
# HiGHS keeps rows within 1e-6; asked for closer, it may call what is possible not so.
APART = 1e-5


def enumerate_sets(
    model: Model,
    columns: Ints,
    optimum: float,
    *,
    limit: int = SETS,
    seconds: float = SECONDS,
) -> EquallyGood:
    """Every choice of the whole 0/1 values `columns` that reaches the optimum.

    Equal within 1e-9 relative or `APART`. After each set found, a row forbids it; the
    last search finds none and proves that these are all. Stops at `limit` sets or
    after `seconds`: then not complete, nor where not even one is found. Sets are
    places in `columns`, ascending.
    """
    ends = monotonic() + seconds
    slack = max(EQUAL * abs(optimum), APART)
    low, high = (
        (optimum - slack, np.inf) if model.maximise else (-np.inf, optimum + slack)
    )
    asked = _with_row(
        replace(model, cost=np.zeros_like(model.cost)), model.cost, low, high
    )
    sets: list[SetOfSites] = []
    complete = False
    while (left := ends - monotonic()) > 0:
        solved = solve(asked, seconds=left)
        if solved.values is None:
            complete = solved.is_infeasible and bool(sets)
            break
        if len(sets) == limit:
            break
        chosen = np.flatnonzero(solved.values[columns] > 0.5)  # noqa: PLR2004 - 0 or 1, but for rounding
        sets.append(tuple(chosen.tolist()))
        row = np.zeros(len(model.cost))
        row[columns] = -1.0
        row[columns[chosen]] = 1.0
        asked = _with_row(asked, row, -np.inf, len(chosen) - 1.0)
    return EquallyGood(len(sets), complete, tuple(sets))


def _with_row(model: Model, row: Floats, low: float, high: float) -> Model:
    return replace(
        model,
        matrix=csc_array(vstack([model.matrix, csc_array(row[None, :])])),
        rows_lower=np.r_[model.rows_lower, low],
        rows_upper=np.r_[model.rows_upper, high],
    )


def ordered(siting: Siting, sets: Iterable[SetOfSites]) -> tuple[SetOfSites, ...]:
    """Put sets of columns in order: least weighted cost first, then smallest ids.

    Before the cost comes the weight left without any route, so that losing demand
    never makes a set look near. Costs equal within 1e-9 relative are equal. Columns
    are in ascending order of id: sets compare as their ids do.
    """
    ranked = sorted({tuple(sorted(each)) for each in sets})
    lost, cost = np.array([_away(siting, each) for each in ranked]).reshape(-1, 2).T
    places = np.lexsort((_steps(cost), _steps(lost)))  # stable: ids last
    return tuple(ranked[place] for place in places)


def _steps(values: Floats) -> Ints:
    """Number values in ascending order, equal ones alike."""
    order = np.argsort(values, kind="stable")
    apart = EQUAL * max(float(values.max(initial=0.0)), 1.0)
    steps = np.zeros(len(values), np.int64)
    steps[order[1:]] = np.cumsum(np.diff(values[order]) > apart)
    return steps


def _away(siting: Siting, chosen: SetOfSites) -> tuple[float, float]:
    """Weight without a route, and weight x cost to the nearest open site."""
    opened = np.r_[siting.standing, np.array(chosen, np.int64)]
    nearest = siting.cost[:, opened].min(axis=1, initial=np.inf)
    has = np.isfinite(nearest)
    return float(siting.weight[~has].sum()), float(siting.weight[has] @ nearest[has])


def counted(
    siting: Siting, sets: Iterable[SetOfSites], *, complete: bool
) -> EquallyGood:
    """Count sets of columns of the siting, the one to answer first."""
    ranked = ordered(siting, sets)
    return EquallyGood(len(ranked), complete, ranked)


def named_sets(
    siting: Siting, columns: Ints, sets: Iterable[SetOfSites], *, complete: bool
) -> EquallyGood:
    """Count sets of places in `columns`, which are columns of the siting."""
    named = [tuple(columns[list(each)].tolist()) for each in sets]
    return counted(siting, named, complete=complete)
