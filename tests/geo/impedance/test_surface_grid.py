"""The grid a study area has without anybody's help: by hand, and by law."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from geo.catalogue import Voyage
from geo.crs import metric_shapes
from geo.errors import LayerError
from geo.impedance.access import Travel, build_access
from geo.impedance.network import build_network
from geo.impedance.surface.comparison import network_deviation, report_table
from geo.impedance.surface.grid import Burn, area_frame, burnt, default_grid
from geo.impedance.surface.ground import NOWHERE, nearest_cell, open_sea
from geo.impedance.surface.minutes import cell_minutes, desa_minutes
from geo.impedance.surface.raster import Grid, read_grid, write_grid
from geo.impedance.surface.slope import heights, read_slowing, slowing
from tests.builders import desa_code, kecamatan_code, road, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.surface.grid import SurfaceGrid
    from plan.knowledge import Knowledge

KM = 11.131949079327358  # between neighbouring seats
VOYAGE = Voyage("hours", desa_code(1), desa_code(3), 0.0, {})
CELL = 500.0


def row(**further: object) -> StudyArea:
    """Two squares, their seats half an hour apart: 22.26 km/h."""
    return study_area(2, links=[road(1, 2, dry=0.5, km=20.0)], **further)  # type: ignore[arg-type]


def grid_of(area: StudyArea, **choices: object) -> SurfaceGrid:
    """The grid of an area with its own network."""
    return default_grid(area, build_network(area), **choices)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def coarse(knowledge: Knowledge) -> SurfaceGrid:
    """The real area in cells of 2 km: enough for what holds at any size."""
    return default_grid(knowledge.area, knowledge.access.network, cell=2000.0)


def test_a_link_takes_as_long_over_the_grid_as_it_is_reported() -> None:
    """Half an hour; off the link half of 22.26 km/h."""
    grid = grid_of(row())
    assert desa_minutes(grid, "dry")[0, 1] == pytest.approx(30, abs=0.01)
    plain = np.nanmax(grid.dry)
    assert plain == pytest.approx(3.6 / (KM * 2 * 0.5), rel=1e-3)


def test_land_alone_by_hand() -> None:
    """Without links at the full class speed: 22 steps of 500 m, 29.6 minutes."""
    area = row()
    network = build_network(area)
    bare = replace(network, dry=(), wet=())
    grid = default_grid(area, bare, cell=CELL, off_link=1.0)
    a, b = grid.ground.desa
    steps = abs(int(a) - int(b))
    assert 22 <= steps <= 23
    minutes = steps * CELL * np.nanmax(grid.dry) / 60
    assert desa_minutes(grid, "dry")[0, 1] == pytest.approx(minutes, abs=0.01)
    assert np.unique(grid.dry[np.isfinite(grid.dry)]).size == 1


def test_rain_slows_the_land_and_its_links() -> None:
    """Reported 30 minutes dry and 60 wet: the factor is 2 everywhere."""
    area = study_area(2, links=[road(1, 2, dry=0.5, wet=1.0, km=20.0)])
    grid = grid_of(area)
    assert desa_minutes(grid, "wet")[0, 1] == pytest.approx(60, abs=0.01)
    assert np.nanmax(grid.wet) == pytest.approx(2 * np.nanmax(grid.dry))


def test_one_desa_alone_is_a_row_of_them_all() -> None:
    """To the last decimal of the rounding; 0 to itself, whatever the mode."""
    access = build_access(row())
    for mode in access.modes:
        for season in ("dry", "wet"):
            alone = access.leaving(mode, season, 1)
            whole = access.minutes(mode, season)[1]
            assert alone == pytest.approx(whole, abs=0.002)
    brought = access.with_mode("surface", Travel(), lambda _: np.full((2, 2), 5.0))
    assert brought.leaving("surface", "dry", 0).tolist() == [5, 5]


def test_sea_and_outside_land_are_closed_without_boats() -> None:
    """No voyage is known: every open cell is land of a kecamatan, or a link."""
    grid = grid_of(row())
    off_land = np.isfinite(grid.dry) & (grid.ground.kecamatan == NOWHERE)
    assert off_land.sum() < 30  # the drawn link runs along the edge of the squares


def islands(*, voyage: Voyage | None = VOYAGE) -> StudyArea:
    """Four squares in a row; desa 2 of square 4 is an island, square 1 has a coast."""
    return study_area(
        4,
        2,
        links=[road(1, 2, dry=0.5), road(2, 3, dry=0.5), road(3, 4, dry=0.5)],
        coast={desa_code(1): 0.0},
        islands=[desa_code(4, 2)],
        voyage=voyage,
        facts={"hours": "1"},
    )


def test_an_island_is_reached_by_boat_alone() -> None:
    """Its land touches the mainland's on the map; without boats it has no route."""
    area = islands()
    codes = sorted(area.desa.index)
    island = codes.index(desa_code(4, 2))
    by_sea = desa_minutes(grid_of(area), "dry")
    assert np.isfinite(by_sea).all()
    ashore = desa_minutes(grid_of(islands(voyage=None)), "dry")
    assert np.isinf(np.delete(ashore[island], island)).all()
    others = np.delete(np.arange(len(codes)), island)
    assert np.isfinite(ashore[np.ix_(others, others)]).all()


