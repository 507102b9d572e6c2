"""Who is reached in time, and by which post."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from geo.demand import Desa, Places
    from geo.impedance.reach import Post, Reach
    from geo.units import Bools, Floats, Ints

BACKUP_POSTS = 2
NO_POST = -1

# Which posts count as presence of each service; the first is what a gap asks for.
SERVICES = {"polsek": ("polsek", "polres"), "koramil": ("koramil", "kodim")}
OPTIONAL = {"polsek": ("polsubsektor", "pospol"), "koramil": ()}


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Minutes from the posts that count to every TPS, and what follows from them.

    `posts` in row order; `minutes` (posts, tps), inf where no route; `nearest`
    (tps,) row of the nearest post, -1 where none has a route; `minutes_nearest`
    (tps,), inf where none; `threshold` minutes.
    """

    posts: tuple[Post, ...]
    minutes: Floats
    nearest: Ints
    minutes_nearest: Floats
    threshold: float

    @property
    def reached(self) -> Bools:
        """TPS with a post at or within the threshold: -> (tps,)."""
        return self.minutes_nearest <= self.threshold

    @property
    def backed_up(self) -> Bools:
        """TPS with at least two posts at or within the threshold: -> (tps,)."""
        within = (self.minutes <= self.threshold).sum(axis=0)
        return np.asarray(within >= BACKUP_POSTS)

    def with_posts(self, posts: tuple[Post, ...], minutes: Floats) -> Coverage:
        """The same with further posts: their `minutes` are (further posts, tps)."""
        every = np.vstack([self.minutes, minutes])
        return Coverage((*self.posts, *posts), every, *nearest(every), self.threshold)

    def post_of(self, row: int) -> Post | None:
        """Post in a row of `nearest`, None where there is none."""
        return None if row == NO_POST else self.posts[row]


@dataclass(frozen=True, slots=True)
class DesaReach:
    """All TPS of one desa: they stand at its point, so one answer holds for all.

    `minutes` to the nearest post, inf where no route; `post` is then None.
    """

    desa: Desa
    tps: int
    minutes: float
    post: Post | None
    is_reached: bool


def counted_types(post_type: str, counted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Types that count as presence of a service.

    Police presence is polres and polsek, army presence kodim and koramil;
    `counted` adds polsubsektor or pospol to the police.
    """
    extra = (kind for kind in OPTIONAL[post_type] if kind in counted)
    return (*SERVICES[post_type], *extra)


def nearest(minutes: Floats) -> tuple[Ints, Floats]:
    """Row and minutes of the nearest post: (p, m) -> (m,), (m,).

    Equally near posts: the first row. No route to any, or no post at all: row
    -1 and inf minutes.
    """
    if not len(minutes):
        width = minutes.shape[1]
        return np.full(width, NO_POST, np.int64), np.full(width, np.inf)
    row = np.argmin(minutes, axis=0)
    least = minutes[row, np.arange(minutes.shape[1])]
    return np.where(np.isfinite(least), row, NO_POST), least


def cover(  # noqa: PLR0913 - the reader's choices, each named at the call
    places: Places,
    reach: Reach,
    *,
    post_type: str,
    threshold: float,
    season: str,
    mode: str,
    counted: tuple[str, ...] = (),
) -> Coverage:
    """Reach of one service over every TPS; `threshold` in minutes, <= is reached.

    Raises `MethodError` if the threshold is not a positive, finite number: with inf
    even a TPS without a route would count as reached.
    """
    if not 0 < threshold < np.inf:
        raise MethodError([Problem.of("threshold_invalid", value=str(threshold))])
    kinds = counted_types(post_type, counted)
    rows = [i for i, post in enumerate(reach.posts) if post.post_type in kinds]
    minutes = reach.between[mode, season][rows][:, places.tps_desa]
    row, least = nearest(minutes)
    posts = tuple(reach.posts[i] for i in rows)
    return Coverage(posts, minutes, row, least, threshold)


def by_kecamatan(places: Places, coverage: Coverage) -> pd.DataFrame:
    """Coverage summed per kecamatan: index kecamatan_code, in order of code.

    voters and voters_covered (persons, estimates where the area's are), tps,
    tps_covered, tps_backup (counts), nearest_post (id of the one nearest to the
    most TPS, smallest id first, None if none has a route), minutes_median (median
    over TPS of the minutes to their nearest post, inf if most have no route).
    """
    voters, total = places.tps_voters, places.total
    ones = np.ones(len(voters), dtype=np.int64)
    codes = pd.Index([k.code for k in places.kecamatan], name="kecamatan_code")
    # As objects: a column of text would turn None into nan.
    nearest_post = pd.Series(_most_frequent(places, coverage), codes, dtype="object")
    return pd.DataFrame(
        {
            "voters": total(voters),
            "voters_covered": total(voters * coverage.reached),
            "tps": total(ones),
            "tps_covered": total(ones * coverage.reached),
            "tps_backup": total(ones * coverage.backed_up),
            "nearest_post": nearest_post,
            "minutes_median": places.median(coverage.minutes_nearest),
        },
        index=codes,
    )


def _most_frequent(places: Places, coverage: Coverage) -> list[str | None]:
    """Id of the post nearest to the most TPS of each kecamatan, first among equals."""
    has_route = coverage.nearest != NO_POST
    counts = np.zeros((len(places.kecamatan), len(coverage.posts) + 1), np.int64)
    where = (places.tps_kecamatan[has_route], coverage.nearest[has_route])
    np.add.at(counts, where, 1)
    return [
        coverage.posts[int(row.argmax())].post_id if row.any() else None
        for row in counts
    ]


@functools.lru_cache(maxsize=8)
def by_desa(places: Places, coverage: Coverage) -> tuple[DesaReach, ...]:
    """Reach of every desa that has TPS, in order of code; kept for the last asked."""
    rows, first, count = np.unique(
        places.tps_desa, return_index=True, return_counts=True
    )
    return tuple(
        DesaReach(
            desa=places.desa[row],
            tps=number,
            minutes=minutes,
            post=coverage.post_of(post),
            is_reached=is_reached,
        )
        for row, number, minutes, post, is_reached in zip(
            rows.tolist(),
            count.tolist(),
            coverage.minutes_nearest[first].tolist(),
            coverage.nearest[first].tolist(),
            coverage.reached[first].tolist(),
            strict=True,
        )
    )
