"""Columns that the tables of every view share, with the marks they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import story, wording
from views.exports.ranking import titled
from views.exports.tables import Column

if TYPE_CHECKING:
    from plan.evaluate import Result
    from views.exports.tables import Kind


def column(
    key: str, lang: str, kind: Kind = "text", *, header: str = "",
    quality: str = "official",
) -> Column:  # fmt: skip
    """Return a column with its word, and its mark if the figures are not official."""
    word = wording.text(f"word.{header or key}", lang)
    return Column(key, titled(word, quality, lang), kind=kind)


def coverage_quality(result: Result) -> str:
    """How far to trust what is reached: an estimate, and only a part of it at worst."""
    return "estimate" if story.is_complete(result) else "partial"
