"""From persons at places to persons in groups: nobody is in two of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.flow import Task, send

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from geo.units import Ints
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


def post(
    sources: Sequence[Source],
    groups: Sequence[Group],
    wanted: Ints,
    urgency: Ints,
    *,
    longest: float,
    mixed: bool,
) -> tuple[Posted, ...]:
    """Send people to groups: `wanted` (g,) each, the most `urgency` (g,) first.

    Journeys take at most `longest` minutes (<=). `mixed`: of each two or more people
    that a group asks for, one is the Polres' own. Groups on the same way are one place
    to the solver and are filled one after the other, so at most the last lacks some.
    """
    cells = _cells(groups, wanted)
    places = _merged(sources, apart=mixed)
    minutes = np.array(
        [[_minutes(place, groups[cell[0]]) for cell in cells] for place in places]
    ).reshape(len(places), len(cells))
    task = Task(
        minutes=np.where(minutes <= longest, minutes, np.inf),
        people=_whole(sum(one.people for one in place) for place in places),
        wanted=_whole(wanted[cell].sum() for cell in cells),
        urgency=_whole(urgency[cell[0]] for cell in cells),
        group=_whole(groups[cell[0]].police for cell in cells),
        own=np.array([place[0].own or not mixed for place in places], dtype=bool),
    )
    sent = send(task).sent
    left = [[one.people for one in place] for place in places]
    posted: list[Posted] = []
    for column, cell in enumerate(cells):
        near = np.argsort(minutes[:, column], kind="stable")
        queue = [(int(row), int(sent[row, column])) for row in near]
        own = {row for row, _ in queue if mixed and places[row][0].own}
        for group, row, people in _filled(queue, [int(wanted[g]) for g in cell], own):
            posted.extend(
                Posted(source, cell[group], count, float(minutes[row, column]))
                for source, count in _drawn(places[row], left[row], people)
            )
    return tuple(sorted(posted, key=lambda one: (one.group, one.minutes)))


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


def _minutes(place: Sequence[Source], group: Group) -> float:
    """Minutes until the group stands at the last of its desa."""
    return float(place[0].minutes[list(group.desa)].max())


def _filled(
    queue: Sequence[tuple[int, int]], wanted: Sequence[int], own: Collection[int]
) -> Iterator[tuple[int, int, int]]:
    """Fill groups one after the other: yields (group, place, people).

    `queue`: (place, people), the nearest first. Where there are `own` places, one of
    their people goes to each group first, as many groups as there are people for.
    """
    left = dict(queue)
    open_places = list(wanted)
    total, served = sum(left.values()), 0
    for people in wanted:
        served += total > 0
        total -= people
    if own:
        for group in range(served):
            row = next((r for r in left if r in own and left[r]), None)
            if row is not None and wanted[group] > 1:
                left[row] -= 1
                open_places[group] -= 1
                yield group, row, 1
    for group in range(served):
        for row in [*(r for r in left if r not in own), *own]:
            people = min(left[row], open_places[group])
            if people:
                left[row] -= people
                open_places[group] -= people
                yield group, row, people


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
