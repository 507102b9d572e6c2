"""Where new sites cover most: maximal covering, at once or proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.answer import Answer
from plan.siting.demands import require_asked, require_share
from plan.siting.equally_good import SETS, named_sets
from plan.siting.highs import FOREVER
from plan.siting.incidence import Incidence
from plan.siting.proven import most_covered
from plan.siting.quick import EQUAL, quick

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.siting.problem import Siting


def mclp(
    siting: Siting,
    threshold: float,
    p: int,
    *,
    seconds: float = FOREVER,
    sets: int = SETS,
) -> Answer:
    """The p new sites that cover most weight, fixed ones included; proven.

    In reach is <= `threshold`. Among sets equally good: least weighted cost, then
    smallest ids. At most `sets` are listed; where HiGHS is stopped after `seconds`,
    the bound tells the gap. Raises `MethodError` for numbers out of range.
    Source: Church & ReVelle (1974), doi:10.1007/BF01942293.
    """
    require_asked(siting, threshold, p)
    incidence = Incidence.of(siting, threshold)
    found = most_covered(incidence, p, quick(incidence, p), sets=sets, seconds=seconds)
    equal = named_sets(siting, incidence.sites, found.sets, complete=found.complete)
    sites = np.array(equal.sets[0], np.int64)
    value = covered_weight(siting, threshold, sites)
    return Answer(
        objective="mclp",
        sites=sites,
        value=value,
        bound=value if found.optimal else incidence.kept + found.bound,
        optimal=found.optimal,
        equally_good=equal,
        unmet=incidence.unmet,
    )


def mclp_quick(siting: Siting, threshold: float, p: int) -> Answer:
    """A good set of p new sites at once, with a bound that certifies its gap.

    For a page that must answer now; `mclp` proves the best. Optimal only where the
    bound says so.
    """
    require_asked(siting, threshold, p)
    incidence = Incidence.of(siting, threshold)
    found = quick(incidence, p)
    sites = incidence.sites[found.chosen]
    value = covered_weight(siting, threshold, sites)
    bound = max(incidence.kept + found.bound, value)
    return Answer(
        objective="mclp",
        sites=sites,
        value=value,
        bound=bound,
        optimal=bound - value <= EQUAL * max(value, 1.0),
        unmet=incidence.unmet,
    )


def smallest_p(
    siting: Siting,
    threshold: float,
    share: float,
    *,
    seconds: float = FOREVER,
    sets: int = SETS,
) -> Answer:
    """The fewest new sites whose MCLP covers a `share` of all weight, and that set.

    Reached exactly counts, within 1e-9. The quick answer and its bound decide most
    numbers; the proof is asked for the rest alone. Raises `MethodError` where the
    share is not above 0 and at most 1, or more than all candidates together cover.
    """
    require_asked(siting, threshold)
    require_share(share)
    incidence = Incidence.of(siting, threshold)
    total = float(siting.weight.sum())
    goal = share * total - EQUAL * total
    most = incidence.kept + float(incidence.weight.sum())
    if most < goal:
        raise MethodError(
            [Problem.of("siting_share", share=share, most_share=most / total)]
        )
    low, high = 0, len(siting.candidates)
    while low < high:
        middle = (low + high) // 2
        if _reaches(incidence, middle, goal, seconds):
            high = middle
        else:
            low = middle + 1
    return mclp(siting, threshold, low, seconds=seconds, sets=sets)


def _reaches(incidence: Incidence, p: int, goal: float, seconds: float) -> bool:
    first = quick(incidence, p)
    if incidence.kept + first.value >= goal:
        return True
    if incidence.kept + first.bound < goal:
        return False
    found = most_covered(incidence, p, first, sets=1, seconds=seconds)
    return incidence.kept + found.value >= goal


def covered_weight(siting: Siting, threshold: float, sites: Ints) -> float:
    """Weight within reach, <=, of the fixed or of these sites."""
    opened = np.r_[siting.standing, sites]
    return float(siting.weight[siting.within(threshold)[:, opened].any(axis=1)].sum())
