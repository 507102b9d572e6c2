"""What each reading of the sources' numbers of TPS would mean in people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.entries import fact_number
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

    None but the plan where the study area's facts do not hold those figures. Raises
    `CatalogueError` where one of them is no number.
    """
    plan = _reading(deployment, "plan", deployment.need.police, deployment.guarded())
    facts = deployment.result.area.facts
    if SPOKEN not in facts.index or EACH not in facts.index:
        return (plan,)
    spoken, each = (int(fact_number(facts, name)) for name in (SPOKEN, EACH))
    kecamatan = deployment.result.knowledge.places.kecamatan
    every = np.array([place.tps for place in kecamatan], dtype=np.int64)
    worst = _worst(deployment, spoken)
    police = each * spoken
    return (
        plan,
        _reading(deployment, "every", each * int(every.sum()), every),
        Reading("spoken", spoken, police, _short(deployment, police), None),
        _reading(deployment, "worst", each * int(worst.sum()), worst),
    )


def _short(deployment: Deployment, police: int) -> int:
    """Police that so many, and the reserve, are beyond the pool."""
    return max(0, police + deployment.staffing.reserve - deployment.pool)


def _reading(
    deployment: Deployment, code: str, police: int, by_kecamatan: Ints
) -> Reading:
    tps = int(by_kecamatan.sum())
    return Reading(code, tps, police, _short(deployment, police), by_kecamatan)


def _worst(deployment: Deployment, number: int) -> Ints:
    """How many of the `number` most vulnerable TPS each kecamatan has: -> (k,).

    By class, then by the score of the kecamatan; among equals the first code.
    """
    groups = deployment.grouped.groups
    counts = np.zeros(len(deployment.result.knowledge.places.kecamatan), np.int64)
    order = -urgency(deployment.result, deployment.grouped)
    for row in np.argsort(order, kind="stable"):
        group = groups[row]
        taken = min(number, len(group.tps))
        counts[group.kecamatan] += taken
        number -= taken
    return counts
