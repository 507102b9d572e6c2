"""The sentences of each language, read once from the `.po` files beside this module.

Keys are symbolic ("page.summary.title"), so that no language is the key of another.
"""

import functools
import gettext
import io
import re
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@functools.cache
def translations(lang: str) -> gettext.GNUTranslations:
    """All sentences of one language; raises `KeyError` for an unknown language."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    compiled = io.BytesIO()
    with (FOLDER / f"{lang}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=lang, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def text(key: str, /, lang: str = DEFAULT_LANGUAGE, **values: object) -> str:
    """Return the sentence of a key, its `{names}` replaced by the values as they are.

    Raises `KeyError` for a key without a sentence and for a name without a value.
    """
    found = translations(lang).gettext(key)
    if found == key:
        raise KeyError(key)
    return fill(found, values)


def plural(
    key: str, count: int, /, lang: str = DEFAULT_LANGUAGE, **values: object
) -> str:
    """Return the sentence of a key in the form its language uses for this count.

    The count is not placed by itself: hand it in, formatted, under the name the
    sentence uses. Raises `KeyError` as `text` does.
    """
    found = translations(lang).ngettext(key, key, count)
    if found == key:
        raise KeyError(key)
    return fill(found, values)


def has(key: str, lang: str = DEFAULT_LANGUAGE) -> bool:
    """Whether the language has a sentence for the key."""
    return translations(lang).gettext(key) != key


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """Put each value, letter for letter, where the sentence names it.

    A value is never read as a sentence itself: a kecamatan called `{tps}` or `%s`
    stays written so. Raises `KeyError` for a name without a value.
    """
    return _PLACEHOLDER.sub(lambda name: str(values[name[1]]), sentence)


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names a sentence wants values for."""
    return frozenset(_PLACEHOLDER.findall(sentence))
