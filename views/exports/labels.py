"""Where names go on a printed map: beside each other, never over a post."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = (0.0, 0.6, -0.6, 1.2, -1.2, 1.9, -1.9)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in points, by its middle and its size."""

    x: float
    y: float
    wide: float
    high: float

    def overlap(self, other: Box) -> float:
        """Return the area two boxes share, in square points."""
        wide = (self.wide + other.wide) / 2 - abs(self.x - other.x)
        high = (self.high + other.high) / 2 - abs(self.y - other.y)
        return max(0.0, wide) * max(0.0, high)

    def within(self, frame: Box) -> Box:
        """Return the box moved the least way that brings it inside the frame."""
        right, up = (frame.wide - self.wide) / 2, (frame.high - self.high) / 2
        x = min(max(self.x, frame.x - max(right, 0)), frame.x + max(right, 0))
        y = min(max(self.y, frame.y - max(up, 0)), frame.y + max(up, 0))
        return Box(x, y, self.wide, self.high)


@dataclass(slots=True)
class Board:
    """What already lies on the map; each new name takes the best free place near it."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def place(self, wanted: Box) -> Box:
        """Return the nearest place that covers the least, and keep it.

        Never leaves a name out: where all places are taken the least bad one is used.
        """
        best = min(self._tries(wanted), key=self._covered)
        self.taken.append(best)
        return best

    def _covered(self, box: Box) -> float:
        """Area of what the box would cover, in square points."""
        return round(sum(box.overlap(other) for other in self.taken), 3)

    def _tries(self, wanted: Box) -> Iterator[Box]:
        """Places to try, nearest first: up and down before left and right."""
        steps = [(across, up) for across in _STEPS for up in _STEPS]
        for across, up in sorted(steps, key=lambda step: abs(step[0]) + abs(step[1])):
            moved_x = wanted.x + across * wanted.wide / 2
            moved_y = wanted.y + up * wanted.high
            yield Box(moved_x, moved_y, wanted.wide, wanted.high).within(self.frame)
