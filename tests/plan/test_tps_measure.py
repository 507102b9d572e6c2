"""A preset may count on vulnerable TPS, with reports and without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from plan.evaluate import evaluate
from risk.presets import read_presets
from risk.scenario import Scenario
from risk.tps_classes import SHARE
from tests.tps_cases import reports

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

SCENARIO = Scenario(preset="with_tps", min_known=0.5)


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    """Return the embedded area with a preset that counts on vulnerable TPS."""
    text = knowledge.area.method["presets/rakor_2024.toml"].decode()
    changed = text.replace("named_vulnerable_2020 = 1", f"{SHARE} = 1")
    assert changed != text
    codes = [indicator.code for indicator in knowledge.indicators]
    presets = read_presets({"presets/with_tps.toml": changed.encode()}, codes)
    return replace(knowledge, presets=presets)


def test_without_reports_the_preset_works_with_what_is_known(known: Knowledge) -> None:
    """The measure is unknown everywhere, and its weight counts as unknown."""
    result = evaluate(known, SCENARIO)
    column = result.table.codes.index(SHARE)
    assert np.isnan(result.table.values[:, column]).all()
    assert (result.score.weight_known < 1).all()
    assert not np.isnan(result.score.score).all()


def test_with_reports_the_measure_counts(known: Knowledge) -> None:
    """Only where there are some; the assumption changes none of it."""
    desa = known.area.desa.index
    homes = known.area.desa["kecamatan_code"]
    said = [(str(code), "dptb", place % 2 == 0) for place, code in enumerate(desa)]
    some = [one for one in said if homes[one[0]] != "64.08.06"]
    reported = known.with_tps_reports(reports(some))
    result = evaluate(reported, SCENARIO)
    column = result.table.codes.index(SHARE)
    values = dict(zip(result.table.areas, result.table.values[:, column], strict=True))
    assert np.isnan(values.pop("64.08.06"))
    assert all(0 <= value <= 1 for value in values.values())
    weight = dict(zip(result.score.areas, result.score.weight_known, strict=True))
    assert weight["64.08.06"] == pytest.approx(1 - 1 / 9)  # one of three, in one of 3
    assert weight["64.08.01"] == pytest.approx(1)
    assuming = evaluate(reported, replace(SCENARIO, tps_assumption="kecamatan"))
    np.testing.assert_array_equal(assuming.score.score, result.score.score)
