"""The least change that moves a kecamatan: put into the sliders, it does so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.errors import MethodError
from plan.evaluate import Result, evaluate
from plan.tipping_points import Tip, _holds, tipping
from risk.scenario import Scenario

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.knowledge import Knowledge

BUSANG, SANDARAN, LONG_MESANGAT = "64.08.06", "64.08.11", "64.08.18"


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """The answer to the shipped choices."""
    return evaluate(knowledge, Scenario())


def rank_with(result: Result, code: str, shares: Floats) -> int:
    """Rank of a kecamatan with these shares as the weights of its dimensions."""
    sides = result.score.dimensions
    changes = dict(zip(sides, (float(share) for share in shares), strict=True))
    try:
        found = result.scored_with(changes)
    except MethodError:
        return 0
    return int(found.rank[found.areas.index(code)])


def moves(result: Result, code: str, tip: Tip) -> bool:
    """Whether an answer does what it says."""
    assert tip.shares is not None
    rank = rank_with(result, code, tip.shares)
    top = result.scenario.top
    return 0 < rank <= top if tip.enters else rank > top


def test_busang_leaves_the_top_as_said(result: Result) -> None:
    """From a third each; a little less does not do it."""
    found = tipping(result, BUSANG)
    assert_allclose(found.before, [1 / 3] * 3)
    assert found.shares is not None
    assert found.is_proven
    assert not found.enters
    assert rank_with(result, BUSANG, found.before) == 2
    assert rank_with(result, BUSANG, found.shares) == 4
    less = found.before + 0.98 * (found.shares - found.before)
    assert rank_with(result, BUSANG, less) <= 3
    assert_allclose(found.moved, np.abs(found.shares - found.before).sum() / 2)


def test_sandaran_stays_whatever_the_weights(result: Result) -> None:
    """It leads, or nearly, in every dimension: proven."""
    found = tipping(result, SANDARAN)
    assert found.shares is None
    assert found.is_proven
    assert found.moved == 0


def test_without_a_score_there_is_nothing_to_move(knowledge: Knowledge) -> None:
    """Long Mesangat has no score where all of the weight must be known."""
    strict = evaluate(knowledge, Scenario(min_known=1.0))
    with pytest.raises(KeyError):
        tipping(strict, LONG_MESANGAT)
    other = tipping(strict, BUSANG)  # Long Mesangat could gain a score on the way
    assert not other.is_proven


def test_far_down_the_list_no_weights_help(result: Result) -> None:
    """Proven, though Long Mesangat might lose its score on the way."""
    found = tipping(result, "64.08.13")
    assert found.enters
    assert found.shares is None
    assert found.is_proven


def test_a_dimension_left_empty_has_no_share(knowledge: Knowledge) -> None:
    """Its weight is the others', as in the score."""
    social = ("turnout_shortfall_2019", "closeness_2024", "named_vulnerable_2020")
    weights = tuple((code, 0.0) for code in social)
    found = tipping(evaluate(knowledge, Scenario(weights=weights)), BUSANG)
    assert_allclose(found.before, [0.5, 0.5, 0])


@pytest.mark.parametrize(
    "chosen",
    [
        Scenario(preset="inform"),
        Scenario(preset="inform", normalise="zscore", aggregate="harmonic", top=5),
        Scenario(preset="inform", aggregate="arithmetic"),
        Scenario(preset="ikp_2024"),
        Scenario(preset="ikp_2024", normalise="zscore", treat="winsorise", top=1),
        Scenario(phase="after"),
        Scenario(phase="after", aggregate="geometric"),
        Scenario(aggregate="product", normalise="rank", top=5),
    ],
)
def test_every_answer_holds_when_it_is_tried(
    knowledge: Knowledge, chosen: Scenario
) -> None:
    """With rounding, with little known, and with means that a 0 breaks."""
    result = evaluate(knowledge, replace(chosen, draws=0))
    found = 0
    for code, rank in zip(result.score.areas, result.score.rank, strict=True):
        if rank == 0:
            continue
        tip = tipping(result, code)
        assert tip.enters == (rank > result.scenario.top)
        if tip.shares is not None:
            found += 1
            assert_allclose(tip.shares.sum(), 1)
            assert moves(result, code, tip), code
    assert found


def test_what_a_search_did_not_find_is_not_called_impossible(result: Result) -> None:
    """Sangkulirang could enter if Long Mesangat lost its score: none was found."""
    found = tipping(result, "64.08.05")
    assert found.shares is None
    assert not found.is_proven


def test_weights_that_would_be_refused_are_no_answer(knowledge: Knowledge) -> None:
    """A zero in logistics breaks the geometric mean as soon as it has a weight."""
    after = evaluate(knowledge, Scenario(phase="after", aggregate="geometric"))
    row = after.score.areas.index(BUSANG)
    assert not _holds(after, row, np.array([0.4, 0.2, 0.4]), enters=True)
