"""What stands around the areas: land and sea, scale bar, north arrow, inset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import PathPatch, Polygon
from matplotlib_scalebar.scalebar import ScaleBar

from views.exports.labels import Box
from views.exports.paper import FAMILY, Style
from views.exports.symbols import PAPER
from views.exports.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from views.exports.paper import Sheet
    from views.exports.snapshot import Snapshot


def draw_ground(axes: Axes, view: View, snapshot: Snapshot) -> None:
    """Land and neighbours, so that what is left is sea."""
    for geometry in snapshot.land.geometry:
        axes.add_artist(PathPatch(view.path(geometry), fc=PAPER.land, ec="none"))
    for geometry in snapshot.context.geometry:
        edge = {"ec": PAPER.neighbour, "lw": 0.7}
        axes.add_artist(PathPatch(view.path(geometry), fc=PAPER.land, **edge))


def draw_furniture(
    sheet: Sheet, axes: Axes, view: View, snapshot: Snapshot
) -> list[Box]:
    """Scale bar, north arrow and inset; returns the boxes they take."""
    axes.add_artist(
        ScaleBar(
            1, "km", location="lower left", width_fraction=0.008, color=PAPER.ink,
            box_alpha=0, border_pad=0.9, sep=3, scale_loc="top", length_fraction=0.2,
            font_properties={"family": FAMILY, "size": 7.5},
        )
    )  # fmt: skip
    frame = view.frame
    left, top = frame.x - frame.wide / 2, frame.y + frame.high / 2
    _north(sheet, left + 20, top - 14, snapshot.north)
    bottom = frame.y - frame.high / 2
    low = snapshot.legend.grid is not None  # its map is less tall: there is no room
    y = bottom + 66 if low else top - 66
    inset = Box(frame.x + frame.wide / 2 - 55, y, 98, 118)
    _inset(sheet, snapshot, inset)
    bar, arrow = Box(left + 70, bottom + 16, 140, 32), Box(left + 20, top - 22, 24, 40)
    return [inset, bar, arrow]


def _north(sheet: Sheet, x: float, y: float, word: str) -> None:
    """A slim arrow that points north, with the letter of the language."""
    for side, fill in ((-1, PAPER.ink), (1, PAPER.halo)):
        corners = [(x, y), (x + side * 6, y - 22), (x, y - 17)]
        half = Polygon(corners, fc=fill, ec=PAPER.ink, lw=0.6, zorder=6)
        sheet.layer.add_artist(half)
    letter = Style(8, PAPER.ink, "bold", "center")
    sheet.write(x, y - 32, word, letter)


def _inset(sheet: Sheet, snapshot: Snapshot, frame: Box) -> None:
    """The areas within their province."""
    title = 13.0
    left, bottom = frame.x - frame.wide / 2, frame.y - frame.high / 2
    sheet.box(left, bottom, (frame.wide, frame.high), PAPER.paper)
    top = frame.y + frame.high / 2
    sheet.write(frame.x, top - 9, snapshot.inset, Style(6.2, PAPER.ink, align="center"))
    inner = Box(frame.x, frame.y - title / 2, frame.wide, frame.high - title)
    view = View.over(tuple(snapshot.context.total_bounds), inner)
    axes = view.axes(sheet)
    axes.set_zorder(6)
    draw_ground(axes, view, snapshot)
    for geometry in snapshot.areas.geometry:
        axes.add_artist(PathPatch(view.path(geometry), fc=PAPER.accent, ec="none"))
