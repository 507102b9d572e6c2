"""Network mode: reported links first, marked estimates where nobody reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING

from geo.impedance import sea
from geo.impedance.distance import desa_km
from geo.impedance.edges import Edge, Kind, Quality, as_matrix
from geo.impedance.fitting import fit_speeds, seat_graph
from geo.impedance.paths import all_minutes
from geo.impedance.precedence import respect_reports
from geo.impedance.reports import reported_edges
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.area import StudyArea
    from geo.impedance.speeds import SeatGraph, Speeds
    from geo.units import Floats


@dataclass(frozen=True, slots=True)
class Network:
    """Every edge in both seasons, and the speeds behind the estimates."""

    nodes: tuple[str, ...]  # desa codes in order
    dry: tuple[Edge, ...]
    wet: tuple[Edge, ...]
    speeds: Speeds

    def edges(self, season: str) -> tuple[Edge, ...]:
        """Edges of a season, ``dry`` or ``wet``."""
        return {"dry": self.dry, "wet": self.wet}[season]

    def minutes(self, season: str) -> Floats:
        """Quickest minutes between every two desa: -> (n, n), inf if no route."""
        return all_minutes(as_matrix(self.edges(season), self.index))

    @property
    def index(self) -> dict[str, int]:
        """Row of each desa code."""
        return {code: i for i, code in enumerate(self.nodes)}


def build_network(area: StudyArea) -> Network:
    """Network of the study area: nodes are desa, minutes in both seasons.

    Raises `MethodError` where the reports cannot carry the fit.
    Source: METHOD, section 2; the formulas stand in docs/method.md.
    """
    graph = seat_graph(area)
    fitted = fit_speeds(area, graph)
    nodes = tuple(sorted(area.desa.index))
    index = {code: i for i, code in enumerate(nodes)}
    first = [*reported_edges(area, fitted), *_estimated(area, graph, fitted)]
    dry = respect_reports(first, index)
    wet = respect_reports([in_rain(edge, fitted.wet_factor) for edge in dry], index)
    return Network(nodes, tuple(dry), tuple(wet), fitted)


def in_rain(edge: Edge, wet_factor: float) -> Edge:
    """Return a dry edge in the wet season: as reported, else dry times the factor.

    Never quicker than dry. What is reported in either season stays fixed.
    """
    if isnan(edge.wet_report):
        minutes = edge.minutes * wet_factor
        return replace(edge, minutes=minutes, quality=Quality.ASSUMED)
    minutes = max(edge.wet_report, edge.minutes)
    return replace(
        edge, minutes=minutes, quality=Quality.REPORTED, is_fixed=True, slowed=1.0
    )


def _estimated(area: StudyArea, graph: SeatGraph, fitted: Speeds) -> Iterator[Edge]:
    """Estimated edges: between seats, from desa to seat, and by boat."""
    for pair, km, name in zip(graph.pairs, graph.km, graph.classes, strict=True):
        yield _estimate(pair, "road", Kind.SEATS, km, fitted.by_class[name])
    access = list(_access(area))
    for pair, km in zip(access, desa_km(area, access), strict=True):
        name = area.road_classes[area.desa["kecamatan_code"][pair[0]]]
        yield _estimate(pair, "road", Kind.ACCESS, km, fitted.by_class[name])
    legs = [] if isnan(fitted.boat) else sea.boat_legs(area)
    for pair, km in zip(legs, desa_km(area, legs), strict=True):
        yield _estimate(pair, "sea", Kind.BOAT, km, fitted.boat)


def _estimate(
    ends: tuple[str, str], mode: str, kind: Kind, km: float, kmh: float
) -> Edge:
    minutes = float(km) / kmh * MINUTES_PER_HOUR
    return Edge(*ends, mode, kind, float(km), minutes, Quality.ESTIMATE)


def _access(area: StudyArea) -> Iterator[tuple[str, str]]:
    """Each mainland desa with the seat of its kecamatan."""
    seat = area.seats["desa_code"].to_dict()
    mainland = area.desa[~area.desa["island"]]
    for code, kecamatan in mainland["kecamatan_code"].items():
        if code != seat[kecamatan]:
            yield str(code), str(seat[kecamatan])
