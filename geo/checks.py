"""What must hold between layers: codes that exist, places that fit, sums that meet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo import schemas
from geo.errors import Problem
from geo.geojson import holders, point_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import geopandas as gpd

    from geo.schema import Schema

    Check = Callable[[pd.DataFrame], list[Problem]]

MARGIN_DEGREES = 0.25
"""How far outside the area's own bounds a post may stand: a pier, an island."""
BORDER_SLACK_DEGREES = 0.05
"""How far outside its kecamatan a post may stand: the borders are indicative."""


def desa_checks(kecamatan: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a desa table: of its rows, then of the whole."""
    rows = partial(desa_problems, kecamatan)
    return rows, partial(desa_sums, kecamatan)


def tps_checks(kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a TPS table: of its rows, then of the whole."""
    rows = partial(tps_problems, kecamatan, desa)
    return rows, partial(tps_sums, kecamatan)


def post_checks(kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of a posts table."""
    return (partial(post_problems, kecamatan, desa),)


def seat_checks(kecamatan: pd.DataFrame, desa: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a table of seats: of its rows, then of the whole."""
    rows = partial(seat_problems, kecamatan, desa)
    return rows, partial(missing_seats, kecamatan)


def link_checks(desa: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of a table of links."""
    return (partial(link_problems, desa),)


def fact_checks(kecamatan: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of the facts per kecamatan."""
    return (partial(fact_problems, kecamatan),)


def desa_problems(kecamatan: pd.DataFrame, desa: pd.DataFrame) -> list[Problem]:
    """Name desa whose kecamatan does not exist."""
    return _unknown(schemas.DESA, desa, "kecamatan_code", kecamatan.index)


def desa_sums(kecamatan: pd.DataFrame, desa: pd.DataFrame) -> list[Problem]:
    """Name kecamatan whose desa do not add up to their official TPS."""
    return _sum_problems("desa_tps_differ", kecamatan["tps"], desa, "tps")


def tps_problems(
    kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame, tps: pd.DataFrame
) -> list[Problem]:
    """Name TPS with codes that do not exist, or in no or another kecamatan."""
    schema = schemas.TPS
    return [
        *_unknown(schema, tps, "kecamatan_code", kecamatan.index),
        *_unknown(schema, tps, "desa_code", desa.index),
        *_elsewhere(schema, tps, desa),
        *_tps_place_problems(kecamatan, tps),
    ]


def tps_sums(kecamatan: pd.DataFrame, tps: pd.DataFrame) -> list[Problem]:
    """Name kecamatan whose TPS or voters do not add up to the official numbers."""
    return [
        *_sum_problems("tps_count_differs", kecamatan["tps"], tps, None),
        *_sum_problems("voters_sum_differs", kecamatan["voters"], tps, "voters_est"),
    ]


def post_problems(
    kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame, posts: pd.DataFrame
) -> list[Problem]:
    """Name posts with codes that do not exist, or far from where they should be."""
    schema = schemas.POSTS
    return [
        *_unknown(schema, posts, "kecamatan_code", kecamatan.index),
        *_unknown(schema, posts, "desa_code", desa.index),
        *_elsewhere(schema, posts, desa),
        *_unknown_covers(posts, kecamatan.index),
        *_post_place_problems(kecamatan, posts),
    ]


def seat_problems(
    kecamatan: pd.DataFrame, desa: pd.DataFrame, seats: pd.DataFrame
) -> list[Problem]:
    """Name seats of no kecamatan, and those that are no desa of theirs."""
    schema = schemas.SEATS
    at_home = seats.assign(kecamatan_code=seats.index)
    return [
        *_unknown(schema, at_home, "kecamatan_code", kecamatan.index),
        *_unknown(schema, seats, "desa_code", desa.index),
        *_elsewhere(schema, at_home, desa),
    ]


def missing_seats(kecamatan: pd.DataFrame, seats: pd.DataFrame) -> list[Problem]:
    """Name kecamatan without a seat."""
    missing = [code for code in kecamatan.index if code not in seats.index]
    return [schemas.SEATS.problem("seat_missing", missing)] if missing else []


def link_problems(desa: pd.DataFrame, links: pd.DataFrame) -> list[Problem]:
    """Name links that begin or end at a desa that does not exist, or go nowhere."""
    schema = schemas.LINKS
    rows = links.index[links["from_desa"] == links["to_desa"]]
    loops = [f"#{row + 2}" for row in rows]
    return [
        *_unknown(schema, links, "from_desa", desa.index),
        *_unknown(schema, links, "to_desa", desa.index),
        *([schema.problem("link_loop", loops)] if loops else []),
    ]


def fact_problems(kecamatan: pd.DataFrame, facts: pd.DataFrame) -> list[Problem]:
    """Name facts of a kecamatan that does not exist."""
    return _unknown(schemas.KECAMATAN_FACTS, facts, "kecamatan_code", kecamatan.index)


def _labels(frame: pd.DataFrame | pd.Series) -> list[str]:
    """Label rows by their key, or by line where they have none."""
    if frame.index.name is not None:
        return [str(label) for label in frame.index]
    return [f"#{place + 2}" for place in range(len(frame))]


def _named(frame: pd.DataFrame, bad: Sequence[bool] | np.ndarray) -> list[str]:
    """Return the labels of the rows marked bad."""
    return [label for label, is_bad in zip(_labels(frame), bad, strict=True) if is_bad]


def _unknown(
    schema: Schema, frame: pd.DataFrame, column: str, known: pd.Index
) -> list[Problem]:
    bad = ~frame[column].isin(known).to_numpy()
    rows = _named(frame, bad)
    if not rows:
        return []
    example = str(frame[column].to_numpy()[bad][0])
    return [schema.problem("code_unknown", rows, column=column, example=example)]


def _elsewhere(
    schema: Schema, frame: pd.DataFrame, desa: pd.DataFrame
) -> list[Problem]:
    """Name rows whose desa belongs to another kecamatan than they state."""
    home = desa["kecamatan_code"].reindex(frame["desa_code"]).to_numpy()
    stated = frame["kecamatan_code"].to_numpy()
    known = frame["kecamatan_code"].isin(desa["kecamatan_code"]).to_numpy()
    bad = pd.notna(home) & known & (home != stated)
    rows = _named(frame, bad)
    return [schema.problem("desa_elsewhere", rows)] if rows else []


def _unknown_covers(posts: pd.DataFrame, known: pd.Index) -> list[Problem]:
    codes = set(known)
    strange = [sorted(set(covers) - codes) for covers in posts["covers_kecamatan"]]
    rows = _named(posts, [bool(each) for each in strange])
    if not rows:
        return []
    example = next(each[0] for each in strange if each)
    named = {"column": "covers_kecamatan", "example": example}
    return [schemas.POSTS.problem("code_unknown", rows, **named)]


def _tps_place_problems(
    kecamatan: gpd.GeoDataFrame, tps: pd.DataFrame
) -> Iterable[Problem]:
    """Name TPS with exchanged axes, in no kecamatan, or in another one."""
    schema = schemas.TPS
    lon, lat = tps["lon"].tolist(), tps["lat"].tolist()
    bounds = tuple(kecamatan.total_bounds)
    swapped = np.array([f == "axes_swapped" for f in point_faults(lon, lat, bounds)])
    held = holders(kecamatan.geometry.tolist(), lon, lat)
    names = np.append(kecamatan.index.to_numpy(dtype=object), "")
    stated = tps["kecamatan_code"]
    known = stated.isin(kecamatan.index).to_numpy()
    other = (held >= 0) & (names[held] != stated.to_numpy()) & known
    found = {
        "axes_swapped": swapped,
        "tps_outside": (held < 0) & ~swapped,
        "tps_elsewhere": other,
    }
    for code, bad in found.items():
        if bad.any():
            yield schema.problem(code, _named(tps, bad))


def _post_place_problems(
    kecamatan: gpd.GeoDataFrame, posts: pd.DataFrame
) -> Iterable[Problem]:
    """Name posts whose position cannot be right, each by its first fault."""
    west, south, east, north = kecamatan.total_bounds
    margin = MARGIN_DEGREES
    bounds = (west - margin, south - margin, east + margin, north + margin)
    faults = point_faults(posts["lon"].tolist(), posts["lat"].tolist(), bounds)
    homes = kecamatan.geometry.reindex(posts["kecamatan_code"]).to_numpy()
    points = shapely.points(posts["lon"].to_numpy(), posts["lat"].to_numpy())
    far = shapely.distance(homes, points) > BORDER_SLACK_DEGREES
    for place, is_far in enumerate(far):
        if is_far and faults[place] is None:
            faults[place] = "post_outside_kecamatan"
    for code in sorted({fault for fault in faults if fault}):
        rows = _named(posts, [fault == code for fault in faults])
        yield schemas.POSTS.problem(code, rows)


def _sum_problems(
    code: str, stated: pd.Series, frame: pd.DataFrame, column: str | None
) -> list[Problem]:
    """Name each kecamatan whose rows do not add up to the stated number.

    Without a column the rows themselves are counted.
    """
    groups = frame.groupby("kecamatan_code")
    counted = groups.size() if column is None else groups[column].sum()
    found = counted.reindex(stated.index, fill_value=0).tolist()
    return [
        Problem.of(code, kecamatan=name, found=int(has), stated=int(wanted))
        for name, has, wanted in zip(_labels(stated), found, stated, strict=True)
        if int(has) != int(wanted)
    ]
