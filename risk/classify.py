"""Classes and ranks of a score, where unknown is neither the best nor the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats, Ints

CLASSES = 5
UNKNOWN_CLASS = -1
UNRANKED = 0
SAME = 1e-9  # scores closer than this differ by rounding only


FEW = 2  # cuts that make three classes: low, medium, high


def bounds(score: Floats, method: str, cuts: tuple[float, ...]) -> tuple[float, ...]:
    """Return the four bounds of the five classes 0 to 4; an infinite one is unused.

    `score`: (n,), nan unknown. ``fixed``: the four `cuts`, or two of them, which
    make the classes 1, 2 and 3. ``quantiles``: the scores at 20, 40, 60 and 80 %.
    ``breaks``: where the scores themselves leave off (`natural_breaks`).
    ``deviation``: mean less and plus one standard deviation, three classes, as
    Bawaslu's index has them (IKP 2024); the deviation is that of the areas at hand
    (n, not n - 1). The relative ones need two different scores, else they are fixed.
    """
    known = np.sort(score[~np.isnan(score)])
    if method == "fixed" or not len(known) or known[-1] - known[0] <= SAME:
        found = cuts
    elif method == "quantiles":
        found = tuple(np.quantile(known, (0.2, 0.4, 0.6, 0.8)))
    elif method == "breaks":
        found = natural_breaks(known, CLASSES)
    else:
        found = known.mean() - known.std(), known.mean() + known.std()
    if len(found) == FEW:
        return -np.inf, float(found[0]), float(found[1]), np.inf
    return tuple(float(bound) for bound in found)


def natural_breaks(ordered: Floats, classes: int) -> tuple[float, ...]:
    """Lowest score of every class but the first: the least variance inside classes.

    `ordered`: (n,) rising. Fewer different scores than classes leave the highest
    classes empty (their bounds are infinite). Exact, by dynamic programming over
    the different scores; of two equally good ones the one with the lower bounds.
    Source: Fisher (1958), doi:10.1080/01621459.1958.10501479; Jenks (1977).
    """
    values, counts = np.unique(ordered, return_counts=True)
    number = min(classes, len(values))
    total = np.concatenate([[0.0], np.cumsum(counts)])
    first = np.concatenate([[0.0], np.cumsum(counts * values)])
    second = np.concatenate([[0.0], np.cumsum(counts * values**2)])
    least = second[1:] - first[1:] ** 2 / total[1:]  # one class up to each value
    starts = np.zeros((number, len(values)), dtype=np.int64)
    for level in range(1, number):
        better = np.full(len(values), np.inf)
        for last in range(level, len(values)):
            start = np.arange(level, last + 1)
            weight = total[last + 1] - total[start]
            spread = second[last + 1] - second[start]
            spread -= (first[last + 1] - first[start]) ** 2 / weight
            cost = least[start - 1] + spread
            best = int(np.argmin(cost))
            better[last], starts[level, last] = cost[best], start[best]
        least = better
    last, found = len(values) - 1, []
    for level in range(number - 1, 0, -1):
        found.append(float(values[starts[level, last]]))
        last = starts[level, last] - 1
    return (*reversed(found), *[np.inf] * (classes - number))


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
    order = known[np.argsort(-score[known])]
    is_next = np.diff(score[order], prepend=np.inf) < -SAME
    ranks = np.full(score.shape, UNRANKED, dtype=np.int64)
    places = np.arange(1, len(order) + 1)
    ranks[order] = np.maximum.accumulate(np.where(is_next, places, 0))
    return ranks
