"""The legend of the two-way map: three by three colours, their axes and quadrants."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from plan.readiness import CLASSES
from views import palette
from views.exports import symbols
from views.exports.paper import Style, wrap
from views.exports.symbols import PAPER, QUIET

if TYPE_CHECKING:
    from views.exports.paper import Sheet
    from views.exports.snapshot import Grid, Legend

_WIDE, _HIGH = 44.0, 11.0
_AXIS, _BOUNDS = 70.0, 34.0
_SMALL, _STEP = 6.4, 11.6
_SIZES = (7.0, 6.6, 6.2, 5.8, 5.4)
_MINI = (9.0, 4.6)
"""Width and height of a cell beside the name of its quadrant."""


def draw_grid(
    sheet: Sheet, legend: Legend, at: tuple[float, float], room: float
) -> None:
    """Draw the grid with its upper left corner at a place, its quadrants beside it."""
    if legend.grid is None:
        return
    left, top = at
    edge = left + _AXIS + _BOUNDS
    _cells(sheet, (edge, top))
    _axes(sheet, legend.grid, (left, top))
    words = edge + CLASSES * _WIDE + 24
    _quadrants(sheet, legend.grid, (words, top - 4), left + room - words)
    y = top - 4 - len(legend.grid.quadrants) * _STEP
    swatch(sheet, words, y - 4, PAPER.unknown)
    sheet.write(words + 24, y - 2.4, legend.unknown, Style(7.0, PAPER.ink))


def _cells(sheet: Sheet, at: tuple[float, float]) -> None:
    for v, c in product(range(CLASSES), repeat=2):
        fill = palette.class_colour("readiness", CLASSES * v + c)
        x, y = at[0] + c * _WIDE, at[1] - (CLASSES - v) * _HIGH
        sheet.box(x, y, (_WIDE, _HIGH), fill, PAPER.border)


def _axes(sheet: Sheet, grid: Grid, at: tuple[float, float]) -> None:
    """Vulnerability upwards at the left, coverage to the right below the grid."""
    left, top = at
    edge, below = left + _AXIS + _BOUNDS, top - CLASSES * _HIGH
    right = Style(_SMALL, PAPER.ink, align="right")
    for row, line in enumerate(wrap(f"\u2191 {grid.up}", _AXIS, _SMALL)):
        sheet.write(left, top - 7 - row * 8.4, line, Style(_SMALL, QUIET))
    for v, bounds in enumerate(grid.up_bounds):
        sheet.write(edge - 4, below + v * _HIGH + 3.2, bounds, right)
    for c, bounds in enumerate(grid.across_bounds):
        middle = Style(_SMALL, PAPER.ink, align="center")
        sheet.write(edge + (c + 0.5) * _WIDE, below - 8, bounds, middle)
    across = Style(_SMALL, QUIET, align="right")
    sheet.write(edge + CLASSES * _WIDE, below - 17, f"{grid.across} \u2192", across)


def _quadrants(sheet: Sheet, grid: Grid, at: tuple[float, float], room: float) -> None:
    """Each quadrant: its colours as they lie, its name, and what it asks for."""
    told = [f"{name}: {rule}" for _, name, rule in grid.quadrants]
    fits = (s for s in _SIZES if all(len(wrap(t, room - 24, s)) <= 1 for t in told))
    size = next(fits, _SIZES[-1])
    for row, text in enumerate(told):
        y = at[1] - row * _STEP
        _mini(sheet, grid.quadrants[row][0], (at[0], y - 4))
        sheet.write(at[0] + 24, y - 2.4, text, Style(size, PAPER.ink))


def _mini(sheet: Sheet, cells: tuple[int, ...], at: tuple[float, float]) -> None:
    """The cells of one quadrant as they lie in the grid, small."""
    places = [divmod(cell, CLASSES) for cell in cells]
    low, first = min(v for v, _ in places), min(c for _, c in places)
    for cell, (v, c) in zip(cells, places, strict=True):
        x, y = at[0] + (c - first) * _MINI[0], at[1] + (v - low) * _MINI[1]
        fill = palette.class_colour("readiness", cell)
        sheet.box(x, y, _MINI, fill, PAPER.border)


def swatch(sheet: Sheet, x: float, y: float, fill: str) -> None:
    """Draw a small field of one colour, edged as on the map."""
    sheet.box(x, y - 3, (19, 11), fill, PAPER.border)
    if fill == PAPER.unknown:
        style = Style(7, PAPER.ink, "bold", "center")
        sheet.write(x + 9.5, y, symbols.UNKNOWN_SIGN, style)
