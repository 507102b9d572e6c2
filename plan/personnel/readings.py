"""What each reading of the sources' numbers of TPS would mean in people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.deploy import urgency

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.personnel.deploy import Deployment

SPOKEN, EACH = "tps_rakor_2024", "police_per_vulnerable_tps_2024"  # of facts.csv


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One reading: `tps` to guard, `police` for them, and what the pool lacks.

    `code`: plan (the rules, all TPS), every (so many at each TPS), spoken (the
    meeting's number, totals only) or worst (as many of the most vulnerable TPS).
    `by_kecamatan` (k,) TPS guarded, None where a reading has totals only.
    """

    code: str
    tps: int
    police: int
    shortfall: int
    by_kecamatan: Ints | None


def readings(deployment: Deployment) -> tuple[Reading, ...]:
    """The plan beside what the meeting's figures would ask for.

    None but the plan where the study area's facts do not hold those figures.
    """
    places = deployment.result.knowledge.places
    every = np.array([place.tps for place in places.kecamatan], dtype=np.int64)
    guarded = _guarded(deployment)
    plan = _reading(
        deployment, "plan", int(guarded.sum()), deployment.need.police, guarded
    )
    facts = deployment.result.area.facts["value"]
    if SPOKEN not in facts or EACH not in facts:
        return (plan,)
    spoken, each = int(facts[SPOKEN]), int(facts[EACH])
    spoken_worst = _worst(deployment, spoken)
    return (
        plan,
        _reading(deployment, "every", int(every.sum()), each * int(every.sum()), every),
        _reading(deployment, "spoken", spoken, each * spoken, None),
        _reading(
            deployment,
            "worst",
            int(spoken_worst.sum()),
            each * int(spoken_worst.sum()),
            spoken_worst,
        ),
    )


def _reading(
    deployment: Deployment, code: str, tps: int, police: int, by_kecamatan: Ints | None
) -> Reading:
    short = max(0, police + deployment.reserve - deployment.pool)
    return Reading(code, tps, police, short, by_kecamatan)


def _guarded(deployment: Deployment) -> Ints:
    """TPS that the rules post police at: -> (k,)."""
    counts = np.zeros(len(deployment.result.knowledge.places.kecamatan), np.int64)
    for group in deployment.grouped.groups:
        if group.police:
            counts[group.kecamatan] += len(group.tps)
    return counts


def _worst(deployment: Deployment, number: int) -> Ints:
    """How many of the `number` most vulnerable TPS each kecamatan has: -> (k,).

    By class, then by the score of the kecamatan; among equals the first ids.
    """
    groups = deployment.grouped.groups
    counts = np.zeros(len(deployment.result.knowledge.places.kecamatan), np.int64)
    for row in np.argsort(
        -urgency(deployment.result, deployment.grouped), kind="stable"
    ):
        group = groups[row]
        taken = min(number, len(group.tps))
        counts[group.kecamatan] += taken
        number -= taken
    return counts
