"""Maximal covering where a whole matrix would not fit: sparse, in compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.siting import kernels
from plan.siting.quick import EQUAL, Quick

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

    from plan.siting.incidence import Incidence

ROUNDS = 200  # of the bound: here each costs far less than the rest
PASSES = 4  # over all chosen sites, each of which may be exchanged


def quick_huge(incidence: Incidence, p: int, rounds: int = ROUNDS) -> Quick:
    """Greedy, passes of exchanges and a certified bound, as `quick` for small ones."""
    lists = listed(incidence.reach.tocsc()), listed(incidence.reach)
    weight = incidence.weight
    least = EQUAL * float(weight.sum())
    chosen = kernels.taken_best(lists, weight, p)
    for _ in range(PASSES):
        chosen = kernels.exchanged(lists, weight, chosen, least)
    value = incidence.covered(chosen) - incidence.kept
    bound, prices = kernels.stepped(lists, weight, p, value, rounds)
    return Quick(np.sort(chosen), value, max(bound, value), prices)


def listed(
    reach: csr_array | csc_array,
) -> tuple[kernels.Small, kernels.Small]:
    """Where each group starts, and its members, as the kernels take them."""
    return reach.indptr.astype(np.int32), reach.indices.astype(np.int32)
