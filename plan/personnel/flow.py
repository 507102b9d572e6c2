"""From homes to places: whom to send where, in the fewest minutes, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.personnel.mixed import is_led, worst_first
from plan.personnel.network import best, model_of, sent_by

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.personnel.network import Task


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """`sent` (h, c) persons; `unmet` (c,) persons wanted and not there.

    `is_mixed_integer`: whether the model of the network alone could not answer.
    """

    sent: Ints
    unmet: Ints
    is_mixed_integer: bool


def send(task: Task) -> Flow:
    """Serve the most urgent places first, as many as there are people, nearest first.

    More urgent places are served before less urgent ones, whatever it takes in
    minutes; among the ways to do so the total of minutes is least. It is a
    transportation problem (Hitchcock 1941, doi:10.1002/sapm1941201224), so its linear
    model is whole by itself; only where a group would then stand without any own
    people is that rule written into the model, and then solved with whole numbers.
    """
    model = model_of(task)
    values = best(model)
    sent = sent_by(task, values)
    is_done = is_led(task, sent)
    if not is_done:
        values, is_done = worst_first(task, model, values)
        sent = sent_by(task, values)
    return Flow(sent, task.wanted - sent.sum(axis=0), not is_done)
