"""The quadrant chart: every point has its name, and no name covers another."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.evaluate import evaluate
from plan.readiness import QUADRANTS, find_readiness
from risk.scenario import Scenario
from views import palette, readiness_words
from views.charts.key import two_way_key
from views.charts.labels import Box, Wanted, place, text_width, wrap
from views.charts.quadrant import SIZES, Plane, quadrant_chart

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

BUSANG = "64.08.06"
FRAME = Box(50.0, 6.0, 330.0, 400.0)
HOSTILE = "</script><img src=x onerror=alert(1)> {{7*7}} ${x} $x$"


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """Return the answer to the default scenario."""
    return evaluate(knowledge, Scenario())


def shared(one: Box, other: Box) -> float:
    """Return the area two boxes share, in square pixels."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, wide) * max(0.0, high)


def boxes(drawing: dict[str, Any]) -> list[Box]:
    """Return where the names of a drawing stand, those of the quadrants last."""
    told = [*drawing["places"], *drawing["quadrants"]]
    return [Box(**one["box"]) for one in told]


def within(box: Box, frame: Box) -> bool:
    """Whether a box lies inside a frame, but for rounding."""
    return (
        box.left >= frame.left - 1e-6
        and box.top >= frame.top - 1e-6
        and box.right <= frame.right + 1e-6
        and box.bottom <= frame.bottom + 1e-6
    )


def test_places_on_the_axes_worked_by_hand() -> None:
    """From -4 to 104 on 216 pixels is two pixels a point: 0 stands 8 from the rim."""
    plane = Plane(Box(100.0, 10.0, 316.0, 226.0))
    assert [plane.x(share) for share in (0.0, 0.5, 1.0)] == pytest.approx(
        [108, 208, 308]
    )
    assert [plane.y(score) for score in (0.0, 40.0, 100.0)] == pytest.approx(
        [218, 138, 18]
    )


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("season", ["dry", "wet"])
@pytest.mark.parametrize("threshold", [30.0, 60.0, 120.0])
def test_no_name_covers_another_or_is_cut(
    knowledge: Knowledge, threshold: float, season: str, lang: str
) -> None:
    """In every size of the drawing, and the names of the quadrants too."""
    found = evaluate(knowledge, Scenario(threshold=threshold, season=season))
    for drawing in quadrant_chart(found, lang, None)["drawings"]:
        stand, frame = boxes(drawing), Box(**drawing["frame"])
        assert len(drawing["places"]) == 18
        assert all(within(box, frame) for box in stand)
        assert [
            (one, other)
            for one, other in combinations(stand, 2)
            if shared(one, other) > 1
        ] == []


def test_a_point_stands_at_its_values_in_its_colour(result: Result) -> None:
    """As the map paints it; the chosen one is marked, and says both values."""
    chart = quadrant_chart(result, "id", BUSANG)
    found = {one.kecamatan_code: one for one in find_readiness(result)}
    for drawing in chart["drawings"]:
        plane = Plane(Box(**drawing["frame"]))
        for point, at in zip(chart["points"], drawing["places"], strict=True):
            one = found[point["code"]]
            assert at["x"] == pytest.approx(plane.x(one.coverage))
            assert at["y"] == pytest.approx(plane.y(one.vulnerability))
            assert point["fill"] == palette.READINESS[one.cell]
    chosen = [point for point in chart["points"] if point["selected"]]
    assert [point["name"] for point in chosen] == ["Busang"]
    assert chosen[0]["lines"] == [
        "Rawan dan belum terjangkau",
        "Kerawanan tanpa jangkauan pos: 65,2",
        "TPS terjangkau: 0 %",
    ]


def test_lines_stand_where_the_classes_begin(result: Result) -> None:
    """Half and the standard, 40 and 60; those between quadrants are the main ones."""
    drawing = quadrant_chart(result, "id", None)["drawings"][-1]
    plane = Plane(Box(**drawing["frame"]))
    across = {cut["line"][0]: cut["main"] for cut in drawing["cuts"][:2]}
    up = {cut["line"][1]: cut["main"] for cut in drawing["cuts"][2:]}
    assert across == {plane.x(0.5): False, plane.x(0.8): True}
    assert up == {plane.y(40.0): True, plane.y(60.0): False}
    assert len(drawing["cells"]) == 9


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_quadrant_is_named_in_every_size(result: Result, lang: str) -> None:
    """Upright where its room is narrow."""
    names = {readiness_words.quadrant_word(code, lang) for code in QUADRANTS}
    for drawing in quadrant_chart(result, lang, None)["drawings"]:
        assert {" ".join(one["lines"]) for one in drawing["quadrants"]} == names
    upright = [one["upright"] for one in drawing["quadrants"]]
    assert not any(upright)


