"""The logistics as tables: convoys, stages, both seasons, legs, the way back."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from views import logistics_words, wording
from views.logistics_words import when
from views.tables import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.logistics.delivery import Delivery
    from plan.logistics.ship import Shipment
    from views.logistics_words import Plans
    from views.tables import Row

Told = tuple[list["Row"], list[Column]]


def convoy_table(found: Plans, lang: str) -> Told:
    """Convoys in order of departure: whom they serve, when, how much, with whom."""
    plan = found.here
    rows = [
        {
            "number": one.number,
            "route": logistics_words.order(one),
            "depart": when(plan, one.depart, lang),
            "arrive": when(plan, one.arrive, lang),
            "minutes": one.minutes,
            "km": one.km,
            "way": logistics_words.way(one, lang),
            "tps": one.tps,
            "ballots": one.ballots,
            "boxes": one.boxes,
            "escort": one.escort,
            "shares": logistics_words.shares(found, one, lang),
        }
        for one in plan.convoys
    ]
    columns = [
        _column("number", lang, "integer", 46),
        _column("route", lang, width=300),
        _column("depart", lang, width=100),
        _column("arrive", lang, width=100),
        _column("minutes", lang, "minutes"),
        _column("km", lang, "integer", 60),
        _column("way", lang),
        _column("tps", lang, "integer", 56),
        _column("ballots", lang, "integer"),
        _column("boxes", lang, "integer"),
        _column("escort", lang, "integer"),
        _column("shares", lang, width=230),
    ]
    return rows, columns


def stage_table(found: Plans, lang: str) -> Told:
    """Every kecamatan, the first to leave first: each stage at the latest."""
    plan = found.here
    rows = [
        {
            "kecamatan_code": one.kecamatan_code,
            "kecamatan": wording.plain(one.name),
            "status": logistics_words.status(one, lang),
            "depart": when(plan, one.load, lang),
            "leave": when(plan, one.leave, lang),
            "seat": when(plan, one.reach_seat, lang),
            "leave_seat": when(plan, one.leave_seat, lang),
            "last": None if one.last_desa is None else found.desa(one.last_desa),
            "reach_last": when(plan, one.reach_last, lang),
            "tps": one.tps,
            "ballots": one.ballots,
            "boxes": one.boxes,
        }
        for one in in_order(plan)
    ]
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        _column("status", lang),
        _column("depart", lang),
        _column("leave", lang),
        _column("seat", lang),
        _column("leave_seat", lang),
        _column("last", lang),
        _column("reach_last", lang),
        _column("tps", lang, "integer", 56),
        _column("ballots", lang, "integer"),
        _column("boxes", lang, "integer"),
    ]
    return rows, columns


def in_order(plan: Shipment) -> list[Delivery]:
    """Kecamatan without a way first, then by departure, the earliest first."""

    def place(one: Delivery) -> tuple[bool, float, str]:
        load = one.load if isfinite(one.load) else 0.0
        return not one.without_route, load, one.kecamatan_code

    return sorted(plan.deliveries, key=place)


def season_table(found: Plans, lang: str) -> Told:
    """Both seasons side by side: when to load, the time used, what comes of it."""
    both = found.by_season
    rows = []
    for place, dry in enumerate(both["dry"].deliveries):
        row: Row = {
            "kecamatan_code": dry.kecamatan_code,
            "kecamatan": wording.plain(dry.name),
        }
        for season, plan in both.items():
            one = plan.deliveries[place]
            row |= {
                f"load_{season}": when(plan, one.load, lang),
                f"share_{season}": one.share if isfinite(one.share) else nan,
                f"status_{season}": logistics_words.status(one, lang),
            }
        rows.append(row)
    rows.sort(key=lambda row: -row["share_wet"] if isfinite(row["share_wet"]) else -9e9)
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        _column("load_dry", lang),
        _column("load_wet", lang),
        _column("share_dry", lang, "share"),
        _column("share_wet", lang, "share"),
        _column("status_dry", lang),
        _column("status_wet", lang),
    ]
    return rows, columns


def leg_table(found: Plans, lang: str) -> Told:
    """Every leg to the seats, convoy by convoy: mode, minutes, km and their quality."""
    rows = [
        {
            "number": convoy.number,
            "from": found.end(leg.a, lang, is_sea=leg.is_sea),
            "to": found.end(leg.b, lang, is_sea=leg.is_sea),
            "way": wording.text(f"logistics.piece.{leg.mode or 'way'}", lang),
            "minutes": leg.minutes,
            "km": leg.km,
            "quality": wording.text(f"quality.{leg.quality}", lang),
        }
        for convoy in found.here.convoys
        for stop in convoy.stops
        for leg in stop.legs
    ]
    columns = [
        Column("number", wording.text("logistics.figure.convoys", lang), "integer", 70),
        _column("from", lang, width=190),
        _column("to", lang, width=190),
        _column("way", lang),
        _column("minutes", lang, "minutes"),
        _column("km", lang, "integer", 60),
        _column("quality", lang),
    ]
    return rows, columns


def sea_table(found: Plans, lang: str) -> Told:
    """Desa with a part of their way by boat: which leg, and by boat alone."""
    names = {one.kecamatan_code: one.name for one in found.here.deliveries}
    rows = [
        {
            "kecamatan_code": one.kecamatan_code,
            "for": found.desa(one.desa_code),
            "kecamatan": wording.plain(names[one.kecamatan_code]),
            "way": "; ".join(
                f"{found.landing(leg.a)} \N{EN DASH} {found.landing(leg.b)}"
                f" ({wording.minutes(leg.minutes, lang)},"
                f" {wording.text(f'quality.{leg.quality}', lang)})"
                for leg in one.legs
            ),
            "planned": one.minutes,
            "by_sea": one.by_sea,
        }
        for one in found.here.sea_ways
    ]
    landing = found.landing(found.here.warehouse)
    alone = wording.text("logistics.column.by_sea", lang, landing=landing)
    columns = [
        _column("for", lang, width=170),
        Column("kecamatan", wording.text("word.kecamatan", lang), width=110),
        _column("way", lang, width=420),
        _column("planned", lang, "minutes"),
        Column("by_sea", alone, "minutes"),
    ]
    return rows, columns


def back_table(found: Plans, lang: str) -> Told:
    """The way back: when the last boxes are at the seat, and at the warehouse."""
    plan = found.here
    ordered: Sequence[Delivery] = sorted(
        plan.deliveries, key=lambda one: (-one.warehouse_back, one.kecamatan_code)
    )
    rows = [
        {
            "kecamatan_code": one.kecamatan_code,
            "kecamatan": wording.plain(one.name),
            "boxes": one.boxes,
            "seat_back": when(plan, one.seat_back, lang),
            "warehouse_back": when(plan, one.warehouse_back, lang),
        }
        for one in ordered
    ]
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        _column("boxes", lang, "integer"),
        _column("seat_back", lang),
        _column("warehouse_back", lang),
    ]
    return rows, columns


def _column(
    key: str, lang: str, kind: str = "text", width: int | None = None
) -> Column:
    return Column(key, wording.text(f"logistics.column.{key}", lang), kind, width)