def test_boats_do_not_slow_down_in_the_rain() -> None:
    """Open sea has the speed of the voyage in both seasons: 22.26 km/h."""
    area = islands()
    grid = grid_of(area)
    corner = grid.dry[0, 0]
    assert corner == grid.wet[0, 0] == pytest.approx(3.6 / (2 * KM), rel=1e-6)


def test_nobody_lands_where_there_is_no_harbour() -> None:
    """Without a coastal desa the sea is open and led to by nothing."""
    area = study_area(
        3,
        links=[road(1, 2, dry=0.5), road(2, 3, dry=0.5)],
        voyage=VOYAGE,
        facts={"hours": "1"},
    )
    grid = grid_of(area)
    reached = cell_minutes(grid, "dry", grid.ground.desa[:1])[0]
    assert np.isfinite(grid.dry[0, 0])
    assert np.isinf(reached[0, 0])


def test_a_harbour_walled_in_lands_nobody() -> None:
    """Its desa has no cell, and no boat leaves from it."""
    area = islands()
    wall = metric_shapes([box(115.9, -1, 116.11, 1)], area.metric_crs)
    grid = grid_of(area, barriers=wall)
    assert grid.ground.desa[0] == NOWHERE
    assert np.isinf(desa_minutes(grid, "dry")[0, 1:]).all()


def test_a_reported_crossing_has_its_own_speed() -> None:
    """Where it lies over open sea: quicker than boats elsewhere."""
    sea = (desa_code(1), desa_code(4, 2), "sea", 0.1, np.nan, np.nan)
    area = islands()
    plain = desa_minutes(grid_of(area), "dry")
    told = study_area(
        4,
        2,
        links=[road(1, 2, dry=0.5), road(2, 3, dry=0.5), road(3, 4, dry=0.5), sea],
        coast={desa_code(1): 0.0},
        islands=[desa_code(4, 2)],
        voyage=VOYAGE,
        facts={"hours": "1"},
    )
    assert (desa_minutes(grid_of(told), "dry") <= plain + 1e-9).all()


def test_the_border_of_a_roadless_kecamatan_is_closed() -> None:
    """Square 3 has no road to the rest, and no boats: no route, either way."""
    links = [road(1, 2, dry=0.5)]
    area = study_area(3, links=links, roadless=[kecamatan_code(3)])
    found = desa_minutes(grid_of(area), "dry")
    assert np.isinf(found[2, :2]).all()
    assert np.isinf(found[:2, 2]).all()
    assert np.isfinite(found[:2, :2]).all()


def test_a_barrier_is_respected() -> None:
    """A wall between the squares: no way round, as the sea is closed."""
    area = row()
    wall = metric_shapes([box(116.098, -1, 116.102, 1)], area.metric_crs)
    found = desa_minutes(grid_of(area, barriers=wall), "dry")
    assert np.isinf(found[0, 1])
    assert grid_of(area, barriers=wall).ground.closed.any()


def test_a_kecamatan_walled_in_whole_stands_nowhere() -> None:
    """Its desa have no cell: no route, and no crash."""
    area = row()
    wall = metric_shapes([box(115.9, -1, 116.11, 1)], area.metric_crs)
    grid = grid_of(area, barriers=wall)
    assert grid.ground.desa[0] == NOWHERE
    found = desa_minutes(grid, "dry")
    assert np.isinf(found[0, 1])
    assert (found.diagonal() == 0).all()


def test_a_burnt_line_is_quicker_and_never_slower() -> None:
    """60 km/h along the line of the link: 11.13 km, 11 minutes; 1 km/h: no change."""
    area = row()
    line = LineString(area.desa[["lon", "lat"]].to_numpy(float))
    (metric,) = metric_shapes([line], area.metric_crs)
    quick = desa_minutes(grid_of(area, burn=[Burn(metric, 60.0, 30.0)]), "dry")
    assert 11.13 < quick[0, 1] < 13  # the last half cell to each desa is land
    rain = desa_minutes(grid_of(area, burn=[Burn(metric, 60.0, 30.0)]), "wet")
    assert 2 * 11.13 < rain[0, 1] < 2 * quick[0, 1]
    slow = desa_minutes(grid_of(area, burn=[Burn(metric, 1.0, 1.0)]), "dry")
    assert slow[0, 1] == pytest.approx(30, abs=0.01)


