"""One question, one answer: which model is asked, and what it cannot be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.capacitated import capacitated_mclp, capacitated_pmedian
from plan.siting.center import equity, pcenter, pcenter_quick
from plan.siting.cover_all import FOREVER
from plan.siting.coverage import mclp, mclp_quick, smallest_p
from plan.siting.covers import lscp, lscp_backup, lscp_quick
from plan.siting.joint import joint_budget
from plan.siting.median import pmedian, pmedian_quick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.siting.answer import Answer
    from plan.siting.problem import Siting

OBJECTIVES = ("mclp", "lscp", "pmedian", "pcenter", "backup", "equity")
WITH_THRESHOLD = {"mclp", "lscp", "backup"}
WITH_CAPACITY = {"mclp", "pmedian"}
NEEDS_NUMBER = {"mclp", "pmedian", "pcenter", "equity"}
TAKES = {
    "p": {*NEEDS_NUMBER, "backup"},
    "coverage": {"mclp"},
    "budget": {"mclp"},
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a siting.

    `p` new sites; or, for mclp, the fewest that cover the share `coverage` of all
    weight, or those whose prices keep to `budget`, <=. `threshold` in the unit of the
    costs. `split` lets a demand point be shared among sites, where they have
    capacities. `seconds` is how long the solver may take.
    """

    objective: str
    p: int | None = None
    threshold: float | None = None
    coverage: float | None = None
    budget: float | None = None
    split: bool = False
    seconds: float = FOREVER

    def require_sound(self, siting: Siting) -> None:
        """Raise `MethodError` with everything that cannot be asked of this siting."""
        problems = [
            *_of_tables(siting),
            *_of_objective(self),
            *_of_threshold(self),
            *_of_number(self, len(siting.candidates)),
            *_of_coverage(self),
            *_of_capacity(self, has_capacity(siting)),
        ]
        if not self.seconds > 0:
            problems.append(Problem.of("siting_seconds", value=str(self.seconds)))
        if problems:
            raise MethodError(problems)


def solve(siting: Siting, ask: Ask) -> Answer:
    """Answer with the proven optimum, or as good as `seconds` allow.

    Raises `MethodError` with every fault of what is asked, or why nothing can do it.
    """
    ask.require_sound(siting)
    if ask.objective in WITH_THRESHOLD:
        return _covering(siting, ask, ask.threshold or 0.0)
    p, seconds = ask.p or 0, ask.seconds
    if has_capacity(siting):
        return capacitated_pmedian(siting, p, split=ask.split, seconds=seconds)
    model = {"pmedian": pmedian, "pcenter": pcenter, "equity": equity}[ask.objective]
    return model(siting, p, seconds=seconds)


def _covering(siting: Siting, ask: Ask, threshold: float) -> Answer:
    p, seconds = ask.p or 0, ask.seconds
    if ask.objective == "lscp":
        return lscp(siting, threshold, seconds=seconds)
    if ask.objective == "backup":
        return lscp_backup(siting, threshold, ask.p, seconds=seconds)
    if ask.coverage is not None:
        return smallest_p(siting, threshold, ask.coverage, seconds=seconds)
    if ask.budget is not None:
        return _budgeted(siting, threshold, ask.budget, seconds)
    if has_capacity(siting):
        split = ask.split
        return capacitated_mclp(siting, threshold, p, split=split, seconds=seconds)
    return mclp(siting, threshold, p, seconds=seconds)


def _budgeted(
    siting: Siting, threshold: float, budget: float, seconds: float
) -> Answer:
    """One network for a budget: the joint mode, with nothing to open in the other."""
    idle = replace(siting, fixed=np.ones_like(siting.fixed))
    both, shares = (siting, idle), (1.0, 0.0)
    thresholds = (threshold, threshold)
    found = joint_budget(both, thresholds, budget, shares=shares, seconds=seconds)
    first = found.answers[0]
    return replace(first, bound=found.bound, optimal=found.optimal)


def solve_as_asked(siting: Siting, ask: Ask, *, quick: bool) -> Answer:
    """Answer at once where that is wanted and can be, else with the proof.

    Raises as `solve` does.
    """
    found = solve_quick(siting, ask) if quick else None
    return solve(siting, ask) if found is None else found


def solve_quick(siting: Siting, ask: Ask) -> Answer | None:
    """Answer at once, with a bound; None where only `solve` knows the answer.

    For all aims without capacities and without a number that the model is to find,
    that of lscp and backup apart. Raises as `solve` does.
    """
    ask.require_sound(siting)
    plain = not has_capacity(siting) and ask.p is None
    if plain and ask.objective in ("lscp", "backup"):
        return lscp_quick(siting, ask.threshold or 0.0, ask.objective)
    if has_capacity(siting) or ask.p is None:
        return None
    match ask.objective:
        case "mclp":
            return mclp_quick(siting, ask.threshold or 0.0, ask.p)
        case "pmedian":
            return pmedian_quick(siting, ask.p)
        case "pcenter" | "equity":
            return replace(pcenter_quick(siting, ask.p), objective=ask.objective)
    return None


def has_capacity(siting: Siting) -> bool:
    """Whether any site holds only so much."""
    return bool(np.isfinite(siting.capacity).any())


def _of_tables(siting: Siting) -> Iterator[Problem]:
    if not siting.demand:
        yield Problem.of("siting_no_demand")
    if not siting.sites:
        yield Problem.of("siting_no_sites")


def _of_objective(ask: Ask) -> Iterator[Problem]:
    if ask.objective not in OBJECTIVES:
        known = tuple(OBJECTIVES)
        yield Problem.of("siting_objective", objective=ask.objective, known=known)


def _of_threshold(ask: Ask) -> Iterator[Problem]:
    if ask.threshold is None:
        if ask.objective in WITH_THRESHOLD:
            yield Problem.of("siting_threshold_missing", objective=ask.objective)
    elif not (ask.threshold > 0 and np.isfinite(ask.threshold)):
        yield Problem.of("siting_threshold", value=str(ask.threshold))


def _of_number(ask: Ask, most: int) -> Iterator[Problem]:
    """The number of new sites is told in one way, where the objective takes one."""
    told = [name for name in TAKES if getattr(ask, name) is not None]
    if not told and ask.objective in NEEDS_NUMBER:
        yield Problem.of("siting_p_missing", objective=ask.objective)
    if len(told) > 1:
        yield Problem.of("siting_told_twice", names=tuple(told))
    for name in told:
        if ask.objective in OBJECTIVES and ask.objective not in TAKES[name]:
            named = {"name": name, "objective": ask.objective}
            yield Problem.of("siting_not_taken", **named)
    if ask.p is not None and not 0 <= ask.p <= most:
        yield Problem.of("siting_p", p=ask.p, most=most)


def _of_coverage(ask: Ask) -> Iterator[Problem]:
    if ask.coverage is not None and not 0 < ask.coverage <= 1:
        yield Problem.of("siting_share_range", value=str(ask.coverage))
    if ask.budget is not None and not 0 <= ask.budget < np.inf:
        yield Problem.of("siting_budget", value=str(ask.budget))


def _of_capacity(ask: Ask, limited: bool) -> Iterator[Problem]:  # noqa: FBT001 - a fact, not a switch
    if ask.split and not limited:
        yield Problem.of("siting_split_without_capacity")
    is_known = ask.objective in OBJECTIVES
    if limited and is_known and ask.objective not in WITH_CAPACITY:
        yield Problem.of("siting_capacity_not_taken", objective=ask.objective)
    if limited and (ask.coverage, ask.budget) != (None, None):
        yield Problem.of("siting_capacity_needs_p")
