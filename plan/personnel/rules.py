"""Patterns of guarding: P police guard T TPS with L Linmas, written P-T-L."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from geo.errors import MethodError, Problem

MOST = 999  # police, TPS or Linmas in one pattern: more is a slip of the pen
_NUMBER = r"\s*([0-9]{1,4})(?:\s*\.\.\s*([0-9]{1,4}))?\s*"
_WRITTEN = re.compile(rf"{_NUMBER}-{_NUMBER}-{_NUMBER}")
_NOBODY = "0-1-0"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Need:
    """People that some TPS of one class ask for.

    `groups` of TPS, `police` and `linmas` in persons.
    """

    groups: int
    police: int
    linmas: int

    def __add__(self, other: Need) -> Need:
        """What two lots of TPS ask for together."""
        return Need(
            self.groups + other.groups,
            self.police + other.police,
            self.linmas + other.linmas,
        )


NOTHING = Need(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """`police` guard `tps` TPS with `linmas`: each from its least to its most.

    A plan takes the cautious end: the most police for the fewest TPS. Ends of `tps`
    and `linmas` belong together: 5 TPS with 10 Linmas, 8 with 16. Raises `MethodError`
    where a range falls, is out of bounds, or no TPS is guarded.
    """

    police: Range
    tps: Range
    linmas: Range

    def __post_init__(self) -> None:
        """Refuse a pattern that guards nothing, or runs backwards."""
        least = {"police": 0, "tps": 1, "linmas": 0}
        ends = ((name, getattr(self, name), low) for name, low in least.items())
        if not all(low <= first <= last <= MOST for _, (first, last), low in ends):
            raise MethodError([Problem.of("rule_range", rule=str(self), most=MOST)])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2-16-32", or "3..4-1-2" where a number is a range.

        Raises `MethodError` where it is not written so, or out of bounds.
        """
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise MethodError([Problem.of("rule_unreadable", rule=text)])
        ends = [None if end is None else int(end) for end in found.groups()]
        ranges = [
            (first or 0, first or 0 if last is None else last)
            for first, last in zip(ends[::2], ends[1::2], strict=True)
        ]
        return cls(*ranges)

    def __str__(self) -> str:
        """The pattern as it is written and read."""
        return "-".join(
            f"{first}" if first == last else f"{first}..{last}"
            for first, last in (self.police, self.tps, self.linmas)
        )

    @property
    def tps_per_group(self) -> int:
        """TPS that one group of police guards, at the cautious end."""
        return self.tps[0]

    @property
    def police_per_group(self) -> int:
        """Police in one group, at the cautious end."""
        return self.police[1]

    def need(self, tps: int) -> Need:
        """What `tps` TPS of one area ask for, cautiously.

        Groups are rounded up: ceil(tps / T), each with P police; a group begun is a
        whole one. Linmas are L / T at each TPS, their sum rounded up. Source: the
        published patterns, as 2-16-32 for 7,169 TPS of Jakarta Barat: 449 groups, 898
        police. Raises `MethodError` for fewer than 0 TPS.
        """
        per_tps = [Fraction(*pair) for pair in self._linmas_by_tps()]
        return _need(tps, self.tps[0], self.police[1], max(per_tps))

    def least_need(self, tps: int) -> Need:
        """The same at the other end: the fewest police for the most TPS."""
        per_tps = [Fraction(*pair) for pair in self._linmas_by_tps()]
        return _need(tps, self.tps[1], self.police[0], min(per_tps))

    def _linmas_by_tps(self) -> zip[tuple[int, int]]:
        return zip(self.linmas, self.tps, strict=True)


def _need(tps: int, per_group: int, police: int, linmas: Fraction) -> Need:
    if tps < 0:
        raise MethodError([Problem.of("tps_below_zero", value=tps)])
    groups = -(-tps // per_group)
    return Need(groups, police * groups, math.ceil(linmas * tps))


NOBODY = Rule.parse(_NOBODY)
