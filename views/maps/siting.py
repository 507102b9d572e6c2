"""What the map of the proposals shows beside the others: catchments, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.coverage import by_desa
from plan.with_new_posts import with_new_posts
from views.maps.signs import Spoke

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plan.evaluate import Result


def spokes(result: Result) -> Iterator[Spoke]:
    """A line from each proposed post to every desa that it newly reaches.

    The desa of the post itself needs none.
    """
    places = {one.candidate.desa_code: one.candidate for one in result.shortlist}
    today = by_desa(result.knowledge.places, result.coverage)
    then = by_desa(result.knowledge.places, with_new_posts(result).coverage)
    for before, after in zip(today, then, strict=True):
        site = places.get(after.post.post_id) if after.post else None
        newly = after.is_reached and not before.is_reached
        if site is None or not newly or site.desa_code == after.desa.code:
            continue
        yield Spoke(
            site=site.desa_code,
            code=after.desa.code,
            lat=after.desa.lat,
            lon=after.desa.lon,
            site_lat=site.lat,
            site_lon=site.lon,
        )


def sure_of(result: Result) -> Mapping[str, float]:
    """Share of the draws of weights that choose each desa, where they were drawn."""
    return {} if result.sited is None else result.sited.stability
