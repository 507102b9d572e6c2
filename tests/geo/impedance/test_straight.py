"""Straight mode: geodesic x detour / speed, and rain."""

from __future__ import annotations

from math import nan

import pytest

from geo.impedance.speeds import Speeds
from geo.impedance.straight import straight_minutes
from tests.builders import KM_PER_DEGREE, study_area


def test_straight_minutes_dry_and_wet() -> None:
    """Two seats 11.132 km apart, detour 2, 40 km/h: 33.4 min dry; x 1.5 in the rain."""
    area = study_area(2)
    fitted = Speeds({}, boat=nan, road=40.0, detour=2.0, wet_factor=1.5)
    dry = straight_minutes(area, fitted, "dry")
    expected = 0.1 * KM_PER_DEGREE * 2 / 40 * 60
    assert dry.flatten() == pytest.approx([0, expected, expected, 0])
    assert straight_minutes(area, fitted, "wet") == pytest.approx(dry * 1.5)
