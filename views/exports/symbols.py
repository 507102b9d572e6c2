"""The signs of the map, drawn once for the picture and for its legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import ScaledTranslation

from views import palette
from views.exports.paper import FAMILY, POINTS_PER_INCH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection
    from matplotlib.transforms import Transform

    from geo.units import Floats

PAPER = palette.THEMES["light"]
QUIET = "#5d5548"
"""Ink of what is read second; 7 to 1 on the paper."""

SHIELD_POINTS = 0.47
"""Points on paper for each pixel a shield has on the screen."""

CANDIDATE_POINTS = 13.5
"""Width of a proposed post's ring, in points."""

CANDIDATE_HALO = 3.0
"""How much wider its halo is."""

NOTE_SIZE, NOTE_DOWN = 6.2, 3.2
"""Size of the note below a proposed post, and how far below its halo, in points."""

DOT_POINTS, DOT_STEP = 2.5, 8.0
"""Width of a dot that says a rank is not stable, and the way to the next, in points."""

UNKNOWN_SIGN = "?"
"""Told apart in grey print, where the colour of the unknown is a class's too."""

_GLYPHS = {"star": "\u2605", "anchor": "\u2693"}
_OUTLINE = (
    ((0, -1), Path.MOVETO),
    ((-0.85, -0.62), Path.CURVE3),
    ((-0.85, -0.1), Path.CURVE3),
    ((-0.85, 0.72), Path.LINETO),
    ((0, 1), Path.LINETO),
    ((0.85, 0.72), Path.LINETO),
    ((0.85, -0.1), Path.LINETO),
    ((0.85, -0.62), Path.CURVE3),
    ((0, -1), Path.CURVE3),
)
_SHIELD = Path([corner for corner, _ in _OUTLINE], [code for _, code in _OUTLINE])


@dataclass(frozen=True, slots=True)
class Moved:
    """A post's sign, and how far it stands from its true place, in points."""

    post_type: str
    right: float = 0.0
    up: float = 0.0


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposed post's sign says: its rank, and whether it is provisional.

    `note` is a word or two below the ring.

    `right` and `up` say how far it stands from its true place, in points.
    """

    number: str
    provisional: bool = False
    right: float = 0.0
    up: float = 0.0
    note: str = ""


def shield_size(post_type: str) -> float:
    """Return the height of a post's shield, in points."""
    return _shield(post_type).size * SHIELD_POINTS


def draw_shield(axes: Axes, x: float, y: float, post: Moved) -> None:
    """Draw a post's shield with its letter, moved away from its place as asked."""
    shield, size = _shield(post.post_type), shield_size(post.post_type)
    moved = _moved(axes, post)
    axes.plot(
        [x], [y], ls="", marker=_SHIELD, ms=size, mfc=shield.colour, mec=PAPER.halo,
        mew=0.7, transform=moved, zorder=8, clip_on=True,
    )  # fmt: skip
    glyph = _GLYPHS.get(shield.glyph, shield.glyph)
    axes.text(
        x, y, glyph, transform=moved, fontfamily=FAMILY, fontweight="bold",
        fontsize=size * (0.62 if len(glyph) == 1 else 0.46), color="white",
        ha="center", va="center_baseline", parse_math=False, zorder=9, clip_on=True,
    )  # fmt: skip


