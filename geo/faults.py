"""Rows that do not fit another layer, each kind of fault named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo import schemas
from geo.dates import ABOUT
from geo.errors import Problem
from geo.geojson import holders, point_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import geopandas as gpd

    from geo.schema import Schema

MARGIN_DEGREES = 0.25
"""How far outside the area's own bounds a post may stand: a pier, an island."""
BORDER_SLACK_DEGREES = 0.05
"""How far outside its kecamatan a post may stand: the borders are indicative."""
LATEST_YEARS = 10
"""How long after polling day a source may be dated: two elections later, a new area."""


def _labels(frame: pd.DataFrame | pd.Series) -> list[str]:
    """Label rows by their key, or by line where they have none."""
    if frame.index.name is not None:
        return [str(label) for label in frame.index]
    return [f"#{place + 2}" for place in range(len(frame))]


def named(frame: pd.DataFrame, bad: Sequence[bool] | np.ndarray) -> list[str]:
    """Return the labels of the rows marked bad."""
    return [label for label, is_bad in zip(_labels(frame), bad, strict=True) if is_bad]


def unknown(
    schema: Schema, frame: pd.DataFrame, column: str, other: pd.DataFrame | None
) -> list[Problem]:
    """Name rows whose code another layer does not have; a blank has its own fault."""
    if other is None:
        return []
    bad = ~(frame[column].isin(other.index) | (frame[column] == "")).to_numpy()
    rows = named(frame, bad)
    if not rows:
        return []
    example = str(frame[column].to_numpy()[bad][0])
    return [schema.problem("code_unknown", rows, column=column, example=example)]


def elsewhere(
    schema: Schema, frame: pd.DataFrame, desa: pd.DataFrame | None
) -> list[Problem]:
    """Name rows whose desa belongs to another kecamatan than they state."""
    if desa is None:
        return []
    home = desa["kecamatan_code"].reindex(frame["desa_code"]).to_numpy()
    stated = frame["kecamatan_code"].to_numpy()
    known = frame["kecamatan_code"].isin(desa["kecamatan_code"]).to_numpy()
    bad = pd.notna(home) & known & (home != stated)
    rows = named(frame, bad)
    return [schema.problem("desa_elsewhere", rows)] if rows else []


def unknown_covers(
    posts: pd.DataFrame, kecamatan: pd.DataFrame | None
) -> list[Problem]:
    """Name posts that cover a kecamatan which does not exist."""
    if kecamatan is None:
        return []
    codes = set(kecamatan.index)
    strange = [sorted(set(covers) - codes) for covers in posts["covers_kecamatan"]]
    rows = named(posts, [bool(each) for each in strange])
    if not rows:
        return []
    example = next(each[0] for each in strange if each)
    told = {"column": "covers_kecamatan", "example": example}
    return [schemas.POSTS.problem("code_unknown", rows, **told)]


def late(schema: Schema, frame: pd.DataFrame, polling: date | None) -> list[Problem]:
    """Name rows dated more than `LATEST_YEARS` after the year of polling day.

    Measured from the election, not from today's clock: the same table is always
    accepted or always refused, on a machine whose clock is wrong too.
    """
    if polling is None:
        return []
    latest = polling.year + LATEST_YEARS
    dates = frame["source_date"].str.removeprefix(ABOUT)
    bad = [bool(each) and int(each[:4]) > latest for each in dates]
    rows = named(frame, bad)
    if not rows:
        return []
    told = {"column": "source_date", "example": dates.to_numpy()[bad][0]}
    return [schema.problem("date_too_late", rows, year=str(latest), **told)]


def tps_place_problems(
    kecamatan: gpd.GeoDataFrame | None, tps: pd.DataFrame
) -> Iterable[Problem]:
    """Name TPS with exchanged axes, in no kecamatan, or in another one."""
    if kecamatan is None:
        return
    schema = schemas.TPS
    tps = tps[tps["lon"].notna() & tps["lat"].notna()]
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
            yield schema.problem(code, named(tps, bad))


def post_place_problems(
    kecamatan: gpd.GeoDataFrame | None, posts: pd.DataFrame
) -> Iterable[Problem]:
    """Name posts whose position cannot be right, each by its first fault."""
    if kecamatan is None:
        return
    posts = posts[posts["lon"].notna() & posts["lat"].notna()]
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
        rows = named(posts, [fault == code for fault in faults])
        yield schemas.POSTS.problem(code, rows)


def sum_problems(
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
