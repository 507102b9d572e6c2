"""The data's set phrases are said in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from views import wording
from views.phrases import key_of, phrase

if TYPE_CHECKING:
    from geo.area import StudyArea


def phrases_of(area: StudyArea) -> set[str]:
    """Every part of every source, quality, licence and completeness shipped."""
    texts: set[str] = set()
    for entry in area.catalogue.files:
        texts |= {entry.source, entry.quality, entry.licence, entry.completeness}
        for column in entry.columns:
            texts |= {column.source, column.quality, column.licence}
    return {part for text in texts for part in text.split("; ")}


def test_every_shipped_phrase_has_an_indonesian_sentence(area: StudyArea) -> None:
    """No English is left on the Indonesian data page by the shipped tables."""
    missing = sorted(p for p in phrases_of(area) if not wording.has(key_of(p), "id"))
    assert missing == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("official count; derived", "hitungan resmi; diturunkan"),
        ("official count; Dinas X, 2025", "hitungan resmi; Dinas X, 2025"),
        ("x.com (Wikipedia copy)", "x.com (salinan Wikipedia)"),
        ("", ""),
    ],
)
def test_known_parts_are_translated_and_others_kept(text: str, shown: str) -> None:
    """A source that nobody translated stays as its author wrote it."""
    assert phrase(text, "id") == shown
