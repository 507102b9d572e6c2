"""The second sheet of the workbook: what the ranking rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import story, wording
from views.exports import provenance
from views.exports.tables import Section
from views.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from risk.indicators import Indicator


def about(result: Result, scheme: str, lang: str) -> tuple[Section, ...]:
    """Scenario, marks, indicators with their formulas, assumptions and sources."""
    view = (story.title(result, scheme, lang), story.state(result, lang))
    scenario = [view, *provenance.lines(result, scheme, lang)[:3]]
    parts = (
        ("scenario", scenario),
        ("marks", list(marks(result, scheme, lang))),
        ("indicators", [_indicator(one, lang) for one in result.table.indicators]),
        ("assumptions", list(_assumptions(result, lang))),
        ("sources", list(_sources(result, lang))),
    )
    return tuple(
        Section(wording.text(f"export.section.{name}", lang), tuple(lines))
        for name, lines in parts
    )


def marks(result: Result, scheme: str, lang: str) -> Iterator[provenance.Line]:
    """Each mark: what it means, and which figures carry it."""
    for quality, names in provenance.marked(result, scheme, lang).items():
        meaning = wording.text(f"quality.{quality}.help", lang)
        yield wording.mark(quality, lang), f"{meaning}: {'; '.join(names)}"
    yield "", wording.text("export.unknown_note", lang)


def _indicator(indicator: Indicator, lang: str) -> provenance.Line:
    """Name of an indicator; formula, unit, direction, source, date and quality."""
    parts = (
        indicator.formula[lang],
        indicator.unit[lang],
        wording.text(f"direction.{indicator.direction}", lang),
        wording.text(f"quality.{indicator.quality}", lang),
        indicator.date,
        indicator.source[lang],
        indicator.notes[lang],
    )
    return indicator.name[lang], " · ".join(part for part in parts if part)


def _assumptions(result: Result, lang: str) -> Iterator[provenance.Line]:
    for one in result.area.catalogue.assumptions:
        yield one.title[lang], one.note[lang]


def _sources(result: Result, lang: str) -> Iterator[provenance.Line]:
    """Every file with source, licence and date; notices word for word."""
    catalogue = result.area.catalogue
    for entry in catalogue.files:
        parts = (
            phrase(entry.source, lang),
            phrase(entry.licence, lang),
            entry.vintage,
        )
        yield entry.name, " · ".join(part for part in parts if part)
    for notice in catalogue.notices:
        yield notice.holder, " ".join(notice.text.split())
