"""The recommendation sheet in codes and values, on the embedded area."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geo.errors import ScenarioError
from plan.evaluate import evaluate
from plan.readiness import find_readiness, in_order
from plan.recommend import LogisticsRow, PersonnelRow, Plans, recommend
from plan.sheet import Choices, make_sheet, read_basis
from risk.scenario import Scenario

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.recommend import Block
    from plan.sheet import Sheet

SANDARAN, BUSANG, UTARA = "64.08.11", "64.08.06", "64.08.04"


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """Return the answer to the default scenario."""
    return evaluate(knowledge, Scenario())


@pytest.fixture(scope="module")
def sheet(result: Result) -> Sheet:
    """Return the sheet with the choices of the area's files."""
    basis = read_basis(result.area)
    return make_sheet(result, basis, basis.choices)


def coded(block: Block) -> list[str]:
    """The codes of what is to be done, in order."""
    return [action.code for action in block.actions]


def asked(block: Block) -> set[str]:
    """The codes of what is not known."""
    return {question.code for question in block.questions}


def personnel(code: str, needed: int, assigned: int) -> PersonnelRow:
    """A row of the plan of personnel."""
    return PersonnelRow(code, 20, needed, assigned, 40, 3)


def test_the_order_is_that_of_readiness(sheet: Sheet) -> None:
    """Every kecamatan once, by its priority, the first to act in at the top."""
    order = [one.kecamatan_code for one in in_order(find_readiness(sheet.result))]
    assert [one.kecamatan_code for one in sheet.blocks] == order
    assert [one.priority for one in sheet.blocks] == list(range(1, 19))
    assert sheet.blocks[0].kecamatan_code == SANDARAN
    assert sheet.blocks[0].quadrant == "act_first"


def test_without_a_whole_list_the_most_vulnerable_come_first(
    knowledge: Knowledge,
) -> None:
    """Koramil: nobody knows who is not reached, so being reached puts nobody first."""
    made = evaluate(knowledge, Scenario(post_type="koramil"))
    blocks = recommend(made, Plans())
    level = {one.kecamatan_code: one.vulnerability for one in find_readiness(made)}
    told = [level[one.kecamatan_code] for one in blocks]
    assert told == sorted(told, reverse=True)
    assert blocks[0].kecamatan_code == SANDARAN
    assert any(one.quadrant is not None for one in blocks)


def test_a_block_holds_what_the_other_pages_say(sheet: Sheet) -> None:
    """Class, rank, certainty, gap, posts and plans of one kecamatan."""
    result, block = sheet.result, sheet.block(BUSANG)
    row = result.score.areas.index(BUSANG)
    assert block.risk_class == result.score.risk_class[row]
    assert block.rank == result.score.rank[row]
    assert block.score == result.score.score[row]
    assert block.gap is not None
    assert block.gap.kecamatan_code == BUSANG
    assert [one.candidate.desa for _, one in block.posts] == ["Long Lees"]
    assert block.recruitment is not None
    assert block.recruitment.recruits == 5
    assert block.participation is not None
    assert block.participation.to_mobilise == 403
    assert result.certainty is not None
    assert block.certainty is not None
    assert block.certainty.low == result.certainty.p05[row]
    assert block.certainty.is_stable != result.certainty.unstable[row]


def test_what_is_to_be_done_is_told_by_its_weight(sheet: Sheet) -> None:
    """A post, people, voters; only what the plans ask for."""
    assert coded(sheet.block(BUSANG)) == ["act_post", "act_recruit", "act_mobilise"]
    assert coded(sheet.block(UTARA)) == ["act_mobilise"]
    met = [one for one in sheet.blocks if one.recruitment and one.recruitment.is_met]
    assert met
    assert not any("act_recruit" in coded(one) for one in met)


