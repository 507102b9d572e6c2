"""What the reports teach: known answers hidden in made-up reports, asked back."""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geo.catalogue import Voyage
from geo.errors import MethodError
from geo.impedance.fitting import adjacent_kecamatan, fit_speeds, seat_graph
from geo.impedance.speeds import (
    SeatGraph,
    boat_speed,
    fill_classes,
    fit_class_speeds,
    road_detour,
    road_speed,
    slower_class,
    wet_factor,
)
from tests.builders import (
    KM_PER_DEGREE,
    desa_code,
    kecamatan_code,
    road,
    study_area,
)

if TYPE_CHECKING:
    from geo.area import StudyArea

STEP_KM = 0.1 * KM_PER_DEGREE  # between two neighbouring seats
TRUE_KMH = {"coast": 12.0, "corridor": 33.0, "interior": 17.0}
WORDS = {"id": "", "en": ""}


def star() -> SeatGraph:
    """Return five seats: each class has an edge of its own, and one is shared."""
    return SeatGraph(
        index={"a": 0, "b": 1, "c": 2, "d": 3, "e": 4},
        pairs=(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")),
        km=np.array([30.0, 40.0, 25.0, 10.0]),
        classes=("corridor", "interior", "coast", "coast"),
    )


def reports(graph: SeatGraph, *pairs: str) -> pd.DataFrame:
    """Return the reports that people would give if `TRUE_KMH` were so."""
    minutes = graph.minutes(TRUE_KMH)
    rows = [
        (a, b, minutes[graph.index[a], graph.index[b]] / 60)
        for a, b in map(tuple, pairs)
    ]
    return pd.DataFrame(rows, columns=["from_desa", "to_desa", "hours_dry"])


def test_minutes_over_the_seats() -> None:
    """a-b: 30 km at 33 km/h = 54.5 min; a-c adds 40 km at 17 km/h = 141.2 min."""
    minutes = star().minutes(TRUE_KMH)
    assert minutes[0, 1] == pytest.approx(30 / 33 * 60)
    assert minutes[0, 2] == pytest.approx(30 / 33 * 60 + 40 / 17 * 60)


def test_the_fit_recovers_known_speeds() -> None:
    """Reports made with known speeds give those speeds back."""
    graph = star()
    told = reports(graph, "ab", "ac", "ad", "be", "ce")
    assert fit_class_speeds(graph, told) == pytest.approx(TRUE_KMH, rel=1e-3)


def test_the_fit_is_the_middle_of_reports_that_differ() -> None:
    """One edge of 60 km told as 2 h and as 8 h: the log-middle is 4 h, 15 km/h."""
    graph = SeatGraph({"a": 0, "b": 1}, (("a", "b"),), np.array([60.0]), ("coast",))
    rows = [("a", "b", 2.0), ("b", "a", 8.0)]
    told = pd.DataFrame(rows, columns=["from_desa", "to_desa", "hours_dry"])
    assert fit_class_speeds(graph, told) == pytest.approx({"coast": 15.0}, rel=1e-3)


def test_a_report_between_seats_that_nothing_joins_teaches_nothing() -> None:
    """An unjoined seat neither breaks the fit nor counts as a report."""
    graph = star()
    apart = SeatGraph({**graph.index, "z": 5}, graph.pairs, graph.km, graph.classes)
    told = reports(graph, "ab", "ac", "ad", "be")
    unjoined = pd.DataFrame([("a", "z", 1.0)], columns=told.columns)
    told = pd.concat([told, unjoined], ignore_index=True)
    assert fit_class_speeds(apart, told) == pytest.approx(TRUE_KMH, rel=1e-3)
    with pytest.raises(MethodError, match="too_few_reports reports=2; speeds=3"):
        fit_class_speeds(apart, told.iloc[2:])


def test_a_class_without_a_pair_takes_a_neighbours_speed() -> None:
    """The next slower class lends; the next quicker one where none is slower."""
    assert fill_classes({"interior": 15.0}) == {
        "interior": 15.0,
        "coast": 15.0,
        "corridor": 15.0,
    }
    assert fill_classes({"corridor": 30.0, "coast": 14.0})["interior"] == 14
    assert fill_classes({"corridor": 30.0, "interior": 16.0})["coast"] == 16
    assert fill_classes({}) == {}


def test_an_edge_between_two_classes_takes_the_later_one() -> None:
    """Corridor to coast is coast, anything to interior is interior."""
    assert slower_class("corridor", "coast") == "coast"
    assert slower_class("interior", "corridor") == "interior"


def test_the_wet_factor() -> None:
    """Pairs 4 -> 10 h and 6 -> 9.5 h: sqrt(2.5 x 1.58333) = 1.98956."""
    links = pd.DataFrame(
        {"hours_dry": [4.0, 6.0, 3.0, nan], "hours_wet": [10.0, 9.5, nan, 5.0]}
    )
    assert wet_factor(links) == pytest.approx(sqrt(10 / 4 * 9.5 / 6))
    assert wet_factor(links.iloc[2:]) == 1
    quicker = pd.DataFrame({"hours_dry": [4.0], "hours_wet": [2.0]})
    assert wet_factor(quicker) == 1  # rain makes no road quicker


def test_detour_and_road_speed() -> None:
    """Roads of 1.5, 2 and 3.5 times the straight line: median 2.

    Two of them have hours: 2 x 11.132 km in 1 h and 3.5 x 11.132 km in 2 h.
    """
    area = study_area(
        4,
        links=[
            road(1, 2, km=1.5 * STEP_KM),
            road(2, 3, dry=1.0, km=2 * STEP_KM),
            road(3, 4, dry=2.0, km=3.5 * STEP_KM),
            road(1, 4, dry=9.0),
            (desa_code(1), desa_code(2), "sea", 0.1, nan, 900.0),
        ],
    )
    assert road_detour(area) == pytest.approx(2)
    assert road_speed(area) == pytest.approx((2 * STEP_KM + 1.75 * STEP_KM) / 2)


def test_without_kilometres_there_is_nothing_to_learn() -> None:
    """No detour and no road speed: nan, not a guess."""
    area = study_area(2, links=[road(1, 2, dry=1.0)])
    assert np.isnan(road_detour(area))
    assert np.isnan(road_speed(area))


def test_boat_speed() -> None:
    """From seat 1 towards seat 3, 2.264 km short of it, in 5 h: 20 / 5 = 4 km/h."""
    short = 2 * STEP_KM - 20
    voyage = Voyage("hours", desa_code(1), desa_code(3), short, WORDS)
    area = study_area(3, voyage=voyage, facts={"hours": "5"})
    assert boat_speed(area) == pytest.approx(4)


def test_boat_speed_of_the_real_voyage(area: StudyArea) -> None:
    """Straight line Sangatta Utara - Sandaran 108.33 km, less 40, in 5 h: 13.67 km/h.

    dlon = 0.96466 degrees x 111.32 = 107.4 km, dlat = 0.1312 x 110.57 = 14.5 km:
    108.3 km.
    """
    assert boat_speed(area) == pytest.approx((108.33 - 40) / 5, abs=0.01)


def test_without_a_voyage_no_boat_has_a_speed() -> None:
    """Nan, so that nobody estimates a leg with it."""
    assert np.isnan(boat_speed(study_area(2)))


@pytest.mark.parametrize(("short", "hours"), [(99.0, "5"), (0.0, "0")])
def test_an_impossible_voyage_is_refused(short: float, hours: str) -> None:
    """It went no way, or took no time."""
    voyage = Voyage("hours", desa_code(1), desa_code(2), short, WORDS)
    area = study_area(2, voyage=voyage, facts={"hours": hours})
    with pytest.raises(MethodError, match="voyage_impossible"):
        boat_speed(area)


def test_seats_of_neighbours_make_the_graph() -> None:
    """Four squares in a row, the last without a road: two pairs are left."""
    cut = kecamatan_code(4)
    area = study_area(4, roadless=[cut], classes={kecamatan_code(3): "coast"})
    first, second, third = (kecamatan_code(number) for number in (1, 2, 3))
    assert adjacent_kecamatan(area) == [(first, second), (second, third)]
    graph = seat_graph(area)
    assert graph.pairs == ((desa_code(1), desa_code(2)), (desa_code(2), desa_code(3)))
    assert graph.km == pytest.approx([STEP_KM, STEP_KM])
    assert graph.classes == ("corridor", "coast")


def test_kecamatan_that_touch_in_a_point_are_no_neighbours(area: StudyArea) -> None:
    """Only a shared line is a border; the real area has 34 such pairs by road."""
    shapes = area.kecamatan.geometry
    pairs = adjacent_kecamatan(area)
    assert len(pairs) == 34
    assert all(shapes[a].intersection(shapes[b]).length > 0 for a, b in pairs)


def test_only_dry_roads_between_seats_are_fitted() -> None:
    """A sea link, a wet report and a road to a desa that is no seat teach nothing."""
    area = study_area(
        3,
        2,
        links=[
            road(1, 2, dry=STEP_KM / 25),
            road(1, 2, wet=9.0),
            (desa_code(1), desa_code(2), "sea", 0.01, nan, nan),
            (desa_code(1), desa_code(3, 2), "road", 0.01, nan, nan),
        ],
    )
    fitted = fit_speeds(area, seat_graph(area))
    assert fitted.by_class == pytest.approx(dict.fromkeys(TRUE_KMH, 25.0), rel=1e-3)


def test_the_fit_on_the_real_reports(area: StudyArea) -> None:
    """As in docs/method.md: corridor twice as quick as coast and interior."""
    fitted = fit_speeds(area, seat_graph(area))
    expected = {"corridor": 30.1, "coast": 14.3, "interior": 15.9}
    assert fitted.by_class == pytest.approx(expected, abs=0.05)
    assert fitted.wet_factor == pytest.approx(sqrt(10 / 4 * 9.5 / 6))
