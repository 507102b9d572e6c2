"""Codes and values from the core, turned into the sentences a reader sees.

The core says `Reason("nearest", minutes=180)`; only here does it become "3 jam".
Every sentence is plain text on one line: a page that hands it to Markdown passes it
through `escape_markdown` first.
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from views.wording.catalogue import DEFAULT_LANGUAGE, has, text
from views.wording.formats import date, general, minutes, number, percent

Value = str | int | float | tuple[str, ...] | None
Writer = Callable[..., str]
NO_NAMES: Mapping[str, str] = MappingProxyType({})

QUALITIES = ("official", "reported", "estimate", "assumed", "snapshot", "partial")
_NAMED_TYPES = ("polres", "polsek", "polsubsektor", "pospol", "kodim", "koramil")


class Coded(Protocol):
    """What the core says: a code and named values (a problem, a reason, a flag)."""

    @property
    def code(self) -> str:
        """Return the code, without its prefix: "no_polsek"."""

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        """Return the (name, value) pairs the sentence may use."""


class Faulty(Protocol):
    """An error of the core: every fault it found."""

    @property
    def problems(self) -> tuple[Coded, ...]:
        """Return the faults, in the order in which they were found."""


def problem(
    coded: Coded, lang: str = DEFAULT_LANGUAGE, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Say what is wrong, where, and what to do.

    `names` are the names of codes (of indicators, kecamatan, posts) in this language;
    a code among the values is shown by its name where it has one. A fault without a
    sentence of its own is told by its code, never swallowed: the place that shows
    errors must not fail itself.
    """
    try:
        return _sentence(f"problem.{coded.code}", coded, lang, names)
    except KeyError:
        listed = "; ".join(f"{name}={value}" for name, value in coded.values)
        code = plain(coded.code)
        return text("problem.other", lang, code=code, values=plain(listed))


def error(
    fault: Faulty, lang: str = DEFAULT_LANGUAGE, names: Mapping[str, str] = NO_NAMES
) -> list[str]:
    """Return one sentence for each fault, in the order in which they were found."""
    return [problem(coded, lang, names) for coded in fault.problems]


