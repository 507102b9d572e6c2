"""Local recruitment: officers a kecamatan needs and nobody can send there in time.

Police always, whatever service the scenario looks at: the list of koramil is not
complete, and the strength of none is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import NO_POST, counted_types, cover, nearest
from geo.errors import Problem, ScenarioError
from geo.impedance.access import SEASONS
from geo.impedance.reach import Post
from plan.local_need import REMOTE, LocalNeed, LocalPool, Recruitment
from plan.outside_help import sent
from risk.measures import POLICE

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.recruiting import Recruiting

LOCAL = "local"
"""Type of the posts that local officers stand for, at the seat of their kecamatan."""


def recruit(result: Result, asked: Recruiting) -> Recruitment:
    """Compare what the standard asks with who can be there in time.

    A kecamatan needs voters / voters_per_officer officers, rounded up: exactly one for
    N voters, two for N + 1, none without voters. Posts send theirs as
    `plan.outside_help.sent` says, in the scenario's season, mode and with its further
    kinds of post; minutes run from post to seat. Local officers come first: they are
    there already.

    Raises `ScenarioError` for local officers in a kecamatan that does not exist.
    """
    local = _local(result.knowledge, asked)
    rows = _police(result)
    places, reach = result.knowledge.places, result.knowledge.reach
    minutes = {
        season: reach.between[result.scenario.mode, season][rows][:, places.seats]
        for season in SEASONS
    }
    posts = tuple(reach.posts[row] for row in np.flatnonzero(rows))
    strengths = dict(asked.strength)
    strength = np.array([strengths.get(p.post_type, 0) for p in posts], np.int64)
    voters = np.array([place.voters for place in places.kecamatan], np.int64)
    needed = -(-voters // asked.voters_per_officer)
    ways = minutes[result.scenario.season]
    before = sent(strength, needed, ways, asked.within)
    left = np.maximum(needed - local, 0)
    after = sent(strength, left, ways, asked.within)
    return Recruitment(
        asked=asked,
        season=result.scenario.season,
        posts=posts,
        strength=strength,
        sent=after,
        areas=_areas(
            result,
            asked,
            posts,
            minutes,
            counts=(
                *(needed, after.sum(axis=0), local),
                *(left - after.sum(axis=0), needed - before.sum(axis=0)),
            ),
        ),
    )


def local_pools(knowledge: Knowledge, asked: Recruiting) -> tuple[LocalPool, ...]:
    """Local officers as pools at home in the seat of their kecamatan, by code.

    Raises `ScenarioError` as `recruit` does.
    """
    places = knowledge.places
    officers = _local(knowledge, asked)
    return tuple(
        LocalPool(place.code, places.desa[seat].code, int(number))
        for place, seat, number in zip(
            places.kecamatan, places.seats, officers, strict=True
        )
        if number
    )


def _local(knowledge: Knowledge, asked: Recruiting) -> Ints:
    """Local officers of each kecamatan: -> (k,)."""
    codes = tuple(place.code for place in knowledge.places.kecamatan)
    problems = [
        Problem.of("word_unknown", field="local", value=code, known=codes)
        for code, _ in asked.local
        if code not in codes
    ]
    if problems:
        raise ScenarioError(problems)
    officers = dict(asked.local)
    return np.array([officers.get(code, 0) for code in codes], np.int64)


def _police(result: Result) -> Bools:
    """Posts that count as police presence: -> (posts,)."""
    kinds = counted_types(POLICE, result.scenario.counted)
    posts = result.knowledge.reach.posts
    return np.array([post.post_type in kinds for post in posts], np.bool_)


def _areas(
    result: Result,
    asked: Recruiting,
    posts: tuple[Post, ...],
    minutes: dict[str, Floats],
    *,
    counts: tuple[Ints, ...],
) -> tuple[LocalNeed, ...]:
    places = result.knowledge.places
    first, _ = nearest(minutes[result.scenario.season])
    dry, wet = (nearest(minutes[season])[1] for season in SEASONS)
    within, after = _voters_within(result, asked)
    told = zip(*(count.tolist() for count in counts), strict=True)
    return tuple(
        LocalNeed(
            kecamatan_code=place.code,
            kecamatan=place.name,
            seat_desa=places.desa[places.seats[row]].code,
            voters=place.voters,
            voters_quality=place.voters_quality,
            nearest_post=(None if first[row] == NO_POST else posts[first[row]].post_id),
            minutes_dry=float(dry[row]),
            minutes_wet=float(wet[row]),
            wet_ratio=_ratio(float(wet[row]), float(dry[row])),
            is_sea_only=place.is_sea_only,
            remote=_remote(
                {"dry": float(dry[row]), "wet": float(wet[row])},
                result.scenario.season,
                asked.within,
                is_sea_only=place.is_sea_only,
            ),
            needed=needed,
            outside=outside,
            local_officers=local,
            recruits=recruits,
            recruits_before=before,
            voters_within=int(within[row]),
            voters_within_after=int(after[row]),
        )
        for row, (place, (needed, outside, local, recruits, before)) in enumerate(
            zip(places.kecamatan, told, strict=True)
        )
    )


def _ratio(wet: float, dry: float) -> float:
    is_known = np.isfinite(wet) and np.isfinite(dry) and dry > 0
    return wet / dry if is_known else float("nan")


def _remote(
    minutes: dict[str, float], season: str, within: float, *, is_sea_only: bool
) -> tuple[str, ...]:
    """Codes of `REMOTE` that hold, in their order."""
    now = minutes[season]
    holds = {
        "no_route": np.isinf(now),
        "far": within < now < np.inf,
        "far_in_rain": now <= within < minutes["wet"],
        "sea_only": is_sea_only,
    }
    return tuple(code for code in REMOTE if holds[code])


def _voters_within(result: Result, asked: Recruiting) -> tuple[Ints, Ints]:
    """Voters of each kecamatan with police in time, without and with local officers."""
    known, chosen = result.knowledge, result.scenario
    places = known.places
    before = cover(
        places,
        known.reach,
        post_type=POLICE,
        threshold=asked.within,
        season=chosen.season,
        mode=chosen.mode,
        counted=chosen.counted,
    )
    pools = local_pools(known, asked)
    seats = known.access.rows(pool.desa_code for pool in pools)
    posts = tuple(
        Post(pool.desa_code, pool.desa_code, LOCAL, pool.kecamatan_code, ())
        for pool in pools
    )
    between = known.access.minutes(chosen.mode, chosen.season)
    after = before.with_posts(posts, between[seats][:, places.tps_desa])
    return (
        places.total(places.tps_voters * before.reached),
        places.total(places.tps_voters * after.reached),
    )
