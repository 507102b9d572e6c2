"""The indicator table: what is measured, how it is written down, and the values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import CatalogueError, MethodError, Problem
from geo.reading import parse_toml
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.units import Floats

QUALITIES = ("official", "reported", "estimate", "assumed", "snapshot", "partial")
KINDS = ("minutes", "share", "count", "number", "yes_no")
DIRECTIONS = {"1": 1, "-1": -1}
SHORT_NAME = 28  # characters that fit beside a slider and on a chart's axis


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured thing, in words for the reader and figures for the index.

    `name`, `short`, `explanation`, `formula`, `unit`, `source` and `notes` hold a
    text in each language. `kind` says how a value is shown: minutes, a share 0 to
    1, a count, a number in `unit`, or 0/1 for no and yes. `direction` is 1 where
    more means more risk, -1 where more means less. `date` is ISO 8601, an interval
    where several dates went in. `goalposts`: two fixed ends in the unit, an
    assumption, where 0 and 100 stand if the reader wants them fixed; None if none.
    """

    code: str
    name: Words
    short: Words
    explanation: Words
    formula: Words
    unit: Words
    kind: str
    direction: int
    source: Words
    date: str
    quality: str
    notes: Words
    goalposts: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorTable:
    """The raw value of every indicator in every area.

    `areas`: n codes. `indicators`: k of them. `values`: (n, k), each in its
    indicator's unit, nan where unknown. `observed`: (n, k), the share 0 to 1 of
    the units below (such as TPS) that were counted, nan where that has no meaning.

    Raises `MethodError` where a table is empty, a shape does not fit or a value is
    infinite: what cannot be measured is unknown, and nan.
    """

    areas: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    values: Floats
    observed: Floats

    def __post_init__(self) -> None:
        """Refuse a table that cannot be scored."""
        problems = list(self._shape_problems()) or list(self._infinite_problems())
        if problems:
            raise MethodError(problems)

    @property
    def codes(self) -> tuple[str, ...]:
        """The k indicator codes, in the order of the columns."""
        return tuple(indicator.code for indicator in self.indicators)

    @property
    def directions(self) -> Floats:
        """1 or -1 for each of the k columns."""
        return np.array([indicator.direction for indicator in self.indicators], float)

    def _shape_problems(self) -> Iterator[Problem]:
        wanted = (len(self.areas), len(self.indicators))
        if 0 in wanted:
            yield Problem.of("table_empty")
        for array in (self.values, self.observed):
            if array.shape != wanted:
                yield Problem.of(
                    "table_shape", shape=str(array.shape), wanted=str(wanted)
                )

    def _infinite_problems(self) -> Iterator[Problem]:
        infinite = np.isinf(self.values)
        for column in np.flatnonzero(infinite.any(axis=0)):
            areas = tuple(
                self.areas[row] for row in np.flatnonzero(infinite[:, column])
            )
            yield Problem.of(
                "value_infinite", indicator=self.codes[column], areas=areas
            )


def read_indicators(content: bytes, name: str) -> tuple[Indicator, ...]:
    """Read ``indicators.toml``: what each indicator is, in the order of the file.

    `content` are its checked bytes, `name` is that of the file. Raises
    `CatalogueError` for a text that is no TOML, and naming every missing or unknown
    key, blank text, unknown word, impossible date and repeated code at once.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    entries = file.tables("indicator")
    indicators = tuple(_read_indicator(entry) for entry in entries)
    file.refuse_rest()
    for code in repeated([indicator.code for indicator in indicators]):
        file.fault("code_repeated", value=code)
    problems = [problem for table in [file, *entries] for problem in table.problems]
    if problems:
        raise CatalogueError(problems)
    return indicators


def _read_goalposts(entry: TomlTable) -> tuple[float, float] | None:
    if not entry.has("goalposts"):
        return None
    low, high = entry.rising("goalposts", (2,))
    return low, high


def _read_indicator(entry: TomlTable) -> Indicator:
    indicator = Indicator(
        code=entry.text("code"),
        name=entry.words("name"),
        short=entry.words("short", most=SHORT_NAME),
        explanation=entry.words("explanation"),
        formula=entry.words("formula"),
        unit=entry.same_words("unit"),
        kind=entry.choice("kind", KINDS),
        direction=DIRECTIONS[entry.choice("direction", tuple(DIRECTIONS))],
        source=entry.same_words("source"),
        date=entry.dates("date"),
        quality=entry.choice("quality", QUALITIES),
        notes=entry.words("notes"),
        goalposts=_read_goalposts(entry),
    )
    entry.refuse_rest()
    return indicator
