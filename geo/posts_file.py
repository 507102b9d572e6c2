"""posts.csv as people download it, correct it and bring it back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.reading import parse_csv
from geo.schema import texts_of
from geo.schemas import POSTS

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import Texts

_FORMULA = ("=", "+", "-", "@")
_GUARD = "'"


def posts_csv(posts: pd.DataFrame) -> str:
    """Write a posts layer as posts.csv text; `parse_posts` reads it back the same.

    A text that a spreadsheet would take for a formula gets an apostrophe in
    front, which is taken off again when the file is read.
    """
    texts = texts_of(posts)
    columns = [_guarded(name, texts[name]) for name in POSTS.columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(POSTS.columns)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def parse_posts(content: bytes) -> Texts:
    """Read a posts.csv that somebody brings, as text, without our guards.

    Raises `LayerError` if it is no table. Its cells are not looked at here.
    """
    texts = parse_csv(content, POSTS.layer, POSTS.file)
    return {name: _unguarded(name, cells) for name, cells in texts.items()}


def posts_texts(posts: pd.DataFrame) -> Texts:
    """Write a posts table made in memory as text, spaces around cells gone."""
    texts = texts_of(posts)
    return {name: [cell.strip() for cell in cells] for name, cells in texts.items()}


def _guarded(name: str, cells: list[str]) -> list[str]:
    if POSTS.column(name).kind != "text":
        return cells
    return [_GUARD + cell if _risky(cell) else cell for cell in cells]


def _unguarded(name: str, cells: list[str]) -> list[str]:
    if POSTS.column(name).kind != "text":
        return cells
    return [
        cell[1:] if cell.startswith(_GUARD) and _risky(cell[1:]) else cell
        for cell in cells
    ]


def _risky(cell: str) -> bool:
    """Tell a text that a spreadsheet runs, or that starts with our own guard."""
    return cell.lstrip(_GUARD).startswith(_FORMULA)
