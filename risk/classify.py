"""Classes and ranks of a score, where unknown is neither the best nor the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats, Ints

UNKNOWN_CLASS = -1
UNRANKED = 0
SAME = 1e-9  # scores closer than this differ by rounding only


def classify(score: Floats, cuts: tuple[float, ...]) -> Ints:
    """Class of each score, 0 the lowest: (n,) -> (n,), -1 where the score is nan.

    `cuts` increase, on the scale of the score; a score exactly on a cut belongs to
    the class above it.
    """
    found = np.searchsorted(np.array(cuts), score + SAME, side="right")
    return np.where(np.isnan(score), UNKNOWN_CLASS, found)


def rank(score: Floats) -> Ints:
    """Rank of each score, 1 the highest: (n,) -> (n,), 0 where the score is nan.

    Equal scores share the better rank, and the next rank is left out: 1, 2, 2, 4.
    """
    known = np.flatnonzero(~np.isnan(score))
    order = known[np.argsort(-score[known], kind="stable")]
    is_next = np.diff(score[order], prepend=np.inf) < -SAME
    ranks = np.full(score.shape, UNRANKED, dtype=np.int64)
    places = np.arange(1, len(order) + 1)
    ranks[order] = np.maximum.accumulate(np.where(is_next, places, 0))
    return ranks
