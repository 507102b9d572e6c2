"""TPS put into groups that a few police can guard along one way."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.rules import NOTHING, Need
from risk.classify import UNKNOWN_CLASS
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.demand import Places
    from geo.units import Floats, Ints
    from plan.personnel.rules import Rule

STRICTEST = CLASSES[-1]  # whose rule holds where a class is not known: the cautious one
ROUNDING = 1e-6  # minutes, of sums along a way


@dataclass(frozen=True, slots=True)
class Group:
    """TPS of one kecamatan and class that the same police guard.

    `kecamatan`, `tps` and `desa` are rows of `Places`, in the order of the way along
    them; `tps_class` is -1 where unknown. `police` is what the rule asks for, the first
    `minimum` of them before anything above anybody's minimum; `minutes` those from the
    first desa along to the last.
    """

    kecamatan: int
    tps_class: int
    tps: tuple[int, ...]
    desa: tuple[int, ...]
    police: int
    minutes: float
    minimum: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """All groups, by kecamatan, class and way; `needs`: (kecamatan, class) -> Need.

    `least`: what the other end of ranges would ask for, all together. `added`: groups
    beyond what the rules ask for, because a stretch would have been too long.
    """

    groups: tuple[Group, ...]
    needs: Mapping[tuple[int, int], Need]
    least: Need
    added: int = 0

    @property
    def longest_stretch(self) -> float:
        """Minutes along the longest group that police guard; 0 where there is none."""
        return max((g.minutes for g in self.groups if g.police), default=0.0)

    def need(self, kecamatan: int | None = None) -> Need:
        """What one kecamatan asks for, or all together."""
        wanted = (
            need for (row, _), need in self.needs.items() if kecamatan in (None, row)
        )
        return sum(wanted, start=NOTHING)


@dataclass(frozen=True, slots=True)
class Limits:
    """`stretch`: minutes along a group at most (<=); `minimum`: police by class."""

    stretch: float = math.inf
    minimum: Mapping[str, int] = field(default_factory=dict)

    def minimum_of(self, tps_class: int) -> int:
        """Police who come first in a group of a class; unknown as the strictest."""
        return self.minimum.get(_name(tps_class), 0)


FREE = Limits()


def rule_for(rules: Mapping[str, Rule], tps_class: int) -> Rule:
    """Rule of a class of TPS; of an unknown class (-1) the strictest class's."""
    return rules[_name(tps_class)]


def _name(tps_class: int) -> str:
    return STRICTEST if tps_class == UNKNOWN_CLASS else CLASSES[tps_class]


def group_tps(
    places: Places,
    tps_class: Ints,
    rules: Mapping[str, Rule],
    minutes: Floats,
    limits: Limits = FREE,
) -> Grouped:
    """Group the TPS of each kecamatan and class: (tps,), (desa, desa) -> groups.

    As many groups as the rule asks for, ceil(TPS / T) in each kecamatan and class,
    apart where no way leads from one TPS to another, and more, the fewest that do,
    where the way along one of them would be longer than allowed (<=). TPS stand along
    one way from desa to desa, and each group is a stretch of it, of sizes that differ
    by one at most. Every TPS is in exactly one group.
    """
    symmetric = np.maximum(minutes, minutes.T)
    groups: list[Group] = []
    needs: dict[tuple[int, int], Need] = defaultdict(lambda: NOTHING)
    least, added = NOTHING, 0
    for row, kind, stand in _stretches(places, tps_class, rules, symmetric):
        rule = rule_for(rules, kind)
        desa = places.tps_desa[stand]
        along = np.cumsum(np.r_[0.0, symmetric[desa[:-1], desa[1:]]])
        need = _longer(rule.need(len(stand)), along, limits.stretch)
        needs[row, kind] += need
        least += _longer(rule.least_need(len(stand)), along, limits.stretch)
        added += need.groups - rule.need(len(stand)).groups
        police, minimum = rule.police_per_group, limits.minimum_of(kind)
        members, home = stand.tolist(), desa.tolist()
        for first, end in pairwise([0, *_ends(len(stand), need.groups).tolist()]):
            passed = tuple(dict.fromkeys(home[first:end]))
            length = _length(passed, symmetric)
            groups.append(
                Group(
                    kecamatan=row,
                    tps_class=kind,
                    tps=tuple(members[first:end]),
                    desa=passed,
                    police=police,
                    minutes=length,
                    minimum=min(police, minimum),
                )
            )
    return Grouped(tuple(groups), dict(needs), least, added)


