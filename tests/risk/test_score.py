"""The whole index, worked by hand and on its boundaries."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from geo.errors import MethodError, ScenarioError
from risk.scenario import Scenario
from risk.score import Treated, score
from tests.risk.cases import NAN, preset, table, told

SIDES = preset({"p": {"a": 1, "b": 1}, "q": {"c": 1}})
TABLE = table({"a": [0, 5, 10], "b": [0, 10, 5], "c": [1, 3, 2]}, less_is_riskier=["c"])


def test_the_index_by_hand() -> None:
    """Normalised a 0 50 100, b 0 100 50, c 100 0 50.

    Dimension p: 0, 75, 75; q: 100, 0, 50. Their means: 50, 37.5, 62.5.
    """
    found = score(TABLE, SIDES, Scenario())
    assert found.areas == ("A0", "A1", "A2")
    assert found.dimensions == ("p", "q")
    assert found.indicators == ("a", "b", "c")
    assert_allclose(found.weights, [0.25, 0.25, 0.5])
    assert_allclose(found.normalised, [[0, 0, 100], [50, 100, 0], [100, 50, 50]])
    assert_allclose(found.dimension_scores, [[0, 100], [75, 0], [75, 50]])
    assert_allclose(found.score, [50, 37.5, 62.5])
    assert_array_equal(found.risk_class, [2, 1, 3])
    assert_array_equal(found.rank, [2, 3, 1])
    assert_allclose(found.weight_known, [1, 1, 1])
    assert_allclose(
        found.contributions, [[0.0, 0.0, 50.0], [12.5, 25.0, 0.0], [25.0, 12.5, 25.0]]
    )


def test_weights_and_cuts_of_the_reader_are_used() -> None:
    """P alone is 0, 75, 75: on the cut at 75, and tied."""
    scenario = Scenario(weights=(("q", 0.0),), cuts=(10.0, 20.0, 30.0, 75.0))
    found = score(TABLE, SIDES, scenario)
    assert_allclose(found.score, [0, 75, 75])
    assert_array_equal(found.risk_class, [0, 4, 4])
    assert_array_equal(found.rank, [3, 1, 1])


def test_the_normalisation_asked_for_is_used() -> None:
    """1, 2, 4 by rank: the middle one stands at 50 and not at 33."""
    one = preset({"p": {"a": 1}})
    found = score(table({"a": [1, 2, 4]}), one, Scenario(normalise="rank"))
    assert_allclose(found.score, [0, 50, 100])


FULL_SIDES = preset({"p": {"a": 1, "b": 1}, "q": {"c": 1, "d": 1}})
FULL_TABLE = table(
    {"a": [0, 5, 10], "b": [10, 0, 5], "c": [10, 5, 0], "d": [0, 10, 10]}
)


@pytest.mark.parametrize(
    ("aggregate", "last"),
    [
        ("arithmetic", 62.5),
        ("geometric", 3750**0.5),
        ("harmonic", 60.0),
        ("scaled_geometric", 10 * (10 - (3.25 * 5.5) ** 0.5) / 9 * 10),
    ],
)
def test_means_across_dimensions_by_hand(aggregate: str, last: float) -> None:
    """A2 has p 75 and q 50; on 0 to 10 INFORM mirrors them to 3.25 and 5.5."""
    found = score(FULL_TABLE, FULL_SIDES, Scenario(aggregate=aggregate))
    assert_allclose(found.dimension_scores, [[50, 50], [25, 75], [75, 50]])
    assert_allclose(found.score[0], 50)
    assert_allclose(found.score[2], last)


def test_only_the_arithmetic_mean_can_be_taken_apart() -> None:
    """Points of a product would be made up."""
    found = score(FULL_TABLE, FULL_SIDES, Scenario(aggregate="geometric"))
    assert_array_equal(found.contributions, np.full((3, 4), NAN))


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic"])
def test_a_mean_that_0_would_break_names_where(aggregate: str) -> None:
    """Dimension p is 0 in A0, and q in A1: both are told in one answer."""
    with pytest.raises(MethodError) as caught:
        score(TABLE, SIDES, Scenario(aggregate=aggregate))
    where = (
        f"mean_needs_positive aggregate={aggregate}; areas=('A{{}}',); dimension={{}}"
    )
    assert told(caught.value) == [where.format(0, "p"), where.format(1, "q")]


def test_0_breaks_no_mean_that_does_not_use_it() -> None:
    """A dimension without weight, and an area left grey, may hold 0."""
    without_q = Scenario(aggregate="geometric", weights=(("q", 0.0), ("b", 0.0)))
    with pytest.raises(MethodError, match=r"areas=\('A0',\); dimension=p"):
        score(TABLE, SIDES, without_q)
    grey = table({"a": [0, 5, 10], "b": [NAN, 0, 5], "c": [NAN, 1, 2], "d": [1, 3, 0]})
    sides = preset({"p": {"a": 1, "b": 1, "c": 1}, "q": {"d": 1}}, {"p": 9, "q": 0})
    found = score(grey, sides, Scenario(aggregate="geometric"))
    assert_allclose(found.score, [NAN, 50 / 3, 100])


def test_missing_is_missing() -> None:
    """A0 knows only a (0, a quarter of the weight): grey, yet its side is shown."""
    found = score(
        table({"a": [0, 5, 10], "b": [NAN, 10, 5], "c": [NAN, 3, 2]}),
        SIDES,
        Scenario(),
    )
    assert_allclose(found.weight_known, [0.25, 1, 1])
    assert_allclose(found.dimension_scores[0], [0, NAN])
    assert_array_equal(found.score[:1], [NAN])
    assert (found.risk_class[0], found.rank[0]) == (-1, 0)
    assert_array_equal(found.contributions[0], [NAN] * 3)
    assert_array_equal(np.sort(found.rank), [0, 1, 2])


def test_what_is_known_stands_for_the_rest() -> None:
    """A0 lacks b: p is a alone, 100; with q at 0 the score is 50 of 75 % known."""
    found = score(
        table({"a": [10, 0, 5], "b": [NAN, 0, 5], "c": [0, 1, 2]}), SIDES, Scenario()
    )
    assert_allclose(found.weight_known[0], 0.75)
    assert_allclose(found.score[0], 50)
    assert_array_equal(found.contributions[0], [50, NAN, 0])


def test_a_dimension_nobody_knows_counts_as_unknown_weight() -> None:
    """A0 lacks q: half of the weight; allowed at half, the score is p's."""
    found = score(
        table({"a": [10, 0, 5], "b": [0, 5, 10], "c": [NAN, 1, 2]}),
        SIDES,
        Scenario(min_known=0.5),
    )
    assert_allclose(found.weight_known[0], 0.5)
    assert_allclose(found.score[0], 50)
    assert_array_equal(found.contributions[0], [50, 0, NAN])


