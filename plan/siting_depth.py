"""What takes longer than a slider's move: the proof, the draws, the curve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from plan.certainty import drawn_scores
from plan.proposals import find_places
from plan.siting.case import demand_weights, rests_on_score
from plan.siting.curve import curve
from plan.siting.stability import stability

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.evaluate import Result
    from plan.proposals import Sited
    from plan.siting.case import Case
    from plan.siting.curve import Curve
    from risk.scenario import Scenario

DRAWS = 200
MOST_POSTS = 10  # of the curve


@dataclass(frozen=True, slots=True, eq=False)
class Depth:
    """The proven answer, with all that is worth knowing about it.

    `sited`: with `stability`, and the sets that are equally good. `curve`: weight
    reached by 0 to `MOST_POSTS` new posts, the best and the step-by-step one; None
    where the aim is not to reach the most (mclp). `best`, `step` are the same as
    shares of the whole weight.
    """

    sited: Sited
    curve: Curve | None

    @property
    def best(self) -> Floats:
        """Share reached by the best set of each number of posts; none: empty."""
        return self._share(None if self.curve is None else self.curve.values)

    @property
    def step(self) -> Floats:
        """Share reached going step by step; none: empty."""
        return self._share(None if self.curve is None else self.curve.greedy.values)

    def _share(self, values: Floats | None) -> Floats:
        weight = self.sited.case.siting.weight.sum()
        return np.empty(0) if values is None else np.asarray(values / weight)


def deepen(result: Result) -> Depth:
    """Prove the places of a result, and tell how sure and how far they reach.

    Raises `MethodError` where the model has no answer.
    """
    scenario, case = result.scenario, result.placed.case
    most = scenario.objective == "mclp"
    return Depth(
        sited=proven(result).placed,
        curve=curve(case.siting, scenario.threshold, _most(case)) if most else None,
    )


def surely(result: Result) -> Result:
    """The result, with the share of the draws that choose each of its places."""
    if result.sited is None:
        return result
    drawn = replace(result.sited, stability=place_stability(result))
    return replace(result, sited=drawn)


def is_drawn(scenario: Scenario) -> bool:
    """Whether other weights of the index could choose other places."""
    return scenario.objective == "mclp" and rests_on_score(scenario)


def proven(result: Result) -> Result:
    """Return the result with its places proven and drawn, as far as the model can.

    For what leaves the house: a file must not hold a guess that the next second
    betters. Raises `MethodError` where the model has no answer.
    """
    known, scenario, sited = result.knowledge, result.scenario, result.placed
    if sited.best.equally_good is None:
        sited = find_places(known, scenario, sited.case, exact=True)
    found = replace(result, sited=sited)
    return found if sited.stability else surely(found)


def _most(case: Case) -> int:
    return min(MOST_POSTS, len(case.siting.candidates))


def place_stability(result: Result) -> dict[str, float]:
    """Share of the draws of the index in which each desa is among the chosen.

    Drawn for mclp alone; empty where what a desa counts for does not move with the
    index, or the places are the reader's own.
    """
    sited, scenario = result.sited, result.scenario
    if sited is None or sited.by_hand or not is_drawn(scenario):
        return {}
    scores = np.nan_to_num(drawn_scores(result, DRAWS))
    weights = demand_weights(result.knowledge, scenario, scores)[:, sited.case.desa]
    siting = sited.case.siting
    sites = sited.answer.sites
    shares = stability(siting, scenario.threshold, len(sites), weights, asked=sites)
    return {siting.sites[column]: float(shares[column]) for column in siting.candidates}
