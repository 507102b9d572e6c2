"""What a study area knows of its people and patterns: ``personnel.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import CatalogueError, MethodError
from geo.reading import parse_toml
from plan.personnel.rules import MOST, NOBODY, Rule
from risk.toml_table import TomlTable, Words, repeated
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

PERSONNEL = "personnel.toml"
POLICE, TNI, LINMAS = "police", "tni", "linmas"
FORCES = (POLICE, TNI, LINMAS)
MOST_PEOPLE = 99_999  # in one pool
_CLOCK = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")


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

    `opens`: when the TPS open, local time, and why that is assumed. `minimum`: class of
    TPS -> police in each group who come before any above it, of this source and date;
    "" where there is none.
    """

    opens: time
    opens_note: Words
    pools: Mapping[str, Pool]
    patterns: Mapping[str, Pattern]
    minimum: Mapping[str, int] = field(default_factory=dict)
    minimum_source: str = ""
    minimum_date: str = ""


def book_of(method: Mapping[str, bytes], posts: Collection[str] | None) -> Book | None:
    """Read the book among the checked files of a study area, None if it has none.

    `posts`: the area's own, None where somebody brought others. Raises
    `CatalogueError` as `read_book`.
    """
    return (
        read_book(method[PERSONNEL], PERSONNEL, posts) if PERSONNEL in method else None
    )


def read_book(content: bytes, name: str, posts: Collection[str] | None) -> Book:
    """Read ``personnel.toml``; every home is one of the `posts` unless that is None.

    Raises `CatalogueError` naming every fault, a figure without a source among them.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    listed, named = file.tables("pool"), file.tables("preset")
    pools = [_pool(one, posts) for one in listed]
    patterns = [_pattern(one) for one in named]
    entries = [*listed, *named]
    opens, opens_note = _time(file, "opens"), file.words("opens_note")
    minimum, minimum_source, minimum_date = _minimum(file)
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
        minimum=minimum,
        minimum_source=minimum_source,
        minimum_date=minimum_date,
    )


def _minimum(file: TomlTable) -> tuple[Mapping[str, int], str, str]:
    """Police by class of TPS, with source and date; may be left out altogether."""
    if not file.has("minimum"):
        return {}, "", ""
    written = file.table("minimum")
    people = {
        name: written.whole(name, 0, MOST) for name in CLASSES if written.has(name)
    }
    written.refuse_rest()
    file.problems.extend(written.problems)
    return people, file.text("minimum_source"), file.dates("minimum_date")


def _time(file: TomlTable, key: str) -> time:
    """A time of day, hours and minutes: 07:00."""
    text = _text(file, key)
    if text is None:
        return time()
    if found := _CLOCK.fullmatch(text):
        return time(int(found[1]), int(found[2]))
    file.fault("toml_time_invalid", key=key, value=text)
    return time()


def _text(entry: TomlTable, key: str) -> str | None:
    """Text that is not blank; None where there is none, which is a fault already."""
    before = len(entry.problems)
    text = entry.text(key)
    return text if len(entry.problems) == before else None


def _home(entry: TomlTable, posts: Collection[str] | None) -> str:
    home = _text(entry, "home")
    if home is not None and posts is not None and home not in posts:
        known = tuple(sorted(posts))
        entry.fault("toml_word_unknown", key="home", value=home, known=known)
    return home or ""


def _pool(entry: TomlTable, posts: Collection[str] | None) -> Pool:
    number = entry.whole("number", 0, MOST_PEOPLE) if entry.has("number") else None
    found = Pool(
        code=entry.text("code"),
        name=entry.words("name"),
        force=entry.choice("force", FORCES),
        own=entry.flag("own"),
        home=_home(entry, posts),
        number=number,
        source=entry.text_or_blank("source"),
        date=entry.dates("date") if entry.is_filled("date") else "",
    )
    if number is not None and not (found.source and found.date):
        entry.fault("pool_without_source")
    return found


def _pattern(entry: TomlTable) -> Pattern:
    phases = [(one.text("code"), _rules(one)) for one in _parts(entry, "phase")]
    classes = (*CLASSES, LINMAS)
    assumed = [
        (one.choice("tps_class", classes), one.words("reason"))
        for one in _parts(entry, "assumed")
    ]
    for listed in (phases, assumed):
        for code in repeated([name for name, _ in listed]):
            entry.fault("code_repeated", value=code)
    return Pattern(
        code=entry.text("code"),
        name=entry.words("name"),
        rules=_rules(entry),
        phases=dict(phases),
        assumed=dict(assumed),
        source=entry.text("source"),
        date=entry.dates("date"),
    )


def _rules(entry: TomlTable) -> Mapping[str, Rule]:
    written = entry.table("rules")
    rules = {name: _rule(entry, name, _text(written, name)) for name in CLASSES}
    written.refuse_rest()
    entry.problems.extend(written.problems)
    return rules


def _rule(entry: TomlTable, name: str, text: str | None) -> Rule:
    if text is None:
        return NOBODY
    try:
        return Rule.parse(text)
    except MethodError:
        entry.fault("toml_rule_invalid", key=f"rules.{name}", value=text)
        return NOBODY


def _parts(entry: TomlTable, key: str) -> Iterator[TomlTable]:
    """The tables under a key that may be left out; their faults are the `entry`'s."""
    for one in entry.tables(key) if entry.has(key) else []:
        yield one
        one.refuse_rest()
        entry.problems.extend(one.problems)
