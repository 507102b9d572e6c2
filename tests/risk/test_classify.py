"""Classes and ranks, on their boundaries."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from risk.classify import bounds, classify, natural_breaks, rank
from tests.risk.cases import NAN

CUTS = (20.0, 40.0, 60.0, 80.0)


def test_a_score_on_a_cut_belongs_to_the_class_above() -> None:
    """Closed on the left, as the legend says."""
    score = np.array([0, 19.999, 20, 40, 60, 79.999, 80, 100.0])
    assert_array_equal(classify(score, CUTS), [0, 0, 1, 2, 3, 3, 4, 4])


def test_rounding_does_not_push_a_score_off_its_cut() -> None:
    """0.1 + 0.2 is not 0.3 for a computer, but it is for a legend."""
    score = np.array([100 * (0.1 + 0.1 + 0.1) * 2, 60 - 1e-12, 60 - 1e-6])
    assert_array_equal(classify(score, CUTS), [3, 3, 2])


def test_unknown_is_no_class() -> None:
    """Neither the best nor the worst: every comparison with nan is false."""
    assert_array_equal(classify(np.array([NAN, 0, 100]), CUTS), [-1, 0, 4])


def test_equal_scores_share_the_better_rank() -> None:
    """1, 2, 2, 4; unknown stands outside, at 0."""
    score = np.array([10, 50, NAN, 50 + 1e-12, 90])
    assert_array_equal(rank(score), [4, 2, 0, 2, 1])


def test_nobody_known_nobody_ranked() -> None:
    """An empty ranking is no error."""
    assert_array_equal(rank(np.array([NAN, NAN])), [0, 0])


SCORES = np.array([10.0, 12.0, 40.0, 42.0, 44.0, 70.0, 90.0, 92.0, NAN])


def test_bounds_by_hand() -> None:
    """Quantiles by linear interpolation; mean 50, deviation 29.2."""
    assert bounds(SCORES, "fixed", (20.0, 40.0, 60.0, 80.0)) == (20, 40, 60, 80)
    assert bounds(SCORES, "fixed", (13.47, 49.33)) == (-np.inf, 13.47, 49.33, np.inf)
    quantiles = bounds(SCORES, "quantiles", ())
    assert_allclose(quantiles, [23.2, 41.6, 49.2, 82.0])
    low, mean_less, mean_plus, high = bounds(SCORES, "deviation", ())
    assert (low, high) == (-np.inf, np.inf)
    spread = (SCORES[:-1] ** 2).mean() - 50**2
    assert_allclose([mean_less, mean_plus], [50 - spread**0.5, 50 + spread**0.5])
    assert_array_equal(
        classify(SCORES, bounds(SCORES, "deviation", ())),
        [1, 1, 2, 2, 2, 2, 3, 3, -1],
    )


def test_natural_breaks_by_hand() -> None:
    """Each heap begins at its lowest; of four heaps the widest, 40 to 44, is cut."""
    assert bounds(SCORES, "breaks", ()) == (40, 42, 70, 90)
    heaps = np.array([1.0, 2, 3, 20, 21, 22, 40, 41, 42, 60, 61, 80, 82])
    assert natural_breaks(heaps, 5) == (20, 40, 60, 80)
    assert natural_breaks(np.array([5.0, 5.0, 9.0]), 5) == (9, np.inf, np.inf, np.inf)


def test_one_score_has_no_relative_classes() -> None:
    """Where all are equal there is no spread to cut: the fixed cuts stand."""
    same = np.array([50.0, 50.0, NAN])
    for method in ("quantiles", "breaks", "deviation"):
        assert bounds(same, method, (20.0, 40.0, 60.0, 80.0)) == (20, 40, 60, 80)


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=9),
    st.integers(2, 4),
)
def test_no_other_breaks_are_better(scores: list[int], classes: int) -> None:
    """Against every way to cut the scores in order."""
    ordered = np.sort(np.array(scores, dtype=float))
    values = np.unique(ordered)

    def inside(cuts: tuple[float, ...]) -> float:
        places = np.searchsorted(np.array(cuts), ordered, side="right")
        groups = [ordered[places == level] for level in range(classes)]
        return float(sum(((g - g.mean()) ** 2).sum() for g in groups if len(g)))

    number = min(classes, len(values)) - 1
    best = min(inside(cuts) for cuts in combinations(values[1:], number))
    assert_allclose(inside(natural_breaks(ordered, classes)), best, atol=1e-9)
