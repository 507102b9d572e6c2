"""Rows and columns of the two-way view, for the workbook and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import readiness_words, story
from views.exports.columns import column, coverage_quality
from views.exports.ranking import titled
from views.exports.tables import Column
from views.readiness_tables import readiness_rows as in_order
from views.records import cover_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plan.evaluate import Result
    from views.exports.tables import Value

Row = dict[str, "Value"]


def readiness_rows(result: Result) -> tuple[Row, ...]:
    """One row per kecamatan in the order in which to act: quadrant and both axes.

    `coverage_quality` is "partial" where the list of posts is not complete: coverage
    is then a lower bound.
    """
    covered = {row["kecamatan_code"]: row for row in cover_rows(result)}
    quality = coverage_quality(result)
    return tuple(
        row
        | {
            "coverage_quality": quality,
            "tps": covered[row["kecamatan_code"]]["tps"],
            "tps_covered": covered[row["kecamatan_code"]]["tps_covered"],
            "voters": covered[row["kecamatan_code"]]["voters"],
            "voters_quality": covered[row["kecamatan_code"]]["voters_quality"],
        }
        for row in in_order(result)
    )


def readiness_columns(result: Result, lang: str) -> tuple[Column, ...]:
    """Kecamatan, quadrant, action and both axes; then what they rest on."""
    quality = coverage_quality(result)
    within = titled(story.legend_title(result, "coverage", lang), quality, lang)
    return (
        column("kecamatan", lang),
        column("quadrant_word", lang, header="quadrant"),
        column("act", lang, header="quadrant_act"),
        column("vulnerability", lang, "decimal"),
        Column("coverage", within, kind="share"),
        column("score", lang, "decimal", header="score_whole"),
        column("tps_covered", lang, "whole", quality=quality),
        column("tps", lang, "whole"),
        column("voters", lang, "whole"),
        column("voters_quality_word", lang, header="voters_quality"),
        column("kecamatan_code", lang),
    )


def quadrant_words(result: Result, row: Mapping[str, Value], lang: str) -> Row:
    """Quadrant and action of a row in words; unknown has no action."""
    code = row["quadrant"]
    acts = {one.code: one.act for one in readiness_words.corners(result, lang)}
    return {
        "quadrant_word": readiness_words.quadrant_word(
            str(code) if code else None, lang
        ),
        "act": acts.get(str(code)),
    }
