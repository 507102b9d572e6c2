"""What a proposal file says of each proposed post, in the order of a staff study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import nearest
from geo.impedance.access import SEASONS
from geo.impedance.distance import geodesic_km
from geo.serving import serving_posts
from plan.before_after import Change, changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.demand import Kecamatan
    from geo.impedance.reach import Post
    from geo.serving import Serving
    from plan.criteria import Criterion
    from plan.evaluate import Result
    from plan.proposals import Proposal, Sited

OFTEN = 0.05  # of the draws: a place chosen less often is no alternative
MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Workload:
    """What the posts charged with a kecamatan look after, as reported.

    `posts`: those charged with it, empty where nobody is known. `kecamatan`: how
    many they look after, with `tps` TPS and `voters` persons (an estimate where one
    of them is). `new_posts`: how many of the proposed ones stand there.
    """

    posts: tuple[Post, ...]
    kecamatan: int
    tps: int
    voters: int
    new_posts: int

    @property
    def tps_per_post(self) -> float:
        """TPS of each post today; nan where nobody is known to be charged."""
        return self.tps / len(self.posts) if self.posts else float("nan")

    @property
    def tps_per_post_then(self) -> float:
        """TPS of each post, the proposed ones among them; nan as today."""
        shared = len(self.posts) + self.new_posts
        return self.tps / shared if self.posts else float("nan")


@dataclass(frozen=True, slots=True)
class Way:
    """From the nearest post of today to a proposed place.

    `km` straight line; `minutes` by season in the scenario's mode, inf where no
    route. Of the posts that count, the nearest in the scenario's season.
    """

    post: Post
    km: float
    minutes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One proposed place and its kecamatan; `row` is that of the kecamatan's score.

    `area_km2` of the kecamatan. `nearer_tps`: TPS whose nearest post it becomes.
    `way` is None where no post has a route. `change`: of its kecamatan, with all
    proposed posts. `chosen`: share of the draws that choose it, None if not drawn.
    """

    proposal: Proposal
    kecamatan: Kecamatan
    row: int
    area_km2: float
    nearer_tps: int
    workload: Workload
    way: Way | None
    change: Change
    chosen: float | None


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """All of a proposal file: its places, what changes, what else would do.

    `changes`: every kecamatan, then all of them. `others`: (desa code, share) of
    places that other weights choose in at least `OFTEN` of the draws. `criteria`:
    those of the post type, filled in or not.
    """

    sites: tuple[SiteFile, ...]
    changes: tuple[Change, ...]
    others: tuple[tuple[str, float], ...]
    criteria: tuple[Criterion, ...]


def gather(result: Result, sited: Sited) -> ProposalFile:
    """Gather what the file says of the places of a result; nothing is rounded."""
    found = changes(result.knowledge, sited, result.scenario.threshold)
    service = result.scenario.post_type
    return ProposalFile(
        sites=tuple(_sites(result, sited, found)),
        changes=found,
        others=tuple(_others(sited)),
        criteria=tuple(
            one for one in result.knowledge.criteria if one.post_type == service
        ),
    )


def _sites(
    result: Result, sited: Sited, found: tuple[Change, ...]
) -> Iterator[SiteFile]:
    places = result.knowledge.places
    serving = serving_posts(places, result.knowledge.reach, result.scenario.post_type)
    change_of = {one.code: one for one in found}
    for proposal in sited.proposals:
        code = proposal.candidate.kecamatan_code
        yield SiteFile(
            proposal=proposal,
            kecamatan=next(one for one in places.kecamatan if one.code == code),
            row=result.score.areas.index(code),
            area_km2=float(result.area.kecamatan.at[code, "area_km2"]),
            nearer_tps=_nearer_tps(sited, proposal),
            workload=_workload(result, sited, serving, code),
            way=_way(result, proposal),
            change=change_of[code],
            chosen=sited.stability.get(proposal.candidate.desa_code),
        )


def _nearer_tps(sited: Sited, proposal: Proposal) -> int:
    case = sited.case
    (column,) = case.columns((proposal.candidate.desa_code,))
    is_nearer = (sited.after.nearest == column) & (sited.after.cost < sited.before.cost)
    return int(case.tps[is_nearer].sum())


def _workload(result: Result, sited: Sited, serving: Serving, code: str) -> Workload:
    group = serving.group(code)
    looked_after = [k for k in result.knowledge.places.kecamatan if k.code in group]
    homes = [proposal.candidate.kecamatan_code for proposal in sited.proposals]
    return Workload(
        posts=serving.by_kecamatan[code],
        kecamatan=len(looked_after),
        tps=sum(one.tps for one in looked_after),
        voters=sum(one.voters for one in looked_after),
        new_posts=sum(home in group for home in homes),
    )


def _way(result: Result, proposal: Proposal) -> Way | None:
    """The nearest post of today: its straight line, and its minutes in each season."""
    reach, scenario = result.knowledge.reach, result.scenario
    desa = [place.code for place in result.knowledge.places.desa]
    column = desa.index(proposal.candidate.desa_code)
    rows = [reach.posts.index(post) for post in result.coverage.posts]
    now = reach.between[scenario.mode, scenario.season][rows][:, [column]]
    first = int(nearest(now)[0][0])
    if first < 0:
        return None
    post = result.coverage.posts[first]
    start = result.area.posts.loc[[post.post_id], ["lon", "lat"]].to_numpy(float)
    end = np.array([[proposal.candidate.lon, proposal.candidate.lat]])
    return Way(
        post=post,
        km=float(geodesic_km(start, end)[0]),
        minutes={
            season: float(reach.between[scenario.mode, season][rows[first], column])
            for season in SEASONS
        },
    )


def _others(sited: Sited) -> Iterator[tuple[str, float]]:
    """Places that are not among the answer's and that other weights often choose."""
    chosen = {sited.case.siting.sites[column] for column in sited.answer.sites}
    left = [
        (code, share)
        for code, share in sited.stability.items()
        if code not in chosen and share >= OFTEN
    ]
    yield from sorted(left, key=lambda one: (-one[1], one[0]))[:MOST_OTHERS]
