"""The choices about people as the text of a link, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.errors import Problem, ScenarioError
from plan.personnel.staffing import Staffing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plan.personnel.staffing import Home

KEY = "staff_"
_WHOLE = re.compile("[+-]?[0-9]+")
_FLAGS = {"0": False, "1": True}


def names() -> frozenset[str]:
    """The keys of a link that are choices about people."""
    return frozenset(KEY + name for name in _READERS)


def to_query(staffing: Staffing) -> dict[str, str]:
    """Only what differs from the defaults; `from_query` gives the same back."""
    default, query = Staffing(), {}
    for name, write in _WRITERS.items():
        value = getattr(staffing, name)
        if value != getattr(default, name):
            query[KEY + name] = write(value)
    return query


def from_query(query: Mapping[str, str]) -> Staffing:
    """Read a link; keys that are no choice about people are left alone.

    Raises `ScenarioError` naming every fault.
    """
    choices: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in _READERS.items():
        text = query.get(KEY + name)
        if text is None:
            continue
        try:
            choices[name] = read(text)
        except ValueError:
            field = KEY + name
            problems.append(Problem.of("number_unreadable", field=field, value=text))
    try:
        found = Staffing(**choices)
    except ScenarioError as error:
        raise ScenarioError([*problems, *error.problems]) from None
    if problems:
        raise ScenarioError(problems)
    return found


def read_whole(text: str) -> int:
    """Read a whole number in digits 0 to 9; raises `ValueError` where it is not one."""
    if not _WHOLE.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def read_homes(text: str) -> tuple[Home, ...]:
    """Read "polres@P02=414,polres@P06=20"; raises `ValueError` where it is not so."""
    found = []
    for part in (piece for piece in text.split(",") if piece.strip()):
        where, mark, people = part.partition("=")
        pool, at, post = where.partition("@")
        if not (mark and at):
            raise ValueError(part)
        found.append((pool.strip(), post.strip(), read_whole(people)))
    return tuple(found)


def _homes(homes: tuple[Home, ...]) -> str:
    return ",".join(f"{pool}@{post}={people}" for pool, post, people in homes)


def _read_rules(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.split(",") if part.strip())
    return tuple((name.strip(), rule.strip()) for name, _, rule in pairs)


def _rules(rules: tuple[tuple[str, str], ...]) -> str:
    return ",".join(f"{name}={rule}" for name, rule in rules)


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text]


def _hours(text: str) -> float:
    if not text.isascii() or "_" in text:
        raise ValueError(text)
    return float(text)


def _number(value: float) -> str:
    """Short where that is exact, for a link gives the same choices back."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "pattern": str,
    "rules": _rules,
    "homes": _homes,
    "reserve": str,
    "journey": _number,
    "rest": _number,
    "stretch": _number,
    "mixed": lambda value: str(int(value)),
    "tni": lambda value: str(int(value)),
}
_READERS: dict[str, Callable[[str], object]] = {
    "pattern": str,
    "rules": _read_rules,
    "homes": read_homes,
    "reserve": read_whole,
    "journey": _hours,
    "rest": _hours,
    "stretch": _hours,
    "mixed": _flag,
    "tni": _flag,
}
