"""Who gains by the proposed posts: each kecamatan before and after."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.knowledge import Knowledge
    from plan.proposals import Sited

_SAME_MINUTES = 1e-6


@dataclass(frozen=True, slots=True)
class Change:
    """One kecamatan, or all of them, with the posts of today and with the new ones.

    Persons are estimates. `covered_*`: voters within the threshold; `tps_*` the TPS
    of those; `minutes_*`: mean over the voters with a route to a post, nan where
    nobody has one; `no_route_*`: voters without one. `nearer`: voters whose nearest
    post is nearer than before, and `saved` their mean minutes saved, over those who
    had a route before; nan where there are none.
    """

    code: str | None
    voters: int
    tps: int
    covered_before: int
    covered_after: int
    tps_before: int
    tps_after: int
    minutes_before: float
    minutes_after: float
    no_route_before: int
    no_route_after: int
    nearer: int
    saved: float

    @property
    def gained(self) -> int:
        """Voters within the threshold after who were not before."""
        return self.covered_after - self.covered_before


@functools.lru_cache(maxsize=4)
def changes(knowledge: Knowledge, sited: Sited, threshold: float) -> tuple[Change, ...]:
    """Every kecamatan in order of code, then all of them (code None).

    `threshold` in minutes; exactly at it is reached.
    """
    case = sited.case
    row = {place.code: i for i, place in enumerate(knowledge.places.kecamatan)}
    desa = knowledge.places.desa
    home = np.array([row[desa[i].kecamatan_code] for i in case.desa], dtype=np.int64)
    codes: list[str | None] = [place.code for place in knowledge.places.kecamatan]
    parts = [home == i for i in range(len(codes))]
    everyone = np.ones(len(home), dtype=bool)
    return tuple(
        _change(code, sited, part, threshold)
        for code, part in zip([*codes, None], [*parts, everyone], strict=True)
    )


def _change(code: str | None, sited: Sited, part: Bools, threshold: float) -> Change:
    case, before, after = sited.case, sited.before, sited.after
    nearer = part & (after.cost < before.cost - _SAME_MINUTES)
    # Without a route before, what is saved is endless, and so in no mean.
    saved = np.where(nearer, before.cost, np.inf) - np.where(nearer, after.cost, 0.0)
    return Change(
        code=code,
        voters=_sum(case.voters, part),
        tps=_sum(case.tps, part),
        covered_before=_sum(case.voters, part & (before.cost <= threshold)),
        covered_after=_sum(case.voters, part & (after.cost <= threshold)),
        tps_before=_sum(case.tps, part & (before.cost <= threshold)),
        tps_after=_sum(case.tps, part & (after.cost <= threshold)),
        minutes_before=_mean(case.voters, before.cost, part),
        minutes_after=_mean(case.voters, after.cost, part),
        no_route_before=_sum(case.voters, part & ~np.isfinite(before.cost)),
        no_route_after=_sum(case.voters, part & ~np.isfinite(after.cost)),
        nearer=_sum(case.voters, nearer),
        saved=_mean(case.voters, saved, part),
    )


def _sum(values: Floats | Ints, part: Bools) -> int:
    return int(values[part].sum())


def _mean(voters: Floats, minutes: Floats, part: Bools) -> float:
    """Mean over the voters with finite minutes; nan where there are none."""
    known = part & np.isfinite(minutes)
    total = float(voters[known].sum())
    return float(voters[known] @ minutes[known] / total) if total else float("nan")
