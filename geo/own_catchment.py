"""Floating catchments of the tables that anybody brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.catchment import catchment
from geo.errors import Problem
from geo.own_costs import read_ways
from geo.own_tables import AMOUNT, OPTIONAL_AMOUNT, PLACE, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.catchment import Access, Bands, Method
    from geo.own_tables import OwnTable
    from geo.units import Floats

TYPE = "type"


@dataclass(frozen=True, slots=True)
class CatchmentFiles:
    """Which tables are brought; distances in the unit of x and y where `straight`.

    `per_type`: supply assumed for each post of a type (column `type`) whose own is
    blank.
    """

    demand: Path
    supply: Path
    matrix: Path | None = None
    straight: bool = False
    per_type: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OwnCatchment:
    """Access of demand points and ratio of posts, each in ascending order of id.

    `assumed`: posts whose supply is an assumption. `absent`: pairs that a long matrix
    does not list, taken as no route.
    """

    demand: tuple[str, ...]
    supply: tuple[str, ...]
    found: Access
    assumed: tuple[str, ...]
    absent: int


def own_catchment(files: CatchmentFiles, bands: Bands, method: Method) -> OwnCatchment:
    """Read demand (`weight`: people), supply and costs, and share the supply out.

    The order of rows does not matter. Raises `OwnTablesError` naming every fault of all
    files, among them a supply that nobody knows and assumed types that no post has;
    `MethodError` as `catchment`.
    """
    reading = Reading()
    place = PLACE if files.straight else {}
    demand = reading.table(files.demand, "demand", {"weight": AMOUNT, **place}, {})
    posts = reading.table(
        files.supply, "supply", {"supply": OPTIONAL_AMOUNT, **place}, {}
    )
    assumed = _assumed(files, posts)
    reading.problems += _type_problems(files, posts)
    reading.problems += _blank_problems(posts, assumed)
    ways = read_ways(
        reading, demand, posts, matrix=files.matrix, straight=files.straight
    )
    reading.require()
    rows, columns = np.argsort(demand.ids), np.argsort(posts.ids)
    found = catchment(
        demand.numbers("weight")[rows],
        _supply(posts, assumed)[columns],
        ways.cost[np.ix_(rows, columns)],
        bands,
        method,
    )
    return OwnCatchment(
        demand=tuple(sorted(demand.ids)),
        supply=tuple(sorted(posts.ids)),
        found=found,
        assumed=tuple(sorted(assumed)),
        absent=ways.absent,
    )


def _assumed(files: CatchmentFiles, posts: OwnTable) -> dict[str, float]:
    """Supply assumed for the posts whose own is blank, by id."""
    per_type = files.per_type or {}
    kinds = posts.texts.get(TYPE, [""] * len(posts.ids))
    blank = {one for one, cell in _cells(posts) if not cell}
    return {
        one: per_type[kind]
        for one, kind in zip(posts.ids, kinds, strict=True)
        if one in blank and kind in per_type
    }


def _type_problems(files: CatchmentFiles, posts: OwnTable) -> Iterator[Problem]:
    """Find types that a supply is assumed for, and no post has."""
    strange = sorted({*(files.per_type or {})} - {*posts.texts.get(TYPE, ())})
    if strange and posts.ids:
        yield Problem.of("supply_per_unknown", names=tuple(strange))


def _blank_problems(posts: OwnTable, assumed: Mapping[str, float]) -> Iterator[Problem]:
    """Find posts whose supply nobody knows, and nobody assumed."""
    unknown = [one for one, cell in _cells(posts) if not cell and one not in assumed]
    if unknown:
        yield posts.schema.problem("supply_blank", unknown)


def _cells(posts: OwnTable) -> Iterator[tuple[str, str]]:
    """Each post with its supply as written; none where there is no such column."""
    return zip(posts.ids, posts.texts.get("supply", ()), strict=False)


def _supply(posts: OwnTable, assumed: Mapping[str, float]) -> Floats:
    """Supply of each post: its own where it is known, else what is assumed."""
    own = posts.numbers("supply")
    filled = [assumed.get(one, np.nan) for one in posts.ids]
    return np.where(np.isnan(own), filled, own)
