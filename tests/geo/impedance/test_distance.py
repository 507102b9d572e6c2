"""Distances: one degree along the equator is a number anybody can work out."""

from __future__ import annotations

import numpy as np
import pytest

from geo.impedance.distance import all_geodesic_km, desa_km, geodesic_km
from tests.builders import KM_PER_DEGREE, desa_code, study_area


def test_a_degree_of_the_equator() -> None:
    """2 pi x 6378.137 km / 360 = 111.3195 km."""
    start, end = np.array([[117.0, 0.0]]), np.array([[118.0, 0.0]])
    assert geodesic_km(start, end) == pytest.approx([2 * np.pi * 6378.137 / 360])


def test_a_degree_of_latitude_is_shorter_at_the_equator() -> None:
    """The earth is flattened: one degree north from the equator is 110.574 km."""
    north = geodesic_km(np.array([[117.0, 0.0]]), np.array([[117.0, 1.0]]))
    assert north == pytest.approx([110.574], abs=5e-4)


def test_an_unknown_place_is_unknown() -> None:
    """Nan in, nan out."""
    start = np.array([[np.nan, 0.0], [117.0, 0.0]])
    end = np.array([[118.0, 0.0], [117.0, 0.0]])
    assert np.isnan(geodesic_km(start, end)[0])
    assert geodesic_km(start, end)[1] == 0


def test_all_pairs() -> None:
    """Three points 1 and 2 degrees apart: 0, 1, 3 degrees from the first."""
    points = np.array([[116.0, 0.0], [117.0, 0.0], [119.0, 0.0]])
    degrees = [[0, 1, 3], [1, 0, 2], [3, 2, 0]]
    assert all_geodesic_km(points) == pytest.approx(np.array(degrees) * KM_PER_DEGREE)


def test_desa_are_measured_by_code() -> None:
    """Seats of a row of squares lie 0.1 degrees apart; no pair, no distance."""
    area = study_area(3)
    pairs = [(desa_code(1), desa_code(2)), (desa_code(3), desa_code(1))]
    expected = [0.1 * KM_PER_DEGREE, 0.2 * KM_PER_DEGREE]
    assert desa_km(area, pairs) == pytest.approx(expected)
    assert desa_km(area, []).shape == (0,)
