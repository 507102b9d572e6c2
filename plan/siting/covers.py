"""The fewest sites that reach all, and the ones among them that reach most twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.answer import Answer
from plan.siting.demands import require_asked
from plan.siting.equally_good import (
    SECONDS,
    SETS,
    counted,
    enumerate_sets,
    named_sets,
)
from plan.siting.highs import FOREVER, solve
from plan.siting.incidence import Incidence, as_rows, merged
from plan.siting.models import most_backup
from plan.siting.proven import HALF, fewest, greedy_cover

if TYPE_CHECKING:
    from plan.siting.highs import Model
    from plan.siting.problem import Siting

_ROUNDING = 1e-6


def lscp(
    siting: Siting,
    threshold: float,
    *,
    seconds: float = FOREVER,
    sets: int = SETS,
) -> Answer:
    """The fewest new sites that, with the fixed, reach all demand that can be.

    `value` is the number of new sites; what no site reaches is `unmet`. In reach
    is <=. Source: Toregas et al. (1971), doi:10.1287/opre.19.6.1363.
    """
    require_asked(siting, threshold)
    incidence = Incidence.of(siting, threshold)
    found = fewest(incidence, sets=sets, seconds=seconds)
    equal = named_sets(siting, incidence.sites, found.sets, complete=found.complete)
    return Answer(
        objective="lscp",
        sites=np.array(equal.sets[0], np.int64),
        value=found.value,
        bound=found.bound,
        optimal=found.optimal,
        equally_good=equal,
        unmet=incidence.unmet,
    )


def lscp_quick(siting: Siting, threshold: float, objective: str = "lscp") -> Answer:
    """A small set of new sites that reaches all demand, at once, with a bound.

    Greedy, less what is not needed. The bound gives each row a price of 1 over the
    size of the largest site in reach of it: no site holds more than 1, so their sum
    is the least number. Answers for backup too, where `objective` says so.
    """
    require_asked(siting, threshold)
    incidence = Incidence.of(siting, threshold)
    whole = incidence.reach.toarray()
    chosen = greedy_cover(whole)
    for column in sorted(chosen, key=lambda one: whole[:, one].sum()):
        rest = [one for one in chosen if one != column]
        if whole[:, rest].any(axis=1).all():
            chosen = rest
    largest = (whole * whole.sum(axis=0)).max(axis=1, initial=1.0)
    bound = float(np.ceil((1.0 / largest).sum() - _ROUNDING))
    value = float(len(chosen))
    return Answer(
        objective=objective,
        sites=np.sort(incidence.sites[chosen]).astype(np.int64),
        value=value,
        bound=min(bound, value),
        optimal=objective == "lscp" and bound >= value,
        unmet=incidence.unmet,
    )


def lscp_backup(
    siting: Siting,
    threshold: float,
    p: int | None = None,
    *,
    seconds: float = FOREVER,
    sets: int = SETS,
) -> Answer:
    """LSCP's number of new sites, or p, that cover most weight at least twice.

    Everything that can be reached stays covered once. `value` is the number of new
    sites, of which `bound` is the least; sets are equally good where they also
    cover as much twice. Raises `MethodError` where p is too small, naming the least,
    or where the seconds do not suffice for any set.
    Source: METHOD 3 (LSCP-B); Hogan & ReVelle (1986), doi:10.1287/mnsc.32.11.1434.
    """
    require_asked(siting, threshold, p)
    least = fewest(Incidence.of(siting, threshold), sets=1, seconds=seconds)
    p = int(least.value) if p is None else p
    if p < least.bound:
        raise MethodError([Problem.of("siting_p_backup", p=p, least=int(least.bound))])
    model = _backup_model(siting, threshold, p)
    columns = siting.candidates
    solved = solve(model, seconds=seconds)
    if solved.values is None:
        raise MethodError([Problem.of("siting_no_set")])
    picked = np.flatnonzero(solved.values[: len(columns)] > HALF)
    others = enumerate_sets(
        model,
        np.arange(len(columns)),
        solved.objective,
        limit=sets,
        seconds=min(seconds, SECONDS),
    )
    found = [tuple(picked.tolist()), *others.sets]
    named = [tuple(columns[list(each)].tolist()) for each in found]
    equal = counted(siting, named, complete=others.complete and solved.is_optimal)
    return Answer(
        objective="backup",
        sites=np.array(equal.sets[0], np.int64),
        value=float(p),
        bound=float(p),
        optimal=solved.is_optimal,
        equally_good=equal,
        unmet=Incidence.of(siting, threshold).unmet,
    )


def _backup_model(siting: Siting, threshold: float, p: int) -> Model:
    reach = siting.within(threshold)
    standing = reach[:, siting.fixed].sum(axis=1)
    new = reach[:, siting.candidates]
    left = [(standing == times) & new.any(axis=1) for times in (0, 1)]
    (none, weight), (once, once_weight) = (
        merged(as_rows(new[rows]), siting.weight[rows]) for rows in left
    )
    return most_backup(none, weight, once, once_weight, p)
