"""What would have to change for a kecamatan to leave the top, or to enter it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, ScenarioError
from risk.aggregate import MEANS, POSITIVE_ONLY, arithmetic, known_weight
from risk.classify import SAME, UNRANKED
from risk.tipping import is_impossible, tipping_point
from risk.tree import half_up
from risk.weights import weigh

if TYPE_CHECKING:
    from geo.units import Bools, Floats
    from plan.evaluate import Result
    from risk.tipping import Tipping
    from risk.tree import Mean


CLOSE = 1e-4  # of a change of shares: the solver's own precision, and some


@dataclass(frozen=True, slots=True, eq=False)
class Tip:
    """The least change of the dimensions' weights that moves a kecamatan.

    `enters`: whether it is to enter the top; else to leave it. `before`, `shares`:
    (d,) shares of the dimensions in the index as they are, and as they would have to
    be, None where nothing was found. `moved`: the share that goes from some
    dimensions to others, 0 to 1. `is_proven`: whether no smaller change does it, or
    none at all; else a search found this, or found nothing.
    """

    enters: bool
    before: Floats
    shares: Floats | None
    is_proven: bool

    @property
    def moved(self) -> float:
        """Half the sum of |after - before|; 0 where nothing was found."""
        if self.shares is None:
            return 0.0
        return float(np.abs(self.shares - self.before).sum()) / 2


def tipping(result: Result, code: str) -> Tip:
    """The least change of the dimensions' weights that takes it over the border.

    The top is `scenario.top`. Every answer has been scored anew, as the reader would
    score it: least share known, rounding and refusals included. Proven only for the
    arithmetic mean without rounding, and where no other kecamatan can gain or lose its
    score on the way. Raises `KeyError` for a kecamatan without a score.
    """
    row = result.score.areas.index(code)
    rank = int(result.score.rank[row])
    if rank == UNRANKED:
        raise KeyError(code)
    enters, top = rank > result.scenario.top, result.scenario.top
    before, known = _shares_and_known(result)
    free = _may_weigh(result, before)
    values, start = result.score.dimension_scores[:, free], before[free]
    rule, is_plain = _rule(result, known[:, free])

    def confirmed(found: Tipping | None) -> Floats | None:
        if found is None:
            return None
        shares = np.zeros(len(before))
        shares[free] = found.shares
        return shares if _holds(result, row, shares, enters=enters) else None

    if is_plain:
        given = np.where(_scored(result)[:, None], values, np.nan)
        found = tipping_point(given, start, row, top)
        shares = confirmed(found)
        if found is None or shares is not None:
            may_go = _may_go(result, known[:, free], row, enters=enters)
            without = np.where(may_go[:, None], np.nan, given)
            is_proven = bool(_scored(result).all()) and (
                is_impossible(without, start, row, top)
                if found is None
                else _is_least(found, tipping_point(without, start, row, top))
            )
            if found is not None or is_proven:
                return Tip(enters, before, shares, is_proven)
    searched = confirmed(tipping_point(values, start, row, top, rule))
    return Tip(enters, before, searched, is_proven=False)


def _is_least(found: Tipping, least: Tipping | None) -> bool:
    """Whether no rival that may lose its score could have made it easier."""
    if least is None or not (found.exact and least.exact):
        return False
    return found.change <= least.change + CLOSE


def _shares_and_known(result: Result) -> tuple[Floats, Floats]:
    """Share of each dimension, (d,), and of its weight that is known, (n, d)."""
    preset = result.preset
    weights = weigh(preset, result.scenario, result.table.codes)
    tree, leaves = weights.tree, len(weights.shares)
    inside = tree.leaf_shares(weights.values)
    places = [tree.place(side.code) for side in preset.dimensions]
    columns = [
        inside[:, place - leaves] if place >= leaves else np.zeros(leaves)
        for place in places
    ]
    within = np.column_stack(columns)
    known = known_weight(weights.leaves(result.score.normalised), within)
    chosen = np.where(within.any(axis=0), weights.values[places], 0.0)
    chosen = chosen / chosen.max()
    return chosen / chosen.sum(), known


def _may_weigh(result: Result, before: Floats) -> Bools:
    """Dimensions that may have a weight: known somewhere, and fit for the mean."""
    sides = result.score.dimension_scores
    free = ~np.isnan(sides).all(axis=0)
    if result.scenario.aggregate in POSITIVE_ONLY:
        free &= ~(sides <= 0).any(axis=0) | (before > 0)
    return np.asarray(free)


def _rule(result: Result, known: Floats) -> tuple[Mean, bool]:
    """The score as the reader's choices make it, and whether it is the plain mean."""
    preset = result.preset
    mean = MEANS[str(result.scenario.aggregate)]
    least = float(result.scenario.min_known or 0.0) - SAME

    def rule(values: Floats, weights: Floats) -> Floats:
        with np.errstate(invalid="ignore"):  # a 0 of no weight
            columns = [mean(values, one) for one in np.atleast_2d(weights.T)]
        found = np.column_stack(columns).reshape(len(values), *weights.shape[1:])
        if preset.digits is not None:
            found = half_up(found, preset.digits)
        share = known @ weights / np.where(weights.sum(axis=0) > 0, 1.0, np.nan)
        return np.asarray(np.where(share >= least, found, np.nan))

    return rule, mean is arithmetic and preset.digits is None


def _scored(result: Result) -> Bools:
    return np.asarray(result.score.rank > UNRANKED)


def _may_go(result: Result, known: Floats, row: int, *, enters: bool) -> Bools:
    """Others that some weights would leave without a score, where that would help."""
    least = float(result.scenario.min_known or 0.0) - SAME
    others = np.arange(len(known)) != row
    return np.asarray((known < least).any(axis=1) & others & enters)


def _holds(result: Result, row: int, shares: Floats, *, enters: bool) -> bool:
    """Whether the shares, put into the sliders, do what they should."""
    sides = (side.code for side in result.preset.dimensions)
    changes = dict(zip(sides, (float(share) for share in shares), strict=True))
    try:
        rank = int(result.scored_with(changes).rank[row])
    except (MethodError, ScenarioError):
        return False
    top = result.scenario.top
    return UNRANKED < rank <= top if enters else rank > top
