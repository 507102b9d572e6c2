"""Numbers, shares, minutes and dates, worked by hand in both languages."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from views import wording

UNKNOWN = [None, math.nan, np.float64("nan")]


@pytest.mark.parametrize(
    ("value", "digits", "indonesian", "english"),
    [
        (4320, 0, "4.320", "4,320"),
        (297_994, 0, "297.994", "297,994"),
        (1742.74, 1, "1.742,7", "1,742.7"),
        (66.48, 1, "66,5", "66.5"),
        (0.5, 0, "1", "1"),  # halves go away from zero, as on paper
        (2.5, 0, "3", "3"),
        (-0.4, 0, "0", "0"),  # no negative nought
        (-1204.5, 1, "-1.204,5", "-1,204.5"),
        (np.int64(701), 0, "701", "701"),
        (math.inf, 0, "∞", "∞"),
        (-math.inf, 0, "-∞", "-∞"),
    ],
)
def test_numbers(value: float, digits: int, indonesian: str, english: str) -> None:
    """Separators of the language, halves away from nought."""
    assert wording.number(value, "id", digits) == indonesian
    assert wording.number(value, "en", digits) == english


@pytest.mark.parametrize(
    ("value", "indonesian"),
    [(0.5, "0,5"), (18, "18"), (18.0, "18"), (117.57849, "117,57849"), (1e-9, "0")],
)
def test_a_general_number_has_only_the_decimals_it_has(
    value: float, indonesian: str
) -> None:
    """At most six, and no noughts at the end."""
    assert wording.general(value) == indonesian


@pytest.mark.parametrize(
    ("share", "digits", "indonesian", "english"),
    [
        (0.6648, 1, "66,5 %", "66.5 %"),
        (
            0.665,
            0,
            "67 %",
            "67 %",
        ),  # 0.665 * 100 is 66.5 on paper, 66.50000000000001 here
        (0.285, 0, "29 %", "29 %"),  # in binary 28.499999999999996
        (1, 0, "100 %", "100 %"),
        (0, 0, "0 %", "0 %"),
    ],
)
def test_shares(share: float, digits: int, indonesian: str, english: str) -> None:
    """Rounded as on paper, not as in binary."""
    assert wording.percent(share, "id", digits) == indonesian
    assert wording.percent(share, "en", digits) == english


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0 menit", "0 minutes"),
        (0.2, "kurang dari 1 menit", "under a minute"),
        (0.5, "1 menit", "1 minute"),
        (45, "45 menit", "45 minutes"),
        (119.4, "119 menit", "119 minutes"),
        (119.5, "2 jam", "2 hours"),  # never "120 menit"
        (120, "2 jam", "2 hours"),
        (180, "3 jam", "3 hours"),
        (230, "3,8 jam", "3.8 hours"),
        (600, "10 jam", "10 hours"),
        (math.inf, "tanpa rute", "no route"),
    ],
)
def test_minutes_below_two_hours_hours_above(
    value: float, indonesian: str, english: str
) -> None:
    """The boundary is at two hours after rounding to whole minutes."""
    assert wording.minutes(value, "id") == indonesian
    assert wording.minutes(value, "en") == english


@pytest.mark.parametrize("value", UNKNOWN)
def test_unknown_is_said_never_nought(value: float | None) -> None:
    """None and nan are words in every format."""
    for write in (wording.number, wording.general, wording.percent, wording.minutes):
        assert write(value) == "belum diketahui"
        assert write(value, "en") == "unknown"


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (dt.date(2024, 10, 30), "30 Oktober 2024", "30 October 2024"),
        ("2024-11-27", "27 November 2024", "27 November 2024"),
        ("2025-12", "Desember 2025", "December 2025"),
        ("2025", "2025", "2025"),
        ("c. 2014", "sekitar 2014", "about 2014"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
        ("0000", "0000", "0000"),
        (
            "2019-04-17/2024-11",
            "17 April 2019 \u2013 November 2024",
            "17 April 2019 \u2013 November 2024",
        ),
        ("2024/kemarin", "2024/kemarin", "2024/kemarin"),
        ("kemarin", "kemarin", "kemarin"),
        (None, "belum diketahui", "unknown"),
        ("", "belum diketahui", "unknown"),
    ],
)
def test_dates(value: dt.date | str | None, indonesian: str, english: str) -> None:
    """As exact as they are known, and no more."""
    assert wording.date(value, "id") == indonesian
    assert wording.date(value, "en") == english


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    """Law: without its separators a number is itself, in both languages."""
    assert int(wording.number(value, "id").replace(".", "")) == value
    assert int(wording.number(value, "en").replace(",", "")) == value


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_the_languages_differ_only_in_their_separators(
    value: float, digits: int
) -> None:
    """Law: exchanging comma and point turns one into the other."""
    swapped = str.maketrans(",.", ".,")
    indonesian = wording.number(value, "id", digits)
    assert indonesian.translate(swapped) == wording.number(value, "en", digits)
