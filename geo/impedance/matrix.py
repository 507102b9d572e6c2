"""Minutes that somebody brings as a table: from desa to desa, dry and wet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import Column
from geo.errors import LayerError, Problem
from geo.impedance.edges import Quality
from geo.reading import parse_csv
from geo.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.schema import Texts
    from geo.units import Floats

LAYER = "travel"
WET = "minutes_wet"
_DESA = Column("code", form="64.08.01.2001")
_MINUTES = Column("number", "minutes", blank=True, minimum=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Minutes from row to column, (n, n) in each season; inf where no route.

    `wet_quality`: reported, or assumed where the table has no wet column.
    """

    dry: Floats
    wet: Floats
    wet_quality: Quality

    def minutes(self, season: str) -> Floats:
        """Minutes in a season, ``dry`` or ``wet``."""
        return {"dry": self.dry, "wet": self.wet}[season]


def read_matrix(
    content: bytes, file: str, desa: Sequence[str], wet_factor: float
) -> Matrix:
    """Read from_id, to_id, minutes_dry and perhaps minutes_wet; `desa` in order.

    A blank, or a pair that is not listed, has no route; there and back may differ. A
    desa is 0 minutes from itself unless the table says otherwise. Without a column for
    the wet season, wet is dry times `wet_factor`: an assumption.

    Raises `LayerError` naming every fault: no table, cells, unknown desa, pairs twice.
    """
    texts = parse_csv(content, LAYER, file)
    columns = {"from_id": _DESA, "to_id": _DESA, "minutes_dry": _MINUTES}
    if WET in texts:
        columns[WET] = _MINUTES
    schema = Schema(LAYER, file, columns)
    problems = [*schema.problems(texts), *_pair_problems(schema, texts, desa)]
    if problems:
        raise LayerError(LAYER, problems)
    table = schema.typed(texts)
    dry = _square(table, "minutes_dry", desa)
    if WET in texts:
        return Matrix(dry, _square(table, WET, desa), Quality.REPORTED)
    return Matrix(dry, dry * wet_factor, Quality.ASSUMED)


def _pair_problems(schema: Schema, texts: Texts, desa: Sequence[str]) -> list[Problem]:
    """Name codes of no desa, and pairs that stand there twice."""
    problems = []
    labels, known = schema.labels(texts), set(desa)
    for column in ("from_id", "to_id"):
        cells = texts.get(column, [])
        bad = [
            i
            for i, cell in enumerate(cells)
            if cell not in known and not schema.column(column).fault(cell)
        ]
        if bad:
            told = {"column": column, "example": cells[bad[0]]}
            rows = [labels[i] for i in bad]
            problems.append(schema.problem("code_unknown", rows, **told))
    pairs = list(zip(texts.get("from_id", []), texts.get("to_id", []), strict=False))
    twice = [f"{a} - {b}" for (a, b), times in Counter(pairs).items() if times > 1]
    if twice:
        problems.append(schema.problem("matrix_pair_repeated", twice))
    return problems


def _square(table: pd.DataFrame, column: str, desa: Sequence[str]) -> Floats:
    index = {code: i for i, code in enumerate(desa)}
    found = np.full((len(desa), len(desa)), np.inf)
    np.fill_diagonal(found, 0.0)
    rows = [index[code] for code in table["from_id"]]
    columns = [index[code] for code in table["to_id"]]
    found[rows, columns] = table[column].fillna(np.inf).to_numpy(float)
    return found
