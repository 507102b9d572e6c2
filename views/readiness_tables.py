"""Vulnerability and coverage of every kecamatan, as records and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plan.readiness import REACH, cuts, find_readiness, in_order
from risk.classify import UNKNOWN_CLASS
from views import readiness_words, story, wording
from views.records import known
from views.tables import Column, Row
from views.travel_words import travel_record

if TYPE_CHECKING:
    from plan.evaluate import Result

Record = dict[str, Any]


def readiness_record(result: Result) -> Record:
    """Every kecamatan on both axes, in the order in which to act.

    Where `layer_complete` is not true, coverage is a lower bound.
    """
    bounds = cuts(result)
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
        "layer_complete": result.area.is_complete(result.scenario.post_type),
        "cuts": {
            "vulnerability": [known(cut) for cut in bounds.vulnerability],
            "coverage": list(bounds.coverage),
        },
        "left_out": sorted(REACH & set(result.score.indicators)),
        "areas": readiness_rows(result),
    }


def readiness_rows(result: Result) -> list[Record]:
    """One record per kecamatan, in the order in which to act; unknown is None."""
    return [
        {
            "kecamatan_code": one.kecamatan_code,
            "kecamatan": one.kecamatan,
            "quadrant": one.quadrant,
            "vulnerability": known(one.vulnerability),
            "vulnerability_class": _class(one.vulnerability_class),
            "score": known(one.score),
            "coverage": known(one.coverage),
            "coverage_class": _class(one.coverage_class),
        }
        for one in in_order(find_readiness(result))
    ]


def _class(level: int) -> int | None:
    return None if level == UNKNOWN_CLASS else level


def readiness_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Kecamatan in the order in which to act: quadrant, action, both axes."""
    acts = {one.code: one.act for one in readiness_words.corners(result, lang)}
    rows = [
        {
            **row,
            "quadrant_word": readiness_words.quadrant_word(row["quadrant"], lang),
            "act": acts.get(row["quadrant"]),
        }
        for row in readiness_rows(result)
    ]
    reached, least = wording.text("word.share_short", lang), story.least(result)
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("quadrant_word", wording.text("word.quadrant", lang), width=225),
        Column("act", wording.text("word.quadrant_act", lang), width=160),
        Column("vulnerability", wording.text("word.vulnerability", lang), "number"),
        Column("coverage", f"{reached} ({least})", "share"),
        Column("score", wording.text("word.score_whole", lang), "number"),
    ]
    return rows, columns
