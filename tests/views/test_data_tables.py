"""What the data page says of a list of posts, whole and with a post taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from views import headlines, records
from views.data_tables import completeness_table

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from views.tables import Row


@pytest.fixture(scope="module")
def nine(knowledge: Knowledge) -> Knowledge:
    """Return the embedded area with the tenth polsek, P12, taken out."""
    return knowledge.with_posts(knowledge.area.posts.drop(index="P12"))


def polsek(known: Knowledge, lang: str) -> Row:
    """Return the row of the polsek."""
    rows, _ = completeness_table(known, lang)
    return next(row for row in rows if row["post"] == "Polsek")


def test_ten_of_ten_polsek_are_complete(knowledge: Knowledge) -> None:
    """With the reason the data's author gave."""
    row = polsek(knowledge, "id")
    assert (row["listed"], row["completeness"]) == ("10 dari 10", "lengkap")
    assert row["reason"].startswith("Seluruh polsek")


def test_nine_of_ten_polsek_are_not(nine: Knowledge) -> None:
    """The author's reason no longer holds, and is not shown."""
    row = polsek(nine, "en")
    assert (row["listed"], row["completeness"]) == ("9 of 10", "incomplete")
    assert row["reason"].startswith("Only 9 of 10 polsek are listed.")


def test_a_number_nobody_stated_is_not_shown(knowledge: Knowledge) -> None:
    """Three koramil, of nobody knows how many."""
    rows, _ = completeness_table(knowledge, "en")
    listed = {row["post"]: row["listed"] for row in rows}
    assert listed["Koramil"] == "3"


def test_screen_and_terminal_doubt_the_shortened_list_too(nine: Knowledge) -> None:
    """Not only the data page: figures become bounds, and the doubt is told."""
    result = evaluate(nine, Scenario())
    assert records.cover_record(result)["layer_complete"] is False
    figures = headlines.summary_figures(result, "en")
    assert figures[1].value.startswith("≤")
    doubts = list(headlines.certainty(result, "en"))
    assert any(doubt.startswith("Only 9 of 10 polsek") for doubt in doubts)
