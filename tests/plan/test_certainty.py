"""How sure the ranks of Kutai Timur are, and what would change them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from plan.certainty import (
    left_out,
    rank_certainty,
    sensitivity,
    ways,
)
from plan.evaluate import Result, evaluate
from risk.scenario import Scenario
from risk.score import score, unknown_score
from tests.risk.cases import SETTLED, preset, table

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

BUSANG, SANDARAN = "64.08.06", "64.08.11"


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """The answer to the shipped choices."""
    return evaluate(knowledge, Scenario())


def test_ranks_by_hand() -> None:
    """A is above B in every side, B above C in every side: nothing moves them."""
    sides = preset({"p": {"a": 1}, "q": {"b": 1}})
    values = table({"a": [3, 2, 1], "b": [30, 15, 10]})
    found = rank_certainty(values, sides, SETTLED, score(values, sides, SETTLED))
    assert found is not None
    for ranks in (found.median, found.p05, found.p95):
        assert_array_equal(ranks, [1, 2, 3])
    assert_array_equal(found.share_top, [1, 1, 1])
    assert not found.unstable.any()


def test_two_that_change_places_are_not_certain() -> None:
    """Each leads in one side by as much: the draws put either first, top one."""
    sides = preset({"p": {"a": 1}, "q": {"b": 1}})
    values = table({"a": [4, 3, 0], "b": [30, 40, 0]})
    chosen = replace(SETTLED, top=1, draws=2000)
    found = rank_certainty(values, sides, chosen, score(values, sides, chosen))
    assert found is not None
    assert_array_equal(found.unstable, [True, True, False])
    assert_allclose(found.share_top, [0.5, 0.5, 0], atol=0.05)


def test_nothing_drawn_or_nothing_scored_is_none() -> None:
    """0 draws switch it off; an area without a score has no rank in any draw."""
    sides = preset({"p": {"a": 1, "b": 1}})
    values = table({"a": [1, 2, np.nan], "b": [1, 3, 4]})
    scored = score(values, sides, SETTLED)
    assert rank_certainty(values, sides, replace(SETTLED, draws=0), scored) is None
    found = rank_certainty(values, sides, SETTLED, scored)
    assert found is not None
    assert found.median[2] == 0
    unscored = unknown_score(values, sides)
    assert rank_certainty(values, sides, SETTLED, unscored) is None


@pytest.mark.parametrize(
    ("chosen", "choices"),
    [
        (
            Scenario(),
            {
                "normalise": ("minmax", "rank"),
                "aggregate": ("arithmetic", "scaled_geometric"),
            },
        ),
        (
            Scenario(preset="inform", normalise="rank"),
            {"normalise": ("rank", "minmax"), "aggregate": ("product", "arithmetic")},
        ),
        (
            Scenario(aggregate="harmonic", normalise="rank", threshold=45),
            {"aggregate": ("harmonic", "arithmetic")},
        ),
    ],
)
def test_other_ways_are_tried(
    knowledge: Knowledge, chosen: Scenario, choices: dict[str, tuple[str, ...]]
) -> None:
    """The first method is the one asked for: its ranks are those on the map."""
    found = evaluate(knowledge, chosen)
    kind = knowledge.presets[chosen.preset]
    laid_out = ways(found.table, kind, found.scenario, found.score)
    assert laid_out.choices == choices
    assert len(laid_out.methods) == 2 ** len(choices)
    method, tree = laid_out.methods[0], laid_out.weights.tree
    nodes = tree.aggregate(
        method.values, laid_out.weights.values, method.means, method.digits
    )
    assert_allclose(nodes[:, -1], found.score.score, atol=1e-9)


def test_the_same_question_has_the_same_answer(
    knowledge: Knowledge, result: Result
) -> None:
    """Byte for byte, so that a link and an export agree."""
    again = evaluate(knowledge, Scenario())
    assert result.certainty is not None
    assert again.certainty is not None
    assert again.certainty.share_top.tobytes() == result.certainty.share_top.tobytes()
    assert again.unstable == result.unstable


def test_unstable_kecamatan_are_named_by_code(result: Result) -> None:
    """Whoever stands at the border of the top three is; the first is not."""
    assert SANDARAN not in result.unstable
    assert result.unstable
    assert replace(result, certainty=None).unstable == frozenset()


def test_wider_weights_are_never_surer(knowledge: Knowledge) -> None:
    """More freedom for the weights leaves fewer kecamatan sure of the top."""
    spans = []
    for spread in (0.0, 0.25, 1.0):
        found = evaluate(knowledge, Scenario(spread=spread)).certainty
        assert found is not None
        spans.append(int((found.p95 - found.p05).sum()))
    assert spans == sorted(spans)
    assert spans[0] < spans[-1]


def test_every_choice_has_its_share(result: Result) -> None:
    """Weights of each group, normalisation and mean; leaving one out moves ranks."""
    found = sensitivity(result)
    assert found.choices[-2:] == ("normalise", "aggregate")
    assert "weights_index" in found.choices
    assert (found.total >= 0).all()
    shifts = left_out(result)
    preset = result.knowledge.presets["rakor_2024"]
    weighed = {code for code in preset.members if preset.weights[code] > 0}
    assert set(shifts) == weighed
    assert list(shifts.values()) == sorted(shifts.values(), reverse=True)


def test_a_choice_that_cannot_matter_has_exactly_nothing(knowledge: Knowledge) -> None:
    """One indicator alone in its part: its weight inside the part changes nothing."""
    found = sensitivity(evaluate(knowledge, Scenario(preset="inform")))
    alone = found.choices.index("weights_keterpaparan")
    assert found.total[alone] == 0
    assert found.first[alone] == 0
