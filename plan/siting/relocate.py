"""Standing posts that may be closed and opened again elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, vstack

from geo.errors import MethodError, Problem
from plan.siting.answer import Answer
from plan.siting.demands import require_asked
from plan.siting.highs import FOREVER, solve
from plan.siting.incidence import Incidence
from plan.siting.models import most_weight
from plan.siting.proven import HALF
from plan.siting.quick import EQUAL

if TYPE_CHECKING:
    from geo.units import Bools, Ints
    from plan.siting.highs import Model, Solved
    from plan.siting.problem import Siting


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """The answer, whose `sites` are newly opened, and the fixed columns `closed`."""

    answer: Answer
    closed: Ints


def mclp_move(
    siting: Siting,
    threshold: float,
    moves: int,
    *,
    stays: Bools | None = None,
    seconds: float = FOREVER,
) -> Moved:
    """Cover most weight by closing up to `moves` fixed sites, each opened elsewhere.

    No more moves are made than the best cover needs. `stays` (m,): fixed sites that
    may not close, none if left out. `seconds` for each number of moves tried. Raises
    `MethodError` where `moves` is below 0 or above the number of those that may.
    """
    require_asked(siting, threshold)
    stays = np.zeros_like(siting.fixed) if stays is None else stays & siting.fixed
    most = int((siting.fixed & ~stays).sum())
    if not 0 <= moves <= most:
        raise MethodError([Problem.of("siting_moves", moves=moves, most=most)])
    incidence = Incidence.of(siting, threshold, np.zeros_like(siting.fixed))
    solved = solve(_model(siting, incidence, moves, stays), seconds=seconds)
    opened, value = _opened(siting, incidence, solved)
    for fewer in range(moves):
        again = solve(_model(siting, incidence, fewer, stays), seconds=seconds)
        other, as_much = _opened(siting, incidence, again)
        if as_much >= value * (1 - EQUAL):
            opened, value = other, as_much
            break
    answer = Answer(
        objective="mclp",
        sites=np.flatnonzero(opened & ~siting.fixed),
        value=value,
        bound=value if solved.is_optimal else max(value, solved.bound),
        optimal=solved.is_optimal,
        unmet=incidence.unmet,
    )
    return Moved(answer, np.flatnonzero(siting.fixed & ~opened))


def _model(siting: Siting, incidence: Incidence, moves: int, stays: Bools) -> Model:
    """As many open as stand now, all but `moves` of those that do."""
    standing = len(siting.standing)
    model = most_weight(incidence.reach, incidence.weight, standing)
    rest = np.zeros(len(incidence.weight))
    stay = np.r_[siting.fixed.astype(float), rest]
    return replace(
        model,
        lower=np.r_[stays.astype(float), rest],
        matrix=csc_array(vstack([model.matrix, csc_array(stay[None, :])])),
        rows_lower=np.r_[model.rows_lower, standing - moves],
        rows_upper=np.r_[model.rows_upper, np.inf],
    )


def _opened(
    siting: Siting, incidence: Incidence, solved: Solved
) -> tuple[Bools, float]:
    """What stands open afterwards (m,), at worst as now, and the weight it covers."""
    opened = siting.fixed
    if solved.values is not None:
        opened = solved.values[: len(siting.sites)] > HALF
    return opened, incidence.covered(np.flatnonzero(opened))
