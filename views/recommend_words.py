"""The recommendation sheet in words: what to do in a kecamatan, and why."""

from __future__ import annotations

from dataclasses import replace
from math import floor, isfinite, isnan
from typing import TYPE_CHECKING

from views import certainty_words, story, wording
from views.drivers import estimated, value_text
from views.headlines import Figure
from views.participation_words import participation_sentence
from views.readiness_words import corners, quadrant_word
from views.recruitment_words import recruitment_sentence
from views.tables import NOTHING, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plan.reasons import Reason
    from plan.recommend import Block
    from plan.sheet import Sheet

Line = tuple[str, str]
FIRST = 3  # kecamatan that are told apart from the list
_DAY, _HOUR = 1440, 60


def lines(sheet: Sheet, block: Block, lang: str) -> list[Line]:
    """The whole block: (what it is about, what is told), in the order of reading."""
    told = (
        ("actions", actions(sheet, block, lang)),
        ("risk", _risk(sheet, block, lang)),
        ("drivers", _drivers(sheet, block, lang)),
        ("gaps", _gaps(block, lang)),
        ("posts", _posts(sheet, block, lang)),
        ("personnel", _personnel(block, lang)),
        ("logistics", _logistics(block, sheet.result.scenario.season, lang)),
        ("recruitment", recruitment_sentence(sheet, block.recruitment, lang)),
        ("participation", participation_sentence(sheet, block.participation, lang)),
        ("questions", _joined(sheet, block.questions, lang)),
    )
    return [(wording.text(f"recommend.part.{name}", lang), text) for name, text in told]


def as_text(parts: Sequence[Line]) -> str:
    """A block as text to be changed: a line for each part, its name before a colon."""
    return "\n".join(f"{label}: {text}" for label, text in parts)


def from_text(text: str, lang: str) -> list[Line]:
    """Read a block that somebody changed: a line without a known name has none.

    Blank lines are passed over; nothing is left out or put into a sentence.
    """
    labels = {wording.text(f"recommend.part.{name}", lang) for name in PARTS}
    parts: list[Line] = []
    for line in text.splitlines():
        label, colon, rest = line.partition(":")
        if colon and label.strip() in labels:
            parts.append((label.strip(), rest.strip()))
        elif line.strip():
            parts.append(("", line.strip()))
    return parts


PARTS = (
    *("actions", "risk", "drivers", "gaps", "posts", "personnel", "logistics"),
    *("recruitment", "participation", "questions"),
)


def title(block: Block, lang: str) -> str:
    """Place in the order, name and class of a kecamatan."""
    name = wording.plain(block.kecamatan)
    return f"{block.priority} · {name} — {class_word(block, lang)}"


def class_word(block: Block, lang: str) -> str:
    """Name of the risk class of a kecamatan, of unknown where it has none."""
    level = "unknown" if block.risk_class is None else block.risk_class
    return wording.text(f"class.{level}", lang)


def actions(sheet: Sheet, block: Block, lang: str) -> str:
    """What to do there, in one sentence."""
    if not block.actions:
        return wording.text("recommend.no_action", lang)
    return _joined(sheet, block.actions, lang)


def figures(sheet: Sheet, lang: str) -> list[Figure]:
    """Where first, how many need it, and what they need, as large figures."""
    urgent = [one for one in sheet.blocks if one.quadrant == "act_first"]
    first = sheet.blocks[0]
    others = ", ".join(one.kecamatan for one in sheet.blocks[1:FIRST])
    part, whole = (wording.number(n, lang) for n in (len(urgent), len(sheet.blocks)))
    return [
        Figure(
            label=wording.text("recommend.figure.first", lang),
            value=first.kecamatan,
            note=wording.text("recommend.figure.first.note", lang, names=others),
            source=order_text(sheet, lang),
        ),
        Figure(
            label=wording.text("recommend.figure.urgent", lang),
            value=(
                wording.text("word.of", lang, part=part, whole=whole)
                if story.is_complete(sheet.result)
                else wording.text("value.unknown", lang)
            ),
            note=wording.text("recommend.figure.urgent.note", lang),
            source=wording.text("recommend.figure.urgent.source", lang),
        ),
        *_plan_figures(sheet, lang),
    ]


def _plan_figures(sheet: Sheet, lang: str) -> Iterator[Figure]:
    local, votes = sheet.plans.recruitment, sheet.plans.participation
    if local is not None:
        places = sum(one.recruits > 0 for one in local.areas)
        yield Figure(
            label=wording.text("recommend.figure.recruits", lang),
            value=wording.number(local.recruits, lang),
            note=wording.text(
                "recommend.figure.recruits.note",
                lang,
                count=wording.number(places, lang),
                mark=wording.mark("assumed", lang),
            ),
            source=wording.text("recommend.figure.recruits.source", lang),
        )
    if votes is not None:
        yield Figure(
            label=wording.text("recommend.figure.voters", lang),
            value=f"≈ {wording.number(votes.to_mobilise, lang)}",
            note=wording.text(
                "recommend.figure.voters.note",
                lang,
                target=wording.percent(votes.asked.target, lang, 1),
                now=wording.percent(votes.base.share, lang, 1),
            ),
            source=wording.text("recommend.figure.voters.source", lang),
        )


def order_text(sheet: Sheet, lang: str) -> str:
    """What the order of the kecamatan goes by."""
    if story.is_complete(sheet.result):
        return wording.text("recommend.order", lang)
    service = story.service_word(sheet.result, lang)
    return wording.text("recommend.order.vulnerability", lang, post_word=service)


