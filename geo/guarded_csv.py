"""Tables as people download them, correct them and bring them back.

A text that a spreadsheet would take for a formula gets an apostrophe in front,
which is taken off again when the file is read.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.reading import parse_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.schema import Schema, Texts

_FORMULA = ("=", "+", "-", "@")
_GUARD = "'"


def guarded_csv(schema: Schema, texts: Texts, columns: Sequence[str]) -> str:
    """Write these columns of a table; `parse_guarded` reads them back the same."""
    cells = [_guarded(schema, name, texts[name]) for name in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def parse_guarded(content: bytes, schema: Schema) -> Texts:
    """Read a table that somebody brings, as text, without our guards.

    Raises `LayerError` if it is no table. Its cells are not looked at here.
    """
    texts = parse_csv(content, schema.layer, schema.file)
    return {name: _unguarded(schema, name, cells) for name, cells in texts.items()}


def _guarded(schema: Schema, name: str, cells: list[str]) -> list[str]:
    if schema.column(name).kind != "text":
        return cells
    return [_GUARD + cell if _risky(cell) else cell for cell in cells]


def _unguarded(schema: Schema, name: str, cells: list[str]) -> list[str]:
    if schema.column(name).kind != "text":
        return cells
    return [
        cell[1:] if cell.startswith(_GUARD) and _risky(cell[1:]) else cell
        for cell in cells
    ]


def _risky(cell: str) -> bool:
    """Tell a text that a spreadsheet runs, or that starts with our own guard."""
    return cell.lstrip(_GUARD).startswith(_FORMULA)
