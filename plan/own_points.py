"""Candidates of the reader's own on the study area, and zones that rule some out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.cells import Column
from geo.errors import LayerError, PetaRawanError, Problem
from geo.faults import MARGIN_DEGREES
from geo.geojson import holders, parse_geojson, point_faults, polygon_problems
from geo.impedance.distance import geodesic_km
from geo.own_tables import MOST_BYTES, Reading
from geo.reading import read_bytes
from geo.schema import Schema
from geo.units import MINUTES_PER_HOUR
from plan.siting.problem import Siting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.area import StudyArea
    from geo.own_tables import OwnTable
    from geo.units import Floats, Ints
    from plan.knowledge import Knowledge
    from plan.siting.case import Case
    from risk.scenario import Scenario

_DEGREES = Column("number", minimum=-180, maximum=180)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Places where a new post may stand: in order of id, zones already applied.

    `lon`, `lat` (k,) degrees (WGS 84); `desa` (k,) row of the desa whose point is
    nearest; `to_desa` (k,) minutes from there to that point in the dry season, 0 for
    the desa themselves. `excluded`: ids that lie in a zone, its border included.
    `are_points` where the reader brought them.
    """

    ids: tuple[str, ...]
    lon: Floats
    lat: Floats
    desa: Ints
    to_desa: Floats
    excluded: tuple[str, ...]
    are_points: bool


def read_candidates(
    knowledge: Knowledge, points: Path | None, zones: Path | None
) -> Candidates:
    """Read own points (id, lon, lat) instead of the desa, without those in `zones`.

    `zones` is a GeoJSON of polygons in degrees (WGS 84). Raises `OwnTablesError`
    naming every fault of both files.
    """
    reading = Reading()
    table = None if points is None else _points(reading, points, knowledge.area)
    polygons = [] if zones is None else _zones(reading, zones)
    reading.require()
    if table is None:
        desa = knowledge.places.desa
        ids = tuple(one.code for one in desa)
        lon, lat = np.array([(one.lon, one.lat) for one in desa]).T
    else:
        ids, lon, lat = table.ids, table.numbers("lon"), table.numbers("lat")
    inside = np.zeros(len(ids), bool)
    if polygons:
        inside = holders(polygons, lon.tolist(), lat.tolist()) >= 0
    rows = np.arange(len(ids)) if table is None else _nearest(knowledge, lon, lat)
    to_desa = _minutes_to_desa(knowledge, rows, lon, lat)
    order = np.array(sorted(np.flatnonzero(~inside), key=lambda i: ids[i]), np.int64)
    return Candidates(
        ids=tuple(ids[i] for i in order),
        lon=lon[order],
        lat=lat[order],
        desa=rows[order],
        to_desa=to_desa[order],
        excluded=tuple(sorted(ids[i] for i in np.flatnonzero(inside))),
        are_points=table is not None,
    )


def own_siting(
    knowledge: Knowledge, scenario: Scenario, case: Case, candidates: Candidates
) -> Siting:
    """The case's demand and standing posts, with these candidates for its desa.

    From a point to the desa point nearest to it at the speed of local access, times
    the wet factor in the wet season, as for a post; from there as from the desa.
    Raises `MethodError` where an id is that of a post which stands.
    """
    siting, access = case.siting, knowledge.access
    between = access.minutes(scenario.mode, scenario.season)
    rain = access.network.speeds.wet_factor if scenario.season == "wet" else 1.0
    ways = between[candidates.desa] + candidates.to_desa[:, None] * rain
    standing = siting.standing
    sites = [*(siting.sites[column] for column in standing), *candidates.ids]
    return Siting.of(
        siting.demand,
        sites,
        np.hstack([siting.cost[:, standing], ways[:, case.desa].T]),
        weight=siting.weight,
        load=siting.load,
        fixed=np.arange(len(sites)) < len(standing),
    )


def _points(reading: Reading, path: Path, area: StudyArea) -> OwnTable:
    """Read a table of points; those far from the area are faults like any other."""
    columns = {"lon": _DEGREES, "lat": _DEGREES}
    table = reading.table(path, "candidates", columns, {})
    if not reading.problems:
        reading.problems += _far(table, area)
    return table


def _far(table: OwnTable, area: StudyArea) -> Iterator[Problem]:
    """Points that lie far from the area, each kind of fault named once."""
    lon, lat = table.numbers("lon"), table.numbers("lat")
    west, south, east, north = area.kecamatan.total_bounds
    slack = MARGIN_DEGREES
    bounds = (west - slack, south - slack, east + slack, north + slack)
    found: dict[str, list[str]] = {}
    faults = point_faults(lon.tolist(), lat.tolist(), bounds)
    for name, fault in zip(table.ids, faults, strict=True):
        if fault is not None:
            found.setdefault(fault, []).append(name)
    for code, names in found.items():
        yield table.schema.problem(code, names)


def _zones(reading: Reading, path: Path) -> list[BaseGeometry]:
    """Read the polygons of a file; its faults go to the others'."""
    schema = Schema("zones", path.name, {}, "zone")
    try:
        features = parse_geojson(read_bytes(path, MOST_BYTES), schema)
        numbers = [f"#{i}" for i in range(1, len(features.geometries) + 1)]
        features = replace(features, texts={"zone": numbers})
        problems = list(polygon_problems(schema, features))
        if not features.geometries:
            named = {"layer": schema.layer, "file": schema.file}
            problems.append(Problem.of("zones_none", **named))
        if problems:
            raise LayerError(schema.layer, problems)
    except PetaRawanError as error:
        reading.problems += error.problems
        return []
    return [one for one in features.geometries if one is not None]


def _nearest(knowledge: Knowledge, lon: Floats, lat: Floats) -> Ints:
    """Row of the desa whose point is nearest to each place; equals: smaller code."""
    desa = knowledge.places.desa
    points = np.array([(one.lon, one.lat) for one in desa])
    here = np.column_stack([lon, lat])
    return np.array(
        [
            int(np.argmin(geodesic_km(np.broadcast_to(one, points.shape), points)))
            for one in here
        ],
        np.int64,
    )


def _minutes_to_desa(
    knowledge: Knowledge, rows: Ints, lon: Floats, lat: Floats
) -> Floats:
    """Dry minutes from each place to the point of its desa: -> (k,)."""
    desa = [knowledge.places.desa[row] for row in rows]
    end = np.array([(one.lon, one.lat) for one in desa]).reshape(-1, 2)
    classes = knowledge.area.road_classes
    by_class = knowledge.access.network.speeds.by_class
    kmh = np.array([by_class[classes.loc[one.kecamatan_code]] for one in desa], float)
    apart = geodesic_km(np.column_stack([lon, lat]), end)
    return np.asarray(apart / kmh * MINUTES_PER_HOUR)
