"""One scenario, one answer: the same choices and data give the same result."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geo import reading
from geo.errors import LayerError, MethodError, ScenarioError
from geo.posts_file import posts_csv
from plan.evaluate import Result, evaluate, evaluate_next
from plan.knowledge import load_knowledge
from plan.reasons import Reason
from plan.summary import summarise
from risk.phases import PHASES
from risk.scenario import Scenario
from tests.risk.cases import SETTLED

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

DEFAULT = Scenario()


def told(result: Result) -> str:
    """Return everything a result says, as text to compare byte for byte."""
    score = result.score
    said = {
        "score": score.score.tolist(),
        "class": score.risk_class.tolist(),
        "rank": score.rank.tolist(),
        "values": result.table.values.tolist(),
        "coverage": result.coverage_table.to_json(),
        "gaps": [asdict(gap) for gap in result.gaps],
        "candidates": [asdict(candidate) for candidate in result.candidates],
        "shortlist": [asdict(proposal) for proposal in result.shortlist],
        "flags": [asdict(flag) for flag in result.flags],
        "summary": asdict(summarise(result)),
    }
    return json.dumps(said)


def test_the_same_question_has_the_same_answer(
    knowledge: Knowledge, area_path: Path
) -> None:
    """Also after loading everything anew."""
    scenario = Scenario(threshold=90, season="wet", post_type="koramil")
    again = load_knowledge(area_path)
    assert told(evaluate(again, scenario)) == told(evaluate(knowledge, scenario))


NEXT = [
    Scenario(new_posts=5),
    Scenario(new_posts=0),
    Scenario(objective="pmedian", demand_weight="tps"),
    Scenario(sites=("64.08.06.2003",)),
    Scenario(demand_weight="tps_vulnerable"),
    Scenario(weights=(("teknis", 2.0),), new_posts=5),
    Scenario(threshold=90),
    Scenario(post_type="koramil"),
    DEFAULT,
]


@pytest.mark.parametrize("scenario", NEXT)
def test_the_next_answer_is_the_answer(
    knowledge: Knowledge, scenario: Scenario
) -> None:
    """Whatever came before: places of another choice, or no places at all."""
    alone = evaluate(knowledge, scenario)
    for before in (DEFAULT, Scenario(demand_weight="tps_vulnerable")):
        after = evaluate_next(evaluate(knowledge, before), scenario)
        assert told(after) == told(alone)
        assert after.scenario == alone.scenario
        assert repr(after.not_sited) == repr(alone.not_sited)
        assert (after.sited is None) == (alone.sited is None)


def test_what_new_posts_do_not_touch_is_kept(knowledge: Knowledge) -> None:
    """Only places are sought again; another weight changes the score too."""
    before = evaluate(knowledge, DEFAULT)
    assert evaluate_next(before, Scenario(new_posts=5)).score is before.score
    heavier = Scenario(weights=(("teknis", 2.0),))
    assert evaluate_next(before, heavier).score is not before.score


def test_a_next_choice_that_cannot_be_answered(knowledge: Knowledge) -> None:
    """Refused by code, as the first would be."""
    before = evaluate(knowledge, DEFAULT)
    with pytest.raises(ScenarioError, match="preset_unknown"):
        evaluate_next(before, Scenario(preset="ikp_1999"))


def test_a_result_knows_its_area(knowledge: Knowledge) -> None:
    """What was asked, of which area, stays with the answer."""
    result = evaluate(knowledge, DEFAULT)
    assert result.area is knowledge.area
    assert result.scenario == SETTLED


def test_the_index_is_about_police_whatever_is_planned(knowledge: Knowledge) -> None:
    """Planning koramil changes coverage and gaps, not the score."""
    police = evaluate(knowledge, DEFAULT)
    army = evaluate(knowledge, Scenario(post_type="koramil"))
    assert (army.score.score == police.score.score).all()
    assert not army.coverage_table.equals(police.coverage_table)


def test_every_kecamatan_is_scored(knowledge: Knowledge) -> None:
    """18 scores between 0 and 100, ranks 1 to 18, Long Mesangat on 5/6 of the weight.

    Two of four equal parts of one third are unknown there: 1 - 2/4 x 1/3.
    """
    score = evaluate(knowledge, DEFAULT).score
    assert len(score.areas) == 18
    assert ((score.score >= 0) & (score.score <= 100)).all()
    assert sorted(score.rank) == list(range(1, 19))
    known = dict(zip(score.areas, score.weight_known, strict=True))
    assert known.pop("64.08.18") == pytest.approx(5 / 6)
    assert set(np.round(list(known.values()), 9)) == {1}


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        (Scenario(preset="ikp_1999"), "preset_unknown"),
        (Scenario(weights=(("moon", 1.0),)), "weight_unknown"),
        (
            Scenario(
                weights=(("teknis", 0.0), ("logistik", 0.0), ("sosial_budaya", 0.0))
            ),
            "dimensions_without_weight",
        ),
    ],
)
def test_a_choice_that_cannot_be_answered(
    knowledge: Knowledge, scenario: Scenario, code: str
) -> None:
    """Refused by code, before anything is computed."""
    with pytest.raises(ScenarioError) as refused:
        evaluate(knowledge, scenario)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_indicator_without_a_measure_is_refused(knowledge: Knowledge) -> None:
    """A preset counts on it, so the table is not scored without it."""
    indicators = tuple(
        replace(each, code="moon_phase") if each.code == "sea_only" else each
        for each in knowledge.indicators
    )
    with pytest.raises(MethodError, match="indicator_not_in_table indicator=sea_only"):
        evaluate(replace(knowledge, indicators=indicators), DEFAULT)


# --------------------------------------------------------------- corrected posts


def test_a_polsek_in_busang_closes_its_gap(knowledge: Knowledge) -> None:
    """A corrected table takes effect at once; what was known before stays so."""
    posts = knowledge.area.posts.reset_index()
    seat = knowledge.area.desa.loc["64.08.06.2003"]
    rows = posts.to_dict("records")
    like = next(row for row in rows if row["post_id"] == "P09")
    new = like | {
        "post_id": "P99",
        "name": "Polsek Busang",
        "kecamatan_code": "64.08.06",
        "desa_code": "64.08.06.2003",
        "lon": seat["lon"],
        "lat": seat["lat"],
        "covers_kecamatan": ("64.08.06",),
    }
    corrected = knowledge.with_posts(pd.DataFrame([*rows, new]))
    gaps = {gap.kecamatan: gap for gap in evaluate(corrected, DEFAULT).gaps}
    assert "Busang" not in gaps or "none" not in gaps["Busang"].statuses
    before = {gap.kecamatan: gap for gap in evaluate(knowledge, DEFAULT).gaps}
    assert "none" in before["Busang"].statuses
    assert corrected.area.data_version != knowledge.area.data_version
    assert corrected.access is knowledge.access


def test_a_faulty_correction_is_refused(knowledge: Knowledge) -> None:
    """The same checks as for the file."""
    posts = knowledge.area.posts.reset_index().assign(post_type="kastil")
    with pytest.raises(LayerError, match="choice_unknown"):
        knowledge.with_posts(posts)


def test_a_posts_file_takes_the_place_of_the_layer(
    knowledge: Knowledge, area_path: Path, tmp_path: Path
) -> None:
    """`--posts FILE` and a correction in the table are one and the same."""
    posts = knowledge.area.posts.drop(index="P05")
    file = tmp_path / "posts.csv"
    file.write_text(posts_csv(posts), encoding="utf-8")
    from_file = evaluate(load_knowledge(area_path, file), DEFAULT)
    from_table = evaluate(knowledge.with_posts(posts.reset_index()), DEFAULT)
    assert told(from_file) == told(from_table)
    assert from_file.area.data_version == from_table.area.data_version


def test_indicators_and_presets_are_the_checked_bytes(
    area_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file exchanged after its hash was checked changes nothing."""
    opened: list[str] = []
    read = reading.read_bytes

    def counted(path: Path, limit: int) -> bytes:
        opened.append(path.name)
        return read(path, limit)

    def refuse(path: Path, **_: object) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(reading, "read_bytes", counted)
    monkeypatch.setattr(Path, "read_text", refuse)
    known = load_knowledge(area_path)
    assert opened.count("indicators.toml") == opened.count("rakor_2024.toml") == 1
    assert set(known.presets) == {"ikp_2024", "inform", "rakor_2024", "rakor_2024_flat"}