def test_a_quadrant_without_room_has_no_name(knowledge: Knowledge) -> None:
    """All TPS, or none, as the standard: two quadrants are as thin as the rim."""
    for standard in (0.0, 1.0):
        found = evaluate(knowledge, Scenario(standard=standard))
        drawing = quadrant_chart(found, "id", None)["drawings"][0]
        assert len(drawing["quadrants"]) == 2
        assert all(within(box, Box(**drawing["frame"])) for box in boxes(drawing))


def test_what_is_unknown_has_no_point(knowledge: Knowledge) -> None:
    """Koramil: only those that meet the standard already can be placed."""
    found = evaluate(knowledge, Scenario(post_type="koramil"))
    chart = quadrant_chart(found, "id", None)
    placed = {one.kecamatan for one in find_readiness(found) if one.quadrant}
    assert {point["name"] for point in chart["points"]} == placed
    assert 0 < len(placed) < 18
    weights = (("logistik", 0), ("sosial_budaya", 0))
    nothing = replace(found, scenario=replace(found.scenario, weights=weights))
    assert quadrant_chart(nothing, "id", None)["points"] == []


def test_the_chart_is_plain_json(result: Result) -> None:
    """No number that JSON does not know, no markup."""
    told = json.dumps(quadrant_chart(result, "en", None), allow_nan=False)
    assert "<" not in told.replace(" < ", "")


def test_the_legend_shows_hostile_names_as_written(result: Result) -> None:
    """Whatever words come in, they are escaped; colours and bounds are there."""
    key = two_way_key(result, "id")
    assert all(colour in key for colour in palette.READINESS)
    assert "Rawan dan belum terjangkau" in key
    assert "&lt; 80" in key
    area = replace(result.area, name=HOSTILE)
    hostile = replace(result, knowledge=replace(result.knowledge, area=area))
    assert "<img" not in two_way_key(hostile, "id")


wanted = st.lists(
    st.builds(
        Wanted,
        st.floats(50, 330),
        st.floats(6, 400),
        st.floats(4, 400),
        st.floats(8, 20),
    ),
    max_size=7,
)


@settings(max_examples=30)
@given(wanted)
def test_every_name_is_placed_inside_the_frame(names: list[Wanted]) -> None:
    """Law: none is left out or leaves by a side it fits in; each keeps its size."""
    found = place(names, FRAME, 6.0, [])
    assert len(found) == len(names)
    for name, box in zip(names, found, strict=True):
        assert box.right - box.left == pytest.approx(name.wide)
        assert box.bottom - box.top == pytest.approx(name.high)
        assert box.left >= FRAME.left - 1e-6
        if name.wide <= FRAME.right - FRAME.left:
            assert within(box, FRAME)


def test_names_of_points_in_a_stack_read_from_the_top() -> None:
    """Four points 10 pixels apart at the right rim: names of 16, none over another."""
    names = [Wanted(325.0, 200.0 + 10 * n, 90.0, 16.0) for n in range(4)]
    found = place(names, FRAME, 6.0, [])
    assert not any(shared(one, other) for one, other in combinations(found, 2))
    tops = [box.top for box in found]
    assert tops == sorted(tops)


def test_a_name_keeps_clear_of_what_is_taken() -> None:
    """Right of its point lies a sign: it goes to the left."""
    (free,) = place([Wanted(200.0, 200.0, 60.0, 16.0)], FRAME, 6.0, [])
    assert free.left > 200
    (moved,) = place([Wanted(200.0, 200.0, 60.0, 16.0)], FRAME, 6.0, [free])
    assert shared(moved, free) == 0


def test_letters_are_taken_rather_wide() -> None:
    """An M is wider than an i; letters we do not know are the widest."""
    assert text_width("i", 10) < text_width("o", 10) < text_width("M", 10)
    assert text_width("\u540d", 10) > text_width("M", 10)
    assert text_width("", 10) == 0


def test_wrapping_breaks_between_words() -> None:
    """A word is never broken; a single one may be wider than its room."""
    room = text_width("Rawan tetapi", 10)
    assert wrap("Rawan tetapi terjangkau", room, 10) == ["Rawan tetapi", "terjangkau"]
    assert wrap("terjangkau", 1.0, 10) == ["terjangkau"]
    assert [size.wide for size in SIZES] == sorted(size.wide for size in SIZES)
