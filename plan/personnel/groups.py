"""TPS put into groups that a few police can guard along one way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Group:
    """TPS of one kecamatan and class that the same police guard.

    `kecamatan`, `tps` and `desa` are rows of `Places`, in the order of the way along
    them; `tps_class` is -1 where unknown. `police` is what the rule asks for;
    `minutes` those from the first desa along to the last.
    """

    kecamatan: int
    tps_class: int
    tps: tuple[int, ...]
    desa: tuple[int, ...]
    police: int
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """All groups, by kecamatan, class and way; `needs`: (kecamatan, class) -> Need.

    `least`: what the other end of ranges would ask for, all together.
    """

    groups: tuple[Group, ...]
    needs: Mapping[tuple[int, int], Need]
    least: Need

    def need(self, kecamatan: int | None = None) -> Need:
        """What one kecamatan asks for, or all together."""
        wanted = (
            need for (row, _), need in self.needs.items() if kecamatan in (None, row)
        )
        return sum(wanted, start=NOTHING)


def rule_for(rules: Mapping[str, Rule], tps_class: int) -> Rule:
    """Rule of a class of TPS; of an unknown class (-1) the strictest class's."""
    return rules[STRICTEST if tps_class == UNKNOWN_CLASS else CLASSES[tps_class]]


def group_tps(
    places: Places, tps_class: Ints, rules: Mapping[str, Rule], minutes: Floats
) -> Grouped:
    """Group the TPS of each kecamatan and class: (tps,), (desa, desa) -> groups.

    As many groups as the rule asks for, ceil(TPS / T) in each kecamatan and class,
    apart where no way leads from one TPS to another. TPS stand along one way from
    desa to desa, and each group is a stretch of it, of sizes that differ by one at
    most. Every TPS is in exactly one group.
    """
    symmetric = np.maximum(minutes, minutes.T)
    groups: list[Group] = []
    needs: dict[tuple[int, int], Need] = defaultdict(lambda: NOTHING)
    least = NOTHING
    for row, kind, stand in _stretches(places, tps_class, rules, symmetric):
        rule = rule_for(rules, kind)
        need = rule.need(len(stand))
        needs[row, kind] += need
        least += rule.least_need(len(stand))
        for tps in np.array_split(stand, need.groups):
            passed = tuple(dict.fromkeys(places.tps_desa[tps].tolist()))
            length = _length(passed, symmetric)
            members = tuple(tps.tolist())
            group = Group(row, kind, members, passed, rule.police_per_group, length)
            groups.append(group)
    return Grouped(tuple(groups), dict(needs), least)


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
