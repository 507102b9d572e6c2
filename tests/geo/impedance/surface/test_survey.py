"""From files to minutes: where points lie, what they reach, what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pyproj import Transformer

from geo.errors import LayerError, LayersError, MethodError, PetaRawanError
from geo.impedance.surface import sources as rule
from geo.impedance.surface.raster import Grid
from geo.impedance.surface.sources import Sources, read_sources
from geo.impedance.surface.survey import read_survey, survey
from tests.geo.impedance.surface.grids import TRANSFORM, UTM, at, points, tiff
from tests.geo.support import codes, values

NO = np.nan
GRID = Grid(np.ones((3, 4), np.float32), TRANSFORM, UTM)
OWN = f"urn:ogc:def:crs:EPSG::{UTM}"


def refused(content: bytes) -> LayerError:
    """Return the error that points are refused with."""
    with pytest.raises(LayerError) as caught:
        read_sources(content, "p.geojson", GRID)
    return caught.value


# --------------------------------------------------------------------------- points


def test_degrees_and_metres_lead_to_the_same_cell() -> None:
    """Row 1, column 2 of four is cell 6."""
    to_degrees = Transformer.from_crs(UTM, 4326, always_xy=True)
    place = to_degrees.transform(*at(1, 2))
    for content in (
        points(place),
        points(place, crs="urn:ogc:def:crs:OGC:1.3:CRS84"),
        points(at(1, 2), crs=OWN),
        points(at(1, 2), crs=f"EPSG:{UTM}"),
    ):
        assert read_sources(content, "p.geojson", GRID).cells.tolist() == [6]


def test_a_border_belongs_to_the_cell_right_and_below() -> None:
    """So the upper left corner is inside, the lower right one outside."""
    corners = [(-0.5, -0.5), (0.5, 0.5), (2.5, 3.5), (0, -1), (3, 0), (0, 9), (-9, 0)]
    places = points(*(at(*corner) for corner in corners), crs=OWN)
    found = read_sources(places, "p.geojson", GRID)
    assert found.cells.tolist() == [0, 5, -1, -1, -1, -1, -1]
    assert found.inside.tolist() == [0, 1]


def test_names_come_from_the_properties() -> None:
    """The name, else nama, else id, else its number."""
    given: dict[str, Any] = {
        "name": ["A", None, "", None],
        "nama": [None, "B", None, None],
    }
    content = points(*[(117, 0.9)] * 4, **given, id=[1, 2, 3, None])
    found = read_sources(content, "p.geojson", GRID)
    assert found.names == ("A", "B", "3", "#4")


def test_what_is_no_point_is_named() -> None:
    """A line, nothing, an empty point, numbers that are no degrees: all at once."""
    line = {"type": "LineString", "coordinates": [[117, 1], [118, 1]]}
    empty = {"type": "Point", "coordinates": []}
    content = points((117, 1), line, None, empty, (500_000, 1), (0, 91))
    error = refused(content)
    assert codes(error) == ["geometry_no_point", "coordinates_not_degrees"]
    assert [values(problem)["rows"] for problem in error.problems] == [
        ("#2", "#3", "#4"),
        ("#5", "#6"),
    ]


def test_no_point_too_many_and_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own sentence."""
    assert codes(refused(points())) == ["layer_empty"]
    assert codes(refused(points((1, 1), crs="EPSG:3857"))) == ["crs_unknown"]
    assert codes(refused(b"{}")) == ["geojson_invalid"]
    monkeypatch.setattr(rule, "MOST_SOURCES", 1)
    assert codes(refused(points((1, 1), (2, 2)))) == ["rows_too_many"]


def test_a_place_beyond_the_projection_is_outside() -> None:
    """The other side of the earth has no metres in this zone."""
    assert read_sources(points((-63, 0)), "p.geojson", GRID).cells.tolist() == [-1]


# --------------------------------------------------------------------------- surface


def test_minutes_nearest_and_what_to_know() -> None:
    """One row of 1 s/m, 100 m cells, 100 s a step: by hand.

    Point 0 is outside, 1 stands on the barrier, 2 and 3 at the ends of what is left
    of it; behind it lies a cell nobody reaches.
    """
    friction = Grid(np.array([[1, 1, 1, NO, 1]], np.float32), TRANSFORM, UTM)
    names = ("far", "wall", "right", "left")
    found = survey(friction, Sources(names, np.array([-1, 3, 2, 0])))
    step = np.float32(100) / np.float32(60)
    np.testing.assert_array_equal(found.minutes_grid.values, [[0, step, 0, NO, NO]])
    assert found.minutes_grid.values.dtype == np.float32
    assert found.nearest_grid.values.tolist() == [[3, 3, 2, -1, -1]]
    assert found.nearest_grid.values.dtype == np.int32
    assert found.cells.tolist() == [0, 0, 1, 2]
    assert found.blocked == (1,)
    assert (found.reached, found.unreached, found.barriers) == (3, 1, 1)
    assert found.minutes == pytest.approx((0, 0, 100 / 60))
    assert (found.minutes_grid.transform, found.nearest_grid.crs) == (TRANSFORM, UTM)


def test_the_limit_is_in_minutes() -> None:
    """Cells of 100 m at 0.6 s/m are a minute: exactly one is inside."""
    friction = Grid(np.full((1, 4), 0.6, np.float32), TRANSFORM, UTM)
    found = survey(friction, Sources(("A",), np.array([0])), limit=1.0001)
    assert found.nearest_grid.values.tolist() == [[0, 0, -1, -1]]
    assert (found.reached, found.unreached, found.barriers) == (2, 2, 0)
    with pytest.raises(MethodError, match="limit_negative"):
        survey(friction, Sources(("A",), np.array([0])), limit=-1)


@pytest.mark.parametrize("cells", [[-1], [0], [0, -1]])
def test_points_that_reach_nothing_at_all_are_refused(cells: list[int]) -> None:
    """Outside or on a barrier: an empty surface would look like an answer."""
    friction = Grid(np.array([[NO, 1]], np.float32), TRANSFORM, UTM)
    names = tuple("AB"[: len(cells)])
    with pytest.raises(LayerError, match="sources_all_unusable"):
        survey(friction, Sources(names, np.array(cells)))


def test_faults_of_both_files_are_told_at_once() -> None:
    """The friction and the points, whichever fault the friction has."""
    for grid in (b"garbage", tiff([[1, 0]])):
        with pytest.raises(LayersError) as caught:
            read_survey(grid, "f.tif", points(), "p.geojson")
        assert caught.value.layers == ("friction", "origins")
    with pytest.raises(PetaRawanError, match="friction_not_positive count=1"):
        read_survey(tiff([[1, -2]]), "f.tif", points((1, 1)), "p.geojson")
    friction, found = read_survey(tiff([[1]]), "f.tif", points(at(0, 0), crs=OWN), "p")
    assert (friction.values.tolist(), found.cells.tolist()) == ([[1]], [0])
