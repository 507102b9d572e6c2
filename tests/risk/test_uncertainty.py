"""What many draws say of a rank, worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from risk import uncertainty
from risk.aggregate import arithmetic, geometric
from risk.ranks import ranks
from risk.tree import Tree
from risk.uncertainty import Method, simulate, summarise
from tests.risk.cases import NAN

if TYPE_CHECKING:
    import pytest

FLAT = Tree(("a", "b", "c"), ("i",), np.array([0, 0, 0, -1]))


def test_quantiles_are_ranks_that_occurred() -> None:
    """Of 1 to 4: place 1.5 down is 2, place 0.15 down 1, place 2.85 up 4."""
    ranked = np.array([[1], [4], [2], [3]], dtype=np.int32)
    found = summarise(ranked, top=3)
    assert (found.median[0], found.p05[0], found.p95[0]) == (2, 1, 4)
    assert_array_equal(found.share_top, [0.75])


def test_five_percent_of_the_draws_lie_outside_at_each_end() -> None:
    """Of 21 draws place 1 and place 19: the extremes at 0 and 20 are outside."""
    ranked = np.array([[1] + [5] * 19 + [9]], dtype=np.int32).T
    found = summarise(ranked, top=1)
    assert (found.p05[0], found.p95[0]) == (5, 5)
    assert_allclose(found.share_top, [1 / 21])


def test_only_draws_with_a_rank_count() -> None:
    """The first area has one in two of four draws, 1 and 3; the second in none."""
    ranked = np.array([[0, 0], [3, 0], [1, 0], [0, 0]], dtype=np.int32)
    found = summarise(ranked, top=2)
    assert_array_equal(found.median, [1, 0])
    assert_array_equal(found.p05, [1, 0])
    assert_array_equal(found.p95, [3, 0])
    assert_array_equal(found.share_top, [0.5, NAN])
    assert_array_equal(found.share_ranked, [0.5, 0])
    assert_array_equal(found.unstable, [True, False])


def test_unstable_is_across_the_border_or_wider_than_a_quarter() -> None:
    """Eight areas, top 3, so wider than 2 ranks: each in two draws.

    3 and 4 cross; 1 and 3 do not, and span 2, which is allowed; 4 and 6 likewise; 5
    and 8 span 3. 2 is always 2; 8 and 6 span 2; 7 and 5 too; 6 and 7 one.
    """
    ranked = np.array([[3, 1, 4, 5, 2, 8, 7, 6], [4, 3, 6, 8, 2, 6, 5, 7]])
    found = summarise(ranked.astype(np.int32), top=3)
    assert_array_equal(found.unstable, [True, False, False, True] + [False] * 4)


def test_areas_without_a_rank_do_not_widen_the_list() -> None:
    """Four of the twelve are listed: a quarter is 1 rank, and 1 to 3 is wider."""
    ranked = np.zeros((2, 12), dtype=np.int32)
    ranked[:, :4] = [[1, 2, 3, 4], [3, 2, 1, 4]]
    found = summarise(ranked, top=4)
    assert_array_equal(found.unstable[:4], [True, False, True, False])


@given(arrays(float, (9, 6), elements=st.just(NAN) | st.integers(0, 8).map(float)))
def test_laws_of_a_summary(scores: np.ndarray) -> None:
    """Quantiles in order, a range that holds nine tenths, shares from 0 to 1."""
    ranked = ranks(scores)
    found = summarise(ranked, top=2)
    ever = (ranked > 0).any(axis=0)
    assert (found.p05 <= found.median).all()
    assert (found.median <= found.p95).all()
    held = (ranked >= found.p05) & (ranked <= found.p95) & (ranked > 0)
    assert (held.sum(axis=0)[ever] >= 0.9 * (ranked > 0).sum(axis=0)[ever]).all()
    assert_array_equal(np.isnan(found.share_top), ~ever)
    assert_array_equal(found.share_ranked, (ranked > 0).mean(axis=0))
    counts = np.where(ranked > 0, ranked <= 2, NAN)[:, ever]
    assert_allclose(found.share_top[ever], np.nanmean(counts, axis=0))


def test_the_size_of_a_portion_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An area at a time gives what all at once give."""
    ranked = ranks(np.random.default_rng(3).random((50, 7)))
    whole = summarise(ranked, 3)
    monkeypatch.setattr(uncertainty, "_AT_ONCE", 1)
    alone = summarise(ranked, 3)
    for name in ("median", "p05", "p95", "share_top", "share_ranked", "unstable"):
        assert_array_equal(getattr(alone, name), getattr(whole, name))


def both_ways(values: np.ndarray, order: np.ndarray, seed: int) -> list[bytes]:
    """Everything a simulation says of areas in this order, put back in the first."""
    methods = [
        Method(values[order], (arithmetic,)),
        Method(values[order], (geometric,)),
    ]
    found = simulate(FLAT, methods, np.ones(4), spread=0.5, draws=60, top=3, seed=seed)
    back = np.argsort(order)
    names = ("median", "p05", "p95", "share_top", "share_ranked", "unstable")
    return [getattr(found, name)[back].tobytes() for name in names]


@given(
    arrays(float, (7, 3), elements=st.just(NAN) | st.integers(1, 9).map(float)),
    st.permutations(range(7)),
    st.integers(0, 9),
)
def test_seed_and_data_make_the_answer_and_rows_do_not(
    values: np.ndarray, order: list[int], seed: int
) -> None:
    """Byte for byte the same, also with the areas in another order."""
    as_it_is = both_ways(values, np.arange(7), seed)
    assert both_ways(values, np.arange(7), seed) == as_it_is
    assert both_ways(values, np.array(order), seed) == as_it_is


def test_another_seed_is_another_answer() -> None:
    """Else the seed would be ignored."""
    values = np.random.default_rng(4).random((7, 3)) + 1
    assert both_ways(values, np.arange(7), 1) != both_ways(values, np.arange(7), 2)


def test_without_spread_the_ranks_are_the_nominal_ones() -> None:
    """Three areas, always in the same order; all draws agree."""
    values = np.array([[1.0, 1, 1], [3, 3, 3], [2, 2, 2]])
    found = simulate(
        FLAT,
        [Method(values, (arithmetic,))],
        np.ones(4),
        spread=0,
        draws=10,
        top=1,
        seed=1,
    )
    assert_array_equal(found.p05, [3, 1, 2])
    assert_array_equal(found.p95, [3, 1, 2])
    assert_array_equal(found.share_top, [0, 1, 0])
    assert not found.unstable.any()
