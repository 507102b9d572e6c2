"""How sure the ranks are: what other weights and other methods would have given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from risk.aggregate import MEANS, POSITIVE_ONLY
from risk.classify import UNRANKED
from risk.normalise import METHODS
from risk.score import treat_outliers
from risk.sensitivity import RankShift, leave_one_out, sobol
from risk.uncertainty import Method, index_of_methods, simulate, weight_draws
from risk.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.units import Floats
    from plan.evaluate import Result
    from risk.indicators import IndicatorTable
    from risk.presets import Preset
    from risk.scenario import Scenario
    from risk.score import Score
    from risk.sensitivity import Sensitivity
    from risk.uncertainty import Summary
    from risk.weights import Weights

SEED = 20241127  # polling day: any number will do, but always the same one
ROWS = 512  # of each sample of the variance shares
OTHER_MEAN = {"arithmetic": "scaled_geometric"}
OTHER_NORMALISE = {"minmax": "rank"}


@dataclass(frozen=True, slots=True)
class Ways:
    """The index as asked, and other ways to it that are as easily defended.

    `choices`: what may be chosen otherwise, each with its options, the asked one
    first. `methods`: one for each combination, the last choice changing fastest.
    """

    weights: Weights
    choices: Mapping[str, tuple[str, str]]
    methods: tuple[Method, ...]


def alternatives(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """What a settled scenario may choose otherwise: what it asks, and the other.

    Min-max stands against the percentile rank, the arithmetic mean against INFORM's
    scaled geometric one; any other choice stands against the first of its pair. A
    mean that 0 breaks is not tried on another normalisation, where a 0 may appear.
    """
    aggregate, normalise = str(scenario.aggregate), scenario.normalise
    mean = {"aggregate": (aggregate, OTHER_MEAN.get(aggregate, "arithmetic"))}
    if aggregate in POSITIVE_ONLY:
        return mean
    other = OTHER_NORMALISE.get(normalise, "minmax")
    return {"normalise": (normalise, other), **mean}


def ways(
    table: IndicatorTable, preset: Preset, scenario: Scenario, score: Score
) -> Ways:
    """Lay out the ways of a settled scenario: each combination of `alternatives`.

    Areas without a score have none in any way.
    """
    weights = weigh(preset, scenario, table.codes)
    choices, normalise = alternatives(scenario), scenario.normalise
    scored = ~np.isnan(score.score)[:, None]
    inside = [MEANS[name] for name in weights.means[:-1]]
    values = {normalise: np.where(scored, weights.leaves(score.normalised), np.nan)}
    for name in choices.get("normalise", ())[1:]:
        treated, _ = treat_outliers(table, scenario, weights.effective)
        scaled = METHODS[name](treated.values, table.directions)
        scaled = np.where(weights.effective > 0, scaled, np.nan)
        values[name] = np.where(scored, weights.leaves(scaled), np.nan)
    methods = tuple(
        Method(values[scale], (*inside, MEANS[mean]), preset.digits)
        for scale, mean in product(
            choices.get("normalise", (normalise,)), choices["aggregate"]
        )
    )
    return Ways(weights, choices, methods)


def rank_certainty(
    table: IndicatorTable, preset: Preset, scenario: Scenario, score: Score
) -> Summary | None:
    """Ranks under `scenario.draws` draws of weights, normalisation and mean.

    Every weight varies by `scenario.spread` of itself. None where nothing is drawn
    or nothing is scored. The same scenario and data give the same answer.
    """
    if not scenario.draws or not (score.rank > UNRANKED).any():
        return None
    found = ways(table, preset, scenario, score)
    return simulate(
        found.weights.tree,
        found.methods,
        found.weights.values,
        spread=scenario.spread,
        draws=scenario.draws,
        top=scenario.top,
        seed=SEED,
    )


def drawn_scores(result: Result, draws: int) -> Floats:
    """Scores under draws of weights, normalisation and mean: -> (draws, n), 0 to 100.

    As `rank_certainty` draws them; nan where an area has no score.
    """
    found = _ways(result)
    rng = np.random.default_rng(SEED)
    drawn = weight_draws(found.weights.values, result.scenario.spread, draws, rng)
    picks = rng.integers(len(found.methods), size=draws)
    return index_of_methods(found.weights.tree, found.methods, picks, drawn)


def sensitivity(result: Result) -> Sensitivity:
    """Share of each choice in the mean shift of ranks: first and total indices.

    Choices: the weights of each group, the normalisation, the mean.
    """
    found = _ways(result)
    shift = RankShift(
        tree=found.weights.tree,
        weights=found.weights.values,
        spread=result.scenario.spread,
        alternatives={name: len(options) for name, options in found.choices.items()},
        methods=found.methods,
    )
    return sobol(shift, shift.choices, ROWS, np.random.default_rng(SEED))


def left_out(result: Result) -> dict[str, float]:
    """Mean change of rank when one indicator is left out: code -> places.

    Only indicators with a weight; the one that matters most first.
    """
    found = _ways(result)
    method = found.methods[0]
    change = leave_one_out(
        found.weights.tree,
        method.values,
        found.weights.values,
        method.means,
        method.digits,
    )
    weighed = np.flatnonzero(found.weights.effective > 0)
    order = weighed[np.argsort(-change[weighed], kind="stable")]
    return {result.score.indicators[column]: float(change[column]) for column in order}


def _ways(result: Result) -> Ways:
    return ways(result.table, result.preset, result.scenario, result.score)