def groups(sheet: Sheet, lang: str) -> Iterator[tuple[str, list[Line]]]:
    """Kecamatan that ask for the same, each with what to do there.

    A heading for each group (its quadrant and how to act), then its kecamatan by
    priority; groups without any are left out.
    """
    if not story.is_complete(sheet.result):
        every = [(title(one, lang), actions(sheet, one, lang)) for one in sheet.blocks]
        yield order_text(sheet, lang), every
        return
    acts = {one.code: one.act for one in corners(sheet.result, lang)}
    for code in (*acts, None):
        found = [one for one in sheet.blocks if one.quadrant == code]
        heading = quadrant_word(code, lang)
        if code is not None:
            heading = f"{heading}: {acts[code]}"
        if found:
            told = [(title(one, lang), actions(sheet, one, lang)) for one in found]
            yield heading, told


def _risk(sheet: Sheet, block: Block, lang: str) -> str:
    told = wording.text(
        "recommend.risk",
        lang,
        name=class_word(block, lang),
        score=wording.number(block.score, lang, 1),
        rank=wording.number(block.rank, lang),
        count=wording.number(len(sheet.blocks), lang),
        known=wording.percent(block.weight_known, lang),
        quadrant=quadrant_word(block.quadrant, lang),
    )
    sure = certainty_words.sentence(sheet.result, block.kecamatan_code, lang)
    return f"{told} {sure}"


def _drivers(sheet: Sheet, block: Block, lang: str) -> str:
    known = {one.code: one for one in sheet.result.table.indicators}
    told = []
    for driver in block.drivers:
        indicator = known[driver.indicator]
        value = estimated(value_text(driver.value, indicator, lang), indicator, lang)
        words = f"{wording.plain(indicator.short[lang])} ({value})"
        if not isnan(driver.points):
            points = wording.number(driver.points, lang, 1)
            words = wording.text("recommend.driver", lang, driver=words, points=points)
        told.append(words)
    return f"{'; '.join(told)}." if told else wording.text("value.unknown", lang)


def _gaps(block: Block, lang: str) -> str:
    if block.gap is None:
        return wording.text("recommend.no_gap", lang)
    return _sentence(wording.reason(one, lang) for one in block.gap.reasons)


def _posts(sheet: Sheet, block: Block, lang: str) -> str:
    if not block.posts:
        return wording.text("recommend.no_post", lang)
    told = []
    for rank, proposal in block.posts:
        place = proposal.candidate
        reason = why(place, proposal.reasons, sheet.result, lang)
        told.append(f"{rank} · {wording.plain(place.desa)}: {reason}")
    return " ".join(told)


def _personnel(block: Block, lang: str) -> str:
    row = block.personnel
    if row is None:
        return wording.text("recommend.not_planned", lang)
    return wording.text(
        "recommend.personnel",
        lang,
        tps=wording.number(row.tps, lang),
        needed=wording.number(row.police_needed, lang),
        assigned=wording.number(row.police_assigned, lang),
        linmas=wording.number(row.linmas_needed, lang),
        unmet=wording.number(row.unmet, lang),
    )


def _logistics(block: Block, season: str, lang: str) -> str:
    row = block.logistics
    if row is None:
        return wording.text("recommend.not_planned", lang)
    if isnan(row.leave):
        return wording.text("recommend.logistics.nothing", lang)
    if not isfinite(row.leave):
        return wording.text("recommend.logistics.no_way", lang)
    key = "recommend.logistics.late" if row.is_late else "recommend.logistics"
    leave, dry_or_wet = leave_text(row.leave, lang), f"season.{season}"
    known = {"leave": leave, "season": wording.text(dry_or_wet, lang)}
    told = [wording.text(key, lang, **known)]
    for part, listed in (("sea", row.sea_legs), ("no_route", row.no_route)):
        if listed:
            names = ", ".join(wording.plain(one) for one in listed)
            told.append(wording.text(f"recommend.logistics.{part}", lang, names=names))
    return " ".join(told)


def leave_text(minutes: float, lang: str) -> str:
    """A moment before or on polling day: "H-2 pukul 06.30".

    `minutes` from the midnight in which polling day begins; a part of a minute is
    taken off, so that nobody is told to leave later than can be.
    """
    whole = floor(minutes)
    day, minute = divmod(whole, _DAY)
    hour, minute = divmod(minute, _HOUR)
    when = f"H{day:+d}" if day else "H"
    return wording.text(
        "recommend.moment", lang, day=when, hour=f"{hour:02d}", minute=f"{minute:02d}"
    )


def _joined(sheet: Sheet, reasons: Sequence[Reason], lang: str) -> str:
    named = (wording.reason(_named(sheet, one, lang), lang) for one in reasons)
    return _sentence(named)


def _sentence(parts: Iterator[str]) -> str:
    joined = "; ".join(parts)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else NOTHING


def _named(sheet: Sheet, reason: Reason, lang: str) -> Reason:
    """The same reason with names and moments written in place of codes and numbers."""
    pairs = dict(reason.values)
    if "subject" in pairs:
        catalogue = sheet.result.area.catalogue
        titles = {one.code: one.title[lang] for one in catalogue.conflicts}
        titles |= {one.code: one.title[lang] for one in catalogue.assumptions}
        pairs["subject"] = titles[str(pairs["subject"])]
    if reason.code == "indicators_unknown":
        short = {one.code: one.short[lang] for one in sheet.result.table.indicators}
        names = pairs["names"] if isinstance(pairs["names"], tuple) else ()
        pairs["names"] = tuple(short[name] for name in names)
    if isinstance(pairs.get("leave"), float):
        pairs["leave"] = leave_text(float(str(pairs["leave"])), lang)
    return replace(reason, values=tuple(sorted(pairs.items())))
