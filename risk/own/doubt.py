"""How sure the ranks of an index brought along are, and which choice moves them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem, ScenarioError
from risk.draws import Method
from risk.own.data_checks import RELATIVE
from risk.own.index import build_index, not_taken
from risk.own.steps import AGGREGATE
from risk.sensitivity import RankShift, leave_one_out, sobol
from risk.uncertainty import simulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.units import Floats
    from risk.own.index import OwnIndex
    from risk.own.steps import Steps
    from risk.own.tables import Tables
    from risk.sensitivity import Sensitivity
    from risk.tree import Mean
    from risk.uncertainty import Summary

    Change = dict[str, str | bool | tuple[str, ...]]

MOST_RANKS = 50_000_000  # areas times draws; 200 MB of ranks and twice that of scores


def uncertainty(
    index: OwnIndex, *, draws: int, spread: float, top: int, seed: int
) -> Summary:
    """Rank under many draws of all weights: what they say of each of the n areas.

    `draws`: 1 or more; `spread`: 0 to 1, as in `risk.draws.weight_draws`; `top`: how
    many areas count as the top. Equal seed and tables give equal answers.

    Raises `ScenarioError` for a spread outside 0 to 1, and for more draws than can be
    held.
    """
    _refuse_many(draws, len(index.tables.areas))
    return simulate(
        index.tree,
        [_method(index)],
        index.weights,
        spread=spread,
        draws=draws,
        top=top,
        seed=seed,
    )


def sensitivity(
    index: OwnIndex, *, samples: int, spread: float, seed: int
) -> Sensitivity:
    """Share of each choice in how far the ranks move.

    The choices: the weights of each aggregate's parts, ``weights_<code>``, and the
    steps that were taken, ``impute`` and ``treat`` against leaving them out,
    ``normalise`` and ``aggregate`` against the other ways these tables allow.
    `samples`: 2 or more, as `n` of `risk.sensitivity.sobol`.

    Raises `ScenarioError` as `uncertainty`.
    """
    _refuse_many(samples, len(index.tables.areas))
    counts, methods = _alternatives(index)
    target = RankShift(
        tree=index.tree,
        weights=index.weights,
        spread=spread,
        alternatives=counts,
        methods=methods,
    )
    rng = np.random.default_rng(seed)
    return sobol(target, target.choices, samples, rng)


def removed(index: OwnIndex) -> Floats:
    """Mean |rank change| without each indicator: (k,), nan where no rank is left."""
    method = _method(index)
    return leave_one_out(
        index.tree, method.values, index.weights, method.means, method.digits
    )


def _refuse_many(draws: int, areas: int) -> None:
    if draws * areas > MOST_RANKS:
        limit = MOST_RANKS // areas
        problem = Problem.of("draws_too_many", value=draws, limit=limit)
        raise ScenarioError([problem])


def _method(index: OwnIndex) -> Method:
    """Return the way to the index, on a scale where ties are seen as in its ranks.

    Ranks of draws take scores for the same that are a billionth apart, whatever their
    size. Without rounding, and unless a mean has a scale of its own, the largest index
    can be made 1.
    """
    largest = abs(index.index[~np.isnan(index.index)]).max(initial=0.0)
    own_scale = index.digits is not None or "inform" in index.mean_names
    scale = largest if largest > 0 and not own_scale else 1.0
    pairs = zip(index.means, index.mean_names, strict=True)
    means = [_wary(mean, name, index.steps) for mean, name in pairs]
    return Method(index.normalised / scale, means, index.digits)


def _wary(mean: Mean, name: str, steps: Steps) -> Mean:
    """Return a mean that is unknown where another weight carries a part too far.

    With the weights as they are, no part is; in a draw, the mean below may be. Such
    an area has no rank in that draw.
    """
    if name == "arithmetic":
        return mean

    def wary(values: Floats, weights: Floats) -> Floats:
        bad = not_taken(values, name, steps)
        found = mean(np.where(bad, np.nan, values), weights)
        return np.where(bad.any(axis=-1, keepdims=True), np.nan, found)

    return wary


def _alternatives(index: OwnIndex) -> tuple[dict[str, int], list[Method]]:
    """Each choice with its number of options, and a method for each combination.

    The steps taken come first; an option that the tables refuse in any combination
    with those before it is no option.
    """
    kept: dict[str, list[Change]] = {}
    known = {index.steps: _method(index)}
    for name, options in _options(index.steps):
        kept[name] = [{}]
        for option in options:
            tried = kept | {name: [option]}
            if all(_allowed(s, index.tables, known) for s in _combined(index, tried)):
                kept[name].append(option)
    kept = {name: options for name, options in kept.items() if len(options) > 1}
    methods = [known[steps] for steps in _combined(index, kept)]
    return {name: len(options) for name, options in kept.items()}, methods


def _options(steps: Steps) -> Iterator[tuple[str, list[Change]]]:
    """Name each choice of steps, with the other options it has."""
    if steps.impute != "none":
        yield "impute", [{"impute": "none", "group": ""}]
    if steps.treat:
        yield "treat", [{"treat": False}]
    if steps.normalise in RELATIVE:
        other = [way for way in RELATIVE if way != steps.normalise]
        yield "normalise", [{"normalise": way} for way in other]
    means = [(mean,) for mean in AGGREGATE if (mean,) != steps.aggregate]
    yield "aggregate", [{"aggregate": mean} for mean in means]


def _combined(index: OwnIndex, kept: dict[str, list[Change]]) -> Iterable[Steps]:
    """Take every combination of options, those of the last choice changing fastest."""
    for changes in product(*kept.values()):
        merged: Change = {}
        for change in changes:
            merged |= change
        yield replace(index.steps, **merged)  # type: ignore[arg-type]


def _allowed(steps: Steps, tables: Tables, known: dict[Steps, Method]) -> bool:
    """Whether the tables allow these steps; if so, the way is noted."""
    try:
        known[steps] = _method(build_index(tables, steps))
    except (MethodError, ScenarioError):
        return False
    return True
