"""What is part of what in a table of parents: its faults, and the tree it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from risk.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.errors import Problem
    from geo.schema import Schema

KINDS = ("Indicator", "Aggregate", "Group", "Denominator", "Other")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of iMeta; what is blank or faulty is "" or nan."""

    code: str
    name: str
    kind: str
    level: float
    parent: str
    direction: float
    weight: float
    denominator: str
    best: float
    worst: float
    mean: str

    @property
    def is_part(self) -> bool:
        """Whether it is part of the index: an indicator or an aggregate."""
        return self.kind in ("Indicator", "Aggregate")


def parent_problems(schema: Schema, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Find what keeps the parts of an index from being one tree.

    A row whose type is faulty is told of elsewhere; while there is one, nobody can
    say whether a root, an indicator or a part is lacking.
    """
    known = {entry.code: entry for entry in entries if entry.code}
    parts = [entry for entry in known.values() if entry.is_part]
    looped = set(_looped(parts, known))
    yield from _link_problems(schema, parts, known, looped)
    if all(entry.kind in KINDS for entry in entries):
        yield from _whole_problems(schema, parts, looped)


def _link_problems(
    schema: Schema, parts: Sequence[Entry], known: dict[str, Entry], looped: set[str]
) -> Iterator[Problem]:
    """Find single links that lead nowhere, round in a circle, or down."""
    lost = [e for e in parts if e.parent and not _may_be_parent(known.get(e.parent))]
    if lost:
        rows = [entry.code for entry in lost]
        yield schema.problem("parent_unknown", rows, example=lost[0].parent)
    if looped:
        yield schema.problem("parent_cycle", sorted(looped))
    low = [
        entry
        for entry in parts
        if entry.parent in known
        and entry.code not in looped
        and known[entry.parent].level <= entry.level
    ]
    if low:
        rows = [entry.code for entry in low]
        yield schema.problem("parent_level", rows, example=low[0].parent)


def _may_be_parent(entry: Entry | None) -> bool:
    """Whether a row can have parts: it is an aggregate, or its type is faulty."""
    return entry is not None and (entry.kind == "Aggregate" or entry.kind not in KINDS)


def _whole_problems(
    schema: Schema, parts: Sequence[Entry], looped: set[str]
) -> Iterator[Problem]:
    """Find what the table as a whole lacks or has too much of."""
    if not any(entry.kind == "Indicator" for entry in parts):
        yield schema.problem("indicators_none", [])
    roots = [entry for entry in parts if not entry.parent]
    if len(roots) > 1:
        yield schema.problem("roots_several", [root.code for root in roots])
    elif not looped and not any(root.kind == "Aggregate" for root in roots):
        yield schema.problem("root_missing", [root.code for root in roots])
    parents = {entry.parent for entry in parts}
    empty = [e.code for e in parts if e.kind == "Aggregate" and e.code not in parents]
    if empty:
        yield schema.problem("aggregate_empty", empty)


def _looped(parts: Sequence[Entry], known: dict[str, Entry]) -> Iterator[str]:
    """Take away what is nobody's parent, again and again: circles remain."""
    left = {entry.code: entry.parent for entry in parts}
    count = dict.fromkeys(known, 0)
    for parent in left.values():
        if parent in count:
            count[parent] += 1
    free = [code for code in left if not count[code]]
    while free:
        parent = left.pop(free.pop())
        if parent in left:
            count[parent] -= 1
            if not count[parent]:
                free.append(parent)
    yield from left


def tree_of(
    entries: Sequence[Entry],
) -> tuple[Tree, tuple[Entry, ...], tuple[int, ...]]:
    """Order faultless entries as a tree: tree, its k + m entries, m levels.

    Leaves by code, nodes by level and code, so that the order of the rows changes
    nothing. The levels of the nodes are counted from 0, the lowest.
    """
    leaves = sorted((e for e in entries if e.kind == "Indicator"), key=_code)
    nodes = [entry for entry in entries if entry.kind == "Aggregate"]
    nodes.sort(key=lambda entry: (entry.level, entry.code))
    place = {entry.code: number for number, entry in enumerate(nodes)} | {"": -1}
    ordered = (*leaves, *nodes)
    parents = np.array([place[entry.parent] for entry in ordered])
    tree = Tree(tuple(map(_code, leaves)), tuple(map(_code, nodes)), parents)
    steps = sorted({entry.level for entry in nodes})
    return tree, ordered, tuple(steps.index(entry.level) for entry in nodes)


def _code(entry: Entry) -> str:
    return entry.code
