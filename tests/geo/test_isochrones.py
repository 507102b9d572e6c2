"""Isochrones: by hand on one row of cells, and by law."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely.geometry import shape

from geo.errors import MethodError
from geo.impedance.network import build_network
from geo.impedance.surface.grid import default_grid
from geo.isochrones import area_covered, as_geojson, isochrones, post_minutes
from tests.builders import desa_code, road, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.surface.grid import SurfaceGrid
    from geo.units import Floats

CELL = 1000.0
POSTS = [("P1", "polsek", desa_code(1), ()), ("P2", "polsek", desa_code(2), ())]


def two_squares() -> StudyArea:
    """Two squares of 11 km with a post in each, half an hour apart."""
    return study_area(2, links=[road(1, 2, dry=0.5, wet=1.0, km=20.0)], posts=POSTS)


@pytest.fixture(scope="module")
def grid() -> SurfaceGrid:
    """Their grid, in cells of 1 km2."""
    area = two_squares()
    return default_grid(area, build_network(area), cell=CELL)


def blocks(grid: SurfaceGrid, *values: float) -> Floats:
    """Minutes of these values from the first cells of land, inf elsewhere."""
    minutes = np.full(grid.frame.shape, np.inf)
    minutes.flat[np.flatnonzero(grid.ground.kecamatan >= 0)[: len(values)]] = values
    return minutes[None]


def test_a_cell_exactly_at_the_limit_is_inside(grid: SurfaceGrid) -> None:
    """Cells at 10, 30, 30.001 and 60 minutes: 2 km2, 3 and 4."""
    minutes = blocks(grid, 10.0, 30.0, 30.001, 60.0)
    found = isochrones(grid, minutes, ["P1"], [60.0, 30.0, 31.0, 30.0])
    assert [each.minutes for each in found] == [30, 31, 60]
    assert [each.area_km2 for each in found] == [2, 3, 4]
    assert all(each.quality == "estimate" and each.mode == "surface" for each in found)


def test_polygons_have_the_size_of_their_cells(grid: SurfaceGrid) -> None:
    """In metres again, to the rounding of the degrees; outer rings counterclockwise."""
    (found,) = isochrones(grid, blocks(grid, *[5.0] * 15), ["P1"], [5.0])
    km2 = np.radians(1) ** 2 * 6378.137**2  # of a square degree at the equator
    assert found.shape.area * km2 == pytest.approx(15, rel=0.01)
    assert all(part.exterior.is_ccw for part in found.shape.geoms)


def test_a_hole_stays_a_hole(grid: SurfaceGrid) -> None:
    """Nine cells around one that is not reached: 8 km2, with one ring inside."""
    land = grid.ground.kecamatan == 0
    row, column = (int(v[len(v) // 2]) for v in np.nonzero(land))
    minutes = np.full((1, *grid.frame.shape), np.inf)
    minutes[0, row - 1 : row + 2, column - 1 : column + 2] = 20.0
    minutes[0, row, column] = 99.0
    (found,) = isochrones(grid, minutes, ["P1"], [20.0])
    assert found.area_km2 == 8
    assert [len(part.interiors) for part in found.shape.geoms] == [1]


def test_sea_is_never_inside(grid: SurfaceGrid) -> None:
    """Everything within a minute: the land alone, no more."""
    minutes = np.zeros((1, *grid.frame.shape))
    (found,) = isochrones(grid, minutes, ["P1"], [1.0])
    assert found.area_km2 == (grid.ground.kecamatan >= 0).sum()


def test_nothing_reached_is_an_empty_polygon(grid: SurfaceGrid) -> None:
    """Not an error: the answer is that nothing is."""
    (found,) = isochrones(grid, blocks(grid), ["P1"], [1.0])
    assert found.shape.is_empty
    assert found.area_km2 == 0
    (feature,) = as_geojson([found])["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert not list(feature["geometry"]["coordinates"])


def test_posts_together_and_each_by_itself(grid: SurfaceGrid) -> None:
    """Together is the union; a post's own minutes are its own."""
    area = two_squares()
    minutes = post_minutes(area, grid, ["P1", "P2"], "dry")
    (both,) = isochrones(grid, minutes, ["P1", "P2"], [20.0])
    one, other = isochrones(grid, minutes, ["P1", "P2"], [20.0], per_post=True)
    assert (both.posts, one.posts, other.posts) == (("P1", "P2"), ("P1",), ("P2",))
    union = shapely.union(one.shape, other.shape)
    assert both.shape.symmetric_difference(union).area < 1e-9
    assert one.area_km2 < both.area_km2 < one.area_km2 + other.area_km2


