"""Ways as a graph: minutes between all desa along them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from geo.impedance.distance import geodesic_km
from geo.impedance.ways.joins import Joins, find_joins
from geo.impedance.ways.speeds_file import WATER
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.area import StudyArea
    from geo.impedance.speeds import Speeds
    from geo.impedance.ways.speeds_file import Kmh
    from geo.impedance.ways.way import Way
    from geo.units import Bools, Floats, Ints

_DECIMALS = 7  # of a degree, about 1 cm: nearer points are one
_SEASONS = ("dry", "wet")


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """Ways joined at their common points, and the desa joined to them.

    `points` (k, 2) degrees; `at`, `way`: (v,) point and way of every vertex in order
    of travel; `kmh` (ways, 2) dry and wet; `both` (ways, 2) open forward, backward.
    """

    points: Floats
    at: Ints
    way: Ints
    kmh: Floats
    both: Bools
    joins: Joins

    def minutes(self, season: str) -> Floats:
        """Minutes between every two desa, from row to column: -> (n, n).

        inf if there is no route, 0 on the diagonal. The quickest of two ways between
        the same points counts. Source: Dijkstra (1959), through scipy.
        """
        graph = self._graph(_SEASONS.index(season))
        joins, entry = self.joins, self.joins.minutes[season]
        starts, back = np.unique(joins.point, return_inverse=True)
        found = np.full((len(joins.point), len(joins.point)), np.inf)
        joined = np.flatnonzero(joins.point >= 0)
        if len(joined):
            reached = dijkstra(graph, indices=starts[starts >= 0])
            row = back[joined] - int((starts < 0).any())
            between = reached[row][:, joins.point[joined]]
            whole = entry[joined][:, None] + between + entry[joined]
            found[np.ix_(joined, joined)] = whole
        np.fill_diagonal(found, 0.0)
        return found

    def _graph(self, season: int) -> csr_matrix:
        """Edges between the points that matter: ends, crossings, joined desa."""
        start, end, way, km = self._stretches()
        minutes = km / self.kmh[way, season] * MINUTES_PER_HOUR
        forward, backward = self.both[way, 0], self.both[way, 1]
        rows = np.concatenate([start[forward], end[backward]])
        columns = np.concatenate([end[forward], start[backward]])
        cost = np.concatenate([minutes[forward], minutes[backward]])
        order = np.lexsort((cost, columns, rows))
        rows, columns, cost = rows[order], columns[order], cost[order]
        first = np.ones(len(rows), dtype=bool)
        first[1:] = (np.diff(rows) != 0) | (np.diff(columns) != 0)
        shape = (len(self.points), len(self.points))
        return csr_matrix((cost[first], (rows[first], columns[first])), shape=shape)

    def _stretches(self) -> tuple[Ints, Ints, Ints, Floats]:
        """Start, end, way and km of every stretch between points that matter."""
        at, way = self.at, self.way
        same = way[1:] == way[:-1]
        step = geodesic_km(self.points[at[:-1]], self.points[at[1:]])
        along = np.concatenate([[0.0], np.cumsum(np.where(same, step, 0.0))])
        matters = np.bincount(at, minlength=len(self.points))[at] > 1
        matters[1:][~same] = matters[:-1][~same] = True
        matters[0] = matters[-1] = True
        matters |= np.isin(at, self.joins.point)
        kept = np.flatnonzero(matters)
        start, end = kept[:-1], kept[1:]
        one_way = (way[start] == way[end]) & (at[start] != at[end])
        start, end = start[one_way], end[one_way]
        return at[start], at[end], way[start], along[end] - along[start]


def build_roads(
    area: StudyArea,
    fitted: Speeds,
    ways: Sequence[Way],
    speeds: Mapping[str, Kmh],
) -> Roads:
    """Join ways at their common points, and each desa to the nearest of them.

    Every way has a class of `speeds`. Lines that cross without a common point do
    not meet there: a bridge is no crossing.
    """
    every = np.concatenate([way.lonlat for way in ways]).round(_DECIMALS)
    points, at = np.unique(every, axis=0, return_inverse=True)
    at = at.ravel()
    size = np.array([len(way.lonlat) for way in ways])
    way = np.repeat(np.arange(len(ways)), size)
    last = np.cumsum(size) - 1
    wet = np.array([each.kind in WATER for each in ways])
    ends = np.zeros(len(every), dtype=bool)
    ends[last] = ends[last - size + 1] = True
    return Roads(
        points=points,
        at=at,
        way=way,
        kmh=np.array([speeds[each.kind] for each in ways]),
        both=np.array([(each.forward, each.backward) for each in ways]),
        joins=find_joins(
            area,
            fitted,
            points,
            on_land=_of_points(at, ~wet[way], len(points)),
            landing=_of_points(at, wet[way] & ends, len(points)),
        ),
    )


def _of_points(at: Ints, vertices: Bools, count: int) -> Bools:
    """Points that any of the marked vertices stands on: (v,), (v,) -> (k,)."""
    found = np.zeros(count, dtype=bool)
    found[at[vertices]] = True
    return found
