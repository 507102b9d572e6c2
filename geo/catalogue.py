"""What each file of a study area is, where it came from and how far to trust it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.dates import dates_in, span_of, stated_dates
from geo.errors import CatalogueError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.election import Election

Texts = dict[str, str]  # language code -> text, as the data's author wrote it
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
    number of such posts, nan where nobody stated one.  Whether the posts at hand
    are all of them is for `geo.area.StudyArea.is_complete` to say.
    """

    post_type: str
    completeness: str
    expected: float
    reason: Texts
    source: str

    def is_complete(self, listed: int) -> bool | None:
        """Tell whether `listed` posts are all there are; None if nobody knows.

        A list called complete is so only with at least the stated number (>=).
        """
        complete = _COMPLETE.get(self.completeness)
        return False if complete and listed < self.expected else complete


@dataclass(frozen=True, slots=True)
class Roads:
    """Road class per kecamatan code, and the fact that marks those without a road."""

    classes: dict[str, str]
    no_road_fact: str


@dataclass(frozen=True, slots=True)
class Voyage:
    """The reported voyage that the speed of boats is fitted to.

    `fact` of facts.csv gives its hours; its length is the straight line between
    the points of two desa less `short_of_km`, for a voyage that ends before.
    """

    fact: str
    from_desa: str
    towards_desa: str
    short_of_km: float
    note: Texts


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
    voyage: Voyage | None

    @property
    def hashes(self) -> dict[str, str]:
        """Map each file to its SHA-256."""
        return {entry.name: entry.sha256 for entry in self.files}

    @property
    def data_version(self) -> str:
        """Return 12 hexadecimal digits that change with any file and any entry here."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]

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

    def layer(self, post_type: str) -> PostLayer | None:
        """Return what is known of a post type's list, None if nothing is."""
        return next((one for one in self.layers if one.post_type == post_type), None)

    def with_file(
        self, name: str, content: bytes, rows: int, dates: Sequence[str] = ()
    ) -> Catalogue:
        """Return the catalogue with one file's content exchanged.

        `dates` are texts with the dates of its rows; where they state none, those
        of its columns hold.
        """
        entry = self.file(name)
        stated = stated_dates((each.date, each.quality) for each in entry.columns)
        earliest, latest, vintage = span_of(dates_in(*dates) or stated)
        new = replace(
            entry,
            sha256=hashlib.sha256(content).hexdigest(),
            rows=rows,
            earliest=earliest,
            latest=latest,
            vintage=vintage,
        )
        files = tuple(new if each is entry else each for each in self.files)
        return replace(self, files=files)
