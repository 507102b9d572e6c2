"""From a result to the snapshot of one view: the same places and classes as the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import pandas as pd

from geo.coverage import counted_types
from plan.with_new_posts import with_new_posts
from views import readiness_words, story, wording
from views.exports import provenance, sited
from views.exports.columns import coverage_quality
from views.exports.ledger import machine_table, table
from views.exports.ranking import ranked_rows, titled
from views.exports.snapshot import FooterLine, Grid, Legend, Snapshot
from views.maps.compose import compose
from views.maps.payload import LAYERS
from views.maps.places import label_points

if TYPE_CHECKING:
    from plan.evaluate import Result
    from views.maps.payload import MapPayload

__all__ = ["machine_table", "snapshot", "table"]

Scheme = Literal["risk", "coverage", "readiness", "siting"]
STAR = "*"


def snapshot(result: Result, scheme: Scheme, lang: str) -> Snapshot:
    """Everything the picture of a view says and shows, in one language.

    Shows the posts of the service looked at; other posts are left to the screen.
    """
    payload = compose(
        result,
        (label_points(result.area.kecamatan), {}),
        scheme=scheme,
        lang=lang,
        selected=None,
        layers=LAYERS,
        theme="light",
    )
    is_siting = scheme == "siting"
    context = result.area.context.rename(columns={"nama": "name"})
    return Snapshot(
        lang=lang,
        title=story.title(result, scheme, lang),
        subtitle=(_subtitle(result, scheme, lang),),
        scheme=scheme,
        legend=_legend(result, scheme, lang),
        areas=_areas(result, payload),
        context=context[["name", "geometry"]],
        land=result.area.land[["geometry"]],
        posts=_posts(result),
        candidates=_candidates(payload),
        tps=_tps(payload),
        table_title=_table_title(result, scheme, lang),
        rows=ranked_rows(result, scheme, lang),
        footer=tuple(
            FooterLine(label, text)
            for label, text in provenance.lines(result, scheme, lang)
        ),
        north=wording.text("export.north", lang),
        inset=wording.text("export.inset", lang),
        spokes=_spokes(payload) if is_siting else None,
        headline=sited.headline(result, lang) if is_siting else "",
        facts=sited.facts(result, lang) if is_siting else (),
    )


def _table_title(result: Result, scheme: Scheme, lang: str) -> str:
    """What the list is in order of; what is reached is an estimate, and marked."""
    if scheme in ("risk", "readiness"):
        key = "export.ranked" if scheme == "risk" else "export.ranked_readiness"
        return wording.text(key, lang)
    if scheme == "siting":
        return wording.text("export.proposed", lang)
    title = wording.text("export.ranked_coverage", lang)
    return f"{title} (≈)" if story.is_complete(result) else title


def _subtitle(result: Result, scheme: Scheme, lang: str) -> str:
    """State of the view, and how many kecamatan lack the service, if that is known.

    On the map of the proposals how many do today, and how many would.
    """
    state = story.state(result, lang)
    if not story.is_complete(result):
        return state
    lacking = _lacking(result, lang)
    if scheme == "siting":
        lacking = f"{lacking} → {_lacking(with_new_posts(result), lang)}"
    told = wording.text(
        "export.gaps",
        lang,
        post_word=story.service_word(result, lang),
        part=lacking,
        whole=wording.number(len(result.coverage_table), lang),
    )
    return f"{state} · {told}"


def _lacking(result: Result, lang: str) -> str:
    lacking = sum("none" in gap.statuses for gap in result.gaps)
    return wording.number(lacking, lang)


def _legend(result: Result, scheme: Scheme, lang: str) -> Legend:
    gap, provisional = story.hatch_words(result, scheme, lang)
    levels, names, bounds = _classes(result, scheme, lang)
    title = story.legend_title(result, scheme, lang)
    return Legend(
        title=titled(title, coverage_quality(result), lang)
        if scheme in ("coverage", "siting")
        else title,
        classes=names,
        bounds=bounds,
        unknown=wording.text("legend.unknown", lang),
        levels=levels,
        note=_note(result, scheme, lang),
        gap=gap,
        provisional=provisional,
        unstable=story.unstable_word(result, scheme, lang),
        posts=tuple(_post_words(result, lang)),
        tps=wording.text("export.tps", lang),
        tps_new=wording.text("legend.tps_new", lang) if scheme == "siting" else None,
        candidate=_candidate_word(result, lang),
        grid=_grid(result, lang) if scheme == "readiness" else None,
    )


def _classes(
    result: Result, scheme: Scheme, lang: str
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Levels, names and bounds of the classes; none where they lie in a grid."""
    if scheme == "readiness":
        return (), (), ()
    levels, names, bounds = zip(*story.class_words(result, scheme, lang), strict=True)
    if scheme in ("coverage", "siting"):
        return levels, tuple(f"{bound} %" for bound in bounds), ("",) * len(bounds)
    return levels, names, bounds


