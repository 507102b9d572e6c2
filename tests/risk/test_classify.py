"""Classes and ranks, on their boundaries."""

from __future__ import annotations

import numpy as np
from numpy.testing import assert_array_equal

from risk.classify import classify, rank
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
