"""Which way the supplies take, leg by leg: along the quickest path of the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, nan
from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.edges import Kind, as_matrix
from geo.impedance.paths import all_minutes, predecessors, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.impedance.access import Access
    from geo.impedance.edges import Edge
    from geo.impedance.network import Network
    from geo.units import Floats

NETWORK = "network"
_REPORTED = (Kind.REPORTED, Kind.REPORTED_DISTANCE)
SEA = "sea"


@dataclass(frozen=True, slots=True)
class Leg:
    """A piece of the way between two desa, by code.

    `mode` is road or sea, "" where only the minutes are known, not the way. `km` is nan
    where nobody knows it. `quality` is that of the minutes.
    """

    a: str
    b: str
    mode: str
    km: float
    minutes: float
    quality: str

    @property
    def is_sea(self) -> bool:
        """Whether the leg is by boat."""
        return self.mode == SEA


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one desa to another: its legs in order, and their minutes together.

    `minutes` is inf and there are no legs where there is no route; without legs and 0
    minutes the way ends where it starts.
    """

    legs: tuple[Leg, ...]
    minutes: float

    @property
    def has_sea(self) -> bool:
        """Whether a part of the way is by boat."""
        return any(leg.is_sea for leg in self.legs)

    @property
    def km(self) -> float:
        """Kilometres of all legs, nan where those of any are not known."""
        return sum((leg.km for leg in self.legs), 0.0)


class Ways:
    """Routes between desa by row, in one mode and season of a study area.

    In the mode network they follow the quickest path, leg by leg; in every other mode,
    and on ways that somebody brought, minutes alone are known and each route is one
    leg without mode or kilometres.
    """

    def __init__(
        self, access: Access, mode: str, season: str, starts: Iterable[int]
    ) -> None:
        """Find the ways from every start; raises as `Access.minutes`."""
        self.is_mapped = mode == NETWORK and NETWORK not in access.brought
        self._codes = access.network.nodes
        self._minutes = access.minutes(mode, season)
        self._quality = access.travel(mode).quality(season)
        self._by_sea = np.full(self._minutes.shape, np.inf)
        if self.is_mapped:
            direct, self._edges = _quickest(access.network, season)
            rows = np.array(sorted(set(starts)), dtype=np.int64)
            trees = predecessors(direct, rows)
            self._before = dict(zip(rows.tolist(), trees, strict=True))
            boats = [e for e in access.network.edges(season) if e.mode == SEA]
            self._by_sea = all_minutes(as_matrix(boats, access.network.index))

    def minutes(self, start: int, end: int) -> float:
        """Minutes from one row to another, any row; inf where no route."""
        return float(self._minutes[start, end])

    def by_sea(self, start: int, end: int) -> float:
        """Minutes by boat alone, over estimated and reported legs.

        inf where there is no such way, or where the mode does not know its ways.
        """
        return float(self._by_sea[start, end])

    def between(self, start: int, end: int) -> Route:
        """The way from one of the starts to any row."""
        minutes = self.minutes(start, end)
        if minutes == inf:
            return Route((), inf)
        if start == end and minutes == 0:
            return Route((), 0.0)
        if not self.is_mapped:
            ends = self._codes[start], self._codes[end]
            return Route((Leg(*ends, "", nan, minutes, self._quality),), minutes)
        legs = pairwise(walk(self._before[start], end))
        return Route(tuple(self._leg(a, b) for a, b in legs), minutes)

    def _leg(self, a: int, b: int) -> Leg:
        edge = self._edges[a, b]
        ends = self._codes[a], self._codes[b]
        return Leg(*ends, edge.mode, edge.km, edge.minutes, edge.quality)


def _quickest(
    network: Network, season: str
) -> tuple[Floats, dict[tuple[int, int], Edge]]:
    """Minutes of single edges, and the quickest edge between each two rows.

    Of two that are as quick the first in the order of edges, so that no answer hangs
    on the order of rows.
    """
    index = network.index
    chosen: dict[tuple[int, int], Edge] = {}
    for edge in sorted(network.edges(season), key=lambda e: (e.minutes, e.order)):
        i, j = index[edge.a], index[edge.b]
        chosen.setdefault((i, j), edge)
        chosen[j, i] = chosen[i, j]
    return as_matrix([_favoured(edge) for edge in network.edges(season)], index), chosen


def _favoured(edge: Edge) -> Edge:
    """An estimate is a hair longer: where it is as quick as a report, the report wins.

    Estimates on such a way were slowed until the report is the quickest; sums of
    floats must not decide between the two.
    """
    if edge.kind in _REPORTED:
        return edge
    return replace(edge, minutes=edge.minutes * (1 + 1e-9))
