"""An index brought along, each step worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.errors import MethodError
from risk.flags import Flag
from risk.own.index import ranks
from risk.treat import Treatment
from tests.risk.own.tables import DATA, META, build

if TYPE_CHECKING:
    from pathlib import Path

NAN = np.nan


def test_without_a_step_indicators_are_aggregated_as_they_are(tmp_path: Path) -> None:
    """X: p = (1 + 3 x 10) / 4 = 7.75, q = 5, the index (2 x 7.75 + 5) / 3."""
    index = build(tmp_path)
    assert index.tables.areas == ("X", "Y", "Z")
    assert index.tree.nodes == ("p", "q", "i")
    p = np.array([7.75, 23, 15.75])
    q = np.array([5, 5, 8.0])
    assert_allclose(index.scores, np.column_stack([p, q, (2 * p + q) / 3]))
    assert_allclose(index.index, index.scores[:, 2])
    assert index.rank.tolist() == [3, 1, 2]
    assert Flag("direction_unused", (("indicators", ("b",)),)) in index.flags


def test_min_max_turns_and_scales(tmp_path: Path) -> None:
    """On 0 to 10: a 0 5 10, b turned 10 0 5, c 0 0 10."""
    index = build(tmp_path, normalise="min-max", scale="0,10")
    assert_allclose(index.normalised, [[0, 10, 0], [5, 0, 0], [10, 5, 10]])
    p = [7.5, 1.25, 6.25]
    assert_allclose(index.scores[:, 0], p)
    assert_allclose(index.scores[:, 2], [5, 2.5 / 3, 22.5 / 3])
    assert not any(flag.code == "direction_unused" for flag in index.flags)


def test_a_range_need_not_begin_at_nought(tmp_path: Path) -> None:
    """From 1 to 3, the middle is 2."""
    index = build(tmp_path, normalise="min-max", scale="1,3")
    assert_allclose(index.normalised[:, 0], [1, 2, 3])


def test_denominators_divide(tmp_path: Path) -> None:
    """The b is 10 / 1, 30 / 2, 20 / 4; turned on 0 to 100: 50, 0, 100."""
    index = build(tmp_path, denominate=True, normalise="min-max")
    assert_allclose(index.normalised[:, 1], [50, 0, 100])


def test_an_unknown_denominator_makes_the_value_unknown(tmp_path: Path) -> None:
    """Blank or NA, as R writes it."""
    data = DATA.replace(",1,n", ",,n").replace(",2,n", ",NA,n")
    index = build(tmp_path, data, denominate=True)
    assert_allclose(index.normalised[:, 1], [NAN, NAN, 5])


def test_z_scores_and_ranks(tmp_path: Path) -> None:
    """The a is -1, 0, 1; of c the two fives share the lowest rank."""
    assert_allclose(build(tmp_path, normalise="z").normalised[:, 0], [-1, 0, 1])
    ranked = build(tmp_path, normalise="rank").normalised
    assert_allclose(ranked, [[0, 100, 0], [50, 0, 0], [100, 50, 100]])


def test_z_scores_have_no_range(tmp_path: Path) -> None:
    """A range given is told to be of no use."""
    index = build(tmp_path, normalise="z", scale="0,10")
    assert_allclose(index.normalised[:, 0], [-1, 0, 1])
    assert Flag("range_unused", (("range", "0,10"),)) in index.flags


def test_goalposts_either_way_round(tmp_path: Path) -> None:
    """The a from 0 to 4, b turned from 0 to 20, c clipped at 6."""
    rows = META.splitlines()
    ends = ["GoalpostBest,GoalpostWorst", "4,0", "0,20", "6,4", *[","] * 5]
    meta = "\n".join(f"{r},{e}" for r, e in zip(rows, ends, strict=True))
    index = build(tmp_path, meta=meta, normalise="goalposts", scale="0,10")
    assert_allclose(index.normalised, [[2.5, 5, 5], [5.0, 0, 5], [7.5, 0, 10]])


def test_imputing_the_mean(tmp_path: Path) -> None:
    """Without Y, a is 1 and 3, mean 2; by group only X is known."""
    data = DATA.replace("Wye,2,", "Wye,,")
    assert_allclose(build(tmp_path, data).normalised[:, 0], [1, NAN, 3])
    filled = build(tmp_path, data, impute="mean").normalised
    assert_allclose(filled[:, 0], [1, 2, 3])
    grouped = build(tmp_path, data, impute="group-mean:grp").normalised
    assert_allclose(grouped[:, 0], [1, 1, 3])


def test_a_group_that_knows_nothing_stays_unknown(tmp_path: Path) -> None:
    """The Z is alone in s, X and Y have no group: what X knows is not Y's."""
    data = DATA.replace("Zed,3,", "Zed,,").replace(",n\n", ",\n")
    data = data.replace("Wye,2,", "Wye,,")
    grouped = build(tmp_path, data, impute="group-mean:grp").normalised
    assert_allclose(grouped[:, 0], [1, NAN, NAN])


