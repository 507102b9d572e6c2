"""What happens to the supplies of a kecamatan, piece by piece, until the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.lateness import MINUTES_PER_DAY
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plan.logistics.delivery import Delivery
    from plan.logistics.routes import Leg
    from plan.logistics.shipping import Shipping

HANDLING, WAY, LAST = "handling", "way", "last"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a day: what is done from `start` to `end`, at the latest.

    `kind` is handling, road, sea, way where only minutes are known, or last: from the
    desa to the TPS. Minutes from polling day's midnight.
    """

    kind: str
    start: float
    end: float


def pieces(delivery: Delivery, shipping: Shipping) -> tuple[Piece, ...]:
    """Pieces of the way to the slowest desa and its TPS, none without a route."""
    if delivery.last_desa is None:
        return ()
    (last,) = (d for d in delivery.drops if d.desa_code == delivery.last_desa)
    told = [
        (HANDLING, shipping.loading_hours * MINUTES_PER_HOUR),
        *_legs(delivery.route.legs),
        (HANDLING, shipping.seat_hours * MINUTES_PER_HOUR),
        *_legs(last.route.legs),
        (HANDLING, shipping.desa_hours * MINUTES_PER_HOUR),
        (LAST, shipping.tps_minutes),
    ]
    return tuple(_placed(_joined(told), shipping))


def _legs(legs: Sequence[Leg]) -> Iterator[tuple[str, float]]:
    for leg in legs:
        yield leg.mode or WAY, leg.minutes


def _joined(told: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """Neighbours of one kind as one piece; what takes no time is none."""
    kind, minutes = "", 0.0
    for one, more in told:
        if more <= 0:
            continue
        if one != kind and kind:
            yield kind, minutes
            minutes = 0.0
        kind, minutes = one, minutes + more
    if kind:
        yield kind, minutes


def _placed(told: Iterator[tuple[str, float]], shipping: Shipping) -> Iterator[Piece]:
    """Each piece where it stands when all is counted back from the deadline."""
    parts = list(told)
    left = sum(minutes for _, minutes in parts)
    for kind, minutes in parts:
        start = shipping.day.latest_start(shipping.deadline, left)
        left = max(0.0, left - minutes)
        done = shipping.day.earliest_end(start, minutes)
        for first, end in _by_day(start, min(done, shipping.deadline), shipping):
            yield Piece(kind, first, end)


def _by_day(
    start: float, end: float, shipping: Shipping
) -> Iterator[tuple[float, float]]:
    """From `start` to `end` without the nights between."""
    day = shipping.day
    dawn = (start - day.starts) // MINUTES_PER_DAY * MINUTES_PER_DAY + day.starts
    while dawn < end:
        yield max(start, dawn), min(end, dawn + day.length)
        dawn += MINUTES_PER_DAY
