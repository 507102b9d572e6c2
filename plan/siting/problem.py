"""What a siting model is given: demand, sites and the cost between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Siting:
    """Demand points, candidate sites and the cost of the way between them.

    `demand` (n,) and `sites` (m,) are ids in ascending order, so that the order of
    rows in a file cannot change an answer: make it with `of`. `cost` (n, m), in any
    unit, 0 or above, inf where no route; it may be asymmetric (demand to site).
    `weight` (n,) is what is served (voters x risk, say), `load` (n,) what fills a
    capacity (voters or TPS). `capacity` (m,) is inf where unlimited, `price` (m,)
    what a site costs. `fixed` (m,) sites stand already: always open, never counted
    among the new ones, without a price.
    """

    demand: tuple[str, ...]
    sites: tuple[str, ...]
    cost: Floats
    weight: Floats
    load: Floats
    capacity: Floats
    price: Floats
    fixed: Bools

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each column of the tables
        cls,
        demand: Sequence[str],
        sites: Sequence[str],
        cost: Floats,
        *,
        weight: Floats | None = None,
        load: Floats | None = None,
        capacity: Floats | None = None,
        price: Floats | None = None,
        fixed: Bools | None = None,
    ) -> Self:
        """Put demand and sites into ascending order of id; what is left out is 1.

        `load` left out is 1 per demand point, `capacity` unlimited, `fixed` none.
        Raises `MethodError` naming every fault of the numbers.
        """
        rows, columns = np.argsort(demand), np.argsort(sites)
        n, m = len(rows), len(columns)
        found = cls(
            demand=tuple(demand[row] for row in rows),
            sites=tuple(sites[column] for column in columns),
            cost=np.ascontiguousarray(np.asarray(cost, float)[np.ix_(rows, columns)]),
            weight=_ordered(weight, np.ones(n), rows),
            load=_ordered(load, np.ones(n), rows),
            capacity=_ordered(capacity, np.full(m, np.inf), columns),
            price=_ordered(price, np.ones(m), columns),
            fixed=(
                np.zeros(m, bool) if fixed is None else np.asarray(fixed, bool)[columns]
            ),
        )
        found.require_sound()
        return found

    def require_sound(self) -> None:
        """Refuse what no model could answer: ids given twice, nan, below 0."""
        problems = [
            *_repeated("demand", self.demand),
            *_repeated("candidate", self.sites),
            *_invalid("cost", self.cost, may_be_inf=True),
            *_invalid("weight", self.weight, may_be_inf=False),
            *_invalid("load", self.load, may_be_inf=False),
            *_invalid("capacity", self.capacity, may_be_inf=True),
            *_invalid("price", self.price, may_be_inf=False),
        ]
        if problems:
            raise MethodError(problems)

    @property
    def candidates(self) -> Ints:
        """Columns of the sites that may be opened: not fixed, in ascending order."""
        return np.flatnonzero(~self.fixed)

    @property
    def standing(self) -> Ints:
        """Columns of the sites that are fixed open, in ascending order."""
        return np.flatnonzero(self.fixed)

    @property
    def has_route(self) -> Bools:
        """Whether a demand point has a way to any site at all: -> (n,)."""
        return np.asarray(np.isfinite(self.cost).any(axis=1))

    def within(self, threshold: float) -> Bools:
        """Whether a site is in reach: -> (n, m); exactly at the threshold it is."""
        return np.asarray((self.cost <= threshold) & np.isfinite(self.cost))


def _ordered(values: Floats | None, default: Floats, order: Ints) -> Floats:
    return default if values is None else np.asarray(values, float)[order]


def _repeated(table: str, ids: tuple[str, ...]) -> list[Problem]:
    twice = sorted({a for a, b in pairwise(ids) if a == b})
    if not twice:
        return []
    shown, count = tuple(twice[:5]), len(twice)
    return [Problem.of("siting_id_repeated", table=table, ids=shown, count=count)]


def _invalid(column: str, values: Floats, *, may_be_inf: bool) -> list[Problem]:
    """Ask for what is right, not for what is wrong: nan is neither."""
    right = values >= 0
    if not may_be_inf:
        right &= np.isfinite(values)
    wrong = int((~right).sum())
    return [Problem.of("siting_number", column=column, count=wrong)] if wrong else []