def test_imputing_comes_before_treating(tmp_path: Path) -> None:
    """One value of five is unknown: filled with the mean, five can be judged."""
    rows = [f"A{n},,{n},{v},1,1,n" for n, v in enumerate([0, 0, 0, 0, "", 100])]
    data = "\n".join([DATA.splitlines()[0], *rows])
    index = build(tmp_path, data, impute="mean", treat=True)
    assert_allclose(index.normalised[:, 1], [0, 0, 0, 0, 20, 20])
    assert index.treated == (Treatment(1, "winsorised", 1),)


def test_treating_comes_before_normalising(tmp_path: Path) -> None:
    """1 to 9, 30 and 100, drawn in to 30, on 0 to 100."""
    values = [*range(1, 10), 30, 100]
    rows = [f"A{n:02},,{n},{v},{n % 2},1,n" for n, v in enumerate(values)]
    data = "\n".join([DATA.splitlines()[0], *rows])
    index = build(tmp_path, data, treat=True, normalise="min-max")
    assert_allclose(index.normalised[-2:, 1], [0, 0])
    assert index.treated == (Treatment(1, "winsorised", 1),)


def test_means_by_level_and_by_node(tmp_path: Path) -> None:
    """Geometric below, harmonic above; a Mean in the table goes before both."""
    index = build(tmp_path, aggregate="geometric,harmonic")
    p = (1 * 10**3) ** 0.25
    assert_allclose(index.scores[0], [p, 5, 3 / (2 / p + 1 / 5)])
    rows = META.splitlines()
    own = ["Mean", "", "", "", "arithmetic", "", "harmonic", "", ""]
    meta = "\n".join(f"{r},{m}" for r, m in zip(rows, own, strict=True))
    index = build(tmp_path, meta=meta, aggregate="geometric")
    assert_allclose(index.scores[0], [7.75, 5, 3 / (2 / 7.75 + 1 / 5)])


def test_inform_s_mean_runs_to_the_top_of_the_range(tmp_path: Path) -> None:
    """10 and 0, 1 to 3, on 0 to 10: (10 - (1^0.75) 10^0.25) / 9 x 10 for X."""
    index = build(tmp_path, normalise="min-max", scale="0,10", aggregate="inform")
    assert_allclose(index.scores[0, 0], (10 - 10**0.25) / 9 * 10)


def test_half_up_at_every_level(tmp_path: Path) -> None:
    """The c of Z, 6.25, is 6.3; as it is without normalisation, on the way up."""
    data = DATA.replace("20,8,4", "20,6.25,4")
    index = build(tmp_path, data, digits=1)
    assert_allclose(index.scores[2], [15.8, 6.3, 12.6])
    assert_allclose(index.normalised[2, 2], 6.25)
    scaled = build(tmp_path, normalise="min-max", scale="0,1", digits=0)
    assert_allclose(scaled.normalised[:, 0], [0, 1, 1])


def test_unknown_is_neither_first_nor_last(tmp_path: Path) -> None:
    """Without a value, no index and no rank; with some, what is known counts."""
    data = DATA.replace("1,10,5", ",,").replace("2,30,5", ",30,")
    index = build(tmp_path, data)
    assert_allclose(index.scores[:2], [[NAN, NAN, NAN], [30, NAN, 30]])
    assert index.rank.tolist() == [0, 1, 2]


