"""Weights: the preset's, changed by the reader, as shares of the whole index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem, ScenarioError
from risk.presets import INSIDE
from risk.scenario import ANY_PHASE
from risk.tree import OUTSIDE, ROOT, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.units import Floats
    from risk.presets import Dimension, Preset
    from risk.scenario import Scenario


INDEX = "index"


@dataclass(frozen=True, eq=False)
class Weights:
    """What counts for how much, in an index of k columns and u unknown parts.

    `tree`: its leaves are the columns and then the unknown parts, its last node the
    index. `values`: (k + u + m,) weight of each leaf and node, before it is shared.
    `means`: name of the mean of each of the m nodes. `columns`: k.
    """

    tree: Tree
    values: Floats
    means: tuple[str, ...]
    columns: int

    @property
    def effective(self) -> Floats:
        """(k,) share of each column in the whole index."""
        return self.shares[: self.columns]

    def leaves(self, values: Floats) -> Floats:
        """Values of the columns with the unknown parts beside them: -> (n, k + u)."""
        unknown = len(self.shares) - self.columns
        return np.hstack([values, np.full((len(values), unknown), np.nan)])

    @cached_property
    def shares(self) -> Floats:
        """(k + u,) share of each column and unknown part in the index; sums to 1."""
        return self.tree.leaf_shares(self.values)[:, -1]


def chosen_weights(preset: Preset, scenario: Scenario) -> dict[str, float]:
    """Return the weight of everything after the phase and the reader's changes."""
    return preset.weights_in(scenario.phase) | dict(scenario.weights)


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
    """Put chosen weights on the tree of a preset: columns as in `indicators`, k codes.

    An indicator outside the preset is part of nothing. A part whose indicators all
    have weight 0 drops out: the others share its weight.

    Raises `ScenarioError` for weights that belong to nothing or are all zero, and
    `MethodError` naming every indicator of the preset that the table lacks.
    """
    problems = list(_weight_problems(preset, scenario))
    if problems:
        raise ScenarioError(problems)
    missing = [code for code in preset.members if code not in indicators]
    if missing:
        raise MethodError(
            [
                Problem.of("indicator_not_in_table", indicator=code, preset=preset.code)
                for code in missing
            ]
        )
    tree = _tree(preset, indicators)
    chosen = chosen_weights(preset, scenario)
    values = [chosen.get(code, 1.0) for code in (*tree.leaves, *tree.nodes)]
    means = {part.code: part.mean for part in preset.walk()}
    return Weights(
        tree=tree,
        values=np.array(values, dtype=float),
        means=tuple(means.get(node, INSIDE[0]) for node in tree.nodes),
        columns=len(indicators),
    )


def _tree(preset: Preset, indicators: Sequence[str]) -> Tree:
    """Lay out a preset: the columns, its unknown parts, its parts, the index."""
    parts = list(preset.walk())
    leaves = (*indicators, *(part.code for part in parts if part.unknown))
    nodes = (*(part.code for part in parts if not part.unknown), INDEX)
    place = {code: row for row, code in enumerate(nodes)}
    parent = dict.fromkeys((side.code for side in preset.dimensions), place[INDEX])
    for part in parts:
        inside = [*(code for code, _ in part.indicators), *(p.code for p in part.parts)]
        parent |= dict.fromkeys(inside, place.get(part.code, OUTSIDE))
    parent[INDEX] = ROOT
    return Tree(
        leaves,
        nodes,
        np.array([parent.get(code, OUTSIDE) for code in (*leaves, *nodes)]),
    )


def _weight_problems(preset: Preset, scenario: Scenario) -> Iterator[Problem]:
    known = preset.weights
    for code, _ in scenario.weights:
        if code not in known:
            yield Problem.of("weight_unknown", weight=code, known=tuple(known))
    if scenario.phase != ANY_PHASE and scenario.phase not in preset.phases:
        yield Problem.of(
            "phase_unknown",
            phase=scenario.phase,
            known=(ANY_PHASE, *preset.phases),
        )
    chosen = chosen_weights(preset, scenario)
    if not any(chosen[side.code] > 0 for side in preset.dimensions):
        yield Problem.of("dimensions_without_weight", preset=preset.code)
    elif not any(_reaches(side, chosen) for side in preset.dimensions):
        yield Problem.of("indicators_without_weight", preset=preset.code)


def _reaches(part: Dimension, chosen: Mapping[str, float]) -> bool:
    """Whether any indicator in a part still counts."""
    inside = any(chosen[code] for code, _ in part.indicators)
    return chosen[part.code] > 0 and (
        inside or any(_reaches(one, chosen) for one in part.parts)
    )
