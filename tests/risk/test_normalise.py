"""One scale for all indicators, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from geo.errors import MethodError
from risk.indicators import Indicator, IndicatorTable
from risk.normalise import (
    goalposts,
    is_constant,
    minmax,
    normalise,
    percentile_rank,
    standard_score,
    zscore,
)
from tests.risk.cases import NAN, indicator, table, told


def test_minmax_by_hand() -> None:
    """10, 20, 40 minutes: 0, 10/30, 1; the other way round: 1, 20/30, 0."""
    values = np.array([[10.0, 10.0], [20.0, 20.0], [40.0, 40.0], [NAN, NAN]])
    expected = np.array([[0, 100], [100 / 3, 200 / 3], [100, 0], [NAN, NAN]])
    assert_allclose(minmax(values, np.array([1.0, -1.0])), expected)


def test_percentile_rank_by_hand() -> None:
    """5, 7, 7, 9 have ranks 1, 2.5, 2.5, 4 of four: 0, 50, 50, 100."""
    values = np.array([[9.0, 1.0], [7.0, 2.0], [NAN, NAN], [7.0, 3.0], [5.0, NAN]])
    expected = np.array([[100, 100], [50, 50], [NAN, NAN], [50, 0], [0, NAN]])
    assert_allclose(percentile_rank(values, np.array([1.0, -1.0])), expected)


@pytest.mark.parametrize("method", [minmax, percentile_rank])
def test_what_cannot_be_put_on_a_scale_is_nan(method: object) -> None:
    """Constant, known once, unknown everywhere: no number is made up for any."""
    values = np.array([[3.0, NAN, NAN], [3.0, 8.0, NAN]])
    assert callable(method)
    assert_array_equal(method(values, np.ones(3)), np.full((2, 3), NAN))


def test_constant_by_hand() -> None:
    """Rounding alone is no difference; nothing known is not constant."""
    noise = 60.0 * (1 + 1e-12)
    values = np.array([[0.0, 60.0, NAN, NAN, 1.0], [0.0, noise, 4.0, NAN, 1.1]])
    assert_array_equal(is_constant(values), [True, True, True, False, False])


def test_every_constant_indicator_is_refused_at_once() -> None:
    """A threshold nobody is beyond makes such a column; the sentence names it."""
    found = table({"a": [2, 2, NAN], "b": [1, 2, 3], "c": [0, 0, 0]})
    with pytest.raises(MethodError) as caught:
        normalise(found, "minmax", np.array([0.2, 0.3, 0.5]))
    assert told(caught.value) == [
        "constant_indicator indicator=a; value=2.0",
        "constant_indicator indicator=c; value=0.0",
    ]


def test_a_constant_indicator_without_weight_is_let_through() -> None:
    """Setting its weight to 0 is the mend, so it must work."""
    found = table({"a": [2, 2], "b": [1, 2]})
    scaled = normalise(found, "minmax", np.array([0.0, 1.0]))
    assert_array_equal(scaled, [[NAN, 0], [NAN, 100]])


def test_the_method_asked_for_is_the_one_used() -> None:
    """1, 2, 4: a third of the range, but half of the ranks."""
    found = table({"a": [1, 2, 4]})
    assert_allclose(normalise(found, "minmax", np.ones(1))[1], [100 / 3])
    assert_allclose(normalise(found, "rank", np.ones(1))[1], [50])


def test_ranks_with_equals_at_the_lowest() -> None:
    """1, 5, 5, 9 are ranked 1, 2, 2, 4: 0, 1/3, 1/3, 1; turned 1, 1/3, 1/3, 0."""
    values = np.array([[1.0, 5, 5, 9, NAN]] * 2).T
    found = percentile_rank(values, np.array([1.0, -1]), ties="low")
    third = 100 / 3
    assert_allclose(found[:, 0], [0, third, third, 100, NAN])
    assert_allclose(found[:, 1], [100, third, third, 0, NAN])


def test_z_scores_by_hand() -> None:
    """2, 4, 6 have mean 4 and deviation sqrt(8 / 2) = 2; a direction turns them."""
    values = np.array([[2.0, 2, 7], [4, 4, 7], [6, 6, 7], [NAN, NAN, NAN]])
    found = zscore(values, np.array([1.0, -1, 1]))
    assert_allclose(found[:, 0], [-1, 0, 1, NAN])
    assert_allclose(found[:, 1], [1, 0, -1, NAN])
    assert np.isnan(found[:, 2]).all()


def test_z_scores_of_too_little() -> None:
    """One known value has no deviation, none has no mean."""
    values = np.array([[3.0, NAN], [NAN, NAN]])
    assert np.isnan(zscore(values, np.ones(2))).all()


def test_goalposts_by_hand() -> None:
    """From 10 to 30: 15 is a quarter of the way; beyond an end is the end."""
    values = np.array([[5.0] * 3, [10] * 3, [15] * 3, [30] * 3, [31] * 3, [NAN] * 3])
    directions = np.array([1.0, -1, -1])
    low, high = np.array([10.0, 10, 30]), np.array([30.0, 30, 10])
    found = goalposts(values, directions, high, low)
    assert_allclose(found[:, 0], [0, 0, 25, 100, 100, NAN])
    assert_allclose(found[:, 1], [100, 100, 75, 0, 0, NAN])
    assert_allclose(found[:, 2], found[:, 1])


def test_goalposts_that_are_none() -> None:
    """Both the same, or one unknown: nobody can say how far along a value is."""
    found = goalposts(
        np.array([[1.0, 1, 1]]),
        np.ones(3),
        np.array([1, NAN, 0.0]),
        np.array([1, 2, NAN]),
    )
    assert np.isnan(found).all()


def test_a_standard_score_by_hand() -> None:
    """1, 2, 3: mean 2, deviation 1; 50 less and plus 20. Far ones stay at the ends."""
    values = np.array([[1.0, 3.0], [2.0, NAN], [3.0, 1.0]])
    found = standard_score(values, np.array([1.0, -1.0]))
    deviation = 20 / 2**0.5
    wanted = [[30, 50 - deviation], [50, NAN], [70, 50 + deviation]]
    assert_allclose(found, wanted)
    far = standard_score(np.array([[0.0]] * 20 + [[1.0]]), np.ones(1))
    assert far[-1, 0] == 100


def with_posts(code: str, posts: tuple[float, float] | None) -> Indicator:
    """An indicator with goalposts."""
    return replace(indicator(code), goalposts=posts)


def test_goalposts_by_hand_and_where_they_are_missing() -> None:
    """Half-way between 0 and 10 is 50; a column without weight may lack them."""
    named = (with_posts("a", (0.0, 10.0)), with_posts("b", None))
    values = np.array([[5.0, 1.0], [12.0, 1.0], [-1.0, 1.0]])
    given = IndicatorTable(("x", "y", "z"), named, values, np.full((3, 2), NAN))
    found = normalise(given, "goalposts", np.array([1.0, 0.0]))
    assert_allclose(found, [[50, NAN], [100, NAN], [0, NAN]])
    with pytest.raises(MethodError) as caught:
        normalise(given, "goalposts", np.array([0.5, 0.5]))
    assert told(caught.value) == ["indicator_without_goalposts indicator=b"]
