"""Which sites reach which demand: sparse, and each reach kept only once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.problem import Siting


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Demand that new sites can win, merged where the same sites reach it.

    `reach` (r, k) has a 1 where a site reaches a merged row; `weight` (r,) is the
    sum over what was merged; `sites` (k,) are the columns of the siting that the k
    columns stand for. `kept` is the weight that stands covered whatever is chosen;
    `unmet` names the demand that no site reaches, open or new.
    """

    reach: csr_array
    weight: Floats
    sites: Ints
    kept: float
    unmet: tuple[int, ...]

    @classmethod
    def of(
        cls, siting: Siting, threshold: float, standing: Bools | None = None
    ) -> Self:
        """Take what is within the threshold, <=.

        `standing` (m,) sites stay open, and what they reach is `kept`: without it,
        the fixed ones.
        """
        reach = siting.within(threshold)
        standing = siting.fixed if standing is None else standing
        served = reach[:, standing].any(axis=1)
        sites = np.flatnonzero(~standing)
        can = reach[:, sites].any(axis=1)
        left = np.flatnonzero(can & ~served)
        rows, weight = merged(as_rows(reach[np.ix_(left, sites)]), siting.weight[left])
        return cls(
            reach=rows,
            weight=weight,
            sites=sites,
            kept=float(siting.weight[served].sum()),
            unmet=tuple(np.flatnonzero(~can & ~served).tolist()),
        )

    @classmethod
    def of_rows(cls, reach: csr_array, weight: Floats) -> Self:
        """Take rows (n, m) as they come, for a cost matrix that would not fit.

        A 1 where a site reaches; nothing is fixed.
        """
        degree = np.diff(reach.indptr)
        rows, joined = merged(reach[degree > 0], weight[degree > 0])
        return cls(
            reach=rows,
            weight=joined,
            sites=np.arange(reach.shape[1]),
            kept=0.0,
            unmet=tuple(np.flatnonzero(degree == 0).tolist()),
        )

    def covered(self, chosen: Ints) -> float:
        """Weight covered with these of the k columns open, kept weight included."""
        times = self.reach[:, chosen].sum(axis=1)
        return self.kept + float(self.weight[times > 0].sum())


def as_rows(reach: Bools) -> csr_array:
    """A table of who reaches whom as sparse rows of ones: (n, m)."""
    return cast("csr_array", csr_array(reach, dtype=np.float64))


def merged(reach: csr_array, weight: Floats) -> tuple[csr_array, Floats]:
    """Join rows that the same sites reach, adding their weights."""
    rows, of_row = merging(reach)
    joined = np.bincount(of_row, weight, minlength=rows.shape[0])
    return rows, np.asarray(joined, np.float64)


def merging(reach: csr_array) -> tuple[csr_array, Ints]:
    """Rows that differ, in the order they first stand, and which of them each is.

    Rows are grouped by sums of random numbers, one for each site, and a group is
    taken only after its rows are found equal: by chance nothing is joined.
    """
    reach.sort_indices()
    groups = (_grouped(reach, seed) for seed in count())
    first, of_row = next(pair for pair in groups if _is_same(reach, pair[0][pair[1]]))
    return csr_array(reach[first]), of_row


def _grouped(reach: csr_array, seed: int) -> tuple[Ints, Ints]:
    """First row of each group, ascending, and the group of each row."""
    marks = np.random.default_rng(seed).integers(1, 2**63, reach.shape[1], np.uint64)
    summed = np.r_[np.uint64(0), np.cumsum(marks[reach.indices], dtype=np.uint64)]
    mark = summed[reach.indptr[1:]] - summed[reach.indptr[:-1]]
    _, first, of_row = np.unique(mark, return_index=True, return_inverse=True)
    place = np.argsort(np.argsort(first))
    return np.sort(first), place[of_row]


def _is_same(reach: csr_array, other: Ints) -> bool:
    """Whether each row reads as the other that is named for it."""
    degree = np.diff(reach.indptr)
    if not np.array_equal(degree, degree[other]):
        return False
    shift = np.repeat(reach.indptr[:-1][other] - reach.indptr[:-1], degree)
    there = np.arange(len(reach.indices)) + shift
    return np.array_equal(reach.indices, reach.indices[there])


def without_slack(reach: csr_array) -> csr_array:
    """Drop rows that are covered whenever another one is, for covers alone.

    Row a is implied where every site that reaches some row b reaches a too. Rows
    must be merged, so that no two imply one another. Sets and their number stay.
    """
    shared = (reach @ reach.T).tocoo()
    row, other = shared.coords
    degree = reach.sum(axis=1)
    implied = (shared.data == degree[other]) & (row != other)
    keep = np.ones(reach.shape[0], bool)
    keep[row[implied]] = False
    return csr_array(reach[keep])


def not_dominated(reach: csr_array) -> Ints:
    """Columns that no other column stands in for, with all they reach: -> (k',).

    Of two that reach the same, the first stays. One optimum stays, but equally
    good sets are lost: never drop columns before these are counted.
    """
    shared = (reach.T @ reach).tocoo()
    column, other = shared.coords
    degree = reach.sum(axis=0)
    inside = (shared.data == degree[column]) & (column != other)
    lesser = degree[column] < degree[other]
    lesser |= (degree[column] == degree[other]) & (other < column)
    keep = degree > 0
    keep[column[inside & lesser]] = False
    return np.flatnonzero(keep)