def test_ties_share_the_better_rank_on_any_scale() -> None:
    """Rounding on a scale of 1e12 is no difference, 1 on one of 1e-12 is."""
    values = np.array([3e12, 1e12, 3e12 + 1e-3, NAN])
    assert ranks(values).tolist() == [1, 3, 1, 0]
    assert ranks(values[:2] * 1e-24).tolist() == [1, 2]
    assert ranks(np.zeros(2)).tolist() == [1, 1]
    assert ranks(np.array([NAN])).tolist() == [0]


def test_values_that_a_mean_cannot_take_are_named(tmp_path: Path) -> None:
    """Every aggregate with its areas, at once; the one above is not blamed."""
    with pytest.raises(MethodError) as refused:
        build(tmp_path, normalise="min-max", aggregate="geometric")
    told = [dict(problem.values) for problem in refused.value.problems]
    assert [(one["node"], one["areas"], one["count"]) for one in told] == [
        ("p", ("X", "Y"), 2),
        ("q", ("X", "Y"), 2),
    ]
    assert {problem.code for problem in refused.value.problems} == {"node_not_positive"}


@pytest.mark.parametrize("mean", ["geometric", "harmonic"])
def test_z_scores_have_no_such_mean(tmp_path: Path, mean: str) -> None:
    """Half of them are negative."""
    with pytest.raises(MethodError, match="node_not_positive"):
        build(tmp_path, normalise="z", aggregate=mean)


def test_inform_s_mean_refuses_what_is_off_its_range(tmp_path: Path) -> None:
    """Above the top and below nought; exactly at an end is well."""
    with pytest.raises(MethodError, match="node_outside_range") as refused:
        build(tmp_path, scale="0,20", aggregate="inform")
    (problem,) = refused.value.problems
    assert dict(problem.values)["areas"] == ("Y",)
    build(tmp_path, scale="0,30", aggregate="inform")
    with pytest.raises(MethodError, match="node_outside_range"):
        build(tmp_path, DATA.replace(",1,10", ",-1,10"), aggregate="inform")


def test_an_indicator_that_becomes_constant_is_refused(tmp_path: Path) -> None:
    """10 / 1, 20 / 2, 40 / 4: told once the steps have been taken."""
    data = DATA.replace("30,5,2", "20,5,2").replace("20,8,4", "40,8,4")
    with pytest.raises(MethodError, match="constant_after_steps") as refused:
        build(tmp_path, data, denominate=True, normalise="rank")
    assert refused.value.problems[0].values == (("indicators", ("b",)),)
    build(tmp_path, data, denominate=True)


def test_flags_speak_of_the_data_brought(tmp_path: Path) -> None:
    """The b is known in one of three areas and c mostly 5, filled in or not."""
    data = DATA.replace("1,10,5", "1,,5").replace("2,30,5", "2,,5")
    index = build(tmp_path, data.replace("grp\n", "more\n"), impute="mean")
    codes = [flag.code for flag in index.flags]
    assert codes[:3] == ["sparse", "constant", "equal_values"]
    assert Flag("columns_unused", (("columns", ("more",)),)) in index.flags


def test_an_aggregate_s_direction_is_not_looked_at(tmp_path: Path) -> None:
    """As in COINr; but it is said."""
    meta = META.replace("q,Qu,2,i,1", "q,Qu,2,i,-1")
    index = build(tmp_path, meta=meta, normalise="min-max")
    assert Flag("direction_unused", (("indicators", ("q",)),)) in index.flags


def test_what_made_the_index_makes_it_again(tmp_path: Path) -> None:
    """Tree, leaves, weights, means and digits are all another room needs."""
    index = build(tmp_path, scale="0,30", aggregate="inform,arithmetic", digits=1)
    again = index.tree.aggregate(
        index.normalised, index.weights, index.means, index.digits
    )
    assert_allclose(again, index.scores)
