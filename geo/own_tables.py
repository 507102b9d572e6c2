"""Tables that anybody brings: places with numbers, checked together, with every fault.

`geo.own_costs` reads the costs of the ways between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import Column
from geo.errors import OwnTablesError, PetaRawanError, Problem
from geo.reading import parse_csv, read_bytes
from geo.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.schema import Texts
    from geo.units import Bools, Floats

MOST_BYTES = 64_000_000
MOST_ROWS = 500_000
MOST_PAIRS = 50_000_000
"""Demand points times sites: 400 MB of costs."""
FARTHEST = 1e15  # no number of a table is beyond; sums stay exact enough

ID = Column()
AMOUNT = Column("number", minimum=0.0, maximum=FARTHEST)
OPTIONAL_AMOUNT = Column("number", minimum=0.0, maximum=FARTHEST, blank=True)
COORDINATE = Column("number", minimum=-FARTHEST, maximum=FARTHEST)
PLACE = {"x": COORDINATE, "y": COORDINATE}
_FURTHER = Column(blank=True)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """One table as it was brought, in the order of its rows; `ids` label them.

    A column that is not there is blank throughout.
    """

    schema: Schema
    texts: Texts

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of each row: -> (n,); none where the table could not be read."""
        return tuple(self.texts.get("id", ()))

    def has(self, column: str) -> bool:
        """Whether the table has a column of this name."""
        return column in self.texts

    def numbers(self, column: str, blank: float = np.nan) -> Floats:
        """Numbers of a faultless column: -> (n,), `blank` where a cell is blank."""
        cells = self.texts.get(column, [""] * len(self.ids))
        return np.array([float(cell) if cell else blank for cell in cells], float)

    def flags(self, column: str) -> Bools:
        """Whether each cell of a faultless column is 1: -> (n,); blank is not."""
        cells = self.texts.get(column, [""] * len(self.ids))
        return np.array([cell == "1" for cell in cells], bool)

    def points(self) -> Floats:
        """Columns x and y: -> (n, 2)."""
        return np.column_stack([self.numbers("x"), self.numbers("y")])


@dataclass(slots=True)
class Reading:
    """Several files read one after the other; their faults are told together."""

    problems: list[Problem] = field(default_factory=list)

    def texts(self, path: Path, layer: str) -> Texts | None:
        """Read a file as text; None where it is no table at all."""
        try:
            return parse_csv(read_bytes(path, MOST_BYTES), layer, path.name)
        except PetaRawanError as error:
            self.problems += error.problems
            return None

    def table(
        self,
        path: Path,
        layer: str,
        required: Mapping[str, Column],
        optional: Mapping[str, Column],
    ) -> OwnTable:
        """Read a table of places by `id`; further columns are read over.

        `required` columns must be there, `optional` ones hold what they say if they
        are. What is faulty, `require` tells; the table is then of no use.
        """
        texts = self.texts(path, layer)
        listed = {
            name: kind for name, kind in optional.items() if name in (texts or {})
        }
        columns = {"id": ID, **listed, **required}
        schema = Schema(layer, path.name, columns, "id", _FURTHER, most_rows=MOST_ROWS)
        if texts is None:
            return OwnTable(schema, {})
        self.problems += schema.problems(texts)
        return OwnTable(schema, texts)

    def require(self) -> None:
        """Raise `OwnTablesError` with every fault so far, if there is any."""
        if self.problems:
            raise OwnTablesError(list(dict.fromkeys(self.problems)))


def straight_costs(start: Floats, end: Floats) -> Floats:
    """Straight distances: (n, 2), (m, 2) -> (n, m), in the unit of x and y.

    For metric coordinates: in degrees it would be no distance.
    """
    apart = start[:, None, :] - end[None, :, :]
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]))


def too_many(demand: Sequence[str], sites: Sequence[str]) -> list[Problem]:
    """Tell more pairs of places than can be held."""
    pairs = len(demand) * len(sites)
    if pairs <= MOST_PAIRS:
        return []
    return [Problem.of("pairs_too_many", count=pairs, limit=MOST_PAIRS)]
