"""Minutes from every post to every desa, in every mode and season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.access import SEASONS
from geo.impedance.distance import geodesic_km
from geo.impedance.lazy import Lazy
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.area import StudyArea
    from geo.impedance.access import Access
    from geo.units import Floats


@dataclass(frozen=True, slots=True)
class Post:
    """One security post, and the kecamatan it is charged with."""

    post_id: str
    name: str
    post_type: str
    kecamatan_code: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Posts in order of id, and their minutes to each desa.

    `between`: (mode, season) -> (posts, desa) minutes, inf where no route; worked out
    when they are first asked for. Raises as `Access.minutes`.
    """

    posts: tuple[Post, ...]
    between: Mapping[tuple[str, str], Floats]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the posts, in their order."""
        return tuple(post.post_id for post in self.posts)


def build_reach(area: StudyArea, access: Access) -> Reach:
    """Minutes from each post of the study area to each desa.

    A post stands at its lon/lat: the way from there to the point of its desa is
    added at the speed of local access (0 for a post placed at that point), times
    the wet factor in the wet season.
    """
    frame = area.posts.sort_index()
    rows = access.rows(frame["desa_code"])
    to_point = _minutes_to_desa_point(area, access, frame)
    rain = {"dry": 1.0, "wet": access.network.speeds.wet_factor}

    def minutes(key: tuple[str, str]) -> Floats:
        return access.minutes(*key)[rows] + to_point * rain[key[1]]

    keys = [(mode, season) for mode in access.modes for season in SEASONS]
    return Reach(posts=_posts(frame), between=Lazy(keys, minutes))


def _posts(frame: pd.DataFrame) -> tuple[Post, ...]:
    columns = ["name", "post_type", "kecamatan_code", "covers_kecamatan"]
    lists = [frame[column].to_list() for column in columns]
    return tuple(
        Post(str(post_id), str(name), str(kind), str(home), tuple(covers))
        for post_id, name, kind, home, covers in zip(frame.index, *lists, strict=True)
    )


def _minutes_to_desa_point(
    area: StudyArea, access: Access, frame: pd.DataFrame
) -> Floats:
    """Dry minutes from each post to the point of its desa: -> (posts, 1)."""
    start = frame[["lon", "lat"]].to_numpy(float)
    end = area.desa.loc[frame["desa_code"], ["lon", "lat"]].to_numpy(float)
    speed = access.network.speeds.by_class
    kmh = [speed[name] for name in area.road_classes.loc[frame["kecamatan_code"]]]
    minutes = geodesic_km(start, end) / np.array(kmh) * MINUTES_PER_HOUR
    return np.asarray(minutes)[:, None]
