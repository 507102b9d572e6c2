"""OR-Library's p-medians 1 to 5: published optima and p-center radii, given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse.csgraph import floyd_warshall

from plan.siting.center import least_radius, pcenter_quick
from plan.siting.median import pmedian, pmedian_quick
from plan.siting.problem import Siting
from tests.reference.tables import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

MEDIANS = {1: 5819, 2: 4093, 3: 4250, 4: 3034, 5: 1355}
RADII = {1: 127, 2: 98, 3: 93, 4: 74, 5: 48}


def read(path: Path) -> tuple[Siting, int]:
    """Nodes, edges and p, then the edges; of an edge given twice the last holds."""
    table = np.loadtxt(path, dtype=int)
    nodes, _, p = table[0].tolist()
    cost = np.full((nodes, nodes), np.inf)
    for one, other, length in table[1:].tolist():
        cost[one - 1, other - 1] = cost[other - 1, one - 1] = length
    np.fill_diagonal(cost, 0)
    ids = [f"{node:03}" for node in range(nodes)]
    return Siting.of(ids, ids, floyd_warshall(cost)), p


@pytest.mark.parametrize("number", MEDIANS)
def test_the_published_optima_are_proven(number: int) -> None:
    """p-median; the quick answer is within 0.1 % of it."""
    asked, p = read(FOLDER / "pmed" / f"pmed{number}.txt")
    found, quick = pmedian(asked, p), pmedian_quick(asked, p)
    assert (found.value, found.optimal) == (MEDIANS[number], True)
    assert found.value <= quick.value <= 1.001 * found.value
    assert quick.bound <= found.value


@pytest.mark.parametrize("number", RADII)
def test_the_published_radii_are_proven(number: int) -> None:
    """p-center, after Daskin (2000); the quick answer does not beat them."""
    asked, p = read(FOLDER / "pmed" / f"pmed{number}.txt")
    found, quick = least_radius(asked, p), pcenter_quick(asked, p)
    assert (found.value, found.bound) == (RADII[number], RADII[number])
    assert quick.bound <= found.value <= quick.value
