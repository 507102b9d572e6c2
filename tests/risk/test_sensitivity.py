"""Which choice moves the ranks: known answers, and what cannot matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from risk.aggregate import arithmetic
from risk.classify import rank
from risk.draws import Method
from risk.sensitivity import RankShift, leave_one_out, mean_shift, sobol
from risk.tree import Tree
from tests.risk.cases import NAN

# The index i is made of p and q, p of a and b, q of c alone.
TREE = Tree(("a", "b", "c"), ("p", "q", "i"), np.array([0, 0, 1, 2, 2, -1]))
PLAIN = (arithmetic,) * 3
WEIGHTS = np.array([1, 1, 1, 1, 1, 1], float)
VALUES = np.array([[90.0, 10, 50], [20, 70, 60], [10, 20, 90], [60, 60, 10]])


def ishigami(even: np.ndarray) -> np.ndarray:
    """Sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each x even from -pi to pi."""
    x1, x2, x3 = (np.pi * (2 * even - 1)).T
    return np.asarray(np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1))


def test_ishigami_s_known_indices() -> None:
    """Worked out in Ishigami & Homma (1990) for a = 7, b = 0.1.

    V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2, V1 = (1 + b pi^4/5)^2 / 2,
    V2 = a^2/8, V13 = 8 b^2 pi^8 / 225.
    """
    a, b = 7, 0.1
    variance = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    alone = (1 + b * np.pi**4 / 5) ** 2 / 2
    both = 8 * b**2 * np.pi**8 / 225
    first = np.array([alone, a**2 / 8, 0]) / variance
    total = np.array([alone + both, a**2 / 8, both]) / variance
    choices = {"x1": 1, "x2": 1, "x3": 1}
    found = sobol(ishigami, choices, 20_000, np.random.default_rng(1))
    assert found.choices == ("x1", "x2", "x3")
    assert found.runs == 100_000
    assert_allclose(found.first, first, atol=0.03)
    assert_allclose(found.total, total, atol=0.02)
    assert_allclose(found.total_high - found.total_low, 0, atol=0.04)


def test_the_interval_holds_the_known_index_nine_times_in_ten() -> None:
    """Of 40 runs on x + y / 2 + z, whose totals are 4/9, 1/9 and 4/9."""
    known = np.array([4, 1, 4]) / 9
    held = np.zeros(3)
    first_held = np.zeros(3)
    for seed in range(40):
        found = sobol(
            lambda even: even @ [1, 0.5, 1],
            {"x": 1, "y": 1, "z": 1},
            100,
            np.random.default_rng(seed),
        )
        held += (found.total_low <= known) & (known <= found.total_high)
        first_held += (found.first_low <= known) & (known <= found.first_high)
    assert ((held >= 32) & (held < 40)).all()
    assert ((first_held >= 32) & (first_held < 40)).all()


def test_a_group_is_one_choice() -> None:
    """Of u + v + w the pair (u, v) explains 2/3, alone and in total; w 1/3."""
    rng = np.random.default_rng(2)
    found = sobol(lambda even: even.sum(axis=1), {"uv": 2, "w": 1}, 20_000, rng)
    assert_allclose(found.first, [2 / 3, 1 / 3], atol=0.03)
    assert_allclose(found.total, [2 / 3, 1 / 3], atol=0.02)


def test_the_formulas_by_hand() -> None:
    """Two rows of two choices, y = u + 2 v, against the formulas written out."""
    found = sobol(
        lambda even: even @ [1.0, 2.0], {"u": 1, "v": 1}, 2, np.random.default_rng(3)
    )
    a, b = np.random.default_rng(3).random((2, 2, 2))
    y_a, y_b = a @ [1, 2], b @ [1, 2]
    y_u = b[:, 0] + 2 * a[:, 1]
    variance = np.var([*y_a, *y_b])
    assert_allclose(found.first[0], np.mean(y_b * (y_u - y_a)) / variance)
    assert_allclose(found.total[0], np.mean((y_a - y_u) ** 2) / (2 * variance))


@given(st.floats(-1e6, 1e6))
def test_a_target_that_never_changes_has_no_shares(value: float) -> None:
    """All 0, exactly, and no division by the variance of 0."""
    rng = np.random.default_rng(4)
    found = sobol(lambda even: np.full(len(even), value), {"u": 1, "v": 2}, 20, rng)
    for shares in (found.first, found.total, found.total_low, found.total_high):
        assert_array_equal(shares, [0, 0])


def test_a_choice_that_cannot_matter_has_exactly_nothing() -> None:
    """One part in q; a weight of 0; two normalisations that are the same one."""
    weights = WEIGHTS * [1, 1, 1, 1, 1, 0]
    methods = [Method(VALUES, PLAIN), Method(VALUES.copy(), PLAIN)]
    target = RankShift(TREE, weights, 0.9, {"normalise": 2}, methods)
    found = sobol(target, target.choices, 300, np.random.default_rng(5))
    total = dict(zip(found.choices, found.total, strict=True))
    assert list(total) == ["weights_p", "weights_q", "weights_i", "normalise"]
    assert total["weights_q"] == 0
    assert total["normalise"] == 0
    assert total["weights_p"] > 0.1
    assert total["weights_i"] > 0.1
    assert found.total_high[1] == 0


def test_without_spread_only_the_method_matters() -> None:
    """The ranks turn round with it: its total is 1, that of the weights 0."""
    methods = [Method(VALUES, PLAIN), Method(100 - VALUES, PLAIN)]
    target = RankShift(TREE, WEIGHTS, 0.0, {"direction": 2}, methods)
    found = sobol(target, target.choices, 4000, np.random.default_rng(6))
    assert_array_equal(found.total[:3], [0, 0, 0])
    assert_allclose(found.total[3], 1, atol=0.1)


def test_a_target_without_alternatives_needs_none() -> None:
    """Weights alone, all of them in their middle: nothing moves."""
    target = RankShift(TREE, WEIGHTS, 0.5, {}, [Method(VALUES, PLAIN)])
    assert target.choices == {"weights_p": 2, "weights_q": 1, "weights_i": 2}
    assert_array_equal(target(np.full((3, 5), 0.5)), [0, 0, 0])


def test_options_are_combined_in_order() -> None:
    """Two choices of two and three options; each number points to its own method.

    The index of method 0 ranks 1, 2, 3, 4; the others swap what is written.
    """
    start = np.array([4.0, 3, 2, 1])
    swaps = [(0, 1, 2, 3), (1, 0, 2, 3), (1, 2, 0, 3), (1, 2, 3, 0), (3, 2, 1, 0)]
    orders = [*swaps, (2, 3, 0, 1)]
    methods = [
        Method(np.repeat(start[list(o)][:, None], 3, axis=1), PLAIN) for o in orders
    ]
    target = RankShift(TREE, WEIGHTS, 0.5, {"two": 2, "three": 3}, methods)
    of_weights = np.full((6, 5), 0.5)
    of_options = [[u, v] for u in (0.2, 0.5) for v in (0.0, 0.4, 0.99)]
    found = target(np.hstack([of_weights, of_options]))
    assert_allclose(found, [0, 2 / 4, 4 / 4, 6 / 4, 8 / 4, 8 / 4])


def test_mean_shift_by_hand() -> None:
    """Moves 1, 1 and 0; then one area has no rank any more; then all of them."""
    nominal = np.array([[1, 2, 3, 0]], dtype=np.int32)
    ranked = np.array([[2, 1, 3, 4], [0, 1, 2, 3], [0, 0, 0, 1]], dtype=np.int32)
    assert_allclose(mean_shift(ranked, nominal), [2 / 3, 1, 0])


def test_leaving_one_out_by_hand() -> None:
    """The index is (a + b) / 4 + c / 2: 50, 52.5, 52.5, 35, so ranks 3, 1, 1, 4.

    Without a it is (b + c) / 2: 30, 65, 55, 35, ranks 4, 1, 2, 3: moves 1 0 1 1.
    Without b, (a + c) / 2: 70, 40, 50, 35, ranks 1, 3, 2, 4: moves 2 2 1 0.
    Without c, (a + b) / 2: 50, 45, 15, 60, ranks 2, 3, 4, 1: moves 1 2 3 3.
    """
    found = leave_one_out(TREE, VALUES, WEIGHTS, PLAIN)
    assert_allclose(found, [3 / 4, 5 / 4, 9 / 4])


def test_leaving_out_what_has_no_weight_changes_nothing() -> None:
    """Exactly 0."""
    found = leave_one_out(TREE, VALUES, WEIGHTS * [1, 0, 1, 1, 1, 1], PLAIN)
    assert found[1] == 0


def test_leaving_out_the_only_one_leaves_nothing() -> None:
    """Unknown, not 0: there is no rank any more."""
    found = leave_one_out(TREE, VALUES, WEIGHTS * [0, 0, 1, 1, 1, 1], PLAIN)
    assert_array_equal(found, [0, 0, NAN])


@pytest.mark.parametrize("digits", [None, 0])
def test_leaving_out_is_what_ranking_anew_gives(digits: int | None) -> None:
    """With unknown values, and with or without rounding at every node."""
    values = np.random.default_rng(7).random((9, 3)) * 10
    values[2, 0] = values[5] = NAN

    def ranked(weights: np.ndarray) -> np.ndarray:
        return rank(TREE.aggregate(values, weights, PLAIN, digits)[:, -1])

    for leaf, shift in enumerate(leave_one_out(TREE, values, WEIGHTS, PLAIN, digits)):
        without = np.where(np.arange(6) == leaf, 0, WEIGHTS)
        both = (ranked(without) > 0) & (ranked(WEIGHTS) > 0)
        moved = np.abs(ranked(without) - ranked(WEIGHTS))
        assert_allclose(shift, moved[both].mean())
