"""Where names stand beside the points of a chart: none over another, none cut off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDTHS = {
    **dict.fromkeys("iljtfrI.,:;'|![]() /", 0.36),
    **dict.fromkeys("mwMW@%", 0.95),
}
_CAPITAL, _USUAL, _OTHER = 0.7, 0.58, 1.05
_ASCII = 128
_RINGS = (3.0, 8.0, 15.0, 24.0, 36.0, 50.0, 66.0, 84.0, 104.0)
_DIRECTIONS = 16
LEADER_FROM = 14.0
"""A name this far from its point gets a line to it, in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, by its left, top, right and bottom edge; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return the area two boxes share, in square pixels."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)

    def within(self, frame: Box) -> Box:
        """Return the box moved inside the frame; its left and top, where too large."""
        x = min(self.left, frame.right - (self.right - self.left))
        y = min(self.top, frame.bottom - (self.bottom - self.top))
        moved_x, moved_y = max(x, frame.left) - self.left, max(y, frame.top) - self.top
        return Box(
            self.left + moved_x, self.top + moved_y,
            self.right + moved_x, self.bottom + moved_y,
        )  # fmt: skip

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the box nearest to a place."""
        return (
            min(max(x, self.left), self.right),
            min(max(y, self.top), self.bottom),
        )


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


def place(
    names: Sequence[Wanted], frame: Box, radius: float, taken: Sequence[Box]
) -> list[Box]:
    """Return where each name stands, in the order given.

    Each is inside the frame, and clear of the points (of `radius`), of what is
    `taken` and of the other names wherever there is such a place; else it takes the
    place that covers least. Names in a crowd choose first.
    """
    points = [_around(name, radius) for name in names]
    order = sorted(range(len(names)), key=lambda i: (-_crowd(names, i), i))
    found: dict[int, Box] = {}
    for i in order:
        blocked = [*points, *taken, *found.values()]
        tries = (box.within(frame) for box in _tries(names[i], radius))
        found[i] = _best(tries, blocked)
    return [found[i] for i in range(len(names))]


def _best(tries: Iterator[Box], blocked: Sequence[Box]) -> Box:
    """The first that covers nothing, else the one that covers least."""
    least, best = math.inf, None
    for box in tries:
        covered = sum(box.shared(other) for other in blocked)
        if covered < least:
            least, best = covered, box
        if covered == 0:
            break
    if best is None:
        message = "there is always a place to try"
        raise ValueError(message)
    return best


def _around(name: Wanted, radius: float) -> Box:
    return Box(name.x - radius, name.y - radius, name.x + radius, name.y + radius)


def _crowd(names: Sequence[Wanted], i: int) -> int:
    """How many points lie about as near as a name is long."""
    one = names[i]
    return sum(
        abs(other.x - one.x) < one.wide and abs(other.y - one.y) < 2 * one.high
        for other in names
    )


def _tries(name: Wanted, radius: float) -> Iterator[Box]:
    """Places around a point, nearest first; right, left, above and below come first."""
    turns = sorted(range(_DIRECTIONS), key=lambda n: (n % 4 != 0, n % 2, n))
    for ring in _RINGS:
        for turn in turns:
            angle = 2 * math.pi * turn / _DIRECTIONS
            away = radius + ring
            x = name.x + math.cos(angle) * (away + name.wide / 2)
            y = name.y + math.sin(angle) * (away + name.high / 2)
            yield Box(
                x - name.wide / 2, y - name.high / 2,
                x + name.wide / 2, y + name.high / 2,
            )  # fmt: skip