@pytest.mark.parametrize(
    ("min_known", "scored"), [(0.8, True), (0.8 + 1e-12, True), (0.8001, False)]
)
def test_exactly_the_least_share_known_is_scored(
    min_known: float, *, scored: bool
) -> None:
    """A tenth of weight eight times is 0.8, however a computer adds it up."""
    columns = {f"i{n}": [1.0 if n < 8 else NAN, 2.0, 3.0] for n in range(10)}
    ten = preset({"p": dict.fromkeys(columns, 1.0)})
    found = score(table(columns), ten, Scenario(min_known=min_known))
    assert np.isfinite(found.score[0]) == scored


def test_with_nothing_asked_for_nothing_is_still_unknown() -> None:
    """A least share of 0 scores an area of which nothing is known: it stays grey."""
    found = score(
        table({"a": [NAN, 1, 2]}), preset({"p": {"a": 1}}), Scenario(min_known=0)
    )
    assert_array_equal(found.risk_class, [-1, 0, 4])


def test_the_score_never_leaves_the_scale() -> None:
    """The highest of everything is 100, not 100.00000000000001."""
    columns = {f"i{n}": [1.0, 0.0] for n in range(7)}
    sides = preset({"p": {code: 0.1 + 0.07 * n for n, code in enumerate(columns)}})
    found = score(table(columns), sides, Scenario(weights=(("p", 0.3),)))
    assert_array_equal(found.score, [100, 0])
    assert found.dimension_scores.max() == 100


def test_an_indicator_outside_the_preset_adds_nothing() -> None:
    """The table may hold more than a preset uses, even what cannot be scaled."""
    found = score(
        table({"z": [7, 7], "a": [1, 2]}), preset({"p": {"a": 1}}), Scenario()
    )
    assert_array_equal(found.weights, [0, 1])
    assert_array_equal(found.score, [0, 100])


def test_faults_are_refused_before_anything_is_computed() -> None:
    """Weights and constant columns are the reader's to mend."""
    with pytest.raises(ScenarioError, match="weight_unknown"):
        score(TABLE, SIDES, Scenario(weights=(("z", 1.0),)))
    constant = table({"a": [1, 1], "b": [1, 2], "c": [1, 2]})
    with pytest.raises(MethodError, match="constant_indicator indicator=a"):
        score(constant, SIDES, Scenario())
    found = score(constant, SIDES, Scenario(weights=(("a", 0.0),)))
    assert_array_equal(found.score, [0, 100])


def test_outliers_are_drawn_in_only_where_asked_and_where_they_count() -> None:
    """One value of 100 among small ones becomes the next one, 5; yes or no stays."""
    small = [1.0, 2, 3, 4, 5, 1, 2, 3, 4]
    columns = {"a": [*small, 100.0], "b": [0.0] * 9 + [1.0], "c": [*small, 100.0]}
    raw = table(columns)
    yes_no = replace(raw.indicators[1], kind="yes_no")
    raw = replace(raw, indicators=(raw.indicators[0], yes_no, raw.indicators[2]))
    sides = preset({"p": {"a": 1, "b": 1, "c": 0}})
    assert score(raw, sides, Scenario()).treated == ()
    found = score(raw, sides, Scenario(treat="winsorise"))
    assert found.treated == (Treated("a", "winsorised", 1),)
    assert_allclose(found.normalised[:, 0], [0, 25, 50, 75, 100, 0, 25, 50, 75, 100])
    assert_allclose(found.normalised[:, 1], [0] * 9 + [100])
