"""Floating catchments: supply per person within reach, shared by all who reach it.

P_i people at demand point i, S_j supply of post j, d_ij the cost of the way, W(d) the
weight of the band that d falls into, 0 beyond the last:

2SFCA   R_j = S_j / sum_k P_k,            A_i = sum_j R_j,         all d <= d0
        (Luo & Wang 2003, doi:10.1068/b29120)
E2SFCA  R_j = S_j / sum_k P_k W_kj,       A_i = sum_j R_j W_ij
        (Luo & Qi 2009, doi:10.1016/j.healthplace.2009.06.002)
3SFCA   R_j = S_j / sum_k G_kj P_k W_kj,  A_i = sum_j G_ij R_j W_ij,
        G_ij = W_ij / sum_j W_ij, how likely i is to choose j
        (Wan, Zou & Sternberg 2012, doi:10.1080/13658816.2011.624987)

In each of them sum_i P_i A_i is the supply of the posts that anyone can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.units import Floats

Method = Literal["2sfca", "e2sfca", "3sfca"]
METHODS: tuple[Method, ...] = ("2sfca", "e2sfca", "3sfca")

BANDS = (20.0, 40.0, 60.0)
"""Our own choice for the distances of Kutai Timur; Luo & Qi have 10, 20, 30 minutes."""
WEIGHTS = (1.0, 0.68, 0.22)
"""Luo & Qi 2009, the slower of their two sets."""
FAINTEST = 1e-6
"""The least weight, of 1 and of the largest: fainter ones vanish when multiplied."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of cost, each with its weight: up to and including its `limits` (<=).

    Beyond the last band, or where there is no route, the weight is 0.

    Raises `MethodError` naming every fault: limits not ascending from above 0,
    weights below 0, all of them 0 or one of them above 0 but below a millionth of 1
    or of the largest, not as many of one as of the other.
    """

    limits: tuple[float, ...] = BANDS
    weights: tuple[float, ...] = WEIGHTS

    def __post_init__(self) -> None:
        """Refuse bands that no cost could fall into, and weights that are none."""
        problems = list(self._problems())
        if problems:
            raise MethodError(problems)

    @classmethod
    def within(cls, threshold: float) -> Bands:
        """One band that weighs 1: whatever is in reach counts the same."""
        return cls((threshold,), (1.0,))

    def weigh(self, cost: Floats) -> Floats:
        """Weight of each way: (n, m) -> (n, m); exactly on a limit belongs to it."""
        weights = np.array([*self.weights, 0.0])
        return np.asarray(weights[np.searchsorted(self.limits, cost, side="left")])

    def _problems(self) -> Iterator[Problem]:
        limits, weights = np.array(self.limits), np.array(self.weights)
        ascending = np.diff(limits, prepend=0.0) > 0
        if not (len(limits) and ascending.all() and np.isfinite(limits).all()):
            yield Problem.of("bands_invalid", value=_written(self.limits))
        faint = (weights > 0) & (weights < FAINTEST * weights.max(initial=1.0))
        is_right = (weights >= 0).all() and (weights > 0).any()
        if not is_right or faint.any() or not weights.sum() < np.inf:
            yield Problem.of("band_weights_invalid", value=_written(self.weights))
        if len(limits) != len(weights):
            named = {"bands": len(limits), "weights": len(weights)}
            yield Problem.of("bands_differ", **named)


def read_bands(limits: str | None, weights: str | None) -> Bands:
    """Read bands as somebody writes them: ``20,40,60`` and ``1,0.68,0.22``.

    Raises `MethodError` naming every fault at once.
    """
    own = Bands()
    return Bands(
        own.limits if limits is None else _numbers(limits),
        own.weights if weights is None else _numbers(weights),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """Supply per person: `access` (n,) of each demand point, `ratio` (m,) of each post.

    `access` is 0 where nothing is in reach. `ratio` is the supply of a post over the
    weighted people in its reach, nan where there are none.
    """

    access: Floats
    ratio: Floats


def bands_of(
    method: Method, *, threshold: float | None = None, bands: Bands | None = None
) -> Bands:
    """Bands that a method uses: one up to the threshold for 2SFCA, else those given.

    2SFCA without a threshold reaches to the end of the last band. The others count
    nothing beyond the threshold, if one is given too.

    Raises `MethodError` for a threshold that is no finite number above 0.
    """
    if threshold is not None and not 0 < threshold < np.inf:
        raise MethodError([Problem.of("reach_invalid", value=str(threshold))])
    given = bands or Bands()
    if method == "2sfca":
        return Bands.within(given.limits[-1] if threshold is None else threshold)
    if threshold is None or threshold >= given.limits[-1]:
        return given
    kept = sum(limit < threshold for limit in given.limits)
    return Bands((*given.limits[:kept], threshold), given.weights[: kept + 1])


def catchment(
    people: Floats, supply: Floats, cost: Floats, bands: Bands, method: Method
) -> Access:
    """Access to supply by floating catchments: (n,), (m,), (n, m) -> (n,) and (m,).

    `people` and `supply` in any unit, 0 or above; `cost` in that of the bands, inf
    where no route, which never counts. A demand point exactly on the last limit is in
    reach. The three methods differ as the module says; with one band of weight 1,
    E2SFCA is 2SFCA. `bands`: see `bands_of`.

    Raises `MethodError` naming every fault: supply that nobody knows (nan) must be
    asked for, or assumed by the caller, who says so.
    """
    _require_sound(people, supply, cost)
    weight = bands.weigh(cost)
    if method == "3sfca":
        weight = weight * _selection(weight)
    crowd = people @ weight
    ratio = np.full(len(supply), np.nan)
    with np.errstate(over="ignore"):
        np.divide(supply, crowd, out=ratio, where=crowd > 0)
    with np.errstate(over="ignore", invalid="ignore"):
        access = weight @ np.where(crowd > 0, ratio, 0.0)
    if np.isinf(ratio).any() or not np.isfinite(access).all():
        raise MethodError([Problem.of("people_too_few")])
    return Access(access, ratio)


def _selection(weight: Floats) -> Floats:
    """G_ij, the share of its weights that a demand point gives each post."""
    total = weight.sum(axis=1, keepdims=True)
    chosen = np.zeros_like(weight)
    np.divide(weight, total, out=chosen, where=total > 0)
    return chosen


def _require_sound(people: Floats, supply: Floats, cost: Floats) -> None:
    """Ask for what is right, not for what is wrong: nan is neither."""
    problems = []
    if unknown := int(np.isnan(supply).sum()):
        problems.append(Problem.of("supply_unknown", count=unknown))
    finite = {"people": people, "supply": supply[~np.isnan(supply)]}
    for name, values in finite.items():
        if wrong := int((~((values >= 0) & (values < np.inf))).sum()):
            problems.append(Problem.of("siting_number", column=name, count=wrong))
    if wrong := int((~(cost >= 0)).sum()):
        problems.append(Problem.of("siting_number", column="cost", count=wrong))
    if problems:
        raise MethodError(problems)


def _written(numbers: tuple[float, ...]) -> str:
    return ",".join(f"{number:g}" for number in numbers)


def _numbers(text: str) -> tuple[float, ...]:
    """Numbers between commas; nan for what is none."""
    return tuple(number_of(part) for part in text.split(","))


def number_of(text: str) -> float:
    """Return the number that somebody wrote, nan for what is none."""
    try:
        return float(text)
    except ValueError:
        return np.nan
