"""The quadrant chart: coverage to the right, vulnerability upwards, points with names.

Nothing but numbers, colours of the palette and plain text leaves here; the script in
`static/quadrant.js` sets every text with `textContent`.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from plan.readiness import (
    CLASSES,
    REACHED_FROM,
    VULNERABLE_FROM,
    find_readiness,
)
from views import palette, readiness_words, wording
from views.charts.labels import LEADER_FROM, Box, Wanted, place, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plan.evaluate import Result
    from plan.readiness import Readiness

TICKS = range(0, 101, 20)
RIM = 1.5
"""Width of the line around a point, in pixels."""
_RIM = 4.0
"""Per cent and points shown beyond 0 and 100, so that a point there is whole."""


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing of one width, in pixels; letters do not shrink with a narrow screen."""

    wide: int
    high: int
    letters: float
    radius: float


SIZES = (
    Size(340, 470, 12.5, 5.0),
    Size(480, 500, 13.5, 6.0),
    Size(680, 560, 14.5, 7.0),
)
"""Drawings the browser chooses from: the widest that fits the room it has."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The part of a drawing inside its axes, and how values become pixels."""

    frame: Box

    def x(self, share: float) -> float:
        """Return the place of a share of TPS, 0 to 1; more is to the right."""
        part = (100 * share + _RIM) / (100 + 2 * _RIM)
        return self.frame.left + part * (self.frame.right - self.frame.left)

    def y(self, score: float) -> float:
        """Return the place of a score, 0 to 100; more is higher up."""
        part = (score + _RIM) / (100 + 2 * _RIM)
        return self.frame.bottom - part * (self.frame.bottom - self.frame.top)


def quadrant_chart(result: Result, lang: str, selected: str | None) -> dict[str, Any]:
    """Return the chart in all its `SIZES`, ready for JSON.

    A kecamatan whose class is unknown on either axis has no point.
    """
    found = [one for one in find_readiness(result) if one.quadrant is not None]
    return {
        "label": wording.text("page.readiness.chart", lang),
        "points": [_point(one, lang, selected) for one in found],
        "drawings": [_drawing(result, found, size, lang) for size in SIZES],
    }


def _point(one: Readiness, lang: str, selected: str | None) -> dict[str, Any]:
    share = wording.percent(one.coverage, lang)
    reached = wording.text("readiness.coverage_line", lang, share=share)
    return {
        "code": one.kecamatan_code,
        "name": one.kecamatan,
        "lines": [*readiness_words.told(one, lang), reached],
        "fill": palette.class_colour("readiness", one.cell),
        "selected": one.kecamatan_code == selected,
    }


def _drawing(
    result: Result, found: Sequence[Readiness], size: Size, lang: str
) -> dict[str, Any]:
    left, bottom = 4.1 * size.letters, size.high - 4.2 * size.letters
    plane = Plane(Box(left, 6.0, size.wide - 6.0, bottom))
    titles = list(_quadrants(result, plane, size, lang))
    names = [
        Wanted(
            plane.x(one.coverage), plane.y(one.vulnerability),
            text_width(one.kecamatan, size.letters), 1.25 * size.letters,
        )
        for one in found
    ]  # fmt: skip
    taken = [Box(**title["box"]) for title in titles]
    boxes = place(names, plane.frame, size.radius + RIM, taken)
    return {
        **asdict(size),
        "frame": asdict(plane.frame),
        "cells": list(_cells(result, plane)),
        "cuts": list(_cuts(result, plane)),
        "ticks": list(_ticks(plane, lang)),
        "axes": {
            "x": readiness_words.coverage_axis(result, lang).title,
            "y": readiness_words.vulnerability_axis(result, lang).title,
        },
        "quadrants": titles,
        "places": [
            _place(name, box, size) for name, box in zip(names, boxes, strict=True)
        ],
    }


def _place(name: Wanted, box: Box, size: Size) -> dict[str, Any]:
    """Point and name; a name that stands apart has a line to its point."""
    near = box.anchor(name.x, name.y)
    apart = math.dist(near, (name.x, name.y)) - (size.radius + RIM)
    return {
        "x": name.x,
        "y": name.y,
        "text": [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
        "box": asdict(box),
        "leader": list(near) if apart > LEADER_FROM else None,
    }


def _edges(result: Result, plane: Plane) -> tuple[list[float], list[float]]:
    """Edges of the classes in pixels: from left to right, and from the bottom up."""
    bounds, frame = readiness_words.shown_cuts(result), plane.frame
    across = [frame.left, *map(plane.x, bounds.coverage), frame.right]
    up = [frame.bottom, *map(plane.y, bounds.vulnerability), frame.top]
    return across, up


def _cells(result: Result, plane: Plane) -> Iterator[dict[str, Any]]:
    """The nine classes as a pale ground: the chart is its own legend."""
    across, up = _edges(result, plane)
    for v, (low, high) in enumerate(pairwise(up)):
        for c, (left, right) in enumerate(pairwise(across)):
            yield {
                "box": asdict(Box(left, high, right, low)),
                "fill": palette.class_colour("readiness", CLASSES * v + c),
            }


def _cuts(result: Result, plane: Plane) -> Iterator[dict[str, Any]]:
    """Lines between the classes; those between quadrants are `main`."""
    (left, *across, right), (bottom, *up, top) = _edges(result, plane)
    for level, x in enumerate(across, start=1):
        yield {"line": [x, top, x, bottom], "main": level == REACHED_FROM}
    for level, y in enumerate(up, start=1):
        yield {"line": [left, y, right, y], "main": level == VULNERABLE_FROM}


def _ticks(plane: Plane, lang: str) -> Iterator[dict[str, Any]]:
    for tick in TICKS:
        text = wording.number(tick, lang)
        yield {"axis": "x", "at": plane.x(tick / 100), "text": text}
        yield {"axis": "y", "at": plane.y(float(tick)), "text": text}


def _quadrants(
    result: Result, plane: Plane, size: Size, lang: str
) -> Iterator[dict[str, Any]]:
    """Names of the quadrants in their outer corners, where there is room for them."""
    across, up = _edges(result, plane)
    x, y, frame = across[REACHED_FROM], up[VULNERABLE_FROM], plane.frame
    room = {
        "act_first": Box(frame.left, frame.top, x, y),
        "vulnerable_reached": Box(x, frame.top, frame.right, y),
        "remote": Box(frame.left, y, x, frame.bottom),
        "calm": Box(x, y, frame.right, frame.bottom),
    }
    for code, free in room.items():
        name = readiness_words.quadrant_word(code, lang)
        title = _titled(
            name, free, size, at_top=code in {"act_first", "vulnerable_reached"}
        )
        if title is not None:
            yield title


def _titled(name: str, free: Box, size: Size, *, at_top: bool) -> dict[str, Any] | None:
    """A name in lines at the left of its room, upright in a narrow one.

    None where it does not fit either way.
    """
    pad, leading = 5.0, 1.15 * size.letters
    wide, high = free.right - free.left - 2 * pad, free.bottom - free.top - 2 * pad
    lines = wrap(name, wide, size.letters)
    across = max(text_width(line, size.letters) for line in lines)
    down = leading * len(lines)
    upright = across > wide or down > high
    if upright:
        lines, across, down = [name], leading, text_width(name, size.letters)
    if across > wide or down > high:
        return None
    left, top = free.left + pad, free.top + pad
    if not at_top:
        top = free.bottom - pad - down
    return {
        "lines": lines,
        "leading": leading,
        "upright": upright,
        "box": asdict(Box(left, top, left + across, top + down)),
    }
