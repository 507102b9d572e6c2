"""The map of a snapshot: classes, gaps, TPS, posts and names on the land."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke

from views import palette
from views.exports import symbols
from views.exports.furniture import draw_furniture, draw_ground
from views.exports.labels import Board, Box
from views.exports.paper import FAMILY, LEADING, width, wrap
from views.exports.view import View

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from views.exports.paper import Sheet
    from views.exports.snapshot import Snapshot

PAPER = symbols.PAPER
NAME_SIZE, NAME_ROOM = 7.4, 78.0
_STEP = (11.6, 13.2)
"""Width and height kept free for a shield, in points."""

Place = tuple[float, float, str]  # lon, lat, post type


def draw_map(sheet: Sheet, snapshot: Snapshot, frame: Box) -> None:
    """Draw the whole map into a frame of the sheet."""
    view = View.over(tuple(snapshot.areas.total_bounds), frame)
    axes = view.axes(sheet)
    draw_ground(axes, view, snapshot)
    _areas(axes, view, snapshot)
    _spokes(axes, view, snapshot)
    _tps(axes, view, snapshot.tps)
    board = Board(frame, draw_furniture(sheet, axes, view, snapshot))
    board.taken += _candidates(axes, view, snapshot.candidates)
    board.taken += _posts(axes, view, snapshot.posts)
    _names(sheet, view, snapshot.areas, board)


def _areas(axes: Axes, view: View, snapshot: Snapshot) -> None:
    """Each kecamatan in the colour of its class, gaps hatched."""
    areas = snapshot.areas
    no = areas["gap"] & False
    optional = (areas.get(name, no) for name in ("provisional_gap", "unstable"))
    for row, maybe, dotted in zip(areas.itertuples(), *optional, strict=True):
        fill = palette.class_colour(snapshot.scheme, int(row.risk_class))
        path = view.path(row.geometry)
        axes.add_artist(PathPatch(path, fc=fill, ec=PAPER.border, lw=0.8, zorder=2))
        if row.gap or maybe:
            for patch in symbols.hatch(path, sparse=not row.gap):
                axes.add_artist(patch)
        if dotted:
            symbols.draw_dots(axes, path, 1 / view.km_per_point)


def _spokes(axes: Axes, view: View, snapshot: Snapshot) -> None:
    """A line from each proposed post to every place that it newly reaches."""
    if snapshot.spokes is None or snapshot.spokes.empty:
        return
    starts = view.km(snapshot.spokes[["site_lon", "site_lat"]].to_numpy(dtype=float))
    ends = view.km(snapshot.spokes[["lon", "lat"]].to_numpy(dtype=float))
    pairs = np.stack([starts, ends], axis=1)
    for colour, wide in ((PAPER.halo, 2.4), (PAPER.accent, 1.1)):
        lines = LineCollection(list(pairs), colors=colour, linewidths=wide, zorder=3.6)
        axes.add_collection(lines)


def _tps(axes: Axes, view: View, tps: pd.DataFrame) -> None:
    """An ink dot where TPS are, its area growing with their number; new ones ringed."""
    if tps.empty:
        return
    is_new = np.array(tps.get("is_new", np.zeros(len(tps), dtype=bool)), dtype=bool)
    places = view.km(tps[["lon", "lat"]].to_numpy(dtype=float))
    sizes = tps_area(tps["tps"].to_numpy(dtype=float))
    axes.scatter(
        places[~is_new, 0], places[~is_new, 1], s=sizes[~is_new], fc=PAPER.ink,
        ec=PAPER.halo, lw=0.35, alpha=0.85, zorder=4,
    )  # fmt: skip
    symbols.draw_new(axes, places[is_new, 0], places[is_new, 1], sizes[is_new])


def tps_area(count: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the area of a dot for a number of TPS, in square points."""
    return np.square(1.6 + 0.85 * np.sqrt(count))


