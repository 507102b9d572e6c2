"""A snapshot as one A4 page, landscape, at 200 dots an inch."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from views import palette
from views.exports.atlas import draw_map
from views.exports.key import draw_legend
from views.exports.labels import Box
from views.exports.paper import HEIGHT, LEADING, WIDTH, Sheet, Style, width, wrap
from views.exports.symbols import PAPER, QUIET

if TYPE_CHECKING:
    from views.exports.snapshot import Fact, RankedRow, Snapshot

MARGIN = 26.0
MAP = Box(MARGIN + 280, 344, 560, 376)
LEFT, SIDE = 595.0, 218.0
BAR = 34.0
SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
TABLE_TOP, TABLE_BOTTOM = 532.0, 100.0
HEADLINES, HEADLINE_ROOM, FACT = (9.6, 8.6, 7.6, 6.6, 5.8), 80.0, 7.6
"""Letters of the headline above the list, its room, letters of the facts below it."""
LEGEND = Box(MAP.x, 144, MAP.wide, 39)
TWO_WAY = (Box(MAP.x, 361, MAP.wide, 342), Box(MAP.x, 178, MAP.wide, 73))
"""Map and legend of the two-way view: its legend is taller, so its map is less tall.

The y of a legend is its top.
"""
FOOTER_TOP, FOOTER_BOTTOM = 84.0, 18.0
FOOTER_INDENT = 74.0
FOOTER_SIZES = (7.0, 6.6, 6.2, 5.8, 5.4, 5.0, 4.5, 4.0)


def render_png(snapshot: Snapshot) -> bytes:
    """Draw the page and return it as PNG, 2339 x 1654 pixels.

    The same snapshot gives the same bytes: neither clock nor version goes in.
    """
    picture = io.BytesIO()
    compose(snapshot).save(picture)
    return picture.getvalue()


def render_figure(snapshot: Snapshot) -> bytes:
    """Draw the map and its legend alone, and return them as PNG.

    For a page that has a title, a list and a footer of its own.
    """
    sheet = Sheet.blank(PAPER.paper)
    frame, legend = _frames(snapshot)
    draw_map(sheet, snapshot, frame)
    draw_legend(sheet, snapshot, legend)
    picture = io.BytesIO()
    bottom = legend.y - legend.high - 17
    high = frame.y + frame.high / 2 + 2 - bottom
    sheet.save_part(picture, (MARGIN - 2, bottom), (frame.wide + 4, high))
    return picture.getvalue()


def compose(snapshot: Snapshot) -> Sheet:
    """Lay out the page: title, map, legend, ranked table, footer."""
    sheet = Sheet.blank(PAPER.paper)
    _title(sheet, snapshot)
    frame, legend = _frames(snapshot)
    draw_map(sheet, snapshot, frame)
    draw_legend(sheet, snapshot, legend)
    _table(sheet, snapshot)
    _footer(sheet, snapshot)
    return sheet


def _frames(snapshot: Snapshot) -> tuple[Box, Box]:
    """Where map and legend stand: classes of two axes need a higher legend."""
    return (MAP, LEGEND) if snapshot.legend.grid is None else TWO_WAY


def _title(sheet: Sheet, snapshot: Snapshot) -> None:
    """Place and title, then the state of the view in grey."""
    room = WIDTH - 2 * MARGIN
    size = next(
        (s for s in (20.0, 17.0, 14.0) if _one_line(snapshot.title, room, s)), 11.0
    )
    y = HEIGHT - MARGIN - size + 3
    for line in wrap(snapshot.title, room, size, "bold"):
        sheet.write(MARGIN, y, line, Style(size, PAPER.ink, "bold"))
        y -= size * LEADING
    y += size * LEADING - 15.5
    for text in snapshot.subtitle:
        size = next((s for s in (8.6, 7.8, 7.0) if _one_line(text, room, s)), 6.2)
        for line in wrap(text, room, size):
            sheet.write(MARGIN, y, line, Style(size, QUIET))
            y -= size * LEADING


def _one_line(text: str, room: float, size: float) -> bool:
    """Whether a text, bold even, fits on one line."""
    return len(wrap(text, room, size, "bold")) <= 1


def _table(sheet: Sheet, snapshot: Snapshot) -> None:
    """The ranked list at the right: letters shrink until all rows fit whole.

    Rows that do not fit even so are left out from the end, never cut in half. Above
    the list stands the headline, below it the facts, where there are any.
    """
    heading, top = Style(11, PAPER.ink, "bold"), _headline(sheet, snapshot)
    sheet.write(LEFT, top - 9, snapshot.table_title, heading)
    top -= 20
    facts = [_Told.of(fact) for fact in snapshot.facts]
    room = top - TABLE_BOTTOM - sum(fact.height for fact in facts)
    rows, scale = _fitting(snapshot.rows, room)
    for row in rows:
        printed = Printed.of(row, scale)
        if room < printed.height:
            break
        _row(sheet, printed, palette.class_colour(snapshot.scheme, row.level), top)
        top -= printed.height
        room -= printed.height
    for fact in facts:
        fact.draw(sheet, top)
        top -= fact.height


def _headline(sheet: Sheet, snapshot: Snapshot) -> float:
    """Write the headline above the list; returns where the list may begin."""
    if not snapshot.headline:
        return TABLE_TOP
    lines = {s: wrap(snapshot.headline, SIDE, s, "bold") for s in HEADLINES}
    fits = (s for s in HEADLINES if len(lines[s]) * s * LEADING <= HEADLINE_ROOM)
    size, top = next(fits, HEADLINES[-1]), TABLE_TOP
    for line in lines[size]:
        sheet.write(LEFT, top - size, line, Style(size, PAPER.accent, "bold"))
        top -= size * LEADING
    return top - 7


def _fitting(
    rows: tuple[RankedRow, ...], room: float
) -> tuple[tuple[RankedRow, ...], float]:
    """Rows and the scale at which all fit: the last give up their reasons first.

    As they are where even all names alone would not fit.
    """
    for scale in SCALES:
        if _height(rows, scale) <= room:
            return rows, scale
    for kept in reversed(range(len(rows))):
        shorter = (*rows[:kept], *(replace(row, why="") for row in rows[kept:]))
        if _height(shorter, SCALES[-1]) <= room:
            return shorter, SCALES[-1]
    return rows, SCALES[-1]


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact as it is printed: what it is, how much in bold, what goes with it."""

    value: str
    label: list[str]
    note: list[str]

    @classmethod
    def of(cls, fact: Fact) -> _Told:
        room = SIDE - width(fact.value, FACT + 1, "bold") - 10
        label = wrap(fact.label, room, FACT)
        return cls(fact.value, label, wrap(fact.note, SIDE, FACT - 1))

    @property
    def height(self) -> float:
        """Height with the space around it, in points."""
        return (len(self.label) * FACT + len(self.note) * (FACT - 1)) * LEADING + 8

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.rule(LEFT, LEFT + SIDE, top, PAPER.rule)
        y = top - FACT * LEADING - 1
        bold = Style(FACT + 1, PAPER.ink, "bold", "right")
        sheet.write(LEFT + SIDE, y, self.value, bold)
        for line in self.label:
            sheet.write(LEFT, y, line, Style(FACT, PAPER.ink))
            y -= FACT * LEADING
        for line in self.note:
            sheet.write(LEFT, y + 1, line, Style(FACT - 1, QUIET))
            y -= (FACT - 1) * LEADING


