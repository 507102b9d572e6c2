"""What a proposal file is made of: parts with words in them, no library of its kind."""

from __future__ import annotations

from dataclasses import dataclass

from views import wording


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 for a chapter, 2 for a part of one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: `kind` is body, lead (the answer) or quiet (a remark)."""

    text: str
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each text behind a dot."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` are parts of the page's width, one for each head.

    `numbers`: places of the columns that stand at the right edge. `strong`: places
    of the rows in bold. `whole`: not to be torn apart at the end of a page, for what
    surely fits on one.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numbers: tuple[int, ...] = ()
    strong: tuple[int, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG as wide as the page, with the words below it, which also describe it."""

    png: bytes
    caption: str


Part = Heading | Text | Items | Grid | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """The whole file in one language: what stands on every page, then its parts.

    `state`: the state of the view, `version`: of data and scenario. `page` names the
    number of a page, with {page} and {pages} in it.
    """

    lang: str
    title: str
    subtitle: str
    state: str
    version: str
    page: str
    parts: tuple[Part, ...]


def grid_heads(*names: str, lang: str) -> tuple[str, ...]:
    """Heads of a grid by their names."""
    return tuple(wording.text(f"proposal.head.{name}", lang) for name in names)
