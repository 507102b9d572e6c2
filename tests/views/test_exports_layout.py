"""Measures of the printed page: scale, wrapping, and names that keep apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from views.exports.atlas import _aside, _fan
from views.exports.labels import Board, Box
from views.exports.paper import drawable, width, wrap
from views.exports.view import View

FRAME = Box(300.0, 200.0, 400.0, 200.0)


def test_a_degree_on_the_page_worked_by_hand() -> None:
    """Two degrees of longitude on the equator in a frame of 400 points.

    2 degrees = 222.64 km; with 6 per cent of margin 235.9984 km on 400 points
    = 0.589996 km a point. One degree is then 111.32 / 0.589996 = 188.68 points.
    """
    view = View.over((116.0, -0.1, 118.0, 0.1), FRAME)
    assert view.km_per_point == pytest.approx(0.589996, rel=1e-6)
    assert view.point(117.0, 0.0) == (300.0, 200.0)
    assert view.point(118.0, 0.0) == pytest.approx((488.679, 200.0), abs=0.01)
    assert view.point(117.0, 0.1) == pytest.approx((300.0, 218.868), abs=0.01)


def test_away_from_the_equator_a_degree_east_is_shorter() -> None:
    """At 60 degrees a degree of longitude is half as long as on the equator."""
    view = View.over((10.0, 59.0, 12.0, 61.0), FRAME)
    east, north = view.km(np.array([[12.0, 61.0]]))[0]
    assert east == pytest.approx(north / 2)


def test_a_hole_stays_a_hole() -> None:
    """A kecamatan around a town is one path of two rings."""
    ring = Polygon(box(0, 0, 3, 3).exterior, [box(1, 1, 2, 2).exterior])
    path = View.over((0.0, 0.0, 3.0, 3.0), FRAME).path(ring)
    assert len(path.to_polygons()) == 2


def test_shields_at_one_place_stand_in_rows_of_three() -> None:
    """Four posts: three abreast around the place, the fourth below its middle."""
    across, up = 11.6, 13.2
    assert _fan(1) == [(0, 0)]
    assert _fan(4) == [(-across, 0), (0, 0), (across, 0), (0, -up)]


def test_circles_at_one_place_stand_beside_each_other() -> None:
    """Three proposals at one point: none lies over another, the first is on it."""
    boxes: list[Box] = []
    for _ in range(3):
        boxes.append(_aside(100.0, 50.0, boxes))
    assert (boxes[0].x, boxes[0].y) == (100.0, 50.0)
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert [a.overlap(b) for a, b in pairs] == [0.0] * 3


@settings(deadline=None)
@given(st.text(max_size=60), st.floats(20, 300), st.floats(4, 20))
def test_wrapping_loses_no_letter_and_keeps_its_room(
    text: str, room: float, size: float
) -> None:
    """Law: the lines hold every letter in order, none wider than the room.

    A single letter may be wider than a narrow room: it is not left out.
    """
    lines = wrap(text, room, size)
    assert "".join("".join(lines).split()) == "".join(drawable(text).split())
    assert all(width(line, size) <= room + 1e-6 or len(line) == 1 for line in lines)


def test_wrapping_breaks_between_words_first() -> None:
    """A word moves to the next line whole while it fits there."""
    room = width("Muara Ancalong", 10)
    assert wrap("Muara Ancalong Busang", room, 10) == ["Muara Ancalong", "Busang"]
    assert wrap("", 100, 10) == []


def test_boxes_share_what_they_share() -> None:
    """4 x 2 at the origin and 4 x 2 moved by (3, 1) share 1 x 1."""
    assert Box(0, 0, 4, 2).overlap(Box(3, 1, 4, 2)) == 1
    assert Box(0, 0, 4, 2).overlap(Box(4, 0, 4, 2)) == 0


def test_a_name_moves_off_a_post() -> None:
    """Up by little more than half its height is the nearest free place."""
    board = Board(FRAME, [Box(300, 200, 10, 4)])
    assert board.place(Box(300, 200, 40, 10)) == Box(300, 212, 40, 10)


def test_a_free_name_stays_where_it_is_wanted() -> None:
    """Nothing in the way, nothing moved."""
    assert Board(FRAME).place(Box(310, 190, 40, 10)) == Box(310, 190, 40, 10)


names = st.builds(
    Box, st.floats(0, 600), st.floats(0, 400), st.floats(1, 90), st.floats(1, 40)
)


@settings(deadline=None)
@given(st.lists(names, max_size=12))
def test_every_name_is_placed_inside_the_frame(wanted: list[Box]) -> None:
    """Law: none is left out, none leaves the map, each keeps its size."""
    board = Board(FRAME)
    for box_ in wanted:
        placed = board.place(box_)
        assert (placed.wide, placed.high) == (box_.wide, box_.high)
        assert abs(placed.x - FRAME.x) <= (FRAME.wide - placed.wide) / 2 + 1e-6
        assert abs(placed.y - FRAME.y) <= (FRAME.high - placed.high) / 2 + 1e-6
    assert len(board.taken) == len(wanted)
