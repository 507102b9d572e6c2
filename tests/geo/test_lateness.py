"""Hours of a travelling day, by hand; and what is late, on the boundary."""

from __future__ import annotations

from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from geo.lateness import Lateness, TravellingDay, lateness, share_of_time

H = 60.0
DAY = TravellingDay(6 * H, 12 * H)  # from six to six
ROUND_THE_CLOCK = TravellingDay(6 * H, 24 * H)
times = st.integers(-10_000, 10_000).map(float)  # whole minutes, as clocks have them
spans = st.integers(0, 10_000).map(float)
days = st.builds(TravellingDay, st.integers(0, 1439), st.integers(60, 1440))


@pytest.mark.parametrize(
    ("end", "minutes", "start"),
    [
        (18 * H, 0, 18 * H),  # nothing to do: the deadline itself
        (18 * H, 5 * H, 13 * H),
        (18 * H, 12 * H, 6 * H),  # a whole day: that morning, not the evening before
        (18 * H, 12 * H + 1, -6 * H - 1),  # a minute more: the evening before
        (20 * H, 5 * H, 13 * H),  # a deadline at night counts from the evening
        (7 * H, 2 * H, -7 * H),  # one hour of this morning, one of the day before
        (3 * H, 2 * H, -8 * H),  # before the morning: all of it the day before
        (18 * H, 30 * H, -36 * H),  # two whole days, and six hours of the one before
        (18 * H, inf, -inf),
    ],
)
def test_the_latest_start_by_hand(end: float, minutes: float, start: float) -> None:
    """Counted back through the daylight hours alone."""
    assert DAY.latest_start(end, minutes) == start


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (6 * H, 0, 6 * H),
        (6 * H, 12 * H, 18 * H),  # a whole day: that evening, not the morning after
        (6 * H, 12 * H + 1, 30 * H + 1),
        (20 * H, 1 * H, 31 * H),  # at night it waits for the morning
        (20 * H, 0, 20 * H),
        (6 * H, inf, inf),
    ],
)
def test_the_earliest_end_by_hand(start: float, minutes: float, end: float) -> None:
    """Counted forward likewise."""
    assert DAY.earliest_end(start, minutes) == end


def test_a_whole_day_is_a_plain_clock() -> None:
    """Round the clock only minutes count, over midnight too."""
    assert ROUND_THE_CLOCK.latest_start(10 * H, 20 * H) == -10 * H
    assert ROUND_THE_CLOCK.earliest_end(20 * H, 30 * H) == 50 * H
    assert ROUND_THE_CLOCK.between(-10 * H, 10 * H) == 20 * H


def test_a_day_may_end_after_midnight() -> None:
    """From six for 20 hours: until two in the night."""
    late = TravellingDay(6 * H, 20 * H)
    assert late.latest_start(25 * H, 2 * H) == 23 * H
    assert late.latest_start(28 * H, 2 * H) == 24 * H  # at four it rests since two


def test_what_is_not_known_stays_unknown() -> None:
    """Never late, never in time."""
    assert isnan(DAY.latest_start(0, nan))
    assert isnan(DAY.earliest_end(0, nan))
    assert lateness(nan, 100) is Lateness.UNKNOWN
    assert lateness(100, nan) is Lateness.UNKNOWN


def test_time_available_by_hand() -> None:
    """From six in the morning three days before to six in the evening one before."""
    assert DAY.between(-3 * 1440 + 6 * H, -1440 + 18 * H) == 36 * H
    assert DAY.between(12 * H, 6 * H) == 0


def test_exactly_in_time_is_in_time() -> None:
    """A minute over is late; a millionth is the rounding of a machine."""
    assert lateness(600, 600) is Lateness.IN_TIME
    assert lateness(600 + 1e-9, 600) is Lateness.IN_TIME
    assert lateness(601, 600) is Lateness.LATE
    assert lateness(inf, 600) is Lateness.NO_ROUTE
    assert lateness(0, -5) is Lateness.IN_TIME
    assert lateness(1, -5) is Lateness.LATE


def test_shares_by_hand() -> None:
    """Half, all and more than all of the time; no route and unknown stay apart."""
    minutes = np.array([300.0, 600.0, 900.0, inf, nan, 0.0])
    assert_allclose(share_of_time(minutes, 600), [0.5, 1, 1.5, inf, nan, 0])
    assert np.isnan(share_of_time(minutes, nan)).all()
    assert_allclose(share_of_time(minutes, 0), [inf, inf, inf, inf, nan, 1])


@given(days, times, times, spans)
def test_a_later_end_never_starts_earlier(
    day: TravellingDay, one: float, other: float, minutes: float
) -> None:
    """Whoever has until later may leave later, or at the same time."""
    first, last = sorted((one, other))
    assert day.latest_start(first, minutes) <= day.latest_start(last, minutes) + 1e-5


@given(days, times, spans, spans)
def test_a_longer_way_never_starts_later(
    day: TravellingDay, end: float, one: float, other: float
) -> None:
    """Whoever has farther to go leaves no later, and comes back no earlier."""
    short, long = sorted((one, other))
    assert day.latest_start(end, long) <= day.latest_start(end, short) + 1e-5
    assert day.earliest_end(end, long) >= day.earliest_end(end, short) - 1e-5


@given(days, times, spans)
def test_what_starts_at_the_latest_is_just_done(
    day: TravellingDay, end: float, minutes: float
) -> None:
    """From the latest start to the end there are exactly the minutes asked for."""
    start = day.latest_start(end, minutes)
    assert start <= end
    assert day.between(start, end) == pytest.approx(minutes, abs=1e-4)
    assert day.earliest_end(start, minutes) <= end + 1e-4
