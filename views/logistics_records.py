"""The logistics as JSON, without words: codes, minutes and times (ISO 8601, local)."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from views.travel_words import travel_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan.logistics.convoys import Convoy
    from plan.logistics.delivery import Delivery, Drop
    from plan.logistics.routes import Leg
    from plan.logistics.ship import SeaWay, Shipment
    from views.logistics_words import Plans

Record = dict[str, Any]


def logistics_record(found: Plans) -> Record:
    """The whole plan in the scenario's season, and what the other one changes.

    Unknown, no route and never are null; a `status` says which. Ballots, boxes and
    escorts rest on estimates and assumptions: `numbers` says on which.
    """
    plan = found.here
    shipping = plan.shipping
    return {
        "season": plan.season,
        "travel": travel_record(found.result),
        "polling_date": plan.polling_date.isoformat(),
        "deadline": _at(plan, shipping.deadline),
        "first_departure": _at(plan, shipping.first),
        "available_minutes": shipping.available,
        "shipping": shipping.to_dict(),
        "numbers": [
            {"code": one.code, "value": one.value, "quality": one.quality}
            for one in plan.norms.numbers
        ],
        "departs": _at(plan, plan.departs),
        "late": [one.kecamatan_code for one in plan.late],
        "without_route": [
            {"kecamatan_code": d.kecamatan_code, "desa_code": d.desa_code, "tps": d.tps}
            for one in plan.without_route
            for d in one.without_route
        ],
        "areas": [_area(plan, one) for one in plan.deliveries],
        "convoys": [_convoy(plan, one) for one in plan.convoys],
        "sea": [_sea(one) for one in plan.sea_ways],
        "other_season": _brief(found.there),
    }


def _brief(plan: Shipment) -> Record:
    return {
        "season": plan.season,
        "departs": _at(plan, plan.departs),
        "areas": [
            {
                "kecamatan_code": one.kecamatan_code,
                "status": one.status,
                "need_minutes": _finite(one.need),
                "share_of_time": _finite(one.share),
                "load_at": _at(plan, one.load),
            }
            for one in plan.deliveries
        ],
    }


def _area(plan: Shipment, one: Delivery) -> Record:
    return {
        "kecamatan_code": one.kecamatan_code,
        "kecamatan": one.name,
        "seat_desa_code": one.seat,
        "status": one.status,
        "need_minutes": _finite(one.need),
        "share_of_time": _finite(one.share),
        "minutes_to_seat": _finite(one.route.minutes),
        "km_to_seat": _finite(one.route.km) if one.drops else None,
        "last_desa_code": one.last_desa,
        "load_at": _at(plan, one.load),
        "leave_warehouse_at": _at(plan, one.leave),
        "reach_seat_at": _at(plan, one.reach_seat),
        "leave_seat_at": _at(plan, one.leave_seat),
        "reach_last_desa_at": _at(plan, one.reach_last),
        "tps": one.tps,
        "ballots": one.ballots,
        "boxes": one.boxes,
        "seat_back_at": _at(plan, one.seat_back),
        "warehouse_back_at": _at(plan, one.warehouse_back),
        "desa": [_drop(plan, drop) for drop in one.drops],
    }


def _drop(plan: Shipment, one: Drop) -> Record:
    return {
        "desa_code": one.desa_code,
        "status": str(one.status),
        "need_minutes": _finite(one.need),
        "minutes_from_seat": _finite(one.route.minutes),
        "leave_seat_at": _at(plan, one.leave_seat),
        "reach_desa_at": _at(plan, one.reach_desa),
        "leave_desa_at": _at(plan, one.leave_desa),
        "tps": one.tps,
        "voters": one.voters,
        "ballots": one.ballots,
        "boxes": one.boxes,
        "legs": _legs(one.route.legs),
    }


def _convoy(plan: Shipment, one: Convoy) -> Record:
    return {
        "number": one.number,
        "depart_at": _at(plan, one.depart),
        "arrive_at": _at(plan, one.arrive),
        "minutes": _finite(one.minutes),
        "km": _finite(one.km),
        "has_sea": one.has_sea,
        "is_late": one.is_late,
        "tps": one.tps,
        "ballots": one.ballots,
        "boxes": one.boxes,
        "escort": one.escort,
        "joins": one.joins,
        "parts_at_desa_code": one.parts_at,
        "stops": [
            {
                "kecamatan_code": stop.delivery.kecamatan_code,
                "minutes": stop.minutes,
                "arrive_at": _at(plan, stop.arrive),
                "legs": _legs(stop.legs),
            }
            for stop in one.stops
        ],
    }


def _sea(one: SeaWay) -> Record:
    return {
        "desa_code": one.desa_code,
        "kecamatan_code": one.kecamatan_code,
        "minutes": _finite(one.minutes),
        "minutes_by_sea_alone": _finite(one.by_sea),
        "legs": _legs(one.legs),
    }


def _legs(legs: Iterable[Leg]) -> list[Record]:
    """Legs with their mode, null where it is not known."""
    return [
        {
            "from_desa_code": leg.a,
            "to_desa_code": leg.b,
            "mode": leg.mode or None,
            "minutes": leg.minutes,
            "km": _finite(leg.km),
            "quality": str(leg.quality),
        }
        for leg in legs
    ]


def _at(plan: Shipment, minutes: float) -> str | None:
    at = plan.at(minutes)
    return None if at is None else at.isoformat(timespec="minutes")


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
