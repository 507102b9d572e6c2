"""The network that people move through, from homes to places, as a linear model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from plan.siting.highs import Model, solve

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints

LED = 2  # persons in a group from which one has to know the area


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """People at h homes, wanted at c places.

    `minutes` (h, c), inf where nobody can go; `people` (h,) and `wanted` (c,) in
    persons; `urgency` (c,) whole numbers, the higher the earlier served. `own` (h,)
    marks homes of people who know the area: of each `group` (c,) people at a place,
    and of a part of so many, one is theirs. Where nobody asks for that, all are own.
    """

    minutes: Floats
    people: Ints
    wanted: Ints
    urgency: Ints
    group: Ints
    own: Bools

    @property
    def arcs(self) -> tuple[Ints, Ints]:
        """Home and place of each way that somebody can take and is wanted on."""
        useful = np.isfinite(self.minutes) & (self.people > 0)[:, None]
        home, place = np.nonzero(useful & (self.wanted > 0))
        return home.astype(np.int64), place.astype(np.int64)

    @property
    def others_at_most(self) -> Ints:
        """People who are not own that a place can take: (c,), one fewer in each group.

        Groups are ceil(wanted / group); of a single person none has to be own.
        """
        groups = -(-self.wanted // np.maximum(self.group, 1))
        return self.wanted - np.where(self.group >= LED, groups, 0)


def model_of(task: Task) -> Model:
    """Columns: each way, then who is missing at each place; rows: places, homes.

    Where some homes are not own, a third lot of rows leaves the own people their share
    of each place. The sets of these rows lie within or beside each other, so the model
    stays one of a network: its corners are whole.
    """
    homes, places = task.minutes.shape
    home, place = task.arcs
    columns, missing = np.arange(len(home)), np.arange(places)
    other = columns[~task.own[home]]
    below = places if len(other) else 0
    rows = np.r_[place, missing, places + home, places + homes + place[other]]
    entries = np.r_[columns, len(home) + missing, columns, other]
    shape = (places + homes + below, len(home) + places)
    wanted, share = task.wanted.astype(float), task.others_at_most[:below]
    return Model(
        cost=np.r_[task.minutes[home, place], _penalties(task)],
        matrix=coo_array((np.ones(len(rows)), (rows, entries)), shape=shape).tocsc(),
        rows_lower=np.r_[wanted, np.zeros(homes), np.zeros(below)],
        rows_upper=np.r_[wanted, task.people.astype(float), share.astype(float)],
        lower=np.zeros(shape[1]),
        upper=np.full(shape[1], np.inf),
        whole=np.zeros(shape[1], dtype=bool),
    )


def sent_by(task: Task, values: Floats) -> Ints:
    """People from home to place, (h, c), by the values of a model."""
    home, place = task.arcs
    sent = np.zeros(task.minutes.shape, dtype=np.int64)
    sent[home, place] = np.rint(values[: len(home)]).astype(np.int64)
    return sent


def best(model: Model) -> Floats:
    """Values of the proven optimum: there is one, for everybody may stay at home."""
    return np.asarray(solve(model).values, dtype=float)


def _penalties(task: Task) -> Floats:
    """Cost of a person missing: (c,); one step of urgency outweighs all minutes.

    An exchange that serves a more urgent place passes each home at most once, so it
    never costs more than the longest journey for each home.
    """
    longest = task.minutes[np.isfinite(task.minutes)].max(initial=0.0)
    step = (len(task.people) + 2) * longest + 1.0
    return np.asarray(step * (1.0 + task.urgency))
