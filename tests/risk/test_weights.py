"""Weights: the preset's and the reader's, as shares of the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.errors import MethodError, ScenarioError
from risk.phases import Change, Phase
from risk.presets import Dimension, Preset
from risk.scenario import Scenario
from risk.weights import check_scenario, weigh
from tests.risk.cases import preset, told

WORDS = {"id": "-", "en": "-"}


def preset_of(*dimensions: Dimension) -> Preset:
    """A preset called test."""
    return Preset("test", WORDS, WORDS, dimensions)


TWO_SIDES = preset({"p": {"a": 1, "b": 3}, "q": {"c": 1}}, {"p": 1, "q": 1})


def test_shares_by_hand() -> None:
    """Dimension p raised to 3 of 4: a 1/4 and b 3/4 of it, c all of the rest."""
    weights = weigh(TWO_SIDES, Scenario(weights=(("p", 3.0),)), ("c", "a", "x", "b"))
    np.testing.assert_allclose(weights.effective, [0.25, 0.1875, 0, 0.5625])


def test_a_dimension_left_without_indicators_drops_out() -> None:
    """The others share its weight, else it would weigh in with nothing."""
    scenario = Scenario(weights=(("a", 0.0), ("b", 0.0)))
    weights = weigh(TWO_SIDES, scenario, ("a", "b", "c"))
    np.testing.assert_array_equal(weights.effective, [0, 0, 1])


def test_the_heaviest_weights_do_not_overflow() -> None:
    """Two weights near the largest number are still half and half."""
    huge = 1e308
    scenario = Scenario(weights=(("p", huge), ("q", huge), ("a", huge), ("b", huge)))
    weights = weigh(TWO_SIDES, scenario, ("a", "b", "c"))
    np.testing.assert_allclose(weights.effective, [0.25, 0.25, 0.5])


def test_weights_that_belong_to_nothing_are_named() -> None:
    """A misspelt code must not be dropped in silence."""
    scenario = Scenario(preset="test", weights=(("pq", 1.0), ("z", 2.0)))
    known = "known=('p', 'q', 'a', 'b', 'c')"
    faults = [f"weight_unknown {known}; weight=pq", f"weight_unknown {known}; weight=z"]
    with pytest.raises(ScenarioError) as caught:
        weigh(TWO_SIDES, scenario, ("a", "b", "c"))
    assert told(caught.value) == faults
    with pytest.raises(ScenarioError) as caught:
        check_scenario(scenario, {"test": TWO_SIDES})
    assert told(caught.value) == faults


@pytest.mark.parametrize(
    ("zero", "fault"),
    [
        ("pq", "dimensions_without_weight"),
        ("abc", "indicators_without_weight"),
        ("pc", "indicators_without_weight"),  # q keeps its weight, but has only c
    ],
)
def test_weights_that_are_all_zero_are_refused(zero: str, fault: str) -> None:
    """There is no mean of nothing."""
    scenario = Scenario(preset="test", weights=tuple((code, 0.0) for code in zero))
    with pytest.raises(ScenarioError) as caught:
        check_scenario(scenario, {"test": TWO_SIDES})
    assert told(caught.value) == [f"{fault} preset=test"]


def test_an_unknown_preset_is_named_with_the_known() -> None:
    """The mend stands in the same answer."""
    with pytest.raises(ScenarioError) as caught:
        check_scenario(Scenario(preset="ikp"), {"one": TWO_SIDES, "two": TWO_SIDES})
    assert told(caught.value) == ["preset_unknown known=('one', 'two'); preset=ikp"]


def test_a_sound_scenario_passes() -> None:
    """Not only refusals are tested."""
    check_scenario(Scenario(preset="test", weights=(("p", 0.0),)), {"test": TWO_SIDES})


def test_indicators_missing_from_the_table_are_all_named() -> None:
    """Weights of absent columns must not vanish."""
    with pytest.raises(MethodError) as caught:
        weigh(TWO_SIDES, Scenario(), ("b",))
    assert told(caught.value) == [
        "indicator_not_in_table indicator=a; preset=test",
        "indicator_not_in_table indicator=c; preset=test",
    ]


DEEP = preset_of(
    Dimension(
        "p",
        WORDS,
        1,
        parts=(
            Dimension("r", WORDS, 2, (("a", 1), ("b", 3)), mean="scaled_geometric"),
            Dimension("s", WORDS, 1, unknown=WORDS),
        ),
    ),
    Dimension("q", WORDS, 3, (("c", 1),)),
)


def test_parts_in_parts_by_hand() -> None:
    """The p is a quarter, of it r two thirds and the unknown s one; q all the rest."""
    weights = weigh(DEEP, Scenario(), ("c", "b", "a"))
    assert weights.tree.leaves == ("c", "b", "a", "s")
    assert weights.tree.nodes == ("r", "p", "q", "index")
    assert weights.means == (
        "scaled_geometric",
        "arithmetic",
        "arithmetic",
        "arithmetic",
    )
    np.testing.assert_allclose(weights.effective, [0.75, 0.125, 1 / 24])
    np.testing.assert_allclose(weights.shares, [0.75, 0.125, 1 / 24, 1 / 12])


def test_a_phase_multiplies_and_the_reader_overrules_it() -> None:
    """Twice q gives it 6 of 7; whoever sets q to 1 has it at a half."""
    change = Change("q", 2.0, WORDS)
    phased = replace(DEEP, phases={"quiet": Phase("quiet", WORDS, WORDS, (change,))})
    assert phased.weights_in("quiet")["q"] == 6
    weights = weigh(phased, Scenario(phase="quiet"), ("a", "b", "c"))
    np.testing.assert_allclose(weights.effective[2], 6 / 7)
    reader = Scenario(phase="quiet", weights=(("q", 1.0),))
    np.testing.assert_allclose(weigh(phased, reader, ("a", "b", "c")).effective[2], 0.5)
    with pytest.raises(ScenarioError) as caught:
        weigh(phased, Scenario(phase="loud"), ("a", "b", "c"))
    assert told(caught.value) == ["phase_unknown known=('all', 'quiet'); phase=loud"]


def test_a_part_that_counts_for_nothing_is_seen_through_its_parents() -> None:
    """Every indicator weighs, but r, which holds two of them, and q do not."""
    scenario = Scenario(weights=(("q", 0.0), ("r", 0.0)))
    with pytest.raises(ScenarioError) as caught:
        weigh(DEEP, scenario, ("a", "b", "c"))
    assert told(caught.value) == ["indicators_without_weight preset=test"]
