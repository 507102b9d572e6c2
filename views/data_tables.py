"""Tables of the data page: where every number is from, of when, and how good."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from geo.impedance.fit import fit_table
from views import story, wording
from views.figure_words import figure_line
from views.phrases import phrase
from views.tables import NOTHING, Column, Row

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.catalogue import Conflict, PostLayer
    from plan.knowledge import Knowledge

MINUTES = "minutes"
# Pixels; each table as wide as a page 1500 pixels wide has room for.
_FILE_WIDTHS = {
    "file": 150,
    "rows": 56,
    "source": 340,
    "date": 110,
    "quality": 120,
    "completeness": 104,
    "licence": 130,
}
_INDICATOR_WIDTHS = {
    "indicator": 120,
    "formula": 206,
    "unit": 74,
    "direction": 74,
    "quality": 84,
    "date": 98,
    "source": 150,
    "note": 270,
}
_LIST_WIDTHS = {
    "post": 100,
    "listed": 120,
    "completeness": 130,
    "reason": 560,
    "source": 150,
}
_COMPLETE = {True: "complete", False: "incomplete", None: "unknown"}


def file_table(known: Knowledge, lang: str) -> tuple[list[Row], list[Column]]:
    """Every file with source, licence, date, quality, completeness and hash."""
    rows = [
        {
            "file": entry.name,
            "rows": wording.number(entry.rows, lang) if entry.rows else NOTHING,
            "source": phrase(entry.source, lang),
            "date": _date(entry.vintage, lang),
            "quality": phrase(entry.quality, lang),
            "completeness": phrase(entry.completeness, lang),
            "licence": phrase(entry.licence, lang),
            "sha256": entry.sha256,
        }
        for entry in known.area.catalogue.files
    ]
    columns = [Column(n, _word(n, lang), width=w) for n, w in _FILE_WIDTHS.items()]
    return rows, [*columns, Column("sha256", "SHA-256", width=500)]


def column_table(known: Knowledge, lang: str) -> tuple[list[Row], list[Column]]:
    """Every column of every file that has a source of its own."""
    rows = [
        {
            "file": entry.name,
            "column": column.column,
            "source": phrase(column.source, lang),
            "date": _date(column.date, lang),
            "quality": phrase(column.quality, lang),
            "licence": phrase(column.licence, lang),
        }
        for entry in known.area.catalogue.files
        for column in entry.columns
    ]
    names = ("file", "column", "source", "date", "quality", "licence")
    return rows, [Column(name, _word(name, lang)) for name in names]


def completeness_table(known: Knowledge, lang: str) -> tuple[list[Row], list[Column]]:
    """How many posts of each type are listed, and whether that is all of them."""
    area = known.area
    rows = [
        {
            "post": wording.text(f"post_type.{layer.post_type}", lang),
            "listed": _listed(area.listed(layer.post_type), layer.expected, lang),
            "completeness": _completeness(area, layer, lang),
            "reason": story.list_reason(area, layer, lang),
            "source": layer.source,
        }
        for layer in area.catalogue.layers
    ]
    widths = _LIST_WIDTHS.items()
    return rows, [Column(n, _word(n, lang), width=w) for n, w in widths]


def _completeness(area: StudyArea, layer: PostLayer, lang: str) -> str:
    """Whether a list is whole; more than anybody stated is no proof of that."""
    if story.is_overfull(area, layer):
        return wording.text("completeness.over", lang)
    state = _COMPLETE[area.is_complete(layer.post_type)]
    return wording.text(f"completeness.{state}", lang)


def _listed(listed: int, expected: float, lang: str) -> str:
    """How many posts are listed, and of how many where somebody stated that."""
    part = wording.number(listed, lang)
    if isnan(expected):
        return part
    whole = wording.number(expected, lang)
    if listed > expected:
        return wording.text("word.listed_over", lang, listed=part, expected=whole)
    return wording.text("word.of", lang, part=part, whole=whole)


def version(known: Knowledge, lang: str) -> dict[str, str]:
    """Version and span of the data in use, as words."""
    first, last = known.area.catalogue.span
    return {
        "version": known.area.data_version,
        "first": wording.date(first, lang),
        "last": wording.date(last, lang),
    }


def assumed(lang: str) -> str:
    """The mark of an assumption."""
    return wording.mark("assumed", lang)


def indicator_table(known: Knowledge, lang: str) -> tuple[list[Row], list[Column]]:
    """Every indicator with its formula, unit, direction, source, date and quality."""
    rows = [
        {
            "indicator": indicator.name[lang],
            "formula": indicator.formula[lang],
            "unit": indicator.unit[lang],
            "direction": wording.text(f"direction.{indicator.direction}", lang),
            "quality": wording.text(f"quality.{indicator.quality}", lang),
            "date": _date(indicator.date, lang),
            "source": indicator.source[lang],
            "note": indicator.notes[lang],
        }
        for indicator in known.indicators
    ]
    widths = _INDICATOR_WIDTHS.items()
    return rows, [Column(n, _word(n, lang), width=w) for n, w in widths]


def fit_rows(known: Knowledge, lang: str) -> tuple[list[Row], list[Column]]:
    """Reported times beside what the estimates alone would say."""
    table = fit_table(known.area, known.access.network)
    rows = [
        {
            "from": row["from_desa"],
            "to": row["to_desa"],
            "mode": wording.text(f"way.{row['mode']}", lang),
            "season": wording.text(f"season.{row['season']}", lang),
            "reported": row["reported"],
            "modelled": row["modelled"],
            "ratio": row["ratio"],
        }
        for row in table.to_dict("records")
    ]
    columns = [
        *(Column(n, _word(n, lang)) for n in ("from", "to", "mode", "season")),
        Column("reported", _word("reported", lang), MINUTES),
        Column("modelled", _word("modelled", lang), MINUTES),
        Column("ratio", _word("ratio", lang), "ratio"),
    ]
    return rows, columns


def speeds_sentence(known: Knowledge, lang: str) -> str:
    """The fitted speeds, detour and wet factor in one sentence."""
    fitted = known.access.network.speeds
    values = {**fitted.by_class, "boat": fitted.boat, "road": fitted.road}
    shown = {name: wording.number(kmh, lang, 1) for name, kmh in values.items()}
    return wording.text(
        "page.data.speeds",
        lang,
        **shown,
        detour=wording.number(fitted.detour, lang, 2),
        wet=wording.number(fitted.wet_factor, lang, 2),
    )


def conflict_lines(conflict: Conflict, known: Knowledge, lang: str) -> list[str]:
    """The figures that disagree, each with its source."""
    facts = known.area.facts
    return [figure_line(figure, facts, lang) for figure in conflict.figures]


def _date(text: str, lang: str) -> str:
    """Write a date or a span; a dash where the file says nothing of a time."""
    return wording.date(text, lang) if text.strip("- ") else NOTHING


def _word(name: str, lang: str) -> str:
    return wording.text(f"word.{name}", lang)
