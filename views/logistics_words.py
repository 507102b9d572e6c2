"""Sentences on the logistics: what is late, what leaves first, how each is told."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING

from plan.logistics.convoys import by_kecamatan
from plan.logistics.ship import ship
from views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plan.evaluate import Result
    from plan.logistics.convoys import Convoy
    from plan.logistics.delivery import Delivery, Drop
    from plan.logistics.ship import Shipment
    from plan.logistics.shipping import Shipping

NAMED = 5  # kecamatan in a sentence, and in the list of the most urgent
OTHER = {"dry": "wet", "wet": "dry"}
_MINUTES = 60  # of an hour


@dataclass(frozen=True, slots=True, eq=False)
class Plans:
    """The plan in the season that is looked at, and in the other one."""

    result: Result
    here: Shipment
    there: Shipment

    @property
    def by_season(self) -> dict[str, Shipment]:
        """Both, the dry one first."""
        found = {plan.season: plan for plan in (self.here, self.there)}
        return {season: found[season] for season in OTHER}

    @property
    def convoy_of(self) -> Mapping[str, int]:
        """Number of the convoy of each kecamatan that is in one."""
        return by_kecamatan(self.here.convoys)

    def desa(self, code: str) -> str:
        """Name of a desa."""
        places = self.result.knowledge.places.desa
        return wording.plain(next(one.name for one in places if one.code == code))

    def landing(self, code: str) -> str:
        """Name of a desa with that of the landing there: "Kenyamukan (Sangatta)"."""
        landing, name = wording.plain(self.here.norms.landing(code)), self.desa(code)
        return f"{landing} ({name})" if landing and landing != name else name

    def end(self, code: str, lang: str, *, is_sea: bool) -> str:
        """An end of a leg: a landing by its name, the warehouse as what it is."""
        if is_sea:
            return self.landing(code)
        name = self.desa(code)
        if code != self.here.warehouse:
            return name
        return wording.text("logistics.warehouse", lang, name=name)


def plans(result: Result, shipping: Shipping) -> Plans:
    """Plan both seasons; raises as `plan.logistics.ship.ship`."""
    season = result.scenario.season
    return Plans(result, ship(result, shipping), ship(result, shipping, OTHER[season]))


def when(plan: Shipment, minutes: float, lang: str) -> str:
    """A time of the plan: "H-2, 15.26"; no route and unknown in words."""
    at = plan.at(minutes)
    if at is None:
        key = "value.unknown" if isnan(minutes) else "value.no_route"
        return wording.text(key, lang)
    days = (plan.polling_date - at.date()).days
    told = {"day": day_word(days), "clock": clock(minutes, lang)}
    return wording.text("logistics.when", lang, **told)


def day_word(days: int) -> str:
    """A day by its distance before polling day: "H-2", "H", "H+1"."""
    return f"H-{days}" if days > 0 else f"H+{-days}" if days else "H"


def clock(minutes: float, lang: str) -> str:
    """The time of day: "15.26"."""
    hours, rest = divmod(int(minutes // 1), _MINUTES)
    told = {"hours": f"{hours % 24:02d}", "minutes": f"{rest:02d}"}
    return wording.text("logistics.clock", lang, **told)


def season_word(plan: Shipment, lang: str) -> str:
    """The season of a plan."""
    return wording.text(f"season.{plan.season}", lang)


def headline(found: Plans, lang: str) -> str:
    """What is late, what has no way, and what leaves first."""
    return " ".join(_headline(found.here, lang))


def _headline(plan: Shipment, lang: str) -> Iterator[str]:
    late, lost = late_tps(plan), lost_tps(plan)
    if late:
        first = when(plan, plan.shipping.first, lang)
        told = {"names": _names(plan.late, lang), "first": first}
        count = wording.number(late, lang)
        yield wording.text("logistics.head.late", lang, tps=count, **told)
    if lost:
        names = _names(plan.without_route, lang)
        count = wording.number(lost, lang)
        yield wording.text("logistics.head.no_route", lang, tps=count, names=names)
    if not late and not lost:
        told = {
            "season": wording.text(f"season.{plan.season}.long", lang).lower(),
            "deadline": when(plan, plan.shipping.deadline, lang),
        }
        count = wording.number(sum(one.tps for one in plan.deliveries), lang)
        yield wording.text("logistics.head.in_time", lang, tps=count, **told)
    if plan.first is None:
        yield wording.text("logistics.head.nothing", lang)
        return
    named = {"when": when(plan, plan.first.load, lang)}
    name = wording.plain(plan.first.name)
    yield wording.text("logistics.head.first", lang, name=name, **named)


def _names(deliveries: Iterable[Delivery], lang: str) -> str:
    """Their names, the first few of many."""
    names = [wording.plain(one.name) for one in deliveries]
    more = len(names) - NAMED
    listed = ", ".join(names[:NAMED])
    return f"{listed} (+{wording.number(more, lang)})" if more > 0 else listed


def late_tps(plan: Shipment) -> int:
    """TPS that cannot be reached in time."""
    return sum(drop.tps for one in plan.late for drop in one.late)


def lost_tps(plan: Shipment) -> int:
    """TPS that cannot be reached at all."""
    return sum(d.tps for one in plan.without_route for d in one.without_route)


def status(one: Delivery, lang: str) -> str:
    """What comes of a kecamatan; parts that are late or without a way are counted."""
    parts = [
        wording.text(f"logistics.{key}", lang, tps=wording.number(_tps(drops), lang))
        for key, drops in (
            ("part_late", one.late),
            ("part_no_route", one.without_route),
        )
        if drops and len(drops) < len(one.drops)
    ]
    return "; ".join(parts) or wording.text(f"logistics.status.{one.status}", lang)


def _tps(drops: Iterable[Drop]) -> int:
    return sum(drop.tps for drop in drops)


def urgent(found: Plans, lang: str) -> Iterator[tuple[str, str]]:
    """The kecamatan to think of first, in sentences: those without a way lead."""
    plan = found.here
    going = [one for one in plan.deliveries if isfinite(one.load)]
    going.sort(key=lambda one: (one.load, one.kecamatan_code))
    for one in (*plan.without_route, *going[:NAMED]):
        yield wording.plain(one.name), " ".join(_urgent(found, one, lang))


def _urgent(found: Plans, one: Delivery, lang: str) -> Iterator[str]:
    plan = found.here
    if one.without_route:
        names = ", ".join(found.desa(drop.desa_code) for drop in one.without_route)
        yield wording.text("logistics.urgent.none", lang, names=names)
    if one.late:
        names = ", ".join(found.desa(drop.desa_code) for drop in one.late)
        count = wording.number(_tps(one.late), lang)
        yield wording.text("logistics.urgent.late", lang, tps=count, names=names)
    if one.last_desa is not None:
        yield wording.text(
            "logistics.urgent.line",
            lang,
            load=when(plan, one.load, lang),
            seat=when(plan, one.reach_seat, lang),
            desa=found.desa(one.last_desa),
            last=when(plan, one.reach_last, lang),
        )


def order(convoy: Convoy) -> str:
    """The seats of a convoy in order."""
    return " → ".join(wording.plain(stop.delivery.name) for stop in convoy.stops)


def way(convoy: Convoy, lang: str) -> str:
    """By road, by road and sea, or not known."""
    modes = {leg.mode for leg in convoy.legs}
    key = "sea" if convoy.has_sea else "unknown" if "" in modes else "road"
    return wording.text(f"logistics.way.{key}", lang)


def shares(found: Plans, convoy: Convoy, lang: str) -> str | None:
    """Whose way a convoy shares and where they part; None where nobody's."""
    if convoy.joins is None or convoy.parts_at is None:
        return None
    place = found.desa(convoy.parts_at)
    return wording.text("logistics.shares", lang, number=convoy.joins, place=place)


