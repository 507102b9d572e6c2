"""An index of any depth, worked by hand."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from risk.aggregate import arithmetic, geometric, harmonic, scaled_geometric
from risk.tree import Tree, half_up

NAN = np.nan
# The index i is made of p and q, p of r and c, r of a and b, q of d alone.
DEEP = Tree(
    ("a", "b", "c", "d"), ("r", "p", "q", "i"), np.array([0, 0, 1, 2, 1, 3, 3, -1])
)
WEIGHTS = np.array([1, 3, 1, 5, 2, 1, 3, 1], float)
MEANS = (arithmetic,) * 4
ROW = np.array([[40.0, 80.0, 10.0, 20.0]])


def test_three_levels_by_hand() -> None:
    """The r is 40/4 + 3 80/4 = 70, p (2 70 + 10)/3 = 50, the index (50 + 3 20)/4."""
    assert_allclose(DEEP.aggregate(ROW, WEIGHTS, MEANS), [[70, 50, 20, 27.5]])


def test_what_is_unknown_hands_its_weight_to_its_own_group() -> None:
    """Without b, r is 40 and p (80 + 10)/3 = 30; without a and b, p is c alone."""
    rows = np.array([[40, NAN, 10, 20], [NAN, NAN, 10, 20], [NAN, NAN, NAN, NAN]])
    found = DEEP.aggregate(rows, WEIGHTS, MEANS)
    wanted = [[40, 30, 20, 22.5], [NAN, 10, 20, 17.5], [NAN, NAN, NAN, NAN]]
    assert_allclose(found, wanted)


def test_each_node_has_its_own_mean() -> None:
    """The r is 40^(1/4) 80^(3/4), q and p stay, the index is harmonic."""
    means = (geometric, arithmetic, arithmetic, harmonic)
    r = (40 * 80**3) ** 0.25
    p = (2 * r + 10) / 3
    wanted = [[r, p, 20, 4 / (1 / p + 3 / 20)]]
    assert_allclose(DEEP.aggregate(ROW, WEIGHTS, means), wanted)


def test_a_part_without_weight_cannot_break_a_mean() -> None:
    """A zero in c would make every geometric mean zero; c does not count."""
    weights = WEIGHTS * [1, 1, 0, 1, 1, 1, 1, 1]
    row = np.array([[40.0, 80.0, 0.0, 20.0]])
    found = DEEP.aggregate(row, weights, (geometric,) * 4)
    assert_allclose(found[0, 1], found[0, 0])


def test_an_empty_group_drops_out() -> None:
    """Nothing in q weighs, so the index is p; q itself is unknown."""
    weights = WEIGHTS * [1, 1, 1, 0, 1, 1, 1, 1]
    assert_allclose(DEEP.aggregate(ROW, weights, MEANS), [[70, 50, NAN, 50]])
    unknown = np.vstack([ROW, [[NAN, 80, 10, 20]]])
    assert_allclose(DEEP.aggregate(unknown, weights, MEANS)[0], [70, 50, NAN, 50])
    assert_allclose(DEEP.leaf_shares(weights)[:, 2], 0)


def test_shares_by_hand() -> None:
    """In the index: a 1/4 2/3 1/4, b thrice that, c 1/3 1/4, d 3/4."""
    shares = DEEP.leaf_shares(WEIGHTS)
    assert_allclose(shares[:, 3], [1 / 24, 3 / 24, 1 / 12, 3 / 4])
    assert_allclose(shares[:, 0], [0.25, 0.75, 0, 0])


def test_rounding_half_up_at_every_node() -> None:
    """0.25 is 0.3 on the way up; a computer's 0.285 is seen as the half it is."""
    assert_allclose(
        half_up(np.array([0.25, 0.35, 0.24, 2.675]), 1), [0.3, 0.4, 0.2, 2.7]
    )
    assert_allclose(half_up(np.array([0.285, 1.005]), 2), [0.29, 1.01])
    pair = Tree(("a", "b"), ("n", "i"), np.array([0, 0, 1, -1]))
    row = np.array([[0.2, 0.3]])
    found = pair.aggregate(row, np.ones(4), (arithmetic, arithmetic), digits=1)
    assert_allclose(found, [[0.3, 0.3]])


def test_inform_s_mean_on_its_own_scale() -> None:
    """10 and 0 on 0 to 10: (10 - sqrt(1 x 10)) / 9 x 10 = 7.597."""
    pair = Tree(("a", "b"), ("i",), np.array([0, 0, -1]))
    mean = partial(scaled_geometric, top=10.0)
    found = pair.aggregate(np.array([[10.0, 0.0]]), np.ones(3), (mean,))
    assert_allclose(found, [[(10 - 10**0.5) / 9 * 10]])


def test_a_node_before_its_parts_is_refused() -> None:
    """The order is what lets one pass suffice."""
    with pytest.raises(ValueError, match="follow its parts"):
        Tree(("a",), ("i", "p"), np.array([1, -1, 0]))


@given(
    arrays(float, (3, 4), elements=st.one_of(st.just(NAN), st.floats(0, 100))),
    arrays(float, 8, elements=st.floats(0.01, 100)),
    st.floats(1e-3, 1e3),
)
def test_laws(values: np.ndarray, weights: np.ndarray, factor: float) -> None:
    """Points sum to the index; a factor on all weights or the order changes nothing."""
    found = DEEP.aggregate(values, weights, MEANS)
    points = DEEP.points(values, weights)
    known = ~np.isnan(found[:, -1])
    assert_allclose(np.nansum(points, axis=1)[known], found[known, -1], atol=1e-9)
    assert_allclose(DEEP.aggregate(values, weights * factor, MEANS), found, atol=1e-9)
    assert_allclose(DEEP.aggregate(values[::-1], weights, MEANS)[::-1], found)
    inside = found[~np.isnan(found)]
    assert ((inside > -1e-9) & (inside < 100 + 1e-9)).all()


def test_huge_weights_do_not_overflow() -> None:
    """1e308 four times is more than a number holds, their shares are not."""
    found = DEEP.aggregate(ROW, np.full(8, 1e308), MEANS)
    assert_allclose(found, DEEP.aggregate(ROW, np.ones(8), MEANS))
    assert_allclose(DEEP.points(ROW, np.full(8, 1e308)).sum(), found[0, -1])
