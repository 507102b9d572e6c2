"""What a table must hold, checked cell by cell: every fault is named, at once.

A table comes as text (`Texts`: column -> cells, a blank cell is ""), so that a
leading zero, a decimal comma or a number too large is seen as it was written.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geo.errors import LayerError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Texts = dict[str, list[str]]
Kind = Literal["text", "code", "codes", "choice", "number", "count", "flag"]

SHOWN_ROWS = 5
MAX_TEXT = 2000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+|[+-]?[0-9]+,[0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What each cell of a column must be.

    `minimum` and `maximum` are allowed values (<=). A `count` is a whole
    number, a `flag` is 0 or 1, `codes` are codes with a space between them,
    and `form` is an example of a code, in which each digit stands for a digit.
    """

    kind: Kind = "text"
    unit: str = ""
    blank: bool = False
    minimum: float = -math.inf
    maximum: float = math.inf
    choices: tuple[str, ...] = ()
    form: str = ""

    def fault(self, cell: str) -> str | None:
        """Return the problem code of one cell, or None if it is in order."""
        if not cell:
            return None if self.blank else "value_missing"
        return _CHECKS[self.kind](self, cell)

    def series(self, cells: Sequence[str]) -> pd.Series:
        """Turn faultless cells into values; a blank number is nan."""
        return _SERIES[self.kind](cells)

    def limits(self) -> dict[str, str | float | tuple[str, ...]]:
        """Name the values that the sentences about this column may need."""
        named: dict[str, str | float | tuple[str, ...]] = {
            "unit": self.unit,
            "form": self.form,
            "choices": self.choices,
            "minimum": self.minimum,
            "maximum": self.maximum,
        }
        return {name: value for name, value in named.items() if _said(value)}


@dataclass(frozen=True, slots=True)
class Schema:
    """What a layer's file must hold: its columns, its key, and nothing twice.

    `layer` and `file` name it in problems. `key` labels the rows and becomes
    the index; without a key the rows keep their order. A column that is not
    listed must fit `further`, and is refused where that is None.
    """

    layer: str
    file: str
    columns: Mapping[str, Column]
    key: str | None = None
    further: Column | None = None
    most_rows: int = field(default=100_000)

    def problems(self, texts: Texts) -> list[Problem]:
        """List every fault of the table; an empty list means it can be used."""
        return list(self._problems(texts))

    def frame(self, texts: Texts) -> pd.DataFrame:
        """Return the typed table, sorted by its key.

        Raises `LayerError` with every fault.
        """
        self.require(texts)
        columns = {name: self.column(name).series(texts[name]) for name in texts}
        table = pd.DataFrame(columns)
        return table.set_index(self.key).sort_index() if self.key else table

    def require(self, texts: Texts) -> None:
        """Raise `LayerError` with every fault, if there is any."""
        problems = self.problems(texts)
        if problems:
            raise LayerError(self.layer, problems)

    def column(self, name: str) -> Column:
        """Return the rule of a column, listed or further."""
        found = self.columns.get(name, self.further)
        return Column(blank=True) if found is None else found

    def labels(self, texts: Texts) -> list[str]:
        """Name each row: its key, or ``#`` and its line (the header is line 1)."""
        size = max((len(cells) for cells in texts.values()), default=0)
        lines = [f"#{place + 2}" for place in range(size)]
        keys = texts.get(self.key, lines) if self.key else lines
        return [key or line for key, line in zip(keys, lines, strict=True)]

    def problem(self, code: str, rows: Sequence[str], **values: object) -> Problem:
        """Make a problem that names this layer, its file and the rows."""
        shown = tuple(rows[:SHOWN_ROWS])
        named = {"layer": self.layer, "file": self.file, "rows": shown}
        return Problem.of(code, **named, count=len(rows), **values)  # type: ignore[arg-type]

    def _problems(self, texts: Texts) -> Iterator[Problem]:
        labels = self.labels(texts)
        yield from self._missing_columns(texts)
        if not labels:
            yield Problem.of("layer_empty", layer=self.layer, file=self.file)
        if len(labels) > self.most_rows:
            yield self.problem("rows_too_many", labels, limit=self.most_rows)
            return
        for name, cells in texts.items():
            yield from self._cell_problems(name, cells, labels)
        yield from self._duplicates(texts)

    def _missing_columns(self, texts: Texts) -> Iterator[Problem]:
        named = {"layer": self.layer, "file": self.file}
        for name, column in self.columns.items():
            if name not in texts:
                unit = column.unit
                yield Problem.of("column_missing", **named, column=name, unit=unit)
        if self.further is None:
            for name in texts:
                if name not in self.columns:
                    yield Problem.of("column_unknown", **named, column=name)

    def _cell_problems(
        self, name: str, cells: Sequence[str], labels: Sequence[str]
    ) -> Iterator[Problem]:
        column = self.column(name)
        found: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            code = column.fault(cell)
            if code is not None:
                found.setdefault(code, []).append(place)
        for code, places in found.items():
            rows = [labels[place] for place in places]
            example = cells[places[0]][:60]
            limits = column.limits()
            yield self.problem(code, rows, column=name, example=example, **limits)

    def _duplicates(self, texts: Texts) -> Iterator[Problem]:
        keys = texts.get(self.key, []) if self.key else []
        twice = [key for key, times in Counter(keys).items() if key and times > 1]
        if twice:
            yield self.problem("code_duplicate", twice, column=self.key)


