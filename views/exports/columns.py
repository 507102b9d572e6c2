"""Columns that the tables of every view share, with the marks they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import story, wording
from views.exports.ranking import titled
from views.exports.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plan.evaluate import Result
    from views.exports.tables import Kind
    from views.tables import Column as Shown


def column(
    key: str, lang: str, kind: Kind = "text", *, header: str = "",
    quality: str = "official",
) -> Column:  # fmt: skip
    """Return a column with its word, and its mark if the figures are not official."""
    word = wording.text(f"word.{header or key}", lang)
    return Column(key, titled(word, quality, lang), kind=kind)


def as_written(
    columns: Iterable[Shown], kinds: Mapping[str, Kind], lang: str
) -> tuple[Column, ...]:
    """Columns of a page as those of a workbook; minutes say their unit.

    `kinds`: how the workbook writes each kind of the page; the others are text.
    """
    minutes = wording.text("unit.minutes.name", lang)
    written = []
    for one in columns:
        kind = kinds.get(one.kind, "text")
        unit = minutes if kind == "minutes" else ""
        written.append(Column(one.key, one.header, unit, kind))
    return tuple(written)


def coverage_quality(result: Result) -> str:
    """How far to trust what is reached: an estimate, and only a part of it at worst."""
    return "estimate" if story.is_complete(result) else "partial"
