"""A sheet of A4 to write and draw on, measured in points from its lower left corner.

Text is drawn as it is: no formula is read in it, control characters and letters the
typeface lacks are replaced by one sign, and nothing here touches global settings, so
that several readers can take a snapshot at once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox

from views.wording import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI = 200
POINTS_PER_INCH = 72
WIDTH_PX, HEIGHT_PX = 2339, 1654
WIDTH = WIDTH_PX / DPI * POINTS_PER_INCH
HEIGHT = HEIGHT_PX / DPI * POINTS_PER_INCH
FAMILY = "DejaVu Sans"  # comes with matplotlib: the same on every machine
MISSING = "\ufffd"
LEADING = 1.28
"""Height of a line, in sizes of its letters."""

Weight = Literal["normal", "bold"]
Align = Literal["left", "center", "right"]


@functools.lru_cache(maxsize=8)
def font(weight: Weight = "normal") -> FontProperties:
    """Return the typeface of the sheet, at a size of one point."""
    return FontProperties(family=FAMILY, weight=weight, size=1)


@functools.cache
def _letters() -> frozenset[int]:
    """Code points the typeface can draw."""
    return frozenset(get_font(findfont(font())).get_charmap())


def drawable(text: str) -> str:
    """Return the text on one line, each letter the typeface lacks shown as one sign."""
    known = _letters()
    return "".join(c if ord(c) in known else MISSING for c in plain(text))


@functools.lru_cache(maxsize=4096)
def width(text: str, size: float, weight: Weight = "normal") -> float:
    """Return how wide a line is, in points."""
    if not text:
        return 0.0
    measured = text_to_path.get_text_width_height_descent(
        text, font(weight), ismath=False
    )
    return float(measured[0]) * size


def wrap(text: str, room: float, size: float, weight: Weight = "normal") -> list[str]:
    """Break a text into lines no wider than the room; nothing is left out.

    A word wider than the room is broken between its letters.
    """
    lines: list[str] = []
    line = ""
    for word in drawable(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _pieces(word, room, size, weight)
        lines += broken
    return [*lines, line] if line else lines


def _pieces(word: str, room: float, size: float, weight: Weight) -> list[str]:
    """Break one word into pieces that fit, at least one letter each."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, weight) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is written: size in points, colour, weight, side of its x."""

    size: float
    colour: str
    weight: Weight = "normal"
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figure, and one layer over all of it whose units are points."""

    figure: Figure
    layer: Axes

    @classmethod
    def blank(cls, colour: str) -> Sheet:
        """Return an empty A4 sheet, landscape."""
        figure = Figure(figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), dpi=DPI)
        figure.set_facecolor(colour)
        layer = figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=5)
        layer.set_axis_off()
        layer.set_xlim(0, WIDTH)
        layer.set_ylim(0, HEIGHT)
        return cls(figure, layer)

    def panel(self, left: float, bottom: float, wide: float, high: float) -> Axes:
        """Return a frame of its own on the sheet, placed in points."""
        box = (left / WIDTH, bottom / HEIGHT, wide / WIDTH, high / HEIGHT)
        panel = self.figure.add_axes(box, zorder=1)
        panel.set_xticks([])
        panel.set_yticks([])
        return panel

    def save(self, picture: IO[bytes]) -> None:
        """Write the sheet as PNG, with neither the time nor a version in it."""
        canvas = FigureCanvasAgg(self.figure)
        plain_png: dict[str, str | None] = {"Software": None}
        canvas.print_png(picture, metadata=plain_png)  # type: ignore[no-untyped-call]

    def save_part(
        self, picture: IO[bytes], corner: tuple[float, float],
        size: tuple[float, float],
    ) -> None:  # fmt: skip
        """Write a part of the sheet as PNG: its lower left corner and size, points."""
        canvas = FigureCanvasAgg(self.figure)
        inches = Affine2D().scale(1 / POINTS_PER_INCH)
        part = Bbox.from_bounds(*corner, *size).transformed(inches)
        plain_png: dict[str, str | None] = {"Software": None}
        canvas.print_figure(picture, dpi=DPI, bbox_inches=part, metadata=plain_png)

    def write(self, x: float, y: float, text: str, style: Style) -> None:
        """Write one line with its baseline at y."""
        self.layer.text(
            x, y, drawable(text), fontfamily=FAMILY, fontsize=style.size,
            fontweight=style.weight, color=style.colour, ha=style.align,
            va="baseline", parse_math=False,
        )  # fmt: skip

    def box(
        self, left: float, bottom: float, size: tuple[float, float], fill: str,
        edge: str | None = None,
    ) -> None:  # fmt: skip
        """Draw a filled rectangle, with a thin edge where a colour for it is given."""
        ink = edge or "none"
        shape = Rectangle((left, bottom), *size, fc=fill, ec=ink, lw=0.6 if edge else 0)
        self.layer.add_artist(shape)

    def rule(self, left: float, right: float, y: float, colour: str) -> None:
        """Draw a thin horizontal line."""
        self.layer.plot([left, right], [y, y], color=colour, lw=0.6)