# -------------------------------------------------------------- reasons, summary


def test_a_reason_is_a_code_and_sorted_values() -> None:
    """Two equal reasons are equal, however they were written down."""
    assert Reason.of("nearest", post="A", minutes=3) == Reason.of(
        "nearest", minutes=3, post="A"
    )
    assert Reason.of("sea_only") == Reason("sea_only")


def test_the_summary_of_the_default(knowledge: Knowledge) -> None:
    """Eight of 18 lack a polsek; sums meet the table; the shortlist has three."""
    result = evaluate(knowledge, DEFAULT)
    summary, table = summarise(result), result.coverage_table
    assert (summary.kecamatan, summary.lacking, summary.undecided) == (18, 8, 0)
    assert (summary.voters, summary.tps) == (297_994, 701)
    assert summary.voters_beyond == 297_994 - table["voters_covered"].sum()
    assert summary.tps_beyond == 701 - table["tps_covered"].sum()
    assert summary.highest == "64.08.11"
    proposed = [one.candidate.kecamatan for one in summary.shortlist]
    assert proposed == ["Kaubun", "Long Mesangat", "Busang"]
    assert summary.share_beyond == summary.voters_beyond / 297_994
    left = summary.voters_beyond - summary.gained_voters
    assert summary.share_beyond_after == left / 297_994
    added = sum(one.added_voters for one in summary.shortlist)
    assert 0 < summary.gained_voters == added
    assert summary.gained_tps > 0


