"""The index of every area, with all that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from risk.aggregate import MEANS, POSITIVE_ONLY, arithmetic, known_weight
from risk.classify import SAME, classify, rank
from risk.normalise import normalise
from risk.scenario import HIGHEST_SCORE
from risk.weights import weigh

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from risk.indicators import IndicatorTable
    from risk.presets import Preset
    from risk.scenario import Scenario
    from risk.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """How vulnerable each of n areas is, from k indicators in d dimensions.

    `weights`: (k,) share of each indicator in the index, sums to 1.
    `normalised`: (n, k) 0 to 100, nan unknown. `dimension_scores`: (n, d) 0 to 100,
    nan where nothing in the dimension is known. `score`: (n,) 0 to 100, nan where
    less than the scenario's share of the weight is known. `risk_class`: (n,) 0 to 4,
    -1 unknown. `rank`: (n,) 1 the highest risk, 0 unknown. `weight_known`: (n,)
    0 to 1. `contributions`: (n, k) points each indicator adds; what is known of a
    row sums to its score; nan where the indicator or the score is unknown, and
    throughout unless the dimensions are averaged arithmetically.
    """

    areas: tuple[str, ...]
    dimensions: tuple[str, ...]
    indicators: tuple[str, ...]
    weights: Floats
    normalised: Floats
    dimension_scores: Floats
    score: Floats
    risk_class: Ints
    rank: Ints
    weight_known: Floats
    contributions: Floats


def score(table: IndicatorTable, preset: Preset, scenario: Scenario) -> Score:
    """Normalise, weigh, aggregate, classify and rank the areas of a table.

    Arithmetic means inside each dimension, the scenario's mean across them, both
    over what is known. An area exactly at the least share known is scored.

    Raises `ScenarioError` for weights that belong to nothing or are all zero;
    `MethodError` for a constant indicator, one missing from the table, or a
    dimension at 0 under a mean that needs more.
    """
    weights = weigh(preset, scenario, table.codes)
    normalised = normalise(table, scenario.normalise, weights.effective)
    dimension_scores = _on_scale(arithmetic(normalised, weights.within))
    weight_known = known_weight(normalised, weights.effective)
    scored = weight_known >= scenario.min_known - SAME
    counted = scored[:, None] & (weights.across > 0)
    sides = np.where(counted, dimension_scores, np.nan)
    if scenario.aggregate in POSITIVE_ONLY:
        _refuse_zero(sides, table.areas, preset, scenario)
    mean = MEANS[scenario.aggregate]
    total = _on_scale(mean(sides, weights.across))
    return Score(
        areas=table.areas,
        dimensions=tuple(side.code for side in preset.dimensions),
        indicators=table.codes,
        weights=weights.effective,
        normalised=normalised,
        dimension_scores=dimension_scores,
        score=total,
        risk_class=classify(total, scenario.cuts),
        rank=rank(total),
        weight_known=weight_known,
        contributions=_contributions(normalised, sides, weights, scenario),
    )


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
        risk_class=np.full(n, -1),
        rank=np.zeros(n, dtype=np.int64),
        weight_known=np.zeros(n),
        contributions=np.full((n, k), np.nan),
    )


def _on_scale(values: Floats) -> Floats:
    """Take off the rounding that may carry a mean past 0 or 100."""
    return np.clip(values, 0, HIGHEST_SCORE)


def _contributions(
    normalised: Floats, sides: Floats, weights: Weights, scenario: Scenario
) -> Floats:
    """Points of each indicator, (n, k): its value times its share of what is known."""
    if scenario.aggregate != "arithmetic":
        return np.full(normalised.shape, np.nan)
    known = ~np.isnan(sides)
    within = known_weight(normalised, weights.within)
    across = known_weight(sides, weights.across)[:, None]
    share = np.full(sides.shape, 0.0)
    np.divide(known * weights.across, within * across, out=share, where=known)
    points = normalised * (share @ weights.within.T)
    return np.where(known.any(axis=1, keepdims=True), points, np.nan)


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