def test_wet_is_never_quicker_even_where_a_layer_says_so() -> None:
    """A river at 10 km/h dry and 50 wet stays at 10 in the grid."""
    area = row()
    shape = box(
        *np.array(metric_shapes(area.kecamatan.geometry, area.metric_crs)[0].bounds)
    )
    grid = grid_of(area, burn=[Burn(shape, 40.0, 80.0)])
    open_land = np.isfinite(grid.dry)
    assert (grid.wet[open_land] >= grid.dry[open_land]).all()
    assert (np.isfinite(grid.wet) == open_land).all()
    layer = burnt(grid.frame, [Burn(shape, 40.0, 80.0)], "wet")
    assert np.nanmin(layer) == pytest.approx(3.6 / 80)


@pytest.mark.parametrize("season", ["dry", "wet"])
def test_the_real_grid_reaches_every_desa_both_ways_alike(
    coarse: SurfaceGrid, season: str
) -> None:
    """All 141, islands and Sandaran by boat."""
    found = desa_minutes(coarse, season)
    assert found.shape == (141, 141)
    assert np.isfinite(found).all()
    assert (found == found.T).all()


def test_the_real_grid_is_never_quicker_in_the_rain(coarse: SurfaceGrid) -> None:
    """Cell by cell, and so between any two desa."""
    passable = np.isfinite(coarse.dry)
    assert (coarse.wet[passable] >= coarse.dry[passable]).all()


def test_real_islands_and_sandaran_need_boats(knowledge: Knowledge) -> None:
    """Without a speed of boats: two islands and nine desa of Sandaran, no more."""
    area, network = knowledge.area, knowledge.access.network
    ashore = replace(network, speeds=replace(network.speeds, boat=float("nan")))
    found = desa_minutes(default_grid(area, ashore, cell=2000.0), "dry")
    desa = area.desa.sort_index()
    lost = np.isinf(found[knowledge.access.rows([area.warehouse])[0]])
    apart = desa["island"] | (desa["kecamatan_code"] == "64.08.11")
    assert desa.index[lost].tolist() == desa.index[apart].tolist()


def test_the_real_grid_comes_near_the_reports(knowledge: Knowledge) -> None:
    """Half of the reported roads within 1 %; the worst 30 % off (docs/method.md)."""
    area, network = knowledge.area, knowledge.access.network
    grid = default_grid(area, network)
    ratios = []
    for edge in network.edges("dry"):
        if (
            edge.kind == "reported"
            and edge.quality == "reported"
            and edge.mode == "road"
        ):
            a, b = (grid.ground.desa[network.index[code]] for code in (edge.a, edge.b))
            minutes = cell_minutes(grid, "dry", np.array([a]))[0].ravel()[b]
            ratios.append(abs(minutes / edge.minutes - 1))
    assert np.median(ratios) < 0.01
    assert max(ratios) < 0.31


# ------------------------------------------------------------------- the ground


def test_small_water_is_no_sea() -> None:
    """A pond of 4 x 4 open cells of 1 km stays closed; 100 km2 (>=) are sea."""
    land = np.ones((30, 30), dtype=bool)
    land[2:8, 2:8] = False  # less its rim: 16 km2
    land[10:22, 10:22] = False  # less its rim: exactly 100 km2
    sea = open_sea(land, 1000.0)
    assert sea.sum() == 100
    assert sea[11:21, 11:21].all()
    assert open_sea(land, 990.0).sum() == 0


def test_the_nearest_of_some_cells() -> None:
    """Equally near: the first; none at all: -1."""
    frame = area_frame(row(), CELL)
    middle = 5 * frame.columns + 5
    assert nearest_cell(frame, np.array([middle - 1, middle + 1]), middle) == middle - 1
    assert nearest_cell(frame, np.array([], dtype=np.int64), middle) == NOWHERE


def test_an_island_smaller_than_a_cell_is_land() -> None:
    """The cell that holds a desa's point is land of its kecamatan."""
    area = row()
    speck = area.kecamatan.assign(
        geometry=[
            shapely.box(116.05, 0, 116.0501, 0.0001),
            area.kecamatan.geometry.iloc[1],
        ]
    )
    grid = default_grid(replace(area, kecamatan=speck), build_network(area))
    assert (grid.ground.kecamatan == 0).sum() == 1


# -------------------------------------------------------------------- the slope


def test_a_slope_by_hand() -> None:
    """Rising 50 m over each cell of 500 m: slope 0.1, exp(0.35) = 1.419 times."""
    height = np.tile(np.arange(5) * 50.0, (4, 1))
    assert slowing(height, 500.0) == pytest.approx(np.full((4, 5), 1.4190675), rel=1e-6)
    both = height + np.arange(4)[:, None] * 50.0
    assert slowing(both, 500.0) == pytest.approx(np.exp(3.5 * np.sqrt(0.02)))


