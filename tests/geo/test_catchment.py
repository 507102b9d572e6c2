"""Floating catchments, worked by hand, on the boundary, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.catchment import METHODS, Bands, bands_of, catchment, read_bands
from geo.errors import MethodError
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from geo.catchment import Method

NO_ROUTE = np.inf
PEOPLE = np.array([200.0, 100.0, 50.0])
SUPPLY = np.array([6.0, 5.0])
COST = np.array([[10.0, NO_ROUTE], [30.0, 30.0], [31.0, 99.0]])
TWO_BANDS = Bands((10, 30), (1, 0.5))


def test_two_steps_by_hand() -> None:
    """All within 30 count the same, exactly 30 too.

    Post 0: 6 for 200 + 100 people = 0.02 each; post 1: 5 for 100 people = 0.05 each.
    """
    found = catchment(PEOPLE, SUPPLY, COST, Bands.within(30), "2sfca")
    assert_allclose(found.ratio, [0.02, 0.05])
    assert_allclose(found.access, [0.02, 0.02 + 0.05, 0.0])


def test_enhanced_two_steps_by_hand() -> None:
    """Post 0: 6 / (200 x 1 + 100 x 0.5) = 0.024; post 1: 5 / (100 x 0.5) = 0.1."""
    found = catchment(PEOPLE, SUPPLY, COST, TWO_BANDS, "e2sfca")
    assert_allclose(found.ratio, [0.024, 0.1])
    assert_allclose(found.access, [0.024, 0.5 * 0.024 + 0.5 * 0.1, 0.0])


def test_three_steps_by_hand() -> None:
    """The second point, as near to both, chooses each by half: G = 0.5 and 0.5.

    Post 0: 6 / (200 + 0.5 x 100 x 0.5) = 6 / 225; post 1: 5 / (0.5 x 100 x 0.5) = 0.2.
    """
    found = catchment(PEOPLE, SUPPLY, COST, TWO_BANDS, "3sfca")
    assert_allclose(found.ratio, [6 / 225, 0.2])
    assert_allclose(found.access, [6 / 225, 0.25 * (6 / 225) + 0.25 * 0.2, 0.0])


@pytest.mark.parametrize(
    ("cost", "weight"),
    [(0.0, 1), (20.0, 1), (20.001, 0.68), (40.0, 0.68), (60.0, 0.22), (60.001, 0)],
)
def test_a_limit_belongs_to_its_band(cost: float, weight: float) -> None:
    """The default bands, on each side of each limit."""
    assert Bands().weigh(np.array([[cost]])).tolist() == [[weight]]


@pytest.mark.parametrize("method", METHODS)
def test_nobody_in_reach_of_a_post(method: Method) -> None:
    """Its ratio is unknown, not 0; access is what other posts give."""
    people, cost = np.array([0.0, 10.0]), np.array([[5.0, 5.0], [NO_ROUTE, 5.0]])
    found = catchment(people, np.array([3.0, 4.0]), cost, Bands(), method)
    assert np.isnan(found.ratio[0])
    assert found.access[1] == pytest.approx(0.4)
    assert found.access[0] == pytest.approx(0.2 if method == "3sfca" else 0.4)


@pytest.mark.parametrize("method", METHODS)
def test_no_route_is_never_counted(method: Method) -> None:
    """However many people are beyond."""
    cost = np.array([[5.0], [NO_ROUTE]])
    found = catchment(np.array([2.0, 1e6]), np.array([8.0]), cost, Bands(), method)
    assert found.ratio.tolist() == [4.0]
    assert found.access.tolist() == [4.0, 0.0]


@pytest.mark.parametrize("method", METHODS)
def test_without_posts_or_people(method: Method) -> None:
    """Nothing to share out, nobody to share it among."""
    nobody = catchment(np.ones(2), np.ones(0), np.ones((2, 0)), Bands(), method)
    assert nobody.access.tolist() == [0, 0]
    assert not len(nobody.ratio)
    alone = catchment(np.ones(0), np.ones(1), np.ones((0, 1)), Bands(), method)
    assert np.isnan(alone.ratio).tolist() == [True]


def test_every_fault_of_the_numbers() -> None:
    """Unknown supply is asked for; what is below 0 or no number is refused."""
    people, supply = np.array([np.nan, -1.0]), np.array([np.nan, np.inf])
    cost = np.array([[-1.0, np.nan], [1.0, 1.0]])
    with pytest.raises(MethodError) as refused:
        catchment(people, supply, cost, Bands(), "2sfca")
    found = [values(problem) for problem in refused.value.problems]
    assert codes(refused.value) == ["supply_unknown", *3 * ["siting_number"]]
    assert found[0] == {"count": 1}
    told = {(one["column"], one["count"]) for one in found[1:]}
    assert told == {("people", 2), ("supply", 1), ("cost", 2)}


@pytest.mark.parametrize("supply", [[1e9], [1e308, 1e308]])
def test_too_few_people_to_divide_by(supply: list[float]) -> None:
    """A ratio, or a sum of ratios, that no number can hold is refused, not inf."""
    people = np.array([5e-324 if len(supply) == 1 else 1.0])
    cost = np.zeros((1, len(supply)))
    with pytest.raises(MethodError) as refused:
        catchment(people, np.array(supply), cost, Bands(), "2sfca")
    assert codes(refused.value) == ["people_too_few"]


# ------------------------------------------------------------------------ bands


def test_bands_as_somebody_writes_them() -> None:
    """Each of the two, or neither."""
    assert read_bands(None, None) == Bands()
    assert read_bands(" 1, 2.5", "1,0") == Bands((1, 2.5), (1, 0))


@pytest.mark.parametrize(
    ("limits", "weights", "expected"),
    [
        ("20,20", "1,1", ["bands_invalid"]),
        ("0,20", "1,1", ["bands_invalid"]),
        ("20,inf", "1,1", ["bands_invalid"]),
        ("20,x", "1,1", ["bands_invalid"]),
        ("", "1", ["bands_invalid"]),
        ("20", "-1", ["band_weights_invalid"]),
        ("20", "0", ["band_weights_invalid"]),
        ("20", "nan", ["band_weights_invalid"]),
        ("20", "inf", ["band_weights_invalid"]),
        ("20,40", "1,9e-7", ["band_weights_invalid"]),
        ("20,40", "1,5e-324", ["band_weights_invalid"]),
        ("20,40", "1e-300,1e-300", ["band_weights_invalid"]),
        ("20,40", "1000000,0.5", ["band_weights_invalid"]),
        ("20", None, ["bands_differ"]),
        ("40,20", "x", ["bands_invalid", "band_weights_invalid", "bands_differ"]),
    ],
)
def test_bands_that_are_none(
    limits: str, weights: str | None, expected: list[str]
) -> None:
    """Every fault at once."""
    with pytest.raises(MethodError) as refused:
        read_bands(limits, weights)
    assert codes(refused.value) == expected


def test_no_bands_at_all() -> None:
    """Nothing would be in reach."""
    with pytest.raises(MethodError) as refused:
        Bands((), ())
    assert codes(refused.value) == ["bands_invalid", "band_weights_invalid"]


@pytest.mark.parametrize(
    ("method", "threshold", "expected"),
    [
        ("2sfca", 30, Bands((30,), (1,))),
        ("2sfca", None, Bands((60,), (1,))),
        ("e2sfca", None, Bands()),
        ("e2sfca", 60, Bands()),
        ("3sfca", 99, Bands()),
        ("3sfca", 30, Bands((20, 30), (1, 0.68))),
        ("e2sfca", 40, Bands((20, 40), (1, 0.68))),
        ("e2sfca", 5, Bands((5,), (1,))),
    ],
)
def test_how_far_each_method_reaches(
    method: Method, threshold: float | None, expected: Bands
) -> None:
    """2SFCA has one band; the others count nothing beyond a threshold."""
    assert bands_of(method, threshold=threshold) == expected


@pytest.mark.parametrize("threshold", [0, -1, np.inf, np.nan])
@pytest.mark.parametrize("method", METHODS)
def test_a_threshold_that_is_none(threshold: float, method: Method) -> None:
    """With inf, no route would be in reach."""
    with pytest.raises(MethodError) as refused:
        bands_of(method, threshold=threshold)
    assert codes(refused.value) == ["reach_invalid"]
