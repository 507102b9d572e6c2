"""One view, frozen: everything a picture or a table of it needs, as plain values.

Whoever composes a snapshot has already chosen the words and the language; nothing here
looks up a sentence, reads a file or knows a clock. The same snapshot gives the same
picture, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of a two-way legend: both axes with their bounds, and the quadrants.

    `quadrants`: cells of the scheme, name and explanation of each. Bounds are lowest
    first.
    """

    up: str
    up_bounds: tuple[str, ...]
    across: str
    across_bounds: tuple[str, ...]
    quadrants: tuple[tuple[tuple[int, ...], str, str], ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """The words of the legend, in the reader's language.

    `classes` and `bounds` hold one text for each class, lowest first ("Sangat rendah",
    "20 - < 40"); a class without a name shows its bounds alone. `posts` names the post
    types to explain, in order, each with its word. A word that is None leaves its sign
    out of the legend; `tps_new` is the word of the dots that only a candidate
    reaches. `levels`: the place of each class in the scheme's colours, one after the
    other if empty. A `grid` takes the place of the classes.
    """

    title: str
    classes: tuple[str, ...]
    bounds: tuple[str, ...]
    unknown: str
    note: str = ""
    gap: str | None = None
    provisional: str | None = None
    unstable: str | None = None
    posts: tuple[tuple[str, str], ...] = ()
    tps: str | None = None
    tps_new: str | None = None
    candidate: str | None = None
    levels: tuple[int, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of the ranked table beside the map.

    `share` is the length of the bar, 0 to 1, or None where the value is unknown;
    `level` is the class from 0, -1 unknown; `why` is a sentence, wrapped as needed.
    `has_bar`: whether there is anything to draw a bar of.
    """

    rank: str
    name: str
    value: str
    share: float | None
    level: int
    why: str = ""
    has_bar: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure beside the map: what it is, in bold how much, and what goes with it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FooterLine:
    """One line below the picture: what it is about, in bold, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One view of the map; every place in WGS 84 degrees, every text plain.

    areas       one row per kecamatan: name, risk_class (int from 0, -1 unknown),
                gap (bool), label_lon, label_lat, geometry; optional
                provisional_gap (bool: a gap while the layer is incomplete) and
                unstable (bool: a rank that is not certain)
    context     neighbours: name (blank for none), geometry; the province of the inset
    land        land of the region, so that the rest is sea: geometry
    posts       name, post_type, lon, lat
    candidates  rank (int: the number in the ring), name, lon, lat, provisional (bool);
                optional note (a word or two below the ring)
    tps         one row per place with TPS: lon, lat, tps (number there); optional
                is_new (bool: only a candidate reaches it)
    spokes      lines from a candidate to a place it newly reaches: lon, lat, site_lon,
                site_lat; None where there are none
    headline    the answer in one sentence above the list, facts below the list
    """

    lang: str
    title: str
    subtitle: tuple[str, ...]
    scheme: Literal["risk", "coverage", "readiness", "siting"]
    legend: Legend
    areas: gpd.GeoDataFrame
    context: gpd.GeoDataFrame
    land: gpd.GeoDataFrame
    posts: pd.DataFrame
    candidates: pd.DataFrame
    tps: pd.DataFrame
    table_title: str
    rows: tuple[RankedRow, ...]
    footer: tuple[FooterLine, ...]
    north: str
    inset: str
    spokes: pd.DataFrame | None = None
    headline: str = ""
    facts: tuple[Fact, ...] = ()
