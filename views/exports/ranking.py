"""The ranked list beside the picture: each kecamatan with the main reasons why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from plan.readiness import find_readiness, in_order
from views import readiness_words, wording
from views.drivers import value_text
from views.exports.sited import proposal_rows
from views.exports.snapshot import RankedRow
from views.maps.compose import shown_class
from views.records import known, score_rows
from views.story import is_complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.readiness import Readiness
    from risk.indicators import Indicator

DRIVERS = 2
EXPLAINED = 8
"""Rows of the picture that say why: more would make its letters too small."""

UNKNOWN = "?"
NO_RANK = "-"

_PRESENCE = (
    "no_polsek", "no_koramil", "polsubsektor_only", "pospol_only", "nearest",
    "no_route", "sea_only",
)  # fmt: skip
_REACH = ("below_standard", "nothing_within")
"""Said only of a kecamatan that has a post: else the bar beside says it."""


def ranked_rows(result: Result, scheme: str, lang: str) -> tuple[RankedRow, ...]:
    """One row per kecamatan: most vulnerable, least covered, or first to act."""
    return tuple(_explained(_ROWS[scheme](result, lang)))


def _risk_rows(result: Result, lang: str) -> Iterator[RankedRow]:
    for row in score_rows(result):
        score, level = row["score"], row["risk_class"]
        yield RankedRow(
            rank=NO_RANK if row["rank"] is None else wording.number(row["rank"], lang),
            name=row["kecamatan"],
            value=UNKNOWN if score is None else wording.number(score, lang, 1),
            share=None if score is None else score / 100,
            level=-1 if level is None else level,
            why=why_risk(result, row["kecamatan_code"], lang),
        )


def _coverage_rows(result: Result, lang: str) -> Iterator[RankedRow]:
    names = result.area.kecamatan["kecamatan"]
    gaps = {gap.kecamatan_code: gap for gap in result.gaps}
    for code, rank, share in coverage_ranks(result):
        yield RankedRow(
            rank=NO_RANK if rank is None else wording.number(rank, lang),
            name=str(names[code]),
            value=UNKNOWN if rank is None else share_text(result, share, lang),
            share=None if rank is None else share,
            level=shown_class(result, share),
            why=why_coverage(gaps.get(code), lang),
        )


def _readiness_rows(result: Result, lang: str) -> Iterator[RankedRow]:
    """In the order in which to act; the bar is vulnerability, the reason says why."""
    for place, one in enumerate(in_order(find_readiness(result)), start=1):
        level, is_known = one.vulnerability, one.quadrant is not None
        yield RankedRow(
            rank=wording.number(place, lang) if is_known else NO_RANK,
            name=one.kecamatan,
            value=UNKNOWN if known(level) is None else wording.number(level, lang, 1),
            share=None if known(level) is None else level / 100,
            level=one.cell,
            why=why_readiness(result, one, lang),
        )


def why_readiness(result: Result, one: Readiness, lang: str) -> str:
    """Quadrant of a kecamatan, and the share of its TPS that is reached."""
    share = wording.text(
        "readiness.coverage_line", lang, share=share_text(result, one.coverage, lang)
    )
    return f"{readiness_words.quadrant_word(one.quadrant, lang)}; {share}"


_ROWS: dict[str, Callable[[Result, str], Iterator[RankedRow]]] = {
    "risk": _risk_rows,
    "coverage": _coverage_rows,
    "readiness": _readiness_rows,
    "siting": proposal_rows,
}


def _explained(rows: Iterable[RankedRow]) -> Iterator[RankedRow]:
    """Leave the reasons to the first rows that have any."""
    left = EXPLAINED
    for row in rows:
        yield row if left > 0 else replace(row, why="")
        left -= bool(row.why)


def coverage_ranks(result: Result) -> list[tuple[str, int | None, float]]:
    """Code, rank and share of TPS reached (0 to 1) of each kecamatan.

    The least covered is 1; equal shares have the better rank, the smaller code first.
    Last, without a rank: those whose share is only a lower bound, because posts may
    be missing from the list.
    """
    table = result.coverage_table
    shares = {
        str(code): float(share)
        for code, share in (table["tps_covered"] / table["tps"]).items()
    }
    sure = {code: s for code, s in shares.items() if shown_class(result, s) >= 0}
    values = sorted(sure.values())
    ranks = {code: int(np.searchsorted(values, s)) + 1 for code, s in sure.items()}
    ordered = sorted(shares, key=lambda code: (ranks.get(code, len(shares) + 1), code))
    return [(code, ranks.get(code), shares[code]) for code in ordered]


def share_text(result: Result, share: float, lang: str) -> str:
    """Share of TPS reached; "≥" where posts may be missing from the list."""
    written = wording.percent(share, lang)
    return written if is_complete(result) or share == 1 else f"≥{written}"


def why_risk(result: Result, code: str, lang: str) -> str:
    """The indicators that add most to one score, with their values and marks.

    Where the aggregation does not add points, those with the greatest weighted
    level. Without a score: how little is known.
    """
    row = result.score.areas.index(code)
    if known(float(result.score.score[row])) is None:
        share = wording.percent(float(result.score.weight_known[row]), lang)
        least = wording.percent(result.scenario.min_known, lang)
        return wording.text("export.why_unknown", lang, share=share, least=least)
    weighted = result.score.normalised[row] * result.score.weights
    points = result.score.contributions[row]
    points = np.nan_to_num(weighted if np.isnan(points).all() else points)
    most = np.argsort(-points, kind="stable")[:DRIVERS]
    return "; ".join(
        _driver(float(result.table.values[row, i]), result.table.indicators[i], lang)
        for i in most
        if points[i] > 0
    )


def _driver(value: float, indicator: Indicator, lang: str) -> str:
    name, unit = indicator.short[lang], indicator.unit[lang]
    written = value_text(value, indicator, lang)
    if unit.casefold() == name.casefold():
        written = written.removesuffix(f" {unit}")
    return f"{name}: {with_mark(written, indicator.quality, lang)}"


def with_mark(written: str, quality: str, lang: str) -> str:
    """Return a figure with the mark of its quality: "≈ 3 jam", "ya (dilaporkan)"."""
    if quality == "official":
        return written
    if quality == "estimate":
        return wording.text("export.estimate", lang, value=written)
    return titled(written, quality, lang)


def titled(word: str, quality: str, lang: str) -> str:
    """Return the name of figures with the mark they carry: "TPS (≈ perkiraan)"."""
    if quality == "official":
        return word
    mark = wording.mark(quality, lang)
    return wording.text("export.marked", lang, value=word, mark=mark)


def why_coverage(gap: Gap | None, lang: str) -> str:
    """What one kecamatan lacks, in few words; blank where it lacks nothing."""
    if gap is None:
        return ""
    codes = {reason.code for reason in gap.reasons}
    told = _words(gap, _PRESENCE, lang) or _words(gap, _REACH, lang)
    if f"unknown_{gap.post_type}" in codes:
        service = wording.text(f"post_word.{gap.post_type}", lang)
        told = [wording.text("legend.post_unknown", lang, post_word=service), *told]
    elif "standard_not_shown" in codes:
        told = [*told, wording.text("export.standard_unknown", lang)]
    joined = "; ".join(told)
    return joined[:1].upper() + joined[1:]


def _words(gap: Gap, codes: Sequence[str], lang: str) -> list[str]:
    return [wording.reason(one, lang) for one in gap.reasons if one.code in codes]
