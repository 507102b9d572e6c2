"""Criteria of a new post: read as written, blank as not filled in, never half told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import CatalogueError
from plan.criteria import CRITERIA, criteria_of, read_criteria
from tests.risk.cases import told

if TYPE_CHECKING:
    from geo.area import StudyArea

ROW = """
[[criterion]]
code = "land"
post_type = "polsek"
kind = "rule"
name = { id = "Lahan", en = "Land" }
value = " 1 ha "
source = "Perkap X"
date = "2024-11"
"""
BLANK = ROW.replace('" 1 ha "', '""').replace('"Perkap X"', '""')


def test_a_row_is_read_as_it_is_written() -> None:
    """Without the spaces around its value."""
    (one,) = read_criteria(ROW.encode(), CRITERIA)
    assert (one.code, one.post_type, one.kind) == ("land", "polsek", "rule")
    assert one.name == {"id": "Lahan", "en": "Land"}
    assert (one.value, one.source, one.date) == ("1 ha", "Perkap X", "2024-11")


@pytest.mark.parametrize(
    "text",
    [
        BLANK.replace('"2024-11"', '""'),
        BLANK.replace('value = ""\nsource = ""\ndate = "2024-11"\n', ""),
    ],
)
def test_what_is_blank_or_left_out_is_not_filled_in(text: str) -> None:
    """Never guessed, and no fault."""
    (one,) = read_criteria(text.encode(), CRITERIA)
    assert (one.value, one.source, one.date) == ("", "", "")


def test_a_source_may_wait_for_its_value() -> None:
    """Where to look is known before what it says."""
    (one,) = read_criteria(ROW.replace('" 1 ha "', '""').encode(), CRITERIA)
    assert (one.value, one.source) == ("", "Perkap X")


@pytest.mark.parametrize("lacking", ['source = "Perkap X"\n', 'date = "2024-11"\n'])
def test_a_value_without_source_or_date_is_refused(lacking: str) -> None:
    """A figure that nobody can check is no figure."""
    with pytest.raises(CatalogueError) as caught:
        read_criteria(ROW.replace(lacking, "").encode(), CRITERIA)
    assert told(caught.value) == [
        "criterion_without_source entry=land; file=criteria.toml"
    ]


def test_every_fault_is_named_at_once() -> None:
    """A word nobody knows, a number for a text, a wrong date, a code given twice."""
    text = ROW + ROW.replace('"polsek"', '"pos"').replace('" 1 ha "', "3").replace(
        "2024-11", "2024-13"
    ).replace("kind", "extra = 1\nkind")
    with pytest.raises(CatalogueError) as caught:
        read_criteria((text + "\n[other]\n").encode(), CRITERIA)
    codes = [line.split()[0] for line in told(caught.value)]
    assert codes == [
        "toml_key_unknown",
        "code_repeated",
        "toml_word_unknown",
        "toml_text_invalid",
        "toml_date_invalid",
        "toml_key_unknown",
    ]


def test_a_study_area_may_have_no_criteria(area: StudyArea) -> None:
    """Then the table is empty; that of Kutai Timur has rows for both services."""
    assert criteria_of({}) == ()
    found = criteria_of(area.method)
    assert {one.post_type for one in found} == {"polsek", "koramil"}
    assert {one.kind for one in found} == {"rule", "cost"}


def test_nothing_is_invented_for_kutai_timur(area: StudyArea) -> None:
    """One value is shipped, the title of a regulation; no cost and no threshold."""
    filled = [one.code for one in criteria_of(area.method) if one.value]
    assert filled == ["polsek_rule"]
