"""Lines of equal travel time for the page: drawn once for posts, season and limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
import streamlit as st

from views import state, wording
from views.maps.signs import Isoline

if TYPE_CHECKING:
    import pandas as pd

    from geo.impedance.surface.grid import SurfaceGrid
    from geo.isochrones import Isochrone
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

FINE = 0.004  # degrees, about the size of a cell: its steps are no bends of the land
SMALLEST = 0.0006  # square degrees, about 7 km2: specks do not help a reader


@dataclass(frozen=True, slots=True, eq=False)
class Reachable:
    """Isochrones of a result, shortest first, and the land within its threshold."""

    lines: tuple[Isochrone, ...]
    land: pd.DataFrame


def limits(threshold: float) -> tuple[float, float, float]:
    """Minutes of the lines: the threshold, half of it and twice as long."""
    return threshold / 2, threshold, 2 * threshold


def reachable(result: Result) -> Reachable:
    """Isochrones of the posts that count, all together.

    Raises `MethodError` where no post counts.
    """
    scenario = result.scenario
    posts = tuple(post.post_id for post in result.coverage.posts)
    with st.spinner(wording.text("isolines.working", state.lang())):
        return _reachable(
            result.area.data_version,
            scenario.season,
            posts,
            scenario.threshold,
            result.knowledge,
        )


@st.cache_resource(show_spinner=False, max_entries=12)
def _reachable(
    version: str,
    season: str,
    posts: tuple[str, ...],
    threshold: float,
    _knowledge: Knowledge,
) -> Reachable:
    # Rasterising and compiled loops take a while to import: only who asks waits.
    from geo import isochrones as method  # noqa: PLC0415 - see above

    area, grid = _knowledge.area, _grid(version, _knowledge)
    minutes = method.post_minutes(area, grid, posts, season)
    found = method.isochrones(grid, minutes, posts, limits(threshold))
    land = method.area_covered(area, grid, minutes, threshold)
    return Reachable(tuple(found), land)


@st.cache_resource(show_spinner=False, max_entries=2)
def _grid(version: str, _knowledge: Knowledge) -> SurfaceGrid:  # noqa: ARG001 - cache key
    from geo.impedance.surface.grid import default_grid  # noqa: PLC0415 - see above

    return default_grid(_knowledge.area, _knowledge.access.network)


def drawn(found: Reachable, lang: str) -> tuple[Isoline, ...]:
    """The lines as the map draws them: smoothed to the size of a cell, specks left out.

    A hole is drawn as its own line. The labels are minutes.
    """
    return tuple(
        Isoline(
            minutes=each.minutes,
            label=wording.minutes(each.minutes, lang),
            rank=rank,
            rings=tuple(_rings(each)),
        )
        for rank, each in enumerate(found.lines)
    )


def _rings(each: Isochrone) -> list[tuple[tuple[float, float], ...]]:
    smooth = shapely.simplify(each.shape, FINE)
    parts = [part for part in smooth.geoms if part.area >= SMALLEST]
    holes = [hole for part in parts for hole in part.interiors]
    wide = [hole for hole in holes if shapely.Polygon(hole).area >= SMALLEST]
    return [
        tuple((round(lat, 4), round(lon, 4)) for lon, lat in ring.coords)
        for ring in (*(part.exterior for part in parts), *wide)
    ]
