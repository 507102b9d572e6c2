"""Costs of the ways between places that anybody brings: one table, of two forms.

Long: `demand_id`, `candidate_id` (or `supply_id`) and `cost`, a row for each pair.
Wide: the first column holds demand ids, each further column is a site. Blank is no
route, and so is a pair that the long form does not list.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import Problem
from geo.own_tables import OPTIONAL_AMOUNT, straight_costs, too_many
from geo.schema import SHOWN_LETTERS, Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from geo.own_tables import OwnTable, Reading
    from geo.schema import Texts
    from geo.units import Floats, Ints

LAYER = "matrix"
DEMAND, COST = "demand_id", "cost"
SITES = ("candidate_id", "supply_id")
_NOWHERE = -1
_NO_ROUTE = np.inf
_BETWEEN = " \u2013 "
_PLAIN = re.compile(r"(?:(?:[0-9]{1,15}(?:\.[0-9]*)?)?\n)*+")


@dataclass(frozen=True, slots=True, eq=False)
class OwnCosts:
    """Cost of the way from each demand point to each site, as it was brought.

    `cost` (n, m), inf where no route; `absent`: how many pairs the long form leaves
    out, 0 in the wide form. `problems`: all that is wrong; `cost` is then of no use.
    """

    cost: Floats
    absent: int
    problems: tuple[Problem, ...]


def read_ways(
    reading: Reading,
    demand: OwnTable,
    sites: OwnTable,
    *,
    matrix: Path | None,
    straight: bool,
) -> OwnCosts:
    """Read the costs between two tables from a file, or measure straight distances.

    Faults join those of the `reading`; where there are any, the costs are of no use.
    Distances are in the unit of x and y, which must be metric.
    """
    if (matrix is None) is not straight:
        code = "matrix_missing" if matrix is None else "matrix_and_straight"
        reading.problems.append(Problem.of(code))
    texts = None if matrix is None else reading.texts(matrix, LAYER)
    if matrix is not None and texts is not None and demand.ids and sites.ids:
        found = read_costs(texts, matrix.name, demand.ids, sites.ids)
        reading.problems += found.problems
        return found
    reading.problems += too_many(demand.ids, sites.ids)
    if reading.problems:
        return _refused(())
    return OwnCosts(straight_costs(demand.points(), sites.points()), 0, ())


def read_costs(
    texts: Texts, file: str, demand: Sequence[str], sites: Sequence[str]
) -> OwnCosts:
    """Read costs for these demand points and sites: -> (n, m), in their order.

    Nothing is raised: every fault is in `problems`. A cost is 0 or above; the words
    inf and nan are no costs. In the wide form every demand point must have its row
    and every site its column.
    """
    problems = too_many(demand, sites)
    if problems:
        return _refused(problems)
    form = _long if _is_long(texts, sites) else _wide
    return form(texts, Schema(LAYER, file, {}), demand, sites)


def _refused(problems: Sequence[Problem]) -> OwnCosts:
    return OwnCosts(np.empty((0, 0)), 0, tuple(problems))


def _is_long(texts: Texts, sites: Sequence[str]) -> bool:
    """Tell the long form by its columns, unless these are the names of sites."""
    _, *further = texts
    if further and set(further) <= set(sites):
        return False
    return _site_column(texts) in texts or {DEMAND, COST} <= texts.keys()


def _site_column(texts: Texts) -> str:
    return next((name for name in SITES if name in texts), SITES[0])


# ---------------------------------------------------------------- the long form


def _long(
    texts: Texts, schema: Schema, demand: Sequence[str], sites: Sequence[str]
) -> OwnCosts:
    """Read a row for each pair, in whatever order."""
    ends = {DEMAND: demand, _site_column(texts): sites}
    named = {"layer": LAYER, "file": schema.file, "unit": ""}
    lacking = [name for name in (*ends, COST) if name not in texts]
    if lacking:
        return _refused(
            [Problem.of("column_missing", **named, column=name) for name in lacking]
        )
    places = [_places(texts[name], ids) for name, ids in ends.items()]
    problems = [
        problem
        for name, found in zip(ends, places, strict=True)
        for problem in _id_problems(schema, texts, name, found)
    ]
    row, column = places
    pair = np.where(
        (row == _NOWHERE) | (column == _NOWHERE), _NOWHERE, row * len(sites) + column
    )
    problems += _pair_problems(schema, texts, pair, tuple(ends))
    cells = texts[COST]
    problems += _cost_problems(schema, cells, lambda place: f"#{place + 2}")
    if problems:
        return _refused(problems)
    cost = np.full(len(demand) * len(sites), _NO_ROUTE)
    cost[pair] = _numbers(cells)
    return OwnCosts(cost.reshape(len(demand), len(sites)), cost.size - pair.size, ())


def _places(cells: Sequence[str], ids: Sequence[str]) -> Ints:
    """Row of each cell's id among the ids, -1 where it is none of them."""
    known = {one: place for place, one in enumerate(ids)}
    return np.array([known.get(cell, _NOWHERE) for cell in cells], np.int64)


