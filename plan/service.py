"""All that is known of one service (police or army), ready to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import OPTIONAL, SERVICES
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


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """One service over all kecamatan; mappings are keyed by kecamatan_code.

    `names` of the kecamatan; `share` of TPS within the threshold; `present` where
    a counted post stands; `posts` all posts and `to_seat` their minutes to each
    seat (posts, kecamatan), inf if no route; `complete` whether the catalogue
    calls the layer complete; `known` how many posts of the type are listed.
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

    def meets_standard(self, code: str) -> bool:
        """Whether enough TPS are within the threshold; exactly enough is enough."""
        return self.share[code] >= self.scenario.standard - _ROUNDING

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

    def optional_in(self, code: str) -> Iterator[Post]:
        """Posts in the kecamatan that count only if switched on."""
        kinds = OPTIONAL[self.scenario.post_type]
        return (
            post
            for post in self.posts
            if post.kecamatan_code == code and post.post_type in kinds
        )


def read_service(
    knowledge: Knowledge, scenario: Scenario, coverage: Coverage, table: pd.DataFrame
) -> Service:
    """Gather the scenario's service; `coverage` and `table` are of the same one."""
    places, reach = knowledge.places, knowledge.reach
    codes = [place.code for place in places.kecamatan]
    shares = (table["tps_covered"] / table["tps"]).to_list()
    kind = SERVICES[scenario.post_type][0]
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
        complete=knowledge.area.catalogue.is_complete(scenario.post_type) is True,
        known=sum(post.post_type == kind for post in reach.posts),
    )
