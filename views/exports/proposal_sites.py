"""One proposed post in a table: what is known of it, and where each figure is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from views import certainty_words, siting_words, story, wording
from views.exports.proposal_parts import Grid
from views.exports.ranking import with_mark
from views.phrases import phrase
from views.records import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from plan.proposal_file import SiteFile

Line = tuple[str, str, str]
WIDTHS = (0.27, 0.36, 0.37)
_BLANK = " -"
_YEARS = re.compile(r"(?<=^\d{4})-(?=\d{4}$)")  # between two years


def site_grid(result: Result, site: SiteFile, lang: str) -> Grid:
    """What a staff study asks of one place: each figure with source and date."""
    heads = tuple(
        wording.text(f"proposal.head.{name}", lang)
        for name in ("what", "value", "source")
    )
    return Grid(heads, tuple(_lines(result, site, lang)), WIDTHS)


def _lines(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    for name, value, source in (
        *_place(result, site, lang),
        *_people(result, site, lang),
        *_workload(result, site, lang),
        *_way(result, site, lang),
        *_vulnerability(result, site, lang),
        *_coverage(result, site, lang),
        *_sure(result, site, lang),
    ):
        yield wording.text(f"proposal.{name}", lang), value, source


def source(result: Result, file: str, column: str, lang: str) -> str:
    """Where a column of a file is from, and of when, as the catalogue has it."""
    entry = result.area.catalogue.file(file)
    said = [e for e in entry.columns if column in e.column.split()]
    named = next(iter([*said, *entry.columns]), None)
    if named is None:
        return wording.text("figure.no_source", lang)
    years = _YEARS.sub("/", named.date)
    date = wording.date(years, lang) if years.strip(_BLANK) else ""
    return " · ".join(part for part in (phrase(named.source, lang), date) if part)


def _place(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    place = site.proposal.candidate
    where = wording.text(
        "proposal.place.value",
        lang,
        desa=wording.plain(place.desa),
        kecamatan=wording.plain(place.kecamatan),
        code=place.desa_code,
    )
    yield "place", where, source(result, "desa.csv", "lon", lang)
    area = f"≈ {wording.number(site.area_km2, lang, 1)} km²"
    yield "area", area, source(result, "kecamatan.geojson", "area_km2", lang)


def _people(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    unknown = wording.text("value.unknown", lang)
    yield "population", unknown, wording.text("proposal.population.source", lang)
    home, election = site.kecamatan, result.area.election
    is_official = home.voters_quality == "official"
    column = election.voters_column if is_official else election.voters_estimate_column
    voters = with_mark(wording.number(home.voters, lang), home.voters_quality, lang)
    yield "voters", voters, source(result, "kecamatan.csv", column, lang)
    tps = wording.number(home.tps, lang)
    yield "tps", tps, source(result, "kecamatan.csv", election.tps_column, lang)


def _workload(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    work = site.workload
    who = source(result, "posts.csv", "covers_kecamatan", lang)
    if work.posts:
        listed = ", ".join(wording.plain(post.name) for post in work.posts)
        told = wording.text(
            "proposal.charged.value",
            lang,
            posts=listed,
            kecamatan=wording.number(work.kecamatan, lang),
            tps=wording.number(work.tps, lang),
            voters=wording.number(work.voters, lang),
        )
    else:
        told = wording.text("value.unknown", lang)
    yield "charged", told, who
    per = _arrow(
        wording.number(work.tps_per_post, lang, 1),
        wording.number(work.tps_per_post_then, lang, 1),
    )
    formula = wording.text("proposal.per_post.source", lang)
    yield (
        "per_post",
        per if work.posts else wording.text("value.unknown", lang),
        formula,
    )
    own = wording.text(
        "proposal.voters_and_tps",
        lang,
        voters=wording.number(site.proposal.nearer_voters, lang),
        tps=wording.number(site.nearer_tps, lang),
    )
    yield "nearer", own, _model(result, lang)


def _way(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    model, way = _model(result, lang), site.way
    if way is None:
        yield "nearest", wording.text("value.no_route", lang), model
        return
    told = wording.text(
        "proposal.nearest.value",
        lang,
        post=wording.plain(way.post.name),
        km=wording.number(way.km, lang, 1),
        dry=wording.minutes(way.minutes["dry"], lang),
        wet=wording.minutes(way.minutes["wet"], lang),
    )
    dated = wording.date(
        str(result.area.posts.at[way.post.post_id, "source_date"]), lang
    )
    yield "nearest", told, wording.text("proposal.nearest.source", lang, date=dated)


def _vulnerability(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    score, row = result.score, site.row
    model = wording.text(
        "proposal.index",
        lang,
        weights=story.weights_word(result, lang),
        span=_span(result, lang),
    )
    if known(float(score.score[row])) is None:
        yield "score", wording.text("value.unknown", lang), model
        return
    told = wording.text(
        "proposal.score.value",
        lang,
        score=wording.number(float(score.score[row]), lang, 1),
        name=wording.text(f"class.{int(score.risk_class[row])}", lang),
        rank=wording.number(int(score.rank[row]), lang),
        count=wording.number(len(score.areas), lang),
    )
    yield "score", told, model
    sure = certainty_words.sentence(result, site.kecamatan.code, lang)
    yield "score_sure", sure, wording.text("proposal.draws", lang)


def _coverage(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    change, sign = site.change, story.least(result)
    model = wording.text("proposal.same_model", lang)
    persons, tps = site.kecamatan.voters_quality, "official"
    reached = (change.covered_before, change.covered_after, change.voters, persons)
    stations = (change.tps_before, change.tps_after, change.tps, tps)
    for name, (before, after, whole, quality) in (
        ("covered_voters", reached),
        ("covered_tps", stations),
    ):
        told = wording.text(
            "proposal.of",
            lang,
            change=_arrow(
                f"{sign} {wording.number(before, lang)}",
                f"{sign} {wording.number(after, lang)}",
            ),
            whole=with_mark(wording.number(whole, lang), quality, lang),
        )
        yield name, told, model
    minutes = _arrow(
        f"≈ {wording.minutes(change.minutes_before, lang)}",
        f"≈ {wording.minutes(change.minutes_after, lang)}",
    )
    yield "mean_minutes", minutes, model
    added = wording.text(
        "proposal.voters_and_tps",
        lang,
        voters=wording.number(site.proposal.added_voters, lang),
        tps=wording.number(site.proposal.added_tps, lang),
    )
    yield "added", added, model


def _sure(result: Result, site: SiteFile, lang: str) -> Iterator[Line]:
    spread = wording.percent(result.scenario.spread, lang)
    told = wording.text("siting.sure.source", lang, spread=spread)
    if site.chosen is None:
        reason = siting_words.why_not_sure(result, result.placed, lang)
        yield "chosen", reason, told
        return
    yield "chosen", wording.percent(site.chosen, lang), told


def _span(result: Result, lang: str) -> str:
    first, last = story.data_span(result, lang)
    return wording.text("word.data_span", lang, first=first, last=last)


def _model(result: Result, lang: str) -> str:
    """What every time and everybody reached rests on, and of when that is."""
    return wording.text(
        "proposal.model",
        lang,
        links=wording.date(result.area.catalogue.file("links.csv").vintage, lang),
        voters=wording.date(result.area.election.voters_vintage, lang),
    )


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"
