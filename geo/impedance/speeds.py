"""What the reports teach about speed, detour and rain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from geo.errors import MethodError, Problem
from geo.impedance.distance import geodesic_km
from geo.impedance.paths import all_minutes
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.area import StudyArea
    from geo.units import Floats

CLASSES = ("corridor", "coast", "interior")
_START_KMH = 20.0  # the fit ends in the same place from any start tried
_SEA_FACT = "sea_hours_kenyamukan_birah_birahan"
_SHORT_OF_SEAT_KM = 40.0  # the island lies about so far before the seat (facts.csv)


@dataclass(frozen=True, slots=True)
class Speeds:
    """Fitted quantities; every one of them is an estimate.

    `by_class` and `boat` are km/h over the straight line, so that the detour is
    inside; `road` is km/h along the road; `detour` is road over straight line;
    `wet_factor` is wet over dry minutes.
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


def slower_class(first: str, second: str, by_rank: Sequence[str]) -> str:
    """Class of an edge between two kecamatan: the one later in `by_rank`."""
    return max(first, second, key=by_rank.index)


def fit_class_speeds(graph: SeatGraph, reports: pd.DataFrame) -> dict[str, float]:
    """Speeds in km/h by class that come nearest to the reported dry hours.

    Least sum of squared log(modelled / reported) over `reports` (from_desa,
    to_desa, hours_dry), all between seats of `graph`; the model uses estimated
    edges alone, so that a report is never fitted by itself.

    Raises `MethodError` if there are fewer reports than classes in use.
    """
    used = sorted(set(graph.classes))
    if len(reports) < len(used):
        problem = Problem.of("too_few_reports", reports=len(reports), speeds=len(used))
        raise MethodError([problem])
    rows = [graph.index[desa] for desa in reports["from_desa"]]
    columns = [graph.index[desa] for desa in reports["to_desa"]]
    reported = reports["hours_dry"].to_numpy(float) * MINUTES_PER_HOUR

    def misfit(log_speeds: Floats) -> float:
        speeds = dict(zip(used, np.exp(log_speeds), strict=True))
        modelled = graph.minutes(speeds)[rows, columns]
        reached = np.isfinite(modelled)
        return float(np.sum(np.log(modelled[reached] / reported[reached]) ** 2))

    start = np.full(len(used), np.log(_START_KMH))
    options = {"xatol": 1e-4, "fatol": 1e-8}
    found = minimize(misfit, start, method="Nelder-Mead", options=options)
    return dict(zip(used, (float(v) for v in np.exp(found.x)), strict=True))


def wet_factor(links: pd.DataFrame) -> float:
    """How many times longer the wet season takes: geometric mean of the pairs.

    Over links reported in both seasons; 1 where there is none.
    """
    both = links.dropna(subset=["hours_dry", "hours_wet"])
    if both.empty:
        return 1.0
    ratios = both["hours_wet"].to_numpy(float) / both["hours_dry"].to_numpy(float)
    return float(np.exp(np.mean(np.log(ratios))))


def road_detour(area: StudyArea) -> float:
    """Median of road over straight-line kilometres where both are known."""
    links = _road_links(area).dropna(subset=["km"])
    straight = _straight_km(area, links)
    return float(np.median(links["km"].to_numpy(float) / straight))


def road_speed(area: StudyArea) -> float:
    """Median km/h along the road, over links with both kilometres and hours."""
    links = _road_links(area).dropna(subset=["km", "hours_dry"])
    return float(np.median(links["km"].to_numpy(float) / links["hours_dry"]))


def boat_speed(area: StudyArea) -> float:
    """Straight-line km/h of the one reported boat voyage along the coast.

    The voyage ends at an island about 40 km before the seat of the kecamatan
    that only the sea reaches; its length is the straight line to that seat less
    those 40 km. Source: facts.csv, `sea_hours_kenyamukan_birah_birahan`.
    """
    hours = float(area.facts.loc[_SEA_FACT, "value"])
    ends = area.seats.loc[[_main_seat(area), *area.roadless[:1]], "desa_code"]
    points = area.desa.loc[ends, ["lon", "lat"]].to_numpy(float)
    km = float(geodesic_km(points[:1], points[1:])[0])
    return (km - _SHORT_OF_SEAT_KM) / hours


def _main_seat(area: StudyArea) -> str:
    """Code of the kecamatan where the reported voyage starts (the warehouse's)."""
    return str(area.kecamatan["voters"].idxmax())


def _road_links(area: StudyArea) -> pd.DataFrame:
    return area.links[area.links["mode"] == "road"]


def _straight_km(area: StudyArea, links: pd.DataFrame) -> Floats:
    place = area.desa[["lon", "lat"]]
    start = place.loc[links["from_desa"]].to_numpy(float)
    return geodesic_km(start, place.loc[links["to_desa"]].to_numpy(float))
