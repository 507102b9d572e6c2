"""From persons at places to persons in groups: nobody is in two of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.book import POLICE, TNI
from plan.personnel.flow import send
from plan.personnel.network import LED, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.units import Bools, Floats, Ints
    from plan.personnel.groups import Group
    from plan.personnel.supply import Source

    Cell = list[int]  # groups on the same way, of the same class and kecamatan


@dataclass(frozen=True, slots=True, eq=False)
class Posted:
    """All people of one source who go to one group; `minutes` as in `reach`."""

    source: Source
    group: int
    people: int
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked of people: `wanted` (g,) of them in each of g groups.

    The first `least` (g,) of each come before all others anywhere, then the most
    `urgency` (g,). Journeys take at most `longest` minutes (<=). `mixed`: of each group
    of two or more, one is the Polres' own.
    """

    groups: Sequence[Group]
    wanted: Ints
    least: Ints
    urgency: Ints
    longest: float
    mixed: bool

    def unled(self, there: Ints) -> Bools:
        """Groups where only own people may be the first, and nobody is: (g,)."""
        return np.asarray((there == 0) & (self.wanted >= LED) & self.mixed)


def there_by(posted: Sequence[Posted], groups: int) -> Ints:
    """People sent to each group: (groups,)."""
    there = np.zeros(groups, dtype=np.int64)
    for one in posted:
        there[one.group] += one.people
    return there


def assign(
    asked: Asked, sources: Sequence[Source], *, tni: bool
) -> tuple[tuple[Posted, ...], str]:
    """Send the police, then TNI if they may, by group; proven as `post`."""
    posted, solved = post([one for one in sources if one.force == POLICE], asked)
    if tni:
        beside = _beside(asked, there_by(posted, len(asked.groups)))
        more, how = post([one for one in sources if one.force == TNI], beside)
        posted, solved = posted + more, max(solved, how)  # "" < "lp" < "mip"
    return tuple(sorted(posted, key=lambda one: one.group)), solved


def _beside(asked: Asked, there: Ints) -> Asked:
    """Ask for those who may still come from elsewhere.

    If groups are mixed, none to a group of two or more that own people do not lead.
    """
    wanted = np.where(asked.unled(there), 0, asked.wanted - there)
    least = np.minimum(wanted, np.maximum(0, asked.least - there))
    return replace(asked, wanted=wanted, least=least, mixed=False)


def post(sources: Sequence[Source], asked: Asked) -> tuple[tuple[Posted, ...], str]:
    """Send people to groups, by group and then the nearest first; how it was proven.

    Groups on the same way are one place to the solver. Their minimums are filled one
    after the other, then what is above: at most one of them lacks a part of either.
    Each source stands at most once at each group. Proven "lp" or "mip" as `Flow`, ""
    where nobody could go anywhere.
    """
    cells = _cells(asked)
    places = _merged(sources, apart=asked.mixed)
    minutes = reach([place[0] for place in places], [asked.groups[c[0]] for c in cells])
    task = _task(asked, cells, places, minutes)
    if not len(task.arcs[0]):
        return (), ""
    flow = send(task)
    near = np.argsort(minutes, axis=0, kind="stable")
    left = [[one.people for one in place] for place in places]
    posted: list[Posted] = []
    for column in np.flatnonzero(flow.sent.any(axis=0)).tolist():
        cell, sent = cells[column], flow.sent[:, column].tolist()
        queue = {row: sent[row] for row in near[:, column].tolist() if sent[row]}
        own = [row for row in queue if asked.mixed and places[row][0].own]
        wanted, least = int(asked.wanted[cell[0]]), int(asked.least[cell[0]])
        counts = _counts(queue, own, wanted, least, len(cell))
        there: dict[tuple[int, int, int], int] = defaultdict(int)
        for group, row, people in _filled(queue, counts, own):
            for which, count in _drawn(left[row], people):
                there[cell[group], row, which] += count
        posted.extend(
            Posted(places[row][which], group, count, float(minutes[row, column]))
            for (group, row, which), count in there.items()
        )
    return tuple(sorted(posted, key=lambda one: (one.group, one.minutes))), flow.solved


def reach(sources: Sequence[Source], groups: Sequence[Group]) -> Floats:
    """Minutes of the direct journey from each source to the furthest desa of a group.

    (sources, groups), inf where no way leads to one of them.
    """
    if not (sources and groups):
        return np.empty((len(sources), len(groups)))
    away = np.array([one.minutes for one in sources])
    sizes = [len(group.desa) for group in groups]
    desa = np.fromiter((d for g in groups for d in g.desa), np.int64, sum(sizes))
    starts = np.cumsum([0, *sizes[:-1]])
    return np.asarray(np.maximum.reduceat(away[:, desa], starts, axis=1), dtype=float)


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
        group=_whole(asked.wanted[group] for group in first),
        least=_whole(asked.least[group] for group in first),
        own=np.array(is_own, dtype=bool),
    )


def _whole(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _cells(asked: Asked) -> list[Cell]:
    """Groups that want as many, together where one way leads to all of them."""
    found: dict[object, Cell] = defaultdict(list)
    wanted, least = asked.wanted.tolist(), asked.least.tolist()
    for row, group in enumerate(asked.groups):
        if wanted[row]:
            alike = (group.kecamatan, group.tps_class, frozenset(group.desa))
            found[alike, wanted[row], least[row]].append(row)
    return list(found.values())


def _merged(sources: Sequence[Source], *, apart: bool) -> list[list[Source]]:
    """Sources at one place; the Polres' own apart from others where that matters."""
    found: dict[tuple[str, bool], list[Source]] = defaultdict(list)
    for one in sources:
        if one.people:
            found[one.place, apart and one.own].append(one)
    return list(found.values())


def _counts(
    queue: Mapping[int, int], own: Sequence[int], wanted: int, least: int, groups: int
) -> list[int]:
    """People in each of some groups alike, those that somebody comes to.

    Minimums are filled one after the other, then what is above them; where groups of
    two or more need `own` people, no more are begun than there are of them.
    """
    people = sum(queue.values())
    served = min(groups, -(-people // (least or wanted)))
    if own and wanted >= LED:
        served = min(served, sum(queue[row] for row in own))
    counts, left = [0] * served, people
    for most in (least, wanted - least):
        for group in range(served):
            added = min(most, left)
            counts[group] += added
            left -= added
    return counts


def _filled(
    left: dict[int, int], counts: Sequence[int], own: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Fill groups one after the other: yields (group, place, people).

    `left`: place -> people, the nearest first, taken away as they go. Where there are
    `own` places, one of their people goes to each group first, to as many groups as
    there are people for; the rest of them fill what others leave.
    """
    missing = list(counts)
    leaders = [row for row in own for _ in range(min(left[row], len(counts)))]
    for group, leader in enumerate(leaders[: len(counts)]):
        left[leader] -= 1
        missing[group] -= 1
        yield group, leader, 1
    queue = [*(row for row in left if row not in own), *own]
    for group in range(len(missing)):
        while missing[group]:
            if people := min(left[queue[0]], missing[group]):
                left[queue[0]] -= people
                missing[group] -= people
                yield group, queue[0], people
            else:
                del queue[0]


def _drawn(left: list[int], people: int) -> Iterator[tuple[int, int]]:
    """Take people from the sources of a place, the first until it is empty."""
    for which, there in enumerate(left):
        if taken := min(there, people):
            left[which] -= taken
            people -= taken
            yield which, taken