def back_sentence(found: Plans, lang: str) -> str:
    """When the last boxes are back, and what that rests on."""
    plan = found.here
    back = [one for one in plan.deliveries if isfinite(one.warehouse_back)]
    last = max(back, key=lambda one: one.warehouse_back, default=None)
    if last is None:
        return wording.text("logistics.head.nothing", lang)
    hours = plan.shipping.recap_hours
    return wording.text(
        "logistics.back.note",
        lang,
        clock=clock(plan.shipping.count_closes_hour * _MINUTES, lang),
        recap=wording.text("unit.hours", lang, value=wording.general(hours, lang)),
        when=when(plan, last.warehouse_back, lang),
        name=wording.plain(last.name),
    )


def numbers(plan: Shipment, lang: str) -> Iterator[str]:
    """Every number of the plan: what it is, how good, why; changed ones are told."""
    chosen = plan.shipping.to_dict()
    start = plan.norms.shipping.to_dict()
    for one in plan.norms.numbers:
        value = chosen[one.code]
        told = {
            "name": one.name[lang],
            "value": wording.general(value, lang),
            "quality": wording.text(f"quality.{one.quality}", lang),
            "note": one.note[lang],
        }
        if value == start[one.code]:
            yield wording.text("logistics.number", lang, **told)
        else:
            old = wording.general(start[one.code], lang)
            yield wording.text("logistics.number.changed", lang, start=old, **told)
