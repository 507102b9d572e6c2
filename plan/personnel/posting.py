"""From persons at places to persons in groups: nobody is in two of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.flow import send
from plan.personnel.network import Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.units import Floats, Ints
    from plan.personnel.groups import Group
    from plan.personnel.supply import Source

    Cell = list[int]  # groups on the same way, of the same class and kecamatan


@dataclass(frozen=True, slots=True, eq=False)
class Posted:
    """Some people of one source who go to one group; `minutes` to its last desa."""

    source: Source
    group: int
    people: int
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked of people: `wanted` (g,) of them in each of g groups.

    The most `urgency` (g,) is served first. Journeys take at most `longest` minutes
    (<=). `mixed`: of each group of two or more, one is the Polres' own.
    """

    groups: Sequence[Group]
    wanted: Ints
    urgency: Ints
    longest: float
    mixed: bool


def post(sources: Sequence[Source], asked: Asked) -> tuple[Posted, ...]:
    """Send people to groups, by group and then the nearest first.

    Groups on the same way are one place to the solver and are filled one after the
    other, so at most the last of those that have anybody lacks some.
    """
    cells = _cells(asked.groups, asked.wanted)
    places = _merged(sources, apart=asked.mixed)
    minutes = _minutes(places, [asked.groups[cell[0]] for cell in cells])
    sent = send(_task(asked, cells, places, minutes)).sent
    left = [[one.people for one in place] for place in places]
    posted: list[Posted] = []
    for column, cell in enumerate(cells):
        near = np.argsort(minutes[:, column], kind="stable").tolist()
        queue = {row: int(sent[row, column]) for row in near}
        own = [row for row in near if asked.mixed and places[row][0].own]
        wanted = [int(asked.wanted[group]) for group in cell]
        for group, row, people in _filled(queue, wanted, own):
            posted.extend(
                Posted(source, cell[group], count, float(minutes[row, column]))
                for source, count in _drawn(places[row], left[row], people)
            )
    return tuple(sorted(posted, key=lambda one: (one.group, one.minutes)))


def _task(
    asked: Asked,
    cells: Sequence[Cell],
    places: Sequence[Sequence[Source]],
    minutes: Floats,
) -> Task:
    """Put the cells before the solver: who is nobody's own matters if `mixed`."""
    first = [cell[0] for cell in cells]
    is_own = [place[0].own or not asked.mixed for place in places]
    return Task(
        minutes=np.where(minutes <= asked.longest, minutes, np.inf),
        people=_whole(sum(one.people for one in place) for place in places),
        wanted=_whole(asked.wanted[cell].sum() for cell in cells),
        urgency=_whole(asked.urgency[group] for group in first),
        group=_whole(asked.groups[group].police for group in first),
        own=np.array(is_own, dtype=bool),
    )


def _whole(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _cells(groups: Sequence[Group], wanted: Ints) -> list[Cell]:
    """Groups that want somebody, together where one way leads to all of them."""
    found: dict[object, Cell] = defaultdict(list)
    for row, group in enumerate(groups):
        if wanted[row]:
            key = (group.kecamatan, group.tps_class, frozenset(group.desa))
            found[key].append(row)
    return list(found.values())


def _merged(sources: Sequence[Source], *, apart: bool) -> list[list[Source]]:
    """Sources at one place; the Polres' own apart from others where that matters."""
    found: dict[tuple[str, bool], list[Source]] = defaultdict(list)
    for one in sources:
        if one.people:
            found[one.place, apart and one.own].append(one)
    return list(found.values())


def _minutes(places: Sequence[Sequence[Source]], groups: Sequence[Group]) -> Floats:
    """Minutes until each group stands at the last of its desa: (places, groups)."""
    table = np.empty((len(places), len(groups)))
    if places:
        away = np.array([place[0].minutes for place in places])
        for column, group in enumerate(groups):
            table[:, column] = away[:, list(group.desa)].max(axis=1)
    return table


def _filled(
    left: dict[int, int], wanted: Sequence[int], own: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Fill groups one after the other: yields (group, place, people).

    `left`: place -> people, the nearest first, taken away as they go. Where there are
    `own` places, one of their people goes to each group first, to as many groups as
    there are people for; the rest of them fill what others leave.
    """
    missing = list(wanted)
    served = _served(sum(left.values()), wanted)
    for group in range(served):
        leader = next((row for row in own if left[row]), None)
        if leader is not None:
            left[leader] -= 1
            missing[group] -= 1
            yield group, leader, 1
    for group in range(served):
        for row in [*(one for one in left if one not in own), *own]:
            people = min(left[row], missing[group])
            if people:
                left[row] -= people
                missing[group] -= people
                yield group, row, people


def _served(people: int, wanted: Sequence[int]) -> int:
    """How many groups somebody comes to, one filled after the other."""
    begun = np.cumsum([0, *wanted[:-1]]) < people
    return int(begun.sum())


def _drawn(
    sources: Sequence[Source], left: list[int], people: int
) -> Iterator[tuple[Source, int]]:
    """Take people from the sources of a place, the first until it is empty."""
    for row, one in enumerate(sources):
        taken = min(left[row], people)
        if taken:
            left[row] -= taken
            people -= taken
            yield one, taken
