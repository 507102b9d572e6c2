"""The dates that texts state, as precise as they stand, and the span of them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ABOUT = "c. "  # before a date that is only about then
DERIVED = "derived"  # the quality of a column that is as old as what it is made of
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?(?!\d)")
_WHOLE = re.compile(r"(19|20)\d\d(-\d\d){0,2}")
_FIRST = "-01-01"


def is_date(text: str) -> bool:
    """Tell an ISO year, month or day of this century or the last, "c. " allowed."""
    stated = text.removeprefix(ABOUT)
    if not _WHOLE.fullmatch(stated):
        return False
    try:
        date.fromisoformat(stated + _FIRST[len(stated) - 4 :])
    except ValueError:
        return False
    return True


def dates_in(*texts: str) -> list[str]:
    """Find the dates in texts, as precise as they stand: year, month or day."""
    return [date for text in texts for date in _DATE.findall(text)]


def stated_dates(columns: Iterable[tuple[str, str]]) -> list[str]:
    """Find the dates of a file's columns, given as (date, quality).

    What is derived is left out: it is as old as what it is made of.
    """
    return dates_in(*(date for date, quality in columns if quality != DERIVED))


def span_of(dates: Iterable[str]) -> tuple[str, str, str]:
    """Return the earliest and latest date and both in one text; "" if there is none."""
    found = list(dates)
    earliest, latest = min(found, default=""), max(found, default="")
    vintage = earliest if earliest == latest else f"{earliest}/{latest}"
    return earliest, latest, vintage
