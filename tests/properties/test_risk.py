"""What holds for every index, whatever the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from risk.aggregate import MEANS
from risk.normalise import METHODS
from risk.scenario import COUNTABLE, WORDS, Scenario
from risk.score import Score, score
from tests.risk.cases import preset, table

if TYPE_CHECKING:
    from geo.units import Floats

CODES = ("a", "b", "c", "d")
SIDES = preset({"p": {"a": 1, "b": 1}, "q": {"c": 1, "d": 1}})

whole = st.integers(0, 1000).map(float)
weight = st.integers(1, 20).map(float)
weights = st.fixed_dictionaries(dict.fromkeys((*CODES, "p", "q"), weight)).map(
    lambda chosen: tuple(chosen.items())
)
some_unknown = arrays(float, (6, 4), elements=whole | st.just(np.nan))
all_known = arrays(float, (6, 4), elements=whole)


def scored(values: Floats, scenario: Scenario) -> Score:
    """Score six areas, between one that is lowest and one that is highest."""
    ends = np.array([[-1.0] * 4, [1001.0] * 4])
    columns = np.vstack([values, ends]).T.tolist()
    return score(table(dict(zip(CODES, columns, strict=True))), SIDES, scenario)


@given(some_unknown, weights, st.integers(2, 9), st.sampled_from(sorted(METHODS)))
def test_weights_times_a_constant_change_nothing(
    values: Floats, chosen: tuple[tuple[str, float], ...], times: int, method: str
) -> None:
    """Only the ratios of weights have a meaning."""
    more = tuple((code, times * one) for code, one in chosen)
    before = scored(values, Scenario(weights=chosen, normalise=method))
    after = scored(values, Scenario(weights=more, normalise=method))
    assert_allclose(after.score, before.score, atol=1e-9)
    assert_array_equal(after.rank, before.rank)
    assert_array_equal(after.risk_class, before.risk_class)


@given(
    some_unknown,
    weights,
    st.permutations(range(6)),
    st.sampled_from(sorted(METHODS)),
    st.sampled_from(["arithmetic", "scaled_geometric"]),
)
def test_the_order_of_the_areas_changes_nothing(
    values: Floats,
    chosen: tuple[tuple[str, float], ...],
    order: list[int],
    method: str,
    aggregate: str,
) -> None:
    """An area's score, class and rank go with it wherever it stands."""
    scenario = Scenario(weights=chosen, normalise=method, aggregate=aggregate)
    before, after = scored(values, scenario), scored(values[order], scenario)
    assert_allclose(after.score[:6], before.score[:6][order], atol=1e-9)
    assert_array_equal(after.risk_class[:6], before.risk_class[:6][order])
    assert_array_equal(after.rank[:6], before.rank[:6][order])


@given(
    all_known,
    weights,
    st.tuples(st.integers(0, 5), st.integers(0, 3)),
    whole,
    st.sampled_from(sorted(METHODS)),
)
def test_more_of_a_danger_never_lowers_the_score(
    values: Floats,
    chosen: tuple[tuple[str, float], ...],
    where: tuple[int, int],
    value: float,
    method: str,
) -> None:
    """With the ends of the scale held by two other areas."""
    raised, row = values.copy(), where[0]
    raised[where] = max(value, values[where])
    scenario = Scenario(weights=chosen, normalise=method)
    before, after = scored(values, scenario), scored(raised, scenario)
    assert after.score[row] >= before.score[row] - 1e-9
    assert 0 < after.rank[row] <= before.rank[row]


@given(some_unknown, weights, st.sampled_from([0.0, 0.3, 0.66, 1.0]))
def test_the_contributions_add_up_to_the_score(
    values: Floats, chosen: tuple[tuple[str, float], ...], least: float
) -> None:
    """What the profile shows is the whole score and nothing else."""
    found = scored(values, Scenario(weights=chosen, min_known=least))
    known = ~np.isnan(found.score)
    points = np.nansum(found.contributions[known], axis=1)
    assert_allclose(points, found.score[known], atol=1e-9)
    assert np.isnan(found.contributions[~known]).all()
    unknown = np.isnan(found.normalised)
    assert_array_equal(np.isnan(found.contributions[known]), unknown[known])


@given(
    some_unknown,
    weights,
    st.sampled_from([0.0, 0.3, 0.66, 1.0]),
    st.sampled_from(["arithmetic", "scaled_geometric"]),
)
def test_unknown_never_gets_a_class(
    values: Floats,
    chosen: tuple[tuple[str, float], ...],
    least: float,
    aggregate: str,
) -> None:
    """Score, class and rank are known together or not at all, and on their scales."""
    found = scored(
        values, Scenario(weights=chosen, min_known=least, aggregate=aggregate)
    )
    known = ~np.isnan(found.score)
    assert_array_equal(found.risk_class >= 0, known)
    assert_array_equal(found.rank > 0, known)
    assert ((found.score[known] >= 0) & (found.score[known] <= 100)).all()
    assert (found.weight_known[known] >= least - 1e-9).all()
    assert (found.risk_class <= 4).all()


@pytest.mark.parametrize("name", MEANS)
@given(
    values=arrays(float, (3, 4), elements=st.integers(1, 100).map(float)),
    chosen=arrays(float, 4, elements=weight),
)
def test_a_mean_lies_among_its_values(
    name: str, values: Floats, chosen: Floats
) -> None:
    """Whatever the mean and the weights."""
    mean = MEANS[name](values, chosen)
    assert (mean >= values.min(axis=1) - 1e-9).all()
    assert (mean <= values.max(axis=1) + 1e-9).all()


@given(
    arrays(float, (3, 4), elements=st.integers(1, 100).map(float)),
    arrays(float, 4, elements=weight),
)
def test_the_means_keep_their_order(values: Floats, chosen: Floats) -> None:
    """Harmonic <= geometric <= arithmetic <= INFORM's, which a high value lifts."""
    order = ("harmonic", "geometric", "arithmetic", "scaled_geometric")
    means = np.array([MEANS[name](values, chosen) for name in order])
    assert (np.diff(means, axis=0) >= -1e-9).all()


number = st.floats(0.01, 1000)
share = st.floats(0, 1)
scenarios = st.builds(
    Scenario,
    preset=st.sampled_from(["rakor_2024", "rakor_2024_flat"]),
    weights=weights,
    cuts=st.lists(st.floats(0.1, 99.9), min_size=4, max_size=4, unique=True).map(
        lambda cuts: tuple(sorted(cuts))
    ),
    min_known=share,
    threshold=number,
    standard=share,
    counted=st.lists(st.sampled_from(COUNTABLE)).map(tuple),
    **{field: st.sampled_from(known) for field, known in WORDS.items()},
)


@given(scenarios)
def test_a_link_gives_the_same_scenario_back(scenario: Scenario) -> None:
    """To the last digit: the scenario is the cache key."""
    again = Scenario.from_query(scenario.to_query())
    assert again == scenario
    assert again.to_dict() == scenario.to_dict()
