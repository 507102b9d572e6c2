"""One scale for all indicators, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from geo.errors import MethodError
from risk.normalise import is_constant, minmax, normalise, percentile_rank
from tests.risk.cases import NAN, table, told


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
