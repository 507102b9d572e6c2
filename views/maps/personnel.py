"""The map of polling day: who is needed where, what is unmet, who comes from where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plan.personnel.supply import LOCAL
from views import wording
from views.maps.signs import Spoke
from views.personnel_records import area_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.personnel.deploy import Deployment
    from views.maps.payload import MapPayload
    from views.personnel_records import Record

NEED_CUTS = (1, 20, 40, 60)
"""Police needed in a kecamatan: none, then classes closed on the left."""


def need_class(police: int) -> int:
    """Class of a number of police, 0 for none to 4."""
    return sum(police >= cut for cut in NEED_CUTS)


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
        tps=tuple(
            replace(one, reached="in", lines=one.lines[:1]) for one in payload.tps
        ),
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
