"""What a study area knows of its people and patterns: ``personnel.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import CatalogueError, MethodError
from geo.reading import parse_toml
from plan.personnel.rules import Rule
from risk.toml_table import TomlTable, Words, repeated
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PERSONNEL = "personnel.toml"
POLICE, TNI, LINMAS = "police", "tni", "linmas"
FORCES = (POLICE, TNI, LINMAS)
MOST_PEOPLE = 99_999  # in one pool


@dataclass(frozen=True, slots=True)
class Pool:
    """People of one source. `number` is None where nobody has published it.

    `force` is one of `FORCES`, `home` the post they leave from unless the reader
    says otherwise; `own` people belong to the Polres itself.
    """

    code: str
    name: Words
    force: str
    own: bool
    home: str
    number: int | None
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named set of rules, one for each class of TPS.

    `rules` hold on polling day and in every phase without its own in `phases`.
    `assumed`: class of TPS, or linmas, -> why the rule of it is not the source's own.
    """

    code: str
    name: Words
    rules: Mapping[str, Rule]
    phases: Mapping[str, Mapping[str, Rule]]
    assumed: Mapping[str, Words]
    source: str
    date: str

    def rules_in(self, phase: str) -> Mapping[str, Rule]:
        """Rules of a phase of the election: its own, else those of polling day."""
        return self.phases.get(phase, self.rules)


@dataclass(frozen=True, slots=True)
class Book:
    """Pools and patterns of a study area, in the order of its file.

    `opens`: when the TPS open, local time, and why that is assumed.
    """

    opens: time
    opens_note: Words
    pools: Mapping[str, Pool]
    patterns: Mapping[str, Pattern]


def book_of(method: Mapping[str, bytes], posts: Collection[str]) -> Book | None:
    """Read the book among the checked files of a study area, None if it has none.

    Raises `CatalogueError` as `read_book`.
    """
    return (
        read_book(method[PERSONNEL], PERSONNEL, posts) if PERSONNEL in method else None
    )


def read_book(content: bytes, name: str, posts: Collection[str]) -> Book:
    """Read ``personnel.toml``; every home is one of the `posts`.

    Raises `CatalogueError` naming every fault, a figure without a source among them.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    listed, named = file.tables("pool"), file.tables("preset")
    pools = [_pool(one, sorted(posts)) for one in listed]
    patterns = [_pattern(one) for one in named]
    entries = [*listed, *named]
    opens, opens_note = _time(file, "opens"), file.words("opens_note")
    for entry in entries:
        entry.refuse_rest()
    file.refuse_rest()
    for codes in ([one.code for one in pools], [one.code for one in patterns]):
        for code in repeated(codes):
            file.fault("code_repeated", value=code)
    problems = [*file.problems, *(p for entry in entries for p in entry.problems)]
    if problems:
        raise CatalogueError(problems)
    return Book(
        opens=opens,
        opens_note=opens_note,
        pools={one.code: one for one in pools},
        patterns={one.code: one for one in patterns},
    )


def _time(file: TomlTable, key: str) -> time:
    """A time of day, hours and minutes."""
    text = file.text(key)
    try:
        return time.fromisoformat(text)
    except ValueError:
        file.fault("toml_time_invalid", key=key, value=text)
        return time()


def _pool(entry: TomlTable, posts: list[str]) -> Pool:
    number = entry.whole("number", 0, MOST_PEOPLE) if entry.has("number") else None
    found = Pool(
        code=entry.text("code"),
        name=entry.words("name"),
        force=entry.choice("force", FORCES),
        own=entry.flag("own"),
        home=entry.choice("home", posts),
        number=number,
        source=entry.text_or_blank("source"),
        date=entry.dates("date") if entry.is_filled("date") else "",
    )
    if number is not None and not (found.source and found.date):
        entry.fault("pool_without_source")
    return found


def _pattern(entry: TomlTable) -> Pattern:
    phases = {}
    for one in entry.tables("phase") if entry.has("phase") else []:
        phases[one.text("code")] = _rules(one)
        one.refuse_rest()
        entry.problems.extend(one.problems)
    notes = entry.tables("assumed") if entry.has("assumed") else []
    assumed = {}
    for note in notes:
        assumed[note.choice("tps_class", (*CLASSES, LINMAS))] = note.words("reason")
        note.refuse_rest()
        entry.problems.extend(note.problems)
    return Pattern(
        code=entry.text("code"),
        name=entry.words("name"),
        rules=_rules(entry),
        phases=phases,
        assumed=assumed,
        source=entry.text("source"),
        date=entry.dates("date"),
    )


def _rules(entry: TomlTable) -> Mapping[str, Rule]:
    written = entry.table("rules")
    rules = {name: _rule(entry, name, written.text(name)) for name in CLASSES}
    written.refuse_rest()
    entry.problems.extend(written.problems)
    return rules


def _rule(entry: TomlTable, name: str, text: str) -> Rule:
    try:
        return Rule.parse(text)
    except MethodError:
        entry.fault("toml_rule_invalid", key=f"rules.{name}", value=text)
        return Rule.parse("0-1-0")
