"""Outliers: skewness and kurtosis by hand, winsorising step by step, the logarithm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy import stats

from risk.treat import Treatment, kurtosis, passes, skewness, treat

NAN = np.nan
TWELVE = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100.0])


def column(*values: float) -> np.ndarray:
    """A table of one column."""
    return np.array(values, dtype=float)[:, None]


def test_skewness_and_kurtosis_by_hand() -> None:
    """0, 0, 0, 4: mean 1, squares 1 1 1 9, cubes -1 -1 -1 27, fourths 1 1 1 81.

    g1 = 6 / 3^1.5, G1 = g1 sqrt(12) / 2 = 2; g2 = 21 / 9 - 3 = -2/3,
    G2 = 3 / (2 x 1) (5 x -2/3 + 6) = 4.
    """
    values = np.array([0.0, 0, 0, 4])
    assert_allclose((skewness(values), kurtosis(values)), (2, 4))


@given(arrays(float, 9, elements=st.integers(-1000, 1000).map(float)))
def test_they_are_the_sample_forms(values: np.ndarray) -> None:
    """As scipy has them without bias."""
    if values.max() > values.min():
        assert_allclose(skewness(values), stats.skew(values, bias=False), atol=1e-9)
        wanted = stats.kurtosis(values, bias=False)
        assert_allclose(kurtosis(values), wanted, atol=1e-9)


def test_either_bound_is_enough_and_neither_is_reached() -> None:
    """Skewness of exactly 2 is too much; 0, 0, 0, 4 fails on both, -4 likewise."""
    assert not passes(np.array([0.0, 0, 0, 4]))
    assert not passes(np.array([0.0, 0, 0, -4]))
    assert passes(np.array([0.0, 0, 1, 4]))
    peaked = np.array([-9.0, *np.zeros(20), 9])
    assert abs(skewness(peaked)) < 2
    assert kurtosis(peaked) > 3.5
    assert passes(peaked)


def test_one_point_is_drawn_in() -> None:
    """COINr's own example: 100 becomes 30, and that is enough."""
    after, done = treat(TWELVE[:, None])
    assert_allclose(after[:, 0], [*TWELVE[:11], 30])
    assert done == (Treatment(0, "winsorised", 1),)


def test_the_low_end_is_drawn_in_where_the_tail_is_there() -> None:
    """The mirror image, and what is unknown stays unknown, in its place."""
    after, done = treat(column(NAN, *-TWELVE))
    assert_allclose(after[:, 0], [NAN, *-TWELVE[:11], -30])
    assert done == (Treatment(0, "winsorised", 1),)


def test_equal_values_are_drawn_in_together() -> None:
    """Two at 100 become 30 in one step: two points."""
    base = [*range(1, 31), 33]
    after, done = treat(column(*base, 400, 400))
    assert_allclose(after[:, 0], [*base, 33, 33])
    assert done == (Treatment(0, "winsorised", 2),)


def test_both_ends_count() -> None:
    """One high and then one low value: two points, each drawn in to its neighbour."""
    middle = list(np.linspace(-1, 1, 60))
    after, done = treat(column(*middle, 1000, -300))
    assert_allclose(after[:, 0], [*middle, 1, -1])
    assert done == (Treatment(0, "winsorised", 2),)


def test_five_points_are_drawn_in() -> None:
    """After four of them, all five stand at 10, far from the rest; then at 1."""
    base = list(np.linspace(0, 1, 60))
    after, done = treat(column(*base, 10, 100, 1000, 10_000, 100_000))
    assert_allclose(after[:, 0], [*base, *np.ones(5)])
    assert done == (Treatment(0, "winsorised", 5),)


def test_beyond_five_points_the_original_is_put_on_a_logarithm() -> None:
    """Eight powers of ten among 200: ln(x - min + 0.01 (max - min)), all of them."""
    values = np.array([*np.linspace(1, 2, 192), *10.0 ** np.arange(1, 9)])
    after, done = treat(values[:, None])
    wanted = np.log(values - 1 + 0.01 * (1e8 - 1))
    assert_allclose(after[:, 0], wanted)
    assert done == (Treatment(0, "log", 200),)


def test_nothing_is_wiped_out() -> None:
    """One 1 among noughts: drawing it in would leave one value; the two stay two."""
    after, done = treat(column(0, 0, 0, 0, 0, 0, 1))
    assert done == (Treatment(0, "log", 7),)
    assert_allclose(np.unique(after), np.log([0.01, 1.01]))


@pytest.mark.parametrize(
    "values", [(5, 5, 5, 5, 5), (0, 0, 100), (1, NAN, NAN), (NAN, NAN), (1, 2, 3, 4, 5)]
)
def test_what_cannot_or_need_not_be_judged_is_left_alone(values: tuple[float]) -> None:
    """Constant, fewer than four known, none known, or in order."""
    after, done = treat(column(*values))
    assert_allclose(after, column(*values))
    assert done == ()


def test_the_table_given_is_not_changed() -> None:
    """Each column by itself, in a table of our own."""
    table = np.column_stack([np.arange(12.0), TWELVE])
    before = table.copy()
    _, done = treat(table)
    assert_allclose(table, before)
    assert [one.column for one in done] == [1]


@given(arrays(float, (12, 2), elements=st.one_of(st.just(NAN), st.integers(-9, 10**6))))
def test_laws(values: np.ndarray) -> None:
    """Order of areas is kept, not made; nothing known is lost; rows may come mixed."""
    after, done = treat(values)
    assert (np.isnan(after) == np.isnan(values)).all()
    for before, new in zip(values.T, after.T, strict=True):
        known = ~np.isnan(before)
        order = np.argsort(before[known])
        assert (np.diff(new[known][order]) >= 0).all()
    mixed, again = treat(values[::-1])
    assert_allclose(mixed[::-1], after)
    assert again == done