def _id_problems(
    schema: Schema, texts: Texts, name: str, places: Ints
) -> Iterator[Problem]:
    """Find blank ids, and those that no table of places has."""
    strange = np.flatnonzero(places == _NOWHERE).tolist()
    blank = [place for place in strange if not texts[name][place]]
    unknown = [place for place in strange if texts[name][place]]
    for code, rows in {"value_missing": blank, "code_unknown": unknown}.items():
        if rows:
            example = texts[name][rows[0]][:SHOWN_LETTERS]
            lines = [f"#{place + 2}" for place in rows]
            yield schema.problem(code, lines, column=name, example=example)


def _pair_problems(
    schema: Schema, texts: Texts, pair: Ints, ends: tuple[str, ...]
) -> Iterator[Problem]:
    """Find pairs that stand more than once: nobody knows which cost counts."""
    known = np.flatnonzero(pair != _NOWHERE)
    _, first = np.unique(pair[known], return_index=True)
    again = np.delete(known, first).tolist()
    if again:
        lines = [f"#{place + 2}" for place in again]
        example = _BETWEEN.join(texts[name][again[0]] for name in ends)
        yield schema.problem("pair_repeated", lines, example=example[:SHOWN_LETTERS])


# ---------------------------------------------------------------- the wide form


def _wide(
    texts: Texts, schema: Schema, demand: Sequence[str], sites: Sequence[str]
) -> OwnCosts:
    """Read a row for each demand point and a column for each site."""
    first, *columns = texts
    rows = texts[first]
    problems = [
        *_row_problems(schema, first, rows, demand),
        *_column_problems(schema, columns, sites),
    ]
    cells = [cell for name in columns for cell in texts[name]]
    problems += _cost_problems(
        schema,
        cells,
        lambda place: _BETWEEN.join(
            (rows[place % len(rows)], columns[place // len(rows)])
        ),
    )
    if problems:
        return _refused(problems)
    brought = _numbers(cells).reshape(len(columns), len(rows)).T
    order = np.ix_(_places(demand, rows), _places(sites, columns))
    return OwnCosts(np.ascontiguousarray(brought[order]), 0, ())


def _row_problems(
    schema: Schema, first: str, rows: Sequence[str], demand: Sequence[str]
) -> Iterator[Problem]:
    """Find demand points without a row, with several, or that nobody knows."""
    texts = {first: list(rows)}
    yield from _id_problems(schema, texts, first, _places(rows, demand))
    twice = [one for one, times in Counter(rows).items() if one and times > 1]
    if twice:
        yield schema.problem("code_duplicate", twice, column=first)
    if lacking := sorted({*demand} - {*rows, ""}):
        yield schema.problem("matrix_rows_missing", lacking)


def _column_problems(
    schema: Schema, columns: Sequence[str], sites: Sequence[str]
) -> Iterator[Problem]:
    """Find columns that are no site, and sites without a column."""
    if strange := sorted(set(columns) - set(sites)):
        yield schema.problem("matrix_columns_unknown", strange)
    if lacking := sorted({*sites} - {*columns, ""}):
        yield schema.problem("matrix_columns_missing", lacking)


# ---------------------------------------------------------------- numbers of both


def _cost_problems(
    schema: Schema, cells: Sequence[str], label: Callable[[int], str]
) -> Iterator[Problem]:
    """Find cells that are no cost; where all are plain they are looked at at once."""
    found: dict[str, list[int]] = {}
    if not _are_plain(cells):
        for place, cell in enumerate(cells):
            if code := OPTIONAL_AMOUNT.fault(cell):
                found.setdefault(code, []).append(place)
    for code, places in found.items():
        rows = [label(place) for place in places]
        named = {"column": COST, "example": cells[places[0]][:SHOWN_LETTERS]}
        yield schema.problem(code, rows, **named, **OPTIONAL_AMOUNT.limits())


def _are_plain(cells: Sequence[str]) -> bool:
    """Whether every cell is blank or digits with a point, and so surely a cost."""
    written = "".join(f"{cell}\n" for cell in cells)
    return written.count("\n") == len(cells) and bool(_PLAIN.fullmatch(written))


def _numbers(cells: Sequence[str]) -> Floats:
    """Numbers of faultless cells, inf where one is blank: no route."""
    return np.array([float(cell) if cell else _NO_ROUTE for cell in cells], float)
