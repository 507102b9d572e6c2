"""Remarks on the indicators, on the boundaries of each."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from risk.flags import Flag, correlation, flags
from risk.normalise import minmax
from tests.risk.cases import NAN, preset, table


def flagged(
    columns: dict[str, list[float]], sides: dict[str, dict[str, float]]
) -> list[Flag]:
    """The remarks on a table whose columns all count upwards."""
    found = table(columns)
    return list(flags(found, minmax(found.values, found.directions), preset(sides)))


def test_correlation_by_hand() -> None:
    """1 2 3 with 1 3 2: covariance 1/3, variances 2/3 and 2/3, r = 0.5."""
    values = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])
    assert_allclose(correlation(values), [[1, 0.5], [0.5, 1]])


def test_correlation_uses_the_areas_both_know() -> None:
    """The wild 99 has no partner, so the three shared rows decide: -1."""
    values = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0], [99.0, NAN], [NAN, 50.0]])
    assert_allclose(correlation(values)[0, 1], -1)


@pytest.mark.parametrize(
    "second", [[1, 2, NAN, NAN], [4, 4, 4, NAN], [4, 4, 4, 9], [NAN] * 4]
)
def test_no_correlation_is_made_up(second: list[float]) -> None:
    """Two shared areas, or no spread in the shared ones, say nothing."""
    values = np.array([[1.0, 2.0, 3.0, NAN], second]).T
    assert np.isnan(correlation(values)[0, 1])


def test_indicators_that_repeat_each_other() -> None:
    """In one dimension and across two: 1 2 3 4 5 with its double."""
    up: list[float] = [1, 2, 3, 4, 5]
    double: list[float] = [2, 4, 6, 8, 10]
    columns = {"a": up, "b": double, "c": double}
    repeats, across, other = flagged(columns, {"p": {"a": 1, "b": 1}, "q": {"c": 1}})
    assert repeats.code == "repeats"
    assert dict(repeats.values) == {"first": "a", "second": "b", "r": pytest.approx(1)}
    assert (across.code, other.code) == ("repeats_across", "repeats_across")
    assert dict(other.values)["first"] == "b"


def test_indicators_that_oppose_each_other_only_inside_a_dimension() -> None:
    """Across dimensions a trade-off is what an index is for."""
    columns: dict[str, list[float]] = {"a": [1, 2, 3, 4], "b": [4, 3, 2, 1]}
    (opposes,) = flagged(columns, {"p": {"a": 1, "b": 1}})
    assert opposes.code == "opposes"
    assert flagged(columns, {"p": {"a": 1}, "q": {"b": 1}}) == []


def test_direction_counts() -> None:
    """One that falls as risk rises agrees with one that rises."""
    found = table({"a": [1, 2, 3, 4], "b": [4, 3, 2, 1]}, less_is_riskier=["b"])
    scaled = minmax(found.values, found.directions)
    (remark,) = flags(found, scaled, preset({"p": {"a": 1, "b": 1}}))
    assert remark.code == "repeats"


@pytest.mark.parametrize(("r", "codes"), [(0.89, []), (0.91, ["repeats"])])
def test_the_bound_of_repeating(r: float, codes: list[str]) -> None:
    """0.9 parts them."""
    assert [flag.code for flag in pair_with(r)] == codes


@pytest.mark.parametrize(("r", "codes"), [(-0.39, []), (-0.41, ["opposes"])])
def test_the_bound_of_opposing(r: float, codes: list[str]) -> None:
    """-0.4 parts them."""
    assert [flag.code for flag in pair_with(r)] == codes


def pair_with(r: float) -> list[Flag]:
    """Remarks on two indicators of one dimension, mixed so that they correlate r."""
    first = np.array([-3.0, -1.0, 1.0, 3.0]) / 20**0.5
    unrelated = np.array([1.0, -1.0, -1.0, 1.0]) / 2
    second = r * first + (1 - r**2) ** 0.5 * unrelated
    columns = {"a": first.tolist(), "b": second.tolist()}
    assert_allclose(np.corrcoef(first, second)[0, 1], r)
    return flagged(columns, {"p": {"a": 1, "b": 1}})


def test_sparse_is_below_66_percent() -> None:
    """33 of 50 is exactly 66 % and enough; 32 is not."""
    values = [float(n) for n in range(50)]
    assert flagged({"a": [*values[:33], *[NAN] * 17]}, {"p": {"a": 1}}) == []
    (sparse,) = flagged({"a": [*values[:32], *[NAN] * 18]}, {"p": {"a": 1}})
    assert sparse == Flag("sparse", (("indicator", "a"), ("share", 0.64)))


def test_equal_values_are_more_than_half_of_the_known() -> None:
    """Two of four is half and fine; two of three known is not."""
    assert flagged({"a": [0, 0, 1, 2]}, {"p": {"a": 1}}) == []
    (equal,) = flagged({"a": [0, 0, 1, NAN]}, {"p": {"a": 1}})
    assert equal == Flag("equal_values", (("indicator", "a"), ("share", 2 / 3)))


def test_constant_and_unknown_are_said_once() -> None:
    """A constant needs no second remark; the unknown is sparse and nothing else."""
    remarks = flagged({"a": [5, 5, 5], "b": [NAN] * 3}, {"p": {"a": 1, "b": 1}})
    assert remarks == [
        Flag("constant", (("indicator", "a"),)),
        Flag("sparse", (("indicator", "b"), ("share", 0.0))),
    ]


def test_indicators_outside_the_preset_are_not_remarked_on() -> None:
    """The reader is not told about what is not used."""
    assert flagged({"a": [1, 2, 3], "z": [5, 5, 5]}, {"p": {"a": 1}}) == []
