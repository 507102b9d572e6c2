"""Large figures: what a leader reads first, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from plan.summary import Summary, summarise
from views import story, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure with what would change it (`note`) and where it is from."""

    label: str
    value: str
    note: str
    source: str


def summary_figures(result: Result, lang: str) -> list[Figure]:
    """The large figures of the first page, each a sentence a leader would say."""
    summary = summarise(result)
    return list(_figures(result, summary, lang))


def _figures(result: Result, summary: Summary, lang: str) -> Iterator[Figure]:
    chosen = result.scenario
    threshold = wording.minutes(chosen.threshold, lang)
    service = wording.text(f"post_word.{chosen.post_type}", lang)
    told = partial(wording.text, lang=lang, post_word=service, threshold=threshold)
    complete = story.is_complete(result)
    part = wording.number(summary.lacking if complete else summary.undecided, lang)
    whole = wording.number(summary.kecamatan, lang)
    lacking = "lacking" if complete else "undecided"
    yield Figure(
        label=told(f"figure.{lacking}"),
        value=told("word.of", part=part, whole=whole),
        note=told(f"figure.{lacking}.note"),
        source=told(f"figure.{lacking}.source", **_list_source(result, lang)),
    )
    after = wording.percent(summary.share_beyond_after, lang)
    posts = wording.number(len(summary.shortlist), lang)
    yield Figure(
        label=told("figure.voters_beyond"),
        value=f"{story.most(result)} {wording.percent(summary.share_beyond, lang)}",
        note=told("figure.voters_beyond.note", share=after, count=posts),
        source=told("figure.voters_beyond.source", **_voters_source(result, lang)),
    )
    yield Figure(
        label=told("figure.tps_beyond"),
        value=f"{story.most(result)} {wording.number(summary.tps_beyond, lang)}",
        note=told("figure.tps_beyond.note", tps=wording.number(summary.tps, lang)),
        source=told("figure.tps_beyond.source"),
    )
    yield _highest(result, summary, lang)
    yield Figure(
        label=told("figure.soft_weight"),
        value=wording.percent(summary.soft_weight, lang),
        note=told("figure.soft_weight.note"),
        source=told("figure.soft_weight.source"),
    )


def _list_source(result: Result, lang: str) -> dict[str, str]:
    """Why the list of posts is what it is, and who says so."""
    layer = result.area.catalogue.layer(result.scenario.post_type)
    if layer is None:
        unknown = wording.text("value.unknown", lang)
        return {"reason": "", "source": unknown}
    return {"reason": layer.reason[lang], "source": layer.source}


def _voters_source(result: Result, lang: str) -> dict[str, str]:
    """How many voters, of which election, and in how many kecamatan that is official.

    The others have a share of the rest by their number of TPS.
    """
    table = result.area.kecamatan
    return {
        "election": result.area.election.name,
        "voters": wording.number(int(table["voters"].sum()), lang),
        "official": wording.number(int((table["voters_quality"] == "official").sum())),
        "kecamatan": wording.number(len(table), lang),
    }


def _highest(result: Result, summary: Summary, lang: str) -> Figure:
    if summary.highest is None:
        name, note = wording.text("value.unknown", lang), ""
    else:
        row = result.score.areas.index(summary.highest)
        name = str(result.area.kecamatan.at[summary.highest, "kecamatan"])
        score = wording.number(float(result.score.score[row]), lang, 1)
        note = wording.text("figure.highest.note", lang, score=score)
    label = wording.text("figure.highest", lang)
    return Figure(label, name, note, wording.text("figure.highest.source", lang))


def portrait(result: Result, code: str, lang: str) -> Figure:
    """One kecamatan as a figure: its score, with class and rank below."""
    row = result.score.areas.index(code)
    level, rank = int(result.score.risk_class[row]), int(result.score.rank[row])
    note = wording.text(
        "portrait.note",
        lang,
        name=wording.text(f"class.{'unknown' if level < 0 else level}", lang),
        rank=wording.number(rank or None, lang),
        count=wording.number(len(result.score.areas), lang),
        known=wording.percent(float(result.score.weight_known[row]), lang),
    )
    return Figure(
        label=str(result.area.kecamatan.at[code, "kecamatan"]),
        value=wording.number(float(result.score.score[row]), lang, 1),
        note=note,
        source=wording.text("figure.highest.source", lang),
    )


def certainty(result: Result, lang: str) -> Iterator[str]:
    """How sure the picture is, one sentence for each doubt worth saying."""
    summary, area = summarise(result), result.area
    yield wording.text(
        "certainty.estimates",
        lang,
        share=wording.percent(summary.soft_weight, lang),
        reports=wording.number(len(area.links), lang),
    )
    layer = area.catalogue.layer(result.scenario.post_type)
    if layer is not None:
        yield story.list_reason(area, layer, lang)
    partly = [
        str(area.kecamatan.at[code, "kecamatan"])
        for code, share in zip(
            result.score.areas, result.score.weight_known, strict=True
        )
        if round(float(share), 6) < 1
    ]
    if partly:
        yield wording.text("certainty.unknown", lang, names=", ".join(partly))
    conflicts = area.catalogue.conflicts
    if conflicts:
        yield wording.text(
            "certainty.conflicts",
            lang,
            count=wording.number(len(conflicts), lang),
            first=conflicts[0].title[lang],
        )
