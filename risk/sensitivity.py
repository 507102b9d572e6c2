"""Which choice moves the ranks: variance shares, and each indicator left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from risk.classify import UNRANKED
from risk.draws import index_of_draws, index_of_methods, spread_weights
from risk.ranks import ranks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.units import Floats
    from risk.draws import Method
    from risk.ranks import Ranks
    from risk.tree import Mean, Tree

    Target = Callable[[Floats], Floats]

RESAMPLES = 1000
OF_WEIGHTS = "weights_"  # before the node whose parts they are
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """How much of the target's variance comes from each of d choices.

    `choices`: d names. `first`: (d,) S, the share a choice explains by itself.
    `total`: (d,) ST, that share with all it does together with others; a choice that
    cannot matter has exactly 0. `first_low` to `first_high` and `total_low` to
    `total_high`: (d,) the 5 % and 95 % quantiles of the bootstrap. All are 0 where
    the target never changes. `runs`: how often it was computed.
    """

    choices: tuple[str, ...]
    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats
    runs: int


def sobol(
    target: Target, choices: Mapping[str, int], n: int, rng: np.random.Generator
) -> Sensitivity:
    """Variance-based sensitivity of a target to each of d choices.

    `choices`: the name of each and how many numbers it takes; a group of weights is
    one choice of several numbers. `target`: (n, sum of these) numbers, even between
    0 and 1, the choices' side by side in their order -> (n,). `n`: rows of each of
    the d + 2 samples, so that n (d + 2) runs are made; 2 or more.

    A and B are two samples; AB_i is A with the columns of choice i from B.
    S_i = mean(y_B (y_ABi - y_A)) / Var(y_A and y_B),
    ST_i = mean((y_A - y_ABi)^2) / (2 Var). Every sample is computed in a call of its
    own, all of one shape, so that rows which come to the same give the same bits, and
    a choice that cannot matter differs from A by 0, not by rounding. The bootstrap
    draws rows of all samples together.

    Source: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018, table 2 (b) and
    (f), where (f) is Jansen's (1999); OECD/JRC Handbook (2008), 7.
    """
    widths = np.array(list(choices.values()))
    of_choice = np.repeat(np.arange(len(widths)), widths)
    a, b = rng.random((2, n, len(of_choice)))
    at_a, at_b = target(a), target(b)
    mixed = [
        target(np.where(of_choice == choice, b, a)) for choice in range(len(widths))
    ]
    at_mixed = np.array(mixed).reshape(len(widths), n)
    first, total = _shares(at_a, at_b, at_mixed)
    again = rng.integers(n, size=(RESAMPLES, n))
    spread = [_shares(at_a[rows], at_b[rows], at_mixed[:, rows]) for rows in again]
    low, high = np.quantile(np.array(spread), [LOW, HIGH], axis=0)
    return Sensitivity(
        choices=tuple(choices),
        first=first,
        first_low=low[0],
        first_high=high[0],
        total=total,
        total_low=low[1],
        total_high=high[1],
        runs=n * (len(widths) + 2),
    )


@dataclass(frozen=True, slots=True, eq=False)
class RankShift:
    """The target of METHOD: mean |rank - nominal rank|, and what it depends on.

    `weights`: (k + m,), moved by `spread` as in `risk.draws.weight_draws`; the weights
    of each node's parts are one choice, called ``weights_<node>``. `alternatives`:
    further choices, such as the normalisation, and how many options each has.
    `methods`: one for each combination of options, those of the last choice changing
    fastest; the first is the nominal one.

    An area without a rank in either is left out of the mean; where none is left the
    target is 0. Ranks are whole numbers, so rounding does not reach the target.
    Source: Saisana, Saltelli & Tarantola (2005),
    doi:10.1111/j.1467-985X.2005.00350.x.
    """

    tree: Tree
    weights: Floats
    spread: float
    alternatives: Mapping[str, int]
    methods: Sequence[Method]

    @property
    def choices(self) -> dict[str, int]:
        """The name of each choice and how many numbers it takes, for `sobol`."""
        groups = zip(self.tree.nodes, self.tree.parts, strict=True)
        widths = {OF_WEIGHTS + code: len(parts) for code, parts in groups}
        return widths | dict.fromkeys(self.alternatives, 1)

    def __call__(self, even: Floats) -> Floats:
        """The target for numbers from 0 to below 1: (n, all widths) -> (n,)."""
        moved = np.concatenate(self.tree.parts)
        drawn = np.repeat(self.weights[None], len(even), axis=0)
        of_weights, of_options = np.split(even, [len(moved)], axis=1)
        drawn[:, moved] = spread_weights(self.weights[moved], self.spread, of_weights)
        sizes = tuple(self.alternatives.values())
        options = (of_options * sizes).astype(np.int64)
        picks = np.ravel_multi_index(tuple(options.T), sizes) if sizes else 0
        picks = np.broadcast_to(picks, len(even))
        found = index_of_methods(self.tree, self.methods, picks, drawn)
        nominal = index_of_methods(
            self.tree, self.methods[:1], np.zeros(1, np.int64), self.weights[None]
        )
        return mean_shift(ranks(found), ranks(nominal))


def mean_shift(ranked: Ranks, nominal: Ranks) -> Floats:
    """Mean |rank - nominal rank| over areas ranked in both: (d, n), (1, n) -> (d,).

    0 where no area is.
    """
    both = (ranked != UNRANKED) & (nominal != UNRANKED)
    shift = np.where(both, np.abs(ranked - nominal), 0).sum(axis=1)
    return np.asarray(shift / np.maximum(both.sum(axis=1), 1))


def leave_one_out(
    tree: Tree,
    values: Floats,
    weights: Floats,
    means: Sequence[Mean],
    digits: int | None = None,
) -> Floats:
    """Mean |rank change| when each leaf is left out: (n, k), (k + m,) -> (k,).

    A leaf without weight changes nothing: 0. Areas that have no rank without the leaf
    are left out of the mean; nan where none has one any more.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), 7.
    """
    k = len(tree.leaves)
    without = np.repeat(weights[None], k + 1, axis=0)
    without[np.arange(k), np.arange(k)] = 0.0
    ranked = ranks(index_of_draws(tree, values, without, means, digits))
    left = (ranked[:k] != UNRANKED).any(axis=1)
    return np.where(left, mean_shift(ranked[:k], ranked[k:]), np.nan)


def _shares(a: Floats, b: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """S and ST of each choice, (d,), from the target at A, B (n,) and AB (d, n)."""
    both = np.concatenate([a, b])
    if both.min() == both.max():
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    first = (b * (mixed - a)).mean(axis=1) / both.var()
    total = ((a - mixed) ** 2).mean(axis=1) / (2 * both.var())
    return first, total
