"""The legend below the map, in the order of reading: classes, then signs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

from views import palette
from views.exports import symbols
from views.exports.atlas import tps_area
from views.exports.grid import draw_grid, swatch
from views.exports.paper import Style, width
from views.exports.symbols import PAPER, QUIET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from views.exports.labels import Box
    from views.exports.paper import Sheet
    from views.exports.snapshot import Legend, Snapshot

EXAMPLE = "1"
"""Number in the legend's ring of a proposed post."""

_FITS = ((7.2, 11.0), (6.8, 9.0), (6.4, 7.0), (6.0, 5.0))
"""Sizes of letters and of the gaps between signs, the largest first."""

_NOTES = (6.8, 6.2, 5.6, 5.0)
"""Sizes of the note beside the title, the largest first."""

_APART = 7.0
"""How far each of two lines of signs stands from where one would, in points."""


def draw_legend(sheet: Sheet, snapshot: Snapshot, frame: Box) -> None:
    """Write the legend from the top of the frame (its y) downwards.

    The signs stand on its last line.
    """
    legend, left = snapshot.legend, frame.x - frame.wide / 2
    sheet.write(left, frame.y, legend.title, Style(8.4, PAPER.ink, "bold"))
    noted = 12 + width(legend.title, 8.4, "bold")
    fits = (s for s in _NOTES if noted + width(legend.note, s) <= frame.wide)
    note = Style(next(fits, _NOTES[-1]), QUIET)
    sheet.write(left + noted, frame.y, legend.note, note)
    if legend.grid is None:
        _classes(sheet, snapshot, (left, frame.y - 17), frame.wide)
    else:
        draw_grid(sheet, legend, (left, frame.y - 8), frame.wide)
    _signs(sheet, list(_shown(sheet, legend)), (left, frame.y - frame.high), frame.wide)


def _classes(
    sheet: Sheet, snapshot: Snapshot, at: tuple[float, float], room: float
) -> None:
    """Colour, name and bounds of each class, and the grey of the unknown."""
    legend = snapshot.legend
    names, bounds = (*legend.classes, legend.unknown), (*legend.bounds, "")
    colours = palette.scheme_colours(snapshot.scheme)
    levels = legend.levels or range(len(legend.classes))
    fills = (*(colours[level] for level in levels), PAPER.unknown)
    for column, words in enumerate(zip(names, bounds, strict=True)):
        x, y = at[0] + column * room / len(names), at[1]
        head, below = words if words[0] else (words[1], "")
        swatch(sheet, x, y, fills[column])
        sheet.write(x + 24, y + 1.6, head, Style(7.2, PAPER.ink))
        sheet.write(x + 24, y - 6.6, below, Style(6.4, QUIET))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign that draws itself at x, y, the room it needs, and its word."""

    draw: Callable[[float, float], None]
    room: float
    word: str


def _shown(sheet: Sheet, legend: Legend) -> Iterator[_Sign]:
    """Return the signs that have a word, in order."""
    for word, sparse in ((legend.gap, False), (legend.provisional, True)):
        if word is not None:
            yield _Sign(partial(_hatched, sheet, sparse), 24, word)
    if legend.unstable is not None:
        yield _Sign(partial(_dotted, sheet), 24, legend.unstable)
    for kind, word in legend.posts:
        yield _Sign(partial(_shield, sheet, kind), 15, word)
    if legend.tps is not None:
        yield _Sign(partial(_dots, sheet), 16, legend.tps)
    if legend.tps_new is not None:
        yield _Sign(partial(_new, sheet), 16, legend.tps_new)
    if legend.candidate is not None:
        yield _Sign(partial(_ring, sheet), 18, legend.candidate)


def _signs(
    sheet: Sheet, signs: list[_Sign], at: tuple[float, float], room: float
) -> None:
    """Draw the signs in one line, closer together where they would not fit.

    Where even that is too long for them they stand in two lines.
    """
    x, y = at
    lines = {y: signs}
    if _long(signs, *_FITS[-1]) > room:
        half = (len(signs) + 1) // 2
        lines = {y + _APART: signs[:half], y - _APART: signs[half:]}
    fits = (
        fit
        for fit in _FITS
        if all(_long(line, *fit) <= room for line in lines.values())
    )
    size, gap = next(fits, _FITS[-1])
    for height, line in lines.items():
        x = at[0]
        for sign in line:
            sign.draw(x, height)
            sheet.write(x + sign.room, height, sign.word, Style(size, PAPER.ink))
            x += sign.room + width(sign.word, size) + gap


def _long(signs: list[_Sign], size: float, gap: float) -> float:
    """Return how long the line of signs is, in points."""
    return sum(sign.room + width(sign.word, size) + gap for sign in signs) - gap


def _hatched(sheet: Sheet, sparse: bool, x: float, y: float) -> None:  # noqa: FBT001  bound by partial
    """Draw a small field with the hatch of a gap, on no class's colour."""
    sheet.box(x, y - 3, (19, 11), PAPER.land, PAPER.border)
    corners = [(x, y - 3), (x + 19, y - 3), (x + 19, y + 8), (x, y + 8), (x, y - 3)]
    for patch in symbols.hatch(Path(corners, closed=True), sparse=sparse):
        sheet.layer.add_artist(patch)


def _dotted(sheet: Sheet, x: float, y: float) -> None:
    """Draw a small field with the dots of an unstable rank."""
    sheet.box(x, y - 3, (19, 11), PAPER.land, PAPER.border)
    right, up = np.array([3.5, 11.5, 7.5, 15.5]), np.array([0.0, 0.0, 5.2, 5.2])
    symbols.scatter_dots(sheet.layer, x + right, y + up)


def _shield(sheet: Sheet, kind: str, x: float, y: float) -> None:
    """Draw the shield of a post."""
    symbols.draw_shield(sheet.layer, x + 6, y + 2.4, symbols.Moved(kind))


def _dots(sheet: Sheet, x: float, y: float) -> None:
    """Draw the dots of one TPS and of twelve."""
    for right, count in ((2, 1), (9, 12)):
        area = float(tps_area(np.array([count]))[0])
        sheet.layer.scatter(x + right, y + 2.4, s=area, fc=PAPER.ink, lw=0)


def _new(sheet: Sheet, x: float, y: float) -> None:
    """Draw a dot that only a proposed post reaches, at the end of its line."""
    sheet.rule(x - 3, x + 6, y + 2.4, PAPER.accent)
    areas = tps_area(np.array([4.0]))
    symbols.draw_new(sheet.layer, np.array([x + 7.0]), np.array([y + 2.4]), areas)


def _ring(sheet: Sheet, x: float, y: float) -> None:
    """Draw the ring of a proposed post."""
    mark = symbols.Proposed(EXAMPLE)
    symbols.draw_candidate(sheet.layer, x + 7, y + 2.4, mark)
