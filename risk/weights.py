"""Weights: the preset's, changed by the reader, as shares of the whole index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.units import Floats
    from risk.presets import Preset
    from risk.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What counts for how much.

    `within`: (k, d), the share of each indicator in its dimension; each column sums
    to 1, or to 0 where the reader left the dimension no indicator.
    `across`: (d,), the share of each dimension in the index, sums to 1.
    """

    within: Floats
    across: Floats

    @property
    def effective(self) -> Floats:
        """(k,) share of each indicator in the whole index, sums to 1."""
        return self.within @ self.across


def chosen_weights(preset: Preset, scenario: Scenario) -> dict[str, float]:
    """Return the weight of every dimension and indicator after the reader's changes."""
    return preset.weights | dict(scenario.weights)


def check_scenario(scenario: Scenario, presets: Mapping[str, Preset]) -> None:
    """Refuse a scenario that these presets cannot answer.

    Raises `ScenarioError` where the preset is unknown; else naming every weight that
    belongs to nothing and weights that are all zero.
    """
    if scenario.preset not in presets:
        problem = Problem.of(
            "preset_unknown", preset=scenario.preset, known=tuple(presets)
        )
        raise ScenarioError([problem])
    problems = list(_weight_problems(presets[scenario.preset], scenario))
    if problems:
        raise ScenarioError(problems)


def weigh(preset: Preset, scenario: Scenario, indicators: Sequence[str]) -> Weights:
    """Turn chosen weights into shares: columns as in `indicators`, k codes.

    An indicator outside the preset gets 0. A dimension whose indicators all have
    weight 0 drops out: the others share its weight.

    Raises `ScenarioError` for weights that belong to nothing or are all zero, and
    `MethodError` naming every indicator of the preset that the table lacks.
    """
    problems = list(_weight_problems(preset, scenario))
    if problems:
        raise ScenarioError(problems)
    chosen = chosen_weights(preset, scenario)
    within = _within(preset, chosen, indicators)
    across = np.array([chosen[side.code] for side in preset.dimensions])
    filled = within.max(axis=0, initial=0.0) > 0
    return Weights(_shares(within), _shares(np.where(filled, across, 0.0)))


def _shares(weights: Floats) -> Floats:
    """Shares that sum to 1 along the first axis, or to 0 where nothing weighs.

    Scaled by the heaviest first, so that no sum can overflow.
    """
    heaviest = weights.max(axis=0, initial=0.0)
    scaled = weights / np.where(heaviest > 0, heaviest, 1.0)
    total = scaled.sum(axis=0)
    return np.asarray(scaled / np.where(total > 0, total, 1.0))


def _within(
    preset: Preset, chosen: Mapping[str, float], indicators: Sequence[str]
) -> Floats:
    place = {code: row for row, code in enumerate(indicators)}
    within = np.zeros((len(indicators), len(preset.dimensions)))
    problems = []
    for column, side in enumerate(preset.dimensions):
        for code, _ in side.indicators:
            if code in place:
                within[place[code], column] = chosen[code]
            else:
                problems.append(
                    Problem.of(
                        "indicator_not_in_table", indicator=code, preset=preset.code
                    )
                )
    if problems:
        raise MethodError(problems)
    return within


def _weight_problems(preset: Preset, scenario: Scenario) -> Iterator[Problem]:
    known = preset.weights
    for code, _ in scenario.weights:
        if code not in known:
            yield Problem.of("weight_unknown", weight=code, known=tuple(known))
    chosen = chosen_weights(preset, scenario)
    sides = [side for side in preset.dimensions if chosen[side.code] > 0]
    if not sides:
        yield Problem.of("dimensions_without_weight", preset=preset.code)
    elif not any(chosen[code] for side in sides for code, _ in side.indicators):
        yield Problem.of("indicators_without_weight", preset=preset.code)