def test_flat_or_unknown_land_is_not_slowed() -> None:
    """1 where the height is not known, and where there is no neighbour to climb to."""
    height = np.zeros((4, 5))
    assert (slowing(height, 500.0) == 1).all()
    assert (slowing(np.full((4, 5), np.nan), 500.0) == 1).all()
    assert (slowing(np.zeros((1, 5)), 500.0) == 1).all()


def test_heights_are_taken_where_the_middle_lies() -> None:
    """A model of 2 x 2 cells of 1 km over the corner of the frame; nan elsewhere."""
    area = row()
    frame = area_frame(area, CELL)
    values = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
    place = (1000.0, 0.0, frame.west, 0.0, -1000.0, frame.north)
    found = heights(frame, Grid(values, place, 32650))
    assert found[:4, :4].tolist() == np.kron(values, np.ones((2, 2))).tolist()
    assert np.isfinite(found).sum() == 16


def test_a_model_slows_where_it_has_heights() -> None:
    """Up 100 m each km to the east, over the corner of the frame: exp(0.35) inside."""
    frame = area_frame(row(), CELL)
    place = (1000.0, 0.0, frame.west, 0.0, -1000.0, frame.north)
    model = Grid(np.array([[0, 100, 200]] * 3, dtype=np.float32), place, 32650)
    found = read_slowing(frame, write_grid(model), "dem.tif")
    assert found.known == 36
    assert found.factor.shape == frame.shape
    assert found.factor[1, 1:4].tolist() == pytest.approx([math.exp(0.35)] * 3)
    assert (found.factor[6:] == 1).all()


def test_a_model_of_elsewhere_is_refused() -> None:
    """Far off, even where the system of the area has no place for it; and no values."""
    frame = area_frame(row(), CELL)
    here = (1000.0, 0.0, frame.west, 0.0, -1000.0, frame.north)
    far = (1000.0, 0.0, 500_000.0, 0.0, -1000.0, 9e6)
    ones = np.ones((2, 2), dtype=np.float32)
    for model in (
        Grid(ones, far, 32650),
        Grid(ones, far, 32633),
        Grid(ones * np.float32(np.nan), here, 32650),
    ):
        with pytest.raises(LayerError, match="heights_elsewhere"):
            read_slowing(frame, write_grid(model), "dem.tif")


def test_a_grid_can_be_written_and_read_again() -> None:
    """The friction of a season as GeoTIFF: same values, same place."""
    grid = grid_of(row())
    back = read_grid(write_grid(grid.as_grid("wet")), "friction", "wet.tif")
    assert np.array_equal(back.values, grid.wet.astype(np.float32), equal_nan=True)
    assert back.transform[2] == grid.frame.west
    assert back.crs == 32650


def test_a_slope_slows_the_land_and_not_the_link() -> None:
    """The reported half hour has its hills inside already."""
    area = row()
    flat = grid_of(area)
    steep = grid_of(area, slowing=np.full(flat.frame.shape, 3.0))
    assert desa_minutes(steep, "dry")[0, 1] == pytest.approx(30, abs=0.01)
    assert np.nanmax(steep.dry) == pytest.approx(3 * np.nanmax(flat.dry))


@settings(max_examples=10)
@given(st.floats(0.2, 1.0), st.floats(0.2, 1.0))
def test_slower_land_makes_no_way_shorter(one: float, other: float) -> None:
    """Whatever the share of the class speed."""
    area = row()
    slow, quick = sorted((one, other))
    slower = desa_minutes(grid_of(area, off_link=slow, cell=2000.0), "dry")
    quicker = desa_minutes(grid_of(area, off_link=quick, cell=2000.0), "dry")
    assert (slower >= quicker).all()


# --------------------------------------------------------------- the comparison


def test_reports_beside_the_grid() -> None:
    """One row per report and season: 30 minutes dry, 60 wet, both met."""
    area = study_area(2, links=[road(1, 2, dry=0.5, wet=1.0, km=20.0)])
    network = build_network(area)
    table = report_table(area, network, default_grid(area, network))
    assert table["season"].tolist() == ["dry", "wet"]
    assert table["reported"].tolist() == [30, 60]
    assert table["ratio"].tolist() == pytest.approx([1, 1], abs=1e-3)


def test_the_deviation_from_the_network_by_hand() -> None:
    """With links twice as slow in the network than drawn: 30 against 60 is a half."""
    area = row()
    network = build_network(area)
    grid = default_grid(area, network)
    doubled = replace(network, dry=tuple(edge.slow(2.0) for edge in network.dry))
    start = np.array([0])
    assert network_deviation(doubled, grid, "dry", start) == pytest.approx(
        0.5, abs=1e-3
    )
    bare = replace(network, dry=())
    assert np.isnan(network_deviation(bare, grid, "dry", start))
