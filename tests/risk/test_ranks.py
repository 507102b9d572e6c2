"""Ranks of many draws: the same as one by one, whatever the scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal

from risk.classify import SAME, rank
from risk.ranks import ranks
from tests.risk.cases import NAN

scores = st.one_of(
    st.just(NAN),
    st.floats(0, 100),
    st.integers(0, 5).map(float),
    st.integers(0, 9).map(lambda steps: 50 + steps * SAME / 3),  # chains of equals
    st.sampled_from([50 + SAME, 50 + 2 * SAME, np.nextafter(50 + SAME, 100)]),
)
draws = st.tuples(st.integers(1, 5), st.integers(1, 12))


def one_by_one(values: np.ndarray) -> np.ndarray:
    """The ranks of the product's own rank, row by row."""
    return np.array([rank(row) for row in values])


def test_ranks_by_hand() -> None:
    """Equals share the better rank, the next is left out, nan has none."""
    values = np.array([[10, 30, 20, 30], [NAN, 1, 2, NAN], [NAN] * 4])
    assert_array_equal(ranks(values), [[4, 1, 3, 1], [0, 2, 1, 0], [0, 0, 0, 0]])


@given(draws.flatmap(lambda shape: arrays(float, shape, elements=scores)))
def test_every_draw_is_ranked_as_by_itself(values: np.ndarray) -> None:
    """Ties, chains of ties, gaps at the very border of a tie, nan."""
    assert_array_equal(ranks(values), one_by_one(values))


@given(
    arrays(float, (3, 9), elements=st.integers(-9, 9).map(float)),
    st.sampled_from([1e-12, 1e-9, 1e-6, 1.0, 1e6, 1e13, 1e300]),
    st.sampled_from([0.0, -1e6, 1e9]),
)
def test_any_scale_will_do(values: np.ndarray, scale: float, start: float) -> None:
    """Scores far from 0, hardly apart, or too far apart for the fast way."""
    moved = values * scale + start
    assert_array_equal(ranks(moved), one_by_one(moved))


@pytest.mark.parametrize("areas", [3, 300, 8191, 8192, 20_000])
def test_any_number_of_areas_will_do(areas: int) -> None:
    """More than one portion, and more areas than a power of two."""
    values = np.random.default_rng(areas).random((7, areas)) * 100
    values[1] = values[1].round(2)
    values[2, ::3] = NAN
    assert_array_equal(ranks(values), one_by_one(values))


def test_an_infinite_score_is_ranked_too() -> None:
    """Infinitely low is last, and the row is left to the slow way."""
    values = np.array([[1.0, 2.0, -np.inf, NAN]])
    assert_array_equal(ranks(values), [[2, 1, 3, 0]])


@pytest.mark.parametrize("shape", [(0, 4), (4, 0)])
def test_nothing_has_no_ranks(shape: tuple[int, int]) -> None:
    """No draw, or no area."""
    assert ranks(np.empty(shape)).shape == shape


def test_equals_do_not_need_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is too close to call does: here the second row alone."""
    slow = []

    def seen(row: np.ndarray) -> np.ndarray:
        slow.append(row)
        return rank(row)

    monkeypatch.setattr("risk.ranks.rank", seen)
    border = np.array([[50.0, 50.0, 20.0], [50.0, 50.0 + SAME, 20.0]])
    ranks(border)
    assert_array_equal(slow, border[1:])
