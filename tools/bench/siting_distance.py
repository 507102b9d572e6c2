"""Siting by distance: OR-Library's p-medians, and what an answer costs for Kutim.

The instances are read from `tests/reference/pmed`, or from the folder that the
variable PMED names, as `pmed1.txt` to `pmed40.txt`; what is not there is left out, and
the line says how many there were. Graphs made by chance as OR-Library describes its own
(nodes on a ring and further edges, n x n / 50 in all, lengths 1 to 100) stand in for
the sizes that are missing; they are not OR-Library's.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import floyd_warshall

from plan.siting.center import least_radius
from plan.siting.median import pmedian, pmedian_quick
from plan.siting.problem import Siting
from tools.browser import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.units import Floats

# Published optima of pmed1 to pmed40: Beasley (1985) and OR-Library; radii: Daskin
# (2000), Elloumi, Labbe & Pochet (2004).
MEDIANS = (
    *(5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255),
    *(7696, 6634, 4374, 2968, 1729, 8162, 6999, 4809, 2845, 1789),
    *(9138, 8579, 4619, 2961, 1828, 9917, 8307, 4498, 3033, 1989),
    *(10086, 9297, 4700, 3013, 10400, 9934, 5057, 11060, 9423, 5128),
)
RADII = (
    *(127, 98, 93, 74, 48, 84, 64, 55, 37, 20, 59, 51, 36, 26, 18, 47, 39, 28, 18, 13),
    *(40, 38, 22, 15, 11, 38, 32, 18, 13, 9, 30, 29, 15, 11, 30, 27, 15, 29, 23, 13),
)
SMALL = 10  # instances whose optimum is to be proven
SECONDS = 60.0
STAND_INS = ((200, 5), (200, 67), (400, 40), (400, 133), (900, 90))
VILLAGES, STANDING = 141, 11
NUMBERS = (1, 2, 3, 5, 8)


def here() -> dict[int, tuple[Siting, int]]:
    """The instances there are, by number."""
    folder = Path(os.environ.get("PMED", ROOT / "tests" / "reference" / "pmed"))
    paths = {number: folder / f"pmed{number}.txt" for number in range(1, 41)}
    return {number: _read(path) for number, path in paths.items() if path.is_file()}


def quick_gaps(instances: dict[int, tuple[Siting, int]]) -> list[float]:
    """How much worse quick answers are than the published optimum, in per cent."""
    return [
        100 * (pmedian_quick(siting, p).value / MEDIANS[number - 1] - 1)
        for number, (siting, p) in instances.items()
    ]


def proven(instances: dict[int, tuple[Siting, int]]) -> tuple[int, int]:
    """How many of the small ones are proven, with the published optimum, and tried."""
    small = {number: case for number, case in instances.items() if number <= SMALL}
    found = {n: pmedian(*case, seconds=SECONDS) for n, case in small.items()}
    good = [a.optimal and a.value == MEDIANS[n - 1] for n, a in found.items()]
    return sum(good), len(small)


def radii(instances: dict[int, tuple[Siting, int]]) -> int:
    """How many p-center radii are proven and equal to the published ones."""
    found = {n: least_radius(*case, seconds=SECONDS) for n, case in instances.items()}
    return sum(r.value == r.bound == RADII[n - 1] for n, r in found.items())


def stand_in_gaps() -> Iterator[float]:
    """How much worse quick answers are than what is proven, in per cent."""
    for nodes, p in STAND_INS:
        siting = _siting(floyd_warshall(_graph(nodes)))
        best = pmedian(siting, p, seconds=SECONDS)
        yield 100 * (pmedian_quick(siting, p).value / best.bound - 1)


def kutim(work: Callable[[Siting, int], object]) -> list[float]:
    """CPU seconds of answers for as many places as Kutim has, scattered by chance."""
    taken = []
    for seed, p in enumerate(NUMBERS):
        siting = _places(seed)
        start = time.process_time()
        work(siting, p)
        taken.append(time.process_time() - start)
    return taken


def _read(path: Path) -> tuple[Siting, int]:
    table = np.loadtxt(path, dtype=int)
    nodes, _, p = table[0].tolist()
    cost = np.full((nodes, nodes), np.inf)
    for one, other, length in table[1:].tolist():  # of an edge given twice the last
        cost[one - 1, other - 1] = cost[other - 1, one - 1] = length
    np.fill_diagonal(cost, 0)
    return _siting(floyd_warshall(cost)), p


def _graph(nodes: int) -> Floats:
    random = np.random.default_rng(nodes)
    ring = np.arange(nodes)
    more = random.integers(0, nodes, (2, nodes * nodes // 50 - nodes))
    one, other = np.concatenate([[ring, np.roll(ring, -1)], more], axis=1)
    cost = np.full((nodes, nodes), np.inf)
    cost[one, other] = random.integers(1, 101, len(one))
    cost = np.asarray(np.minimum(cost, cost.T))
    np.fill_diagonal(cost, 0)
    return cost


def _places(seed: int) -> Siting:
    random = np.random.default_rng(seed)
    demand, posts = (random.random((k, 2)) * 200 for k in (VILLAGES, STANDING))
    sites = np.concatenate([demand, posts])
    straight = np.hypot(*(demand[:, None] - sites[None]).transpose(2, 0, 1))
    minutes = straight * random.uniform(0.8, 1.5, straight.shape)
    fixed = np.arange(len(sites)) >= VILLAGES
    return _siting(minutes, random.uniform(100, 5000, VILLAGES), fixed)


def _siting(
    cost: Floats, weight: Floats | None = None, fixed: np.ndarray | None = None
) -> Siting:
    demand, sites = ([f"{k:04}" for k in range(size)] for size in cost.shape)
    return Siting.of(demand, sites, cost, weight=weight, fixed=fixed)
