"""The plan of the logistics: from a result and the reader's choices to every convoy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import floor, isfinite
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.logistics.convoys import Convoy, form_convoys, leaving_first
from plan.logistics.delivery import Cargo, Delivery, come_back, deliver, drop
from plan.logistics.norms import LOGISTICS, Norms
from plan.logistics.routes import Ways
from plan.logistics.volume import ballots, boxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from geo.demand import Places
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.logistics.delivery import Drop
    from plan.logistics.routes import Leg
    from plan.logistics.shipping import Shipping


@dataclass(frozen=True, slots=True)
class SeaWay:
    """A desa that the plan reaches by boat for a part of the way.

    `minutes` of the plan's way from the warehouse by its seat; `by_sea` from the
    warehouse by boat alone, inf where no landing of the warehouse leads there.
    """

    desa_code: str
    kecamatan_code: str
    minutes: float
    by_sea: float
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shipment:
    """The whole plan in one season: what goes where, when at the latest, with whom.

    `deliveries` in order of kecamatan code, each with all its desa; `convoys` in order
    of departure. `sea_ways`: the desa with a part of their way by boat. `is_mapped`:
    whether the way is known, not the minutes alone.
    """

    shipping: Shipping
    norms: Norms
    mode: str
    season: str
    polling_date: date
    warehouse: str
    is_mapped: bool
    deliveries: tuple[Delivery, ...]
    convoys: tuple[Convoy, ...]
    sea_ways: tuple[SeaWay, ...]

    @property
    def late(self) -> tuple[Delivery, ...]:
        """Kecamatan with TPS that cannot be reached in time, the worst first."""
        late = [one for one in self.deliveries if one.late]
        return tuple(sorted(late, key=lambda d: (-d.need, d.kecamatan_code)))

    @property
    def without_route(self) -> tuple[Delivery, ...]:
        """Kecamatan with TPS that cannot be reached at all."""
        return tuple(one for one in self.deliveries if one.without_route)

    @property
    def first(self) -> Delivery | None:
        """The kecamatan whose supplies must leave the earliest, None without any."""
        going = [one for one in self.deliveries if isfinite(one.load)]
        return min(going, key=lambda d: (d.load, d.kecamatan_code), default=None)

    @property
    def departs(self) -> float:
        """When the first convoy starts to load; inf where nothing can go."""
        return leaving_first(self.convoys)

    def at(self, minutes: float) -> datetime | None:
        """Return a time of the plan as date and clock; None where there is none.

        Rounded down to the whole minute: whoever leaves then is in time.
        """
        if not isfinite(minutes):
            return None
        midnight = datetime.combine(self.polling_date, time())
        return midnight + timedelta(minutes=floor(minutes))


def norms_needed(knowledge: Knowledge) -> Norms:
    """The numbers the plan starts from.

    Raises `MethodError` where the study area has no ``logistics.toml``.
    """
    if knowledge.logistics is None:
        raise MethodError([Problem.of("logistics_missing", file=LOGISTICS)])
    return knowledge.logistics


def ship(result: Result, shipping: Shipping, season: str | None = None) -> Shipment:
    """Plan the logistics of a result's area, mode and season (or another season).

    Raises `MethodError` where the study area has no ``logistics.toml`` or no warehouse
    minutes of the mode.
    """
    known, scenario = result.knowledge, result.scenario
    norms = norms_needed(known)
    asked = season or scenario.season
    places = known.places
    starts = [places.warehouse, *places.seats.tolist()]
    ways = Ways(known.access, scenario.mode, asked, starts)
    cargo = _cargo(places, shipping)
    deliveries = tuple(
        _delivery(places, row, ways, cargo, shipping)
        for row in range(len(places.kecamatan))
    )
    return Shipment(
        shipping=shipping,
        norms=norms,
        mode=scenario.mode,
        season=asked,
        polling_date=known.area.election.polling_date,
        warehouse=places.desa[places.warehouse].code,
        is_mapped=ways.is_mapped,
        deliveries=deliveries,
        convoys=form_convoys(deliveries, shipping.escort),
        sea_ways=tuple(_sea_ways(deliveries, places, ways)),
    )


def _sea_ways(
    deliveries: Iterable[Delivery], places: Places, ways: Ways
) -> Iterator[SeaWay]:
    rows = {desa.code: row for row, desa in enumerate(places.desa)}
    for one in deliveries:
        for to in one.drops:
            legs = tuple(leg for leg in (*one.route.legs, *to.route.legs) if leg.is_sea)
            if legs:
                yield SeaWay(
                    desa_code=to.desa_code,
                    kecamatan_code=one.kecamatan_code,
                    minutes=one.route.minutes + to.route.minutes,
                    by_sea=ways.by_sea(places.warehouse, rows[to.desa_code]),
                    legs=legs,
                )


def _cargo(places: Places, shipping: Shipping) -> Mapping[int, Cargo]:
    """What each desa with TPS gets, by its row, in order."""
    of_tps = ballots(places.tps_voters, shipping)
    count = len(places.desa)
    tps = np.bincount(places.tps_desa, minlength=count)
    sums = np.zeros((2, count), dtype=np.int64)
    np.add.at(sums[0], places.tps_desa, places.tps_voters)
    np.add.at(sums[1], places.tps_desa, of_tps)
    return {
        int(row): Cargo(
            desa_code=places.desa[row].code,
            kecamatan_code=places.desa[row].kecamatan_code,
            tps=int(tps[row]),
            voters=int(sums[0, row]),
            ballots=int(sums[1, row]),
            boxes=int(tps[row]) * boxes(shipping),
        )
        for row in np.flatnonzero(tps)
    }


def _delivery(
    places: Places,
    row: int,
    ways: Ways,
    cargo: Mapping[int, Cargo],
    shipping: Shipping,
) -> Delivery:
    """Plan one kecamatan: out to every desa of it, and back."""
    home, seat = places.kecamatan[row], int(places.seats[row])
    route = ways.between(places.warehouse, seat)
    own = {at: load for at, load in cargo.items() if load.kecamatan_code == home.code}
    drops: list[Drop] = [
        drop(load, route.minutes, ways.between(seat, at), shipping)
        for at, load in own.items()
    ]
    from_desa = [ways.minutes(at, seat) for at in own]
    home_again = ways.minutes(seat, places.warehouse)
    return deliver(
        home.code,
        home.name,
        places.desa[seat].code,
        route=route,
        drops=drops,
        back=come_back(from_desa, home_again, shipping),
        shipping=shipping,
    )
