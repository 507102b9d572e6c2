"""What scores, ranks and their uncertainty cost, beside bare numpy and a peer."""

from __future__ import annotations

import importlib.util
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from risk.aggregate import arithmetic
from risk.classify import rank
from risk.normalise import minmax
from risk.ranks import ranks
from risk.tree import Tree
from risk.uncertainty import Method, simulate, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.units import Floats

AREAS, INDICATORS, DIMENSIONS = 7285, 40, 5  # the kecamatan of Indonesia
DRAWS = 10_000
OURS = (18, 12, 3)
TIMES, ROUNDS = 50, 3


def has_peer() -> bool:
    """Whether scikit-criteria is here to be measured against."""
    return importlib.util.find_spec("skcriteria") is not None


def scored_again() -> list[float]:
    """CPU milliseconds from normalised values to ranks, each with other weights."""
    tree, values = _index(AREAS, INDICATORS, DIMENSIONS)
    weights = np.random.default_rng(1).random((TIMES, len(tree.parents))) + 0.5
    return [1000 * _cpu(partial(_ranked, tree, values, one)) for one in weights]


def from_raw() -> tuple[list[float], list[float]]:
    """CPU milliseconds from raw values to ranks, ours and the peer's, in turn.

    Raises `ValueError` where the two do not give the same ranks.
    """
    tree, raw = _index(AREAS, INDICATORS, 1)
    directions = np.where(np.arange(INDICATORS) % 2, 1.0, -1.0)
    weights = np.ones(len(tree.parents))

    def ours() -> object:
        return _ranked(tree, minmax(raw, directions), weights)

    peer = _peer(raw * directions)
    if not np.array_equal(np.asarray(ours()), np.asarray(peer())):
        message = "the two do not give the same ranks"
        raise ValueError(message)
    pairs = [(1000 * _cpu(ours), 1000 * _cpu(peer)) for _ in range(TIMES)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def draws() -> Iterator[tuple[float, float, float]]:
    """CPU seconds for many draws: a bare argsort, their ranks, what these tell."""
    scores = np.random.default_rng(2).random((DRAWS, AREAS)) * 100
    for _ in range(ROUNDS):
        bare = _cpu(lambda: np.argsort(scores, axis=1))
        ranked = _cpu(lambda: ranks(scores))
        found = ranks(scores)
        yield bare, ranked, _cpu(partial(summarise, found, 10))


def simulated() -> list[float]:
    """CPU milliseconds from the values of our kecamatan to which are unstable."""
    tree, values = _index(*OURS)
    methods = [Method(values, (arithmetic,) * len(tree.nodes))]
    weights = np.ones(len(tree.parents))
    ask = partial(simulate, tree, methods, weights, spread=0.25, draws=1000, top=3)
    return [1000 * _cpu(partial(ask, seed=seed)) for seed in range(TIMES)]


def _index(areas: int, indicators: int, dimensions: int) -> tuple[Tree, Floats]:
    """Equal dimensions of an index, and values without gaps from 0 to 100."""
    of_leaves = np.arange(indicators) * dimensions // indicators
    parents = np.r_[of_leaves, np.full(dimensions, dimensions), -1]
    leaves = tuple(f"x{leaf}" for leaf in range(indicators))
    nodes = (*(f"d{node}" for node in range(dimensions)), "index")
    values = np.random.default_rng(0).random((areas, indicators)) * 100
    return Tree(leaves, nodes, parents), values


def _ranked(tree: Tree, values: Floats, weights: Floats) -> object:
    means = (arithmetic,) * len(tree.nodes)
    return rank(tree.aggregate(values, weights, means)[:, -1])


def _peer(oriented: Floats) -> Callable[[], object]:
    """The same by scikit-criteria: values of which more is riskier, to ranks."""
    import skcriteria  # noqa: PLC0415 - only where it is installed
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415 - likewise
    from skcriteria.preprocessing.scalers import MinMaxScaler  # noqa: PLC0415 - likewise

    def ranked() -> object:
        most = [max] * oriented.shape[1]
        weights = np.full(oriented.shape[1], 1 / oriented.shape[1])
        table = skcriteria.mkdm(oriented, most, weights=weights)
        scaled = MinMaxScaler("matrix").transform(table)
        return WeightedSumModel().evaluate(scaled).rank_

    return ranked


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
