"""COINr's example, the ASEM index: every number printed comes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from typer.testing import CliRunner

import cli
from risk.normalise import minmax, zscore
from risk.own.prepare import divided, prepare
from risk.own.steps import read_steps
from risk.own.tables import Tables, read_tables
from risk.treat import kurtosis, passes, skewness, treat
from tests.reference.tables import FOLDER, differs, rows, write

if TYPE_CHECKING:
    from pathlib import Path

    from risk.own.steps import Steps

DATA, META = FOLDER / "asem_iData.csv", FOLDER / "asem_iMeta.csv"
STEPS = ("--denominate", "--treat", "--impute", "group-mean:EurAsia_group")
RAW = 1.5  # units of the last digit: raw values are printed with seven digits too
UNSCREENED = ("BGD", "BRN", "KHM", "LAO", "MMR")


def index(*words: object, data: Path = DATA, meta: Path = META) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what `cli.py index` answers, areas by their code."""
    command = ["index", "--data", data, "--meta", meta, "--json", *words]
    done = CliRunner().invoke(cli.app, [str(word) for word in command])
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    return record | {"areas": {area["code"]: area for area in record["areas"]}}


@pytest.fixture(scope="module")
def built() -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return COINr's example index."""
    return index(*STEPS, "--normalise", "min-max")


@pytest.fixture(scope="module")
def steps() -> Steps:
    """Return the same steps for the core."""
    return read_steps(
        denominate=True,
        impute="group-mean:EurAsia_group",
        treat=True,
        normalise="min-max",
    )


@pytest.fixture(scope="module")
def tables(steps: Steps) -> Tables:
    """Return the tables as read."""
    return read_tables(DATA, META, steps)


@pytest.mark.parametrize(
    "name", ["results_aggs_head6", "aggregated_sust_pillars_head5"]
)
def test_scores_at_every_node(name: str, built: dict[str, Any]) -> None:
    """To the last decimal printed."""
    for code, printed in rows(f"asem_{name}.csv").items():
        found = built["areas"][code]
        assert printed.pop("Rank", str(found["rank"])) == str(found["rank"])
        del printed["uCode"]
        wrong = {n: v for n, v in printed.items() if differs(found["scores"][n], v)}
        assert not wrong


def test_one_country_at_every_node(built: dict[str, Any]) -> None:
    """India, with its rank at each of the eleven."""
    for node, printed in rows("asem_unit_summary_IND.csv", "Code").items():
        scores = [area["scores"][node] for area in built["areas"].values()]
        found = built["areas"]["IND"]["scores"][node]
        assert not differs(found, printed["Score"])
        assert 1 + sum(score > found for score in scores) == int(printed["Rank"])


def test_the_ranks_of_all(built: dict[str, Any]) -> None:
    """By min-max, and by percentile rank with equals at the lowest."""
    ranked = index(*STEPS, "--normalise", "rank")
    for code, printed in rows("asem_index_ranks_all51.csv").items():
        assert built["areas"][code]["rank"] == int(printed["Nominal"])
        assert ranked["areas"][code]["rank"] == int(printed["Prank"])


def test_the_ranks_without_two_indicators(tmp_path: Path) -> None:
    """LPI and Forest are no longer in iMeta; their columns are said to be unused."""
    kept = [row for code, row in rows(META.name, "iCode").items()]
    kept = [row for row in kept if row["iCode"] not in {"LPI", "Forest"}]
    meta = write(tmp_path / "iMeta.csv", kept)
    found = index(*STEPS, "--normalise", "min-max", meta=meta)
    for code, printed in rows("asem_index_ranks_all51.csv").items():
        assert found["areas"][code]["rank"] == int(printed["NoLPIFor"])
    (flag,) = [one for one in found["flags"] if one["code"] == "columns_unused"]
    assert flag["columns"] == ["LPI", "Forest"]


def test_the_scores_with_what_is_unknown_left_out(tmp_path: Path) -> None:
    """Without imputation, and without five countries of which too little is known."""
    kept = [row for code, row in rows(DATA.name).items() if code not in UNSCREENED]
    data = write(tmp_path / "iData.csv", kept)
    words = ("--denominate", "--treat", "--normalise", "min-max")
    found = index(*words, data=data)["areas"]
    for code, printed in rows("asem_results_screen90_noimpute_head6.csv").items():
        assert printed.pop("Rank") == str(found[code]["rank"])
        del printed["uCode"]
        scores = found[code]["scores"]
        assert not {n: v for n, v in printed.items() if differs(scores[n], v)}
    for code, printed in rows("asem_index_ranks_all51.csv").items():
        if code not in UNSCREENED:
            assert str(found[code]["rank"]) == printed["Screen90"]


def test_four_indicators_on_the_scale(tables: Tables, steps: Steps) -> None:
    """Of five countries."""
    normalised, _ = prepare(tables, steps)
    for area, printed in rows("asem_normalised_head5.csv").items():
        del printed["uCode"]
        for code, value in printed.items():
            place = tables.areas.index(area), tables.tree.leaves.index(code)
            assert not differs(normalised[place], value, RAW)


def test_goods_over_gdp(tables: Tables, steps: Steps) -> None:
    """For all countries."""
    goods = divided(tables, steps)[:, tables.tree.leaves.index("Goods")]
    for area, printed in rows("asem_denominated_goods_per_gdp.csv").items():
        wanted = float(printed["Goods_per_GDP"])
        assert goods[tables.areas.index(area)] == pytest.approx(wanted, rel=2e-7)


def test_skewness_kurtosis_and_points(tables: Tables) -> None:
    """Of raw values, before and after."""
    for code, printed in rows("asem_treat_raw_default.csv", "iCode").items():
        raw = tables.values[:, [tables.tree.leaves.index(code)]]
        after, done = treat(raw)
        known, new = raw[~np.isnan(raw)], after[~np.isnan(after)]
        assert str(passes(known)).upper() == printed["Pass0"]
        assert not differs(skewness(known), printed["Skew0"], RAW)
        assert not differs(kurtosis(known), printed["Kurt0"], RAW)
        if printed["nwin"] == "NA":
            assert done == ()
            continue
        assert [(one.method, str(one.points)) for one in done] == [
            ("winsorised", printed["nwin"])
        ]
        assert not differs(skewness(new), printed["Skew1"], RAW)
        assert not differs(kurtosis(new), printed["Kurt1"], RAW)


def test_z_scores_and_min_max_of_raw_values(tables: Tables) -> None:
    """Mean 10, deviation 2; and 0 to 100."""
    ones = np.ones(tables.values.shape[1])
    z, scaled = zscore(tables.values, ones), minmax(tables.values, ones)
    for area, printed in rows("asem_normalise_raw_mixed_head10.csv").items():
        row = tables.areas.index(area)
        flights = z[row, tables.tree.leaves.index("Flights")]
        assert not differs(10 + 2 * flights, printed["Flights"], RAW)
        ship = scaled[row, tables.tree.leaves.index("Ship")]
        assert not differs(ship, printed["Ship"], RAW)
