"""Gaps: kecamatan whose security facilities are missing, far or shared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.reasons import Reason
from plan.service import Service, read_service

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from geo.coverage import Coverage
    from geo.demand import Kecamatan
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario

SHARED = 2  # a post charged with this many kecamatan, or more, is shared


@dataclass(frozen=True, slots=True)
class Gap:
    """What one kecamatan lacks of one service, and why we say so.

    `statuses`: ``none`` (no post of the service), ``below_standard`` (too few TPS
    within the threshold), ``shared`` (its post must serve several kecamatan),
    ``unknown`` (the layer is not complete, so nothing can be said to be missing:
    no post is listed, or those listed do not show that the standard is met).
    `minutes` and `served_minutes` run from the post to the seat of the kecamatan;
    None where there is no post or no route. Posts are ids; voters are persons.
    `has_post` tells whether a listed post that counts stands in the kecamatan.
    """

    kecamatan_code: str
    kecamatan: str
    post_type: str
    statuses: tuple[str, ...]
    served_by: str | None
    served_minutes: float | None
    nearest_post: str | None
    minutes: float | None
    voters: int
    tps: int
    reasons: tuple[Reason, ...]
    has_post: bool

    @property
    def is_undecided(self) -> bool:
        """Whether nobody knows if a post stands here: none is listed, some may be."""
        return "unknown" in self.statuses and not self.has_post


def find_gaps(
    knowledge: Knowledge, scenario: Scenario, coverage: Coverage, table: pd.DataFrame
) -> tuple[Gap, ...]:
    """Kecamatan with any status for the scenario's post type, in order of code.

    `coverage` and `table` (`geo.coverage.by_kecamatan`) are of the same scenario.
    A kecamatan without a listed post is a gap only where all posts of the type are
    listed (`StudyArea.is_complete`); else its status is ``unknown``. A share of TPS
    exactly at the standard meets it.
    """
    service = read_service(knowledge, scenario, coverage, table)
    found = (_gap(service, place) for place in knowledge.places.kecamatan)
    return tuple(gap for gap in found if gap.statuses)


def _gap(service: Service, place: Kecamatan) -> Gap:
    served_by = service.serving.first(place.code)
    nearest_post, minutes = service.nearest(place.code)
    return Gap(
        kecamatan_code=place.code,
        kecamatan=place.name,
        post_type=service.scenario.post_type,
        statuses=tuple(_statuses(service, place.code)),
        served_by=served_by.post_id if served_by else None,
        served_minutes=service.minutes_from(served_by, place.code),
        nearest_post=nearest_post.post_id if nearest_post else None,
        minutes=minutes,
        voters=place.voters,
        tps=place.tps,
        reasons=tuple(_reasons(service, place)),
        has_post=place.code in service.present,
    )


def _statuses(service: Service, code: str) -> Iterator[str]:
    """Statuses of one kecamatan, in the order in which they are told."""
    present, meets = code in service.present, service.meets_standard(code)
    if service.complete and not present:
        yield "none"
    if service.complete and not meets:
        yield "below_standard"
    if not service.complete and not (present and meets):
        yield "unknown"
    if len(service.serving.group(code)) >= SHARED:
        yield "shared"


def _reasons(service: Service, place: Kecamatan) -> Iterator[Reason]:
    """Reasons of one kecamatan, what matters most first."""
    if place.code not in service.present:
        yield from _absence(service, place.code)
    yield from _distance(service, place.code)
    yield Reason.of(
        "demand",
        voters=place.voters,
        tps=place.tps,
        voters_quality=place.voters_quality,
    )
    if not service.meets_standard(place.code):
        yield _shortfall(service, place.code)
    yield from _sharing(service, place.code)
    if place.is_sea_only:
        yield Reason.of("sea_only")


def _absence(service: Service, code: str) -> Iterator[Reason]:
    post_type = service.scenario.post_type
    if not service.complete:
        yield _unknown(service)
        return
    yield Reason.of(f"no_{post_type}", kecamatan=service.names[code])
    for post in service.optional_in(code):
        yield Reason.of(f"{post.post_type}_only", post=post.name)


def _unknown(service: Service) -> Reason:
    """Why a post may stand where none is listed: how many are, of how many."""
    post_type, known = service.scenario.post_type, service.known
    if known < service.expected:
        expected = int(service.expected)
        return Reason.of(f"unlisted_{post_type}", known=known, expected=expected)
    return Reason.of(f"unknown_{post_type}", known=known)


def _distance(service: Service, code: str) -> Iterator[Reason]:
    """The nearest post, and the one in charge where that is another."""
    nearest_post, minutes = service.nearest(code)
    if nearest_post is None:
        yield Reason.of("no_route", post_type=service.scenario.post_type)
    elif code not in service.present:
        yield Reason.of(
            "nearest",
            post=nearest_post.name,
            post_type=nearest_post.post_type,
            minutes=minutes,
            minutes_quality=service.minutes_quality(nearest_post, code),
            season=service.scenario.season,
        )
    served_by = service.serving.first(code)
    if served_by is None and service.complete:
        yield Reason.of("served_unknown", post_type=service.scenario.post_type)
    elif served_by is not None and served_by != nearest_post:
        away = service.minutes_from(served_by, code)
        minutes = math.inf if away is None else away
        yield Reason.of(
            "served_by",
            post=served_by.name,
            minutes=minutes,
            minutes_quality=service.minutes_quality(served_by, code),
        )


def _shortfall(service: Service, code: str) -> Reason:
    """How far the kecamatan is from the standard, as far as that can be said."""
    told = "below_standard" if service.share[code] > 0 else "nothing_within"
    return Reason.of(
        told if service.complete else "standard_not_shown",
        post_type=service.scenario.post_type,
        share=service.share[code],
        standard=service.scenario.standard,
        threshold=service.scenario.threshold,
    )


def _sharing(service: Service, code: str) -> Iterator[Reason]:
    group, post = service.serving.group(code), service.serving.first(code)
    if post is not None and len(group) >= SHARED:
        names = tuple(service.names[other] for other in group)
        yield Reason.of("shared", post=post.name, count=len(group), names=names)
