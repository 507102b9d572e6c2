"""Polsek and koramil together, and posts that move: sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import story, wording
from views.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from plan.joint_places import JointAsk, JointPlaces, Network
    from plan.moved_posts import MovedPosts
    from views.tables import Row


def joint_sentence(result: Result, found: JointPlaces, ask: JointAsk, lang: str) -> str:
    """How many of each for what price, and what both then cover."""
    polsek, koramil = found.networks
    prices = [wording.general(price, lang) for price in ask.prices]
    told = {
        "polsek": wording.number(len(polsek.places), lang),
        "koramil": wording.number(len(koramil.places), lang),
        "price": wording.general(found.price, lang),
        "price_polsek": prices[0],
        "price_koramil": prices[1],
        "threshold": wording.minutes(result.scenario.threshold, lang),
        "reach_polsek": _change(polsek, lang),
        "reach_koramil": _change(koramil, lang),
    }
    return wording.text("joint.sentence", lang, **told)


def joint_notes(found: JointPlaces, lang: str) -> Iterator[str]:
    """Whether it is proven, and what it rests on."""
    yield _proven(optimal=found.optimal, gap=found.gap, lang=lang)
    for one in found.networks:
        word = wording.text(f"post_word.{one.post_type}", lang)
        if one.idle:
            idle = wording.number(one.idle, lang)
            yield wording.text("joint.idle", lang, post_word=word, count=idle)
        if one.provisional:
            yield wording.text("joint.provisional", lang, post_word=word)
    yield wording.text("joint.note", lang)


def joint_table(found: JointPlaces, lang: str) -> tuple[list[Row], list[Column]]:
    """The places of both, each with what it adds to those of its type above it."""
    rows = [
        {
            "post_type": wording.text(f"post_type.{one.post_type}", lang),
            "desa": wording.plain(one.desa.name),
            "kecamatan": wording.plain(one.kecamatan),
            "voters": one.voters,
            "tps": one.tps,
            "price": one.price,
        }
        for one in found.places
    ]
    columns = [
        Column("post_type", wording.text("word.post", lang)),
        Column("desa", wording.text("word.desa", lang)),
        Column("kecamatan", wording.text("word.kecamatan", lang)),
        Column("voters", wording.text("siting.column.gained", lang), "integer"),
        Column("tps", wording.text("siting.column.tps_gained", lang), "integer"),
        Column("price", wording.text("joint.column.price", lang), "ratio"),
    ]
    return rows, columns


def moved_sentence(result: Result, found: MovedPosts, moves: int, lang: str) -> str:
    """Which posts would close, where they would open, who gains and who loses."""
    sign = "≥" if found.provisional else "≈"
    told = {
        "moves": wording.number(moves, lang),
        "post_word": story.service_word(result, lang),
        "threshold": wording.minutes(result.scenario.threshold, lang),
        "before": f"{sign} {wording.number(found.voters_before, lang)}",
    }
    if not found.closed:
        return wording.text("moved.none", lang, **told)
    closed = ", ".join(wording.plain(one.post.name) for one in found.closed)
    opened = ", ".join(
        f"{wording.plain(one.desa.name)} ({wording.plain(one.kecamatan)})"
        for one in found.opened
    )
    return wording.text(
        "moved.sentence",
        lang,
        closed=closed,
        opened=opened,
        after=f"{sign} {wording.number(found.voters_after, lang)}",
        lost=wording.number(found.lost, lang),
        **told,
    )


def moved_notes(result: Result, found: MovedPosts, lang: str) -> Iterator[str]:
    """That it is a comparison, whether it is proven, and what it rests on."""
    yield wording.text("moved.note", lang)
    yield _proven(optimal=found.optimal, gap=found.gap, lang=lang)
    if found.provisional:
        word = story.service_word(result, lang)
        yield wording.text("joint.provisional", lang, post_word=word)


def moved_table(
    result: Result, found: MovedPosts, lang: str
) -> tuple[list[Row], list[Column]]:
    """Posts that would close, then the places where they would open."""
    names = result.area.kecamatan["kecamatan"]
    rows = [
        {
            "what": wording.text("moved.closes", lang),
            "place": wording.plain(one.post.name),
            "kecamatan": wording.plain(str(names[one.post.kecamatan_code])),
            "voters": one.voters,
        }
        for one in found.closed
    ]
    rows += [
        {
            "what": wording.text("moved.opens", lang),
            "place": wording.plain(one.desa.name),
            "kecamatan": wording.plain(one.kecamatan),
            "voters": one.voters,
        }
        for one in found.opened
    ]
    columns = [
        Column("what", wording.text("moved.column.what", lang)),
        Column("place", wording.text("moved.column.place", lang)),
        Column("kecamatan", wording.text("word.kecamatan", lang)),
        Column("voters", wording.text("moved.column.voters", lang), "integer"),
    ]
    return rows, columns


def _change(one: Network, lang: str) -> str:
    """Share of the voters within reach, today and afterwards, with its sign."""
    sign = "≥" if one.provisional else "≈"
    before, after = (
        wording.percent(voters / one.voters if one.voters else None, lang)
        for voters in (one.voters_before, one.voters_after)
    )
    return f"{sign} {before} → {after}"


def _proven(*, optimal: bool, gap: float, lang: str) -> str:
    if optimal:
        return wording.text("site.optimal", lang)
    return wording.text("site.not_optimal", lang, gap=wording.percent(gap, lang, 2))
