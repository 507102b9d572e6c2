"""Where a reserve should wait, and how soon it can be anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import counted_types
from geo.errors import MethodError, Problem
from plan.siting.problem import Siting
from plan.siting.solve import Ask, solve
from risk.tps_classes import CLASSES, VULNERABLE

if TYPE_CHECKING:
    from geo.impedance.reach import Post
    from geo.units import Floats, Ints
    from plan.personnel.deploy import Deployment
    from plan.siting.answer import Answer

OBJECTIVES = ("pcenter", "pmedian")  # the farthest soonest, or the mean
MOST_PLACES = 9


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
    the number is out of range or no TPS is vulnerable.
    """
    result = deployment.result
    known, scenario = result.knowledge, result.scenario
    kinds = counted_types("polsek", scenario.counted)
    rows = [i for i, p in enumerate(known.reach.posts) if p.post_type in kinds]
    chosen = _most_vulnerable(deployment.classes.tps_class)
    problems = []
    if not 1 <= number <= min(MOST_PLACES, len(rows)):
        most = min(MOST_PLACES, len(rows))
        problems.append(
            Problem.of(
                "whole_invalid",
                field="reserve_places",
                value=str(number),
                least=1,
                most=most,
            )
        )
    if chosen is None:
        problems.append(Problem.of("no_vulnerable_tps"))
    if problems or chosen is None:
        raise MethodError(problems)
    between = known.reach.between[scenario.mode, scenario.season][rows]
    wanted = deployment.classes.tps_class == chosen
    weight = np.bincount(
        known.places.tps_desa[wanted], minlength=len(known.places.desa)
    )
    desa = np.flatnonzero(weight)
    siting = Siting.of(
        [known.places.desa[row].code for row in desa],
        [known.reach.posts[row].post_id for row in rows],
        between[:, desa].T,
        weight=weight[desa].astype(float),
    )
    answer = solve(siting, Ask(objective, p=number))
    places = [siting.sites[column] for column in answer.sites]
    waiting = [
        i for i, row in enumerate(rows) if known.reach.posts[row].post_id in places
    ]
    minutes = between[waiting].min(axis=0)[known.places.tps_desa]
    return Reserve(
        answer=answer,
        posts=tuple(known.reach.posts[rows[i]] for i in waiting),
        tps_class=chosen,
        minutes=minutes,
        longest=_longest(known.places.tps_kecamatan, minutes, result.score.score),
    )


def _most_vulnerable(tps_class: Ints) -> int | None:
    """The most vulnerable class that any TPS has, None where none is vulnerable."""
    found = [
        kind
        for kind in range(len(CLASSES) - 1, VULNERABLE - 1, -1)
        if (tps_class == kind).any()
    ]
    return found[0] if found else None


def _longest(home: Ints, minutes: Floats, like: Floats) -> Floats:
    """Minutes to the farthest TPS of each kecamatan; nan where there is none."""
    longest = np.full(len(like), -np.inf)
    np.maximum.at(longest, home, minutes)
    return np.where(np.isneginf(longest), np.nan, longest)
