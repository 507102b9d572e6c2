"""The ranked table of a view: for people as a workbook, for machines as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.serving import serving_posts
from views import story, wording
from views.exports import provenance, sited_tables
from views.exports.apart import quadrant_words, readiness_columns, readiness_rows
from views.exports.columns import column, coverage_quality
from views.exports.explained import about
from views.exports.ranking import (
    coverage_ranks,
    titled,
    why_coverage,
    why_risk,
)
from views.exports.tables import Column, Table
from views.maps.compose import shown_class, status_word
from views.records import CERTAINTY, cover_rows, score_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from plan.evaluate import Result
    from risk.indicators import Indicator
    from views.exports.tables import Kind, Value

Row = dict[str, "Value"]
Rows = tuple[Row, ...]
LISTED = ";"
_KINDS: dict[str, Kind] = {
    "minutes": "minutes", "share": "share", "count": "whole", "number": "decimal",
    "yes_no": "whole",
}  # fmt: skip


def table(result: Result, scheme: str, lang: str) -> Table:
    """The ranking in words and numbers, with all that is needed to read it."""
    if scheme == "siting":
        return sited_tables.table(result, lang)
    columns, build = _SCHEMES[scheme]
    return Table(
        name=wording.text("export.sheet.table", lang),
        columns=columns(result, lang),
        rows=tuple(row | _in_words(result, row, lang) for row in build(result)),
        about_name=wording.text("export.sheet.about", lang),
        about=about(result, scheme, lang),
        unknown=wording.text("value.unknown", lang),
        no_route=wording.text("value.no_route", lang),
    )


def machine_table(result: Result, scheme: str) -> tuple[tuple[Column, ...], Rows]:
    """The ranking in codes and raw numbers, the same in every language.

    Shares are 0 to 1, times minutes (`inf`: no route), areas km2; unknown is blank.
    `*_quality` says how far to trust a column or a cell. Every row names the data
    version and the scenario it comes from.
    """
    if scheme == "siting":
        rows = sited_tables.machine_rows(result)
    else:
        rows = _SCHEMES[scheme][1](result)
    stamp: Row = {
        "data_version": result.area.data_version,
        "scenario": provenance.scenario_digest(result),
    }
    stamped = tuple(row | stamp for row in rows)
    return tuple(Column(key, key) for key in stamped[0]), stamped


def risk_rows(result: Result) -> Rows:
    """One row per kecamatan in order of rank: index, indicators, voters, statuses."""
    covered = {row["kecamatan_code"]: row for row in cover_rows(result)}
    return tuple(
        {
            "rank": row["rank"],
            "kecamatan_code": row["kecamatan_code"],
            "kecamatan": row["kecamatan"],
            "score": row["score"],
            "risk_class": row["risk_class"],
            "weight_known": row["weight_known"],
            **{name: row[name] for name in CERTAINTY},
            **row["dimensions"],
            **_indicator_cells(result, row["kecamatan_code"]),
            "tps": covered[row["kecamatan_code"]]["tps"],
            "voters": covered[row["kecamatan_code"]]["voters"],
            "voters_quality": covered[row["kecamatan_code"]]["voters_quality"],
            "statuses": _statuses(result, row["kecamatan_code"]),
        }
        for row in score_rows(result)
    )


def _indicator_cells(result: Result, code: str) -> Row:
    """Raw value of each indicator in one kecamatan, and its quality beside it."""
    values = result.table.values[result.score.areas.index(code)]
    cells: Row = {}
    for indicator, value in zip(result.table.indicators, values, strict=True):
        cells[indicator.code] = float(value)
        cells[f"{indicator.code}_quality"] = indicator.quality
    return cells


def coverage_rows(result: Result) -> Rows:
    """One row per kecamatan, least covered first: voters, TPS, minutes, who serves.

    `coverage_quality` is "partial" where the list of posts is not complete: what is
    reached is then a lower bound.
    """
    records = {row["kecamatan_code"]: row for row in cover_rows(result)}
    known = result.knowledge
    serving = serving_posts(known.places, known.reach, result.scenario.post_type)
    minutes = result.coverage_table["minutes_median"].to_dict()
    rows = []
    for code, rank, share in coverage_ranks(result):
        row, level = records[code], shown_class(result, share)
        served_by = serving.first(code)
        cells: Row = {
            "rank": rank,
            "kecamatan_code": code,
            "kecamatan": row["kecamatan"],
            "tps": row["tps"],
            "tps_covered": row["tps_covered"],
            "tps_share": share,
            "coverage_class": None if level < 0 else level,
            "tps_backup": row["tps_backup"],
            "voters": row["voters"],
            "voters_quality": row["voters_quality"],
            "voters_covered": row["voters_covered"],
            "minutes_median": float(minutes[code]),
            "coverage_quality": coverage_quality(result),
            "nearest_post": row["nearest_post"],
            "served_by": served_by.post_id if served_by else None,
            "statuses": _statuses(result, code),
        }
        rows.append(cells)
    return tuple(rows)


def _statuses(result: Result, code: str) -> str:
    gaps = (gap for gap in result.gaps if gap.kecamatan_code == code)
    return next((LISTED.join(gap.statuses) for gap in gaps), "")


def _risk_columns(result: Result, lang: str) -> tuple[Column, ...]:
    preset = result.preset
    return (
        column("rank", lang, "whole"),
        column("kecamatan", lang),
        column("score", lang, "decimal"),
        column("risk_class_word", lang, header="risk_class"),
        *_certainty_columns(result, lang),
        *(Column(d.code, d.name[lang], kind="decimal") for d in preset.dimensions),
        column("weight_known", lang, "share"),
        column("why", lang, header="reason"),
        *(_indicator_column(one, lang) for one in result.table.indicators),
        column("tps", lang, "whole"),
        column("voters", lang, "whole"),
        column("voters_quality_word", lang, header="voters_quality"),
        column("status_words", lang, header="status"),
        column("kecamatan_code", lang),
    )


def _certainty_columns(result: Result, lang: str) -> tuple[Column, ...]:
    """Ranks of nine draws of ten, and how often a kecamatan is in the top."""
    top = wording.text("certainty.top_column", lang, top=result.scenario.top)
    return (
        Column("rank_p05", wording.text("certainty.p05", lang), kind="whole"),
        Column("rank_p95", wording.text("certainty.p95", lang), kind="whole"),
        Column("share_top_k", top, kind="share"),
    )


def _coverage_columns(result: Result, lang: str) -> tuple[Column, ...]:
    minutes = wording.text("unit.minutes.name", lang)
    within = story.legend_title(result, "coverage", lang)
    quality = coverage_quality(result)
    return (
        column("rank", lang, "whole"),
        column("kecamatan", lang),
        Column("tps_share", titled(within, quality, lang), kind="share"),
        column("tps_covered", lang, "whole", quality=quality),
        column("tps", lang, "whole"),
        column("tps_backup", lang, "whole", quality=quality),
        column("voters_covered", lang, "whole", quality=quality),
        column("voters", lang, "whole"),
        column("voters_quality_word", lang, header="voters_quality"),
        Column("minutes_median", wording.text("word.minutes_median", lang), minutes,
               "minutes"),
        column("nearest_name", lang, header="nearest_post"),
        column("served_name", lang, header="served_by"),
        column("status_words", lang, header="status"),
        column("why", lang, header="reason"),
        column("kecamatan_code", lang),
    )  # fmt: skip


def _indicator_column(indicator: Indicator, lang: str) -> Column:
    kind = _KINDS[indicator.kind]
    header = titled(indicator.short[lang], indicator.quality, lang)
    repeated = indicator.unit[lang].casefold() == indicator.short[lang].casefold()
    unit = "" if kind == "share" or repeated else indicator.unit[lang]
    return Column(indicator.code, header, unit, kind)


def _in_words(result: Result, row: Row, lang: str) -> Row:
    """What the workbook says in words: class, reasons, statuses, posts, qualities."""
    code = str(row["kecamatan_code"])
    gap = next((gap for gap in result.gaps if gap.kecamatan_code == code), None)
    posts = {post.post_id: post.name for post in result.knowledge.reach.posts}
    statuses = [status_word(gap, one, lang) for one in gap.statuses] if gap else []
    is_risk = "score" in row
    level = row.get("risk_class")
    return {
        "risk_class_word": wording.text(
            f"class.{'unknown' if level is None else level}", lang
        ),
        "why": why_coverage(gap, lang) if not is_risk else why_risk(result, code, lang),
        **(quadrant_words(result, row, lang) if "quadrant" in row else {}),
        "voters_quality_word": wording.text(f"quality.{row['voters_quality']}", lang),
        "status_words": " · ".join(statuses) or wording.text("status.ok", lang),
        "nearest_name": posts.get(str(row.get("nearest_post"))),
        "served_name": posts.get(str(row.get("served_by"))),
    }


_SCHEMES: dict[
    str,
    tuple[Callable[[Result, str], tuple[Column, ...]], Callable[[Result], Rows]],
] = {
    "risk": (_risk_columns, risk_rows),
    "coverage": (_coverage_columns, coverage_rows),
    "readiness": (readiness_columns, readiness_rows),
}
