"""What a model of distances works on: who must be served, by whom, at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.cover_all import fewest

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.near import Near
    from plan.siting.problem import Siting

AS_GOOD = 1e-9  # relative: two objectives this close are equal


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Weighted costs of the demand that has a route, to the sites that may open.

    `rows` (r,) of the demand and `columns` (c,) of the sites say where they stand in
    the siting; `cost` (r, c) is weight times cost, inf where no route, also for
    demand of weight 0; `standing` (r,) is that to the best fixed site.
    `near` holds the nearest of each row, None where all are looked at.
    """

    rows: Ints
    columns: Ints
    cost: Floats
    standing: Floats
    near: Near | None = None

    def value(self, chosen: Ints) -> float:
        """Weighted cost of all demand with these columns of `cost` open."""
        return float(self.nearest(chosen).sum())

    def nearest(self, chosen: Ints) -> Floats:
        """Weighted cost of each demand point: (r,), inf where none serves it."""
        best = self.cost[:, chosen].min(axis=1, initial=np.inf)
        return np.asarray(np.minimum(best, self.standing))


def ways(siting: Siting, *, farthest: float = np.inf) -> Ways:
    """Weigh the costs; a way longer than `farthest` is no way."""
    rows = np.flatnonzero(siting.has_route)
    cost, weight = siting.cost[rows], siting.weight[rows, None]
    is_way = np.isfinite(cost) & (cost <= farthest)
    weighed = np.where(is_way, np.where(is_way, cost, 0.0) * weight, np.inf)
    return Ways(
        rows=rows,
        columns=siting.candidates,
        cost=np.ascontiguousarray(weighed[:, siting.candidates]),
        standing=weighed[:, siting.standing].min(axis=1, initial=np.inf),
    )


def without_route(siting: Siting) -> tuple[int, ...]:
    """Rows of the demand that no site can serve, to be left out and named."""
    return tuple(np.flatnonzero(~siting.has_route).tolist())


def require_served(found: Ways, p: int) -> Ints:
    """Return columns, p at most, that leave nobody without a way.

    Raises `MethodError` with the number of sites that this takes, where p are too
    few: demand that has a route must be served.
    """
    reach = np.isfinite(found.cost[np.isinf(found.standing)])
    cover = fewest(reach, enough=p)
    if cover.chosen is not None and len(cover.chosen) <= p:
        return cover.chosen
    needed = fewest(reach).at_least
    raise MethodError([Problem.of("siting_p_strands", p=p, needed=needed)])