def _longer(need: Need, along: Floats, stretch: float) -> Need:
    """More groups, the fewest that leave none longer than `stretch` minutes.

    `along` (tps,): minutes from the first TPS of the way to each. Without police
    nobody goes along, and nothing is too long.
    """
    is_free = need.groups == len(along) or along[-1] <= stretch
    if is_free or not need.police:
        return need
    groups = need.groups
    while _longest(along, groups) > stretch + ROUNDING:
        groups += 1
    return Need(groups, need.police // need.groups * groups, need.linmas)


def _longest(along: Floats, groups: int) -> float:
    """Minutes along the longest of so many stretches."""
    ends = _ends(len(along), groups)
    return float((along[ends - 1] - along[np.r_[0, ends[:-1]]]).max())


def _ends(tps: int, groups: int) -> Ints:
    """Where each stretch ends, the longer by one first: (groups,)."""
    sizes = np.full(groups, tps // groups, dtype=np.int64)
    sizes[: tps % groups] += 1
    return np.cumsum(sizes)


def _stretches(
    places: Places, tps_class: Ints, rules: Mapping[str, Rule], minutes: Floats
) -> Iterator[tuple[int, int, Ints]]:
    """TPS that one way leads to: (kecamatan, class, rows in the order of the way).

    Where each TPS is a group of its own the way does not matter, and is not looked for.
    """
    for row in range(len(places.kecamatan)):
        inside = np.flatnonzero(places.tps_kecamatan == row)
        kinds = np.unique(tps_class[inside])[::-1].tolist()
        desa = np.unique(places.tps_desa[inside])
        is_wide = any(rule_for(rules, kind).tps[1] > 1 for kind in kinds)
        parts = _ways(desa, minutes) if is_wide else [desa]
        for kind in kinds:
            members = inside[tps_class[inside] == kind]
            for part in parts:
                stand = _along(places, members, part)
                if len(stand):
                    yield row, kind, stand


def _along(places: Places, members: Ints, part: Ints) -> Ints:
    """TPS of a part in the order of its way; of one desa in order of id."""
    place = np.full(len(places.desa), -1)
    place[part] = np.arange(len(part))
    here = members[place[places.tps_desa[members]] >= 0]
    return here[np.argsort(place[places.tps_desa[here]], kind="stable")]


def _length(desa: Sequence[int], minutes: Floats) -> float:
    return float(sum(minutes[a, b] for a, b in pairwise(desa)))


def _ways(desa: Ints, minutes: Floats) -> list[Ints]:
    """Desa in order of a short way through them, one for each part with routes."""
    between = minutes[np.ix_(desa, desa)]
    return [desa[np.array(way)] for way in _short_ways(between)]


def _short_ways(between: Floats) -> Iterator[list[int]]:
    """Open ways from the first of each part: nearest next, then turned around.

    Stretches are reversed as long as that makes the way shorter (2-opt; Croes 1958,
    doi:10.1287/opre.6.6.791).
    """
    left = set(range(len(between)))
    while left:
        way = [min(left)]
        left.discard(way[0])
        while left:
            row = between[way[-1]]
            nearest = min(left, key=lambda one: (row[one], one))
            if not np.isfinite(row[nearest]):
                break
            way.append(nearest)
            left.discard(nearest)
        yield _untangled(way, between.tolist())


def _untangled(way: list[int], between: list[list[float]]) -> list[int]:
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for first in range(len(way) - 1):
            for last in range(first + 1, len(way)):
                before = between[way[first - 1]][way[first]] if first else 0.0
                after = between[way[first - 1]][way[last]] if first else 0.0
                if last + 1 < len(way):
                    before += between[way[last]][way[last + 1]]
                    after += between[way[first]][way[last + 1]]
                if after < before - 1e-9:
                    way[first : last + 1] = way[first : last + 1][::-1]
                    is_shorter = True
    return way
