"""The reader's choices for the logistics in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from geo.errors import Problem, ScenarioError
from geo.lateness import MINUTES_PER_DAY, TravellingDay
from geo.units import MINUTES_PER_HOUR
from risk.scenario import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "deadline_day": (0, 7),
        "deadline_hour": (0, 24),
        "first_day": (0, 30),
        "first_hour": (0, 24),
        "day_starts": (0, 23),
        "hours_a_day": (1, 24),
        "loading_hours": (0, 48),
        "seat_hours": (0, 48),
        "desa_hours": (0, 48),
        "tps_minutes": (0, 1440),
        "elections": (1, 9),
        "reserve": (0, 1),
        "boxes": (1, 9),
        "escort": (0, 999),
        "count_closes_hour": (0, 48),
        "return_hours_a_day": (1, 24),
        "recap_hours": (0, 720),
    }
)
"""Every choice with its least and its most, both allowed."""
WHOLE = frozenset({"deadline_day", "first_day", "elections", "boxes", "escort"})
_MINUTES = 60  # of an hour, as a clock counts them


@dataclass(frozen=True, slots=True)
class Shipping:
    """All the reader has chosen for the logistics; equal choices give equal plans.

    Days are counted back from polling day (H), hours from midnight. `deadline_*`: when
    everything must be at the TPS (exactly then is in time); `first_*`: when the first
    convoy may load at the warehouse, at the earliest. `day_starts`, `hours_a_day`: when
    things move and are handled on each day. `loading_hours` at the warehouse,
    `seat_hours` and `desa_hours` of handover, `tps_minutes` from desa to TPS.
    `reserve`: share of a TPS's voters in ballots beyond them, for each of `elections`;
    `boxes` for each of them. `escort`: police for a convoy. At `count_closes_hour` of
    polling day the boxes leave the TPS, for `return_hours_a_day`, and stay
    `recap_hours` at the seat.

    Raises `ScenarioError` naming every fault at once: a number out of bounds, and a
    deadline no later than the first departure.
    """

    deadline_day: int
    deadline_hour: float
    first_day: int
    first_hour: float
    day_starts: float
    hours_a_day: float
    loading_hours: float
    seat_hours: float
    desa_hours: float
    tps_minutes: float
    elections: int
    reserve: float
    boxes: int
    escort: int
    count_closes_hour: float
    return_hours_a_day: float
    recap_hours: float

    def __post_init__(self) -> None:
        """Refuse faulty choices; then put equal choices into one form."""
        problems = list(_problems(self))
        if not problems and self.deadline <= self.first:
            told = {"deadline": _written(self, "deadline"), "first": _written(self)}
            problems.append(Problem.of("logistics_deadline_early", **told))
        if problems:
            raise ScenarioError(problems)
        for name in BOUNDS:
            kind = int if name in WHOLE else float
            object.__setattr__(self, name, kind(getattr(self, name)))

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Self:
        """Make the choices from a number for each of them."""
        return cls(**values)  # type: ignore[arg-type]  # made whole where they are

    def changed(self, values: Mapping[str, float]) -> Shipping:
        """Return the same with some choices changed; raises as the class does."""
        return replace(self, **values)  # type: ignore[arg-type]  # as in `of`

    def to_dict(self) -> dict[str, float]:
        """Every choice by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def deadline(self) -> float:
        """Minutes from the midnight polling day begins with: negative before it."""
        return _clock(self.deadline_day, self.deadline_hour)

    @property
    def first(self) -> float:
        """When the first convoy may load, likewise."""
        return _clock(self.first_day, self.first_hour)

    @property
    def day(self) -> TravellingDay:
        """When things move on the way out."""
        starts = self.day_starts * MINUTES_PER_HOUR
        return TravellingDay(starts, self.hours_a_day * MINUTES_PER_HOUR)

    @property
    def day_back(self) -> TravellingDay:
        """When things move on the way back."""
        starts = self.day_starts * MINUTES_PER_HOUR
        return TravellingDay(starts, self.return_hours_a_day * MINUTES_PER_HOUR)

    @property
    def available(self) -> float:
        """Minutes that things move from the first departure to the deadline."""
        return self.day.between(self.first, self.deadline)

    @property
    def handling(self) -> float:
        """Minutes beside the way by the network: every stop, and desa to TPS."""
        hours = self.loading_hours + self.seat_hours + self.desa_hours
        return hours * MINUTES_PER_HOUR + self.tps_minutes


def _clock(days_before: float, hour: float) -> float:
    return hour * MINUTES_PER_HOUR - days_before * MINUTES_PER_DAY


def _written(shipping: Shipping, which: str = "first") -> str:
    """A time as it is typed: H-3 06:00."""
    day, hour = (getattr(shipping, f"{which}_{part}") for part in ("day", "hour"))
    hours, minutes = divmod(round(hour * _MINUTES), _MINUTES)
    return f"H-{int(day)} {hours:02d}:{minutes:02d}"


def _problems(shipping: Shipping) -> Iterator[Problem]:
    for name, (least, most) in BOUNDS.items():
        value = getattr(shipping, name)
        sound = is_number(value) and least <= value <= most
        if not sound or (name in WHOLE and value != int(value)):
            code = "whole_invalid" if name in WHOLE else "logistics_number_invalid"
            bounds = {"least": least, "most": most}
            if name in WHOLE:
                bounds = {"least": int(least), "most": int(most)}
            yield Problem.of(code, field=name, value=_shown(value), **bounds)


def _shown(value: object) -> str:
    return f"{value:g}" if is_number(value) else str(value)
