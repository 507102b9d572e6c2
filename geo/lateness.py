"""Whether something arrives in time: hours of a travelling day, and how late.

Used by the plan of the logistics and by the indicators alike, so it knows of neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, inf, isnan, nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Floats

MINUTES_PER_DAY = 1440.0
_WHOLE_DAY = 1e-9  # of a day
_DECIMALS = 6  # of minutes and shares: far below any meaning, so that equal is equal


class Lateness(StrEnum):
    """What comes of a journey; the word is the code that the wording knows."""

    IN_TIME = "in_time"
    LATE = "late"
    NO_ROUTE = "no_route"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TravellingDay:
    """The part of each day in which something moves: a clock that stops at night.

    `starts` in minutes after midnight, `length` in minutes, above 0 and at most a whole
    day; a day that ends after midnight goes on into the next. Times are minutes from
    any midnight, negative before it. At its start and at its end it is still day.
    """

    starts: float
    length: float

    def worked(self, time: float) -> float:
        """Minutes of travelling from the midnight counted from until `time`.

        Negative before it: only differences mean something.
        """
        days, rest = divmod(time - self.starts, MINUTES_PER_DAY)
        return days * self.length + min(rest, self.length)

    def between(self, first: float, last: float) -> float:
        """Minutes of travelling from `first` to `last`, 0 where `last` is no later."""
        return max(0.0, self.worked(last) - self.worked(first))

    def latest_start(self, end: float, minutes: float) -> float:
        """When to start at the latest so as to be done by `end` (exactly is in time).

        `minutes` of travelling, 0 or more. Never: -inf, where they are infinite; nan
        where they are unknown. Where the minutes fill whole days the start is a
        morning, not the evening before.
        """
        if isnan(minutes):
            return nan
        if minutes == inf:
            return -inf
        wanted = self._days(self.worked(end) - minutes)
        whole = floor(wanted)
        start = whole * MINUTES_PER_DAY + self.starts + (wanted - whole) * self.length
        return min(round(start, _DECIMALS), end)

    def earliest_end(self, start: float, minutes: float) -> float:
        """When something is done that starts at `start`; inf where it never is.

        `minutes` of travelling, 0 or more, nan where unknown. Where they fill whole
        days the end is an evening, not the morning after.
        """
        if isnan(minutes) or minutes == inf:
            return minutes
        wanted = self._days(self.worked(start) + minutes)
        whole = ceil(wanted) - 1
        end = whole * MINUTES_PER_DAY + self.starts + (wanted - whole) * self.length
        return max(start, round(end, _DECIMALS))

    def _days(self, worked: float) -> float:
        """Minutes of travelling in days; a whole day is whole, whatever a sum left."""
        days = worked / self.length
        return float(round(days)) if abs(days - round(days)) < _WHOLE_DAY else days


def share_of_time(minutes: Floats, available: float) -> Floats:
    """Share of the time available that each journey takes: (n,) -> (n,), 0 and above.

    Both in minutes. 1 is exactly in time, above 1 is late. No route is inf; nan where
    the minutes or the time available are not known. Without any time (0 or less) a
    journey of 0 minutes takes all of it and every longer one is endlessly late.
    """
    if isnan(available):
        return np.full(len(minutes), nan)
    if available <= 0:
        return np.where(np.isnan(minutes), nan, np.where(minutes > 0, inf, 1.0))
    return np.asarray(np.round(minutes / available, _DECIMALS))


def lateness(minutes: float, available: float) -> Lateness:
    """Tell what comes of a journey: exactly as long as there is time is in time.

    No route is told apart from late: no departure would be early enough.
    """
    if isnan(minutes) or isnan(available):
        return Lateness.UNKNOWN
    if minutes == inf:
        return Lateness.NO_ROUTE
    if round(minutes, _DECIMALS) <= round(max(0.0, available), _DECIMALS):
        return Lateness.IN_TIME
    return Lateness.LATE
