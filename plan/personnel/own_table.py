"""Groups, police and Linmas for anybody's table of TPS by area and class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.cells import Column
from geo.errors import MethodError, OwnTablesError, Problem
from geo.own_tables import MOST_BYTES, MOST_ROWS
from geo.reading import parse_csv, read_bytes
from geo.schema import Schema
from plan.personnel.rules import NOTHING, Need, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LAYER = "tps_classes_table"
ANY_CLASS = ""  # a rule given without a class
MOST_TPS = 10_000_000  # in one row
_COLUMNS = {
    "area": Column(),
    "tps_class": Column(),
    "tps": Column("count", minimum=0, maximum=MOST_TPS),
}


@dataclass(frozen=True, slots=True)
class Row:
    """TPS of one class in one area, and what they ask for."""

    area: str
    tps_class: str
    tps: int
    rule: Rule
    need: Need


@dataclass(frozen=True, slots=True)
class Counted:
    """A table counted through, in the order of its rows; a pair stands once."""

    rows: tuple[Row, ...]

    @property
    def need(self) -> Need:
        """What all rows ask for."""
        return sum((row.need for row in self.rows), start=NOTHING)

    @property
    def tps(self) -> int:
        """TPS of all rows."""
        return sum(row.tps for row in self.rows)


def read_rules(texts: Sequence[str]) -> Mapping[str, Rule]:
    """Read rules "2-16-32", for every class, or "rawan=2-2-4" for one.

    Raises `MethodError` naming every rule that cannot be read, and a class named twice.
    """
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for text in texts:
        name, _, pattern = text.rpartition("=")
        if name.strip() in rules:
            problems.append(Problem.of("rule_repeated", tps_class=name.strip()))
        try:
            rules[name.strip()] = Rule.parse(pattern)
        except MethodError as error:
            problems.extend(error.problems)
    if problems:
        raise MethodError(problems)
    return rules


def count_table(path: Path, rules: Mapping[str, Rule]) -> Counted:
    """Read `area`, `tps_class`, `tps` and count what each row asks for.

    Groups are rounded up in each row. Raises `OwnTablesError` or `LayerError` naming
    every fault of the file: a class without a rule, a rule of a class that the file
    does not hold, and an area's class given twice among them.
    """
    texts = parse_csv(read_bytes(path, MOST_BYTES), LAYER, path.name)
    schema = Schema(LAYER, path.name, _COLUMNS, None, Column(blank=True), MOST_ROWS)
    problems = list(schema.problems(texts))
    if problems:
        raise OwnTablesError(problems)
    listed = list(zip(*(texts[name] for name in _COLUMNS), strict=True))
    problems = [
        *_without_rule(listed, rules, path.name),
        *_unused(listed, rules, path.name),
        *_twice(listed, path.name),
    ]
    if problems:
        raise OwnTablesError(problems)
    rows = []
    for area, kind, tps in listed:
        rule = rules.get(kind) or rules[ANY_CLASS]
        rows.append(Row(area, kind, int(tps), rule, rule.need(int(tps))))
    return Counted(tuple(rows))


def _without_rule(
    listed: Sequence[tuple[str, ...]], rules: Mapping[str, Rule], file: str
) -> list[Problem]:
    if ANY_CLASS in rules:
        return []
    lacking = tuple(dict.fromkeys(kind for _, kind, _ in listed if kind not in rules))
    if not lacking:
        return []
    return [Problem.of("class_without_rule", file=file, classes=lacking)]


def _unused(
    listed: Sequence[tuple[str, ...]], rules: Mapping[str, Rule], file: str
) -> list[Problem]:
    """Rules of classes that no row has: most often misspelt."""
    unused = tuple(sorted(set(rules) - {ANY_CLASS} - {kind for _, kind, _ in listed}))
    return [Problem.of("rule_unused", file=file, classes=unused)] if unused else []


def _twice(listed: Sequence[tuple[str, ...]], file: str) -> list[Problem]:
    counts = Counter((area, kind) for area, kind, _ in listed)
    twice = tuple(f"{area}: {kind}" for (area, kind), n in counts.items() if n > 1)
    return [Problem.of("area_class_repeated", file=file, rows=twice)] if twice else []
