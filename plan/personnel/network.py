"""The network that people move through, from homes to places, as a linear model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from plan.siting.highs import Model, solve

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints

LED = 2  # persons in a group from which one has to know the area
WHOLE = 1e-6  # off a whole number: the solver's own tolerance


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """People at h homes, wanted at c places.

    `minutes` (h, c), inf where nobody can go; `people` (h,) and `wanted` (c,) in
    persons; `urgency` (c,) whole numbers, the higher the earlier served. A place is
    groups of `group` (c,) people, the last perhaps a part of so many; the first
    `least` (c,) of each are its minimum, which comes before all that is above any.
    `own` (h,) marks homes of people who know the area: one of theirs is in each group
    of two or more. Where nobody asks for that, all are own.
    """

    minutes: Floats
    people: Ints
    wanted: Ints
    urgency: Ints
    group: Ints
    least: Ints
    own: Bools

    @property
    def groups(self) -> Ints:
        """Groups at each place: (c,), a part of one counts as one."""
        return -(-self.wanted // np.maximum(self.group, 1))

    @property
    def minimum(self) -> Ints:
        """People at each place who are a minimum: (c,)."""
        whole, part = np.divmod(self.wanted, np.maximum(self.group, 1))
        return np.asarray(whole * self.least + np.minimum(part, self.least))

    @property
    def levels(self) -> Ints:
        """What is served first, from 0 up: (2 c,), what is above minimums, then they.

        Any minimum comes before anything above one.
        """
        above = int(np.ptp(self.urgency)) + 1 if len(self.urgency) else 0
        first = np.where(self.minimum > 0, self.urgency + above, self.urgency)
        both = np.concatenate([self.urgency, first])
        return np.unique(both, return_inverse=True)[1].astype(np.int64)

    @property
    def arcs(self) -> tuple[Ints, Ints]:
        """Home and place of each way that somebody can take and is wanted on."""
        useful = np.isfinite(self.minutes) & (self.people > 0)[:, None]
        home, place = np.nonzero(useful & (self.wanted > 0))
        return home.astype(np.int64), place.astype(np.int64)

    @property
    def others_at_most(self) -> Ints:
        """People who are not own that a place can take: (c,), one fewer in each group.

        Of a group of a single person none has to be own.
        """
        return self.wanted - np.where(self.group >= LED, self.groups, 0)


def model_of(task: Task) -> Model:
    """Columns: ways, missing above minimums, missing of them; rows: places, homes.

    Who is missing above the minimum costs less, so a minimum is what is missing last.
    Where some homes are not own, a third lot of rows leaves the own people their share
    of each place. The sets of these rows lie within or beside each other, so the model
    stays one of a network: its corners are whole.
    """
    homes, places = task.minutes.shape
    home, place = task.arcs
    columns, missing = np.arange(len(home)), np.arange(2 * places)
    other = columns[~task.own[home]]
    below = places if len(other) else 0
    each = missing % max(places, 1)
    rows = np.r_[place, each, places + home, places + homes + place[other]]
    entries = np.r_[columns, len(home) + missing, columns, other]
    shape = (places + homes + below, len(home) + 2 * places)
    wanted, share = task.wanted.astype(float), task.others_at_most[:below]
    lacking = np.r_[task.wanted - task.minimum, task.minimum].astype(float)
    return Model(
        cost=np.r_[task.minutes[home, place], _penalties(task)],
        matrix=coo_array((np.ones(len(rows)), (rows, entries)), shape=shape).tocsc(),
        rows_lower=np.r_[wanted, np.zeros(homes), np.zeros(below)],
        rows_upper=np.r_[wanted, task.people.astype(float), share.astype(float)],
        lower=np.zeros(shape[1]),
        upper=np.r_[np.full(len(home), np.inf), lacking],
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
    at_once = not model.whole.any()
    return np.asarray(solve(model, at_once=at_once).values, dtype=float)


def is_whole(values: Floats) -> bool:
    """Whether all values are whole numbers, within the solver's own tolerance."""
    return bool((np.abs(values - np.rint(values)) <= WHOLE).all())


def in_whole_numbers(model: Model) -> Model:
    """The same model, to be answered in whole numbers."""
    return replace(model, whole=np.ones(len(model.cost), dtype=bool))


def _penalties(task: Task) -> Floats:
    """Cost of a person missing: (2 c,); one step of urgency outweighs all minutes.

    An exchange that serves a more urgent place passes each home at most once, so it
    never costs more than the longest journey for each home.
    """
    longest = task.minutes[np.isfinite(task.minutes)].max(initial=0.0)
    step = (len(task.people) + 2) * longest + 1.0
    return np.asarray(step * (1.0 + task.levels))
