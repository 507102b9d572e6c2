"""What the posts of today would cover if some of them stood elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.proposals import in_order
from plan.siting.relocate import mclp_move

if TYPE_CHECKING:
    from geo.demand import Desa
    from geo.impedance.reach import Post
    from geo.units import Bools, Ints
    from plan.knowledge import Knowledge
    from plan.siting.case import Case
    from risk.scenario import Scenario

MOST_MOVES = 3  # that a reader is offered at once
SEATS = frozenset({"polres", "kodim"})  # stand where their area is led from


@dataclass(frozen=True, slots=True)
class ClosedPost:
    """A post that would close; `voters` (an estimate) that only it reaches today."""

    post: Post
    voters: int


@dataclass(frozen=True, slots=True)
class OpenedPost:
    """A desa where a post would open, and what it adds.

    `voters` (persons, an estimate) and `tps` that neither the posts that stay nor a
    place above reach.
    """

    desa: Desa
    kecamatan: str
    voters: int
    tps: int


@dataclass(frozen=True, slots=True, eq=False)
class MovedPosts:
    """A comparison, no advice: posts stand at desa points, and buildings cost.

    `closed` in order of post_id, `opened` with the one that adds most first; as many
    of each. `voters_*` within the threshold (persons, an estimate), `weight_*` of what
    the demand counts for, before and after; `lost`: voters within it today who would
    not be any more. `optimal` where it is proven that no other moves cover more weight,
    `gap` otherwise. `provisional` where posts may stand that nobody has listed.
    """

    closed: tuple[ClosedPost, ...]
    opened: tuple[OpenedPost, ...]
    voters: int
    voters_before: int
    voters_after: int
    lost: int
    weight: float
    weight_before: float
    weight_after: float
    optimal: bool
    gap: float
    provisional: bool


def moved_posts(
    knowledge: Knowledge, scenario: Scenario, case: Case, moves: int
) -> MovedPosts:
    """Close up to `moves` of the counted posts and open them elsewhere; proven.

    Covers the most weight within the scenario's threshold (<=), with no more moves than
    that takes and no new post. A polres or kodim stays. Raises `MethodError` where
    `moves` is below 0 or above the number of posts that may move.
    """
    siting, limit = case.siting, scenario.threshold
    found = mclp_move(siting, limit, moves, stays=~may_move(knowledge, case))
    within = siting.within(limit)
    stays = siting.fixed.copy()
    stays[found.closed] = False
    kept = np.asarray(within[:, stays].any(axis=1))
    before = np.asarray(within[:, siting.fixed].any(axis=1))
    after = kept | within[:, found.answer.sites].any(axis=1)
    parts = (np.ones(len(siting.demand), bool), before, after, before & ~after)
    voters = [int(case.voters[part].sum()) for part in parts]
    weight = [float(siting.weight[part].sum()) for part in parts]
    return MovedPosts(
        closed=_closed(knowledge, case, found.closed, within),
        opened=_opened(knowledge, case, found.answer.sites, within & ~kept[:, None]),
        voters=voters[0],
        voters_before=voters[1],
        voters_after=voters[2],
        lost=voters[3],
        weight=weight[0],
        weight_before=weight[1],
        weight_after=weight[2],
        optimal=found.answer.optimal,
        gap=found.answer.gap,
        provisional=knowledge.area.is_complete(scenario.post_type) is not True,
    )


def may_move(knowledge: Knowledge, case: Case) -> Bools:
    """Whether a site is a post that may stand elsewhere: -> (m,)."""
    bound = {one.post_id for one in knowledge.reach.posts if one.post_type in SEATS}
    sites = zip(case.siting.sites, case.siting.fixed, strict=True)
    return np.array([stands and site not in bound for site, stands in sites], bool)


def _closed(
    knowledge: Knowledge, case: Case, columns: Ints, within: Bools
) -> tuple[ClosedPost, ...]:
    post_of = {post.post_id: post for post in knowledge.reach.posts}
    today = within[:, case.siting.fixed].sum(axis=1)
    return tuple(
        ClosedPost(
            post=post_of[case.siting.sites[column]],
            voters=int(case.voters[within[:, column] & (today == 1)].sum()),
        )
        for column in columns
    )


def _opened(
    knowledge: Knowledge, case: Case, sites: Ints, newly: Bools
) -> tuple[OpenedPost, ...]:
    names = {place.code: place.name for place in knowledge.places.kecamatan}
    return tuple(
        OpenedPost(
            desa=desa,
            kecamatan=names[desa.kecamatan_code],
            voters=int(case.voters[added].sum()),
            tps=int(case.tps[added].sum()),
        )
        for place, added in in_order(case, newly[:, sites])
        for desa in [knowledge.places.desa[case.site_desa[int(sites[place])]]]
    )
