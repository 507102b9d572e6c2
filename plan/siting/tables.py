"""A siting model from the tables that anybody brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import Column
from geo.own_costs import read_ways
from geo.own_tables import AMOUNT, OPTIONAL_AMOUNT, PLACE, Reading
from plan.siting.problem import Siting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.errors import Problem
    from geo.own_tables import OwnTable
    from geo.units import Bools, Floats

_FLAG = Column("flag", blank=True)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Which tables are brought, and which of their columns count.

    Costs come from `matrix`, or are distances in the unit of x and y where `straight`
    is asked for. `fixed`: ids of candidates that stand already, beside those of the
    column. `capacity` and `load` name columns, "" where capacities do not count;
    `needs_price` where the column `price` does.
    """

    demand: Path
    candidates: Path
    matrix: Path | None = None
    straight: bool = False
    fixed: tuple[str, ...] = ()
    capacity: str = ""
    load: str = ""
    needs_price: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OwnSiting:
    """A siting model, and what a reader of its answer should know of the tables.

    `absent`: pairs that a long matrix does not list, taken as no route.
    `ignored_capacity`: the candidates have capacities that nobody asked to count.
    """

    siting: Siting
    absent: int
    ignored_capacity: bool


def read_own_siting(files: OwnFiles) -> OwnSiting:
    """Read the tables of demand, candidates and costs.

    A blank capacity is unlimited; a blank `fixed` is a candidate. Demand without a load
    column fills 1 of a capacity. The order of rows does not matter.

    Raises `OwnTablesError` naming every fault of all files.
    """
    reading = Reading()
    place = PLACE if files.straight else {}
    price = "price" if files.needs_price else ""
    load = _listed(AMOUNT, "load") if files.capacity and not files.load else {}
    demand = reading.table(
        files.demand, "demand", _listed(AMOUNT, "weight", files.load) | place, load
    )
    candidates = reading.table(
        files.candidates,
        "candidates",
        _listed(OPTIONAL_AMOUNT, files.capacity, price) | place,
        {"fixed": _FLAG, "price": OPTIONAL_AMOUNT},
    )
    reading.problems += _candidate_problems(files, candidates)
    ways = read_ways(
        reading, demand, candidates, matrix=files.matrix, straight=files.straight
    )
    reading.require()
    return OwnSiting(
        siting=_siting(files, demand, candidates, ways.cost),
        absent=ways.absent,
        ignored_capacity=candidates.has("capacity") and not files.capacity,
    )


def _listed(kind: Column, *names: str) -> dict[str, Column]:
    """Columns of one kind, those without a name left out."""
    return {name: kind for name in names if name}


def _candidate_problems(files: OwnFiles, candidates: OwnTable) -> Iterator[Problem]:
    """Find sites said to stand that nobody lists, and candidates without a price."""
    schema, ids = candidates.schema, candidates.ids
    strange = sorted({*files.fixed} - {*ids})
    if strange and ids:
        yield schema.problem("fixed_unknown", strange)
    if not (files.needs_price and ids and candidates.has("price")):
        return
    standing = _standing(files, candidates)
    cells = zip(ids, candidates.texts["price"], standing, strict=True)
    lacking = [one for one, cell, stands in cells if not (cell or stands)]
    if lacking:
        yield schema.problem("value_missing", lacking, column="price")


def _standing(files: OwnFiles, candidates: OwnTable) -> Bools:
    """Sites that stand already: by the column, or by the list."""
    named = np.array([one in files.fixed for one in candidates.ids], bool)
    return np.asarray(candidates.flags("fixed") | named)


def _siting(
    files: OwnFiles, demand: OwnTable, candidates: OwnTable, cost: Floats
) -> Siting:
    """Lay the tables out; what no option asks for keeps its default."""
    load = files.load or "load"
    counts_load = bool(files.capacity) and demand.has(load)
    return Siting.of(
        demand.ids,
        candidates.ids,
        cost,
        weight=demand.numbers("weight"),
        load=demand.numbers(load) if counts_load else None,
        capacity=candidates.numbers(files.capacity, np.inf) if files.capacity else None,
        price=candidates.numbers("price", 0.0) if files.needs_price else None,
        fixed=_standing(files, candidates),
    )