def test_planned_local_officers_are_still_to_be_recruited(sheet: Sheet) -> None:
    """3 of the 5 that Busang lacks are planned: all 5 are to be found, not 2."""
    recruiting = sheet.choices.recruiting
    assert recruiting is not None
    for planned, wanted in ((3, 5), (5, 5), (9, 9)):
        own = replace(sheet.choices, recruiting=recruiting.with_local(BUSANG, planned))
        block = make_sheet(sheet.result, sheet.basis, own).block(BUSANG)
        count = next(one for one in block.actions if one.code == "act_recruit")
        assert dict(count.values) == {"count": wanted}


def test_drivers_add_most(sheet: Sheet) -> None:
    """Three at most, the most points first; their points are those of the score."""
    result = sheet.result
    for block in sheet.blocks:
        row = result.score.areas.index(block.kecamatan_code)
        points = np.sort(np.nan_to_num(result.score.contributions[row]))[::-1]
        told = [one.points for one in block.drivers]
        assert told == pytest.approx(points[: len(told)].tolist())
        assert len(told) <= 3


def test_drivers_without_points_are_in_order_of_weight(result: Result) -> None:
    """The geometric mean adds nothing up: levels times weights order them."""
    other = replace(
        result,
        score=replace(
            result.score, contributions=np.full_like(result.score.contributions, np.nan)
        ),
    )
    block = recommend(other, Plans())[0]
    assert len(block.drivers) == 3
    assert all(isnan(one.points) for one in block.drivers)


def test_what_was_not_worked_out_is_a_question(result: Result) -> None:
    """No plan at all: nothing to do is not said of it."""
    block = recommend(result, Plans())[0]
    assert block.recruitment is None
    assert block.participation is None
    assert coded(block) == []
    assert {one for one in asked(block) if one.startswith("not_planned")} == {
        f"not_planned_{name}"
        for name in ("personnel", "logistics", "recruitment", "participation")
    }


def test_the_rows_of_other_plans_are_taken_in(sheet: Sheet) -> None:
    """People lacking and the latest departure become things to do."""
    plans = replace(
        sheet.plans,
        personnel=(personnel(BUSANG, 30, 18), personnel(SANDARAN, 30, 30)),
        logistics=(
            LogisticsRow(BUSANG, -2880.0, is_late=False, sea_legs=()),
            LogisticsRow(SANDARAN, -900.0, is_late=True, sea_legs=("Kenyamukan",)),
            LogisticsRow(UTARA, nan, is_late=False, sea_legs=()),
            LogisticsRow("64.08.18", -inf, is_late=True, sea_legs=()),
        ),
    )
    blocks = {one.kecamatan_code: one for one in recommend(sheet.result, plans)}
    busang = blocks[BUSANG]
    assert busang.personnel is not None
    assert coded(busang) == [
        *("act_post", "act_recruit", "act_police", "act_leave", "act_mobilise"),
    ]
    police = next(one for one in busang.actions if one.code == "act_police")
    assert dict(police.values) == {"count": 12}
    assert coded(blocks[SANDARAN]) == ["act_recruit", "act_late", "act_mobilise"]
    assert coded(blocks[UTARA]) == ["act_mobilise"]
    assert "act_find_way" in coded(blocks["64.08.18"])
    assert blocks["64.08.18"].personnel is None
    assert not any(one.startswith("not_planned") for one in asked(busang))


def test_open_questions_by_kecamatan(sheet: Sheet) -> None:
    """An official number is no question; an assumed seat and a conflict are."""
    assert "voters_estimated" not in asked(sheet.block(BUSANG))
    sandaran = sheet.block(SANDARAN)
    assert {"voters_estimated", "seat_assumed", "tps_unreported"} <= asked(sandaran)
    assert "assumed_here" in asked(sandaran)  # it has no dependable road
    kombeng = sheet.block("64.08.08")
    disputed = next(one for one in kombeng.questions if one.code == "in_dispute")
    assert dict(disputed.values) == {"subject": "kongbeng_kombeng"}
    unknown = sheet.block("64.08.18").questions
    indicators = next(one for one in unknown if one.code == "indicators_unknown")
    assert "tps_per_polsek" in dict(indicators.values)["names"]  # type: ignore[operator]
    lists = [one for one in sandaran.questions if one.code == "list_incomplete"]
    assert [dict(one.values)["post_type"] for one in lists] == ["koramil"]
    assert "posts_placed" not in asked(sandaran)  # it has none
    assert "seat_assumed" not in asked(sheet.block("64.08.01"))  # it was read


