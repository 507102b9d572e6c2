"""Tables and headline figures of a result, in words and numbers for the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.coverage import by_desa
from geo.serving import serving_posts
from views import story, wording
from views.maps.compose import status_word
from views.records import cover_rows, score_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plan.candidates import Candidate
    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.reasons import Reason

Row = dict[str, Any]
NOTHING = "\u2013"
"""What stands in a cell without a text: an en dash."""
_ABSENCE = ("no_polsek", "nearest", "no_route", "unknown_koramil", "sea_only")
_SHORTFALL = ("below_standard", "nothing_within", "standard_not_shown")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its value is, what it is called, how it is shown.

    `kind`: text, integer, number (one decimal), ratio (two), share (0 to 1, in per
    cent), share_tenth (with a decimal), minutes, saving (minutes, a dash without any),
    or bar (0 to 100, drawn).
    `width` in pixels, None to fit.
    """

    key: str
    header: str
    kind: str = "text"
    width: int | None = None


def formatter(kind: str, lang: str) -> Callable[[Any], str]:
    """Return what writes a value of a kind; unknown stays unknown, never 0."""
    formats: Mapping[str, Callable[[Any], str]] = {
        "text": lambda value: NOTHING if value is None else str(value),
        "integer": partial(wording.number, lang=lang),
        "number": partial(wording.number, lang=lang, digits=1),
        "ratio": partial(wording.number, lang=lang, digits=2),
        "share": partial(wording.percent, lang=lang),
        "share_tenth": partial(wording.percent, lang=lang, digits=1),
        "minutes": partial(wording.minutes, lang=lang),
        "saving": lambda value: (
            NOTHING if pd.isna(value) else wording.minutes(value, lang)
        ),
        "bar": lambda _: "",
    }
    return formats[kind]


def frame(rows: Sequence[Row], columns: Sequence[Column]) -> pd.DataFrame:
    """Rows as a frame with the columns' keys, in their order."""
    return pd.DataFrame([{c.key: row[c.key] for c in columns} for row in rows])


def risk_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Kecamatan by rank: score, class and what each dimension adds."""
    rows = [_risk_row(row, lang) for row in score_rows(result)]
    preset = result.preset
    columns = [
        Column("rank", _word("rank_short", lang), "integer", 50),
        Column("kecamatan", _word("kecamatan", lang), width=136),
        Column("score", _word("score", lang), "number"),
        Column("bar", " ", "bar"),
        Column("class", _word("risk_class", lang)),
        Column("range", wording.text("certainty.column", lang), width=128),
        Column(
            "share_top",
            wording.text("certainty.top_column", lang, top=result.scenario.top),
            "share",
            100,
        ),
        *(Column(side.code, side.name[lang], "number") for side in preset.dimensions),
        Column("weight_known", _word("weight_known", lang), "share"),
    ]
    return rows, columns


def short_risk_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Kecamatan by rank, as few columns as a leader needs."""
    rows, columns = risk_table(result, lang)
    wanted = {"rank": 42, "kecamatan": 120, "score": 52, "bar": 60}
    return rows, [
        replace(column, width=wanted[column.key])
        for column in columns
        if column.key in wanted
    ]


def _risk_row(row: Row, lang: str) -> Row:
    level = "unknown" if row["risk_class"] is None else row["risk_class"]
    return {
        **row,
        **row["dimensions"],
        "bar": row["score"],
        "range": ranks_text(row["rank_p05"], row["rank_p95"], lang),
        "share_top": row["share_top_k"],
        "class": wording.text(f"class.{level}", lang),
    }


def ranks_text(low: int | None, high: int | None, lang: str) -> str | None:
    """Ranks between which nine draws of ten leave an area: "1 to 3"."""
    if low is None or high is None:
        return None
    if low == high:
        return wording.number(low, lang)
    ends = {"low": wording.number(low, lang), "high": wording.number(high, lang)}
    return wording.text("certainty.range", lang, **ends)


