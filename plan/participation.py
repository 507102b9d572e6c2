"""Participation: how many voters are still to be mobilised, and where first.

Turnout per kecamatan is known from one election alone, and for part of the TPS. The
differences between kecamatan are taken from there, the level from a later election
whose total for the kabupaten is known: an estimate, and said to be one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import Problem, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from geo.area import StudyArea
    from geo.demand import Kecamatan
    from geo.units import Floats
    from plan.evaluate import Result
    from plan.turnout import Past, Turnout, TurnoutStart

_DECIMALS = 6  # of persons: far below any meaning, so that 0.7 x 1,000 is 700


@dataclass(frozen=True, slots=True)
class Mobilise:
    """One kecamatan: who is expected, who is wanted, and who has been reached.

    `pattern`: its turnout in the election known per kecamatan, on `registered`
    persons; `expected`: that at the level of the base; shares 0 to 1, nan where not
    known. `wanted`: voters who shall come (rounded up); `expected_voters`: who are
    expected to (rounded down), None where not known; `to_mobilise` is the difference,
    0 or more, so that no rounding makes it smaller; `gap`: target less
    `expected`, below 0 where more are expected than wanted. `events`, `people`,
    `last_day` (ISO, "" without any): of the log of voter education.
    """

    kecamatan_code: str
    kecamatan: str
    voters: int
    voters_quality: str
    registered: float
    pattern: float
    expected: float
    wanted: int
    expected_voters: int | None
    to_mobilise: int | None
    gap: float
    events: int
    people: int
    last_day: str


@dataclass(frozen=True, slots=True, eq=False)
class Participation:
    """Every kecamatan in the order asked for, and the kabupaten as a whole.

    `base`: the election whose level is used. `pattern_share`: turnout of the kabupaten
    in the election known per kecamatan, over the TPS that were counted, nan where no
    kecamatan has one: then nothing is known but the totals. `wanted`,
    `expected_voters`, `to_mobilise`: from the totals of the kabupaten alone, rounded
    as those of a kecamatan; the sum of the kecamatan may be larger by their rounding,
    and where one of them is above the target.
    """

    asked: Turnout
    start: TurnoutStart
    base: Past
    pattern_share: float
    voters: int
    wanted: int
    expected_voters: int
    to_mobilise: int
    areas: tuple[Mobilise, ...]


def turnout(
    result: Result, asked: Turnout, start: TurnoutStart, events: pd.DataFrame
) -> Participation:
    """Voters to be mobilised in each kecamatan, the first in the order asked for.

    expected_k = min(1, f t_k), where t_k is the kecamatan's share in the election known
    per kecamatan and f makes sum(voters_k f t_k) = base share x sum(voters_k) over the
    kecamatan with a known t_k. wanted_k = target x voters_k, rounded up; expected
    voters rounded down. `events`: as `geo.education.checked_events` gives them.

    Raises `ScenarioError` for a base that is no listed election.
    """
    base = require_base(start, asked)
    places = result.knowledge.places.kecamatan
    registered, voted = pattern_counts(result.area)
    pattern = _ratio(voted, registered)
    voters = np.array([place.voters for place in places], dtype=float)
    expected = scaled(pattern, voters, base.share)
    met = _reached(events)
    areas = [
        _mobilise(
            place,
            asked.target,
            shares=(float(registered[row]), float(pattern[row]), float(expected[row])),
            met=met.get(place.code, (0, 0, "")),
        )
        for row, place in enumerate(places)
    ]
    total, counted = int(voters.sum()), np.isfinite(pattern)
    wanted, comes = _up(asked.target * total), _down(base.share * total)
    both = (voted[counted], registered[counted])
    whole = _ratio(*(persons.sum(keepdims=True) for persons in both))
    return Participation(
        asked=asked,
        start=start,
        base=base,
        pattern_share=float(whole[0]),
        voters=total,
        wanted=wanted,
        expected_voters=comes,
        to_mobilise=max(0, wanted - comes),
        areas=tuple(sorted(areas, key=lambda one: _order(one, asked.order))),
    )


def require_base(start: TurnoutStart, asked: Turnout) -> Past:
    """Return the election whose level is asked for.

    Raises `ScenarioError` if no listed election has that code.
    """
    base = start.past(asked.base)
    if base is None:
        codes = tuple(one.code for one in start.history)
        named = {"field": "turnout_base", "value": asked.base}
        raise ScenarioError([Problem.of("word_unknown", **named, known=codes)])
    return base


def scaled(pattern: Floats, voters: Floats, level: float) -> Floats:
    """Shares in the proportions of a pattern, at the level of a whole: (n,) -> (n,).

    `pattern` and `level` 0 to 1, `voters` persons. The voters' mean of the shares that
    are known is the level, unless one of them would be above 1: it is then 1, and the
    mean a little lower. nan where the pattern is; all nan where nobody voted in it.
    """
    known = np.isfinite(pattern)
    came = float(voters[known] @ pattern[known])
    if not came > 0:
        return np.full(len(pattern), np.nan)
    factor = level * float(voters[known].sum()) / came
    return np.minimum(1.0, factor * pattern)


def pattern_counts(area: StudyArea) -> tuple[Floats, Floats]:
    """Registered voters and those who came, per kecamatan in order of code: (n,), (n,).

    Of the columns that the election names; nan where blank, or where none is named.
    """
    columns = area.election.columns
    frame = area.kecamatan.sort_index()
    nothing = np.full(len(frame), np.nan)
    registered, voted = (
        frame[name].to_numpy(float) if name else nothing
        for name in (columns.turnout_registered, columns.turnout_voted)
    )
    return registered, voted


def _mobilise(
    place: Kecamatan,
    target: float,
    *,
    shares: tuple[float, float, float],
    met: tuple[int, int, str],
) -> Mobilise:
    registered, pattern, expected = shares
    events, people, last_day = met
    wanted = _up(target * place.voters)
    comes = None if math.isnan(expected) else _down(expected * place.voters)
    return Mobilise(
        kecamatan_code=place.code,
        kecamatan=place.name,
        voters=place.voters,
        voters_quality=place.voters_quality,
        registered=registered,
        pattern=pattern,
        expected=expected,
        wanted=wanted,
        expected_voters=comes,
        to_mobilise=None if comes is None else max(0, wanted - comes),
        gap=target - expected,
        events=events,
        people=people,
        last_day=last_day,
    )


def _order(area: Mobilise, order: str) -> tuple[bool, float, str]:
    """Most first, unknown last, equal ones by code."""
    if area.to_mobilise is None:
        return True, 0.0, area.kecamatan_code
    size = area.to_mobilise if order == "voters" else round(area.gap, _DECIMALS)
    return False, -float(size), area.kecamatan_code


def _reached(events: pd.DataFrame) -> dict[str, tuple[int, int, str]]:
    """Events, people and last day of each kecamatan that the log names."""
    groups = events.groupby("kecamatan_code")
    return {
        str(code): (len(group), int(group["people"].sum()), str(group["date"].max()))
        for code, group in groups
    }


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part over whole, nan where the whole is not above 0 or either is not known."""
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def _up(persons: float) -> int:
    return math.ceil(round(persons, _DECIMALS))


def _down(persons: float) -> int:
    return math.floor(round(persons, _DECIMALS))
