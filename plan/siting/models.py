"""Coverage models as HiGHS reads them: sparse, sites first, demand after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import block_array, csc_array, csr_array, eye_array

from plan.siting.highs import Model

if TYPE_CHECKING:
    from geo.units import Floats


def most_weight(
    reach: csr_array, weight: Floats, p: int, *, whole: bool = True
) -> Model:
    """MCLP: most weight covered by p columns: (r, k), (r,). Source: METHOD 3.

    Values are the k columns, then how far each row is covered, which needs no whole
    numbers. Not `whole`: its relaxation.
    """
    rows, columns = reach.shape
    matrix: csr_array = block_array([[-reach, _one_each(rows)], [_ones(columns), None]])
    return Model(
        cost=np.r_[np.zeros(columns), weight],
        matrix=csc_array(matrix),
        rows_lower=np.r_[np.full(rows, -np.inf), p],
        rows_upper=np.r_[np.zeros(rows), p],
        lower=np.zeros(columns + rows),
        upper=np.ones(columns + rows),
        whole=np.r_[np.full(columns, whole), np.zeros(rows, bool)],
        maximise=True,
    )


def fewest_sites(reach: csr_array, *, whole: bool = True) -> Model:
    """LSCP: the fewest columns that reach every row: (r, k)."""
    rows, columns = reach.shape
    return Model(
        cost=np.ones(columns),
        matrix=csc_array(reach),
        rows_lower=np.ones(rows),
        rows_upper=np.full(rows, np.inf),
        lower=np.zeros(columns),
        upper=np.ones(columns),
        whole=np.full(columns, whole),
    )


def most_backup(
    uncovered: csr_array, weight: Floats, once: csr_array, once_weight: Floats, p: int
) -> Model:
    """LSCP-B: every row of `uncovered` (r, k) covered, the most weight twice.

    `once` (s, k) holds the rows that fixed sites cover once already: there a new
    site is the second. Source: Hogan & ReVelle (1986), doi:10.1287/mnsc.32.11.1434.
    """
    rows, columns = uncovered.shape
    more = once.shape[0]
    matrix: csr_array = block_array(
        [
            [uncovered, None, None],
            [-uncovered, _one_each(rows), None],
            [-once, None, _one_each(more)],
            [_ones(columns), None, None],
        ]
    )
    return Model(
        cost=np.r_[np.zeros(columns), weight, once_weight],
        matrix=csc_array(matrix),
        rows_lower=np.r_[np.ones(rows), np.full(rows + more, -np.inf), p],
        rows_upper=np.r_[np.full(rows, np.inf), np.full(rows, -1.0), np.zeros(more), p],
        lower=np.zeros(columns + rows + more),
        upper=np.ones(columns + rows + more),
        whole=np.r_[np.ones(columns, bool), np.zeros(rows + more, bool)],
        maximise=True,
    )


def _ones(columns: int) -> csr_array:
    return csr_array(np.ones((1, columns)))


def _one_each(rows: int) -> csr_array:
    return csr_array(eye_array(rows))
