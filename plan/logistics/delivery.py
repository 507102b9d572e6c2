"""Counting back from the deadline: when each stage must leave at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isinf
from typing import TYPE_CHECKING

import numpy as np

from geo.lateness import Lateness, lateness, share_of_time
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.logistics.routes import Route
    from plan.logistics.shipping import Shipping

NO_TPS = "no_tps"  # the status of a kecamatan to which nothing has to be brought


@dataclass(frozen=True, slots=True)
class Drop:
    """What one desa gets, and by when; times are minutes from polling day's midnight.

    `route` from the seat of its kecamatan; `need`: minutes of travelling and handling
    from loading at the warehouse until the last TPS has it, inf where no route.
    `leave_seat`, `reach_desa`, `leave_desa`: at the latest; -inf where no route.
    """

    desa_code: str
    kecamatan_code: str
    tps: int
    voters: int
    ballots: int
    boxes: int
    route: Route
    need: float
    status: Lateness
    leave_seat: float
    reach_desa: float
    leave_desa: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one kecamatan gets, and by when: all its desa, the slowest deciding.

    `route` from the warehouse to the seat. `need` that of its slowest desa among those
    with a route (`last_desa`), `share` of the time available that it takes: above 1 is
    late. `load`, `leave`: when to start loading and to leave the warehouse,
    `reach_seat`, `leave_seat`: to be at its seat and to leave it, `reach_last`: to be
    in the slowest desa; each at the latest, -inf where no TPS has a route, nan where
    there is none to bring anything to. `seat_back`, `warehouse_back`: when the last
    boxes are there on the way back, inf where no route.
    """

    kecamatan_code: str
    name: str
    seat: str
    route: Route
    drops: tuple[Drop, ...]
    last_desa: str | None
    need: float
    share: float
    status: str
    load: float
    leave: float
    reach_seat: float
    leave_seat: float
    reach_last: float
    seat_back: float
    warehouse_back: float

    @property
    def tps(self) -> int:
        """TPS of all desa."""
        return sum(drop.tps for drop in self.drops)

    @property
    def ballots(self) -> int:
        """Ballots of all desa."""
        return sum(drop.ballots for drop in self.drops)

    @property
    def boxes(self) -> int:
        """Boxes of all desa."""
        return sum(drop.boxes for drop in self.drops)

    @property
    def without_route(self) -> tuple[Drop, ...]:
        """The desa that cannot be reached."""
        return tuple(d for d in self.drops if d.status is Lateness.NO_ROUTE)

    @property
    def late(self) -> tuple[Drop, ...]:
        """The desa that cannot be reached in time."""
        return tuple(d for d in self.drops if d.status is Lateness.LATE)

    @property
    def has_sea(self) -> bool:
        """Whether a part of the way, to the seat or on to a desa, is by boat."""
        routes = (self.route, *(drop.route for drop in self.drops))
        return any(route.has_sea for route in routes)


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a desa gets: its TPS, their voters, ballots and boxes."""

    desa_code: str
    kecamatan_code: str
    tps: int
    voters: int
    ballots: int
    boxes: int


def drop(cargo: Cargo, to_seat: float, route: Route, shipping: Shipping) -> Drop:
    """Count one desa back from the deadline.

    `to_seat`: minutes of travelling from the warehouse to the seat. The last TPS has
    its supplies exactly at the deadline: that is in time.
    """
    day, end = shipping.day, shipping.deadline
    last = shipping.tps_minutes
    handed = last + shipping.desa_hours * MINUTES_PER_HOUR
    onward = handed + route.minutes
    need = to_seat + route.minutes + shipping.handling
    status = lateness(need, shipping.available)
    blocked = isinf(need)
    return Drop(
        desa_code=cargo.desa_code,
        kecamatan_code=cargo.kecamatan_code,
        tps=cargo.tps,
        voters=cargo.voters,
        ballots=cargo.ballots,
        boxes=cargo.boxes,
        route=route,
        need=need,
        status=status,
        leave_seat=day.latest_start(end, inf if blocked else onward),
        reach_desa=day.latest_start(end, inf if blocked else handed),
        leave_desa=day.latest_start(end, inf if blocked else last),
    )


def deliver(  # noqa: PLR0913 - each is a part of its own, named at the call
    code: str,
    name: str,
    seat: str,
    *,
    route: Route,
    drops: Sequence[Drop],
    back: tuple[float, float],
    shipping: Shipping,
) -> Delivery:
    """Put the desa of a kecamatan together; the slowest with a route decides.

    `drops` in order of code: of two that are as slow the first. `back`: when the last
    boxes are at the seat and at the warehouse.
    """
    day, end = shipping.day, shipping.deadline
    reached = [one for one in drops if one.status is not Lateness.NO_ROUTE]
    slowest = max(reached, key=lambda d: d.need, default=None)
    need = slowest.need if slowest else inf if drops else np.nan
    stay = shipping.seat_hours * MINUTES_PER_HOUR
    loaded = need - shipping.loading_hours * MINUTES_PER_HOUR
    return Delivery(
        kecamatan_code=code,
        name=name,
        seat=seat,
        route=route,
        drops=tuple(drops),
        last_desa=slowest.desa_code if slowest else None,
        need=need,
        share=float(share_of_time(np.array([need]), shipping.available)[0]),
        status=str(lateness(need, shipping.available)) if drops else NO_TPS,
        load=day.latest_start(end, need),
        leave=day.latest_start(end, loaded),
        reach_seat=day.latest_start(end, loaded - _finite(route.minutes)),
        leave_seat=day.latest_start(end, loaded - _finite(route.minutes) - stay),
        reach_last=slowest.reach_desa if slowest else day.latest_start(end, need),
        seat_back=back[0],
        warehouse_back=back[1],
    )


def _finite(minutes: float) -> float:
    """Minutes, 0 where there is no route: what is endless needs no subtraction."""
    return 0.0 if isinf(minutes) else minutes


def come_back(
    from_desa: Sequence[float], to_warehouse: float, shipping: Shipping
) -> tuple[float, float]:
    """When the last boxes are at the seat and at the warehouse: minutes, inf if never.

    `from_desa`: minutes of travelling from each desa to the seat. They leave the TPS
    when the count closes, pass the desa, are handed over at the seat, stay for the
    recap and are unloaded at the warehouse. What has no way is left out; inf where
    nothing has one.
    """
    day = shipping.day_back
    closes = shipping.count_closes_hour * MINUTES_PER_HOUR
    slowest = max((m for m in from_desa if not isinf(m)), default=inf)
    first = shipping.tps_minutes + shipping.desa_hours * MINUTES_PER_HOUR + slowest
    stay = (shipping.seat_hours + shipping.recap_hours) * MINUTES_PER_HOUR
    onward = first + stay + to_warehouse + shipping.loading_hours * MINUTES_PER_HOUR
    return day.earliest_end(closes, first), day.earliest_end(closes, onward)
