"""Sentences on polling day's people: enough or not, where, and what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.units import MINUTES_PER_HOUR
from plan.personnel.book import POLICE
from plan.personnel.orders import orders
from plan.personnel.supply import LOCAL
from risk.classify import UNKNOWN_CLASS
from risk.tps_classes import CLASSES
from views import wording
from views.headlines import Figure

if TYPE_CHECKING:
    from datetime import datetime, time

    from plan.personnel.deploy import Deployment
    from plan.personnel.reserve import Reserve

NAMED = 5  # places told in one sentence


def headline(deployment: Deployment, lang: str) -> str:
    """Enough or not, in one sentence; what nobody can guard is in it."""
    if not deployment.need.police:
        return wording.text("personnel.headline.nobody", lang)
    guarded = int(deployment.guarded().sum())
    others = len(deployment.classes.tps_class) - guarded
    missing = deployment.tps_unmet()
    soft = ".assumed" if assumed_mark(deployment, lang) else ""
    key = f"short{soft}" if deployment.shortfall else f"enough{soft}"
    if missing and not deployment.shortfall:
        key = "count"
    told = wording.text(
        f"personnel.headline.{key}",
        lang,
        short=wording.number(deployment.shortfall, lang),
        need=_asked(deployment, lang),
        pool=wording.number(deployment.pool, lang),
        spare=wording.number(deployment.spare, lang),
        tps=wording.number(guarded, lang),
    )
    if missing:
        unmet = wording.text(
            "personnel.headline.unmet",
            lang,
            tps=wording.number(missing, lang),
            places=_worst_places(deployment, lang),
        )
        return f"{told} {unmet}"
    if not others:
        return told
    rest = wording.number(others, lang)
    return f"{told} {wording.text('personnel.headline.others', lang, tps=rest)}"


def _asked(deployment: Deployment, lang: str) -> str:
    """Police that the TPS ask for, and what is to be held back."""
    need = wording.number(deployment.need.police, lang)
    held = deployment.staffing.reserve
    if not held:
        return need
    reserve = wording.number(held, lang)
    return wording.text("personnel.headline.reserve", lang, need=need, reserve=reserve)


def _worst_places(deployment: Deployment, lang: str) -> str:
    """Kecamatan with unmet groups, the worst first."""
    places = deployment.result.knowledge.places.kecamatan
    rows = (deployment.grouped.groups[one.group].kecamatan for one in deployment.unmet)
    names = [places[row].name for row in dict.fromkeys(rows)]
    if len(names) <= NAMED:
        return ", ".join(names)
    shown, more = ", ".join(names[:NAMED]), wording.number(len(names) - NAMED, lang)
    return wording.text("personnel.and_more", lang, names=shown, count=more)


def figures(deployment: Deployment, lang: str) -> list[Figure]:
    """Need less people first; then what they are for, who lacks, and how far it is."""
    return [
        _shortfall(deployment, lang),
        _need(deployment, lang),
        _unmet(deployment, lang),
        _farthest(deployment, lang),
    ]


def _shortfall(deployment: Deployment, lang: str) -> Figure:
    held = deployment.staffing.reserve
    key = "reserve_note" if held else "note"
    note = wording.text(
        f"personnel.shortfall.{key}",
        lang,
        need=wording.number(deployment.need.police, lang),
        reserve=wording.number(held, lang),
        pool=wording.number(deployment.pool, lang),
    )
    return Figure(
        label=wording.text("personnel.shortfall", lang),
        value=wording.number(deployment.shortfall, lang),
        note=note,
        source=pools_source(deployment, lang),
    )


def pools_source(deployment: Deployment, lang: str) -> str:
    """Who counts, from where, of when."""
    book = deployment.book
    changed = {pool for pool, _, _ in deployment.staffing.homes}
    told = []
    for code, pool in book.pools.items():
        if pool.force != POLICE:
            continue
        if code in changed:
            told.append(wording.text("personnel.by_reader", lang, pool=pool.name[lang]))
        elif pool.number is not None:
            told.append(
                wording.text(
                    "personnel.pool_source",
                    lang,
                    pool=pool.name[lang],
                    number=wording.number(pool.number, lang),
                    source=pool.source,
                    date=wording.date(pool.date, lang),
                )
            )
    return "; ".join(told)


def _need(deployment: Deployment, lang: str) -> Figure:
    need = deployment.need
    pattern = deployment.staffing.pattern_of(deployment.book)
    key = "changed" if deployment.staffing.rules else "named"
    mark = assumed_mark(deployment, lang)
    other = (
        wording.text(
            "personnel.other_end", lang, least=wording.number(deployment.least, lang)
        )
        if deployment.least != need.police
        else ""
    )
    source = wording.text(
        "personnel.need.source",
        lang,
        pattern=wording.text(
            f"personnel.pattern.{key}", lang, pattern=pattern.name[lang]
        ),
        source=pattern.source,
        date=wording.date(pattern.date, lang),
        assumed=wording.number(int(deployment.classes.assumed.sum()), lang),
    )
    return Figure(
        label=wording.text("personnel.need", lang),
        value=wording.number(need.police, lang),
        note=wording.text(
            f"personnel.need.note{'' if mark else '.known'}",
            lang,
            linmas=wording.number(need.linmas, lang),
            mark=mark,
        ),
        source=f"{source} {other} {_linmas(deployment, lang)}".replace("  ", " "),
    )


def _linmas(deployment: Deployment, lang: str) -> str:
    """How many Linmas there are, as far as anybody has said."""
    pool = deployment.linmas_pool
    if pool is None:
        return wording.text("personnel.linmas.unknown", lang)
    return wording.text(
        "personnel.linmas.note",
        lang,
        pool=wording.number(pool, lang),
        short=wording.number(deployment.linmas_short, lang),
    )


def assumed_mark(deployment: Deployment, lang: str) -> str:
    """The mark of what rests on assumed classes of TPS; none where all are known."""
    is_soft = bool((deployment.classes.reported_class == UNKNOWN_CLASS).any())
    return wording.mark("assumed", lang) if is_soft else ""


def _unmet(deployment: Deployment, lang: str) -> Figure:
    guarded = int(deployment.guarded().sum())
    note = wording.text("personnel.unmet.note", lang, tps=wording.number(guarded, lang))
    return Figure(
        label=wording.text("personnel.unmet", lang),
        value=wording.number(deployment.tps_unmet(), lang),
        note=note,
        source=wording.text(
            "personnel.unmet.source",
            lang,
            hours=wording.general(deployment.staffing.journey, lang),
        ),
    )


def _farthest(deployment: Deployment, lang: str) -> Figure:
    label = wording.text("personnel.farthest", lang)
    source = wording.text("personnel.farthest.source", lang)
    last = max(orders(deployment), key=lambda one: one.minutes, default=None)
    if last is None:
        nobody = wording.text("personnel.nobody", lang)
        return Figure(label, nobody, "", source)
    names = deployment.result.area.kecamatan["kecamatan"]
    note = wording.text(
        "personnel.farthest.note",
        lang,
        place=str(names[last.kecamatan_code]),
        leave=_short(last.leave, lang),
    )
    hours = wording.number(last.minutes / MINUTES_PER_HOUR, lang, 1)
    return Figure(label, hours, note, source)


def _short(when: datetime, lang: str) -> str:
    """Day and month in figures, and the time: "26/11 16.55"."""
    return f"{when.day}/{when.month} {clock(when, lang)}"


def moment(when: datetime, lang: str) -> str:
    """A date with a time of day: "26 November 2024 16.55"."""
    return f"{wording.date(when.date(), lang)} {clock(when, lang)}"


def clock(when: datetime | time, lang: str) -> str:
    """A time of day, as a reader of each language writes it."""
    return when.strftime("%H.%M" if lang == "id" else "%H:%M")


def class_word(name: str | None, lang: str) -> str:
    """Word of a class of TPS, or that it is not known."""
    return wording.text("value.unknown" if name is None else f"tps_class.{name}", lang)


def reason_word(reason: str, lang: str, *, below_minimum: bool) -> str:
    """Why a group lacks people, and whether it is below its minimum."""
    told = wording.text(f"personnel.reason.{reason}", lang)
    if not below_minimum:
        return told
    return wording.text("personnel.below_minimum", lang, reason=told)


def pool_word(deployment: Deployment, code: str, lang: str) -> str:
    """Name of a pool; of people recruited in their kecamatan, what they are."""
    if code == LOCAL:
        return wording.text("personnel.local", lang)
    return deployment.book.pools[code].name[lang]


def reserve_sentence(deployment: Deployment, reserve: Reserve, lang: str) -> str:
    """Where the reserve waits, and how long it takes at most."""
    places = deployment.result.knowledge.places.kecamatan
    worst = int(np.nanargmax(reserve.longest))
    return wording.text(
        "personnel.reserve.told",
        lang,
        posts=", ".join(post.name for post in reserve.posts),
        tps_class=class_word(CLASSES[reserve.tps_class], lang).lower(),
        minutes=wording.minutes(
            reserve.answer.value
            if reserve.answer.objective == "pcenter"
            else _mean(deployment, reserve),
            lang,
        ),
        kind=wording.text(f"personnel.reserve.{reserve.answer.objective}", lang),
        place=places[worst].name,
        longest=wording.minutes(float(reserve.longest[worst]), lang),
    )


def _mean(deployment: Deployment, reserve: Reserve) -> float:
    wanted = deployment.classes.tps_class == reserve.tps_class
    return float(reserve.minutes[wanted].mean())
