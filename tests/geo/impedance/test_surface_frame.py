"""Cells: where they lie, what they hold, which lie on a line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import LineString, Polygon, box

from geo.impedance.surface.frame import Frame, grown

CRS_50N = CRS.from_epsg(32650)
FRAME = Frame(1000.0, 5000.0, 100.0, 4, 5, CRS_50N)


def test_edges_lie_on_whole_cells() -> None:
    """From 950 to 1,310 m: cells of 100 m from 900 to 1,400; north 420 becomes 500."""
    frame = Frame.around((950.0, 130.0, 1310.0, 420.0), 100.0, CRS_50N)
    assert (frame.west, frame.north, frame.shape) == (900.0, 500.0, (4, 5))


def test_cells_and_their_middles() -> None:
    """A western or northern edge belongs to the cell, the other two do not."""
    places = np.array([[1000, 5000], [1499.9, 4600.1], [1500, 4900], [1100, 4600.0]])
    assert FRAME.cells(places).tolist() == [0, 19, -1, -1]
    outside = np.array([[999.9, 4900], [1100, 5000.1]])
    assert FRAME.cells(outside).tolist() == [-1, -1]
    assert FRAME.centres(np.array([0, 6])).tolist() == [[1050, 4950], [1150, 4850]]
    assert FRAME.cells(FRAME.centres(np.arange(20))).tolist() == list(range(20))
    assert FRAME.transform @ (1, 1) == (1100.0, 4900.0)


def test_a_line_by_hand() -> None:
    """Three east and one south: two straight steps and a slanted one."""
    cells, metres = FRAME.line(0, 8)
    assert cells.tolist()[0] == 0
    assert cells.tolist()[-1] == 8
    assert len(cells) == 4
    assert metres == pytest.approx(200 + 100 * np.sqrt(2))


@given(st.integers(0, 19), st.integers(0, 19))
def test_a_line_has_no_holes(start: int, end: int) -> None:
    """Each cell touches the next; the length is that of its steps."""
    cells, metres = FRAME.line(start, end)
    row, column = np.divmod(cells, 5)
    steps = np.hypot(np.diff(row), np.diff(column))
    assert (steps <= np.sqrt(2)).all()
    assert (cells[0], cells[-1]) == (start, end)
    assert metres == pytest.approx(steps.sum() * 100)


def test_shapes_become_cells() -> None:
    """A middle inside counts for land, any touch for lines; the last shape wins."""
    left, both = box(1000, 4600, 1260, 5000), box(1140, 4900, 1300, 5000)
    numbers = FRAME.numbered([left, Polygon(), both])
    assert numbers[0].tolist() == [0, 2, 2, -1, -1]
    assert numbers[3].tolist() == [0, 0, 0, -1, -1]
    line = LineString([(1010, 4990), (1290, 4990)])
    assert FRAME.touched([line])[0].tolist() == [True, True, True, False, False]
    assert not FRAME.touched([Polygon()]).any()


def test_a_mask_grows_round_corners() -> None:
    """One cell becomes nine; nothing wraps round an edge."""
    mask = np.zeros((4, 5), dtype=bool)
    mask[0, 0] = mask[2, 3] = True
    expected = np.zeros((4, 5), dtype=bool)
    expected[:2, :2] = expected[1:4, 2:5] = True
    assert (grown(mask) == expected).all()
