"""The network: small ones by hand, then the real one against its reports."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.catalogue import Voyage
from geo.errors import MethodError
from geo.impedance.edges import Edge, Kind, Quality
from geo.impedance.network import Network, build_network, in_rain
from tests.builders import KM_PER_DEGREE, desa_code, kecamatan_code, road, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea
    from plan.knowledge import Knowledge

STEP_KM = 0.1 * KM_PER_DEGREE
BUSANG, MUARA_ANCALONG = "64.08.06.2003", "64.08.01.2002"
SANDARAN = "64.08.11"


def edges_of(network: Network, kind: Kind, season: str = "dry") -> list[Edge]:
    """Return the edges of one kind."""
    return [edge for edge in network.edges(season) if edge.kind is kind]


def estimate(minutes: float, wet: float = nan) -> Edge:
    """Return a dry edge, reported in the wet season or not."""
    return Edge(
        "a", "b", "road", Kind.SEATS, 1, minutes, Quality.ESTIMATE, wet_report=wet
    )


def test_a_row_of_squares() -> None:
    """Told: 1-2 in 30 minutes. So 22.264 km/h, and 2-3 takes 30 minutes too.

    The second desa of a square lies 0.075 degrees north of the seat: 8.293 km,
    22.35 minutes at that speed.
    """
    area = study_area(3, 2, links=[road(1, 2, dry=0.5)])
    network = build_network(area)
    minutes = network.minutes("dry")
    row = network.index
    assert minutes[row[desa_code(1)], row[desa_code(2)]] == pytest.approx(30)
    assert minutes[row[desa_code(1)], row[desa_code(3)]] == pytest.approx(60, rel=1e-3)
    far = minutes[row[desa_code(1)], row[desa_code(3, 2)]]
    assert far == pytest.approx(60 + 0.075 * 110.574 / (STEP_KM * 2) * 60, rel=1e-3)
    assert len(edges_of(network, Kind.SEATS)) == 2
    assert len(edges_of(network, Kind.ACCESS)) == 3
    assert not edges_of(network, Kind.BOAT)


def test_the_rain() -> None:
    """Reported 90; else 40 x 2; a report below the dry time is held up to it."""
    reported = in_rain(estimate(40, wet=90), 2)
    assert (reported.minutes, reported.quality) == (90, Quality.REPORTED)
    assert reported.is_fixed
    assumed = in_rain(estimate(40), 2)
    assert (assumed.minutes, assumed.quality) == (80, Quality.ASSUMED)
    assert not assumed.is_fixed
    assert in_rain(estimate(40, wet=30), 2).minutes == 40


def test_an_island_is_reached_by_boat_only() -> None:
    """Desa 2 of square 1 is an island: no access edge, one boat leg.

    The voyage took 2 h from seat 1 to seat 2, so the boat makes 5.566 km/h.
    """
    island = desa_code(1, 2)
    words = {"id": "", "en": ""}
    area = study_area(
        2,
        2,
        links=[road(1, 2, dry=0.5)],
        coast={desa_code(1): 500.0},
        islands=[island],
        voyage=Voyage("hours", desa_code(1), desa_code(2), 0.0, words),
        facts={"hours": "2"},
    )
    network = build_network(area)
    touching = [edge for edge in network.dry if island in {edge.a, edge.b}]
    assert [edge.kind for edge in touching] == [Kind.BOAT]
    expected = 0.075 * 110.574 / (STEP_KM / 2) * 60
    assert touching[0].minutes == pytest.approx(expected, rel=1e-4)


def test_without_a_voyage_an_island_has_no_route() -> None:
    """No boat speed, no boat legs: inf, in both seasons."""
    island = desa_code(1, 2)
    area = study_area(
        2,
        2,
        links=[road(1, 2, dry=0.5)],
        coast={desa_code(1): 500.0},
        islands=[island],
    )
    network = build_network(area)
    assert not edges_of(network, Kind.BOAT)
    for season in ("dry", "wet"):
        minutes = network.minutes(season)[network.index[island]]
        assert minutes[network.index[island]] == 0
        assert np.isinf(np.delete(minutes, network.index[island])).all()


def test_too_few_reports_are_refused() -> None:
    """Two classes in use and one report."""
    classes = {kecamatan_code(3): "coast"}
    area = study_area(3, links=[road(1, 2, dry=0.5)], classes=classes)
    with pytest.raises(MethodError, match="too_few_reports reports=1; speeds=2"):
        build_network(area)


def test_the_real_network_says_what_was_reported(knowledge: Knowledge) -> None:
    """Every pair reported for a season takes exactly so long in it."""
    access = knowledge.access
    links, rows = knowledge.area.links, knowledge.access.network.index
    told = 0
    for link in links.to_dict("records"):
        a, b = rows[link["from_desa"]], rows[link["to_desa"]]
        for season in ("dry", "wet"):
            hours = link[f"hours_{season}"]
            if not np.isnan(hours):
                told += 1
                assert access.minutes("network", season)[a, b] == hours * 60
    assert told == 12  # nine dry, three wet


def test_busang_is_three_hours_from_muara_ancalong(knowledge: Knowledge) -> None:
    """As reported: 180 minutes, no more and no less, both ways."""
    a, b = knowledge.access.rows([BUSANG, MUARA_ANCALONG])
    minutes = knowledge.access.minutes("network", "dry")
    assert minutes[a, b] == minutes[b, a] == 180


def test_sandaran_has_no_road_to_the_rest(knowledge: Knowledge) -> None:
    """Its roads stay inside; only boats leave it."""
    home = knowledge.area.desa["kecamatan_code"]
    leaving = [
        edge
        for edge in knowledge.access.network.dry
        if (home[edge.a] == SANDARAN) != (home[edge.b] == SANDARAN)
    ]
    assert leaving
    assert {edge.mode for edge in leaving} == {"sea"}


def test_every_desa_of_the_real_area_has_a_way(knowledge: Knowledge) -> None:
    """Nobody is without a route, islands and Sandaran included."""
    assert np.isfinite(knowledge.access.minutes("network", "wet")).all()


def test_rain_makes_nothing_quicker(knowledge: Knowledge) -> None:
    """Wet >= dry on every edge and between every two desa, in both modes."""
    network, access = knowledge.access.network, knowledge.access
    dry = {(*edge.order[:4], edge.km): edge.minutes for edge in network.dry}
    assert len(dry) == len(network.wet)
    assert all(e.minutes >= dry[(*e.order[:4], e.km)] for e in network.wet)
    for mode in ("network", "straight"):
        assert (access.minutes(mode, "wet") >= access.minutes(mode, "dry")).all()


def test_the_order_of_rows_changes_nothing(area: StudyArea) -> None:
    """Links and desa turned upside down: the same edges, the same minutes."""
    links, desa = area.links.iloc[::-1], area.desa.iloc[::-1]
    was, now = build_network(area), build_network(replace(area, links=links, desa=desa))
    for season in ("dry", "wet"):
        before = [(edge.order, edge.km) for edge in was.edges(season)]
        assert [(edge.order, edge.km) for edge in now.edges(season)] == before
        assert (now.minutes(season) == was.minutes(season)).all()


def test_a_way_told_from_the_other_end_is_the_same_way(area: StudyArea) -> None:
    """Reports hold in both directions."""
    other = {"from_desa": "to_desa", "to_desa": "from_desa"}
    turned = replace(area, links=area.links.rename(columns=other))
    was, now = build_network(area), build_network(turned)
    assert now.minutes("dry") == pytest.approx(was.minutes("dry"), rel=1e-6)
