"""The index under many weights and methods: draw by draw what the tree gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from geo.errors import ScenarioError
from risk import draws
from risk.aggregate import arithmetic, geometric, harmonic, scaled_geometric
from risk.draws import (
    Method,
    index_of_draws,
    index_of_methods,
    spread_weights,
    weight_draws,
)
from risk.tree import Tree
from tests.risk.cases import NAN, told

if TYPE_CHECKING:
    from risk.tree import Mean

# The index i is made of p and q, p of r and c, r of a and b, q of d alone.
DEEP = Tree(
    ("a", "b", "c", "d"), ("r", "p", "q", "i"), np.array([0, 0, 1, 2, 1, 3, 3, -1])
)
PLAIN = (arithmetic,) * 4
MIXED = (geometric, harmonic, arithmetic, scaled_geometric)
weights = arrays(float, (3, 8), elements=st.just(0.0) | st.floats(0.01, 100))


def test_spread_by_hand() -> None:
    """Weight 4, spread 1/4: u 0, 1/2 and 1 give 3, 4 and 5; 0 stays 0."""
    even = np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]])
    found = spread_weights(np.array([4.0, 0.0]), 0.25, even)
    assert_array_equal(found, [[3, 0], [4, 0], [5, 0]])


@given(st.floats(0, 1), st.integers(0, 2**32))
def test_weights_stay_within_their_spread(spread: float, seed: int) -> None:
    """Never below w (1 - s) or above w (1 + s); the same seed gives the same bits."""
    start = np.array([1.0, 0.0, 7.0])
    found = weight_draws(start, spread, 20, np.random.default_rng(seed))
    again = weight_draws(start, spread, 20, np.random.default_rng(seed))
    assert found.tobytes() == again.tobytes()
    assert (found >= start * (1 - spread) - 1e-12).all()
    assert (found <= start * (1 + spread) + 1e-12).all()


def test_the_whole_spread_is_used() -> None:
    """Evenly: the mean is the weight, the variance that of an even draw, (2sw)^2/12."""
    found = weight_draws(np.array([3.0]), 0.5, 20_000, np.random.default_rng(1))
    assert_allclose(found.mean(), 3.0, atol=0.02)
    assert_allclose(found.var(), 3.0**2 / 12, rtol=0.03)


@pytest.mark.parametrize("spread", [-0.1, 1.1, NAN])
def test_a_spread_outside_0_to_1_is_refused(spread: float) -> None:
    """With its value; else weights could be negative."""
    with pytest.raises(ScenarioError) as refused:
        weight_draws(np.ones(1), spread, 1, np.random.default_rng(1))
    assert told(refused.value) == [f"share_invalid field=spread; value={spread}"]


@pytest.mark.parametrize("means", [PLAIN, MIXED], ids=["plain", "mixed"])
@pytest.mark.parametrize("digits", [None, 1])
@pytest.mark.parametrize("elements", [st.floats(1, 99), st.just(NAN) | st.floats(1, 9)])
def test_each_draw_is_what_the_tree_gives(
    means: tuple[Mean, ...], digits: int | None, elements: st.SearchStrategy
) -> None:
    """Also with weights of 0, other ones in each draw, and with unknown values."""

    @given(arrays(float, (3, 4), elements=elements), weights)
    def law(values: np.ndarray, drawn: np.ndarray) -> None:
        found = index_of_draws(DEEP, values, drawn, means, digits)
        one_by_one = [
            DEEP.aggregate(values, weight, means, digits)[:, -1] for weight in drawn
        ]
        assert_allclose(found, one_by_one, rtol=1e-9)

    law()


def test_the_size_of_a_portion_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draw at a time gives what all at once give."""
    rng = np.random.default_rng(2)
    values, drawn = rng.random((5, 4)), rng.random((7, 8))
    whole = index_of_draws(DEEP, values, drawn, MIXED)
    monkeypatch.setattr(draws, "AT_ONCE", 1)
    assert_allclose(index_of_draws(DEEP, values, drawn, MIXED), whole)


def test_a_value_without_weight_cannot_break_a_mean() -> None:
    """A zero in c would make every geometric mean zero; c does not count."""
    values = np.array([[40.0, 80.0, 0.0, 20.0]])
    drawn = np.array([[1, 1, 0, 0, 1, 1, 1, 1]], float)
    found = index_of_draws(DEEP, values, drawn, (geometric,) * 4)
    assert_allclose(found, [[3200**0.5]])


def test_no_draw_gives_no_index() -> None:
    """An empty answer of the right width."""
    assert index_of_draws(DEEP, np.ones((2, 4)), np.ones((0, 8)), PLAIN).shape == (0, 2)


def test_each_draw_uses_its_own_method() -> None:
    """40 and 10: the arithmetic mean is 25, the geometric 20, that of halves 12.5."""
    pair = Tree(("a", "b"), ("i",), np.array([0, 0, -1]))
    values = np.array([[40.0, 10.0]])
    methods = [
        Method(values, (arithmetic,)),
        Method(values, (geometric,)),
        Method(values / 2, (arithmetic,)),
        Method(values / 2, (arithmetic,), digits=0),
    ]
    picks = np.array([1, 0, 2, 3, 1])
    found = index_of_methods(pair, methods, picks, np.ones((5, 3)))
    assert_allclose(found[:, 0], [20, 25, 12.5, 13, 20])
