"""One question, one answer: which model is asked, and what it cannot be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting import coverage
from plan.siting.center import equity, pcenter, pcenter_quick
from plan.siting.cover_all import FOREVER
from plan.siting.median import pmedian, pmedian_quick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.siting.answer import Answer
    from plan.siting.problem import Siting

OBJECTIVES = ("mclp", "lscp", "pmedian", "pcenter", "backup", "equity")
WITH_THRESHOLD = {"mclp", "lscp", "backup"}
WITH_CAPACITY = {"mclp", "pmedian"}
WITHOUT_NUMBER = {"lscp"}
NUMBER_OPTIONAL = {"backup"}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a siting.

    `p` new sites; or, for mclp, the fewest that cover the share `coverage` of the
    weight that can be covered. `threshold` in the unit of the costs. `split` lets a
    demand point be shared among sites, where they have capacities. `seconds` is how
    long the solver may take.
    """

    objective: str
    p: int | None = None
    threshold: float | None = None
    coverage: float | None = None
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
    threshold, p = ask.threshold or 0.0, ask.p or 0
    if has_capacity(siting):
        return _capacitated(siting, ask, threshold, p)
    if ask.coverage is not None:
        return coverage.smallest_p(siting, threshold, ask.coverage)
    match ask.objective:
        case "mclp":
            return coverage.mclp(siting, threshold, p, seconds=ask.seconds)
        case "lscp":
            return coverage.lscp(siting, threshold)
        case "backup":
            return coverage.lscp_backup(siting, threshold, ask.p)
        case "pmedian":
            return pmedian(siting, p, seconds=ask.seconds)
        case "pcenter":
            return pcenter(siting, p, seconds=ask.seconds)
    return equity(siting, p, seconds=ask.seconds)


def solve_quick(siting: Siting, ask: Ask) -> Answer | None:
    """Answer at once, with a bound; None where only `solve` knows the answer.

    For mclp, pmedian, pcenter and equity without capacities. Raises as `solve` does.
    """
    ask.require_sound(siting)
    if has_capacity(siting) or ask.coverage is not None:
        return None
    threshold, p = ask.threshold or 0.0, ask.p or 0
    match ask.objective:
        case "mclp":
            return coverage.mclp_quick(siting, threshold, p)
        case "pmedian":
            return pmedian_quick(siting, p)
        case "pcenter" | "equity":
            return pcenter_quick(siting, p)
    return None


def has_capacity(siting: Siting) -> bool:
    """Whether any site holds only so much."""
    return bool(np.isfinite(siting.capacity).any())


def _capacitated(siting: Siting, ask: Ask, threshold: float, p: int) -> Answer:
    from plan.siting.capacitated import (  # noqa: PLC0415 - loads the solver
        capacitated_mclp,
        capacitated_pmedian,
    )

    split, seconds = ask.split, ask.seconds
    if ask.objective == "mclp":
        return capacitated_mclp(siting, threshold, p, split=split, seconds=seconds)
    return capacitated_pmedian(siting, p, split=split, seconds=seconds)


def _of_tables(siting: Siting) -> Iterator[Problem]:
    if not siting.demand:
        yield Problem.of("siting_no_demand")
    if not siting.sites:
        yield Problem.of("siting_no_sites")


def _of_objective(ask: Ask) -> Iterator[Problem]:
    if ask.objective not in OBJECTIVES:
        named = {"objective": ask.objective, "known": OBJECTIVES}
        yield Problem.of("siting_objective", **named)


def _of_threshold(ask: Ask) -> Iterator[Problem]:
    if ask.threshold is None:
        if ask.objective in WITH_THRESHOLD:
            yield Problem.of("siting_threshold_missing", objective=ask.objective)
    elif not (ask.threshold > 0 and np.isfinite(ask.threshold)):
        yield Problem.of("siting_threshold", value=str(ask.threshold))


def _of_number(ask: Ask, most: int) -> Iterator[Problem]:
    objective = ask.objective
    if ask.p is None:
        is_told = ask.coverage is not None or objective not in OBJECTIVES
        if not is_told and objective not in WITHOUT_NUMBER | NUMBER_OPTIONAL:
            yield Problem.of("siting_p_missing", objective=objective)
        return
    if objective in WITHOUT_NUMBER:
        yield Problem.of("siting_p_not_taken", objective=objective)
    if not 0 <= ask.p <= most:
        yield Problem.of("siting_p", p=ask.p, most=most)


def _of_coverage(ask: Ask) -> Iterator[Problem]:
    if ask.coverage is None:
        return
    if not 0 < ask.coverage <= 1:
        yield Problem.of("siting_coverage", value=str(ask.coverage))
    if ask.p is not None:
        yield Problem.of("siting_p_and_coverage")
    if ask.objective in OBJECTIVES and ask.objective != "mclp":
        yield Problem.of("siting_coverage_not_taken", objective=ask.objective)


def _of_capacity(ask: Ask, limited: bool) -> Iterator[Problem]:  # noqa: FBT001 - a fact, not a switch
    if ask.split and not limited:
        yield Problem.of("siting_split_without_capacity")
    is_known = ask.objective in OBJECTIVES
    if limited and is_known and ask.objective not in WITH_CAPACITY:
        yield Problem.of("siting_capacity_not_taken", objective=ask.objective)
    if limited and ask.coverage is not None:
        yield Problem.of("siting_capacity_and_coverage")
