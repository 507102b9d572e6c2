"""The study area's seats as a graph, and everything its reports can teach."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from geo.impedance import speeds
from geo.impedance.distance import desa_km
from geo.impedance.speeds import SeatGraph, Speeds

if TYPE_CHECKING:
    from geo.area import StudyArea


def fit_speeds(area: StudyArea, graph: SeatGraph) -> Speeds:
    """Fit everything that the reports can teach.

    Raises `MethodError` where there are too few of them.
    """
    links = area.links.sort_values(["from_desa", "to_desa", "mode", "hours_dry"])
    usable = links[(links["mode"] == "road") & links["hours_dry"].notna()]
    seats = usable["from_desa"].isin(graph.index) & usable["to_desa"].isin(graph.index)
    fitted = speeds.fit_class_speeds(graph, usable[seats])
    return Speeds(
        by_class=speeds.fill_classes(fitted),
        boat=speeds.boat_speed(area),
        road=speeds.road_speed(area),
        detour=speeds.road_detour(area),
        wet_factor=speeds.wet_factor(links),
    )


def seat_graph(area: StudyArea) -> SeatGraph:
    """Seats of kecamatan that share a border on the mainland and have roads."""
    pairs = adjacent_kecamatan(area)
    seat, classes = area.seats["desa_code"], area.road_classes
    desa = tuple((str(seat[a]), str(seat[b])) for a, b in pairs)
    return SeatGraph(
        index={code: i for i, code in enumerate(sorted(seat))},
        pairs=desa,
        km=desa_km(area, desa),
        classes=tuple(speeds.slower_class(classes[a], classes[b]) for a, b in pairs),
    )


def adjacent_kecamatan(area: StudyArea) -> list[tuple[str, str]]:
    """Pairs that share a border line, less those that no road leaves."""
    shapes = area.kecamatan.geometry
    cut_off = set(area.roadless)
    return [
        (a, b)
        for a, b in combinations(sorted(set(shapes.index) - cut_off), 2)
        if shapes[a].intersection(shapes[b]).length > 0
    ]
