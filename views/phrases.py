"""Set phrases of the data's own tables, in the reader's language.

The source tables are written in English. A phrase that the wording knows is shown
in the reader's language, anything else as its author wrote it.
"""

from __future__ import annotations

import re

from views import wording

LONGEST_KEY = 160
_BETWEEN = "; "
_COPY = " (Wikipedia copy)"


def phrase(text: str, lang: str) -> str:
    """Each part between semicolons in the reader's language, where known."""
    return _BETWEEN.join(_part(part, lang) for part in text.split(_BETWEEN))


def key_of(part: str) -> str:
    """Key of a phrase in the wording: its letters and digits."""
    slug = re.sub(r"[^a-z0-9]+", "_", part.casefold()).strip("_")
    return f"phrase.{slug[:LONGEST_KEY] or 'none'}"


def _part(part: str, lang: str) -> str:
    if not part:
        return part
    if part.endswith(_COPY):
        copy = wording.text("phrase.wikipedia_copy", lang)
        return f"{part.removesuffix(_COPY)} ({copy})"
    key = key_of(part)
    return wording.text(key, lang) if wording.has(key, lang) else part
