"""The proposal file in words: what is proposed, why, how sure, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.proposal_file import gather
from views import siting_tables, siting_words, story, tables, wording
from views.exports import compose, png, provenance
from views.exports.explained import marks
from views.exports.proposal_parts import (
    Document,
    Grid,
    Heading,
    Items,
    Picture,
    Text,
    grid_heads,
)
from views.exports.proposal_sites import site_grid
from views.exports.sited_tables import total_row
from views.figure_words import figure_line
from views.maps.siting import sure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.criteria import Criterion
    from plan.evaluate import Result
    from plan.proposal_file import ProposalFile
    from plan.proposals import Sited
    from views.exports.proposal_parts import Part

_GAINS = (
    *("kecamatan", "gained", "tps_gained", "share_before", "share_after"),
    *("minutes_before", "minutes_after", "nearer"),
)


def document(result: Result, lang: str) -> Document:
    """The proposal file of a proven result, in the order of a staff study.

    Raises `MethodError` where no post can be proposed.
    """
    sited = result.placed
    found = gather(result, sited)
    chapters = (
        ("answer", _answer(result, sited, lang)),
        ("sites", _sites(result, found, lang)),
        ("gains", _gains(result, sited, lang)),
        ("sure", _sure(result, sited, found, lang)),
        ("criteria", _criteria(result, found, lang)),
        ("missing", _missing(result, lang)),
        ("basis", _basis(result, lang)),
    )
    parts: list[Part] = []
    for number, (name, inside) in enumerate(chapters, start=1):
        title = wording.text(f"proposal.chapter.{name}", lang)
        parts += [Heading(f"{number}. {title}"), *inside]
    return Document(
        lang=lang,
        title=wording.plain(story.title(result, "siting", lang)),
        subtitle=wording.text("proposal.subtitle", lang),
        state=story.state(result, lang),
        version=wording.text(
            "export.version",
            lang,
            version=result.area.data_version,
            scenario=provenance.scenario_digest(result),
        ),
        page=wording.text("proposal.page", lang, page="{page}", pages="{pages}"),
        parts=tuple(parts),
    )


def _answer(result: Result, sited: Sited, lang: str) -> Iterator[Part]:
    """What is proposed: the sentence, the map, the figures, the reasons."""
    answer = siting_words.headline(result, sited, lang)
    yield Text(answer, "lead")
    if sited.by_hand:
        yield Text(siting_words.own_against_best(result, sited, lang))
    snapshot = compose.snapshot(result, "siting", lang)
    yield Picture(png.render_figure(snapshot), _caption(result, lang))
    rows = tuple(
        (one.label, one.value, f"{one.note}. {one.source}")
        for one in siting_words.figures(result, sited, lang)
    )
    heads = grid_heads("what", "value", "told", lang=lang)
    yield Grid(heads, rows, (0.27, 0.2, 0.53))
    told = siting_words.reasons(result, sited, lang)
    yield Items(tuple(f"{wording.plain(name)}: {why}" for name, why in told))
    if sited.idle:
        yield Text(wording.text("siting.idle", lang, count=sited.idle), "quiet")
    left_out = siting_words.unserved(sited, result, lang)
    if left_out:
        yield Text(left_out, "quiet")


def _caption(result: Result, lang: str) -> str:
    """What the map shows, and what stands below a circle where something does."""
    told = wording.text("proposal.caption", lang, area=wording.plain(result.area.name))
    return (
        f"{told} {_sentence(wording.text('legend.tap', lang))}"
        if sure_of(result)
        else told
    )


def _sites(result: Result, found: ProposalFile, lang: str) -> Iterator[Part]:
    """Each place in a table of its own."""
    for rank, site in enumerate(found.sites, start=1):
        place = site.proposal.candidate
        name = f"{rank} · {place.desa}, {place.kecamatan}"
        yield Heading(wording.plain(name), 2)
        yield site_grid(result, site, lang)
    if not found.sites:
        yield Text(wording.text("shortlist.none", lang))


def _gains(result: Result, sited: Sited, lang: str) -> Iterator[Part]:
    """Every kecamatan before and after, and all of them together."""
    rows, columns = siting_tables.gain_table(result, sited, lang)
    shown = [column for column in columns if column.key in _GAINS]
    write = {column.key: tables.formatter(column.kind, lang) for column in shown}
    yield Text(wording.text("proposal.gains.note", lang), "quiet")
    every = [*rows, total_row(siting_words.total(result, sited), lang)]
    yield Grid(
        tuple(column.header for column in shown),
        tuple(
            tuple(wording.plain(write[column.key](row[column.key])) for column in shown)
            for row in every
        ),
        (0.2, 0.12, 0.1, 0.12, 0.1, 0.13, 0.11, 0.12),
        numbers=tuple(range(1, len(shown))),
        strong=(len(rows),),
    )


def _sure(
    result: Result, sited: Sited, found: ProposalFile, lang: str
) -> Iterator[Part]:
    """Proof or gap, sets as good, and places that other weights choose."""
    best = sited.best
    key = "proven" if best.optimal else "not_proven"
    yield Text(
        wording.text(
            f"proposal.{key}",
            lang,
            aim=wording.text(f"objective.{result.scenario.objective}", lang),
            value=siting_words.objective_text(result, best.value, lang),
            gap=wording.percent(best.gap, lang, 1),
        )
    )
    if sited.by_hand:
        yield Text(siting_words.own_against_best(result, sited, lang))
    else:
        yield Text(_sentence(siting_words.equally_good(best, lang)))
    sets = siting_words.set_names(result, sited)
    if len(sets) > 1:
        yield Items(tuple(sets))
        yield Text(wording.text("siting.sets.note", lang), "quiet")
    places = {place.code: place for place in result.knowledge.places.desa}
    names = result.area.kecamatan["kecamatan"]
    others = tuple(
        wording.text(
            "proposal.other",
            lang,
            desa=wording.plain(places[code].name),
            kecamatan=wording.plain(str(names[places[code].kecamatan_code])),
            share=wording.percent(share, lang),
        )
        for code, share in found.others
    )
    if others:
        yield Text(wording.text("proposal.others", lang))
        yield Items(others)
    elif sited.stability:
        yield Text(wording.text("proposal.no_others", lang))


def _criteria(result: Result, found: ProposalFile, lang: str) -> Iterator[Part]:
    """The table to be filled in: what rules ask, what it costs."""
    service = story.service_word(result, lang)
    yield Text(wording.text("proposal.criteria", lang, post_word=service))
    rows = tuple(_criterion(one, lang) for one in found.criteria)
    blank = wording.text("proposal.blank", lang)
    heads = grid_heads("criterion", "asked", "source", lang=lang)
    yield Grid(heads, rows or ((blank, blank, blank),), (0.3, 0.38, 0.32))


def _criterion(one: Criterion, lang: str) -> tuple[str, str, str]:
    blank = wording.text("proposal.blank", lang)
    dated = " · ".join(
        part for part in (one.source, wording.date(one.date, lang) if one.date else "")
        if part
    )  # fmt: skip
    kind = wording.text(f"proposal.kind.{one.kind}", lang)
    return f"{kind}: {one.name[lang]}", one.value or blank, dated or blank


def _missing(result: Result, lang: str) -> Iterator[Part]:
    """What is estimated, assumed, unknown or in dispute."""
    area = result.area
    listed = wording.text(
        "proposal.list",
        lang,
        post_word=story.service_word(result, lang),
        told=tables.completeness(result, lang),
    )
    yield Text(listed)
    yield Heading(wording.text("proposal.estimated", lang), 2)
    told = marks(result, "siting", lang)
    yield Items(tuple(f"{mark}: {meaning}" for mark, meaning in told if mark))
    yield Heading(wording.text("export.section.assumptions", lang), 2)
    assumed = area.catalogue.assumptions
    yield Items(tuple(f"{one.title[lang]}: {one.note[lang]}" for one in assumed))
    yield Heading(wording.text("proposal.unknown", lang), 2)
    yield Items(
        tuple(
            wording.text(f"proposal.unknown.{name}", lang)
            for name in ("population", "offices", "tps", "criteria")
        )
    )
    if area.catalogue.conflicts:
        yield Heading(wording.text("proposal.conflicts", lang), 2)
    for conflict in area.catalogue.conflicts:
        yield Text(f"{conflict.title[lang]}. {conflict.note[lang]}")
        lines = (figure_line(one, area.facts, lang) for one in conflict.figures)
        yield Items(tuple(lines))


def _basis(result: Result, lang: str) -> Iterator[Part]:
    """Choices of the scenario, weights, data and their sources."""
    heads = grid_heads("what", "told", lang=lang)
    lines = tuple(provenance.lines(result, "siting", lang))
    yield Grid(heads, lines, (0.18, 0.82))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
