"""Quickest paths over a handful of nodes."""

from __future__ import annotations

import numpy as np

from geo.impedance.edges import Edge, Kind, Quality, as_matrix
from geo.impedance.paths import all_minutes, quickest_path

NO = np.inf


def test_the_way_round_is_quicker() -> None:
    """0-1 takes 10 and 1-2 takes 20, so 0-2 takes 30 and not the direct 50."""
    direct = np.array([[NO, 10, 50], [10, NO, 20], [50, 20, NO]])
    expected = [[0, 10, 30], [10, 0, 20], [30, 20, 0]]
    assert all_minutes(direct).tolist() == expected
    assert quickest_path(direct, 0, 2) == [0, 1, 2]


def test_an_edge_of_no_minutes_is_a_way() -> None:
    """Two desa at one point: 0 minutes, not a gap."""
    direct = np.array([[NO, 0, NO], [0, NO, 7], [NO, 7, NO]])
    assert all_minutes(direct).tolist() == [[0, 0, 7], [0, 0, 7], [7, 7, 0]]
    assert quickest_path(direct, 0, 2) == [0, 1, 2]


def test_no_route_is_inf() -> None:
    """A node that no edge touches is at inf minutes, and no path leads there."""
    direct = np.array([[NO, 3, NO], [3, NO, NO], [NO, NO, NO]])
    assert all_minutes(direct).tolist() == [[0, 3, NO], [3, 0, NO], [NO, NO, 0]]
    assert quickest_path(direct, 0, 2) == []


def test_the_way_to_itself() -> None:
    """A path from a node to itself is that node."""
    assert quickest_path(np.array([[NO, 3], [3, NO]]), 1, 1) == [1]


def test_the_quicker_of_two_edges_counts() -> None:
    """By road 30 minutes, by boat 20: the matrix holds 20, both ways."""
    by_road = Edge("a", "b", "road", Kind.ACCESS, 10, 30, Quality.ESTIMATE)
    by_boat = Edge("b", "a", "sea", Kind.BOAT, 10, 20, Quality.ESTIMATE)
    matrix = as_matrix([by_road, by_boat], {"a": 0, "b": 1})
    assert matrix.tolist() == [[NO, 20], [20, NO]]


def test_slowing_keeps_count() -> None:
    """Twice as slow, then half again: 3 times slower in all."""
    edge = Edge("a", "b", "road", Kind.ACCESS, 10, 30, Quality.ESTIMATE)
    slowed = edge.slow(2).slow(1.5)
    assert (slowed.minutes, slowed.slowed, slowed.km) == (90, 3, 10)