def _grid(result: Result, lang: str) -> Grid:
    """Both axes of the two-way legend, and what its quadrants ask for."""
    up = readiness_words.vulnerability_axis(result, lang)
    across = readiness_words.coverage_axis(result, lang)
    return Grid(
        up=up.title,
        up_bounds=up.bounds,
        across=titled(across.title, coverage_quality(result), lang),
        across_bounds=across.bounds,
        quadrants=tuple(
            (corner.cells, corner.name, f"{corner.act} ({corner.rule})")
            for corner in readiness_words.corners(result, lang)
        ),
    )


def _candidate_word(result: Result, lang: str) -> str | None:
    """Word of the proposed posts; provisional where the list of posts is not whole."""
    if not result.candidates:
        return None
    provisional = any(one.provisional for one in result.candidates)
    key = "export.candidate_provisional" if provisional else "legend.candidate"
    return wording.text(key, lang)


def _note(result: Result, scheme: Scheme, lang: str) -> str:
    """What must be known to read the colours and the signs."""
    whole = scheme == "risk" or story.is_complete(result)
    told = wording.text(
        "export.closed_left" if whole else "export.incomplete",
        lang,
        post_word=story.service_word(result, lang),
    )
    starred = any(word.endswith(STAR) for _, word in _post_words(result, lang))
    if not starred:
        return told
    return f"{told} {STAR} {wording.text('export.not_counted', lang)}."


def _post_words(result: Result, lang: str) -> list[tuple[str, str]]:
    """Each post type on the picture with its word, starred where it does not count."""
    present = set(_posts(result)["post_type"])
    counted = counted_types(result.scenario.post_type, result.scenario.counted)
    return [
        (
            kind,
            wording.text(f"post_word.{kind}", lang) + STAR * (kind not in counted),
        )
        for kind in provenance.shown_posts(result)
        if kind in present
    ]


def _areas(result: Result, payload: MapPayload) -> gpd.GeoDataFrame:
    """Kecamatan as the map shows them, with their shapes."""
    styles = payload.areas
    places = [style.label or (float("nan"), float("nan")) for style in styles]
    shapes = result.area.kecamatan.geometry.loc[[style.code for style in styles]]
    columns = {
        "name": [style.name for style in styles],
        "risk_class": [style.risk_class for style in styles],
        "gap": [style.gap for style in styles],
        "provisional_gap": [style.provisional_gap for style in styles],
        "unstable": [style.unstable for style in styles],
        "label_lat": [lat for lat, _ in places],
        "label_lon": [lon for _, lon in places],
    }
    return gpd.GeoDataFrame(columns, geometry=shapes.to_numpy(), crs=shapes.crs)


def _posts(result: Result) -> pd.DataFrame:
    """Posts of the service looked at."""
    posts = result.area.posts
    wanted = posts["post_type"].isin(provenance.shown_posts(result))
    return posts.loc[wanted, ["name", "post_type", "lon", "lat"]]


def _candidates(payload: MapPayload) -> pd.DataFrame:
    """The proposed posts that the map marks."""
    columns = ["rank", "name", "lon", "lat", "provisional", "note"]
    rows = [[getattr(mark, name) for name in columns] for mark in payload.candidates]
    return pd.DataFrame(rows, columns=columns)


def _tps(payload: MapPayload) -> pd.DataFrame:
    """TPS of each desa at its point, and whether a proposed post alone reaches them."""
    columns = ["lon", "lat", "tps", "is_new"]
    rows = [
        (mark.lon, mark.lat, mark.tps, mark.reached == "new") for mark in payload.tps
    ]
    return pd.DataFrame(rows, columns=columns)


def _spokes(payload: MapPayload) -> pd.DataFrame:
    """From each proposed post to the desa that it newly reaches."""
    columns = ["lon", "lat", "site_lon", "site_lat"]
    rows = [[getattr(line, name) for name in columns] for line in payload.spokes]
    return pd.DataFrame(rows, columns=columns)