def test_what_is_reported_is_no_question(sheet: Sheet) -> None:
    """With a report on TPS the classes are no longer unknown for all."""
    knowledge = sheet.result.knowledge
    tps = str(knowledge.area.tps.index[0])
    reports: Any = {
        "desa_code": [tps[:13]],
        "tps_id": [tps],
        "indicator": [str(knowledge.area.tps_indicators.index[0])],
        "present": ["1"],
        "source": ["x"],
        "source_date": ["2024"],
    }
    import pandas as pd  # noqa: PLC0415 - only here

    reported = knowledge.with_tps_reports(pd.DataFrame(reports))
    made = evaluate(reported, Scenario())
    basis = read_basis(made.area)
    block = make_sheet(made, basis, basis.choices).block(SANDARAN)
    assert "tps_unreported" not in asked(block)


def test_a_kecamatan_that_needs_nobody_rests_on_no_strength(result: Result) -> None:
    """Without voters nobody is needed, and no strength assumed; turnout may lack."""
    knowledge = result.knowledge
    places = tuple(
        replace(one, voters=0) if one.code == SANDARAN else one
        for one in knowledge.places.kecamatan
    )
    known = replace(knowledge, places=replace(knowledge.places, kecamatan=places))
    columns = replace(
        known.area.election,
        columns=replace(
            known.area.election.columns, turnout_voted="", turnout_registered=""
        ),
    )
    known = replace(known, area=replace(known.area, election=columns))
    made = replace(result, knowledge=known)
    basis = read_basis(known.area)
    block = make_sheet(made, basis, basis.choices).block(SANDARAN)
    assert "strength_assumed" not in asked(block)
    assert "turnout_unknown" in asked(block)


def test_a_score_that_is_unknown_stays_so(knowledge: Knowledge) -> None:
    """Where too little is known there is no class, no rank, and no certainty drawn."""
    made = evaluate(knowledge, Scenario(min_known=1.0, draws=0))
    block = next(
        one for one in recommend(made, Plans()) if one.kecamatan_code == "64.08.18"
    )
    assert (block.risk_class, block.rank, block.certainty) == (None, None, None)
    assert isnan(block.score)
    assert block.quadrant is None or block.quadrant


def test_an_area_without_the_files_gets_a_sheet_without_them(result: Result) -> None:
    """One clear answer: the plans are not worked out, everything else is."""
    area = replace(result.area, method={})
    basis = read_basis(area)
    assert basis.recruiting is None
    assert basis.turnout is None
    assert basis.choices == Choices(None, None)
    sheet = make_sheet(result, basis, basis.choices)
    assert sheet.plans == Plans()
    assert len(sheet.blocks) == 18


def test_a_choice_of_a_strange_kecamatan_is_refused(sheet: Sheet) -> None:
    """Through the sheet as through the plan itself."""
    recruiting = sheet.choices.recruiting
    assert recruiting is not None
    strange = replace(sheet.choices, recruiting=recruiting.with_local("64.09.01", 1))
    with pytest.raises(ScenarioError, match=r"64\.09\.01"):
        make_sheet(sheet.result, sheet.basis, strange)


def test_the_first_block_stands_in_for_none(sheet: Sheet) -> None:
    """Nothing chosen, or a code of no kecamatan: the first to act in."""
    assert sheet.block(None) is sheet.block("64.99.99") is sheet.blocks[0]
    assert sheet.block(UTARA).kecamatan_code == UTARA
