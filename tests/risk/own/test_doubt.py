"""How sure an index brought along is: draws, choices, indicators left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.errors import ScenarioError
from risk.own.doubt import MOST_RANKS, removed, sensitivity, uncertainty
from tests.risk.own.tables import DATA, Words, build

if TYPE_CHECKING:
    from pathlib import Path

SCALED: Words = {"normalise": "min-max"}


def test_weights_that_stand_still_leave_the_ranks(tmp_path: Path) -> None:
    """With no spread every draw is the nominal one: Z, X, Y."""
    index = build(tmp_path, normalise="min-max")
    assert index.rank.tolist() == [2, 3, 1]
    sure = uncertainty(index, draws=20, spread=0, top=1, seed=1)
    for found in (sure.median, sure.p05, sure.p95):
        assert found.tolist() == [2, 3, 1]
    assert sure.share_top.tolist() == [0, 0, 1]


def test_the_share_of_draws_by_hand(tmp_path: Path) -> None:
    """Means of a and c, weights 1 + u: Z has both highest; X and Y hang on nothing.

    Raw: X (1, 9), Y (9, 1), Z (9, 9): X is before Y where c weighs more, in half of
    the draws; never before Z.
    """
    data = "uCode,a,b,c,pop,grp\nX,1,1,9,1,n\nY,9,1,1,1,n\nZ,9,1,9,1,n\n"
    meta = (
        "iCode,Level,Parent,Direction,Weight,Type\na,1,i,1,1,Indicator\n"
        "c,1,i,1,1,Indicator\ni,2,,1,1,Aggregate\n"
    )
    index = build(tmp_path, data, meta)
    sure = uncertainty(index, draws=4000, spread=0.5, top=2, seed=3)
    assert sure.share_top[2] == 1
    assert_allclose(sure.share_top[:2].sum(), 1)
    assert abs(sure.share_top[0] - 0.5) < 0.03
    again = uncertainty(index, draws=4000, spread=0.5, top=2, seed=3)
    assert_allclose(again.share_top, sure.share_top)


def test_small_numbers_are_ranked_as_large_ones(tmp_path: Path) -> None:
    """A millionth of a millionth of each value: the same draws, the same ranks."""
    small = DATA.replace("1,10,5", "1e-12,10e-12,5e-12")
    small = small.replace("2,30,5", "2e-12,30e-12,5e-12")
    small = small.replace("3,20,8", "3e-12,20e-12,8e-12")
    wanted = uncertainty(build(tmp_path), draws=50, spread=1, top=1, seed=0)
    found = uncertainty(build(tmp_path, small), draws=50, spread=1, top=1, seed=0)
    assert found.median.tolist() == wanted.median.tolist() == [3, 1, 2]


@pytest.mark.parametrize("steps", [{"aggregate": "inform"}, {"digits": 0}])
def test_a_scale_of_its_own_is_kept(tmp_path: Path, steps: dict[str, str]) -> None:
    """Where it matters how large the numbers are, they stay as they are."""
    index = build(tmp_path, **steps)
    sure = uncertainty(index, draws=5, spread=0, top=1, seed=0)
    assert sure.median.tolist() == index.rank.tolist()


def test_an_index_that_nobody_has(tmp_path: Path) -> None:
    """All of 0, or all unknown, cannot be made 1; nobody is ranked before another."""
    data = DATA.replace("1,10,5", "0,0,0").replace("2,30,5", ",,")
    index = build(tmp_path, data.replace("3,20,8", "0,0,0"))
    sure = uncertainty(index, draws=5, spread=0.5, top=1, seed=0)
    assert sure.median.tolist() == [1, 0, 1]


def test_too_many_draws_are_refused(tmp_path: Path) -> None:
    """Of three areas, a third of what can be held."""
    index = build(tmp_path)
    with pytest.raises(ScenarioError, match=f"limit={MOST_RANKS // 3}"):
        uncertainty(index, draws=MOST_RANKS // 3 + 1, spread=0.5, top=1, seed=0)
    with pytest.raises(ScenarioError, match="draws_too_many"):
        sensitivity(index, samples=MOST_RANKS, spread=0.5, seed=0)
    with pytest.raises(ScenarioError, match="share_invalid"):
        uncertainty(index, draws=1, spread=1.5, top=1, seed=0)


def test_the_choices_are_the_weights_and_the_steps_taken(tmp_path: Path) -> None:
    """Each aggregate's weights; imputing and treating only where they were asked."""
    plain = sensitivity(build(tmp_path), samples=4, spread=0.2, seed=0)
    weights = ("weights_p", "weights_q", "weights_i")
    assert plain.choices == (*weights, "aggregate")
    steps: Words = {"impute": "group-mean:grp", "treat": True, **SCALED}
    index = build(tmp_path, **steps)
    full = sensitivity(index, samples=4, spread=0.2, seed=0)
    assert full.choices == (*weights, "impute", "treat", "normalise")


def test_what_the_tables_refuse_is_no_option(tmp_path: Path) -> None:
    """On 0 to 100 no geometric mean; from 1 there is, but not of z-scores.

    Without a way to normalise that can be another, the means are options.
    """
    values = ("1,2,3", "2,3,1", "3,1,2")
    rows = [f"A{n},,{row},1,n" for n, row in enumerate(values)]
    data = "\n".join([DATA.splitlines()[0], *rows])
    index = build(tmp_path, data, aggregate="geometric")
    found = sensitivity(index, samples=4, spread=0.2, seed=0)
    assert found.choices[-1] == "aggregate"
    index = build(tmp_path, data, aggregate="geometric", scale="1,100", **SCALED)
    found = sensitivity(index, samples=4, spread=0.2, seed=0)
    assert found.choices[-2:] == ("normalise", "aggregate")


def test_a_choice_that_cannot_matter_is_exactly_nought(tmp_path: Path) -> None:
    """Weights of a single part, treating where nothing is extreme, imputing nothing."""
    index = build(tmp_path, impute="mean", treat=True, normalise="min-max")
    found = sensitivity(index, samples=200, spread=1, seed=5)
    total = dict(zip(found.choices, found.total, strict=True))
    assert total["weights_q"] == total["impute"] == total["treat"] == 0
    assert total["weights_p"] > 0
    assert total["weights_i"] > 0


def test_leaving_one_out_by_hand(tmp_path: Path) -> None:
    """Raw ranks are 3 1 2. Without b, p is a: 7/3, 3, 14/3 and ranks 3 2 1: 2/3.

    Without a or c the order stays.
    """
    found = removed(build(tmp_path))
    assert_allclose(found, [0, 2 / 3, 0])
    assert not np.isnan(found).any()


def test_a_draw_may_carry_a_part_too_far(tmp_path: Path) -> None:
    """Inform's mean above a plain one: without b, p is a, up to 40 on 0 to 30.

    Y then has no rank, and Z and X are first and second, one better each. Without a,
    X and Y are both second; without c nothing changes.
    """
    data = DATA.replace("2,30,5", "40,10,5")
    index = build(tmp_path, data, aggregate="arithmetic,inform", scale="0,30")
    assert index.rank.tolist() == [3, 1, 2]
    assert_allclose(removed(index), [1, 1, 0])