def test_a_post_stands_in_its_own_kecamatan(grid: SurfaceGrid) -> None:
    """0 minutes at its own cell; in the rain everything else is farther."""
    area = two_squares()
    dry = post_minutes(area, grid, ["P2"], "dry")[0]
    wet = post_minutes(area, grid, ["P2"], "wet")[0]
    assert dry.flat[grid.ground.desa[1]] == 0
    reached = np.isfinite(dry)
    assert (wet[reached] >= dry[reached]).all()
    assert wet.flat[grid.ground.desa[0]] == pytest.approx(60, abs=0.1)


def test_a_post_with_no_open_cell_reaches_nothing() -> None:
    """Its whole kecamatan is walled in."""
    area = two_squares()
    grid = default_grid(area, build_network(area), cell=CELL)
    closed = grid.ground.closed | (grid.ground.kecamatan == 0)
    walled = replace(grid, ground=replace(grid.ground, closed=closed))
    assert np.isinf(post_minutes(area, walled, ["P1"], "dry")).all()


def test_land_covered_per_kecamatan(grid: SurfaceGrid) -> None:
    """Three cells of square 1 within the limit (<=), none of square 2."""
    table = area_covered(two_squares(), grid, blocks(grid, 1.0, 2.0, 3.0), 3.0)
    first = np.flatnonzero(grid.ground.kecamatan >= 0)[:3]
    owners = grid.ground.kecamatan.flat[first]
    expected = np.bincount(owners, minlength=2).tolist()
    assert table["area_covered_km2"].tolist() == expected
    assert table.index.tolist() == ["64.99.01", "64.99.02"]
    assert table["area_km2"].sum() == (grid.ground.kecamatan >= 0).sum()
    none = area_covered(two_squares(), grid, np.empty((0, *grid.frame.shape)), 3.0)
    assert none["area_covered_km2"].tolist() == [0, 0]


def test_geojson_that_others_can_read(grid: SurfaceGrid) -> None:
    """Properties with the promised names; degrees; no infinity."""
    found = isochrones(grid, blocks(grid, 1.0), ["P1"], [1.0, 2.0])
    document = json.loads(json.dumps(as_geojson(found), allow_nan=False))
    assert document["type"] == "FeatureCollection"
    first = document["features"][0]
    assert first["properties"] == {
        "minutes": 1.0,
        "post_ids": ["P1"],
        "mode": "surface",
        "quality": "estimate",
        "area_km2": 1.0,
    }
    assert shape(first["geometry"]).bounds[0] == pytest.approx(116.05, abs=0.1)


@pytest.mark.parametrize("limit", [0.0, -1.0, float("nan"), float("inf")])
def test_a_limit_that_is_none_is_refused(grid: SurfaceGrid, limit: float) -> None:
    """Like any threshold."""
    with pytest.raises(MethodError) as caught:
        isochrones(grid, blocks(grid, 1.0), ["P1"], [limit])
    assert [problem.code for problem in caught.value.problems] == ["threshold_invalid"]


def test_no_limit_and_no_post_are_both_named(grid: SurfaceGrid) -> None:
    """At once."""
    with pytest.raises(MethodError) as caught:
        isochrones(grid, np.empty((0, *grid.frame.shape)), [], [])
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["isochrone_minutes_missing", "isochrone_posts_missing"]


@given(
    arrays(float, 60, elements=st.integers(1, 50).map(float)),
    st.integers(1, 50),
    st.integers(1, 50),
)
def test_longer_minutes_never_shrink_a_polygon(
    grid: SurfaceGrid, values: Floats, one: int, other: int
) -> None:
    """The shorter one lies inside the longer one, and both are valid."""
    short, long = sorted((one, other))
    found = isochrones(grid, blocks(grid, *values), ["P1"], [float(short), float(long)])
    assert all(each.shape.is_valid for each in found)
    # An edge may bend by the last digit of the degrees; a cell is 8e-5 square degrees.
    assert found[0].shape.difference(found[-1].shape).area < 1e-6
    assert found[0].area_km2 <= found[-1].area_km2
