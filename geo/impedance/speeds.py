"""What the reports teach about speed, detour and rain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from geo.entries import fact_number
from geo.errors import MethodError, Problem
from geo.impedance.distance import desa_km
from geo.impedance.paths import all_minutes
from geo.schemas import ROAD_CLASSES
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.area import StudyArea
    from geo.units import Floats

CLASSES = ROAD_CLASSES  # from the quickest roads to the slowest
_START_KMH = 20.0  # the fit ends in the same place from any start tried


@dataclass(frozen=True, slots=True)
class Speeds:
    """Fitted quantities; every one of them is an estimate.

    `by_class` and `boat` are km/h over the straight line, so that the detour is
    inside; `road` is km/h along the road; `detour` is road over straight line;
    `wet_factor` is wet over dry minutes, at least 1. nan where nothing teaches it.
    """

    by_class: Mapping[str, float]
    boat: float
    road: float
    detour: float
    wet_factor: float


@dataclass(frozen=True, slots=True)
class SeatGraph:
    """Seats of adjacent kecamatan: what the class speeds are fitted on."""

    index: Mapping[str, int]  # desa_code of the seat -> row
    pairs: tuple[tuple[str, str], ...]  # desa codes of two adjacent seats
    km: Floats  # geodesic, one per pair
    classes: tuple[str, ...]  # speed class, one per pair

    def minutes(self, by_class: Mapping[str, float]) -> Floats:
        """Minutes between every two seats over estimated edges: -> (n, n)."""
        direct = np.full((len(self.index), len(self.index)), np.inf)
        for (a, b), km, name in zip(self.pairs, self.km, self.classes, strict=True):
            i, j = self.index[a], self.index[b]
            direct[i, j] = direct[j, i] = km / by_class[name] * MINUTES_PER_HOUR
        return all_minutes(direct)


def slower_class(first: str, second: str) -> str:
    """Class of an edge between two kecamatan: the one later in `CLASSES`."""
    return max(first, second, key=CLASSES.index)


def fit_class_speeds(graph: SeatGraph, reports: pd.DataFrame) -> dict[str, float]:
    """Speeds in km/h by class that come nearest to the reported dry hours.

    Least sum of squared log(modelled / reported) over `reports` (from_desa,
    to_desa, hours_dry), all between seats of `graph`; the model uses estimated
    edges alone, so that a report is never fitted by itself. A report between
    seats that no edges join teaches nothing.

    Raises `MethodError` if fewer reports are left than classes in use.
    """
    used = sorted(set(graph.classes))
    rows = [graph.index[desa] for desa in reports["from_desa"]]
    columns = [graph.index[desa] for desa in reports["to_desa"]]
    joined = np.isfinite(graph.minutes(dict.fromkeys(used, _START_KMH))[rows, columns])
    if joined.sum() < len(used):
        counts = {"reports": int(joined.sum()), "speeds": len(used)}
        raise MethodError([Problem.of("too_few_reports", **counts)])
    reported = reports["hours_dry"].to_numpy(float) * MINUTES_PER_HOUR

    def misfit(log_speeds: Floats) -> float:
        speeds = dict(zip(used, np.exp(log_speeds), strict=True))
        modelled = graph.minutes(speeds)[rows, columns]
        return float(np.sum(np.log(modelled[joined] / reported[joined]) ** 2))

    start = np.full(len(used), np.log(_START_KMH), dtype=np.float64)
    found = minimize(
        misfit, start, method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-8}
    )
    return dict(zip(used, (float(v) for v in np.exp(found.x)), strict=True))


def fill_classes(fitted: Mapping[str, float]) -> dict[str, float]:
    """Speed of every class: one that no pair of seats has takes a neighbour's.

    The next slower class lends its speed, the next quicker one where there is no
    slower; with nothing fitted at all there are no speeds.
    """
    filled = dict(fitted)
    for ranked in (CLASSES[::-1], CLASSES):
        for lender, borrower in pairwise(ranked):
            if lender in filled:
                filled.setdefault(borrower, filled[lender])
    return filled


def wet_factor(links: pd.DataFrame) -> float:
    """How many times longer the wet season takes: geometric mean of the pairs.

    Over links reported in both seasons; 1 where there is none. Never below 1:
    rain makes no road quicker.
    """
    both = links.dropna(subset=["hours_dry", "hours_wet"])
    if both.empty:
        return 1.0
    ratios = both["hours_wet"].to_numpy(float) / both["hours_dry"].to_numpy(float)
    return max(float(np.exp(np.mean(np.log(np.sort(ratios))))), 1.0)


def road_detour(area: StudyArea) -> float:
    """Median of road over straight-line kilometres where both are known, else nan."""
    links = _road_links(area).dropna(subset=["km"])
    straight = desa_km(area, zip(links["from_desa"], links["to_desa"], strict=True))
    return _median(links["km"].to_numpy(float) / straight)


def road_speed(area: StudyArea) -> float:
    """Median km/h along the road, over links with kilometres and dry hours; or nan."""
    links = _road_links(area).dropna(subset=["km", "hours_dry"])
    return _median(links["km"].to_numpy(float) / links["hours_dry"].to_numpy(float))


def boat_speed(area: StudyArea) -> float:
    """Straight-line km/h of the one reported voyage; nan where there is none.

    The straight line between its two desa, less the kilometres by which it fell
    short, over its hours. Source: `Catalogue.voyage` and facts.csv.

    Raises `MethodError` for a voyage that took no time or went no way.
    """
    voyage = area.catalogue.voyage
    if voyage is None:
        return float("nan")
    hours = fact_number(area.facts, voyage.fact)
    line = float(desa_km(area, [(voyage.from_desa, voyage.towards_desa)])[0])
    km = line - voyage.short_of_km
    if not (km > 0 and hours > 0):
        raise MethodError([Problem.of("voyage_impossible", km=km, hours=hours)])
    return km / hours


def _road_links(area: StudyArea) -> pd.DataFrame:
    return area.links[area.links["mode"] == "road"]


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else float("nan")
