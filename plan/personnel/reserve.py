"""Where a reserve should wait, and how soon it can be anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import counted_types
from geo.errors import MethodError, Problem
from plan.siting.problem import Siting
from plan.siting.solve import Ask, solve
from risk.tps_classes import VULNERABLE

if TYPE_CHECKING:
    from geo.impedance.reach import Post
    from geo.units import Floats, Ints
    from plan.evaluate import Result
    from plan.personnel.deploy import Deployment
    from plan.siting.answer import Answer

OBJECTIVES = ("pcenter", "pmedian")  # the farthest soonest, or the mean
MOST_PLACES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Reserve:
    """Posts at which a reserve waits, and the minutes from the nearest to each TPS.

    `tps_class`: the class of TPS that they were chosen for, the most vulnerable there
    is. `minutes` (tps,) inf where no way leads there; `longest` (kecamatan,) those to
    the farthest TPS. `answer` is proven.
    """

    answer: Answer
    posts: tuple[Post, ...]
    tps_class: int
    minutes: Floats
    longest: Floats


def place_reserve(deployment: Deployment, number: int, objective: str) -> Reserve:
    """Choose `number` police posts from which the most vulnerable TPS are soonest met.

    Candidates are the police posts that count. pcenter: the farthest of these TPS as
    soon as can be; pmedian: their mean. TPS weigh one each. Raises `MethodError` where
    the number is out of range, no TPS is vulnerable, or so few posts cannot reach all
    of these TPS.
    """
    result = deployment.result
    places, scenario = result.knowledge.places, result.scenario
    posts, rows = _police_posts(result)
    chosen = _most_vulnerable(deployment.classes.tps_class)
    _require(number, len(posts), chosen)
    between = result.knowledge.reach.between[scenario.mode, scenario.season][rows]
    wanted = places.tps_desa[deployment.classes.tps_class == chosen]
    weight = np.bincount(wanted, minlength=len(places.desa)).astype(float)
    desa = np.flatnonzero(weight)
    siting = Siting.of(
        [places.desa[row].code for row in desa],
        [post.post_id for post in posts],
        between[:, desa].T,
        weight=weight[desa],
    )
    answer = solve(siting, Ask(objective, p=number))
    ids = {siting.sites[column] for column in answer.sites}
    waiting = [row for row, post in enumerate(posts) if post.post_id in ids]
    minutes = between[waiting].min(axis=0)[places.tps_desa]
    return Reserve(
        answer=answer,
        posts=tuple(posts[row] for row in waiting),
        tps_class=chosen,
        minutes=minutes,
        longest=_longest(places.tps_kecamatan, minutes, result.score.score),
    )


def _police_posts(result: Result) -> tuple[list[Post], list[int]]:
    """The police posts that count, and their rows."""
    kinds = counted_types("polsek", result.scenario.counted)
    posts = list(enumerate(result.knowledge.reach.posts))
    found = [(row, post) for row, post in posts if post.post_type in kinds]
    return [post for _, post in found], [row for row, _ in found]


def _require(number: int, posts: int, tps_class: int) -> None:
    most, field = min(MOST_PLACES, posts), "reserve_places"
    limits = {"least": 1, "most": most}
    problems = []
    if not posts:
        problems.append(Problem.of("siting_no_sites"))
    elif not 1 <= number <= most:
        value = str(number)
        problem = Problem.of("whole_invalid", field=field, value=value, **limits)
        problems.append(problem)
    if tps_class < VULNERABLE:
        problems.append(Problem.of("no_vulnerable_tps"))
    if problems:
        raise MethodError(problems)


def _most_vulnerable(tps_class: Ints) -> int:
    """The most vulnerable class that any TPS has; -1 where none is known."""
    return int(tps_class.max(initial=-1))


def _longest(home: Ints, minutes: Floats, like: Floats) -> Floats:
    """Minutes to the farthest TPS of each kecamatan; nan where there is none."""
    longest = np.full(len(like), -np.inf)
    np.maximum.at(longest, home, minutes)
    return np.where(np.isneginf(longest), np.nan, longest)
