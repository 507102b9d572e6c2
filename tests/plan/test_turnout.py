"""Choices on participation, and what is known of earlier elections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import CatalogueError, ScenarioError
from plan.turnout import FILE, Turnout, start_of
from tests.builders import study_area
from tests.geo.support import codes

if TYPE_CHECKING:
    from geo.area import StudyArea
    from plan.turnout import TurnoutStart

START = Turnout(0.75, "pilkada_2024")
FACTS = {"a_pct": "48.0", "votes": "60", "list": "100", "nobody": "0", "odd": "many"}
TEXT = """
[[election]]
code = "new"
name = { id = "Baru", en = "New" }
year = "2024"
votes = "votes"
registered = "list"

[[election]]
code = "old"
name = { id = "Lama", en = "Old" }
year = "2015"
share = "a_pct"

[pattern]
name = { id = "Pola", en = "Pattern" }
year = "2019"

[target]
share = 0.7
base = "new"
quality = "assumed"
reason = { id = "c", en = "d" }
"""


def read(text: str) -> TurnoutStart | None:
    """Read the text as the file of a small area with five facts."""
    area = study_area(2, facts=FACTS)
    return start_of(replace(area, method={FILE: text.encode()}))


def test_the_link_holds_what_differs() -> None:
    """The start needs no link; every change comes back."""
    assert START.to_query(START) == {}
    changed = Turnout(0.685, "pilkada_2020", "gap")
    query = changed.to_query(START)
    assert query == {
        "target": "0.685",
        "turnout_base": "pilkada_2020",
        "turnout_order": "gap",
    }
    assert START.with_query(query | {"top": "3"}) == changed


@pytest.mark.parametrize("target", [0, 1])
def test_the_ends_are_allowed(target: float) -> None:
    """Nobody, or everybody."""
    assert Turnout(target, "x").target == target


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({"target": "high"}, ["number_unreadable"]),
        ({"target": "1.01"}, ["share_invalid"]),
        ({"target": "nan"}, ["share_invalid"]),
        ({"turnout_order": "name"}, ["word_unknown"]),
        ({"target": "x", "turnout_order": "y"}, ["number_unreadable", "word_unknown"]),
        ({"target": "-1", "turnout_order": "y"}, ["share_invalid", "word_unknown"]),
    ],
)
def test_faulty_links_are_refused(query: dict[str, str], faults: list[str]) -> None:
    """Every fault at once."""
    with pytest.raises(ScenarioError) as caught:
        START.with_query(query)
    assert codes(caught.value) == faults


def test_the_history_of_kutai_timur(area: StudyArea) -> None:
    """As facts.csv has it; 2024 worked out: 202,732 ballots of 297,994 voters."""
    start = start_of(area)
    assert start is not None
    assert start.turnout == START
    shares = {one.code: one.share for one in start.history}
    assert shares == pytest.approx(
        {
            "pilkada_2015": 0.48,
            "pilgub_2018": 0.46,
            "pilkada_2020": 0.6648,
            "pilkada_2024": 202_732 / 297_994,
        }
    )
    quality = [one.quality for one in start.history]
    assert quality == ["reported", "reported", "reported", "derived"]
    assert start.quality == "assumed"
    assert start.past("pilkada_2019") is None


def test_a_file_in_order() -> None:
    """The oldest first, shares as stated or worked out."""
    start = read(TEXT)
    assert start is not None
    assert [one.code for one in start.history] == ["old", "new"]
    assert [one.share for one in start.history] == [0.48, 0.6]
    assert start.turnout == Turnout(0.7, "new")
    assert start.pattern_name["en"] == "Pattern"
    assert start_of(study_area(2)) is None


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('"a_pct"', '"lost"', {"fact_unknown"}),
        ('"a_pct"', '"odd"', {"fact_not_number"}),
        ('"list"', '"nobody"', {"turnout_impossible"}),
        ('"list"', '"a_pct"', {"turnout_impossible"}),
        ('"list"', '"lost"', {"fact_unknown"}),
        ('code = "old"', 'code = "new"', {"code_repeated"}),
        ('base = "new"', 'base = "next"', {"toml_word_unknown"}),
        ("share = 0.7", "share = 70", {"toml_number_invalid"}),
        ('year = "2019"', 'year = "soon"', {"toml_date_invalid"}),
        ("[pattern]", "odd = 1\n[pattern]", {"toml_key_unknown"}),
        ("[pattern]", "[pattern]\nodd = 1", {"toml_key_unknown"}),
        ("[target]", "[target]\nodd = 1", {"toml_key_unknown"}),
        ("[pattern]", "[patterns]", {"toml_list_empty", "toml_key_missing"}),
    ],
)
def test_every_fault_of_the_file_is_named(old: str, new: str, faults: set[str]) -> None:
    """A faulty file is refused whole, the fact it lacks among the faults."""
    assert old in TEXT
    with pytest.raises(CatalogueError) as caught:
        read(TEXT.replace(old, new))
    assert faults <= set(codes(caught.value)) <= {*faults, "toml_key_unknown"}


def test_a_file_without_elections() -> None:
    """Told by what is missing, not by a crash."""
    told: Any = TEXT[TEXT.index("[pattern]") :]
    with pytest.raises(CatalogueError) as caught:
        read(told)
    assert set(codes(caught.value)) == {"toml_list_empty", "toml_word_unknown"}
