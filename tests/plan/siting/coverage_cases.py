"""Small sitings, and every coverage question answered by trying all sets."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from plan.siting.problem import Siting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.units import Bools, Ints

THRESHOLD = 3.0
NEAR = 1e-9
Columns = tuple[int, ...]


@st.composite
def sitings(draw: st.DrawFn, *, least_fixed: int = 0) -> Siting:
    """Up to 8 demand points and 7 sites; costs 1 to 6 or no route; some fixed."""
    n, m = draw(st.integers(1, 8)), draw(st.integers(1 + least_fixed, 7))
    some = st.sampled_from([1.0, 2.0, 3.0, 4.0, 6.0, np.inf])
    costs = draw(st.lists(some, min_size=n * m, max_size=n * m))
    weight = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
    fixed = draw(st.lists(st.booleans(), min_size=m, max_size=m))
    fixed[:least_fixed] = [True] * least_fixed
    price = draw(st.lists(st.integers(0, 4), min_size=m, max_size=m))
    return Siting.of(
        [f"d{row}" for row in range(n)],
        [f"s{column}" for column in range(m)],
        np.array(costs).reshape(n, m),
        weight=np.array(weight, float),
        price=np.array(price, float),
        fixed=np.array(fixed),
    )


def line(places: list[float], sites: list[float], weight: list[float]) -> Siting:
    """Demand and sites along one road, cost the distance; ids in order."""
    cost = np.abs(np.subtract.outer(np.array(places), np.array(sites)))
    return Siting.of(
        [f"d{row}" for row in range(len(places))],
        [f"s{column}" for column in range(len(sites))],
        cost,
        weight=np.array(weight),
    )


def with_fixed(siting: Siting, *columns: int) -> Siting:
    """The same with these sites standing."""
    fixed = np.isin(np.arange(len(siting.sites)), columns)
    return Siting.of(
        siting.demand, siting.sites, siting.cost, weight=siting.weight, fixed=fixed
    )


def scattered(count: int, sites: int, seed: int) -> Siting:
    """Points and sites in a unit square, weights 1 to 9."""
    source = np.random.default_rng(seed)
    points, places = source.random((count, 2)), source.random((sites, 2))
    cost = np.hypot(*(points[:, None] - places[None]).transpose(2, 0, 1))
    return Siting.of(
        [f"{row:04}" for row in range(count)],
        [f"{column:04}" for column in range(sites)],
        cost,
        weight=source.integers(1, 10, count).astype(float),
    )


def shuffled(siting: Siting, seed: int) -> Siting:
    """The same tables with their rows and columns in another order."""
    source = np.random.default_rng(seed)
    rows = source.permutation(len(siting.demand))
    columns = source.permutation(len(siting.sites))
    return Siting.of(
        [siting.demand[row] for row in rows],
        [siting.sites[column] for column in columns],
        siting.cost[np.ix_(rows, columns)],
        weight=siting.weight[rows],
        price=siting.price[columns],
        fixed=siting.fixed[columns],
    )


def times_covered(siting: Siting, new: Columns | Ints) -> Ints:
    """How many open sites reach each demand point with these new ones."""
    reach = np.isfinite(siting.cost) & (siting.cost <= THRESHOLD)
    opened = siting.fixed.copy()
    opened[list(new)] = True
    return np.asarray(reach[:, opened].sum(axis=1), np.int64)


def weight_covered(siting: Siting, new: Columns | Ints, times: int = 1) -> float:
    """Weight that at least so many open sites reach."""
    return float(siting.weight[times_covered(siting, new) >= times].sum())


def sets_of(siting: Siting, p: int) -> Iterator[Columns]:
    """Every set of p new sites."""
    return combinations(np.flatnonzero(~siting.fixed).tolist(), p)


def best_cover(siting: Siting, p: int) -> tuple[float, set[Columns]]:
    """The most weight that p new sites cover, and all sets that do."""
    values = {each: weight_covered(siting, each) for each in sets_of(siting, p)}
    best = max(values.values())
    return best, {each for each, value in values.items() if value >= best - NEAR}


def can_be_covered(siting: Siting) -> Bools:
    """Whether any site at all reaches each demand point."""
    return np.asarray(times_covered(siting, siting.candidates) > 0)


def whole_covers(siting: Siting, p: int) -> set[Columns]:
    """All sets of p new sites that leave out nothing that can be reached."""
    can = can_be_covered(siting)
    return {
        each
        for each in sets_of(siting, p)
        if np.array_equal(times_covered(siting, each) > 0, can)
    }


def least_covers(siting: Siting) -> tuple[int, set[Columns]]:
    """The fewest new sites that reach all that can be, and all such sets."""
    tried = ((p, whole_covers(siting, p)) for p in range(len(siting.sites) + 1))
    return next((p, found) for p, found in tried if found)


def pairs_of_five() -> csr_array:
    """A point between each two of five sites: halves of all five reach them."""
    reach = np.zeros((10, 5))
    reach[np.arange(10)[:, None], np.array(list(combinations(range(5), 2)))] = 1.0
    return csr_array(reach)
