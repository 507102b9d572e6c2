"""The index of every area, with all that led to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from risk.aggregate import MEANS, POSITIVE_ONLY, known_weight
from risk.classify import SAME, bounds, classify, rank
from risk.normalise import normalise
from risk.scenario import HIGHEST_SCORE
from risk.treat import treat
from risk.tree import OUTSIDE, half_up
from risk.weights import weigh

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from risk.indicators import IndicatorTable
    from risk.presets import Preset
    from risk.scenario import Scenario
    from risk.weights import Weights


@dataclass(frozen=True, slots=True)
class Treated:
    """What was done to the outliers of one indicator, and to how many values."""

    indicator: str
    method: str
    points: int


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """How vulnerable each of n areas is, from k indicators in d dimensions.

    `weights`: (k,) share of each indicator in the index, sums to 1.
    `normalised`: (n, k) 0 to 100, nan unknown. `dimension_scores`: (n, d) 0 to 100,
    nan where nothing in the dimension is known. `score`: (n,) 0 to 100, nan where
    less than the scenario's share of the weight is known. `cuts`: the four bounds of
    the classes on the score, an infinite one unused. `risk_class`: (n,) 0 to 4,
    -1 unknown. `rank`: (n,) 1 the highest risk, 0 unknown. `weight_known`: (n,)
    0 to 1. `contributions`: (n, k) points each indicator adds; what is known of a
    row sums to its score; nan where the indicator or the score is unknown, and
    throughout unless the dimensions are averaged arithmetically. `treated`: the
    indicators whose outliers were drawn in.
    """

    areas: tuple[str, ...]
    dimensions: tuple[str, ...]
    indicators: tuple[str, ...]
    weights: Floats
    normalised: Floats
    dimension_scores: Floats
    score: Floats
    cuts: tuple[float, ...]
    risk_class: Ints
    rank: Ints
    weight_known: Floats
    contributions: Floats
    treated: tuple[Treated, ...] = ()


def score(table: IndicatorTable, preset: Preset, scenario: Scenario) -> Score:
    """Normalise, weigh, aggregate, classify and rank the areas of a table.

    The preset's means inside each dimension, the scenario's mean across them, all
    over what is known. An area exactly at the least share known is scored.

    Raises `ScenarioError` for weights that belong to nothing or are all zero;
    `MethodError` for a constant indicator, one missing from the table, or a
    dimension at 0 under a mean that needs more.
    """
    chosen = preset.settle(scenario)
    weights = weigh(preset, chosen, table.codes)
    treated, done = treat_outliers(table, chosen, weights.effective)
    normalised = normalise(treated, chosen.normalise, weights.effective)
    found = _combine(table, preset, chosen, weights, normalised)
    return replace(found, treated=done)


def _combine(
    table: IndicatorTable,
    preset: Preset,
    scenario: Scenario,
    weights: Weights,
    normalised: Floats,
) -> Score:
    """Score areas whose indicators are on one scale: the steps after `normalise`.

    `scenario` is settled; `normalised` (n, k), 0 to 100. Raises `MethodError` for a
    dimension at 0 under a mean that needs more.
    """
    leaves = weights.leaves(normalised)
    means = [MEANS[name] for name in weights.means]
    nodes = weights.tree.aggregate(leaves, weights.values, means, preset.digits)
    places = [weights.tree.place(side.code) for side in preset.dimensions]
    all_parts = np.hstack([leaves, nodes])
    dimension_scores = _on_scale(all_parts[:, places])
    weight_known = known_weight(leaves, weights.shares)
    scored = weight_known >= _least(scenario) - SAME
    across = weights.values[places]
    counted = scored[:, None] & (across > 0)
    sides = np.where(counted, dimension_scores, np.nan)
    if scenario.aggregate in POSITIVE_ONLY:
        _refuse_zero(sides, table.areas, preset, scenario)
    mean = MEANS[str(scenario.aggregate)]
    total = _on_scale(mean(sides, across / across.max()))
    if preset.digits is not None:
        total = half_up(total, preset.digits)
    cuts = bounds(total, scenario.classes, scenario.cuts or ())
    return Score(
        areas=table.areas,
        dimensions=tuple(side.code for side in preset.dimensions),
        indicators=table.codes,
        weights=weights.effective,
        normalised=normalised,
        dimension_scores=dimension_scores,
        score=total,
        cuts=cuts,
        risk_class=classify(total, cuts),
        rank=rank(total),
        weight_known=weight_known,
        contributions=_contributions(leaves, scored, weights, preset, scenario),
    )


def treat_outliers(
    table: IndicatorTable, scenario: Scenario, weights: Floats
) -> tuple[IndicatorTable, tuple[Treated, ...]]:
    """Draw outliers in where the scenario asks for it; say of which indicators.

    Only those with a weight, (k,), above 0; a yes or no has no outliers.
    """
    if scenario.treat == "none":
        return table, ()
    columns = [
        place
        for place, one in enumerate(table.indicators)
        if one.kind != "yes_no" and weights[place] > 0
    ]
    values = table.values.copy()
    values[:, columns], done = treat(values[:, columns])
    return replace(table, values=values), tuple(
        Treated(table.codes[columns[one.column]], one.method, one.points)
        for one in done
    )


def _least(scenario: Scenario) -> float:
    return 0.0 if scenario.min_known is None else scenario.min_known


def unknown_score(table: IndicatorTable, preset: Preset) -> Score:
    """Score of nothing: what is shown of an index that was refused.

    Every number is nan, every class -1, every rank 0, and no weight is known.
    """
    n, k, d = len(table.areas), len(table.codes), len(preset.dimensions)
    unknown = np.full(n, np.nan)
    return Score(
        areas=table.areas,
        dimensions=tuple(side.code for side in preset.dimensions),
        indicators=table.codes,
        weights=np.zeros(k),
        normalised=np.full((n, k), np.nan),
        dimension_scores=np.full((n, d), np.nan),
        score=unknown,
        cuts=(),
        risk_class=np.full(n, -1),
        rank=np.zeros(n, dtype=np.int64),
        weight_known=np.zeros(n),
        contributions=np.full((n, k), np.nan),
    )


def _on_scale(values: Floats) -> Floats:
    """Take off the rounding that may carry a mean past 0 or 100."""
    return np.clip(values, 0, HIGHEST_SCORE)


def _contributions(
    leaves: Floats, scored: Bools, weights: Weights, preset: Preset, scenario: Scenario
) -> Floats:
    """Points of each indicator, (n, k): its value times its share of what is known."""
    plain = preset.digits is None and scenario.aggregate == "arithmetic"
    if not plain or any(name != "arithmetic" for name in weights.means):
        return np.full((len(leaves), weights.columns), np.nan)
    points = weights.tree.points(leaves, weights.values)[:, : weights.columns]
    inside = weights.tree.parents[: weights.columns] != OUTSIDE
    return np.where(scored[:, None] & inside, points, np.nan)


def _refuse_zero(
    sides: Floats, areas: tuple[str, ...], preset: Preset, scenario: Scenario
) -> None:
    """Name every dimension and area that a mean of positive values cannot take."""
    problems = [
        Problem.of(
            "mean_needs_positive",
            aggregate=scenario.aggregate,
            dimension=side.code,
            areas=tuple(areas[row] for row in np.flatnonzero(values <= 0)),
        )
        for side, values in zip(preset.dimensions, sides.T, strict=True)
        if (values <= 0).any()
    ]
    if problems:
        raise MethodError(problems)
