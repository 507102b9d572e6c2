"""How sure a rank is: the ranks under many draws, and what they tell of each area.

Everywhere here: n areas, d draws; rank 1 is the highest risk, 0 is no rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from risk.classify import UNRANKED
from risk.draws import (
    Method,
    index_of_draws,
    index_of_methods,
    spread_weights,
    weight_draws,
)
from risk.ranks import Ranks, ranks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.units import Bools, Floats
    from risk.tree import Tree

__all__ = [
    "Method",
    "Ranks",
    "Summary",
    "index_of_draws",
    "index_of_methods",
    "ranks",
    "simulate",
    "spread_weights",
    "summarise",
    "weight_draws",
]

LOW, HIGH = 0.05, 0.95  # the quantiles METHOD asks for, beside the median
TOO_WIDE = 0.25  # of all ranked areas: see `Summary.unstable`
_AT_ONCE = 2**16  # ranks sorted in one step: they stay in the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What the draws say of each of n areas.

    `median`, `p05`, `p95`: (n,) ranks over the draws in which the area has a rank,
    each a rank that occurred: the lower neighbour for median and p05, the higher for
    p95, so that at least 90 % of the draws lie in p05 to p95, both included; 0 where
    it never had one. `share_top`: (n,) share of those draws in which its rank is
    `top` or better, 0 to 1, nan where it never had a rank. `share_ranked`: (n,) share
    of all draws in which it had one. `unstable`: (n,) whether p05 to p95 crosses the
    border of the top, p05 <= top < p95, or spans more than a quarter of the areas
    that were ranked; False where it never was.

    The rule for a leader: "Goyah: peringkat 5-95 % melintasi batas tiga besar, atau
    merentang lebih dari seperempat daftar." The border is what decides who is sent
    help first; an area that may stand a quarter of the list higher or lower cannot
    even be placed in the upper or lower half with confidence. Both are our own
    choice; the quantiles are those of the OECD/JRC Handbook (2008), 7.
    """

    top: int
    median: Ranks
    p05: Ranks
    p95: Ranks
    share_top: Floats
    share_ranked: Floats
    unstable: Bools


def simulate(  # noqa: PLR0913 - each is a choice of its own
    tree: Tree,
    methods: Sequence[Method],
    weights: Floats,
    *,
    spread: float,
    draws: int,
    top: int,
    seed: int,
) -> Summary:
    """Draw weights and methods, rank, and sum up: the whole way in one call.

    `methods`: each draw takes one, all as likely; with one, only the weights move.
    `weights`: (k + m,), `spread` as in `weight_draws`. Equal seed and data give equal
    answers; areas in another order give the same answers in that order.

    Raises `ScenarioError` where the spread is not from 0 to 1.
    """
    rng = np.random.default_rng(seed)
    drawn = weight_draws(weights, spread, draws, rng)
    picks = rng.integers(len(methods), size=draws)
    return summarise(ranks(index_of_methods(tree, methods, picks, drawn)), top)


def summarise(ranked: Ranks, top: int) -> Summary:
    """Sum up the ranks of n areas in d draws, at least one: (d, n) -> `Summary`.

    `top`: how many areas count as the top, 1 or more.
    """
    draws, areas = ranked.shape
    median, p05, p95, above, counted = (
        np.zeros(areas, dtype=np.int32) for _ in range(5)
    )
    for part, columns in _sorted_columns(ranked):
        absent = (columns == UNRANKED).sum(axis=1)
        last = draws - absent - 1
        row = np.arange(len(columns))
        for quantiles, places in (
            (median, np.floor(0.5 * last)),
            (p05, np.floor(LOW * last)),
            (p95, np.ceil(HIGH * last)),
        ):
            place = np.minimum(absent + places.astype(np.int64), draws - 1)
            quantiles[part] = np.where(last < 0, UNRANKED, columns[row, place])
        above[part] = (columns <= top).sum(axis=1) - absent
        counted[part] = draws - absent
    return Summary(
        top=top,
        median=median,
        p05=p05,
        p95=p95,
        share_top=np.divide(
            above, counted, out=np.full(areas, np.nan), where=counted > 0
        ),
        share_ranked=counted / draws,
        unstable=_unstable(p05, p95, top, int((counted > 0).sum())),
    )


def _unstable(p05: Ranks, p95: Ranks, top: int, listed: int) -> Bools:
    crosses = (p05 <= top) & (p95 > top)
    return np.asarray(crosses | (p95 - p05 > TOO_WIDE * listed))


def _sorted_columns(ranked: Ranks) -> Iterator[tuple[slice, Ranks]]:
    """The ranks of some areas at a time, (n', d), each area's in ascending order."""
    draws, areas = ranked.shape
    step = max(1, _AT_ONCE // draws)
    for first in range(0, areas, step):
        part = slice(first, first + step)
        columns = ranked[:, part].T.copy()
        columns.sort(axis=1)
        yield part, columns
