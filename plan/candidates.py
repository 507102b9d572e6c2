"""Candidate desa for a new post: who would come within reach, weighted by risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.coverage import Coverage
    from geo.demand import Desa, Places
    from geo.units import Bools, Floats
    from plan.gaps import Gap
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario
    from risk.score import Score

LACKING = {"none", "below_standard", "unknown"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A desa where a new post would bring TPS within the threshold.

    `newly_covered_voters` (persons, an estimate) and `newly_covered_tps` are not
    reached today; `weighted_voters` is those voters times the score of their
    kecamatan over 100, the order of the list. `provisional` where the layer of
    posts is not complete: a post that nobody listed may already reach them.
    """

    post_type: str
    desa_code: str
    desa: str
    kecamatan_code: str
    kecamatan: str
    lon: float
    lat: float
    newly_covered_voters: int
    newly_covered_tps: int
    weighted_voters: float
    provisional: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """What a new post at one site would add: persons, TPS, persons x risk."""

    desa: Desa
    voters: int
    tps: int
    weighted: float


def find_candidates(
    knowledge: Knowledge,
    scenario: Scenario,
    *,
    coverage: Coverage,
    score: Score,
    gaps: Sequence[Gap],
) -> tuple[Candidate, ...]:
    """Desa in kecamatan that lack the service, most weighted voters first.

    A desa stands in for a site at its point. Voters of a kecamatan without a
    score are counted but carry no weight. Ties go to the more voters, then to the
    smaller desa code; a desa that would bring nobody new is left out.
    """
    places = knowledge.places
    lacking = {gap.kecamatan_code for gap in gaps if LACKING & set(gap.statuses)}
    sites = [i for i, d in enumerate(places.desa) if d.kecamatan_code in lacking]
    newly = newly_reached(knowledge, scenario, coverage, sites)
    weight = risk_weight(places, score)
    voters, tps = newly @ places.tps_voters, newly.sum(axis=1)
    weighted = newly @ (places.tps_voters * weight)
    gains = [
        Gain(places.desa[site], int(voters[i]), int(tps[i]), float(weighted[i]))
        for i, site in enumerate(sites)
        if voters[i] > 0
    ]
    gains.sort(key=lambda gain: (-gain.weighted, -gain.voters, gain.desa.code))
    names = {place.code: place.name for place in places.kecamatan}
    complete = knowledge.area.is_complete(scenario.post_type) is True
    return tuple(
        make_candidate(
            scenario,
            gain.desa,
            names[gain.desa.kecamatan_code],
            voters=gain.voters,
            tps=gain.tps,
            weighted=gain.weighted,
            provisional=not complete,
        )
        for gain in gains
    )


def newly_reached(
    knowledge: Knowledge, scenario: Scenario, coverage: Coverage, sites: Sequence[int]
) -> Bools:
    """TPS that a post at each site would newly reach: -> (sites, tps).

    `sites` are rows of the desa. Exactly at the threshold is reached.
    """
    between = knowledge.access.minutes(scenario.mode, scenario.season)
    rows = np.array(sites, dtype=np.int64)
    minutes = between[rows][:, knowledge.places.tps_desa]
    return np.asarray((minutes <= scenario.threshold) & ~coverage.reached)


def joint_gain(
    knowledge: Knowledge,
    scenario: Scenario,
    coverage: Coverage,
    candidates: Sequence[Candidate],
) -> tuple[int, int]:
    """Voters and TPS that posts at all these candidates would newly reach together.

    Nobody is counted twice.
    """
    sites = site_rows(knowledge, candidates)
    newly = newly_reached(knowledge, scenario, coverage, sites).any(axis=0)
    return int(knowledge.places.tps_voters[newly].sum()), int(newly.sum())


def risk_weight(places: Places, score: Score) -> Floats:
    """Score over 100 of the kecamatan of each TPS: -> (tps,); 0 where unknown."""
    known = np.nan_to_num(score.score, nan=0.0)
    return np.asarray(known[places.tps_kecamatan] / 100)


def site_rows(knowledge: Knowledge, candidates: Sequence[Candidate]) -> list[int]:
    """Row of each candidate among the desa."""
    rows = {desa.code: i for i, desa in enumerate(knowledge.places.desa)}
    return [rows[candidate.desa_code] for candidate in candidates]


def make_candidate(  # noqa: PLR0913 - one argument for each fact of a place
    scenario: Scenario,
    desa: Desa,
    kecamatan: str,
    *,
    voters: int,
    tps: int,
    weighted: float,
    provisional: bool,
) -> Candidate:
    """A desa as a site, with what a post there alone would newly reach."""
    newly = Reason.of(
        "newly_covered", voters=voters, tps=tps, threshold=scenario.threshold
    )
    doubt = Reason.of("provisional", post_type=scenario.post_type)
    return Candidate(
        post_type=scenario.post_type,
        desa_code=desa.code,
        desa=desa.name,
        kecamatan_code=desa.kecamatan_code,
        kecamatan=kecamatan,
        lon=desa.lon,
        lat=desa.lat,
        newly_covered_voters=voters,
        newly_covered_tps=tps,
        weighted_voters=weighted,
        provisional=provisional,
        reasons=(newly, doubt) if provisional else (newly,),
    )
