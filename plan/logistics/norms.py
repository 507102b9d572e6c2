"""What the plan of the logistics starts from: the numbers of ``logistics.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import CatalogueError
from geo.reading import parse_toml
from plan.logistics.shipping import BOUNDS, WHOLE, Shipping
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

LOGISTICS = "logistics.toml"
QUALITIES = ("official", "reported", "assumed")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the file: how good it is, why it is so, and where it is from.

    `quality` is official, reported or assumed; `source` and `date` (ISO 8601) are ""
    where it is assumed.
    """

    code: str
    value: float
    quality: str
    name: Words
    note: Words
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Landing:
    """A place where boats leave, and the desa whose point stands for it."""

    desa_code: str
    name: str
    note: Words
    source: str


@dataclass(frozen=True, slots=True)
class Norms:
    """All that the file says; `numbers` in its order, one for each choice."""

    numbers: tuple[Number, ...]
    landings: tuple[Landing, ...]

    @property
    def shipping(self) -> Shipping:
        """The choices that the file makes, for the reader to change."""
        return Shipping.of({one.code: one.value for one in self.numbers})

    def landing(self, desa_code: str) -> str:
        """Name of the landing that stands at a desa, "" where none is named."""
        named = (one.name for one in self.landings if one.desa_code == desa_code)
        return next(named, "")


def norms_of(method: Mapping[str, bytes], desa: frozenset[str]) -> Norms | None:
    """Read the numbers among the checked files of a study area, None if it has none.

    `desa`: the codes that there are. Raises `CatalogueError` as `read_norms`.
    """
    if LOGISTICS not in method:
        return None
    return read_norms(method[LOGISTICS], LOGISTICS, desa)


def way_time(norms: Norms | None) -> float:
    """Minutes that the numbers leave for the way alone, nan where there are none.

    The hours of travelling from the first departure to the deadline, less loading,
    handovers and the way from desa to TPS; 0 or less where these take all of it.
    """
    if norms is None:
        return nan
    return norms.shipping.available - norms.shipping.handling


def read_norms(content: bytes, name: str, desa: frozenset[str]) -> Norms:
    """Read ``logistics.toml``; `content` are its checked bytes, `name` its name.

    Raises `CatalogueError` naming every fault: a number that is missing, given twice
    or out of bounds, one that is not assumed and has no source, a landing at no desa.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    entries = file.tables("number")
    numbers = tuple(_number(entry) for entry in entries)
    places = file.tables("landing") if file.has("landing") else []
    landings = tuple(_landing(entry, desa) for entry in places)
    file.refuse_rest()
    codes = [one.code for one in numbers]
    for code in repeated(codes):
        file.fault("code_repeated", value=code)
    for code in BOUNDS:
        if code not in codes:
            file.fault("logistics_number_missing", value=code)
    read = (file, *entries, *places)
    problems = [problem for entry in read for problem in entry.problems]
    if problems:
        raise CatalogueError(problems)
    return Norms(numbers, landings)


def _number(entry: TomlTable) -> Number:
    code = entry.choice("code", tuple(BOUNDS))
    least, most = BOUNDS[code]
    value = (
        float(entry.whole("value", int(least), int(most)))
        if code in WHOLE
        else entry.number("value", least, most)
    )
    found = Number(
        code=code,
        value=value,
        quality=entry.choice("quality", QUALITIES),
        name=entry.words("name"),
        note=entry.words("note"),
        source=entry.text_or_blank("source"),
        date=entry.dates("date") if entry.is_filled("date") else "",
    )
    if found.quality != "assumed" and not (found.source and found.date):
        entry.fault("logistics_without_source")
    entry.refuse_rest()
    return found


def _landing(entry: TomlTable, desa: frozenset[str]) -> Landing:
    found = Landing(
        desa_code=entry.text("desa_code"),
        name=entry.text("name"),
        note=entry.words("note"),
        source=entry.text("source"),
    )
    if found.desa_code not in desa:
        entry.fault("logistics_desa_unknown", value=found.desa_code)
    entry.refuse_rest()
    return found
