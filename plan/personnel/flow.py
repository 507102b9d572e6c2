"""From homes to places: whom to send where, in the fewest minutes, the worst first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from plan.siting.highs import Model, solve

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints

WHOLE = 1e-6  # off a whole number: the solver's own tolerance


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """People at h homes, wanted at c places.

    `minutes` (h, c), inf where nobody can go; `people` (h,) and `wanted` (c,) in
    persons; `urgency` (c,) whole numbers, the higher the earlier served. `own` (h,)
    marks homes of people who know the area: in each group of `group` (c,) people at
    a place, one of them is there; None where nobody asks for that.
    """

    minutes: Floats
    people: Ints
    wanted: Ints
    urgency: Ints
    group: Ints
    own: Bools | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """`sent` (h, c) persons; `unmet` (c,) persons wanted and not there.

    `is_mixed_integer`: whether the linear model was not whole by itself.
    """

    sent: Ints
    unmet: Ints
    is_mixed_integer: bool


def send(task: Task) -> Flow:
    """Serve the most urgent places first, as many as there are people, nearest first.

    More urgent places are served before less urgent ones, whatever it takes in
    minutes; among the ways to do so the total of minutes is least. It is a
    transportation problem (Hitchcock 1941, doi:10.1002/sapm1941201224), so its linear
    model is whole by itself; only the rule of own people can break that, and is then
    solved with whole numbers.
    """
    model = _model(task)
    found = solve(model)
    values = np.zeros(len(model.cost)) if found.values is None else found.values
    is_mixed = bool((np.abs(values - np.rint(values)) > WHOLE).any())
    if is_mixed:
        whole = np.ones(len(model.cost), dtype=bool)
        solved = solve(replace(model, whole=whole)).values
        values = values if solved is None else solved
    home, place = _arcs(task)
    sent = np.zeros(task.minutes.shape, dtype=np.int64)
    sent[home, place] = np.rint(values[: len(home)]).astype(np.int64)
    return Flow(sent, task.wanted - sent.sum(axis=0), is_mixed)


def _arcs(task: Task) -> tuple[Ints, Ints]:
    """Home and place of each way that somebody can take."""
    useful = np.isfinite(task.minutes) & (task.people > 0)[:, None] & (task.wanted > 0)
    home, place = np.nonzero(useful)
    return home.astype(np.int64), place.astype(np.int64)


def _penalties(task: Task) -> Floats:
    """Cost of a person missing: (c,); one step of urgency outweighs all minutes.

    An exchange that serves a more urgent place passes each home at most once, so it
    never costs more than the longest journey for each home, twice with own people.
    """
    longest = task.minutes[np.isfinite(task.minutes)].max(initial=0.0)
    rounds = 1 if task.own is None else 2 * int(task.group.max(initial=1))
    step = (len(task.people) + 2) * rounds * longest + 1.0
    return np.asarray(step * (1.0 + task.urgency))


def _model(task: Task) -> Model:
    """Columns: each way, then who is missing at each place; rows: places, homes."""
    homes, places = task.minutes.shape
    home, place = _arcs(task)
    ways = len(home)
    columns = np.arange(ways)
    missing = ways + np.arange(places)
    rows = [place, np.arange(places), places + home]
    entries = [columns, missing, columns]
    values = [np.ones(ways), np.ones(places), np.ones(ways)]
    lower = [task.wanted.astype(float), np.zeros(homes)]
    upper = [task.wanted.astype(float), task.people.astype(float)]
    if task.own is not None:
        # own people x group >= all people, where a group is two or more
        held = task.group[place] > 1
        factor = np.where(task.own[home], task.group[place] - 1.0, -1.0)
        rows.append(places + homes + place[held])
        entries.append(columns[held])
        values.append(factor[held])
        lower.append(np.zeros(places))
        upper.append(np.full(places, np.inf))
    shape = (sum(len(part) for part in lower), ways + places)
    matrix = coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(entries))),
        shape=shape,
    ).tocsc()
    return Model(
        cost=np.r_[task.minutes[home, place], _penalties(task)],
        matrix=matrix,
        rows_lower=np.concatenate(lower),
        rows_upper=np.concatenate(upper),
        lower=np.zeros(shape[1]),
        upper=np.full(shape[1], np.inf),
        whole=np.zeros(shape[1], dtype=bool),
    )
