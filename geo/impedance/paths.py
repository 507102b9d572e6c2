"""Quickest paths over a small symmetric network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import csgraph_from_dense, shortest_path

if TYPE_CHECKING:
    from geo.units import Floats, Ints


def all_minutes(direct: Floats) -> Floats:
    """Minutes of the quickest path between every two nodes: (n, n) -> (n, n).

    `direct` holds the minutes of single edges, inf where there is none. An edge
    of 0 minutes is a way, not a gap. No route is inf; the diagonal is 0.
    Source: Dijkstra (1959), doi:10.1007/BF01386390, through scipy.
    """
    graph = csgraph_from_dense(direct, null_value=np.inf)
    return np.asarray(shortest_path(graph, method="D", directed=False))


def quickest_path(direct: Floats, start: int, end: int) -> list[int]:
    """Nodes of the quickest path from `start` to `end`, both included.

    Empty where there is no route.
    """
    graph = csgraph_from_dense(direct, null_value=np.inf)
    _, before = shortest_path(
        graph, method="D", directed=False, indices=start, return_predecessors=True
    )
    path = [end]
    while path[-1] != start:
        previous = int(before[path[-1]])
        if previous < 0:
            return []
        path.append(previous)
    return path[::-1]


def predecessors(direct: Floats, starts: Ints) -> Ints:
    """Node before each node on the quickest path from each start: -> (starts, n).

    Negative at a start itself and where there is no route. All paths from one start
    are a tree: where two of them meet they have come the same way.
    """
    graph = csgraph_from_dense(direct, null_value=np.inf)
    _, before = shortest_path(
        graph, method="D", directed=False, indices=starts, return_predecessors=True
    )
    return np.asarray(before, dtype=np.int64)


def walk(before: Ints, end: int) -> list[int]:
    """Nodes from a start to `end`, both included, by one row of `predecessors`.

    `end` alone where it is the start, or where there is no route to it.
    """
    path = [end]
    while (previous := int(before[path[-1]])) >= 0:
        path.append(previous)
    return path[::-1]