def draw_candidate(axes: Axes, x: float, y: float, mark: Proposed) -> None:
    """Draw a proposed post: its rank in a white disc with a dashed teal ring.

    The ring of a provisional one is thinner, as on the screen.
    """
    line = 0.9 if mark.provisional else 1.5
    moved, wide = _moved(axes, mark), CANDIDATE_POINTS + CANDIDATE_HALO
    axes.scatter(
        x, y, s=wide**2, fc=PAPER.halo, lw=0, zorder=7, transform=moved,
    )  # fmt: skip
    axes.scatter(
        x, y, s=CANDIDATE_POINTS**2, fc="white", ec=PAPER.accent, lw=line,
        ls=(0, (2.2, 1.2)), zorder=7.5, transform=moved,
    )  # fmt: skip
    axes.text(
        x, y, mark.number, transform=moved, fontfamily=FAMILY, fontweight="bold",
        fontsize=7, color=PAPER.accent, ha="center", va="center_baseline",
        parse_math=False, zorder=7.6, clip_on=True,
    )  # fmt: skip
    if mark.note:
        below = (wide / 2 + NOTE_DOWN) / POINTS_PER_INCH
        moved += ScaledTranslation(0, -below, axes.figure.dpi_scale_trans)
        axes.text(
            x, y, mark.note, transform=moved, fontfamily=FAMILY, fontweight="bold",
            fontsize=NOTE_SIZE, color=PAPER.accent, ha="center", va="center_baseline",
            path_effects=[withStroke(linewidth=1.6, foreground=PAPER.halo)],
            parse_math=False, zorder=7.6, clip_on=True,
        )  # fmt: skip


def draw_new(axes: Axes, x: Floats, y: Floats, areas: Floats) -> None:
    """Draw the dots that a proposed post alone reaches: teal, in a white ring of ink.

    The ring tells them from the others in grey print too.
    """
    axes.scatter(
        x, y, s=np.square(np.sqrt(areas) + 3.2), fc=PAPER.halo, ec=PAPER.accent,
        lw=0.7, zorder=4.1,
    )  # fmt: skip
    axes.scatter(x, y, s=areas, fc=PAPER.accent, lw=0, zorder=4.2)


def _moved(axes: Axes, sign: Moved | Proposed) -> Transform:
    """From kilometres to the page, so many points to the right and up."""
    inches = (sign.right / POINTS_PER_INCH, sign.up / POINTS_PER_INCH)
    by = ScaledTranslation(*inches, axes.figure.dpi_scale_trans)
    return axes.transData + by


def hatch(path: Path, *, sparse: bool = False) -> list[PathPatch]:
    """Return the hatch that means a gap: ink lines on pale ones, legible on any class.

    `sparse` is the lighter hatch of a gap that is not certain.
    """
    pattern = "//" if sparse else "////"
    lines = ((1.7, PAPER.hatch_gap, 0.4), (0.75, PAPER.hatch, 0.9))
    patches = []
    for width, colour, alpha in lines:
        patch = PathPatch(path, fill=False, lw=0, ec=colour, alpha=alpha, hatch=pattern)
        patch.set_hatch_linewidth(width)
        patch.set_zorder(3)
        patches.append(patch)
    return patches


def draw_dots(axes: Axes, path: Path, points_per_unit: float = 1.0) -> None:
    """Draw the dots of an unstable rank inside a path: white with a rim of ink.

    White shows on dark classes, the rim on pale ones and on the lines of a gap. The
    dots stand on one lattice for all areas, every other row moved by half a step.
    `points_per_unit`: points on paper for each unit of the path.
    """
    step = DOT_STEP / points_per_unit
    box = path.get_extents()
    across = np.arange(math.floor(box.x0 / step), box.x1 / step + 1)
    up = np.arange(math.floor(box.y0 / step), box.y1 / step + 1)
    column, row = np.meshgrid(across, up)
    x, y = (column + (row % 2) / 2) * step, row * step
    inside = PathPatch(path, transform=axes.transData)
    scatter_dots(axes, x.ravel(), y.ravel()).set_clip_path(inside)


def scatter_dots(axes: Axes, x: Floats, y: Floats) -> PathCollection:
    """Draw the dots of an unstable rank at these places, and return them."""
    return axes.scatter(
        x, y, s=DOT_POINTS**2, fc=PAPER.halo, ec=PAPER.ink, lw=0.55, zorder=3.2
    )


def _shield(post_type: str) -> palette.Shield:
    return palette.SHIELDS.get(post_type, palette.SHIELDS["other"])
