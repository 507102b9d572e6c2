"""The large figures of the logistics: late, first departure, convoys, ballots."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from views import wording
from views.headlines import Figure
from views.logistics_words import late_tps, lost_tps, season_word, when

if TYPE_CHECKING:
    from plan.logistics.ship import Shipment
    from views.logistics_words import Plans


def figures(found: Plans, lang: str) -> list[Figure]:
    """Late or without a route, first departure, convoys, ballots."""
    plan = found.here
    return [
        _late(plan, lang),
        _first(found, lang),
        _convoys(plan, lang),
        _ballots(plan, lang),
    ]


def _late(plan: Shipment, lang: str) -> Figure:
    going = [one for one in plan.deliveries if isfinite(one.need)]
    tightest = max(going, key=lambda one: one.need, default=None)
    whole = wording.number(sum(one.tps for one in plan.deliveries), lang)
    note = wording.text("logistics.head.nothing", lang)
    if tightest is not None:
        told = {"share": wording.percent(tightest.share, lang), "whole": whole}
        name = wording.plain(tightest.name)
        note = wording.text("logistics.figure.late.note", lang, name=name, **told)
    source = wording.text(
        "logistics.figure.late.source",
        lang,
        first=when(plan, plan.shipping.first, lang),
        deadline=when(plan, plan.shipping.deadline, lang),
    )
    value = " / ".join(
        wording.number(count(plan), lang) for count in (late_tps, lost_tps)
    )
    return Figure(wording.text("logistics.figure.late", lang), value, note, source)


def _first(found: Plans, lang: str) -> Figure:
    plan, other = found.here, found.there
    note = wording.text("logistics.head.nothing", lang)
    if plan.first is not None:
        note = wording.text(
            "logistics.figure.first.note",
            lang,
            name=wording.plain(plan.first.name),
            other=season_word(other, lang),
            when=when(other, other.departs, lang),
        )
    return Figure(
        wording.text("logistics.figure.first", lang),
        when(plan, plan.departs, lang),
        note,
        wording.text("logistics.figure.first.source", lang),
    )


def _convoys(plan: Shipment, lang: str) -> Figure:
    told = {
        "escort": wording.number(sum(one.escort for one in plan.convoys), lang),
        "sea": wording.number(sum(one.has_sea for one in plan.convoys), lang),
    }
    return Figure(
        wording.text("logistics.figure.convoys", lang),
        wording.number(len(plan.convoys), lang),
        wording.text("logistics.figure.convoys.note", lang, **told),
        wording.text("logistics.figure.convoys.source", lang),
    )


def _ballots(plan: Shipment, lang: str) -> Figure:
    told = {
        "boxes": wording.number(sum(one.boxes for one in plan.deliveries), lang),
        "elections": wording.number(plan.shipping.elections, lang),
    }
    return Figure(
        wording.text("logistics.figure.ballots", lang),
        wording.number(sum(one.ballots for one in plan.deliveries), lang),
        wording.text("logistics.figure.ballots.note", lang, **told),
        wording.text("logistics.figure.ballots.source", lang),
    )
