"""No group of two or more without somebody who knows the area: in whole numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array, vstack

from plan.personnel.network import (
    LED,
    WHOLE,
    best,
    in_whole_numbers,
    is_whole,
    sent_by,
)

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.personnel.network import Task
    from plan.siting.highs import Model

AS_GOOD = 1e-9  # of a cost


def is_led(task: Task, sent: Ints) -> bool:
    """Whether own people can stand in every group of two or more that is begun.

    So many are begun that the minimum is met in as many as there are people for.
    """
    return not _unled(task, sent).any()


def worst_first(task: Task, model: Model, bound: Floats) -> tuple[Floats, bool]:
    """Best values of a network's model where its best, `bound`, breaks the rule.

    Also whether the network alone answered: often others can stand elsewhere at the
    same cost, and then no whole numbers are needed.
    """
    sent = sent_by(task, bound)
    values = best(_without_unled(task, model, sent))
    is_as_good = model.cost @ values <= model.cost @ bound * (1 + AS_GOOD)
    if is_as_good and is_whole(values) and is_led(task, sent_by(task, values)):
        return values, True
    return _proven(task, _led_model(task, model), bound), False


def _step(task: Task) -> Ints:
    """People in a group before the next is begun: (c,), its minimum if there is one."""
    return np.where(task.least > 0, task.least, task.group)


def _own(task: Task, sent: Ints) -> Ints:
    return np.asarray(sent[task.own].sum(axis=0))


def _unled(task: Task, sent: Ints) -> Bools:
    """Places where more groups are begun than own people are there: (c,)."""
    begun = np.minimum(task.groups, -(-sent.sum(axis=0) // np.maximum(_step(task), 1)))
    return np.asarray((task.group >= LED) & (begun > _own(task, sent)))


def _without_unled(task: Task, model: Model, sent: Ints) -> Model:
    """Let no more others come than own people lead now, where they were too many."""
    upper = model.rows_upper.copy()
    share = upper[-len(task.wanted) :]
    bad = _unled(task, sent)
    share[bad] = ((_step(task) - 1) * _own(task, sent))[bad]
    return replace(model, rows_upper=upper)


def _led_model(task: Task, model: Model) -> Model:
    """Let others stand at a place only beside own people, group - 1 for each.

    And let a minimum be met in no more groups than there are own people.
    """
    home, place = task.arcs
    columns = np.flatnonzero(task.group[place] >= LED)
    at, is_own = place[columns], task.own[home][columns]
    places = len(task.wanted)
    shape = (places, len(model.cost))
    factor = np.where(is_own, 1.0 - task.group[at], 1.0)
    beside = coo_array((factor, (at, columns)), shape=shape)
    led = np.flatnonzero(task.group >= LED)
    entries = np.r_[np.where(is_own, task.least[at], 0.0), np.ones(len(led))]
    where = np.r_[at, led], np.r_[columns, shape[1] - places + led]
    met = coo_array((entries, where), shape=shape)
    asked = np.where(task.group >= LED, task.minimum, -np.inf)
    return replace(
        model,
        matrix=csc_array(vstack([model.matrix, beside, met])),
        rows_lower=np.r_[model.rows_lower, np.full(places, -np.inf), asked],
        rows_upper=np.r_[model.rows_upper, np.zeros(places), np.full(places, np.inf)],
    )


def _proven(task: Task, model: Model, bound: Floats) -> Floats:
    """Values that lack the fewest people where it is most urgent, then the next.

    The cost of the model only guesses so: one of the own people who serves one
    more urgent place may be worth several others elsewhere. So each level is proven,
    from the most urgent down, and what it lacks is held: at once where it is no more
    than in `bound`, to which no level was lost yet.
    """
    values, is_as_good, levels = best(in_whole_numbers(model)), True, task.levels
    for level in np.unique(levels)[::-1]:
        missing = np.zeros(len(model.cost))
        missing[-len(levels) :][levels == level] = 1.0
        least, at_least = _count(missing, values), _count(missing, bound)
        if not (is_as_good and least == at_least):
            fewest = _fewest(model, missing, least)
            if fewest < least:
                values = best(in_whole_numbers(_at_most(model, missing, fewest)))
            least = fewest
        is_as_good = is_as_good and least == at_least
        model = _at_most(model, missing, least)
    return values


def _fewest(model: Model, missing: Floats, known: int) -> int:
    """The fewest people that a level can lack, asked of the linear model first."""
    asked = replace(model, cost=missing)
    if float(missing @ best(asked)) > known - 1 + WHOLE:
        return known
    return _count(missing, best(in_whole_numbers(asked)))


def _count(missing: Floats, values: Floats) -> int:
    return round(float(missing @ values))


def _at_most(model: Model, row: Floats, most: int) -> Model:
    return replace(
        model,
        matrix=csc_array(vstack([model.matrix, csc_array(row[None, :])])),
        rows_lower=np.append(model.rows_lower, -np.inf),
        rows_upper=np.append(model.rows_upper, float(most)),
    )
