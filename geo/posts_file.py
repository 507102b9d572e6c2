"""posts.csv as people download it, correct it and bring it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.errors import PetaRawanError
from geo.guarded_csv import guarded_csv, parse_guarded
from geo.schema import texts_of
from geo.schemas import POSTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from geo.schema import Texts


def posts_csv(posts: pd.DataFrame) -> str:
    """Write a posts layer as posts.csv text; `parse_posts` reads it back the same.

    A text that a spreadsheet would take for a formula gets an apostrophe in
    front, which is taken off again when the file is read.
    """
    return guarded_csv(POSTS, texts_of(posts), tuple(POSTS.columns))


@contextmanager
def brought_as(file: str) -> Iterator[None]:
    """Let the faults of posts.csv name the file that somebody brought for it."""
    try:
        yield
    except PetaRawanError as error:
        error.rename_file(POSTS.file, file)
        raise


def parse_posts(content: bytes) -> Texts:
    """Read a posts.csv that somebody brings, as text, without our guards.

    Raises `LayerError` if it is no table. Its cells are not looked at here.
    """
    return parse_guarded(content, POSTS)


def posts_texts(posts: pd.DataFrame) -> Texts:
    """Write a posts table made in memory as text, spaces around cells gone."""
    texts = texts_of(posts)
    return {name: [cell.strip() for cell in cells] for name, cells in texts.items()}
