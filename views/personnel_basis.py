"""What the plan of people rests on: the reader's choices, and what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.units import MINUTES_PER_HOUR
from plan.personnel.supply import LOCAL
from risk.classify import UNKNOWN_CLASS
from risk.tps_classes import CLASSES
from views import wording
from views.personnel_words import class_word, clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.personnel.deploy import Deployment


def choices(deployment: Deployment, lang: str) -> Iterator[tuple[str, str]]:
    """What the reader has chosen, by name."""
    staffing = deployment.staffing
    local = sum(one.people for one in deployment.sources if one.pool == LOCAL)
    told = {
        "reserve": wording.number(staffing.reserve, lang),
        "journey": wording.general(staffing.journey, lang),
        "rest": wording.general(staffing.rest, lang),
        "stretch": wording.general(staffing.stretch, lang),
        "mixed": wording.text(f"value.{'yes' if staffing.mixed else 'no'}", lang),
        "tni": wording.text(f"value.{'yes' if staffing.tni else 'no'}", lang),
        "local": wording.number(local, lang),
    }
    for name, value in told.items():
        yield wording.text(f"personnel.choice.{name}", lang), value


def assumptions(deployment: Deployment, lang: str) -> Iterator[str]:
    """Everything in the plan that nobody has published."""
    book, staffing = deployment.book, deployment.staffing
    assumed = int(deployment.classes.assumed.sum())
    if assumed:
        count = wording.number(assumed, lang)
        yield wording.text("personnel.assumed.classes", lang, count=count)
    unknown = int((deployment.classes.tps_class == UNKNOWN_CLASS).sum())
    if unknown:
        count = wording.number(unknown, lang)
        yield wording.text("personnel.assumed.unknown", lang, count=count)
    own = {name for name, _ in staffing.rules}
    for name, reason in staffing.pattern_of(book).assumed.items():
        if name in own:
            continue
        word = class_word(name, lang) if name in CLASSES else _word(name, lang)
        yield wording.text(
            "personnel.assumed.rule", lang, tps_class=word, reason=reason[lang]
        )
    yield from _assumed_pools(deployment, lang)
    yield wording.text(
        "personnel.assumed.opens",
        lang,
        opens=clock(book.opens, lang),
        reason=book.opens_note[lang],
        rest=wording.general(staffing.rest, lang),
    )
    yield wording.text(
        "personnel.assumed.journey",
        lang,
        hours=wording.general(staffing.journey, lang),
    )
    longest = deployment.grouped.longest_stretch
    if longest > MINUTES_PER_HOUR:
        minutes = wording.minutes(longest, lang)
        yield wording.text("personnel.assumed.stretch", lang, minutes=minutes)
    yield wording.text("personnel.assumed.numbers", lang)
    yield wording.text("personnel.assumed.escort", lang)


def _assumed_pools(deployment: Deployment, lang: str) -> Iterator[str]:
    """Where pools start that the reader has not placed, and those nobody counts."""
    changed = {name for name, _, _ in deployment.staffing.homes}
    posts = {p.post_id: p.name for p in deployment.result.knowledge.reach.posts}
    rest = {c: p for c, p in deployment.book.pools.items() if c not in changed}
    for pool in rest.values():
        if pool.number is not None and pool.home in posts:
            yield wording.text(
                "personnel.assumed.home",
                lang,
                pool=pool.name[lang],
                post=posts[pool.home],
            )
    unknown = [pool.name[lang] for pool in rest.values() if pool.number is None]
    if unknown:
        yield wording.text("personnel.assumed.pools", lang, pools=", ".join(unknown))


def _word(name: str, lang: str) -> str:
    return wording.text(f"personnel.force.{name}", lang)
