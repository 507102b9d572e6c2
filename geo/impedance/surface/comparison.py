"""How far the grid is from what was reported, and from the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.impedance.edges import Kind, Quality
from geo.impedance.surface.minutes import cell_minutes

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.network import Network
    from geo.impedance.surface.grid import SurfaceGrid
    from geo.units import Floats, Ints

COLUMNS = ("from_desa", "to_desa", "mode", "season", "reported", "grid", "ratio")


def report_table(area: StudyArea, network: Network, grid: SurfaceGrid) -> pd.DataFrame:
    """Every reported time beside the grid's: one row per report and season; minutes.

    `ratio` is grid over reported, inf where the grid has no route.
    """
    names, rows = area.desa["desa"], []
    for season in ("dry", "wet"):
        for edge in network.edges(season):
            if edge.kind is Kind.REPORTED and edge.quality is Quality.REPORTED:
                a, b = network.index[edge.a], network.index[edge.b]
                minutes = float(_from(grid, season, np.array([a]))[0, b])
                told = (str(names[edge.a]), str(names[edge.b]), edge.mode, season)
                rows.append((*told, edge.minutes, minutes, minutes / edge.minutes))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def network_deviation(
    network: Network, grid: SurfaceGrid, season: str, start: Ints
) -> float:
    """Median of |grid / network - 1| from some desa, by row, to all: (m,) -> share.

    Over the pairs that both reach, and not in no time; nan where there is none.
    """
    there = _from(grid, season, start)
    known = network.minutes(season)[start]
    counted = np.isfinite(there) & np.isfinite(known) & (known > 0)
    if not counted.any():
        return float("nan")
    return float(np.median(np.abs(there[counted] / known[counted] - 1)))


def _from(grid: SurfaceGrid, season: str, start: Ints) -> Floats:
    """Minutes from some desa to all: (m,) -> (m, n)."""
    fields = cell_minutes(grid, season, grid.ground.desa[start])
    return fields.reshape(len(start), -1)[:, grid.ground.desa]
