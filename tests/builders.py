"""Small study areas with known answers: squares in a row along the equator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from geo.area import StudyArea
from geo.catalogue import Catalogue, PostLayer, Roads, Voyage
from geo.crs import WGS84
from geo.demand import read_places
from geo.election import Election, VoteColumns
from geo.impedance.access import MODES, SEASONS, Access
from geo.impedance.network import Network
from geo.impedance.reach import build_reach
from geo.impedance.speeds import CLASSES, Speeds
from plan.knowledge import Knowledge
from risk.score import Score
from risk.tps_classes import count_reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.units import Floats

WEST, SIDE = 116.0, 0.1  # degrees: where the row of squares begins, and their size
KM_PER_DEGREE = 111.31949079327358  # along the equator of WGS 84: 2 pi a / 360
TPS_VOTERS = 100

Link = tuple[str, str, str, float, float, float]  # from, to, mode, dry, wet, km
PostRow = tuple[str, str, str, tuple[str, ...]]  # id, type, desa, kecamatan covered


def kecamatan_code(number: int) -> str:
    """Return the code of a square, 1 for the westernmost."""
    return f"64.99.{number:02d}"


def desa_code(number: int, which: int = 1) -> str:
    """Return the code of a desa of a square; the first is the seat."""
    return f"{kecamatan_code(number)}.{2000 + which}"


def road(a: int, b: int, dry: float = nan, wet: float = nan, km: float = nan) -> Link:
    """Return a reported road between the seats of two squares; hours and km."""
    return desa_code(a), desa_code(b), "road", dry, wet, km


def study_area(
    squares: int = 3,
    desa: int = 1,
    *,
    links: Sequence[Link] = (),
    posts: Sequence[PostRow] = (),
    tps: Mapping[str, int] | None = None,
    classes: Mapping[str, str] | None = None,
    coast: Mapping[str, float] | None = None,
    islands: Sequence[str] = (),
    roadless: Sequence[str] = (),
    voyage: Voyage | None = None,
    facts: Mapping[str, str] | None = None,
    complete: Sequence[str] = ("polsek",),
) -> StudyArea:
    """Return a row of squares, each cut into `desa` strips with a point in the middle.

    The seats lie `SIDE` degrees apart on one latitude, so on the equator `SIDE x
    KM_PER_DEGREE` km. One TPS of `TPS_VOTERS` voters per desa unless `tps` (desa
    code -> count) says otherwise; every kecamatan is corridor unless `classes` says
    otherwise; the coast is far unless `coast` (desa code -> metres) says otherwise.
    """
    codes = [kecamatan_code(number) for number in range(1, squares + 1)]
    frame = _desa(squares, desa, tps or {}, coast or {}, islands)
    stand = _tps(frame)
    return StudyArea(
        code="64.99",
        name="Deretan",
        election=ELECTION,
        catalogue=_catalogue(classes or {}, voyage, complete),
        kecamatan=_kecamatan(codes, stand),
        desa=frame,
        tps=stand,
        posts=_posts(posts, frame),
        seats=_seats(codes, frame),
        links=_links(links),
        facts=_facts(facts or {}),
        kecamatan_facts=_sea_only(codes, roadless),
        road_classes=pd.Series({c: (classes or {}).get(c, "corridor") for c in codes}),
        context=_nowhere(),
        land=_nowhere(),
        method={},
        path=Path("nowhere"),
    )


def hand_knowledge(
    area: StudyArea, minutes: Floats, kmh: float = 60.0, wet_factor: float = 1.0
) -> Knowledge:
    """Return what is known of an area whose minutes between desa were set by hand.

    `minutes` (n, n) between desa in order of code, the same in every mode and
    season; posts off the point of their desa come to it at `kmh`.
    """
    by_class = dict.fromkeys(CLASSES, kmh)
    nodes = tuple(sorted(area.desa.index))
    network = Network(nodes, (), (), Speeds(by_class, nan, kmh, 1.0, wet_factor))
    between = {(mode, season): minutes for mode in MODES for season in SEASONS}
    access = Access(network, between)
    return Knowledge(
        area=area,
        places=read_places(area),
        access=access,
        reach=build_reach(area, access),
        standing={},
        observed={},
        indicators=(),
        presets={},
        tps_counts=count_reports(area),
    )


def hand_score(area: StudyArea, points: Sequence[float]) -> Score:
    """Return a score of each kecamatan set by hand, nan where unknown."""
    n, nothing = len(points), np.empty((len(points), 0))
    return Score(
        areas=tuple(area.kecamatan.index),
        dimensions=(),
        indicators=(),
        weights=np.empty(0),
        normalised=nothing,
        dimension_scores=nothing,
        score=np.array(points, dtype=float),
        cuts=(),
        risk_class=np.zeros(n, dtype=np.int64),
        rank=np.zeros(n, dtype=np.int64),
        weight_known=np.ones(n),
        contributions=nothing,
    )


def with_completeness(
    knowledge: Knowledge, post_type: str, completeness: str
) -> Knowledge:
    """Return the same knowledge with one list of posts called complete, or not."""
    catalogue = knowledge.area.catalogue
    layers = tuple(
        replace(each, completeness=completeness)
        if each.post_type == post_type
        else each
        for each in catalogue.layers
    )
    area = replace(knowledge.area, catalogue=replace(catalogue, layers=layers))
    return replace(knowledge, area=area)


ELECTION = Election(
    name="Pilkada",
    kind="pilkada",
    polling_date=date(2024, 11, 27),
    tps_vintage="2024",
    voters_vintage="2024",
    tps_column="tps",
    voters_column="voters",
    voters_estimate_column="voters",
    desa_tps_column="tps",
    tps_fact="tps",
    voters_fact="voters",
    columns=VoteColumns((), "", "", ""),
)


def _catalogue(
    classes: Mapping[str, str], voyage: Voyage | None, complete: Sequence[str]
) -> Catalogue:
    words = {"id": "", "en": ""}
    layers = tuple(
        PostLayer(
            kind, "complete" if kind in complete else "incomplete", nan, words, ""
        )
        for kind in ("polsek", "koramil")
    )
    return Catalogue(
        code="64.99",
        name="Deretan",
        election=ELECTION,
        warehouse=kecamatan_code(1),
        files=(),
        notices=(),
        layers=layers,
        conflicts=(),
        assumptions=(),
        roads=Roads(dict(classes), "sea_only_reported"),
        voyage=voyage,
    )


def _desa(
    squares: int,
    strips: int,
    tps: Mapping[str, int],
    coast: Mapping[str, float],
    islands: Sequence[str],
) -> gpd.GeoDataFrame:
    rows = []
    for number in range(1, squares + 1):
        west = WEST + SIDE * (number - 1)
        for which in range(1, strips + 1):
            south = SIDE * (which - 1) / strips
            rows.append(
                {
                    "desa_code": desa_code(number, which),
                    "desa": f"Desa {number}-{which}",
                    "kecamatan_code": kecamatan_code(number),
                    "lon": west + SIDE / 2,
                    "lat": south if which == 1 else south + SIDE / strips / 2,
                    "tps": tps.get(desa_code(number, which), 1),
                    "distance_to_coast_m": coast.get(desa_code(number, which), 50_000),
                    "island": desa_code(number, which) in islands,
                    "geometry": box(west, south, west + SIDE, south + SIDE / strips),
                }
            )
    return gpd.GeoDataFrame(rows, crs=WGS84).set_index("desa_code")


def _tps(desa: gpd.GeoDataFrame) -> pd.DataFrame:
    rows = [
        {
            "tps_id": f"{code}-{number:03d}",
            "desa_code": code,
            "kecamatan_code": row["kecamatan_code"],
            "lon": row["lon"],
            "lat": row["lat"],
            "voters_est": TPS_VOTERS,
            "location_quality": "desa_point",
        }
        for code, row in desa.iterrows()
        for number in range(1, row["tps"] + 1)
    ]
    return pd.DataFrame(rows).set_index("tps_id")


def _kecamatan(codes: Sequence[str], tps: pd.DataFrame) -> gpd.GeoDataFrame:
    voters = tps.groupby("kecamatan_code")["voters_est"].sum()
    count = tps.groupby("kecamatan_code").size()
    rows = [
        {
            "kecamatan_code": code,
            "kecamatan": f"Kecamatan {number + 1}",
            "area_km2": 100.0,
            "tps": int(count.get(code, 0)),
            "voters": int(voters.get(code, 0)),
            "voters_quality": "estimate",
            "geometry": box(WEST + SIDE * number, 0, WEST + SIDE * (number + 1), SIDE),
        }
        for number, code in enumerate(codes)
    ]
    return gpd.GeoDataFrame(rows, crs=WGS84).set_index("kecamatan_code")


def _posts(rows: Sequence[PostRow], desa: gpd.GeoDataFrame) -> pd.DataFrame:
    table = [
        {
            "post_id": post_id,
            "name": f"Pos {post_id}",
            "post_type": kind,
            "kecamatan_code": desa["kecamatan_code"][at],
            "desa_code": at,
            "lon": desa["lon"][at],
            "lat": desa["lat"][at],
            "covers_kecamatan": covers,
        }
        for post_id, kind, at, covers in rows
    ]
    columns = ["name", "post_type", "kecamatan_code", "desa_code", "lon", "lat"]
    empty = pd.DataFrame(columns=["post_id", *columns, "covers_kecamatan"])
    return (pd.DataFrame(table) if table else empty).set_index("post_id")


def _seats(codes: Sequence[str], desa: gpd.GeoDataFrame) -> pd.DataFrame:
    seat = [desa_code(number + 1) for number in range(len(codes))]
    index = pd.Index(codes, name="kecamatan_code")
    return pd.DataFrame(
        {"desa_code": seat, "desa": desa["desa"][seat].to_list()}, index
    )


def _links(rows: Sequence[Link]) -> pd.DataFrame:
    columns = ["from_desa", "to_desa", "mode", "hours_dry", "hours_wet", "km"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return frame.astype(dict.fromkeys(columns[3:], float))


def _facts(facts: Mapping[str, str]) -> pd.DataFrame:
    index = pd.Index(list(facts), name="fact")
    return pd.DataFrame({"value": list(facts.values())}, index)


def _sea_only(codes: Sequence[str], roadless: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kecamatan_code": list(codes),
            "fact": "sea_only_reported",
            "value": [float(code in roadless) for code in codes],
        }
    )


def _nowhere() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"geometry": []}, crs=WGS84)
