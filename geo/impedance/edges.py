"""The pieces a network is made of, and how each of them is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.units import Floats


class Kind(StrEnum):
    """What an edge stands for; the word is the code that the wording knows."""

    REPORTED = "reported"  # a travel time that somebody wrote down
    REPORTED_DISTANCE = "reported_distance"  # only the kilometres were written
    SEATS = "seats"  # between seats of adjacent kecamatan
    ACCESS = "access"  # a desa to the seat of its kecamatan
    BOAT = "boat"  # between coastal or island desa


class Quality(StrEnum):
    """How good the minutes of an edge are in one season."""

    REPORTED = "reported"
    ESTIMATE = "estimate"
    ASSUMED = "assumed"  # the other season's report times the season factor


@dataclass(frozen=True, slots=True)
class Edge:
    """One way between two desa, the same in both directions, in one season."""

    a: str
    b: str
    mode: str  # road or sea
    kind: Kind
    km: float  # along the way where reported, else geodesic
    minutes: float
    quality: Quality
    is_fixed: bool = False  # stands on a report of either season
    slowed: float = 1.0  # how many times slower than first estimated
    wet_report: float = nan  # minutes reported for the wet season, nan if nobody did

    @property
    def order(self) -> tuple[str, str, str, str, float, float]:
        """Return what edges are sorted by, so that no answer hangs on row order."""
        a, b = sorted((self.a, self.b))
        wet = -1.0 if isnan(self.wet_report) else self.wet_report
        return a, b, self.mode, self.kind, self.minutes, wet

    def slow(self, factor: float) -> Edge:
        """Return the same edge, `factor` times slower."""
        return replace(self, minutes=self.minutes * factor, slowed=self.slowed * factor)


def as_matrix(edges: Iterable[Edge], index: Mapping[str, int]) -> Floats:
    """Minutes of the quickest edge between each two nodes: -> (n, n), inf if none."""
    matrix = np.full((len(index), len(index)), np.inf)
    for edge in edges:
        i, j = index[edge.a], index[edge.b]
        quickest = min(matrix[i, j], edge.minutes)
        matrix[i, j] = matrix[j, i] = quickest
    return matrix
