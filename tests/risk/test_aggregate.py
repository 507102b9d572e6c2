"""The means, each worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from risk.aggregate import (
    MEANS,
    arithmetic,
    geometric,
    harmonic,
    known_weight,
    product,
    scaled_geometric,
)
from tests.risk.cases import NAN

ROW = np.array([[20.0, 80.0]])


def test_arithmetic_by_hand() -> None:
    """(3 * 20 + 1 * 80) / 4 = 35."""
    assert_allclose(arithmetic(ROW, np.array([3.0, 1.0])), [35])


def test_geometric_by_hand() -> None:
    """Sqrt(20 * 80) = 40; weights 3 and 1: (20^3 * 80)^(1/4) = 640000^(1/4)."""
    assert_allclose(geometric(ROW, np.array([1.0, 1.0])), [40])
    assert_allclose(geometric(ROW, np.array([3.0, 1.0])), [640000**0.25])


def test_harmonic_by_hand() -> None:
    """2 / (1/20 + 1/80) = 32; weights 3 and 1: 4 / (3/20 + 1/80) = 320/13."""
    assert_allclose(harmonic(ROW, np.array([1.0, 1.0])), [32])
    assert_allclose(harmonic(ROW, np.array([3.0, 1.0])), [320 / 13])


def test_scaled_geometric_by_hand() -> None:
    """INFORM's g(0, 10): mirrored 10 and 1, their mean sqrt(10), (10 - it) / 9 * 10."""
    extremes = np.array([[0.0, 100.0]])
    by_hand = (10 - 10**0.5) / 9 * 10
    assert_allclose(scaled_geometric(extremes, np.array([1.0, 1.0])), [10 * by_hand])


def test_scaled_geometric_with_weights_by_hand() -> None:
    """Weights 3 and 1 on 0 and 100: mirrored 10^(3/4) * 1^(1/4)."""
    extremes = np.array([[0.0, 100.0]])
    by_hand = (10 - 10**0.75) / 9 * 10
    assert_allclose(scaled_geometric(extremes, np.array([3.0, 1.0])), [10 * by_hand])


def test_product_takes_0_as_it_is() -> None:
    """Two of three are not enough; a 0 of weight 0 does not count; 8 x 27 x 64."""
    rows = np.array([[8.0, 27.0, 64.0], [0.0, 100.0, 100.0], [0.0, NAN, 5.0]])
    assert_allclose(product(rows, np.ones(3)), [24, 0, 0])
    assert_allclose(product(rows, np.array([0.0, 1, 1]))[1:], [100, 5])


@pytest.mark.parametrize("name", MEANS)
def test_only_what_is_known_counts(name: str) -> None:
    """One known value is its own mean; nothing known, or no weight, gives nan."""
    values = np.array([[50.0, NAN], [NAN, NAN], [NAN, 50.0]])
    weights = np.array([[1.0, 1.0], [1.0, 0.0]])
    means = MEANS[name](values, weights)
    assert_allclose(means, np.array([[50, 50], [NAN, NAN], [50, NAN]]))


@pytest.mark.parametrize("name", ["arithmetic", "scaled_geometric"])
def test_zero_is_a_value_and_not_missing(name: str) -> None:
    """0 and 100 have a mean between them."""
    mean = MEANS[name](np.array([[0.0, 100.0]]), np.ones(2))[0]
    assert 0 < mean < 100


def test_known_weight_by_hand() -> None:
    """The share of the second value is unknown in the first row."""
    values = np.array([[0.0, NAN], [1.0, 2.0]])
    assert_array_equal(known_weight(values, np.array([0.75, 0.25])), [0.75, 1])
