"""What must hold between layers: codes that exist, places that fit, sums that meet.

A layer that is faulty itself is None here: what needs it waits, the rest is looked
at. Blank cells are passed over: that they are blank is a fault of its own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo import schemas
from geo.faults import (
    elsewhere,
    late,
    named,
    post_place_problems,
    sum_problems,
    tps_place_problems,
    unknown,
    unknown_covers,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from geo.errors import Problem

    Check = Callable[[pd.DataFrame], list[Problem]]


def desa_checks(kecamatan: pd.DataFrame | None) -> tuple[Check, Check]:
    """Return the checks of a desa table: of its rows, then of the whole."""
    rows = partial(desa_problems, kecamatan)
    return rows, partial(desa_sums, kecamatan)


def tps_checks(
    kecamatan: gpd.GeoDataFrame | None, desa: pd.DataFrame | None
) -> tuple[Check, Check]:
    """Return the checks of a TPS table: of its rows, then of the whole.

    The TPS are made from the desa: their sums wait for those too.
    """
    rows = partial(tps_problems, kecamatan, desa)
    return rows, partial(tps_sums, None if desa is None else kecamatan)


def post_checks(
    kecamatan: gpd.GeoDataFrame | None,
    desa: pd.DataFrame | None,
    polling: date | None = None,
) -> tuple[Check]:
    """Return the check of the rows of a posts table."""
    return (partial(post_problems, kecamatan, desa, polling),)


def seat_checks(
    kecamatan: pd.DataFrame | None, desa: pd.DataFrame | None
) -> tuple[Check, Check]:
    """Return the checks of a table of seats: of its rows, then of the whole."""
    rows = partial(seat_problems, kecamatan, desa)
    return rows, partial(missing_seats, kecamatan)


def link_checks(desa: pd.DataFrame | None, polling: date | None = None) -> tuple[Check]:
    """Return the check of the rows of a table of links."""
    return (partial(link_problems, desa, polling),)


def fact_checks(
    kecamatan: pd.DataFrame | None, polling: date | None = None
) -> tuple[Check]:
    """Return the check of the rows of the facts per kecamatan."""
    return (partial(fact_problems, kecamatan, polling),)


def desa_problems(kecamatan: pd.DataFrame | None, desa: pd.DataFrame) -> list[Problem]:
    """Name desa whose kecamatan does not exist."""
    return unknown(schemas.DESA, desa, "kecamatan_code", kecamatan)


def desa_sums(kecamatan: pd.DataFrame | None, desa: pd.DataFrame) -> list[Problem]:
    """Name kecamatan whose desa do not add up to their official TPS."""
    if kecamatan is None:
        return []
    return sum_problems("desa_tps_differ", kecamatan["tps"], desa, "tps")


def tps_problems(
    kecamatan: gpd.GeoDataFrame | None, desa: pd.DataFrame | None, tps: pd.DataFrame
) -> list[Problem]:
    """Name TPS with codes that do not exist, or in no or another kecamatan."""
    schema = schemas.TPS
    return [
        *unknown(schema, tps, "kecamatan_code", kecamatan),
        *unknown(schema, tps, "desa_code", desa),
        *elsewhere(schema, tps, desa),
        *tps_place_problems(kecamatan, tps),
    ]


def tps_sums(kecamatan: pd.DataFrame | None, tps: pd.DataFrame) -> list[Problem]:
    """Name kecamatan whose TPS or voters do not add up to the official numbers."""
    if kecamatan is None:
        return []
    return [
        *sum_problems("tps_count_differs", kecamatan["tps"], tps, None),
        *sum_problems("voters_sum_differs", kecamatan["voters"], tps, "voters_est"),
    ]


def post_problems(
    kecamatan: gpd.GeoDataFrame | None,
    desa: pd.DataFrame | None,
    polling: date | None,
    posts: pd.DataFrame,
) -> list[Problem]:
    """Name posts with codes that do not exist, or far from where they should be."""
    schema = schemas.POSTS
    return [
        *unknown(schema, posts, "kecamatan_code", kecamatan),
        *unknown(schema, posts, "desa_code", desa),
        *elsewhere(schema, posts, desa),
        *unknown_covers(posts, kecamatan),
        *post_place_problems(kecamatan, posts),
        *late(schema, posts, polling),
    ]


def seat_problems(
    kecamatan: pd.DataFrame | None, desa: pd.DataFrame | None, seats: pd.DataFrame
) -> list[Problem]:
    """Name seats of no kecamatan, and those that are no desa of theirs."""
    schema = schemas.SEATS
    rule = schema.column("kecamatan_code")
    codes = ["" if rule.fault(code) else code for code in seats.index]
    at_home = seats.assign(kecamatan_code=codes)
    return [
        *unknown(schema, at_home, "kecamatan_code", kecamatan),
        *unknown(schema, seats, "desa_code", desa),
        *elsewhere(schema, at_home, desa),
    ]


def missing_seats(kecamatan: pd.DataFrame | None, seats: pd.DataFrame) -> list[Problem]:
    """Name kecamatan without a seat."""
    wanted = () if kecamatan is None else kecamatan.index
    missing = [code for code in wanted if code not in seats.index]
    return [schemas.SEATS.problem("seat_missing", missing)] if missing else []


def link_problems(
    desa: pd.DataFrame | None, polling: date | None, links: pd.DataFrame
) -> list[Problem]:
    """Name links that begin or end at a desa that does not exist, or go nowhere."""
    schema = schemas.LINKS
    same = (links["from_desa"] == links["to_desa"]) & (links["from_desa"] != "")
    loops = named(links, same.to_numpy())
    return [
        *unknown(schema, links, "from_desa", desa),
        *unknown(schema, links, "to_desa", desa),
        *([schema.problem("link_loop", loops)] if loops else []),
        *late(schema, links, polling),
    ]


def fact_problems(
    kecamatan: pd.DataFrame | None, polling: date | None, facts: pd.DataFrame
) -> list[Problem]:
    """Name facts of a kecamatan that does not exist."""
    schema = schemas.KECAMATAN_FACTS
    return [
        *unknown(schema, facts, "kecamatan_code", kecamatan),
        *late(schema, facts, polling),
    ]
