"""The shortlist: places that complement each other, the most useful first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.candidates import newly_reached, risk_weight, site_rows
from plan.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.coverage import Coverage
    from geo.units import Bools, Floats, Ints
    from plan.candidates import Candidate
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario
    from risk.score import Score

SHORTLIST = 3
_EXACT = 6  # decimals of persons x risk that two places must share to be a tie


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place of the shortlist and what it adds to the places above it.

    `added_voters` (persons, an estimate) and `added_tps` are reached neither today
    nor by a post at any place above; `added_weighted` is those voters times the
    score of their kecamatan over 100. Nobody is counted in two proposals: the sums
    over a shortlist are those of all its places together.
    """

    candidate: Candidate
    added_voters: int
    added_tps: int
    added_weighted: float
    reasons: tuple[Reason, ...]


def find_shortlist(
    knowledge: Knowledge,
    scenario: Scenario,
    *,
    coverage: Coverage,
    score: Score,
    candidates: Sequence[Candidate],
) -> tuple[Proposal, ...]:
    """Up to `SHORTLIST` places; each adds most persons x risk to those above it.

    Greedy: where a post at the places above already stood, which candidate would
    bring most? Ties go to the more voters, then to the smaller desa code, as in the
    list of candidates; a place that adds nobody is never proposed. Voters of a
    kecamatan without a score are counted but carry no weight.
    """
    places = knowledge.places
    ordered = sorted(candidates, key=lambda one: one.desa_code)
    newly = newly_reached(knowledge, scenario, coverage, site_rows(knowledge, ordered))
    weight = risk_weight(places, score) * places.tps_voters
    voters = places.tps_voters
    proposals: list[Proposal] = []
    for row, added in _greedy(newly, voters, weight):
        rank = len(proposals) + 1
        count, tps = int(voters[added].sum()), int(added.sum())
        proposals.append(
            Proposal(
                candidate=ordered[row],
                added_voters=count,
                added_tps=tps,
                added_weighted=float(weight[added].sum()),
                reasons=_reasons(ordered[row], scenario, rank, count, tps),
            )
        )
    return tuple(proposals)


def _greedy(newly: Bools, voters: Ints, weight: Floats) -> Iterator[tuple[int, Bools]]:
    """Row of each chosen site and the TPS it adds: (sites, tps), (tps,), (tps,).

    `lexsort` keeps the order of the rows, that of their code, among equals.
    """
    left = newly.copy()
    for _ in range(min(SHORTLIST, len(newly))):
        persons, weighted = left @ voters, np.round(left @ weight, _EXACT)
        best = int(np.lexsort((-persons, -weighted))[0])
        if persons[best] == 0:
            return
        added = left[best].copy()
        yield best, added
        left &= ~added


def _reasons(
    candidate: Candidate, scenario: Scenario, rank: int, voters: int, tps: int
) -> tuple[Reason, ...]:
    """What the place adds, then every other reason of the candidate."""
    added = Reason.of(
        "newly_covered" if rank == 1 else "newly_covered_after",
        voters=voters,
        tps=tps,
        threshold=scenario.threshold,
    )
    others = (one for one in candidate.reasons if one.code != "newly_covered")
    return (added, *others)