def _candidates(axes: Axes, view: View, candidates: pd.DataFrame) -> list[Box]:
    """Proposed posts, none over another; returns the boxes they take."""
    boxes: list[Box] = []
    columns = ("rank", "provisional", "lon", "lat")
    notes = candidates.get("note", pd.Series("", index=candidates.index)).tolist()
    for rank, provisional, lon, lat, note in zip(
        *(candidates[name].tolist() for name in columns), notes, strict=True
    ):
        x, y = view.km(np.array([[lon, lat]]))[0]
        at_x, at_y = view.point(lon, lat)
        box = _aside(at_x, at_y, boxes)
        aside = box.x - at_x, box.y - at_y
        mark = symbols.Proposed(str(rank), provisional, *aside, note)
        symbols.draw_candidate(axes, x, y, mark)
        boxes.append(box)
        if note:
            below = box.y - box.high / 2 - symbols.NOTE_DOWN
            boxes.append(Box(box.x, below, width(note, symbols.NOTE_SIZE), 7))
    return boxes


def _aside(x: float, y: float, taken: list[Box]) -> Box:
    """Room for a circle at a place, or beside it where another already stands."""
    side = symbols.CANDIDATE_POINTS + symbols.CANDIDATE_HALO
    steps = sorted(
        ((across, up) for across in range(-2, 3) for up in range(-2, 3)),
        key=lambda step: (math.hypot(*step), step),
    )
    tries = [Box(x + dx * side, y + dy * side, side, side) for dx, dy in steps]
    return min(tries, key=lambda box: sum(box.overlap(other) for other in taken))


def _posts(axes: Axes, view: View, posts: pd.DataFrame) -> list[Box]:
    """Shields, those that would hide each other side by side; returns their boxes."""
    boxes = []
    for group in _neighbours(view, posts):
        lon, lat, _ = group[0]
        x, y = view.km(np.array([[lon, lat]]))[0]
        at_x, at_y = view.point(lon, lat)
        for (dx, dy), (_, _, kind) in zip(_fan(len(group)), group, strict=True):
            symbols.draw_shield(axes, x, y, symbols.Moved(kind, dx, dy))
            boxes.append(Box(at_x + dx, at_y + dy, *_STEP))
    return boxes


def _neighbours(view: View, posts: pd.DataFrame) -> list[list[Place]]:
    """Posts in groups that share a place on paper; the largest shield is its middle."""
    columns = (posts[name].tolist() for name in ("lon", "lat", "post_type"))
    places: list[Place] = list(zip(*columns, strict=True))
    groups: list[list[Place]] = []
    for place in sorted(places, key=lambda p: (-symbols.shield_size(p[2]), *p)):
        at = view.point(*place[:2])
        near = (g for g in groups if math.dist(at, view.point(*g[0][:2])) < _STEP[0])
        group = next(near, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _fan(count: int) -> list[tuple[float, float]]:
    """Offsets, in points, of shields that stand at one place: rows of three."""
    across, up = _STEP
    rows = [min(3, count - start) for start in range(0, count, 3)]
    return [
        ((column - (n - 1) / 2) * across, -row * up)
        for row, n in enumerate(rows)
        for column in range(n)
    ]


def _names(sheet: Sheet, view: View, areas: gpd.GeoDataFrame, board: Board) -> None:
    """Every kecamatan's name, whole, in a halo; the unknown ones with their sign."""
    columns = ("name", "label_lon", "label_lat", "risk_class")
    for name, lon, lat, level in zip(
        *(areas[c].tolist() for c in columns), strict=True
    ):
        size = NAME_SIZE * min(1, 4 / max(1, len(wrap(name, NAME_ROOM, NAME_SIZE))))
        lines = wrap(name, NAME_ROOM, size, "bold")
        lines += [symbols.UNKNOWN_SIGN] * (level < 0)
        wide = max((width(line, size, "bold") for line in lines), default=0.0)
        high = len(lines) * size * LEADING
        place = board.place(Box(*view.point(lon, lat), wide, high))
        halo = [withStroke(linewidth=1.8, foreground=PAPER.halo)]
        sheet.layer.text(
            place.x, place.y, "\n".join(lines), fontfamily=FAMILY, fontsize=size,
            fontweight="bold", color=PAPER.ink, ha="center", va="center",
            linespacing=1.1, path_effects=halo, parse_math=False, zorder=9,
        )  # fmt: skip
