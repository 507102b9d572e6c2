"""Which sites reach which demand: sparse, and each reach kept only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

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
        rows, weight = merged(
            csr_array(reach[np.ix_(left, sites)]), siting.weight[left]
        )
        return cls(
            reach=rows,
            weight=weight,
            sites=sites,
            kept=float(siting.weight[served].sum()),
            unmet=tuple(np.flatnonzero(~can & ~served).tolist()),
        )

    @classmethod
    def of_rows(cls, reach: csr_array, weight: Floats) -> Self:
        """Take rows as they come, for instances too large for a cost matrix.

        Nothing is fixed and nothing merged: among points by the hundred thousand
        hardly two are reached by the same sites, and finding them costs more.
        """
        degree = np.diff(reach.indptr)
        return cls(
            reach=reach[degree > 0] if (degree == 0).any() else reach,
            weight=weight[degree > 0],
            sites=np.arange(reach.shape[1]),
            kept=0.0,
            unmet=tuple(np.flatnonzero(degree == 0).tolist()),
        )

    def covered(self, chosen: Ints) -> float:
        """Weight covered with these of the k columns open, kept weight included."""
        times = self.reach[:, chosen].sum(axis=1)
        return self.kept + float(self.weight[times > 0].sum())


def merged(reach: csr_array, weight: Floats) -> tuple[csr_array, Floats]:
    """Join rows that the same sites reach, adding their weights."""
    rows, of_row = merging(reach)
    return rows, np.bincount(of_row, weight, minlength=rows.shape[0])


def merging(reach: csr_array) -> tuple[csr_array, Ints]:
    """Rows that differ, in the order they first stand, and which of them each is.

    Bit patterns are compared whole, not by a hash, so that nothing is joined by
    chance.
    """
    if not all(reach.shape):
        return reach[:1].astype(np.float64), np.zeros(reach.shape[0], np.int64)
    patterns = np.packbits(reach.toarray() > 0, axis=1)
    whole = patterns.view(f"V{patterns.shape[1]}").ravel()
    _, first, of_row = np.unique(whole, return_index=True, return_inverse=True)
    place = np.argsort(np.argsort(first))
    return csr_array(reach[np.sort(first)].astype(np.float64)), place[of_row]


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