def headline(fault: Faulty, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return the line above the faults: which layer, or what, cannot be used."""
    layer = getattr(fault, "layer", None)
    if layer is not None:
        return text("error.LayerError", lang, layer=_word("layer", layer, lang))
    layers = getattr(fault, "layers", None)
    if layers is not None:
        named = ", ".join(_word("layer", one, lang) for one in layers)
        return text("error.LayersError", lang, layers=named)
    key = f"error.{type(fault).__name__}"
    return text(key if has(key, lang) else "error.other", lang)


def reason(coded: Coded, lang: str = DEFAULT_LANGUAGE) -> str:
    """Say one reason of a gap or a candidate; raises `KeyError` for an unknown code."""
    return _sentence(f"reason.{coded.code}", coded, lang)


def reasons(name: str, codeds: Iterable[Coded], lang: str = DEFAULT_LANGUAGE) -> str:
    """Return the line a leader reads: "Busang: tidak ada polsek; 4.320 pemilih"."""
    return f"{plain(name)}: {'; '.join(reason(coded, lang) for coded in codeds)}"


def flag(
    coded: Coded, lang: str = DEFAULT_LANGUAGE, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Say what to be careful about in the indicators; `KeyError` where unknown."""
    return _sentence(f"flag.{coded.code}", coded, lang, names)


def treated(
    method: str, indicator: str, points: int, lang: str = DEFAULT_LANGUAGE
) -> str:
    """Say what was done to the outliers of an indicator, and to how many values."""
    count = number(points, lang)
    return text(f"treated.{method}", lang, indicator=plain(indicator), count=count)


def mark(quality: str, lang: str = DEFAULT_LANGUAGE) -> str:
    """Return the small mark a figure of this quality carries; official has none.

    Raises `KeyError` for a quality we do not know.
    """
    return "" if quality == "official" else text(f"mark.{quality}", lang)


def plain(written: str) -> str:
    """Return text from data on one line, without control characters.

    Nothing else changes: a terminal escape or a line break in a name cannot act.
    """
    return "".join(" " if _acts(letter) else letter for letter in written)


def _acts(letter: str) -> bool:
    """Whether a character moves the writing instead of being part of it."""
    return unicodedata.category(letter) in {"Cc", "Zl", "Zp"}


def _sentence(
    key: str, coded: Coded, lang: str, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Fill the sentence of a key with the values, each written after its name."""
    values = {name: _named(value, names) for name, value in coded.values}
    shown = {name: _shown(name, value, lang) for name, value in values.items()}
    return text(key, lang, **(_derived(values, lang) | shown))


def _named(value: Value, names: Mapping[str, str]) -> Value:
    """Replace a code by its name, alone or in a list."""
    if isinstance(value, tuple):
        return tuple(names.get(item, item) for item in value)
    return names.get(value, value) if isinstance(value, str) else value


def _derived(values: Mapping[str, Value], lang: str) -> dict[str, str]:
    """What sentences may name besides the values: marks, a post without its type.

    Minutes that nobody calls reported are an estimate.
    """
    word, short = _split_post(str(values.get("post")), lang)
    if not word and "post_type" in values:
        word = _shown("post_type", values["post_type"], lang)
    quality = str(values.get("voters_quality", "official"))
    mark_text = mark(quality, lang)
    minutes_quality = values.get("minutes_quality", "estimate")
    return {
        "post_word": word,
        "post_short": short,
        "voters_mark": f" ({mark_text})" if mark_text else "",
        "minutes_sign": _sign(values.get("minutes"), minutes_quality),
    }


def _sign(minutes: Value, quality: Value) -> str:
    """Return the sign before minutes that rest on an estimate, with its space."""
    is_time = isinstance(minutes, int | float) and math.isfinite(minutes)
    return "" if not is_time or quality in ("official", "reported") else "≈ "


def _split_post(post: str, lang: str) -> tuple[str, str]:
    """Split "Polsek Muara Ancalong" into "polsek" and "Muara Ancalong".

    The word is blank where the name does not begin with a type of post.
    """
    first, _, rest = plain(post).partition(" ")
    if rest and first.casefold() in _NAMED_TYPES:
        return text(f"post_word.{first.casefold()}", lang), rest
    return "", plain(post)


def _shown(name: str, value: Value, lang: str) -> str:
    """Write one value the way its name asks for."""
    if isinstance(value, tuple):
        return ", ".join(plain(item) for item in value)
    if value is None:
        return text("value.unknown", lang)
    if name in _WORDS and isinstance(value, str):
        return _word(_WORDS[name], value, lang)
    if name in _WRITERS:
        return _WRITERS[name](value, lang)
    return plain(value) if isinstance(value, str) else general(value, lang)


def _word(group: str, code: str, lang: str) -> str:
    """Return the word of a code in its group, or the code itself where it has none."""
    key = f"{group}.{code}"
    return text(key, lang) if has(key, lang) else plain(code)


def _count(value: float, lang: str) -> str:
    return number(value, lang)


def _one_decimal(value: float, lang: str) -> str:
    return number(value, lang, 1)


def _two_decimals(value: float, lang: str) -> str:
    return number(value, lang, 2)


_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "season": "season",
        "post_type": "post_word",
        "voters_quality": "quality",
        "aggregate": "aggregate",
        "normalise": "normalise",
        "mode": "mode",
        "layer": "layer",
        "field": "field",
    }
)

_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "minutes": minutes,
        "served_minutes": minutes,
        "minutes_before": minutes,
        "minutes_after": minutes,
        "threshold": minutes,
        "voters": _count,
        "tps": _count,
        "count": _count,
        "known": _count,
        "rank": _count,
        "score": _one_decimal,
        "r": _two_decimals,
        "share": percent,
        "most_share": percent,
        "standard": percent,
        "date": date,
        "source_date": date,
    }
)