def coverage_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Kecamatan by share of TPS reached, the least first: who serves whom."""
    names = {post.post_id: post.name for post in result.knowledge.reach.posts}
    gaps = {gap.kecamatan_code: gap for gap in result.gaps}
    known_posts = result.knowledge.places, result.knowledge.reach
    serving = serving_posts(*known_posts, result.scenario.post_type)
    rows = [
        _coverage_row(
            row | {"served_by": serving.first(row["kecamatan_code"])},
            names,
            gaps.get(row["kecamatan_code"]),
            lang,
        )
        for row in cover_rows(result)
    ]
    rows.sort(key=lambda row: (row["share"], row["kecamatan_code"]))
    columns = [
        Column("kecamatan", _word("kecamatan", lang), width=136),
        Column("status", _word("status", lang)),
        Column("share", _share_word(result, lang), "share", 110),
        Column("bar", " ", "bar", 76),
        Column("tps_text", _word("tps", lang), width=90),
        Column("minutes_median", _word("minutes_median", lang), "minutes"),
        Column("nearest", _word("nearest_post", lang)),
        Column("served", _word("served_by", lang)),
        Column("tps_backup", _word("backup_short", lang), "integer", 116),
        Column("voters_beyond", _word("voters_beyond", lang), "integer"),
    ]
    return rows, columns


def _coverage_row(
    row: Row, names: Mapping[str, str], gap: Gap | None, lang: str
) -> Row:
    share, served = row["tps_covered"] / row["tps"], row["served_by"]
    words = [status_word(gap, status, lang) for status in gap.statuses] if gap else []
    return {
        **row,
        "share": share,
        "bar": share * 100,
        "tps_text": wording.text(
            "word.of",
            lang,
            part=wording.number(row["tps_covered"], lang),
            whole=wording.number(row["tps"], lang),
        ),
        "voters_beyond": row["voters"] - row["voters_covered"],
        "nearest": names.get(row["nearest_post"] or ""),
        "served": served.name if served else wording.text("value.unknown", lang),
        "status": " · ".join(words) or wording.text("status.ok", lang),
    }


def _share_word(result: Result, lang: str) -> str:
    """Header of a share reached: an estimate, or a lower bound of one."""
    return f"{_word('share_short', lang)} ({story.least(result)})"


def desa_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Every desa with TPS: its nearest post, how far, and whether in time."""
    places = result.knowledge.places
    names = {place.code: place.name for place in places.kecamatan}
    rows = [
        {
            "kecamatan_code": reach.desa.kecamatan_code,
            "desa": reach.desa.name,
            "kecamatan": names[reach.desa.kecamatan_code],
            "tps": reach.tps,
            "minutes": reach.minutes,
            "nearest": reach.post.name if reach.post else None,
            "reached": wording.text(f"value.{yes_no(reach.is_reached)}", lang),
        }
        for reach in sorted(
            by_desa(places, result.coverage), key=lambda reach: -reach.minutes
        )
    ]
    columns = [
        Column("desa", _word("desa", lang)),
        Column("kecamatan", _word("kecamatan", lang), width=136),
        Column("tps", _word("tps_estimate", lang), "integer"),
        Column("nearest", _word("nearest_post", lang)),
        Column("minutes", _word("minutes_estimate", lang), "minutes"),
        Column("reached", _word("share_short", lang)),
    ]
    return rows, columns


def yes_no(value: object) -> str:
    """Key of the word for a yes or a no."""
    return "yes" if value else "no"


def why(
    candidate: Candidate, brings: Sequence[Reason], result: Result, lang: str
) -> str:
    """Why a place is proposed: what its kecamatan lacks, then what a post brings.

    A kecamatan that lacks nothing may still be the best place for its neighbours.
    """
    home = [g for g in result.gaps if g.kecamatan_code == candidate.kecamatan_code]
    lacking = [reason for gap in home for reason in gap.reasons]
    absent = [reason for reason in lacking if reason.code in _ABSENCE]
    told = absent or [reason for reason in lacking if reason.code in _SHORTFALL]
    sentences = [wording.reason(r, lang) for r in (*told, *brings)]
    joined = "; ".join(sentences)
    return f"{joined[:1].upper()}{joined[1:]}."


def candidate_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Every candidate desa in order, with what a post there alone would bring.

    `circle` is its number on the map, None unless it is on the shortlist.
    """
    codes = [proposal.candidate.desa_code for proposal in result.shortlist]
    circles = {code: number for number, code in enumerate(codes, start=1)}
    rows = [
        {
            "kecamatan_code": candidate.kecamatan_code,
            "rank": rank,
            "circle": circles.get(candidate.desa_code),
            "desa": candidate.desa,
            "kecamatan": candidate.kecamatan,
            "voters": candidate.newly_covered_voters,
            "tps": candidate.newly_covered_tps,
            "weighted": candidate.weighted_voters,
            "reason": why(candidate, candidate.reasons, result, lang),
        }
        for rank, candidate in enumerate(result.candidates, start=1)
    ]
    columns = [
        Column("rank", _word("rank", lang), "integer"),
        Column("circle", _word("circle", lang)),
        Column("desa", _word("desa", lang)),
        Column("kecamatan", _word("kecamatan", lang), width=136),
        Column("voters", _word("newly_voters", lang), "integer"),
        Column("tps", _word("newly_tps", lang), "integer"),
        Column("weighted", _word("weighted_voters", lang), "integer"),
        Column("reason", _word("reason", lang)),
    ]
    return rows, columns


def gaps_in_order(result: Result, selected: str | None) -> list[Gap]:
    """Gaps with the chosen kecamatan first, then those without a post."""
    return sorted(
        result.gaps,
        key=lambda gap: (
            gap.kecamatan_code != selected,
            "none" not in gap.statuses,
            "below_standard" not in gap.statuses,
            gap.kecamatan_code,
        ),
    )


def completeness(result: Result, lang: str) -> str:
    """How complete the list of posts is, and why we say so."""
    layer = result.area.catalogue.layer(result.scenario.post_type)
    if layer is None:
        return wording.text("value.unknown", lang)
    return story.list_reason(result.area, layer, lang)


def _word(name: str, lang: str) -> str:
    return wording.text(f"word.{name}", lang)
