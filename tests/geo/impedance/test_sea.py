"""Boat legs: who has a landing, and which lines stay on water."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from geo.crs import WGS84
from geo.impedance.sea import boat_legs, harbours
from tests.builders import desa_code, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea

COASTAL = {desa_code(1): 0.0, desa_code(2): 0.0, desa_code(3): 0.0}


def apart(area: StudyArea) -> StudyArea:
    """Return three squares as three islands: 22 km of sea between each two.

    Square 1 stays, square 2 moves one side east, square 3 two sides.
    """
    moves = {desa_code(n): 2 * 0.1 * (n - 1) for n in (1, 2, 3)}
    desa, kecamatan = area.desa.copy(), area.kecamatan.copy()
    desa["lon"] += [moves[code] for code in desa.index]
    desa["geometry"] = [
        shape.buffer(0) if not dx else _east(shape, dx)
        for shape, dx in zip(desa.geometry, moves.values(), strict=True)
    ]
    kecamatan["geometry"] = desa.geometry.to_numpy()
    return replace(area, desa=desa, kecamatan=kecamatan)


def _east(shape: object, degrees: float) -> object:
    west, south, east, north = shape.bounds  # type: ignore[attr-defined]
    return box(west + degrees, south, east + degrees, north)


def test_the_coast_a_kilometre_away_is_near_enough() -> None:
    """Exactly 1000 m has a landing, 1001 m has none; an island has one anyway."""
    coast = {desa_code(1): 1000.0, desa_code(2): 1001.0, desa_code(3): 9000.0}
    area = study_area(3, coast=coast, islands=[desa_code(3)])
    assert harbours(area) == [desa_code(1), desa_code(3)]


def test_a_line_over_water_is_a_leg_and_one_over_foreign_land_is_not() -> None:
    """1-2 and 2-3 see each other over the sea; 1-3 would cross all of square 2."""
    area = apart(study_area(3, coast=COASTAL))
    legs = [(desa_code(1), desa_code(2)), (desa_code(2), desa_code(3))]
    assert boat_legs(area) == legs


@pytest.mark.parametrize(("width", "is_open"), [(0.0179, True), (0.0181, False)])
def test_two_kilometres_of_foreign_land_are_forgiven(
    width: float, *, is_open: bool
) -> None:
    """Boundaries are generalised: 1.99 km of land on the line is no obstacle.

    0.0179 degrees x 111.32 = 1.993 km, 0.0181 degrees = 2.015 km.
    """
    area = apart(study_area(3, coast=COASTAL))
    spit = gpd.GeoDataFrame(geometry=[box(116.14, -1, 116.14 + width, 1)], crs=WGS84)
    legs = boat_legs(replace(area, land=spit))
    assert ((desa_code(1), desa_code(2)) in legs) is is_open


def test_without_harbours_there_are_no_legs() -> None:
    """Nobody lives by the sea."""
    assert boat_legs(study_area(3)) == []


def test_the_islands_of_the_real_area_have_boats(area: StudyArea) -> None:
    """Pulau Miang and Benua Baru Ulu are harbours with at least one leg each."""
    islands = set(area.desa.index[area.desa["island"]])
    ends = {code for leg in boat_legs(area) for code in leg}
    assert islands <= set(harbours(area))
    assert islands <= ends
    assert set(area.desa.loc[sorted(islands), "desa"]) == {
        "Pulau Miang",
        "Benua Baru Ulu",
    }


def test_no_leg_of_the_real_area_crosses_another_kecamatan(area: StudyArea) -> None:
    """Legs cross at most 2 km of desa that are not their own."""
    metric = area.desa.to_crs(area.metric_crs)
    for a, b in boat_legs(area):
        ends = area.desa.loc[[a, b], ["lon", "lat"]].to_numpy()
        line = gpd.GeoSeries([LineString(ends)], crs=WGS84).to_crs(area.metric_crs)[0]
        foreign = metric.drop(index=[a, b]).geometry.intersection(line)
        assert foreign.length.sum() < 2_100
