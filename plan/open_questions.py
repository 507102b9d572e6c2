"""What nobody knows yet of one kecamatan: estimates, assumptions, conflicts, gaps."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from geo.coverage import SERVICES
from plan.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from plan.local_need import LocalNeed
    from plan.participation import Mobilise

READ = frozenset({"seat_read", "desa_read", "surveyed"})
"""Bases of a place that somebody read or measured; all others are inferred."""


def open_questions(
    result: Result, code: str, need: LocalNeed | None, voters: Mobilise | None
) -> Iterator[Reason]:
    """Name what is estimated, assumed, in dispute or unknown of one kecamatan."""
    area, row = result.area, result.score.areas.index(code)
    place = result.knowledge.places.kecamatan[row]
    if place.voters_quality == "estimate":
        yield Reason.of("voters_estimated", voters=place.voters)
    yield from _places(result, code)
    yield from _lists(result, row)
    if area.tps_reports.empty:
        yield Reason.of("tps_unreported", tps=place.tps)
    if need is not None and need.needed:
        yield Reason.of("strength_assumed")
    yield from _turnout(voters)
    for conflict in area.catalogue.conflicts:
        if code in conflict.kecamatan:
            yield Reason.of("in_dispute", subject=conflict.code)
    for assumption in area.catalogue.assumptions:
        if code in assumption.kecamatan:
            yield Reason.of("assumed_here", subject=assumption.code)


def _lists(result: Result, row: int) -> Iterator[Reason]:
    """Lists of posts that are not complete, and indicators without a value here."""
    for service in SERVICES:
        if result.area.is_complete(service) is not True:
            yield Reason.of("list_incomplete", post_type=service)
    members = frozenset(result.preset.members)
    unknown = tuple(
        indicator.code
        for column, indicator in enumerate(result.table.indicators)
        if indicator.code in members and isnan(result.score.normalised[row, column])
    )
    if unknown:
        yield Reason.of("indicators_unknown", names=unknown)


def _places(result: Result, code: str) -> Iterator[Reason]:
    """Seat and posts whose place nobody has published."""
    seats, posts = result.area.seats, result.area.posts
    if seats["basis"][code] not in READ:
        yield Reason.of("seat_assumed", desa=str(seats["desa"][code]))
    columns = ("name", "kecamatan_code", "location_basis")
    listed = zip(*(posts[column].tolist() for column in columns), strict=True)
    names = tuple(
        str(name) for name, home, basis in listed if home == code and basis not in READ
    )
    if names:
        yield Reason.of("posts_placed", names=names)


def _turnout(voters: Mobilise | None) -> Iterator[Reason]:
    if voters is None:
        return
    if voters.expected_voters is None:
        yield Reason.of("turnout_unknown")
    else:
        yield Reason.of("turnout_estimated", share=voters.pattern)