def test_the_share_of_weight_that_rests_on_estimates(knowledge: Knowledge) -> None:
    """All of teknis, and of logistik all but sea access: 1/3 + 3/4 x 1/3 = 7/12."""
    assert summarise(evaluate(knowledge, DEFAULT)).soft_weight == pytest.approx(7 / 12)


def test_koramil_are_undecided(knowledge: Knowledge) -> None:
    """None is called missing while the list is incomplete; 14 are undecided.

    Muara Ancalong and Bengalon have a listed koramil: of them only the standard
    is not known.
    """
    result = evaluate(knowledge, Scenario(post_type="koramil"))
    summary = summarise(result)
    assert (summary.lacking, summary.undecided) == (0, 14)
    unknown = [gap for gap in result.gaps if "unknown" in gap.statuses]
    listed = {gap.kecamatan for gap in unknown if not gap.is_undecided}
    assert len(unknown) == 16
    assert listed == {"Muara Ancalong", "Bengalon"}


def test_without_any_score_nobody_is_first(knowledge: Knowledge) -> None:
    """Long Mesangat lacks a sixth of the weight; elsewhere all is known.

    Where a result holds no rank at all the summary names nobody.
    """
    result = evaluate(knowledge, DEFAULT)
    nobody = replace(result.score, rank=np.zeros_like(result.score.rank))
    assert summarise(replace(result, score=nobody)).highest is None


def test_an_election_without_phases_has_presets_all_the_same(
    knowledge: Knowledge, area_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the phases may be missing: nothing then changes a weight."""
    method = {n: text for n, text in knowledge.area.method.items() if n != PHASES}
    plain = replace(knowledge.area, method=method)
    monkeypatch.setattr("plan.knowledge.load_area", lambda *_: plain)
    presets = load_knowledge(area_path).presets
    assert set(presets) == set(knowledge.presets)
    assert all(preset.phases == {} for preset in presets.values())
    assert knowledge.presets["rakor_2024"].phases
