"""Maximal covering where a whole matrix would not fit: sparse, in compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.siting import kernels
from plan.siting.quick import EQUAL, Quick

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

    from plan.siting.incidence import Incidence

PASSES = 3  # over all chosen sites, each of which may be exchanged


def quick_huge(incidence: Incidence, p: int, *, rounds: int) -> Quick:
    """Greedy, passes of exchanges and a certified bound, as `quick` for small ones."""
    by_row = _lists(incidence.reach)
    by_site = _lists(incidence.reach.tocsc())
    weight = incidence.weight
    least = EQUAL * float(weight.sum())
    chosen = kernels.taken_best(by_site, by_row, weight, p)
    for _ in range(PASSES):
        again = kernels.exchanged(by_site, by_row, weight, chosen, least)
        if np.array_equal(again, chosen):
            break
        chosen = again
    value = incidence.covered(chosen) - incidence.kept
    bound, prices = kernels.stepped(by_site, by_row, weight, p, value, rounds)
    return Quick(np.sort(chosen), value, max(bound, value), prices)


def _lists(
    reach: csr_array | csc_array,
) -> tuple[kernels.Small, kernels.Small]:
    """Where each group starts, and its members, as the kernels take them."""
    return reach.indptr.astype(np.int32), reach.indices.astype(np.int32)
