"""Numbers, shares, minutes and dates as a reader of each language writes them."""

import datetime as dt
import decimal
import math
import re

from babel.dates import format_date

from views.wording.catalogue import DEFAULT_LANGUAGE, plural, text

HOURS_FROM = 120
"""Minutes from which a duration is told in hours."""

MINUTES_PER_HOUR = 60

_EXACT = decimal.Context(prec=400, rounding=decimal.ROUND_HALF_UP)
_SEPARATORS = {"id": str.maketrans(",.", ".,"), "en": {}}
_PARTIAL_DATE = re.compile(
    r"(?P<about>c\. ?)?(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?", re.ASCII
)
_GENERAL_DIGITS = 6


def number(value: float | None, lang: str = DEFAULT_LANGUAGE, digits: int = 0) -> str:
    """Write "4.320" or "66,5" (English "4,320", "66.5"), halves rounded away from zero.

    Unknown (None or nan) is said in words, infinity is its sign.
    """
    if value is None or math.isnan(value):
        return text("value.unknown", lang)
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return _written(_exact(value), lang, digits)


def general(value: float | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """Write a number with the decimals it has, at most six: "0,5", "18"."""
    if value is None or not math.isfinite(value):
        return number(value, lang)
    rounded = _rounded(_exact(value), _GENERAL_DIGITS).normalize(_EXACT)
    exponent = rounded.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return _written(rounded, lang, digits)


def percent(share: float | None, lang: str = DEFAULT_LANGUAGE, digits: int = 0) -> str:
    """Write a share of one as "66,5 %" (English "66.5 %"); unknown is said in words."""
    if share is None or not math.isfinite(share):
        return number(share, lang)
    return f"{_written(_exact(share) * 100, lang, digits)} %"


def minutes(value: float | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """Write "45 menit" below two hours, "3 jam" or "3,8 jam" from there on.

    Unknown (None or nan) and no route (inf) are said in words; more than nothing that
    would round to nothing is "under a minute".
    """
    if value is None or math.isnan(value):
        return text("value.unknown", lang)
    if math.isinf(value):
        return text("value.no_route", lang)
    whole = int(_rounded(_exact(value), 0))
    if whole == 0 < value:
        return text("unit.under_a_minute", lang)
    if whole < HOURS_FROM:
        return plural("unit.minutes", whole, lang, value=whole)
    return text("unit.hours", lang, value=_hours(value, lang))


def date(value: dt.date | str | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """Write "30 Oktober 2024"; text may be less exact: "2025-12", "2025", "c. 2014".

    Two dates with a slash between are a span: "2019/2024-11" is "2019 - November 2024",
    with a dash. Text in any other form stays as it is; nothing (None or blank) is
    unknown.
    """
    if isinstance(value, dt.date):
        return format_date(value, "d MMMM yyyy", locale=lang)
    if not value:
        return text("value.unknown", lang)
    first, slash, last = value.partition("/")
    if slash and _PARTIAL_DATE.fullmatch(first) and _PARTIAL_DATE.fullmatch(last):
        return f"{date(first, lang)} \u2013 {date(last, lang)}"
    parts = _PARTIAL_DATE.fullmatch(value)
    written = _partial_date(parts, lang) if parts else None
    return value if written is None else written


def _partial_date(parts: re.Match[str], lang: str) -> str | None:
    """Write a date that may lack month or day; None where there is no such day."""
    month, day = parts["month"], parts["day"]
    pattern = "d MMMM yyyy" if day else "MMMM yyyy" if month else "yyyy"
    try:
        first = dt.date(int(parts["year"]), int(month or 1), int(day or 1))
    except ValueError:
        return None
    written = format_date(first, pattern, locale=lang)
    return text("value.about", lang, value=written) if parts["about"] else written


def _hours(value: float, lang: str) -> str:
    """Hours with one decimal, or none where it would be a nought."""
    hours = _rounded(_exact(value) / MINUTES_PER_HOUR, 1)
    return _written(hours, lang, 0 if hours == int(hours) else 1)


def _exact(value: float) -> decimal.Decimal:
    """Return the decimal a person reads: 0.665, not 0.66500000000000004."""
    return decimal.Decimal(str(value))


def _rounded(value: decimal.Decimal, digits: int) -> decimal.Decimal:
    """Round halves away from zero, and give no negative nought."""
    return value.quantize(decimal.Decimal(1).scaleb(-digits), context=_EXACT) + 0


def _written(value: decimal.Decimal, lang: str, digits: int) -> str:
    """Group the thousands and put the separators of the language."""
    return f"{_rounded(value, digits):,.{digits}f}".translate(_SEPARATORS[lang])
