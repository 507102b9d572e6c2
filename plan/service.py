"""All that is known of one service (police or army), ready to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import OPTIONAL, SERVICES
from geo.impedance.edges import Quality
from geo.serving import Serving, serving_posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from geo.coverage import Coverage
    from geo.impedance.reach import Post
    from geo.units import Floats
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario

_ROUNDING = 1e-9  # a share this close to the standard meets it
_SAME_MINUTES = 1e-5  # minutes are rounded to 1e-6 before they are added up


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """One service over all kecamatan; mappings are keyed by kecamatan_code.

    `names` of the kecamatan; `share` of TPS within the threshold; `present` where
    a counted post stands; `posts` all posts and `to_seat` their minutes to each
    seat (posts, kecamatan), inf if no route; `complete` whether all
    posts are listed; `known` how many of the type are, `expected` how many there
    are said to be, nan where nobody said;
    `reported` the minutes that somebody wrote down between two desa, in the
    scenario's season; `stands` the desa of each post, `seats` that of each seat.
    """

    scenario: Scenario
    names: Mapping[str, str]
    columns: Mapping[str, int]
    share: Mapping[str, float]
    present: frozenset[str]
    posts: tuple[Post, ...]
    counted: frozenset[str]
    to_seat: Floats
    serving: Serving
    complete: bool
    known: int
    expected: float
    reported: Mapping[frozenset[str], frozenset[float]]
    stands: Mapping[str, str]
    seats: Mapping[str, str]

    def meets_standard(self, code: str) -> bool:
        """Whether enough TPS are within the threshold; exactly enough is enough."""
        return meets(self.share[code], self.scenario.standard)

    def nearest(self, code: str) -> tuple[Post | None, float | None]:
        """Counted post nearest to the seat and its minutes; None, None if no route.

        Equally near: the first id.
        """
        best: tuple[Post | None, float | None] = (None, None)
        least = np.inf
        for post, minutes in zip(
            self.posts, self.to_seat[:, self.columns[code]], strict=True
        ):
            if post.post_id in self.counted and minutes < least:
                best, least = (post, float(minutes)), minutes
        return best

    def minutes_from(self, post: Post | None, code: str) -> float | None:
        """Minutes from a post to the seat; None for no post or no route."""
        if post is None:
            return None
        minutes = float(self.to_seat[self.posts.index(post), self.columns[code]])
        return minutes if np.isfinite(minutes) else None

    def minutes_quality(self, post: Post, code: str) -> str:
        """Whether the minutes from a post to the seat are themselves a report.

        ``reported`` where somebody reported exactly these minutes between exactly
        these two desa, else ``estimate``.
        """
        minutes = float(self.to_seat[self.posts.index(post), self.columns[code]])
        ends = frozenset((self.stands[post.post_id], self.seats[code]))
        reports = self.reported.get(ends, frozenset())
        is_report = any(abs(minutes - report) <= _SAME_MINUTES for report in reports)
        return "reported" if is_report else "estimate"

    def optional_in(self, code: str) -> Iterator[Post]:
        """Posts in the kecamatan that count only if switched on."""
        kinds = OPTIONAL[self.scenario.post_type]
        return (
            post
            for post in self.posts
            if post.kecamatan_code == code and post.post_type in kinds
        )


def meets(share: float, standard: float) -> bool:
    """Whether a share of TPS is enough; exactly enough is, and but for rounding."""
    return share >= standard - _ROUNDING


def read_service(
    knowledge: Knowledge, scenario: Scenario, coverage: Coverage, table: pd.DataFrame
) -> Service:
    """Gather the scenario's service; `coverage` and `table` are of the same one."""
    places, reach = knowledge.places, knowledge.reach
    codes = [place.code for place in places.kecamatan]
    shares = (table["tps_covered"] / table["tps"]).to_list()
    kind = SERVICES[scenario.post_type][0]
    layer = knowledge.area.catalogue.layer(kind)
    return Service(
        scenario=scenario,
        names={place.code: place.name for place in places.kecamatan},
        columns={code: i for i, code in enumerate(codes)},
        share=dict(zip(codes, shares, strict=True)),
        present=frozenset(post.kecamatan_code for post in coverage.posts),
        posts=reach.posts,
        counted=frozenset(post.post_id for post in coverage.posts),
        to_seat=reach.between[scenario.mode, scenario.season][:, places.seats],
        serving=serving_posts(places, reach, scenario.post_type),
        complete=knowledge.area.is_complete(scenario.post_type) is True,
        known=knowledge.area.listed(kind),
        expected=nan if layer is None else layer.expected,
        reported=_reported(knowledge, scenario),
        stands={
            str(post_id): str(desa)
            for post_id, desa in knowledge.area.posts["desa_code"].items()
        },
        seats={
            code: places.desa[row].code
            for code, row in zip(codes, places.seats.tolist(), strict=True)
        },
    )


def _reported(
    knowledge: Knowledge, scenario: Scenario
) -> dict[frozenset[str], frozenset[float]]:
    """Minutes reported between two desa; none where the mode is not built on them."""
    found: dict[frozenset[str], frozenset[float]] = {}
    if scenario.mode != "network" or knowledge.access.travel("network").file:
        return found
    for edge in knowledge.access.network.edges(scenario.season):
        if edge.quality is Quality.REPORTED:
            ends = frozenset((edge.a, edge.b))
            found[ends] = found.get(ends, frozenset()) | {edge.minutes}
    return found
