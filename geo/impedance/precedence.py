"""No path through estimates may beat a report (METHOD, section 2)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geo.errors import MethodError, Problem
from geo.impedance.edges import Edge, Quality, as_matrix
from geo.impedance.paths import quickest_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TIE = 1e-9  # relative: a path this close to the report does not beat it
_ROUNDS = 10_000  # far above need; a stop, not a setting


def respect_reports(edges: Sequence[Edge], index: Mapping[str, int]) -> list[Edge]:
    """Slow estimated edges until every report is the quickest way.

    Reports are taken in order of their codes. While a path with an estimate in
    it is quicker than the report between the same two desa, all estimates on
    that path are slowed by one common factor that makes the path as long as the
    report. Reports of the other season, which are fixed here, give way only
    where the path holds no other estimate. Slowing never makes another path
    quicker, so this ends; the order is fixed, so the same edges always give the
    same answer. A path of this season's reports only is left alone: reports may
    contradict one another, and stay as they are.

    The edges come back sorted by `Edge.order` as they came in.
    """
    current = sorted(edges, key=lambda edge: edge.order)
    reports = [edge for edge in current if edge.quality is Quality.REPORTED]
    for _ in range(_ROUNDS):
        slowed = [_slow_for(report, current, index) for report in reports]
        if not any(slowed):
            return current
    raise MethodError([Problem.of("reports_not_settled", rounds=_ROUNDS)])


def _slow_for(report: Edge, edges: list[Edge], index: Mapping[str, int]) -> bool:
    """Slow the quickest path that beats the report, in place; whether it did."""
    on_path = _path_edges(edges, index, report.a, report.b)
    minutes = sum(edges[i].minutes for i in on_path)
    guesses = _guesses(edges, on_path)
    guessed = sum(edges[i].minutes for i in guesses)
    if minutes >= report.minutes * (1 - _TIE) or not guessed > 0:
        return False
    factor = 1 + (report.minutes - minutes) / guessed
    for i in guesses:
        edges[i] = edges[i].slow(factor)
    return True


def _guesses(edges: Sequence[Edge], on_path: Sequence[int]) -> list[int]:
    """Positions of the edges on a path that are to give way to a report."""
    return [i for i in on_path if not edges[i].is_fixed] or [
        i for i in on_path if edges[i].quality is not Quality.REPORTED
    ]


def _path_edges(
    edges: Sequence[Edge], index: Mapping[str, int], start: str, end: str
) -> list[int]:
    """Positions of the edges on the quickest path between two desa."""
    path = quickest_path(as_matrix(edges, index), index[start], index[end])
    quickest: dict[frozenset[int], int] = {}
    for i, edge in enumerate(edges):
        pair = frozenset((index[edge.a], index[edge.b]))
        best = quickest.get(pair)
        if best is None or edge.minutes < edges[best].minutes:
            quickest[pair] = i
    return [quickest[frozenset(pair)] for pair in pairwise(path)]
