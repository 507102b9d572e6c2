"""iMeta: what each column of the data is, and what is part of what.

The columns are those of the R package COINr, so that its tables need no change.
Source: COINr, check_iMeta. Beyond it, `GoalpostBest` and `GoalpostWorst` give the two
fixed ends of an indicator, `Mean` gives an aggregate a mean of its own, and a table
without `Weight`, or with it left blank throughout, weighs everything 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING

from geo.cells import Column
from geo.schema import Schema
from risk.own.parents import KINDS, Entry, parent_problems
from risk.own.steps import AGGREGATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.errors import Problem
    from geo.schema import Texts

FARTHEST = 1e30  # no number of a table is beyond; its fourth power can be held
MOST_ROWS = 2000  # the flags look at every pair
MOST_LEVELS = 1000
NUMBER = Column("number", blank=True, minimum=-FARTHEST, maximum=FARTHEST)
_ANY = Column(blank=True)
_REQUIRED = {
    "iCode": Column(),
    "Level": Column("count", blank=True, minimum=1, maximum=MOST_LEVELS),
    "Parent": _ANY,
    "Direction": NUMBER,
    "Type": Column("choice", choices=KINDS),
}
_OPTIONAL = {
    "Weight": NUMBER,
    "Target": NUMBER,
    "GoalpostBest": NUMBER,
    "GoalpostWorst": NUMBER,
    "Mean": Column("choice", blank=True, choices=AGGREGATE),
}


@dataclass(frozen=True, slots=True)
class Meta:
    """The rows of iMeta, in the order of the file, and all that is wrong with them."""

    schema: Schema
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Return the rows of one type."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def read_meta(texts: Texts, file: str) -> Meta:
    """Read iMeta; nothing is raised, every fault is in `problems`."""
    listed = _REQUIRED | {name: _OPTIONAL[name] for name in _OPTIONAL if name in texts}
    schema = Schema("imeta", file, listed, "iCode", _ANY, most_rows=MOST_ROWS)
    problems = schema.problems(texts)
    if not _REQUIRED.keys() <= texts.keys() or len(texts["iCode"]) > MOST_ROWS:
        return Meta(schema, (), tuple(problems))
    entries = tuple(_entries(schema, texts))
    problems += _blank_problems(schema, entries, texts)
    problems += _value_problems(schema, entries)
    problems += parent_problems(schema, entries)
    return Meta(schema, entries, tuple(problems))


def numbers(column: Column, cells: Sequence[str]) -> list[float]:
    """Turn cells into numbers, nan where one is blank or faulty."""
    return [float(cell) if cell and not column.fault(cell) else nan for cell in cells]


def _has_weights(texts: Texts) -> bool:
    return any(texts.get("Weight", ()))


def _entries(schema: Schema, texts: Texts) -> Iterator[Entry]:
    size = len(texts["iCode"])
    word = {
        name: texts.get(name, [""] * size)
        for name in ("iCode", "iName", "Type", "Parent", "Denominator", "Mean")
    }
    number = {
        name: numbers(schema.column(name), texts.get(name, [""] * size))
        for name in ("Level", "Direction", "GoalpostBest", "GoalpostWorst")
    }
    weights = [1.0] * size
    if _has_weights(texts):
        weights = numbers(NUMBER, texts["Weight"])
    for row, code in enumerate(word["iCode"]):
        yield Entry(
            code=code,
            name=word["iName"][row] or code,
            kind=word["Type"][row],
            level=number["Level"][row],
            parent=word["Parent"][row],
            direction=number["Direction"][row],
            weight=weights[row],
            denominator=word["Denominator"][row],
            best=number["GoalpostBest"][row],
            worst=number["GoalpostWorst"][row],
            mean=word["Mean"][row],
        )


def _blank_problems(
    schema: Schema, entries: Sequence[Entry], texts: Texts
) -> Iterator[Problem]:
    """Find what a part of the index needs and has blank; the index weighs nothing."""
    needed = {
        "Level": [entry.is_part for entry in entries],
        "Direction": [entry.kind == "Indicator" for entry in entries],
    }
    if _has_weights(texts):
        needed["Weight"] = [entry.is_part and bool(entry.parent) for entry in entries]
    for column, rows in needed.items():
        cells = zip(entries, rows, texts[column], strict=True)
        blank = [
            entry.code for entry, is_needed, cell in cells if is_needed > bool(cell)
        ]
        if blank:
            yield schema.problem("value_missing", blank, column=column)


def _value_problems(schema: Schema, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Find numbers that are numbers, but not ones that can stand here."""
    parts = [entry for entry in entries if entry.is_part]
    turned = [e for e in parts if abs(e.direction) != 1 and not isnan(e.direction)]
    if turned:
        codes, example = [entry.code for entry in turned], f"{turned[0].direction:g}"
        yield schema.problem(
            "direction_invalid", codes, column="Direction", example=example
        )
    weightless = [entry for entry in parts if entry.weight <= 0]
    if weightless:
        codes = [entry.code for entry in weightless]
        example = f"{weightless[0].weight:g}"
        yield schema.problem(
            "weight_not_positive", codes, column="Weight", example=example
        )
