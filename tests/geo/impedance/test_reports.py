"""What people wrote down, as edges."""

from __future__ import annotations

from math import isnan, nan

import pytest

from geo.impedance.edges import Kind, Quality
from geo.impedance.reports import reported_edges
from geo.impedance.speeds import Speeds
from tests.builders import KM_PER_DEGREE, desa_code, road, study_area

FITTED = Speeds({}, boat=12.0, road=40.0, detour=2.0, wet_factor=2.5)
SEATS = (desa_code(1), desa_code(2))


def test_dry_hours_as_told() -> None:
    """1.5 h is 90 minutes, a report; the kilometres are the straight line's."""
    (edge,) = reported_edges(study_area(2, links=[road(1, 2, dry=1.5)]), FITTED)
    assert (edge.a, edge.b, edge.mode) == (*SEATS, "road")
    assert (edge.kind, edge.quality) == (Kind.REPORTED, Quality.REPORTED)
    assert (edge.minutes, edge.is_fixed) == (90, True)
    assert edge.km == pytest.approx(0.1 * KM_PER_DEGREE)
    assert isnan(edge.wet_report)


def test_a_wet_report_alone() -> None:
    """5 h in the rain over the factor 2.5 is 120 dry minutes, an assumption."""
    (edge,) = reported_edges(study_area(2, links=[road(1, 2, wet=5.0)]), FITTED)
    assert (edge.minutes, edge.wet_report) == (120, 300)
    assert (edge.kind, edge.quality) == (Kind.REPORTED, Quality.ASSUMED)
    assert not edge.is_fixed


@pytest.mark.parametrize(("mode", "minutes"), [("road", 45.0), ("sea", 150.0)])
def test_reported_kilometres_alone(mode: str, minutes: float) -> None:
    """30 km: at 40 km/h by road 45 minutes, at 12 km/h by boat 150; an estimate."""
    link = (*SEATS, mode, nan, nan, 30.0)
    (edge,) = reported_edges(study_area(2, links=[link]), FITTED)
    assert (edge.minutes, edge.km) == (minutes, 30)
    assert edge.kind is Kind.REPORTED_DISTANCE
    assert edge.quality is Quality.ESTIMATE
    assert not edge.is_fixed


def test_a_link_that_says_nothing_makes_no_edge() -> None:
    """Neither hours nor kilometres, or kilometres at a speed nobody knows."""
    area = study_area(2, links=[road(1, 2), (*SEATS, "sea", nan, nan, 30.0)])
    no_boat = Speeds({}, boat=nan, road=40.0, detour=2.0, wet_factor=2.5)
    assert list(reported_edges(area, no_boat)) == []
