"""OR-Library's p-median instances 1 to 40, drawn again from where they came from.

J. E. Beasley, *A note on solving large p-median problems*, EJOR 21 (1985) 270-273. Only
1 to 5 are carried as files; 6 to 40 are made here, not copied.

What they were drawn with was found from the numbers in the files: RANF, the FORTRAN
function of Control Data and Cray, x <- 44485709377909 x mod 2**48 from its usual start,
and for each instance how many numbers had been drawn before its first, `drawn_before`.
An edge from each of the n nodes to the next of a ring, with its length; then edges
between two nodes until there are n x n / 50, the other end drawn again while it is the
same. That no end so drawn is node n is as in the originals.

How it was checked: 1 to 5 are the carried files byte for byte. Of the others but 22 the
ends of copies that lie in public could be read, with their lengths: both are the same;
for 22 the ways from node 500 to the 467 last nodes were. The p-median published for
each of the 40 is the least found, and proven where `docs/bench.md` says so; each
published p-center radius is proven.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse.csgraph import floyd_warshall

from plan.siting.problem import Siting

if TYPE_CHECKING:
    from collections.abc import Iterator

    Edge = tuple[int, int, int]

FACTOR, MODULUS = 44485709377909, 2**48
START = 0o1274321477413155
LONGEST = 100  # an edge is so long at most, 1 at least


class Instance(NamedTuple):
    """Nodes, how many to open, the two published optima, and numbers drawn before.

    `median`: Beasley (1985) and OR-Library; `radius` of the p-center: Daskin (2000),
    Elloumi, Labbe & Pochet (2004).
    """

    nodes: int
    p: int
    median: int
    radius: int
    drawn_before: int


INSTANCES = {
    1: Instance(100, 5, 5819, 127, 4),
    2: Instance(100, 10, 4093, 98, 2200),
    3: Instance(100, 10, 4250, 93, 54114),
    4: Instance(100, 20, 3034, 74, 93110),
    5: Instance(100, 33, 1355, 48, 75110),
    6: Instance(200, 5, 7824, 84, 1000),
    7: Instance(200, 10, 5631, 64, 87108),
    8: Instance(200, 20, 4445, 55, 3060),
    9: Instance(200, 40, 2734, 37, 33722),
    10: Instance(200, 67, 1255, 20, 27146),
    11: Instance(300, 5, 7696, 59, 99190),
    12: Instance(300, 10, 6634, 51, 125016),
    13: Instance(300, 30, 4374, 36, 45196),
    14: Instance(300, 60, 2968, 26, 60114),
    15: Instance(300, 100, 1729, 18, 85003),
    16: Instance(400, 5, 8162, 47, 30),
    17: Instance(400, 10, 6999, 39, 9130),
    18: Instance(400, 40, 4809, 28, 51100),
    19: Instance(400, 80, 2845, 18, 81037),
    20: Instance(400, 133, 1789, 13, 125003),
    21: Instance(500, 5, 9138, 40, 129416),
    22: Instance(500, 10, 8579, 38, 1356),
    23: Instance(500, 50, 4619, 22, 75336),
    24: Instance(500, 100, 2961, 15, 27150),
    25: Instance(500, 167, 1828, 11, 50003),
    26: Instance(600, 5, 9917, 38, 42),
    27: Instance(600, 10, 8307, 32, 142),
    28: Instance(600, 60, 4498, 18, 5402),
    29: Instance(600, 120, 3033, 13, 55402),
    30: Instance(600, 200, 1989, 9, 111402),
    31: Instance(700, 5, 10086, 30, 7780),
    32: Instance(700, 10, 9297, 29, 71794),
    33: Instance(700, 70, 4700, 15, 125194),
    34: Instance(700, 140, 3013, 11, 33104),
    35: Instance(800, 5, 10400, 30, 12814),
    36: Instance(800, 10, 9934, 27, 81013),
    37: Instance(800, 80, 5057, 15, 88813),
    38: Instance(900, 5, 11060, 29, 10),
    39: Instance(900, 10, 9423, 23, 780),
    40: Instance(900, 90, 5128, 13, 79720),
}


def text(number: int) -> str:
    """The file: nodes, edges and p, then a line for each edge and its length."""
    nodes, p = INSTANCES[number][:2]
    drawn = list(edges(number))
    rows = [(nodes, len(drawn), p), *drawn]
    return "".join(f"{one} {other} {last}\n" for one, other, last in rows)


def siting(number: int) -> Siting:
    """Every node both wants a site and may have one, at its way along the edges."""
    nodes = INSTANCES[number].nodes
    cost = np.full((nodes, nodes), np.inf)
    for one, other, length in edges(number):  # of an edge drawn twice the last holds
        cost[one - 1, other - 1] = cost[other - 1, one - 1] = length
    np.fill_diagonal(cost, 0)
    ids = [f"{node:03}" for node in range(nodes)]
    return Siting.of(ids, ids, floyd_warshall(cost))


def edges(number: int) -> Iterator[Edge]:
    """The edges as they were drawn: two nodes, counted from 1, and the length."""
    nodes, _, _, _, before = INSTANCES[number]
    draw = _Ranf(START * pow(FACTOR, before, MODULUS))
    for node in range(1, nodes + 1):
        yield node, node % nodes + 1, draw.upto(LONGEST)
    for _ in range(nodes * nodes // 50 - nodes):
        one = other = draw.upto(nodes - 1)
        while other == one:
            other = draw.upto(nodes - 1)
        yield one, other, draw.upto(LONGEST)


class _Ranf:
    """Whole numbers by chance, each from a share of the last state."""

    def __init__(self, state: int) -> None:
        self.state = state % MODULUS

    def upto(self, most: int) -> int:
        """A number from 1 to `most`."""
        drawn = most * self.state // MODULUS + 1
        self.state = self.state * FACTOR % MODULUS
        return drawn
