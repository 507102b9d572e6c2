"""From a result to the map's payload: what each place looks like and says."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import by_desa
from plan.readiness import find_readiness
from plan.with_new_posts import with_new_posts
from views import readiness_words, story, wording
from views.maps import siting
from views.maps.payload import MapPayload
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    MapTexts,
    PlaceLabel,
    PostMark,
    TpsMark,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.readiness import Readiness

Labels = dict[str, tuple[float, float]]
Neighbours = dict[str, tuple[str, float, float]]
Backdrop = tuple[Labels, Neighbours]

COVERAGE_CUTS = (0.2, 0.4, 0.6, 0.8)
_TEXTS = ("label", "north", "reset", "zoom_in", "zoom_out", "inset", "unavailable")


def compose(  # noqa: PLR0913 - the parts of a view, each named at the call
    result: Result,
    backdrop: Backdrop,
    *,
    scheme: str,
    lang: str,
    selected: str | None,
    layers: frozenset[str],
    theme: str,
) -> MapPayload:
    """Everything the map shows of a result, in one language.

    `scheme` is ``risk`` (classes of the score), ``coverage`` (fifths of the share
    of TPS within the threshold; exactly on a cut goes up), ``readiness`` (the nine
    cells of vulnerability and coverage) or ``siting`` (coverage with the new posts).
    """
    labels, neighbours = backdrop
    shown = with_new_posts(result) if scheme == "siting" else result
    return MapPayload(
        areas=tuple(_areas(shown, labels, scheme, lang)),
        texts=MapTexts(**{name: wording.text(f"map.{name}", lang) for name in _TEXTS}),
        posts=tuple(_posts(result, lang)),
        candidates=tuple(_candidates(result, scheme, lang)),
        tps=tuple(_tps(shown, result, lang)),
        places=tuple(
            PlaceLabel("neighbour", name, lat, lon)
            for name, lat, lon in neighbours.values()
        ),
        spokes=tuple(siting.spokes(result)) if scheme == "siting" else (),
        movable=scheme == "siting",
        selected=selected if selected in labels else None,
        scheme=scheme,
        layers=layers,
        theme=theme,
    )


def coverage_class(share: float) -> int:
    """Fifth of a share of TPS, 0 to 4, closed on the left; -1 where unknown."""
    if not np.isfinite(share):
        return -1
    return int(np.searchsorted(COVERAGE_CUTS, share, side="right"))


def _areas(
    result: Result, labels: Labels, scheme: str, lang: str
) -> Iterator[AreaStyle]:
    gaps = {gap.kecamatan_code: gap for gap in result.gaps}
    covered = result.coverage_table["tps_covered"] / result.coverage_table["tps"]
    apart = {one.kecamatan_code: one for one in _apart(result, scheme)}
    classes = dict(zip(result.score.areas, result.score.risk_class, strict=True))
    for place in result.knowledge.places.kecamatan:
        gap, share = gaps.get(place.code), float(covered[place.code])
        both, dotted = apart.get(place.code), is_dotted(result, scheme, place.code)
        yield AreaStyle(
            code=place.code,
            name=place.name,
            risk_class=(
                both.cell
                if both
                else int(classes[place.code])
                if scheme == "risk"
                else shown_class(result, share)
            ),
            gap=gap is not None and "none" in gap.statuses,
            provisional_gap=is_lightly_hatched(gap, scheme),
            unstable=dotted,
            label=labels.get(place.code),
            lines=(
                *(readiness_words.told(both, lang) if both else ()),
                *_area_lines(result, place.code, share, gap, lang),
                *([wording.text("status.unstable", lang)] if dotted else ()),
            ),
        )


def _apart(result: Result, scheme: str) -> tuple[Readiness, ...]:
    """Vulnerability and coverage of each kecamatan, where the map shows both."""
    return find_readiness(result) if scheme == "readiness" else ()


def shown_class(result: Result, share: float) -> int:
    """Coverage class of a share; unknown where posts may be missing from the list.

    With an incomplete list a share is only a lower bound: it is shown where it is
    already in the highest class, else it is grey.
    """
    found = coverage_class(share)
    return found if story.is_complete(result) or found == len(COVERAGE_CUTS) else -1


def is_lightly_hatched(gap: Gap | None, scheme: str) -> bool:
    """Whether a kecamatan gets the light hatch: below standard, or post not known.

    Below standard shows on the coverage map only: the risk map marks places
    without a post, and stays calm.
    """
    if gap is None or "none" in gap.statuses:
        return False
    on_it = scheme in ("coverage", "siting")
    below = on_it and "below_standard" in gap.statuses
    return below or gap.is_undecided


def is_dotted(result: Result, scheme: str, code: str) -> bool:
    """Whether a kecamatan gets the dots of a rank that is not stable.

    On the risk map only: the others show no rank.
    """
    return scheme == "risk" and code in result.unstable


def _area_lines(
    result: Result, code: str, share: float, gap: Gap | None, lang: str
) -> Iterator[str]:
    row = result.score.areas.index(code)
    score, level = float(result.score.score[row]), int(result.score.risk_class[row])
    yield _score_line(score, level, int(result.score.rank[row]), lang)
    minutes = result.scenario.threshold
    yield _share_line(story.least(result), share, minutes, lang)
    if gap is not None:
        yield " · ".join(status_word(gap, status, lang) for status in gap.statuses)


@functools.lru_cache(maxsize=1000)
def _score_line(score: float, level: int, rank: int, lang: str) -> str:
    """Score, class and rank of a kecamatan, or that it has none."""
    if not np.isfinite(score):
        return wording.text("class.unknown", lang)
    return wording.text(
        "map.score_line",
        lang,
        score=wording.number(score, lang, 1),
        name=wording.text(f"class.{level}", lang),
        rank=wording.number(rank, lang),
    )


@functools.lru_cache(maxsize=1000)
def _share_line(sign: str, share: float, threshold: float, lang: str) -> str:
    """Share of the TPS of a kecamatan within the threshold."""
    return wording.text(
        "map.share_line",
        lang,
        sign=sign,
        share=wording.percent(share, lang),
        threshold=wording.minutes(threshold, lang),
    )


def status_word(gap: Gap, status: str, lang: str) -> str:
    """Word of a status; what is missing is named by its service.

    Where a post is listed, what is unknown is only whether the standard is met.
    """
    told = {"none": f"none.{gap.post_type}"}
    if not gap.is_undecided:
        told["unknown"] = "unknown_standard"
    return wording.text(f"status.{told.get(status, status)}", lang)


def _posts(result: Result, lang: str) -> Iterator[PostMark]:
    counted = {post.post_id for post in result.coverage.posts}
    posts = result.area.posts
    parts = ("name", "post_type", "lat", "lon", "location_basis", "source_date")
    for post_id, name, kind, lat, lon, basis, source_date in zip(
        posts.index, *(posts[part].tolist() for part in parts), strict=True
    ):
        yield PostMark(
            post_id=str(post_id),
            name=name,
            post_type=kind,
            lat=lat,
            lon=lon,
            counted=post_id in counted,
            lines=_post_lines(kind, basis, source_date, lang),
        )


@functools.lru_cache(maxsize=1000)
def _post_lines(kind: str, basis: str, source_date: str, lang: str) -> tuple[str, ...]:
    """What a post is, how its place is known, and since when."""
    told = wording.text(f"location_basis.{basis}", lang)
    return (
        wording.text(f"post_type.{kind}", lang),
        wording.text("map.basis_line", lang, basis=told),
        wording.text("map.source_line", lang, date=wording.date(source_date, lang)),
    )


def _candidates(result: Result, scheme: str, lang: str) -> Iterator[CandidateMark]:
    """The shortlist: each circle is a card, by its number.

    On the map of the proposals it also says how often other weights choose it.
    """
    sure = siting.sure_of(result) if scheme == "siting" else {}
    for rank, proposal in enumerate(result.shortlist, start=1):
        candidate = proposal.candidate
        share = sure.get(candidate.desa_code)
        yield CandidateMark(
            code=candidate.desa_code,
            rank=rank,
            lat=candidate.lat,
            lon=candidate.lon,
            name=f"{candidate.kecamatan} — {candidate.desa}",
            lines=tuple(wording.reason(reason, lang) for reason in proposal.reasons),
            provisional=candidate.provisional,
            note=wording.percent(share, lang) if share is not None else "",
        )


def _tps(shown: Result, result: Result, lang: str) -> Iterator[TpsMark]:
    """One mark per desa with TPS: they all stand at its point.

    `shown` has the posts of the view; what `result` does not reach is new.
    """
    places = result.knowledge.places
    today = by_desa(places, result.coverage)
    for before, reach in zip(today, by_desa(places, shown.coverage), strict=True):
        desa, post = reach.desa, reach.post
        newly = reach.is_reached and not before.is_reached
        reached = "new" if newly else "in" if reach.is_reached else "out"
        yield TpsMark(
            desa_code=desa.code,
            name=desa.name,
            lat=desa.lat,
            lon=desa.lon,
            tps=reach.tps,
            reached=reached if post is not None else "no_route",
            lines=(
                wording.text("map.tps_line", lang, tps=wording.number(reach.tps, lang)),
                distance_line(reach.minutes, post.name if post else None, lang),
            ),
        )


@functools.lru_cache(maxsize=10_000)
def distance_line(minutes: float, post: str | None, lang: str) -> str:
    """How far the nearest post is, in words; 0 minutes means the same desa."""
    if post is None:
        return wording.text("value.no_route", lang)
    if minutes == 0:
        return wording.text("map.same_desa_line", lang, post=wording.plain(post))
    return wording.text(
        "map.distance_line",
        lang,
        post=wording.plain(post),
        minutes=wording.minutes(minutes, lang),
    )
