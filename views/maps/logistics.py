"""What the map of the logistics shows: the day of departure, and the ways."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

from views import logistics_words, wording
from views.maps.compose import compose
from views.maps.signs import AreaStyle, RouteLine, TpsMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plan.logistics.delivery import Delivery
    from plan.logistics.ship import Shipment
    from views.logistics_words import Plans
    from views.maps.compose import Backdrop
    from views.maps.payload import MapPayload

LATE_CLASS = 4
LAST_DAY_CLASS, FIRST_DAY_CLASS = 0, 3
_REACHED = {"in_time": "in", "late": "out", "no_route": "no_route"}


def compose_logistics(  # noqa: PLR0913 - parts of a view, each named at the call
    found: Plans,
    backdrop: Backdrop,
    *,
    lang: str,
    selected: str | None,
    layers: frozenset[str],
    theme: str,
) -> MapPayload:
    """Everything the map shows of the plan in its season, in one language.

    Kecamatan by the day of their latest departure, late ones darkest, those without a
    route grey; hatched where any TPS has none. Lines from the warehouse to the seats.
    """
    payload = compose(
        found.result,
        backdrop,
        scheme="coverage",
        lang=lang,
        selected=selected,
        layers=layers,
        theme=theme,
    )
    plan = found.here
    by_code = {one.kecamatan_code: one for one in plan.deliveries}
    return replace(
        payload,
        scheme="logistics",
        areas=tuple(
            _area(area, by_code[area.code], found, lang) for area in payload.areas
        ),
        candidates=(),
        tps=tuple(_stations(payload.tps, found, lang)),
        routes=tuple(_routes(found)),
    )


def day_class(plan: Shipment, one: Delivery) -> int:
    """0 the day of the deadline (or later) to 3, days before; 4 late, -1 no route."""
    if one.late:
        return LATE_CLASS
    at = plan.at(one.load)
    if at is None:
        return -1
    days = (plan.polling_date - at.date()).days - plan.shipping.deadline_day
    return min(FIRST_DAY_CLASS, max(LAST_DAY_CLASS, days))


def _area(area: AreaStyle, one: Delivery, found: Plans, lang: str) -> AreaStyle:
    return AreaStyle(
        code=area.code,
        name=area.name,
        risk_class=day_class(found.here, one),
        gap=bool(one.without_route),
        label=area.label,
        lines=tuple(_lines(one, found, lang)),
    )


def _lines(one: Delivery, found: Plans, lang: str) -> Iterator[str]:
    """What comes of it, when to load, how tight, and with which convoy."""
    yield logistics_words.status(one, lang)
    if not isfinite(one.load):
        return
    told = logistics_words.when(found.here, one.load, lang)
    yield wording.text("logistics.map.load", lang, when=told)
    share = wording.percent(one.share, lang)
    yield wording.text("logistics.map.share", lang, share=share)
    number = found.convoy_of[one.kecamatan_code]
    yield wording.text("logistics.map.convoy", lang, number=number)


def _stations(marks: Iterable[TpsMark], found: Plans, lang: str) -> Iterator[TpsMark]:
    """The TPS of each desa: in time, late, or without a way, and by when."""
    drops = {d.desa_code: d for one in found.here.deliveries for d in one.drops}
    for mark in marks:
        drop = drops[mark.desa_code]
        told = logistics_words.when(found.here, drop.reach_desa, lang)
        by = wording.text("logistics.map.reach", lang, when=told)
        reached = _REACHED[str(drop.status)]
        yield replace(mark, reached=reached, lines=(*mark.lines[:1], by))


def _routes(found: Plans) -> Iterator[RouteLine]:
    """Each leg of the tree once; late where all that travels on it is."""
    places = {one.code: one for one in found.result.knowledge.places.desa}
    legs: dict[str, tuple[str, str, bool]] = {}
    for one in found.here.deliveries:
        for leg in one.route.legs:
            _, _, late = legs.get(leg.b, ("", "", True))
            legs[leg.b] = leg.a, leg.mode or "way", late and bool(one.late)
    for code, (start, mode, late) in legs.items():
        here, there = places[code], places[start]
        yield RouteLine(
            code=code,
            mode=mode,
            lat=here.lat,
            lon=here.lon,
            from_lat=there.lat,
            from_lon=there.lon,
            late=late,
        )
