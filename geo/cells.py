"""One cell of a table: what it must be, and the value it stands for."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geo.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.errors import Value

Kind = Literal["text", "code", "codes", "choice", "number", "count", "flag", "date"]

MAX_TEXT = 2000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+|[+-]?[0-9]+,[0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What each cell of a column must be.

    `minimum` and `maximum` are allowed values (<=). A `count` is a whole
    number, a `flag` is 0 or 1, `codes` are codes with a space between them,
    and `form` is an example of a code, in which each digit stands for a digit. A
    `date` is a text such as 2024, 2024-11 or 2024-11-27, ``c. `` before it if it is
    about then.
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

    def limits(self) -> dict[str, Value]:
        """Name the values that the sentences about this column may need."""
        named: dict[str, Value] = {
            "unit": self.unit,
            "form": self.form,
            "choices": self.choices,
            "minimum": self.minimum,
            "maximum": self.maximum,
        }
        return {name: value for name, value in named.items() if _said(value)}


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


def _said(value: Value) -> bool:
    """Tell a limit that says something, 0 among them, from one that does not."""
    return math.isfinite(value) if isinstance(value, int | float) else bool(value)


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


def _date_fault(_column: Column, cell: str) -> str | None:
    return None if is_date(cell) else "date_invalid"


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
    "date": _date_fault,
}
_SERIES: Mapping[str, Callable[[Sequence[str]], pd.Series]] = {
    "text": _texts,
    "code": _texts,
    "codes": _tuples,
    "choice": _texts,
    "number": _floats,
    "count": _counts,
    "flag": _flags,
    "date": _texts,
}
