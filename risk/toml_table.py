"""Read the tables of a TOML file and name every fault in them at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.errors import Problem, Value
from risk.scenario import is_number, is_weight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Words = dict[str, str]  # one text in each language: {"id": ..., "en": ...}
LANGUAGES = ("id", "en")
_HARMLESS = "?"
_DATE_LENGTHS = (4, 7, 10)  # 2024, 2024-11, 2024-11-27


class TomlTable:
    """One table being read: each call takes a key and remembers what is wrong with it.

    `entry` says which table of the file it is. Where a value is faulty, a harmless
    one of the same type comes back and `problems` grows; the caller raises when
    all is read. `refuse_rest` names the keys nobody asked for.
    """

    def __init__(self, file: str, entry: str, values: Mapping[str, object]) -> None:
        """Start reading `values`, the table called `entry` in `file`."""
        self.file = file
        self.entry = entry
        self.problems: list[Problem] = []
        self._rest = dict(values)

    def text(self, key: str) -> str:
        """Text that is not blank."""
        return self._text(key, self._take(key, _HARMLESS))

    def text_or_blank(self, key: str) -> str:
        """Text without the spaces around it, or "" where the key is left out."""
        value = self._rest.pop(key, "")
        if isinstance(value, str):
            return value.strip()
        self.fault("toml_text_invalid", key=key)
        return ""

    def is_filled(self, key: str) -> bool:
        """Whether a key holds more than nothing; a blank text is taken out of the way.

        Not among the faults: what may be blank may also be left out.
        """
        if self._rest.get(key, "") == "":
            self._rest.pop(key, None)
        return key in self._rest

    def words(self, key: str, most: int | None = None) -> Words:
        """A text in each language, of at most `most` characters."""
        value = self._take(key, dict.fromkeys(LANGUAGES, _HARMLESS))
        texts = value if isinstance(value, dict) else {}
        words = {
            lang: self._text(f"{key}.{lang}", texts.get(lang)) for lang in LANGUAGES
        }
        for lang, text in words.items():
            if most is not None and len(text) > most:
                self.fault(
                    "toml_text_long", key=f"{key}.{lang}", length=len(text), most=most
                )
        return words

    def same_words(self, key: str) -> Words:
        """A text in each language, or one text that is the same in all of them."""
        if isinstance(self._rest.get(key), str):
            return dict.fromkeys(LANGUAGES, self.text(key))
        return self.words(key)

    def choice(self, key: str, known: Sequence[str]) -> str:
        """One of the known words; a whole number is read as its digits."""
        value = str(self._take(key, known[0]))
        if value in known:
            return value
        self.fault("toml_word_unknown", key=key, value=value, known=tuple(known))
        return known[0]

    def dates(self, key: str) -> str:
        """A year, month or day, or two with ``/`` between them (ISO 8601)."""
        text = str(self._take(key, "2000"))
        if not all(_is_date(part) for part in text.split("/", maxsplit=1)):
            self.fault("toml_date_invalid", key=key, value=text)
        return text

    def weight(self, key: str) -> float:
        """A weight: a finite number, 0 or above."""
        value = self._take(key, 1)
        if is_weight(value):
            return float(value)
        self.fault("toml_weight_invalid", key=key, value=str(value))
        return 1.0

    def has(self, key: str) -> bool:
        """Whether a key that may be left out is there."""
        return key in self._rest

    def number(self, key: str, least: float, most: float) -> float:
        """A number between two bounds, both included."""
        value = self._take(key, least)
        if is_number(value) and least <= value <= most:
            return float(value)
        self.fault(
            "toml_number_invalid",
            key=key,
            value=str(value),
            least=float(least),
            most=float(most),
        )
        return float(least)

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number between two bounds, both included."""
        value = self._take(key, least)
        if type(value) is int and least <= value <= most:
            return value
        self.fault(
            "toml_whole_invalid", key=key, value=str(value), least=least, most=most
        )
        return least

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key, False)  # noqa: FBT003 - what stands for nothing
        if isinstance(value, bool):
            return value
        self.fault("toml_flag_invalid", key=key, value=str(value))
        return False

    def rising(self, key: str, counts: Sequence[int]) -> tuple[float, ...]:
        """A list of numbers, each above the one before, as many as one of `counts`."""
        value = self._take(key, [])
        listed = value if isinstance(value, list) else []
        numbers = tuple(float(one) for one in listed if is_number(one))
        rising = all(low < high for low, high in pairwise(numbers))
        if len(numbers) == len(listed) and len(numbers) in counts and rising:
            return numbers
        counted = tuple(str(count) for count in counts)
        self.fault("toml_numbers_invalid", key=key, value=str(value), counts=counted)
        return tuple(float(place) for place in range(counts[0]))

    def table(self, key: str) -> TomlTable:
        """The table under `key`; it counts as a part of this entry."""
        value = self._rest.pop(key, None)
        if not isinstance(value, dict) or not value:
            self.fault("toml_list_empty", key=key)
            value = {}
        return TomlTable(self.file, self.entry, value)

    def tables(self, key: str) -> list[TomlTable]:
        """The tables listed under ``[[key]]``, each named by its `code`."""
        value = self._rest.pop(key, None)
        listed = value if isinstance(value, list) else []
        tables = [table for table in listed if isinstance(table, dict)]
        if not tables or len(tables) < len(listed):
            self.fault("toml_list_empty", key=key)
        return [
            TomlTable(self.file, str(table.get("code", f"{key} {number}")), table)
            for number, table in enumerate(tables, start=1)
        ]

    def rest(self) -> tuple[str, ...]:
        """The keys not yet taken, in the order of the file."""
        return tuple(self._rest)

    def refuse_rest(self) -> None:
        """Call every key nobody took unknown: it is most often misspelt."""
        for key in self._rest:
            self.fault("toml_key_unknown", key=key)

    def fault(self, code: str, **values: Value) -> None:
        """Remember one fault of this table."""
        self.problems.append(
            Problem.of(code, file=self.file, entry=self.entry, **values)
        )

    def _take(self, key: str, harmless: object) -> object:
        if key not in self._rest:
            self.fault("toml_key_missing", key=key)
        return self._rest.pop(key, harmless)

    def _text(self, key: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self.fault("toml_text_invalid", key=key)
        return _HARMLESS


def _is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that the calendar has."""
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return False
    return len(text) in _DATE_LENGTHS


def repeated(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that stand more than once, each once, in order."""
    counts = Counter(code for code in codes if code != _HARMLESS)
    return tuple(code for code, count in counts.items() if count > 1)
