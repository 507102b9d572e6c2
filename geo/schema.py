"""What a table must hold, checked cell by cell: every fault is named, at once.

A table comes as text (`Texts`: column -> cells, a blank cell is ""), so that a
leading zero, a decimal comma or a number too large is seen as it was written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.cells import Column, cell_text
from geo.errors import LayerError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.errors import Value

Texts = dict[str, list[str]]

SHOWN_ROWS = 5
SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Schema:
    """What a layer's file must hold: its columns, its key, and nothing twice.

    `layer` and `file` name it in problems. `key` labels the rows and becomes
    the index; without a key the rows keep their order. A column that is not
    listed must fit `further`, and is refused where that is None. A table without
    rows is refused unless it `may_be_empty`.
    """

    layer: str
    file: str
    columns: Mapping[str, Column]
    key: str | None = None
    further: Column | None = None
    most_rows: int = 100_000
    may_be_empty: bool = False

    def problems(self, texts: Texts) -> list[Problem]:
        """List every fault of the table; an empty list means it can be used."""
        return list(self._problems(texts))

    def frame(self, texts: Texts) -> pd.DataFrame:
        """Return the typed table, sorted by its key.

        Raises `LayerError` with every fault.
        """
        self.require(texts)
        table = self.typed(texts)
        return table.sort_index() if self.key else table

    def typed(self, texts: Texts) -> pd.DataFrame:
        """Return every row typed, in the order they came; a faulty cell is blank.

        So one fault does not hide the others of its row. Blank are also the cells
        of a column that is missing. A row without a key is labelled by its line;
        rows with the same key all stay.
        """
        labels = self.labels(texts)
        columns = {}
        for name in dict.fromkeys((*self.columns, *texts)):
            column, cells = self.column(name), texts.get(name, [""] * len(labels))
            columns[name] = column.series(
                ["" if column.fault(cell) else cell for cell in cells]
            )
        table = pd.DataFrame(columns)
        if not self.key:
            return table
        return table.set_index(pd.Index(labels, name=self.key, dtype="str")).drop(
            columns=self.key
        )

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

    def problem(self, code: str, rows: Sequence[str], **values: Value) -> Problem:
        """Make a problem that names this layer, its file and the rows."""
        shown = tuple(rows[:SHOWN_ROWS])
        named: dict[str, Value] = {"layer": self.layer, "file": self.file}
        return Problem.of(code, **named, rows=shown, count=len(rows), **values)

    def _problems(self, texts: Texts) -> Iterator[Problem]:
        labels = self.labels(texts)
        yield from self._missing_columns(texts)
        if not labels and not self.may_be_empty:
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
            example = cells[places[0]][:SHOWN_LETTERS]
            limits = column.limits()
            yield self.problem(code, rows, column=name, example=example, **limits)

    def _duplicates(self, texts: Texts) -> Iterator[Problem]:
        keys = texts.get(self.key, []) if self.key else []
        twice = [key for key, times in Counter(keys).items() if key and times > 1]
        if twice:
            yield self.problem("code_duplicate", twice, column=self.key)


def texts_of(frame: pd.DataFrame) -> Texts:
    """Write a typed table as text again, its index first if it has a name."""
    labelled = frame.index.name is not None and frame.index.name not in frame
    plain = frame.reset_index() if labelled else frame
    return {
        str(name): [cell_text(value) for value in plain[name]]
        for name in plain.columns
        if name != "geometry"
    }
