"""What rules ask of a new post and what it costs: rows to fill in, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.coverage import SERVICES
from geo.errors import CatalogueError
from geo.reading import parse_toml
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

CRITERIA = "criteria.toml"
KINDS = ("rule", "cost")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the table: what is asked or costs, for one post type.

    `kind` is rule or cost. `value` is a text as its source states it, "" where
    nobody has filled it in; `source` and `date` (ISO 8601) go with it.
    """

    code: str
    post_type: str
    kind: str
    name: Words
    value: str
    source: str
    date: str


def criteria_of(method: Mapping[str, bytes]) -> tuple[Criterion, ...]:
    """Read the criteria among the checked files of a study area, none if it has none.

    Raises `CatalogueError` as `read_criteria`.
    """
    return read_criteria(method[CRITERIA], CRITERIA) if CRITERIA in method else ()


def read_criteria(content: bytes, name: str) -> tuple[Criterion, ...]:
    """Read ``criteria.toml``, in the order of the file.

    `content` are its checked bytes, `name` is that of the file. Raises
    `CatalogueError` naming every fault, a value without source or date among them.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    entries = file.tables("criterion")
    criteria = [_read(entry) for entry in entries]
    file.refuse_rest()
    for code in repeated([one.code for one in criteria]):
        file.fault("code_repeated", value=code)
    problems = [*file.problems, *(p for entry in entries for p in entry.problems)]
    if problems:
        raise CatalogueError(problems)
    return tuple(criteria)


def _read(entry: TomlTable) -> Criterion:
    found = Criterion(
        code=entry.text("code"),
        post_type=entry.choice("post_type", tuple(SERVICES)),
        kind=entry.choice("kind", KINDS),
        name=entry.words("name"),
        value=entry.text_or_blank("value"),
        source=entry.text_or_blank("source"),
        date=entry.dates("date") if entry.is_filled("date") else "",
    )
    if found.value and not (found.source and found.date):
        entry.fault("criterion_without_source")
    entry.refuse_rest()
    return found
