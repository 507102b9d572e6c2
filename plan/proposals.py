"""The places proposed for new posts: the answer of the siting model, in the area."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from plan.candidates import make_candidate
from plan.reasons import Reason
from plan.siting.answer import Answer
from plan.siting.assess import assess
from plan.siting.solve import Ask, solve_as_asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.units import Bools, Floats, Ints
    from plan.candidates import Candidate
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.siting.answer import Assessed
    from plan.siting.case import Case
    from risk.scenario import Scenario

FINDS_NUMBER = frozenset({"lscp", "backup"})
_EXACT = 6  # decimals of a weight that two places must share to be a tie


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed place and what it adds to the places above it.

    `added_voters` (persons, an estimate) and `added_tps` are reached neither today
    nor by a post at any place above; `added_weighted` is what they count for. Nobody
    is counted in two proposals: the sums are those of all places together.
    `nearer_voters`: persons whose nearest post it becomes, and their mean minutes
    before and after, nan where nobody has a route before.
    """

    candidate: Candidate
    added_voters: int
    added_tps: int
    added_weighted: float
    nearer_voters: int
    minutes_before: float
    minutes_after: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sited:
    """Where new posts should stand in a scenario, and what they would change.

    `answer`: of the model, or the reader's own places where `by_hand`; `best` is
    then still the model's, of as many posts. `before`, `after`: what the posts of
    today do for the demand, and they with the new ones. `proposals`: the places, the
    one that adds most first; one that adds nobody is left out where the aim is to
    reach more (mclp). `stability`: share of the draws of weights in which a desa is
    among the chosen, by desa_code; empty until drawn (`plan.siting_depth`).
    """

    case: Case
    answer: Answer
    best: Answer
    by_hand: bool
    before: Assessed
    after: Assessed
    proposals: tuple[Proposal, ...]
    stability: Mapping[str, float] = field(default_factory=dict)

    @property
    def idle(self) -> int:
        """New posts that would add nobody, and are not proposed."""
        return len(self.answer.sites) - len(self.proposals)


def ask_of(scenario: Scenario, p: int | None = None) -> Ask:
    """What the scenario asks of the siting model; `p` new posts instead of its own.

    Where all are to be reached, the model itself says how many posts that takes.
    """
    number = scenario.new_posts if p is None else p
    return Ask(
        objective=scenario.objective,
        p=None if scenario.objective in FINDS_NUMBER else number,
        threshold=scenario.threshold,
    )


def find_places(
    knowledge: Knowledge, scenario: Scenario, case: Case, *, exact: bool = False
) -> Sited:
    """Solve the scenario's siting model: quickly with a gap, or to the proof.

    Raises `MethodError` where the model has no answer, and for a place chosen by hand
    that is no desa.
    """
    own = case.columns(scenario.sites)
    ask = ask_of(scenario, len(own) or None)
    best = solve_as_asked(case.siting, ask, quick=not exact)
    return sited(knowledge, scenario, case, best)


def in_full(ask: Ask, scenario: Scenario) -> Ask:
    """A question with what it leaves open: the scenario's threshold and number.

    As many posts as are placed by hand; no number where the model is to find it.
    """
    finds = ask.coverage is not None or ask.objective in FINDS_NUMBER
    number = len(scenario.sites) or scenario.new_posts
    return replace(
        ask,
        threshold=scenario.threshold if ask.threshold is None else ask.threshold,
        p=number if ask.p is None and not finds else ask.p,
    )


def answered(result: Result, ask: Ask, *, exact: bool) -> tuple[Result, Ask]:
    """A result with the answer to a question of its own, and that question in full.

    What the question leaves open is the scenario's: threshold, and the number of
    posts unless a share of the weight to be covered says it. Raises `MethodError`
    where the model has no answer.
    """
    scenario, case = result.scenario, result.placed.case
    ask = in_full(ask, scenario)
    best = solve_as_asked(case.siting, ask, quick=not exact)
    found = sited(result.knowledge, scenario, case, best)
    return replace(result, sited=found), ask


def sited(knowledge: Knowledge, scenario: Scenario, case: Case, best: Answer) -> Sited:
    """Tell what the best places, or the reader's own, would change."""
    own = case.columns(scenario.sites)
    none = np.array([], dtype=np.int64)
    before = assess(case.siting, none, scenario.threshold)
    sites = own if len(own) else best.sites
    after = assess(case.siting, sites, scenario.threshold)
    answer = _by_hand(scenario, case, own) if len(own) else best
    return Sited(
        case=case,
        answer=answer,
        best=best,
        by_hand=bool(len(own)),
        before=before,
        after=after,
        proposals=tuple(
            _proposals(knowledge, scenario, case, sites, before=before, after=after)
        ),
    )


