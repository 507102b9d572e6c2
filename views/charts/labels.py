"""Where names stand beside the points of a chart: none over another, none cut off."""

from __future__ import annotations

import functools
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Floats

_WIDTHS = {
    **dict.fromkeys("iljtfrI.,:;'|![]() /", 0.36),
    **dict.fromkeys("mwMW@%", 0.95),
}
_CAPITAL, _USUAL, _OTHER = 0.7, 0.58, 1.05
_ASCII = 128
LEADER_FROM = 7.0
"""A name this far from its point gets a line to it, in pixels."""

_SAMPLES = np.linspace(0.0, 1.0, 7)  # places along a line where it may cross a name
_COVERS, _CROSSES, _TURNS = 40.0, 120.0, 2.0
"""What it costs to cover a pixel, to cross a sign, to stand left of the point."""
_LOOKED_AT = 24  # places whose line is looked at: the cheapest without one
_SIDES = np.array(
    [
        (side, away, down)
        for side in (1, -1)
        for away in (3.0, 12.0, 28.0, 50.0)
        for down in range(-75, 76, 5)
    ]
)
"""Names to the right and left of a point: how far aside, how far down."""
_STACKED = np.array(
    [
        (side, away, shift)
        for side in (-1, 1)
        for away in (2.0, 9.0, 20.0)
        for shift in (0.0, 0.25, -0.25, 0.5, -0.5)
    ]
)
"""Names above and below: how far, and how far aside, in widths of the name."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, by its left, top, right and bottom edge; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    def anchor(self, x: float, y: float) -> tuple[float, float]:
        """Return where a line from a place meets a name that fills the box."""
        ((at_x, at_y),) = _anchors(np.array([astuple(self)]), np.array([x, y])).tolist()
        return at_x, at_y


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants to stand beside the point at (`x`, `y`), `wide` by `high`."""

    x: float
    y: float
    wide: float
    high: float


def text_width(text: str, size: float) -> float:
    """Return how wide a line is at most in a usual sans serif, in pixels.

    The reader's typeface is not known here: every letter is taken rather wide.
    """
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if ord(letter) >= _ASCII:
        return _OTHER
    return _WIDTHS.get(letter, _CAPITAL if letter.isupper() else _USUAL)


