"""What the data page says of a list of posts, whole and with a post taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from views import headlines, records, wording
from views.data_tables import completeness_table, conflict_lines

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


def test_eleven_of_ten_polsek_are_more_than_stated(knowledge: Knowledge) -> None:
    """Nobody said that these eleven are all of them: the author named ten."""
    posts = knowledge.area.posts
    more = posts.loc[["P12"]].rename(index={"P12": "N01"})
    eleven = knowledge.with_posts(pd.concat([posts, more]))
    for lang, listed, whole in (
        ("id", "11 (disebut: 10)", "lebih dari yang disebut"),
        ("en", "11 (stated: 10)", "more than stated"),
    ):
        row = polsek(eleven, lang)
        assert (row["listed"], row["completeness"]) == (listed, whole)
        assert row["reason"] != polsek(knowledge, lang)["reason"]
        assert "11 polsek" in row["reason"]
        assert row["reason"] in headlines.certainty(evaluate(eleven, Scenario()), lang)


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_figures_that_disagree_are_in_words(knowledge: Knowledge, lang: str) -> None:
    """No code of a fact, no unit of a table, no figure without a word of its source."""
    area = knowledge.area
    lines = [
        line
        for conflict in area.catalogue.conflicts
        for line in conflict_lines(conflict, knowledge, lang)
    ]
    text = " | ".join(lines)
    assert not [fact for fact in area.facts.index if fact in text]
    assert "km2 " not in text
    assert "\u2013 \u2014" not in text
    told = {
        "id": (
            "66,48 % \u2014 jejakkhatulistiwa.co.id",
            "66,51 % \u2014 dihitung: 154.723 \u00f7 232.641 pemilih",
            "154.723 pemilih \u2014 sumber tidak tercatat",
            "dihitung: 2 personel \u00d7 171 TPS",
            "31.239,84 km\u00b2",
            "(salinan Wikipedia)",
        ),
        "en": (
            "66.51 % \u2014 worked out: 154,723 \u00f7 232,641 voters",
            "154,723 voters \u2014 source not recorded",
            "(Wikipedia copy)",
        ),
    }[lang]
    assert [part for part in told if part not in text] == []


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
