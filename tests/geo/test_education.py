"""The log of voter education: read with every fault named, written and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.education import (
    COLUMNS,
    checked_events,
    events_csv,
    no_events,
    parse_events,
    read_events,
)
from geo.errors import LayerError, PetaRawanError
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea

HEAD = "date,kecamatan_code,desa_code,topic,people,note\n"
GOOD = "2024-10-28,64.08.04,64.08.04.2001,hoaks,50,balai desa\n"


def faults(area: StudyArea, *rows: str) -> dict[str, tuple[str, ...]]:
    """Code of each fault -> the rows it names."""
    with pytest.raises(LayerError) as caught:
        parse_events((HEAD + "\n".join(rows)).encode(), area)
    found = {problem.code: values(problem) for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems)
    return {code: named["rows"] for code, named in found.items()}


def test_a_log_in_order(area: StudyArea, tmp_path: Path) -> None:
    """Typed, by date; a desa and a note may be blank."""
    later = "2024-11-27,64.08.06,,pencoblosan,0,\n"
    path = tmp_path / "education.csv"
    path.write_text(HEAD + later + GOOD, encoding="utf-8")
    events = read_events(path, area)
    assert list(events.columns) == list(COLUMNS)
    assert events["date"].tolist() == ["2024-10-28", "2024-11-27"]
    assert events["people"].tolist() == [50, 0]
    assert events["desa_code"].tolist() == ["64.08.04.2001", ""]


def test_a_missing_file_is_told(area: StudyArea, tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(PetaRawanError, match="file_missing"):
        read_events(tmp_path / "education.csv", area)


def test_what_is_written_is_read_back(area: StudyArea) -> None:
    """Texts that a spreadsheet would run get an apostrophe, and lose it again."""
    events = parse_events((HEAD + GOOD.replace("hoaks", "=1+1")).encode(), area)
    written = events_csv(events)
    assert "'=1+1" in written
    assert parse_events(written.encode(), area).equals(events)
    assert events["topic"].tolist() == ["=1+1"]


def test_an_empty_log_is_a_log(area: StudyArea) -> None:
    """The template: a header and no row."""
    assert events_csv(no_events()) == HEAD
    assert parse_events(HEAD.encode(), area).empty


def test_polling_day_itself_is_in_order(area: StudyArea) -> None:
    """A day later is not: the election this is for is over."""
    parse_events((HEAD + GOOD.replace("10-28", "11-27")).encode(), area)
    found = faults(area, GOOD.replace("10-28", "11-28"))
    assert found == {"event_after_polling": ("#2",)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2024-10-28", "", "value_missing"),
        ("2024-10-28", "2024-10", "event_day_invalid"),
        ("2024-10-28", "28-10-2024", "event_day_invalid"),
        ("2024-10-28", "2024-02-30", "event_day_invalid"),
        ("2024-10-28", "٢٠٢٤-10-28", "event_day_invalid"),
        ("50", "-1", "value_too_low"),
        ("50", "12.5", "number_not_whole"),
        ("50", "", "value_missing"),
        ("50", "banyak", "number_invalid"),
        ("hoaks", "", "value_missing"),
        ("64.08.04.2001", "64.08.04.9999", "code_unknown"),
        ("64.08.04.2001", "Sangatta", "code_invalid"),
        ("64.08.04.2001", "64.08.06.2003", "desa_elsewhere"),
        ("64.08.04,", "64.08.99,", "code_unknown"),
    ],
)
def test_each_fault_by_itself(area: StudyArea, old: str, new: str, code: str) -> None:
    """One cell is wrong: that is said, with its line, and nothing else."""
    assert faults(area, GOOD.replace(old, new, 1).strip()) == {code: ("#2",)}


def test_all_faults_at_once(area: StudyArea) -> None:
    """Of several rows, each with its line."""
    found = faults(
        area,
        "2025-01-01,64.08.04,,,-1,",
        "kemarin,64.08.99,,topik,5,",
        "2024-10-01,64.08.04,64.08.05.2006,topik,5,",
    )
    assert found == {
        "event_after_polling": ("#2",),
        "value_missing": ("#2",),
        "value_too_low": ("#2",),
        "event_day_invalid": ("#3",),
        "code_unknown": ("#3",),
        "desa_elsewhere": ("#4",),
    }


def test_an_event_written_twice_is_named(area: StudyArea) -> None:
    """Both lines; a note tells two alike events apart."""
    other = GOOD.replace("balai desa", "pasar")
    found = faults(area, GOOD.strip(), other.strip(), GOOD.strip())
    assert found == {"event_repeated": ("#2", "#4")}
    parse_events((HEAD + GOOD + other).encode(), area)


def test_a_missing_and_an_unknown_column_are_named(area: StudyArea) -> None:
    """Misspelt, it is both."""
    with pytest.raises(LayerError) as caught:
        parse_events(HEAD.replace("people", "orang").encode() + GOOD.encode(), area)
    assert set(codes(caught.value)) == {"column_missing", "column_unknown"}


def test_texts_made_in_memory_are_checked_alike(area: StudyArea) -> None:
    """The check does not depend on where the texts are from."""
    texts = {name: [""] for name in COLUMNS}
    with pytest.raises(LayerError) as caught:
        checked_events(texts, area)
    assert set(codes(caught.value)) == {"value_missing"}
