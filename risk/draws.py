"""The index again and again: under many weights, normalisations and means at once.

Everywhere here: n areas, k leaves and m nodes of a `risk.tree.Tree`, d draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import Problem, ScenarioError
from risk.aggregate import arithmetic
from risk.tree import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.units import Bools, Floats, Ints
    from risk.tree import Mean, Tree

AT_ONCE = 2**21  # numbers held by one step: 16 MB, whatever the number of draws


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One way from the table to the index.

    `values`: (n, k) the leaves, normalised, nan unknown. `means`: one for each node.
    `digits`: decimals, rounded half up at every node, or None.
    """

    values: Floats
    means: Sequence[Mean]
    digits: int | None = None


def weight_draws(
    weights: Floats, spread: float, draws: int, rng: np.random.Generator
) -> Floats:
    """Weights times 1 + s (2u - 1), u even in 0 to 1: (k + m,) -> (d, k + m).

    `spread`: s, 0 to 1, both allowed; 0.25 lets every weight be a quarter lighter
    or heavier. A weight of 0 stays 0. Only the ratio of weights within a node counts.

    Raises `ScenarioError` where the spread is not from 0 to 1.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 7; the
    even spread about each weight as in the R package COINr.
    """
    return spread_weights(weights, spread, rng.random((draws, len(weights))))


def spread_weights(weights: Floats, spread: float, even: Floats) -> Floats:
    """Weights times 1 + s (2u - 1) for each u given: (p,), (d, p) -> (d, p).

    Raises `ScenarioError` where the spread is not from 0 to 1.
    """
    if not 0 <= spread <= 1:
        problem = Problem.of("share_invalid", field="spread", value=str(spread))
        raise ScenarioError([problem])
    return np.asarray(weights * (1 + spread * (2 * even - 1)))


def index_of_draws(
    tree: Tree,
    values: Floats,
    weights: Floats,
    means: Sequence[Mean],
    digits: int | None = None,
) -> Floats:
    """The index under each draw of weights: (n, k), (d, k + m) -> (d, n).

    What `Tree.aggregate` gives for its last node, draw by draw, by the same rules:
    what is unknown hands its weight to its own node; nan where nothing with a weight
    is known. A mean must take stacks of matrices as `numpy.matmul` does: those of
    `risk.aggregate` do.
    """
    found = np.empty((len(weights), len(values)))
    plain = digits is None and all(mean is arithmetic for mean in means)
    plain = plain and not np.isnan(values.sum())
    method = Method(values, means, digits)
    for draws, used in _alike(weights > 0):
        if plain:
            found[draws] = _by_shares(tree, values, weights[draws], used)
        else:
            for some in _portions(tree, draws, len(values)):
                found[some] = _by_nodes(tree, method, weights[some], used)
    return found


def index_of_methods(
    tree: Tree, methods: Sequence[Method], picks: Ints, weights: Floats
) -> Floats:
    """The index where each draw has a method of its own: (d,), (d, k + m) -> (d, n).

    `picks`: the place of each draw's method among `methods`, all of the same n areas.
    """
    found = np.empty((len(picks), len(methods[0].values)))
    for place, method in enumerate(methods):
        draws = np.flatnonzero(picks == place)
        found[draws] = index_of_draws(
            tree, method.values, weights[draws], method.means, method.digits
        )
    return found


def _alike(used: Bools) -> Iterator[tuple[Ints, Bools]]:
    """Draws in which the same parts have a weight, (d',), and which those are."""
    if (used == used[:1]).all():
        if len(used):
            yield np.arange(len(used)), used[0]
        return
    patterns, which = np.unique(used, axis=0, return_inverse=True)
    for place, pattern in enumerate(patterns):
        yield np.flatnonzero(which == place), pattern


def _portions(tree: Tree, draws: Ints, areas: int) -> Iterator[Ints]:
    """The draws in portions whose arrays stay small."""
    widest = max(len(parts) for parts in tree.parts)
    step = max(1, AT_ONCE // (max(areas, 1) * widest))
    for first in range(0, len(draws), step):
        yield draws[first : first + step]


def _scaled(weights: Floats) -> Floats:
    """Weights of parts, (d, p), the heaviest of each draw 1: no sum can overflow."""
    return np.asarray(weights / weights.max(axis=1, keepdims=True, initial=0.0))


def _by_shares(tree: Tree, values: Floats, weights: Floats, used: Bools) -> Floats:
    """All known and all means arithmetic: one product with the share of each leaf."""
    k = len(tree.leaves)
    counted, last = used.copy(), len(tree.nodes) - 1
    for node, parts in enumerate(tree.parts):
        inside = counted[parts].any()
        counted[k + node] = inside and (used[k + node] or node == last)
    if not counted[-1]:
        return np.full((len(weights), len(values)), np.nan)
    share = np.zeros(weights.shape)
    share[:, -1] = 1.0
    for node in reversed(range(len(tree.nodes))):
        parts = tree.parts[node][counted[tree.parts[node]]]
        scaled = _scaled(weights[:, parts])
        total = scaled.sum(axis=1, keepdims=True)
        share[:, parts] = share[:, [k + node]] * (scaled / total)
    return np.asarray(share[:, :k] @ values.T)


def _by_nodes(tree: Tree, method: Method, weights: Floats, used: Bools) -> Floats:
    """Node after node: some values unknown, or a mean that is no sum."""
    k = len(tree.leaves)
    nodes: list[Floats] = []
    for parts, mean in zip(tree.parts, method.means, strict=True):
        counted = parts[used[parts]]
        scaled = _scaled(weights[:, counted])
        if (counted < k).all():
            one = mean(method.values[:, counted], scaled.T).T
        else:
            stack = np.empty((len(weights), len(method.values), len(counted)))
            for column, part in enumerate(counted):
                known = method.values[:, part] if part < k else nodes[part - k]
                stack[:, :, column] = known
            one = mean(stack, scaled[:, :, None])[:, :, 0]
        nodes.append(one if method.digits is None else half_up(one, method.digits))
    return nodes[-1]
