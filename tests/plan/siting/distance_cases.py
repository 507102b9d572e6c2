"""Small sitings, and every set of them tried one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from plan.siting.problem import Siting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Floats

Sites = tuple[int, ...]
NO = np.inf  # no route


def siting(
    cost: Sequence[Sequence[float]],
    *,
    weight: Sequence[float] | None = None,
    fixed: Sequence[int] | None = None,
    load: Sequence[float] | None = None,
    capacity: Sequence[float] | None = None,
) -> Siting:
    """Demand d0, d1, ... and sites s0, s1, ...; `fixed` are columns."""
    n, m = len(cost), len(cost[0])
    stands = np.zeros(m, bool)
    stands[list(fixed or [])] = True
    return Siting.of(
        [f"d{row}" for row in range(n)],
        [f"s{column}" for column in range(m)],
        np.array(cost, float),
        weight=None if weight is None else np.array(weight, float),
        load=None if load is None else np.array(load, float),
        capacity=None if capacity is None else np.array(capacity, float),
        fixed=stands,
    )


@st.composite
def sitings(draw: st.DrawFn, most: int = 6) -> tuple[Siting, int]:
    """Any small siting with whole asymmetric costs, and a number of new sites."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    cost = st.one_of(st.integers(0, 12).map(float), st.just(NO))
    rows = draw(
        st.lists(st.lists(cost, min_size=m, max_size=m), min_size=n, max_size=n)
    )
    weight = draw(st.lists(st.integers(0, 4).map(float), min_size=n, max_size=n))
    fixed = sorted(draw(st.sets(st.integers(0, m - 1), max_size=m // 2)))
    found = siting(rows, weight=weight, fixed=fixed)
    return found, draw(st.integers(0, len(found.candidates)))


@dataclass(frozen=True)
class Tried:
    """A set of new sites: its largest cost and its weighted cost."""

    farthest: float
    total: float
    sites: Sites


def nearest(asked: Siting, sites: Sites) -> Floats:
    """Cost of the demand that has any route, to the nearest open site."""
    opened = [*sites, *asked.standing.tolist()]
    cost = asked.cost[asked.has_route][:, opened]
    return np.asarray(cost.min(axis=1, initial=np.inf))


def tried(asked: Siting, p: int) -> list[Tried]:
    """Every set of p new sites that leaves nobody without a way."""
    found = []
    weight = asked.weight[asked.has_route]
    for sites in combinations(asked.candidates.tolist(), p):
        cost = nearest(asked, sites)
        if np.isfinite(cost).all():
            farthest, total = float(cost.max(initial=0)), float(weight @ cost)
            found.append(Tried(farthest, total, sites))
    return found


@dataclass(frozen=True)
class Held:
    """A set of new sites and who goes where: -1 nowhere."""

    covered: float
    total: float
    sites: Sites
    served: int


def held(asked: Siting, p: int, threshold: float) -> list[Held]:
    """Every set of p new sites with every way to send whole points within reach."""
    found = []
    for sites in combinations(asked.candidates.tolist(), p):
        opened = [*sites, *asked.standing.tolist()]
        within = np.isfinite(asked.cost) & (asked.cost <= threshold)
        choices = [
            [-1, *(j for j in opened if within[i, j])] for i in range(len(asked.demand))
        ]
        for goes in product(*choices):
            told = _one_way(asked, sites, goes)
            if told is not None:
                found.append(told)
    return found


def _one_way(asked: Siting, sites: Sites, goes: Sites) -> Held | None:
    taken = np.zeros(len(asked.sites))
    covered = total = 0.0
    for i, j in enumerate(goes):
        if j >= 0:
            taken[j] += asked.load[i]
            covered += asked.weight[i]
            total += asked.weight[i] * asked.cost[i, j]
    if not (taken <= asked.capacity).all():
        return None
    return Held(covered, total, sites, sum(j >= 0 for j in goes))