def texts_of(frame: pd.DataFrame) -> Texts:
    """Write a typed table as text again, its index first if it has a name."""
    plain = frame.reset_index() if frame.index.name else frame
    return {
        str(name): [cell_text(value) for value in plain[name]]
        for name in plain.columns
        if name != "geometry"
    }


def cell_text(value: object) -> str:
    """Write one value as text: unknown is "", codes have a space between them."""
    match value:
        case None:
            return ""
        case bool() | np.bool_():
            return str(int(value))
        case float() | np.floating():
            return "" if math.isnan(value) else repr(float(value))
        case tuple() | list():
            return " ".join(str(part) for part in value)
    return "" if value is pd.NA else str(value)


def _said(value: str | float | tuple[str, ...]) -> bool:
    """Tell a limit that says something from one that does not."""
    return math.isfinite(value) if isinstance(value, float) else bool(value)


def _text_fault(_column: Column, cell: str) -> str | None:
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in cell):
        return "text_control"
    return "text_too_long" if len(cell) > MAX_TEXT else None


def _code_fault(column: Column, cell: str) -> str | None:
    return None if _fits(column.form, cell) else "code_invalid"


def _codes_fault(column: Column, cell: str) -> str | None:
    faultless = all(_fits(column.form, code) for code in cell.split())
    return None if faultless else "code_invalid"


def _choice_fault(column: Column, cell: str) -> str | None:
    return None if cell in column.choices else "choice_unknown"


def _number_fault(column: Column, cell: str) -> str | None:
    if _COMMA.fullmatch(cell):
        return "decimal_comma"
    number = float(cell) if _NUMBER.fullmatch(cell) else math.nan
    if not math.isfinite(number):
        return "number_invalid"
    if not number >= column.minimum:
        return "value_too_low"
    return None if number <= column.maximum else "value_too_high"


def _count_fault(column: Column, cell: str) -> str | None:
    fault = _number_fault(column, cell)
    if fault is None and not float(cell).is_integer():
        return "number_not_whole"
    return fault


def _flag_fault(_column: Column, cell: str) -> str | None:
    return None if cell in {"0", "1"} else "flag_invalid"


def _fits(form: str, code: str) -> bool:
    """Tell whether a code has the form: digits for digits, the rest as it is."""
    return len(form) == len(code) and all(
        "0" <= letter <= "9" if place.isdigit() else letter == place
        for place, letter in zip(form, code, strict=True)
    )


def _texts(cells: Sequence[str]) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def _floats(cells: Sequence[str]) -> pd.Series:
    return pd.Series([float(cell or "nan") for cell in cells], dtype="float64")


def _counts(cells: Sequence[str]) -> pd.Series:
    numbers = _floats(cells)
    return numbers if numbers.hasnans else numbers.astype("int64")


def _flags(cells: Sequence[str]) -> pd.Series:
    return pd.Series([cell == "1" for cell in cells], dtype="bool")


def _tuples(cells: Sequence[str]) -> pd.Series:
    return pd.Series([tuple(cell.split()) for cell in cells], dtype="object")


_CHECKS: Mapping[str, Callable[[Column, str], str | None]] = {
    "text": _text_fault,
    "code": _code_fault,
    "codes": _codes_fault,
    "choice": _choice_fault,
    "number": _number_fault,
    "count": _count_fault,
    "flag": _flag_fault,
}
_SERIES: Mapping[str, Callable[[Sequence[str]], pd.Series]] = {
    "text": _texts,
    "code": _texts,
    "codes": _tuples,
    "choice": _texts,
    "number": _floats,
    "count": _counts,
    "flag": _flags,
}
