"""The log of voter education: events read, checked and written.

One row is one event: the day, the kecamatan, a desa of it where it was held in one,
the topic, how many people came, and a note.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from geo import schemas
from geo.faults import elsewhere, named, unknown
from geo.guarded_csv import guarded_csv, parse_guarded
from geo.reading import read_bytes
from geo.schema import SHOWN_LETTERS, texts_of
from geo.tables import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from geo.area import StudyArea
    from geo.errors import Problem, Value
    from geo.schema import Texts

COLUMNS = tuple(schemas.EDUCATION.columns)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def no_events() -> pd.DataFrame:
    """Return the log in which nothing stands yet."""
    return schemas.EDUCATION.frame({name: [] for name in COLUMNS})


def read_events(path: Path, area: StudyArea) -> pd.DataFrame:
    """Read an education.csv from a path.

    Raises `PetaRawanError` if it cannot be read, `LayerError` with every fault.
    """
    return parse_events(read_bytes(path), area)


def parse_events(content: bytes, area: StudyArea) -> pd.DataFrame:
    """Read an education.csv that somebody brings, without our guards, by date.

    Raises `LayerError` naming every fault, as `checked_events`.
    """
    return checked_events(parse_guarded(content, schemas.EDUCATION), area)


def checked_events(texts: Texts, area: StudyArea) -> pd.DataFrame:
    """Type a table of events, ordered by date, place and topic.

    Raises `LayerError` naming every fault: cells, days that the calendar has not or
    that are not whole, days after polling day (on it is in order), codes that do not
    exist, desa of another kecamatan, and rows that stand there twice.
    """
    faults = partial(_faults, area)
    frame = checked(schemas.EDUCATION, texts, faults, others=_repeated(texts))
    order = ["date", "kecamatan_code", "desa_code", "topic"]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def events_csv(events: pd.DataFrame) -> str:
    """Write events as education.csv; `parse_events` reads them back the same."""
    return guarded_csv(schemas.EDUCATION, texts_of(events), COLUMNS)


def _faults(area: StudyArea, events: pd.DataFrame) -> list[Problem]:
    schema, polling = schemas.EDUCATION, area.election.polling_date
    last = polling.isoformat()
    return [
        *_days("event_day_invalid", events, lambda day: bool(day) and not is_day(day)),
        *_days(
            "event_after_polling",
            events,
            lambda day: is_day(day) and day > last,  # ISO days are in order as texts
            date=last,
        ),
        *unknown(schema, events, "kecamatan_code", area.kecamatan),
        *unknown(schema, events, "desa_code", area.desa),
        *elsewhere(schema, events, area.desa),
    ]


def _days(
    code: str, events: pd.DataFrame, is_bad: Callable[[str], bool], **values: Value
) -> list[Problem]:
    bad = [is_bad(str(day)) for day in events["date"]]
    if not any(bad):
        return []
    example = str(events["date"].to_numpy()[bad][0])[:SHOWN_LETTERS]
    rows = named(events, bad)
    return [schemas.EDUCATION.problem(code, rows, example=example, **values)]


def is_day(text: str) -> bool:
    """Whether a text is a whole day that the calendar has, as 2024-11-27."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repeated(texts: Texts) -> Sequence[Problem]:
    """Name rows that say exactly what another says: counted twice by mistake."""
    cells = [texts.get(name, []) for name in COLUMNS]
    if not all(cells):
        return ()
    rows = list(zip(*cells, strict=True))
    twice = {row for row, times in Counter(rows).items() if times > 1}
    labels = [f"#{line}" for line, row in enumerate(rows, start=2) if row in twice]
    problem = schemas.EDUCATION.problem
    return (problem("event_repeated", labels),) if labels else ()
