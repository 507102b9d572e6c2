"""The recommendation sheet in parts: the order, a block per kecamatan, the basis."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from views import (
    participation_words,
    recommend_words,
    recruitment_words,
    story,
    wording,
)
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
from views.readiness_words import quadrant_word
from views.recommend_records import choices_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plan.recommend import Block
    from plan.sheet import Sheet
    from views.exports.proposal_parts import Part

_SCHEME = "siting"  # of scores and of reach: the sheet carries the marks of both
_BLOCK, _HEADS = (0.2, 0.8), ("part", "told")
_PAGE, _ROWS = 3000, 30  # letters and rows that surely fit on one page


def document(
    sheet: Sheet, lang: str, only: str | None, texts: Mapping[str, str]
) -> Document:
    """The sheet of one kecamatan (`only`, its code) or of all in order of priority.

    `texts`: kecamatan_code -> text of its block where somebody changed it.
    """
    blocks = [one for one in sheet.blocks if only in (None, one.kecamatan_code)]
    parts: list[Part] = []
    if only is None:
        parts += _order(sheet, lang)
    for block in blocks:
        level = 2 if only is None else 1
        parts.append(Heading(recommend_words.title(block, lang), level))
        parts += _block(sheet, block, lang, texts.get(block.kecamatan_code))
    changed = [one.kecamatan for one in blocks if one.kecamatan_code in texts]
    parts += _basis(sheet, lang, changed)
    result = sheet.result
    return Document(
        lang=lang,
        title=wording.plain(story.title(result, "recommend", lang)),
        subtitle=wording.text("recommend.subtitle", lang),
        state=story.state(result, lang),
        version=wording.text(
            "export.version",
            lang,
            version=result.area.data_version,
            scenario=digest(sheet),
        ),
        page=wording.text("proposal.page", lang, page="{page}", pages="{pages}"),
        parts=tuple(parts),
    )


def digest(sheet: Sheet) -> str:
    """12 hexadecimal digits that change with any choice of the reader."""
    chosen = {
        "scenario": sheet.result.scenario.to_dict(),
        "people": choices_record(sheet.choices),
    }
    plain = json.dumps(chosen, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[: provenance.DIGEST]


def _order(sheet: Sheet, lang: str) -> Iterator[Part]:
    """Where first: the sentence, the figures, every kecamatan with what to do."""
    first = sheet.blocks[: recommend_words.FIRST]
    names = ", ".join(wording.plain(one.kecamatan) for one in first)
    yield Text(wording.text("recommend.lead", lang, names=names), "lead")
    snapshot = compose.snapshot(sheet.result, "readiness", lang)
    yield Picture(png.render_figure(snapshot), wording.text("recommend.caption", lang))
    rows = tuple(
        (one.label, wording.plain(one.value), f"{one.note}. {one.source}")
        for one in recommend_words.figures(sheet, lang)
    )
    heads = grid_heads("what", "value", "told", lang=lang)
    yield Grid(heads, rows, (0.27, 0.2, 0.53))
    yield Heading(wording.text("recommend.order.title", lang))
    listed = tuple(_row(sheet, block, lang) for block in sheet.blocks)
    told = (
        wording.text("recommend.column.priority", lang),
        wording.text("word.kecamatan", lang),
        wording.text("word.risk_class", lang),
        wording.text("word.quadrant", lang),
        wording.text("recommend.part.actions", lang),
    )
    widths, whole = (0.06, 0.16, 0.12, 0.2, 0.46), len(listed) < _ROWS
    yield Grid(told, listed, widths, numbers=(0,), whole=whole)
    yield Text(recommend_words.order_text(sheet, lang), "quiet")
    yield Heading(wording.text("recommend.blocks", lang))


def _row(sheet: Sheet, block: Block, lang: str) -> tuple[str, ...]:
    return (
        wording.number(block.priority, lang),
        wording.plain(block.kecamatan),
        recommend_words.class_word(block, lang),
        quadrant_word(block.quadrant, lang),
        recommend_words.actions(sheet, block, lang),
    )


def _block(sheet: Sheet, block: Block, lang: str, own: str | None) -> Iterator[Part]:
    """One kecamatan, a row for each part; `own` is its text where somebody changed it.

    What fits on a page is not torn apart; what is changed says so.
    """
    if own is None:
        parts = recommend_words.lines(sheet, block, lang)
    else:
        parts = recommend_words.from_text(own, lang)
        yield Text(wording.text("recommend.changed", lang), "quiet")
    rows = tuple((label, wording.plain(text)) for label, text in parts)
    blank = ("", wording.text("recommend.blank", lang))
    letters = sum(len(text) for _, text in rows)
    yield Grid(
        tuple(wording.text(f"recommend.head.{name}", lang) for name in _HEADS),
        rows or (blank,),
        _BLOCK,
        strong=(0,) if own is None else (),
        whole=letters < _PAGE and len(rows) < _ROWS,
    )


def _basis(sheet: Sheet, lang: str, changed: Sequence[str]) -> Iterator[Part]:
    """Standards and targets with their reasons, marks, scenario, data and sources."""
    yield Heading(wording.text("recommend.basis", lang))
    events = wording.number(len(sheet.basis.events), lang)
    log = wording.text("recommend.log", lang, count=events)
    plans = _plans(sheet, lang)
    yield Items((*_standards(sheet, lang), *_target(sheet, lang), *plans, log))
    if changed:
        listed = ", ".join(wording.plain(name) for name in changed)
        yield Text(wording.text("recommend.changed_list", lang, names=listed), "quiet")
    told = marks(sheet.result, _SCHEME, lang)
    yield Items(tuple(f"{mark}: {meaning}" for mark, meaning in told if mark))
    heads = grid_heads("what", "told", lang=lang)
    # One number for one scenario: that of the sheet, with the choices on people.
    of_scenario, of_sheet = provenance.scenario_digest(sheet.result), digest(sheet)
    lines = tuple(
        (label, text.replace(of_scenario, of_sheet))
        for label, text in provenance.lines(sheet.result, _SCHEME, lang)
    )
    yield Grid(heads, lines, (0.18, 0.82))


def _plans(sheet: Sheet, lang: str) -> Iterator[str]:
    """What the plans of people and supplies were made with."""
    book, asked = sheet.result.knowledge.book, sheet.choices.staffing
    if book is not None and asked is not None:
        pattern = wording.plain(asked.pattern_of(book).name[lang])
        yield wording.text("recommend.basis.personnel", lang, pattern=pattern)
    shipping = sheet.choices.shipping
    if shipping is not None:
        yield wording.text(
            "recommend.basis.logistics",
            lang,
            day=wording.number(shipping.deadline_day, lang),
            hour=wording.general(shipping.deadline_hour, lang),
            hours=wording.general(shipping.hours_a_day, lang),
        )


def _standards(sheet: Sheet, lang: str) -> Iterator[str]:
    """What recruitment assumes: values of the file with reasons, or the reader's."""
    start, asked = sheet.basis.recruiting, sheet.choices.recruiting
    if start is None or asked is None:
        return
    first, own = start.recruiting, wording.text("recommend.own_choice", lang)
    is_same = (asked.voters_per_officer, asked.within) == (
        first.voters_per_officer,
        first.within,
    )
    quality = wording.text(f"quality.{start.qualities['standard']}", lang)
    reason = wording.plain(start.reasons["standard"][lang]) if is_same else own
    yield f"{recruitment_words.standard_text(sheet, lang)} ({quality}). {reason}"
    had, has = dict(first.strength), dict(asked.strength)
    for kind in {**had, **has}:
        is_same = had.get(kind, 0) == has.get(kind, 0)
        yield wording.text(
            "recommend.strength",
            lang,
            post=wording.text(f"post_type.{kind}", lang),
            count=wording.number(has.get(kind, 0), lang),
            reason=wording.plain(start.reasons[kind][lang]) if is_same else own,
        )
    names = sheet.result.area.kecamatan["kecamatan"].to_dict()
    for code, officers in asked.local:
        yield wording.text(
            "recommend.local",
            lang,
            kecamatan=wording.plain(names[code]),
            count=wording.number(officers, lang),
        )


def _target(sheet: Sheet, lang: str) -> Iterator[str]:
    """What participation assumes, and what is known of the kabupaten alone."""
    votes = sheet.plans.participation
    if votes is None:
        return
    yield wording.text(
        "recommend.target",
        lang,
        target=wording.percent(votes.asked.target, lang, 1),
        base=wording.plain(votes.base.name[lang]),
    )
    yield from map(wording.plain, participation_words.notes(votes, lang))
