"""catalogue.toml turned into a `Catalogue`, or refused part by part."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from geo.catalogue import (
    Assumption,
    Catalogue,
    ColumnEntry,
    Conflict,
    Figure,
    FileEntry,
    Notice,
    PostLayer,
    Roads,
    Voyage,
)
from geo.election import Election, VoteColumns
from geo.errors import CatalogueError, Problem
from geo.reading import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
FORMAT = 1
_CANDIDATES = (0, 2)  # closeness compares two; none where nobody counted


def from_document(document: Mapping[str, Any]) -> Catalogue:
    """Build the catalogue from the parsed catalogue.toml.

    Raises `CatalogueError` naming the part that is missing or of a wrong kind.
    """
    if document.get("format") != FORMAT:
        part = "format"
        raise _invalid(part)
    return Catalogue(
        code=_one(document, "code", str),
        name=_one(document, "name", str),
        warehouse=_one(document, "warehouse", str),
        election=read_election(document),
        files=tuple(_file(entry) for entry in _many(document, "files")),
        notices=tuple(_make(Notice, each) for each in _many(document, "notices")),
        layers=tuple(_make(PostLayer, each) for each in _many(document, "layers")),
        conflicts=tuple(_conflict(each) for each in _many(document, "conflicts")),
        assumptions=tuple(
            _make(Assumption, each) for each in _many(document, "assumptions")
        ),
        roads=_make(Roads, _one(document, "roads", dict)),
        voyage=_voyage(document),
    )


def read_election(document: Mapping[str, Any]) -> Election:
    """Read the election of a parsed catalogue.toml or area.toml.

    Raises `CatalogueError` naming the part that is missing or of a wrong kind.
    """
    table = _one(document, "election", dict)
    _one(table, "polling_date", date)
    columns = _one(table, "columns", dict)
    _one(columns, "closeness", list)
    if len(columns["closeness"]) not in _CANDIDATES:
        part = "election.columns.closeness"
        raise _invalid(part)
    return _make(Election, {**table, "columns": _make(VoteColumns, columns)})


def _voyage(document: Mapping[str, Any]) -> Voyage | None:
    """Return the voyage that boats are timed by, None where there is none."""
    if "voyage" not in document:
        return None
    table = _one(document, "voyage", dict)
    _one(table, "short_of_km", float)
    return _make(Voyage, table)


def _file(entry: Mapping[str, Any]) -> FileEntry:
    columns = tuple(_make(ColumnEntry, each) for each in _many(entry, "columns"))
    return _make(FileEntry, {**entry, "columns": columns})


def _conflict(entry: Mapping[str, Any]) -> Conflict:
    figures = tuple(_make(Figure, each) for each in _many(entry, "figures"))
    return _make(Conflict, {**entry, "figures": figures})


def _make(kind: type[T], entry: Mapping[str, Any]) -> T:
    """Fill a dataclass from a table that has exactly its fields."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    missing = [f"{kind.__name__}.{name}" for name in names if name not in entry]
    if missing:
        raise _invalid(", ".join(missing))
    return kind(**{name: _frozen(entry[name]) for name in names})


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _many(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    entries = _one(document, name, list)
    if not all(isinstance(entry, dict) for entry in entries):
        raise _invalid(name)
    return entries


def _one(document: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = document.get(name)
    if not isinstance(value, kind):
        raise _invalid(name)
    return value


def _invalid(part: str) -> CatalogueError:
    return CatalogueError([Problem.of("catalogue_invalid", file=CATALOGUE, part=part)])
