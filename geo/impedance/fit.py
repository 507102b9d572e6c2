"""How well the estimates agree with the reports they were fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.impedance.edges import Edge, Kind, Quality
from geo.impedance.fitting import seat_graph
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.network import Network
    from geo.impedance.speeds import SeatGraph

COLUMNS = ("from_desa", "to_desa", "mode", "season", "reported", "modelled", "ratio")


def fit_table(area: StudyArea, network: Network) -> pd.DataFrame:
    """Every reported time beside what the estimates alone would say.

    One row per reported link and season; minutes. `modelled` uses no report: the
    quickest way over estimated seat-to-seat edges, or the boat speed at sea,
    times the wet factor in the wet season. `ratio` is modelled over reported.
    """
    graph = seat_graph(area)
    rows = [
        _row(area, network, graph, edge, season)
        for season in ("dry", "wet")
        for edge in network.edges(season)
        if edge.kind is Kind.REPORTED and edge.quality is Quality.REPORTED
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    area: StudyArea, network: Network, graph: SeatGraph, edge: Edge, season: str
) -> tuple[str, str, str, str, float, float, float]:
    modelled = _modelled(network, graph, edge)
    if season == "wet":
        modelled *= network.speeds.wet_factor
    names = (str(area.desa["desa"][edge.a]), str(area.desa["desa"][edge.b]))
    ratio = modelled / edge.minutes
    return (*names, edge.mode, season, edge.minutes, modelled, ratio)


def _modelled(network: Network, graph: SeatGraph, edge: Edge) -> float:
    """Dry minutes between the ends of a report, by estimates alone; nan if none."""
    if edge.mode == "sea":
        return edge.km / network.speeds.boat * MINUTES_PER_HOUR
    if edge.a not in graph.index or edge.b not in graph.index:
        return float("nan")
    minutes = graph.minutes(network.speeds.by_class)
    found = float(minutes[graph.index[edge.a], graph.index[edge.b]])
    return found if np.isfinite(found) else float("nan")