def wrap(text: str, room: float, size: float) -> list[str]:
    """Break a text between its words into lines no wider than the room, if it can."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@functools.lru_cache(maxsize=64)
def _place(
    names: tuple[Wanted, ...], frame: Box, radius: float, taken: tuple[Box, ...]
) -> tuple[Box, ...]:
    points = np.array([(name.x, name.y) for name in names]).reshape(-1, 2)
    signs = np.array([astuple(box) for box in taken]).reshape(-1, 4)
    dots = np.hstack([points - radius, points + radius])
    fixed = np.vstack([dots, signs])
    tries = [_tries(name, frame, radius) for name in names]
    down = np.lexsort(points.T).tolist()
    orders = (down, down[::-1])
    layouts = (_layout(order, tries, points, fixed, radius) for order in orders)
    found, _ = min(layouts, key=lambda layout: layout[1])
    return tuple(Box(*map(float, found[i])) for i in range(len(names)))


def place(
    names: Sequence[Wanted], frame: Box, radius: float, taken: Sequence[Box]
) -> list[Box]:
    """Return where each name stands, in the order given.

    Each is inside the frame (one that is too large begins at its left and top), and
    clear of the points (of `radius`), of what is `taken`, of the other names and of
    their lines wherever there is such a place; else it takes the one that costs least.
    """
    return list(_place(tuple(names), frame, radius, tuple(taken)))


def _layout(
    order: Sequence[int],
    tries: Sequence[Floats],
    points: Floats,
    fixed: Floats,
    radius: float,
) -> tuple[dict[int, Floats], float]:
    """Names placed one after the other, and what that costs together."""
    found: dict[int, Floats] = {}
    blocked, total = fixed, 0.0
    for i in order:
        names = np.array(list(found.values())).reshape(-1, 4)
        others = np.delete(points, i, 0)
        boxes, cost = _cheapest(tries[i], points[i], np.vstack([blocked, names]))
        cost = cost + _crossings(boxes, points[i], (others, names), radius)
        found[i] = boxes[np.argmin(cost)]
        total += float(cost.min())
        blocked = np.vstack([blocked, _line(points[i], found[i], radius)])
    return found, total


def _tries(name: Wanted, frame: Box, radius: float) -> Floats:
    """Boxes to choose from, (t, 4), all inside the frame."""
    side, away, down = _SIDES.T
    across = side * (radius + away + name.wide / 2)
    beside = np.column_stack([name.x + across, name.y + down])
    side, away, shift = _STACKED.T
    up = side * (radius + away + name.high / 2)
    stacked = np.column_stack([name.x + shift * name.wide, name.y + up])
    half = np.array([name.wide, name.high]) / 2
    low = np.array([frame.left, frame.top]) + half
    high = np.array([frame.right, frame.bottom]) - half
    middles = np.vstack([beside, stacked])
    middles = np.maximum(np.minimum(middles, high), low)
    return np.hstack([middles - half, middles + half])


def _cheapest(boxes: Floats, point: Floats, blocked: Floats) -> tuple[Floats, Floats]:
    """The boxes that cost least by their way and what they cover, and that cost."""
    covered = np.einsum("tb,tb->t", *(_shared(boxes, blocked, side) for side in (0, 1)))
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    way = np.hypot(*(_anchors(boxes, point) - point).T)
    way = way + 0.25 * np.abs(middles[:, 1] - point[1])
    cost = way + _TURNS * (middles[:, 0] < point[0]) + _COVERS * covered
    best = np.argsort(cost, kind="stable")[:_LOOKED_AT]
    return boxes[best], cost[best]


def _shared(boxes: Floats, blocked: Floats, side: int) -> Floats:
    """How long boxes lie over others, across (0) or down (1): (t, 4), (b, 4) -> (t, b).

    Two passes over flat arrays take a third of the time of one over pairs.
    """
    low = np.maximum.outer(boxes[:, side], blocked[:, side])
    high = np.minimum.outer(boxes[:, side + 2], blocked[:, side + 2])
    return np.asarray(np.maximum(high - low, 0.0))


def _crossings(
    boxes: Floats, point: Floats, signs: tuple[Floats, Floats], radius: float
) -> Floats:
    """What it costs that the line to a box crosses other points or names: (t,)."""
    others, names = signs
    ends = _anchors(boxes, point)
    along = (point + _SAMPLES[:, None, None] * (ends - point))[:, :, None]
    near = np.hypot(*np.moveaxis(along - others, -1, 0)) < radius
    inside = ((along > names[:, :2]) & (along < names[:, 2:])).all(axis=3)
    crossed = near.any(axis=0).sum(axis=1) + inside.any(axis=0).sum(axis=1)
    has_line = np.hypot(*(ends - point).T) - radius > LEADER_FROM
    return np.asarray(_CROSSES * crossed * has_line)


def _anchors(boxes: Floats, point: Floats) -> Floats:
    """Where a line from a point meets each name: (t, 4), (2,) -> (t, 2).

    Beside a name the middle of its end, so that it leads to one line of text only.
    """
    nearest = np.clip(point, boxes[:, :2], boxes[:, 2:])
    beside = nearest[:, 0] != point[0]
    nearest[beside, 1] = (boxes[beside, 1] + boxes[beside, 3]) / 2
    return np.asarray(nearest)


def _line(point: Floats, box: Floats, radius: float) -> Floats:
    """The line of a name as small boxes that other names keep clear of: (s, 4)."""
    end = _anchors(box[None], point)[0]
    if np.hypot(*(end - point)) - radius <= LEADER_FROM:
        return np.empty((0, 4))
    along = point + _SAMPLES[:, None] * (end - point)
    return np.hstack([along - 1, along + 1])
