"""The map of polling day: who is needed where, what is unmet, who comes from where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.supply import LOCAL
from views import wording
from views.maps.signs import Spoke
from views.personnel_records import area_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.personnel.deploy import Deployment
    from plan.personnel.reserve import Reserve
    from views.maps.payload import MapPayload
    from views.maps.signs import TpsMark
    from views.personnel_records import Record

NEED_CUTS = (1, 20, 40, 60)
"""Police needed in a kecamatan: none, then classes closed on the left."""


def need_class(police: int) -> int:
    """Class of a number of police, 0 for none to 4."""
    return sum(police >= cut for cut in NEED_CUTS)


RESPONSE_CUTS = (60.0, 120.0, 240.0, 480.0)
"""Minutes of the reserve to the farthest TPS; exactly on a cut is still in time."""


def response_class(minutes: float) -> int:
    """Class of a response, 4 for the soonest to 0; -1 without TPS or a route."""
    if not np.isfinite(minutes):
        return -1
    return int(sum(minutes <= cut for cut in RESPONSE_CUTS))


def responding(
    payload: MapPayload, deployment: Deployment, reserve: Reserve, lang: str
) -> MapPayload:
    """The map with the kecamatan by how soon the reserve is at their farthest TPS.

    The posts where it waits are full, the others outlines.
    """
    places = deployment.result.knowledge.places
    longest = {
        place.code: float(minutes)
        for place, minutes in zip(places.kecamatan, reserve.longest, strict=True)
    }
    areas = tuple(
        replace(
            area,
            risk_class=response_class(longest[area.code]),
            gap=False,
            provisional_gap=False,
            unstable=False,
            lines=(
                wording.text(
                    "personnel.map.response",
                    lang,
                    minutes=wording.minutes(longest[area.code], lang),
                ),
            ),
        )
        for area in payload.areas
    )
    waiting = {post.post_id for post in reserve.posts}
    return replace(
        payload,
        areas=areas,
        candidates=(),
        posts=tuple(
            replace(post, counted=post.post_id in waiting) for post in payload.posts
        ),
        tps=_plain(payload),
        scheme="coverage",
    )


def _plain(payload: MapPayload) -> tuple[TpsMark, ...]:
    """TPS as plain dots: this map says nothing of the threshold."""
    return tuple(replace(one, reached="in", lines=one.lines[:1]) for one in payload.tps)


def staffed(payload: MapPayload, deployment: Deployment, lang: str) -> MapPayload:
    """The map with the kecamatan by police needed; hatched where some are missing.

    Lines run from where people start to the seat of each kecamatan they go to.
    """
    told = {row["kecamatan_code"]: row for row in area_rows(deployment)}
    areas = tuple(
        replace(
            area,
            risk_class=need_class(told[area.code]["police_needed"]),
            gap=bool(told[area.code]["unmet"]),
            provisional_gap=False,
            unstable=False,
            lines=tuple(_lines(told[area.code], lang)),
        )
        for area in payload.areas
    )
    return replace(
        payload,
        areas=areas,
        candidates=(),
        tps=_plain(payload),
        spokes=tuple(_spokes(deployment)),
        scheme="personnel",
    )


def _lines(row: Record, lang: str) -> Iterator[str]:
    yield wording.text(
        "personnel.map.need",
        lang,
        needed=wording.number(row["police_needed"], lang),
        assigned=wording.number(row["police_assigned"], lang),
    )
    yield wording.text(
        "personnel.map.tps",
        lang,
        guarded=wording.number(row["tps_guarded"], lang),
        tps=wording.number(row["tps"], lang),
    )
    if row["longest_minutes"] is not None:
        minutes = wording.minutes(row["longest_minutes"], lang)
        yield wording.text("personnel.map.minutes", lang, minutes=minutes)


def _spokes(deployment: Deployment) -> Iterator[Spoke]:
    """A line for each pair of a starting place and a kecamatan, once."""
    known = deployment.result.knowledge
    posts, places = known.area.posts, known.places
    desa = {one.code: one for one in places.desa}
    homes = {
        str(post): (float(lat), float(lon))
        for post, lat, lon in zip(posts.index, posts["lat"], posts["lon"], strict=True)
    }
    pairs = dict.fromkeys(
        (
            one.source.pool == LOCAL,
            one.source.place,
            deployment.grouped.groups[one.group].kecamatan,
        )
        for one in deployment.posted
    )
    for is_local, place, row in pairs:
        seat = places.desa[int(places.seats[row])]
        if is_local:
            lat, lon = desa[place].lat, desa[place].lon
        else:
            lat, lon = homes[place]
        if (lat, lon) != (seat.lat, seat.lon):
            yield Spoke(place, f"{place}>{seat.code}", seat.lat, seat.lon, lat, lon)