def _by_hand(scenario: Scenario, case: Case, own: Ints) -> Answer:
    """The reader's own places as an answer: its value, and nothing proven."""
    value = objective_value(scenario, case, own)
    return Answer(scenario.objective, own, value, float("nan"), optimal=False)


def objective_value(scenario: Scenario, case: Case, sites: Ints) -> float:
    """The scenario's objective of any set of new sites, as `Answer.value` tells it.

    mclp: weight reached; lscp, backup: number of sites; pmedian: sum of weight x
    minutes; pcenter, equity: the most minutes. Demand without a route is left out.
    """
    if scenario.objective in FINDS_NUMBER:
        return float(len(sites))
    found = assess(case.siting, sites, scenario.threshold)
    if scenario.objective in ("pcenter", "equity"):
        return found.max_cost
    weight = case.siting.weight
    if scenario.objective == "mclp":
        return float(weight[found.cost <= scenario.threshold].sum())
    has_route = np.isfinite(found.cost)
    return float(weight[has_route] @ found.cost[has_route])


def _proposals(  # noqa: PLR0913 - one argument for each part of the answer
    knowledge: Knowledge,
    scenario: Scenario,
    case: Case,
    sites: Ints,
    *,
    before: Assessed,
    after: Assessed,
) -> Iterator[Proposal]:
    names = {place.code: place.name for place in knowledge.places.kecamatan}
    reached = before.cost <= scenario.threshold
    newly = case.siting.within(scenario.threshold)[:, sites] & ~reached[:, None]
    complete = knowledge.area.is_complete(scenario.post_type) is True
    for rank, (place, added) in enumerate(in_order(case, newly), start=1):
        voters, tps = int(case.voters[added].sum()), int(case.tps[added].sum())
        if not voters and scenario.objective == "mclp" and not scenario.sites:
            return
        column = int(sites[place])
        desa = knowledge.places.desa[case.site_desa[column]]
        alone = newly[:, place]
        candidate = make_candidate(
            scenario,
            desa,
            names[desa.kecamatan_code],
            voters=int(case.voters[alone].sum()),
            tps=int(case.tps[alone].sum()),
            weighted=float(case.siting.weight[alone].sum()),
            provisional=not complete,
        )
        nearer = (after.nearest == column) & (after.cost < before.cost)
        minutes = (_mean(case, nearer, before.cost), _mean(case, nearer, after.cost))
        persons = int(case.voters[nearer].sum())
        yield Proposal(
            candidate=candidate,
            added_voters=voters,
            added_tps=tps,
            added_weighted=float(case.siting.weight[added].sum()),
            nearer_voters=persons,
            minutes_before=minutes[0],
            minutes_after=minutes[1],
            reasons=tuple(
                _reasons(scenario, candidate, rank, (voters, tps), (persons, minutes))
            ),
        )


def in_order(case: Case, newly: Bools) -> Iterator[tuple[int, Bools]]:
    """Each place and the demand it adds to those before it, most weight first.

    (n, places). Ties go to the more voters, then to the smaller id: `lexsort` keeps
    the order of the columns among equals.
    """
    left = newly.copy()
    waiting = list(range(newly.shape[1]))
    while waiting:
        weight = np.round(case.siting.weight @ left[:, waiting], _EXACT)
        persons = case.voters @ left[:, waiting]
        best = waiting.pop(int(np.lexsort((-persons, -weight))[0]))
        added = left[:, best].copy()
        yield best, added
        left &= ~added[:, None]


def _mean(case: Case, rows: Bools, minutes: Floats) -> float:
    """Mean minutes of the voters in these rows that have a route; nan if none has."""
    has_route = rows & np.isfinite(minutes)
    voters = case.voters[has_route]
    total = float(voters.sum())
    return float(voters @ minutes[has_route] / total) if total else float("nan")


def _reasons(
    scenario: Scenario,
    candidate: Candidate,
    rank: int,
    added: tuple[int, int],
    nearer: tuple[int, tuple[float, float]],
) -> Iterator[Reason]:
    """What the place adds, who is nearer to a post, and what is in doubt."""
    voters, tps = added
    if voters:
        yield Reason.of(
            "newly_covered" if rank == 1 else "newly_covered_after",
            voters=voters,
            tps=tps,
            threshold=scenario.threshold,
        )
    persons, (before, after) = nearer
    if persons and np.isfinite(before):
        yield Reason.of(
            "nearer", voters=persons, minutes_before=before, minutes_after=after
        )
    elif persons:
        yield Reason.of("first_route", voters=persons, minutes=after)
    if candidate.provisional:
        yield Reason.of("provisional", post_type=scenario.post_type)
