"""Coverage against the number of new posts: the best, and one post after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.coverage import mclp
from plan.siting.demands import require_asked
from plan.siting.highs import FOREVER
from plan.siting.incidence import Incidence
from plan.siting.quick import best_next, covered

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.problem import Siting


@dataclass(frozen=True, slots=True, eq=False)
class Greedy:
    """New sites in the order they were taken (p,), `values` (p + 1,) after each.

    Values are the weight covered, fixed sites included, with 0 new sites first.
    Never the optimum by proof: a line to compare with.
    """

    order: Ints
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """For 0 to `most` new sites: the best `values`, their `bounds`, the greedy line.

    All (most + 1,); `optimal` where the value is proven.
    """

    values: Floats
    bounds: Floats
    optimal: Bools
    greedy: Greedy


def greedy(siting: Siting, threshold: float, p: int) -> Greedy:
    """Take the site that adds most weight, p times; of equals the smallest id.

    The way in which AccessMod scales up a network, with covered weight for its
    suitability (Ray & Ebener 2008, doi:10.1186/1476-072X-7-63).
    """
    require_asked(siting, threshold, p)
    incidence = Incidence.of(siting, threshold)
    reach = incidence.reach.toarray()
    order = best_next(reach, incidence.weight, p)
    values = [
        incidence.kept + covered(reach, incidence.weight, order[:count])
        for count in range(p + 1)
    ]
    return Greedy(incidence.sites[order], np.array(values))


def curve(
    siting: Siting, threshold: float, most: int, *, seconds: float = FOREVER
) -> Curve:
    """The most weight covered by 0, 1, ... `most` new sites, beside the greedy line.

    `seconds` for each number.
    """
    line = greedy(siting, threshold, most)
    best = [
        mclp(siting, threshold, p, seconds=seconds, sets=1) for p in range(most + 1)
    ]
    return Curve(
        values=np.array([each.value for each in best]),
        bounds=np.array([each.bound for each in best]),
        optimal=np.array([each.optimal for each in best]),
        greedy=line,
    )
