"""The two tables of an index of one's own, read, checked together and made arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import Column
from geo.errors import PetaRawanError, TableError
from geo.reading import parse_csv, read_bytes
from geo.schema import Schema
from risk.own.data_checks import data_problems
from risk.own.meta import NUMBER, Meta, numbers, read_meta
from risk.own.parents import tree_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.errors import Problem
    from geo.schema import Texts
    from geo.units import Floats
    from risk.own.parents import Entry
    from risk.own.steps import Steps
    from risk.tree import Tree

MISSING = "NA"  # how R writes a blank cell
_NAMES = ("uCode", "uName", "iCode", "iName")
_SPECIAL = ("", "uCode", "uName", "Time")  # R writes row numbers without a name


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """An index as it was brought: n areas by code, k indicators by code, m aggregates.

    `area_names` and `names` by code. `entries`: what iMeta says of the k leaves and m
    nodes of `tree`, in their order; `levels`: (m,) that of each node, 0 the lowest.
    `values` and `denominators`: (n, k), nan where unknown, the latter 1 where an
    indicator has none. `group`: (n,) text of the column that imputes, "" unknown.
    `unused`: columns of the data that iMeta does not name.
    """

    areas: tuple[str, ...]
    area_names: Mapping[str, str]
    names: Mapping[str, str]
    tree: Tree
    entries: tuple[Entry, ...]
    levels: tuple[int, ...]
    values: Floats
    denominators: Floats
    group: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def leaves(self) -> tuple[Entry, ...]:
        """The k indicators."""
        return self.entries[: len(self.tree.leaves)]

    @property
    def weights(self) -> Floats:
        """(k + m,) weight of each part in what it is part of, above 0."""
        weights = np.array([entry.weight for entry in self.entries])
        weights[np.isnan(weights)] = 1.0  # of the index, which weighs in nothing
        return weights


def read_tables(data: Path, meta: Path, steps: Steps) -> Tables:
    """Read iData and iMeta, in UTF-8, for the chosen steps.

    ``NA`` and blank are unknown. Raises `TableError` naming every fault of both.
    """
    problems: list[Problem] = []
    meta_texts = _texts(meta, "imeta", problems)
    data_texts = _texts(data, "idata", problems)
    told = read_meta(meta_texts, meta.name) if meta_texts is not None else None
    if told is not None:
        problems += told.problems
    if data_texts is not None:
        entries = told.entries if told else ()
        schema = _schema(data.name, data_texts, entries)
        problems += schema.problems(data_texts)
        if told is not None and told.entries:
            problems += data_problems(schema, data_texts, told, steps)
    if problems or told is None or data_texts is None:
        raise TableError(list(dict.fromkeys(problems)))
    return _tables(data_texts, told, steps)


def _texts(path: Path, layer: str, problems: list[Problem]) -> Texts | None:
    """Read one file as text; what keeps it from being a table joins `problems`."""
    try:
        texts = parse_csv(read_bytes(path), layer, path.name)
    except PetaRawanError as error:
        problems += error.problems
        return None
    return {
        name: cells if name in _NAMES else _without_missing(cells)
        for name, cells in texts.items()
    }


def _without_missing(cells: list[str]) -> list[str]:
    return ["" if cell == MISSING else cell for cell in cells]


def _schema(file: str, texts: Texts, entries: tuple[Entry, ...]) -> Schema:
    """What iData must hold: an area's code, and a number for each indicator."""
    columns = {"uCode": Column()}
    columns |= {e.code: NUMBER for e in entries if e.kind == "Indicator"}
    given = [e.code for e in entries if e.kind == "Denominator" and e.code in texts]
    columns |= dict.fromkeys(given, NUMBER)
    return Schema("idata", file, columns, "uCode", Column(blank=True))


def _tables(texts: Texts, meta: Meta, steps: Steps) -> Tables:
    tree, entries, levels = tree_of(meta.entries)
    order = sorted(range(len(texts["uCode"])), key=texts["uCode"].__getitem__)
    column = {name: [cells[row] for row in order] for name, cells in texts.items()}
    leaves = entries[: len(tree.leaves)]
    ones = ["1"] * len(order)
    by = [column[e.denominator] if e.denominator else ones for e in leaves]
    named = {*(entry.code for entry in meta.entries), *_SPECIAL, steps.group}
    areas = tuple(column["uCode"])
    return Tables(
        areas=areas,
        area_names={
            code: name or code
            for code, name in zip(areas, column.get("uName", areas), strict=True)
        },
        names={entry.code: entry.name for entry in meta.entries},
        tree=tree,
        entries=entries,
        levels=levels,
        values=np.array([numbers(NUMBER, column[e.code]) for e in leaves]).T,
        denominators=np.array([numbers(NUMBER, cells) for cells in by]).T,
        group=tuple(column[steps.group]) if steps.group else (),
        unused=tuple(name for name in texts if name not in named),
    )
