"""From homes to places: whom to send where, in the fewest minutes, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.personnel.mixed import is_led, worst_first
from plan.personnel.network import best, in_whole_numbers, is_whole, model_of, sent_by

if TYPE_CHECKING:
    from geo.units import Ints
    from plan.personnel.network import Task

LP, MIP = "lp", "mip"  # how a plan was proven


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """`sent` (h, c) persons; `unmet` (c,) persons wanted and not there.

    `solved`: "lp", or "mip" where the linear model of the network could not answer.
    """

    sent: Ints
    unmet: Ints
    solved: str


def send(task: Task) -> Flow:
    """Serve the most urgent places first, as many as there are people, nearest first.

    Minimums come before all that is above them, more urgent places before less urgent
    ones, whatever it takes in minutes; among the ways to do so the total of minutes is
    least. It is a transportation problem (Hitchcock 1941,
    doi:10.1002/sapm1941201224), so its linear model is whole by itself, which is
    checked; only where a group would then stand without any own people is that rule
    written into the model, and then solved with whole numbers.
    """
    model = model_of(task)
    values, solved = best(model), LP
    if not is_whole(values):
        values, solved = best(in_whole_numbers(model)), MIP
    sent = sent_by(task, values)
    if not is_led(task, sent):
        values, is_network = worst_first(task, model, values)
        sent = sent_by(task, values)
        solved = solved if is_network else MIP
    return Flow(sent, task.wanted - sent.sum(axis=0), solved)
