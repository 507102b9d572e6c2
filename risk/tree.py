"""What is part of what in an index, of any depth, and the values of every part.

Everywhere here: k leaves (indicators), m nodes (groups of leaves or of nodes, the last
one the index), and arrays over both in that order, the leaves first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from risk.aggregate import arithmetic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.units import Floats, Ints

    Mean = Callable[[Floats, Floats], Floats]

ROOT = -1  # the parent of the index
OUTSIDE = -2  # the parent of a column that is no part of the index
ON_ONE_CORE = 2**17  # multiplications; OpenBLAS spreads more than twice as many
ROUNDING = 1e-9  # what a computer may lose; a half seen through it is still a half


@dataclass(frozen=True, eq=False)
class Tree:
    """Leaves, nodes, and the parent of each: an index of any depth.

    `leaves`: k codes, in the order of the table's columns. `nodes`: m codes, each
    after all its parts, so that the index itself is the last. `parents`: (k + m,)
    place among `nodes` of what each is part of, `ROOT` for the index, `OUTSIDE` for
    a leaf that is part of nothing. Raises
    `ValueError` where a node stands before one of its parts.
    """

    leaves: tuple[str, ...]
    nodes: tuple[str, ...]
    parents: Ints = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse an order in which a node would be needed before it is known."""
        of_nodes = self.parents[len(self.leaves) :]
        later = of_nodes[:-1] > np.arange(len(of_nodes) - 1)
        if len(of_nodes) != len(self.nodes) or of_nodes[-1] != ROOT or not later.all():
            message = "every node must follow its parts, and the last be the index"
            raise ValueError(message)

    @cached_property
    def parts(self) -> tuple[Ints, ...]:
        """For each of the m nodes, the places of its parts among leaves and nodes."""
        return tuple(
            np.flatnonzero(self.parents == node) for node in range(len(self.nodes))
        )

    def place(self, code: str) -> int:
        """Return the place of a leaf or node among leaves and nodes."""
        return (*self.leaves, *self.nodes).index(code)

    def leaf_shares(self, weights: Floats) -> Floats:
        """Share of each leaf in each node: (k + m,) weights -> (k, m).

        A column sums to 1, or to 0 where nothing in the node has a weight. A node
        without weight inside drops out: the others of its parent share its weight.
        """
        k = len(self.leaves)
        shares = np.zeros((k, k + len(self.nodes)))
        shares[:, :k] = np.eye(k)
        for node, parts in enumerate(self.parts):
            counted = np.where(shares[:, parts].any(axis=0), weights[parts], 0.0)
            heaviest = counted.max(initial=0.0)
            if heaviest > 0:
                scaled = counted / heaviest  # first, so that no sum can overflow
                shares[:, k + node] = shares[:, parts] @ (scaled / scaled.sum())
        return shares[:, k:]

    def aggregate(
        self,
        values: Floats,
        weights: Floats,
        means: Sequence[Mean],
        digits: int | None = None,
    ) -> Floats:
        """Values of the nodes, (n, m), from those of the leaves, (n, k).

        `weights`: (k + m,), 0 or above; a part of weight 0 is left out. `means`: one
        for each node. `digits`: decimals, rounded half up at every node, or None.
        nan where nothing with a weight is known; else what is known is used.
        """
        plain = digits is None and all(mean is arithmetic for mean in means)
        if plain and not np.isnan(values.sum()):
            shares = self.leaf_shares(weights)
            weighed = np.where(shares.any(axis=0), 0.0, np.nan)
            return _product(values, shares) + weighed
        k = len(self.leaves)
        found = np.empty((k + len(self.nodes), len(values)))
        found[:k] = values.T
        for node, (parts, mean) in enumerate(zip(self.parts, means, strict=True)):
            used = parts[weights[parts] > 0]
            heaviest = weights[used].max(initial=0.0) or 1.0
            one = mean(found[used].T, weights[used] / heaviest)
            found[k + node] = one if digits is None else half_up(one, digits)
        return found[k:].T

    def points(self, values: Floats, weights: Floats) -> Floats:
        """What each leaf adds to the index under arithmetic means: (n, k) -> (n, k).

        What is known of a row sums to its index; nan where the leaf is unknown.
        """
        k = len(self.leaves)
        known = np.zeros((k + len(self.nodes), len(values)), dtype=bool)
        known[:k] = ~np.isnan(values.T)
        for node, parts in enumerate(self.parts):
            known[k + node] = (known[parts] & (weights[parts] > 0)[:, None]).any(axis=0)
        share = np.zeros(known.shape)
        share[-1] = 1.0
        for node in reversed(range(len(self.nodes))):
            parts = self.parts[node]
            heaviest = weights[parts].max(initial=0.0) or 1.0
            counted = known[parts] * (weights[parts] / heaviest)[:, None]
            total = counted.sum(axis=0)
            share[parts] = share[k + node] * counted / np.where(total > 0, total, 1.0)
        return np.asarray(values * share[:k].T)


def _product(values: Floats, shares: Floats) -> Floats:
    """Matrix product (n, k), (k, m) -> (n, m), in pieces that one core does.

    At these sizes waking the other cores costs more time than they save.
    """
    found = np.empty((len(values), shares.shape[1]))
    step = max(1, ON_ONE_CORE // max(shares.size, 1))
    for first in range(0, len(values), step):
        piece = slice(first, first + step)
        np.matmul(values[piece], shares, out=found[piece])
    return found


def half_up(values: Floats, digits: int) -> Floats:
    """Round half up, as INFORM and spreadsheets do: 0.25 is 0.3, not 0.2."""
    scale = 10.0**digits
    return np.asarray(np.floor(values * scale + 0.5 + ROUNDING) / scale)
