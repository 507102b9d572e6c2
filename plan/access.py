"""Floating catchments on the study area: how much police or army a voter can reach.

How strong a post is, is not public. Its supply is assumed per type of post, and every
result says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from geo.catchment import catchment
from geo.coverage import counted_types
from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.catchment import Access, Bands, Method
    from geo.demand import Places
    from geo.impedance.reach import Post
    from geo.units import Floats, Ints
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario

ONE_EACH: Mapping[str, float] = MappingProxyType({})
"""No type has a supply of its own: every post counts as one."""
PER_VOTERS = 10_000
MOST = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class AreaAccess:
    """Access of a study area's voters to one service.

    `posts` (m,) that count, in order of id; `desa` (n,) codes in order, with their
    `voters` (n,). `found`: access per voter of each desa and ratio of each post.
    `by_kecamatan` (k,): mean access over the voters of each, nan where there are none;
    `mean` that over all. `assumed`: supply of each type of post, an assumption.
    """

    method: Method
    bands: Bands
    posts: tuple[Post, ...]
    desa: tuple[str, ...]
    voters: Ints
    found: Access
    by_kecamatan: Floats
    mean: float
    assumed: Mapping[str, float]


def area_access(
    knowledge: Knowledge,
    scenario: Scenario,
    *,
    method: Method,
    bands: Bands,
    supply_per: Mapping[str, float] = ONE_EACH,
) -> AreaAccess:
    """Share each post's supply among the voters in reach of it, and sum per voter.

    Service, season, mode and what else counts are the scenario's. `supply_per`: supply
    assumed for a post of each type that counts, in any unit (personnel); without any,
    every post is one. Bands in minutes (<=).

    Raises `MethodError` naming every fault of `supply_per`.
    """
    kinds = counted_types(scenario.post_type, scenario.counted)
    problems = list(_problems(kinds, supply_per))
    if problems:
        raise MethodError(problems)
    assumed = dict(supply_per) or dict.fromkeys(kinds, 1.0)
    reach, places = knowledge.reach, knowledge.places
    rows = [i for i, post in enumerate(reach.posts) if post.post_type in kinds]
    posts = tuple(reach.posts[row] for row in rows)
    voters = np.zeros(len(places.desa), np.int64)
    np.add.at(voters, places.tps_desa, places.tps_voters)
    found = catchment(
        voters.astype(float),
        np.array([assumed[post.post_type] for post in posts], float),
        reach.between[scenario.mode, scenario.season][rows].T,
        bands,
        method,
    )
    by_kecamatan, mean = _means(places, found.access)
    return AreaAccess(
        method=method,
        bands=bands,
        posts=posts,
        desa=tuple(desa.code for desa in places.desa),
        voters=voters,
        found=found,
        by_kecamatan=by_kecamatan,
        mean=mean,
        assumed=assumed,
    )


def _means(places: Places, access: Floats) -> tuple[Floats, float]:
    """Mean access over the voters of each kecamatan: (desa,) -> (k,), and over all."""
    count = len(places.kecamatan)
    weighted = places.tps_voters * access[places.tps_desa]
    sums = np.bincount(places.tps_kecamatan, weighted, count)
    voters = np.bincount(places.tps_kecamatan, places.tps_voters, count)
    means = np.full(count, np.nan)
    np.divide(sums, voters, out=means, where=voters > 0)
    whole = voters.sum()
    return means, float(sums.sum() / whole) if whole else float("nan")


def _problems(
    kinds: tuple[str, ...], supply_per: Mapping[str, float]
) -> Iterator[Problem]:
    """Find types that do not count, that lack a supply, and supplies that are none."""
    if not supply_per:
        return
    for kind in supply_per:
        if kind not in kinds:
            yield Problem.of("supply_type_unknown", value=kind, known=kinds)
    lacking = tuple(kind for kind in kinds if kind not in supply_per)
    if lacking:
        yield Problem.of("supply_type_missing", types=lacking)
    for kind, value in supply_per.items():
        if not 0 <= value <= MOST:
            yield Problem.of("supply_per_invalid", value=f"{kind}={value:g}")
