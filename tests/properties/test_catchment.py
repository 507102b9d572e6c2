"""Laws of floating catchments: no supply is lost or made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from geo.catchment import METHODS, Bands, catchment

if TYPE_CHECKING:
    from geo.catchment import Method
    from geo.units import Floats

POINTS, POSTS = 5, 3
PEOPLE = arrays(float, POINTS, elements=st.just(0.0) | st.floats(1e-6, 1e9))
SUPPLY = arrays(float, POSTS, elements=st.just(0.0) | st.floats(1e-6, 1e6))
COST = arrays(
    float,
    (POINTS, POSTS),
    elements=st.sampled_from([0.0, 20.0, 40.0, 60.0, np.inf]) | st.floats(0, 90),
)
BANDS = st.just(Bands()) | st.builds(
    lambda limits, weights: Bands(tuple(sorted(limits)), weights),
    st.lists(st.floats(1, 90), min_size=3, max_size=3, unique=True),
    st.tuples(
        st.floats(0.01, 1),
        st.just(0.0) | st.floats(1e-6, 1),
        st.just(0.0) | st.floats(0.01, 1),
    ),
)
METHOD = st.sampled_from(METHODS)


@given(PEOPLE, SUPPLY, COST, BANDS, METHOD)
def test_no_supply_is_lost_or_made(
    people: Floats, supply: Floats, cost: Floats, bands: Bands, method: Method
) -> None:
    """People times access is the supply of the posts that anyone can reach."""
    found = catchment(people, supply, cost, bands, method)
    in_use = (people @ bands.weigh(cost)) > 0
    assert_allclose(people @ found.access, supply[in_use].sum(), rtol=1e-9)
    assert (np.isnan(found.ratio) == ~in_use).all()


@given(PEOPLE, SUPPLY, COST, BANDS, METHOD)
def test_out_of_reach_is_nought(
    people: Floats, supply: Floats, cost: Floats, bands: Bands, method: Method
) -> None:
    """And nobody has less than nothing, or more than can be told."""
    found = catchment(people, supply, cost, bands, method)
    beyond = (cost > bands.limits[-1]).all(axis=1)
    assert (found.access[beyond] == 0).all()
    assert ((found.access >= 0) & np.isfinite(found.access)).all()


@given(PEOPLE, SUPPLY, COST, st.floats(1, 90))
def test_one_band_of_weight_one_is_the_plain_method(
    people: Floats, supply: Floats, cost: Floats, threshold: float
) -> None:
    """E2SFCA is 2SFCA where all in reach weigh the same."""
    bands = Bands.within(threshold)
    one, other = (catchment(people, supply, cost, bands, m) for m in METHODS[:2])
    assert (one.access == other.access).all()


@given(PEOPLE, SUPPLY, COST, METHOD, st.permutations(range(POINTS)))
def test_the_order_of_rows_does_not_matter(
    people: Floats, supply: Floats, cost: Floats, method: Method, order: list[int]
) -> None:
    """But for the last bit of a sum."""
    plain = catchment(people, supply, cost, Bands(), method)
    mixed = catchment(people[order], supply, cost[order], Bands(), method)
    assert_allclose(mixed.access, plain.access[order], rtol=1e-12)
