"""What each file of a study area is, where it came from and how far to trust it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from geo.election import Election
from geo.errors import CatalogueError, Problem
from geo.reading import CATALOGUE

Texts = dict[str, str]  # language code -> text, as the data's author wrote it
T = TypeVar("T")
FORMAT = 1
_COMPLETE = {"complete": True, "incomplete": False}


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """Where one column (or ``all`` of them) came from."""

    column: str
    source: str
    licence: str
    date: str
    quality: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the study area.

    `earliest` and `latest` are the dates of what it says, as precise as they
    are known, "" where there is none; `rows` counts its records, 0 for texts.
    `role` is layer, table, method, context or description.
    """

    name: str
    role: str
    sha256: str
    rows: int
    source: str
    licence: str
    quality: str
    vintage: str
    earliest: str
    latest: str
    completeness: str
    notices: tuple[str, ...]
    columns: tuple[ColumnEntry, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A licence notice that must travel with the data, word for word."""

    code: str
    holder: str
    licence: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures that disagree; `basis` is fact, derived or stated."""

    label: Texts
    value: float
    unit: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that contradict each other, shown and not resolved in silence.

    `kecamatan` lists the codes it is about; empty means the whole area.
    """

    code: str
    title: Texts
    note: Texts
    source: str
    kecamatan: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A choice nobody has published; it carries the mark of an assumption."""

    code: str
    title: Texts
    note: Texts
    source: str
    kecamatan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostLayer:
    """How complete the list of one post type is, and why we say so.

    `completeness` is complete, incomplete or unknown; `expected` is the stated
    number of such posts, nan where nobody stated one.
    """

    post_type: str
    completeness: str
    expected: float
    reason: Texts
    source: str


@dataclass(frozen=True, slots=True)
class Roads:
    """Road class per kecamatan code, and the fact that marks those without a road."""

    classes: dict[str, str]
    no_road_fact: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything known about the data of a study area, besides the data."""

    code: str
    name: str
    election: Election
    warehouse: str
    files: tuple[FileEntry, ...]
    notices: tuple[Notice, ...]
    layers: tuple[PostLayer, ...]
    conflicts: tuple[Conflict, ...]
    assumptions: tuple[Assumption, ...]
    roads: Roads

    @property
    def hashes(self) -> dict[str, str]:
        """Map each file to its SHA-256."""
        return {entry.name: entry.sha256 for entry in self.files}

    @property
    def data_version(self) -> str:
        """Return 12 hexadecimal digits that change when any file changes."""
        lines = sorted(f"{name} {digest}\n" for name, digest in self.hashes.items())
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]

    @property
    def span(self) -> tuple[str, str]:
        """Return the earliest and latest date of the layers and their tables.

        Dates are as precise as they are known (``2005``, ``2025-12-24``);
        context, method and single facts do not count. "" where none is dated.
        """
        counted = [each for each in self.files if each.role in {"layer", "table"}]
        earliest = [entry.earliest for entry in counted if entry.earliest]
        latest = [entry.latest for entry in counted if entry.latest]
        return min(earliest, default=""), max(latest, default="")

    def file(self, name: str) -> FileEntry:
        """Return one file's entry.

        Raises `CatalogueError` if the catalogue does not list it.
        """
        for entry in self.files:
            if entry.name == name:
                return entry
        raise CatalogueError([Problem.of("file_not_in_catalogue", file=name)])

    def is_complete(self, post_type: str) -> bool | None:
        """Tell whether every post of a type is listed; None if nobody knows."""
        layer = self.layer(post_type)
        return None if layer is None else _COMPLETE.get(layer.completeness)

    def layer(self, post_type: str) -> PostLayer | None:
        """Return what is known of a post type's list, None if nothing is."""
        return next((one for one in self.layers if one.post_type == post_type), None)

    def with_file(self, name: str, content: bytes, rows: int) -> Catalogue:
        """Return the catalogue with one file's content exchanged."""
        digest = hashlib.sha256(content).hexdigest()
        files = tuple(
            replace(each, sha256=digest, rows=rows) if each.name == name else each
            for each in self.files
        )
        return replace(self, files=files)


def from_document(document: Mapping[str, Any]) -> Catalogue:
    """Build the catalogue from the parsed catalogue.toml.

    Raises `CatalogueError` naming the part that is missing or of a wrong kind.
    """
    if document.get("format") != FORMAT:
        raise _invalid("format")
    return Catalogue(
        code=_one(document, "code", str),
        name=_one(document, "name", str),
        warehouse=_one(document, "warehouse", str),
        election=_election(document),
        files=tuple(_file(entry) for entry in _many(document, "files")),
        notices=tuple(_make(Notice, each) for each in _many(document, "notices")),
        layers=tuple(_make(PostLayer, each) for each in _many(document, "layers")),
        conflicts=tuple(_conflict(each) for each in _many(document, "conflicts")),
        assumptions=tuple(
            _make(Assumption, each) for each in _many(document, "assumptions")
        ),
        roads=_make(Roads, _one(document, "roads", dict)),
    )


def _election(document: Mapping[str, Any]) -> Election:
    table = _one(document, "election", dict)
    _one(table, "polling_date", date)
    return _make(Election, table)


def _file(entry: Mapping[str, Any]) -> FileEntry:
    columns = tuple(_make(ColumnEntry, each) for each in _many(entry, "columns"))
    return _make(FileEntry, {**entry, "columns": columns})


def _conflict(entry: Mapping[str, Any]) -> Conflict:
    figures = tuple(_make(Figure, each) for each in _many(entry, "figures"))
    return _make(Conflict, {**entry, "figures": figures})


def _make(kind: type[T], entry: Mapping[str, Any]) -> T:
    """Fill a dataclass from a table that has exactly its fields."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    for name in names:
        if name not in entry:
            raise _invalid(f"{kind.__name__}.{name}")
    values = {name: entry[name] for name in names}
    return kind(**{name: _frozen(value) for name, value in values.items()})


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
