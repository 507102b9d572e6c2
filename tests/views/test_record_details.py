"""The terminal can say what the profile, the remarks and the data page show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from views import record_details, tables
from views.drivers import drivers

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

LONG_MESANGAT = "64.08.18"


def test_the_points_of_a_profile_add_up_to_its_score(knowledge: Knowledge) -> None:
    """What the terminal says of a score takes it apart without a rest."""
    record = record_details.score_record(evaluate(knowledge, Scenario()))
    for place in record["areas"]:
        points = [part["points"] or 0.0 for part in place["indicators"].values()]
        assert sum(points) == pytest.approx(place["score"])


def test_a_profile_is_that_of_the_page(knowledge: Knowledge) -> None:
    """The same points, and what is unknown is None: never 0."""
    result = evaluate(knowledge, Scenario())
    row = result.score.areas.index(LONG_MESANGAT)
    told = record_details.profile_record(result, row)
    shown, _ = drivers(result, LONG_MESANGAT, "en")
    assert sorted(p["points"] for p in told.values() if p["points"] is not None) == (
        sorted(r["points"] for r in shown if r["points"] is not None)
    )
    assert told["tps_per_polsek"]["value"] is None
    assert told["tps_per_polsek"]["points"] is None


def test_the_figures_are_those_of_the_first_page(knowledge: Knowledge) -> None:
    """Eight without a polsek, and a shortlist by code."""
    result = evaluate(knowledge, Scenario())
    figures = record_details.summary_record(result)
    assert figures["lacking"] == 8
    assert figures["tps"] == 701
    shortlist = [c.desa_code for c in result.candidates]
    assert set(figures["shortlist"]) <= set(shortlist)
    assert tables.candidate_table(result, "en")[0]


def test_the_data_can_be_told_as_json(knowledge: Knowledge) -> None:
    """Every file, conflict and indicator; no nan ever leaves the house."""
    record = record_details.data_record(knowledge)
    text = json.dumps(record, allow_nan=False)
    catalogue = knowledge.area.catalogue
    assert len(record["files"]) == len(catalogue.files)
    assert len(record["conflicts"]) == len(catalogue.conflicts)
    assert len(record["indicators"]) == len(knowledge.indicators)
    assert "sha256" in text
