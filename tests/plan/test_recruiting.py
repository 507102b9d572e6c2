"""The reader's choices of recruitment, and the file they start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import CatalogueError, ScenarioError
from plan.recruiting import FILE, Recruiting, read_start, start_of
from tests.geo.support import codes

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

START = Recruiting(1000, 60, (("polres", 250), ("polsek", 10)))
STRENGTH = "".join(
    f"""
[[strength]]
post_type = "{kind}"
officers = {number}
quality = "assumed"
reason = {{ id = "a", en = "b" }}
"""
    for kind, number in (
        ("polres", 250),
        ("polsek", 10),
        ("polsubsektor", 0),
        ("pospol", 0),
    )
)
STANDARD = """
[standard]
voters_per_officer = 1000
within = 60
quality = "reported"
reason = { id = "c", en = "d" }
"""


def test_equal_choices_are_equal_values() -> None:
    """Order, whole numbers and those of 0 officers make no difference."""
    other = Recruiting(
        1000, 60.0, (("polsek", 10), ("pospol", 0), ("polres", 250)), (("a", 0),)
    )
    assert other == START
    assert hash(other) == hash(START)


def test_only_what_differs_stands_in_the_link() -> None:
    """The start needs no link; every change comes back."""
    assert START.to_query(START) == {}
    changed = Recruiting(500, 90.5, (("polsek", 7),), (("64.08.18", 6),))
    query = changed.to_query(START)
    assert query == {
        "officer_voters": "500",
        "officer_minutes": "90.5",
        "strength": "polsek:7",
        "local": "64.08.18:6",
    }
    assert START.with_query(query | {"kec": "64.08.01"}) == changed
    none = Recruiting(1000, 60, ())
    assert START.with_query(none.to_query(START)) == none


@pytest.mark.parametrize(
    ("choices", "faults"),
    [
        ({"voters_per_officer": 0}, {"whole_invalid"}),
        ({"voters_per_officer": 2.5}, {"whole_invalid"}),
        ({"voters_per_officer": 100_001}, {"whole_invalid"}),
        ({"within": 0}, {"minutes_invalid"}),
        ({"within": float("nan")}, {"minutes_invalid"}),
        ({"within": 1440.1}, {"minutes_invalid"}),
        ({"strength": (("koramil", 3),)}, {"word_unknown"}),
        ({"strength": (("polsek", 3), ("polsek", 4))}, {"choice_repeated"}),
        ({"local": (("64.08.18", -1),)}, {"whole_invalid"}),
        ({"local": (("64.08.18", 10_001),)}, {"whole_invalid"}),
        (
            {"voters_per_officer": -1, "within": -5, "strength": (("x", -1),)},
            {"whole_invalid", "minutes_invalid", "word_unknown"},
        ),
    ],
)
def test_faulty_choices_are_all_named(
    choices: dict[str, Any], faults: set[str]
) -> None:
    """Each fault by its code, all at once."""
    plain: dict[str, Any] = {"voters_per_officer": 1, "within": 1, "strength": ()}
    with pytest.raises(ScenarioError) as caught:
        Recruiting(**(plain | choices))
    assert {problem.code for problem in caught.value.problems} == faults


def test_the_bounds_are_allowed() -> None:
    """1 and 100,000 voters, 1,440 minutes, 10,000 officers."""
    for voters, minutes in ((1, 1440), (100_000, 0.5)):
        assert Recruiting(voters, minutes, (("polsek", 10_000),)).within == minutes


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({"officer_voters": "many"}, ["number_unreadable"]),
        ({"officer_voters": "1e3"}, ["number_unreadable"]),
        ({"officer_minutes": "soon"}, ["number_unreadable"]),
        ({"strength": "polsek"}, ["number_unreadable"]),
        ({"local": "64.08.18:six"}, ["number_unreadable"]),
        ({"officer_minutes": "inf"}, ["minutes_invalid"]),
        (
            {"officer_voters": "x", "local": "y", "strength": "koramil:1"},
            ["number_unreadable", "number_unreadable", "word_unknown"],
        ),
    ],
)
def test_faulty_links_are_refused(query: dict[str, str], faults: list[str]) -> None:
    """What cannot be read and what is not allowed, all of it."""
    with pytest.raises(ScenarioError) as caught:
        START.with_query(query)
    assert sorted(problem.code for problem in caught.value.problems) == faults


def test_local_officers_are_set_one_kecamatan_at_a_time() -> None:
    """The others stay; 0 takes a kecamatan out."""
    two = START.with_local("b", 2).with_local("a", 1)
    assert two.local == (("a", 1), ("b", 2))
    assert two.with_local("b", 0).local == (("a", 1),)


def test_the_shipped_file(knowledge: Knowledge) -> None:
    """What Kutai Timur starts from: assumptions are called so, with their reasons."""
    start = start_of(knowledge.area.method)
    assert start is not None
    assert start.recruiting == START
    assert start.qualities["standard"] == start.qualities["polsek"] == "assumed"
    assert start.qualities["polres"] == "reported"
    assert "851" in start.reasons["standard"]["id"]
    assert "100" in start.reasons["polsek"]["en"]
    assert start_of({}) is None


def test_a_file_in_order() -> None:
    """Values, reasons and qualities as they stand."""
    start = read_start((STANDARD + STRENGTH).encode(), FILE)
    assert start.recruiting == START
    assert start.reasons["standard"] == {"id": "c", "en": "d"}
    assert start.qualities["standard"] == "reported"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (STANDARD, {"toml_list_empty"}),
        (
            STANDARD + STRENGTH.replace("pospol", "polsek"),
            {"code_repeated", "strength_missing"},
        ),
        (STANDARD + STRENGTH.replace("= 250", "= -1"), {"toml_whole_invalid"}),
        (STANDARD.replace("60", "0.5") + STRENGTH, {"toml_number_invalid"}),
        (STANDARD + "more = 1" + STRENGTH, {"toml_key_unknown"}),
        ("odd = 1\n" + STANDARD + STRENGTH, {"toml_key_unknown"}),
        (STANDARD + STRENGTH + "extra = 1", {"toml_key_unknown"}),
        (
            STANDARD.replace("1000", '"many"')
            + STRENGTH.replace('"assumed"', '"sure"'),
            {"toml_whole_invalid", "toml_word_unknown"},
        ),
    ],
)
def test_every_fault_of_the_file_is_named(text: str, faults: set[str]) -> None:
    """A faulty file is refused whole."""
    with pytest.raises(CatalogueError) as caught:
        read_start(text.encode(), FILE)
    assert set(codes(caught.value)) == faults