def _height(rows: tuple[RankedRow, ...], scale: float) -> float:
    """Height of all rows at a scale, in points."""
    return sum(Printed.of(row, scale).height for row in rows)


@dataclass(frozen=True, slots=True)
class Printed:
    """A row as it is printed: sizes of letters, name and reasons in lines."""

    row: RankedRow
    large: float
    small: float
    name: list[str]
    why: list[str]

    @classmethod
    def of(cls, row: RankedRow, scale: float) -> Printed:
        """Break a row into lines, its letters scaled."""
        large, small = 9.4 * scale, 7.1 * scale
        name = wrap(row.name, SIDE - 84, large, "bold")
        return cls(row, large, small, name, wrap(row.why, SIDE - 20, small))

    @property
    def height(self) -> float:
        """Height of the row with the space around it, in points."""
        lines = max(len(self.name), 1) * self.large + len(self.why) * self.small
        return lines * LEADING + 10


def _row(sheet: Sheet, printed: Printed, fill: str, top: float) -> None:
    """Draw one row: rank, name, bar and value, then why."""
    row, large, small = printed.row, printed.large, printed.small
    right, y = LEFT + SIDE, top - large * LEADING
    sheet.rule(LEFT, right, top, PAPER.rule)
    sheet.write(LEFT + 12, y, row.rank, Style(large, QUIET, align="right"))
    sheet.write(right, y, row.value, Style(large, PAPER.ink, "bold", "right"))
    if row.has_bar:
        _bar(sheet, row.share, fill, (right - 62, y))
    for line in printed.name:
        sheet.write(LEFT + 18, y, line, Style(large, PAPER.ink, "bold"))
        y -= large * LEADING
    for line in printed.why:
        sheet.write(LEFT + 18, y + 1, line, Style(small, QUIET))
        y -= small * LEADING


def _bar(sheet: Sheet, share: float | None, fill: str, at: tuple[float, float]) -> None:
    """Draw a bar in the colour of the class; an unknown value has none."""
    sheet.box(*at, (BAR, 6), "#e9e5dc")
    if share is not None:
        sheet.box(*at, (BAR * min(max(share, 0.0), 1.0), 6), fill, PAPER.border)


def _footer(sheet: Sheet, snapshot: Snapshot) -> None:
    """How the picture came about, in letters as large as all of it allows."""
    sheet.rule(MARGIN, WIDTH - MARGIN, FOOTER_TOP + 4, PAPER.rule)
    room = FOOTER_TOP - FOOTER_BOTTOM
    lines, size = _footer_lines(snapshot, FOOTER_SIZES[0]), FOOTER_SIZES[0]
    for smaller in FOOTER_SIZES[1:]:
        if len(lines) * size * LEADING <= room:
            break
        lines, size = _footer_lines(snapshot, smaller), smaller
    y = FOOTER_TOP - 5
    for label, text in lines:
        sheet.write(MARGIN, y, label, Style(size, PAPER.ink, "bold"))
        sheet.write(MARGIN + FOOTER_INDENT, y, text, Style(size, QUIET))
        y -= size * LEADING


def _footer_lines(snapshot: Snapshot, size: float) -> list[tuple[str, str]]:
    """Each line as label and text; only the first line of a text has its label."""
    room = WIDTH - 2 * MARGIN - FOOTER_INDENT
    return [
        ("" if number else entry.label, text)
        for entry in snapshot.footer
        for number, text in enumerate(wrap(entry.text, room, size))
    ]
