"""The recommendation sheet: all that is known of each kecamatan, and what to do there.

One block of codes and values per kecamatan, in the order in which to act. What another
plan has not worked out is None, and told as an open question: never as nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf, isnan
from typing import TYPE_CHECKING, Protocol, TypeVar

from plan.open_questions import open_questions
from plan.readiness import find_readiness, in_order
from plan.reasons import Reason
from risk.classify import UNKNOWN_CLASS, UNRANKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.local_need import LocalNeed, Recruitment
    from plan.participation import Mobilise, Participation
    from plan.proposals import Proposal
    from plan.readiness import Readiness

DRIVERS = 3  # indicators named, those that add most
_NOT_PLANNED = {
    "personnel": "not_planned_personnel",
    "logistics": "not_planned_logistics",
    "recruitment": "not_planned_recruitment",
    "participation": "not_planned_participation",
}


@dataclass(frozen=True, slots=True)
class PersonnelRow:
    """What the plan of personnel says of one kecamatan: people and TPS.

    `unmet`: groups of TPS whose minimum cannot be met.
    """

    kecamatan_code: str
    tps: int
    police_needed: int
    police_assigned: int
    linmas_needed: int
    unmet: int


@dataclass(frozen=True, slots=True)
class LogisticsRow:
    """What the plan of logistics says of one kecamatan.

    `leave`: latest departure from the warehouse, in minutes from the midnight in which
    polling day begins (below 0 before it), -inf where nothing can get there, nan where
    nothing has to. `is_late`: whether that is before supplies are ready. `sea_legs`:
    names of the legs by boat, `no_route`: of the desa that nothing can get to.
    """

    kecamatan_code: str
    leave: float
    is_late: bool
    sea_legs: tuple[str, ...]
    no_route: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """The answers of the plans that a sheet is made of; None where not worked out."""

    recruitment: Recruitment | None = None
    participation: Participation | None = None
    personnel: tuple[PersonnelRow, ...] | None = None
    logistics: tuple[LogisticsRow, ...] | None = None


@dataclass(frozen=True, slots=True)
class Driver:
    """An indicator by its code: raw value, points of the score, quality.

    `points` are nan where the way of aggregating adds none up.
    """

    indicator: str
    value: float
    points: float
    quality: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a rank is: nine draws of ten lie between `low` and `high`.

    `share_top`: of the draws in which it is among the top ones. Ranks are 0 where the
    draws never gave one.
    """

    low: int
    high: int
    share_top: float
    is_stable: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One kecamatan of the sheet.

    `priority` from 1, `quadrant` as in `plan.readiness`, None unknown. `risk_class` 0
    to 4 and `rank` from 1, None unknown; `score` nan unknown. `gap`: what it lacks of
    the scenario's service, None if nothing. `posts`: (place on the shortlist, proposal)
    of those in it. The plans' rows are None where not worked out. `actions`: what to do
    there, what matters most first; `questions`: what nobody knows yet.
    """

    priority: int
    kecamatan_code: str
    kecamatan: str
    quadrant: str | None
    risk_class: int | None
    rank: int | None
    score: float
    weight_known: float
    certainty: Certainty | None
    drivers: tuple[Driver, ...]
    gap: Gap | None
    posts: tuple[tuple[int, Proposal], ...]
    personnel: PersonnelRow | None
    logistics: LogisticsRow | None
    recruitment: LocalNeed | None
    participation: Mobilise | None
    actions: tuple[Reason, ...]
    questions: tuple[Reason, ...]


def recommend(result: Result, plans: Plans) -> tuple[Block, ...]:
    """Make a block for every kecamatan, in the order in which to act.

    That is the order of `plan.readiness.in_order`: vulnerable and hardly reached first,
    and among those the most vulnerable; unknown ones last. Where posts may be missing
    from the list nobody knows who is not reached: then by vulnerability alone. Raises
    `MethodError` as `plan.readiness.find_readiness` does.
    """
    found = find_readiness(result)
    complete = result.area.is_complete(result.scenario.post_type) is True
    ordered = in_order(found) if complete else sorted(found, key=_by_vulnerability)
    return tuple(
        _block(result, plans, priority, one.kecamatan_code, one.quadrant)
        for priority, one in enumerate(ordered, start=1)
    )


def _by_vulnerability(one: Readiness) -> tuple[bool, float, str]:
    """The most vulnerable first, unknown last, equal ones by code."""
    level = one.vulnerability
    is_unknown = isnan(level)
    return is_unknown, 0.0 if is_unknown else -level, one.kecamatan_code


def _block(
    result: Result, plans: Plans, priority: int, code: str, quadrant: str | None
) -> Block:
    row, scored = result.score.areas.index(code), result.score
    level, rank = int(scored.risk_class[row]), int(scored.rank[row])
    personnel, logistics = _of(code, plans.personnel), _of(code, plans.logistics)
    need = _of(code, plans.recruitment.areas if plans.recruitment else None)
    voters = _of(code, plans.participation.areas if plans.participation else None)
    posts = tuple(
        (place, proposal)
        for place, proposal in enumerate(result.shortlist, start=1)
        if proposal.candidate.kecamatan_code == code
    )
    return Block(
        priority=priority,
        kecamatan_code=code,
        kecamatan=result.knowledge.places.kecamatan[row].name,
        quadrant=quadrant,
        risk_class=None if level == UNKNOWN_CLASS else level,
        rank=None if rank == UNRANKED else rank,
        score=float(scored.score[row]),
        weight_known=float(scored.weight_known[row]),
        certainty=_certainty(result, row),
        drivers=tuple(_drivers(result, row)),
        gap=_of(code, result.gaps),
        posts=posts,
        personnel=personnel,
        logistics=logistics,
        recruitment=need,
        participation=voters,
        actions=(
            *_posts(posts),
            *_people(need, personnel),
            *_supplies(logistics),
            *_voters(voters),
        ),
        questions=(*open_questions(result, code, need, voters), *_missing(plans)),
    )


class _OfKecamatan(Protocol):
    """Anything about one kecamatan."""

    @property
    def kecamatan_code(self) -> str:
        """Return its code."""


_Row = TypeVar("_Row", bound=_OfKecamatan)


def _of(code: str, rows: Iterable[_Row] | None) -> _Row | None:
    """The row of a kecamatan among those of a plan."""
    return next((row for row in rows or () if row.kecamatan_code == code), None)


def _certainty(result: Result, row: int) -> Certainty | None:
    found = result.certainty
    if found is None:
        return None
    return Certainty(
        low=int(found.p05[row]),
        high=int(found.p95[row]),
        share_top=float(found.share_top[row]),
        is_stable=not bool(found.unstable[row]),
    )


def _drivers(result: Result, row: int) -> list[Driver]:
    """The indicators that add most to a score; those nobody knows add nothing."""
    scored, members = result.score, result.preset.members
    found = []
    for column, indicator in enumerate(result.table.indicators):
        level = float(scored.normalised[row, column])
        points = float(scored.contributions[row, column])
        if indicator.code not in members or isnan(level):
            continue
        weighted = level * float(scored.weights[column])
        driver = Driver(
            indicator.code,
            float(result.table.values[row, column]),
            points,
            indicator.quality,
        )
        found.append((weighted if isnan(points) else points, driver))
    found.sort(key=lambda pair: (-pair[0], pair[1].indicator))
    return [driver for weight, driver in found[:DRIVERS] if weight > 0]


def _posts(posts: tuple[tuple[int, Proposal], ...]) -> Iterator[Reason]:
    for _, proposal in posts:
        place = proposal.candidate
        yield Reason.of("act_post", post_type=place.post_type, desa=place.desa)


def _people(need: LocalNeed | None, personnel: PersonnelRow | None) -> Iterator[Reason]:
    wanted = 0 if need is None else need.local_officers + need.recruits
    if wanted:
        yield Reason.of("act_recruit", count=wanted)
    if personnel is not None:
        missing = personnel.police_needed - personnel.police_assigned
        if missing > 0:
            yield Reason.of("act_police", count=missing)


def _supplies(logistics: LogisticsRow | None) -> Iterator[Reason]:
    if logistics is None or isnan(logistics.leave):
        return
    if isinf(logistics.leave):
        yield Reason.of("act_find_way")
    else:
        late = "act_late" if logistics.is_late else "act_leave"
        yield Reason.of(late, leave=logistics.leave)


def _voters(voters: Mobilise | None) -> Iterator[Reason]:
    if voters is not None and voters.to_mobilise:
        yield Reason.of("act_mobilise", voters=voters.to_mobilise)


def _missing(plans: Plans) -> Iterator[Reason]:
    """The plans that nobody has worked out."""
    for name, code in _NOT_PLANNED.items():
        if getattr(plans, name) is None:
            yield Reason.of(code)
