"""The file of people and patterns: read as written, every fault named at once."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from geo.errors import CatalogueError
from plan.personnel.book import PERSONNEL, book_of, read_book
from tests.plan.personnel.cases import (
    LINMAS,
    MINIMUM,
    OPENS,
    POOL,
    PRESET,
    RULES,
    TEXT,
    TNI,
    book,
    told,
)

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

PHASE = f'[[preset.phase]]\ncode = "tenang"\n{RULES.replace("2-1-2", "3-1-2")}'
NOTE = '[[preset.assumed]]\ntps_class = "linmas"\nreason = { id = "a", en = "b" }\n'


def faults(text: str) -> list[tuple[str, dict[str, object]]]:
    """Say every fault of a file."""
    with pytest.raises(CatalogueError) as caught:
        book(text)
    return told(caught.value)


def fault(text: str, **values: object) -> dict[str, object]:
    """Return the values of the only fault, without its file."""
    ((code, named),) = faults(text)
    assert named.pop("file") == PERSONNEL
    return {"code": code, **named} | values


def test_pools_and_patterns_are_read_as_written() -> None:
    """In the order of the file; a number nobody knows is unknown, never nobody."""
    found = book()
    assert list(found.pools) == ["polres", "polda", "tni", "linmas"]
    polres, tni = found.pools["polres"], found.pools["tni"]
    assert (polres.force, polres.own, polres.home, polres.number) == (
        "police",
        True,
        "P1",
        4,
    )
    assert (polres.name["en"], polres.source, polres.date) == (
        "Name",
        "koran",
        "2024-11-10",
    )
    assert (tni.number, tni.source, tni.date) == (None, "", "")
    first = found.patterns["first"]
    assert {name: str(rule) for name, rule in first.rules.items()} == {
        "kurang_rawan": "0-1-2",
        "rawan": "2-2-4",
        "sangat_rawan": "2-1-2",
    }
    assert (first.source, first.date, first.assumed) == ("rapat", "2024", {})
    assert found.opens == time(7, 0)
    assert found.opens_note == {"id": "lazim", "en": "usual"}


def test_a_phase_may_have_its_own_rules() -> None:
    """Every other phase has those of polling day."""
    pattern = book(TEXT + PHASE + NOTE).patterns["first"]
    assert str(pattern.rules_in("tenang")["sangat_rawan"]) == "3-1-2"
    assert str(pattern.rules_in("all")["sangat_rawan"]) == "2-1-2"
    assert pattern.assumed == {"linmas": {"id": "a", "en": "b"}}


def test_a_minimum_has_its_source() -> None:
    """And may be left out."""
    found = book(MINIMUM + TEXT)
    assert found.minimum == {"sangat_rawan": 2}
    assert (found.minimum_source, found.minimum_date) == ("rapat", "2024-10-30")
    assert (book().minimum, book().minimum_source) == ({}, "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("= 2", "= -1", ("toml_whole_invalid", "sangat_rawan")),
        ("= 2", "= 1000", ("toml_whole_invalid", "sangat_rawan")),
        ("sangat_rawan", "parah", ("toml_key_unknown", "parah")),
        ("{ sangat_rawan = 2 }", "2", ("toml_list_empty", "minimum")),
        (
            'minimum_source = "rapat"',
            "",
            ("toml_key_missing", "minimum_source"),
        ),
        ("2024-10-30", "kini", ("toml_date_invalid", "minimum_date")),
    ],
)
def test_a_fault_of_the_minimum_is_named(
    old: str, new: str, expected: tuple[str, str]
) -> None:
    """Once: neither people without a source nor a class that is none."""
    ((code, named),) = faults(MINIMUM.replace(old, new) + TEXT)
    assert (code, named["key"]) == expected


def test_an_area_without_the_file_has_no_book() -> None:
    """No fault, and no people."""
    assert book_of({}, ("P1",)) is None
    assert book_of({PERSONNEL: TEXT.encode()}, ("P1", "P2")) == book()


def test_homes_are_not_asked_for_where_other_posts_were_brought() -> None:
    """The file is about the area's own posts; `deploy` says what is missing."""
    assert read_book(TEXT.encode(), PERSONNEL, None) == book()


def test_the_real_book_holds_the_614(knowledge: Knowledge) -> None:
    """414 of the Polres, 100 of Polda, 100 of Brimob; nobody said how many Linmas."""
    found = knowledge.book
    assert found is not None
    numbers = {code: pool.number for code, pool in found.pools.items()}
    assert numbers == {
        "polres": 414,
        "polda": 100,
        "brimob": 100,
        "tni": None,
        "linmas": None,
    }
    assert found.minimum == {"sangat_rawan": 2}
    assert next(iter(found.patterns)) == "kutim_oct_2024"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'home = "P1"',
            'home = "P9"',
            {
                "code": "toml_word_unknown",
                "key": "home",
                "value": "P9",
                "known": ("P1", "P2"),
            },
        ),
        ('home = "P1"\n', "", {"code": "toml_key_missing", "key": "home"}),
        (
            'source = "koran"',
            'source = " "',
            {"code": "pool_without_source"},
        ),
        ('date = "2024-11-10"', 'date = ""', {"code": "pool_without_source"}),
        (
            "own = true",
            'own = "ya"',
            {"code": "toml_flag_invalid", "key": "own", "value": "ya"},
        ),
        ("own = true\n", "", {"code": "toml_key_missing", "key": "own"}),
        (
            'force = "police"',
            'force = "army"',
            {
                "code": "toml_word_unknown",
                "key": "force",
                "value": "army",
                "known": ("police", "tni", "linmas"),
            },
        ),
        (
            "number = 4",
            "number = -1",
            {
                "code": "toml_whole_invalid",
                "key": "number",
                "value": "-1",
                "least": 0,
                "most": 99_999,
            },
        ),
        ("number = 4", "numbr = 4", {"code": "toml_key_unknown", "key": "numbr"}),
    ],
)
def test_a_fault_of_a_pool_is_named(
    old: str, new: str, expected: dict[str, object]
) -> None:
    """Once, with the pool it is of."""
    text = OPENS + POOL.replace(old, new) + PRESET
    assert fault(text) == expected | {"entry": "polres"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"2-2-4"',
            '"2-2"',
            {"code": "toml_rule_invalid", "key": "rules.rawan", "value": "2-2"},
        ),
        (
            '"2-2-4"',
            '"-2-2-4"',
            {"code": "toml_rule_invalid", "key": "rules.rawan", "value": "-2-2-4"},
        ),
        (' rawan = "2-2-4",', "", {"code": "toml_key_missing", "key": "rawan"}),
        (
            ' rawan = "2-2-4",',
            " rawan = 2,",
            {"code": "toml_text_invalid", "key": "rawan"},
        ),
        (
            "rules = {",
            'rules = { parah = "4-1-2",',
            {"code": "toml_key_unknown", "key": "parah"},
        ),
        (
            'date = "2024"',
            'date = "kini"',
            {"code": "toml_date_invalid", "key": "date", "value": "kini"},
        ),
        (PRESET, PRESET + PHASE + PHASE, {"code": "code_repeated", "value": "tenang"}),
        (PRESET, PRESET + NOTE + NOTE, {"code": "code_repeated", "value": "linmas"}),
        (PRESET, PRESET + NOTE + "x = 1", {"code": "toml_key_unknown", "key": "x"}),
    ],
)
def test_a_fault_of_a_pattern_is_named(
    old: str, new: str, expected: dict[str, object]
) -> None:
    """Once, with the pattern it is of, or the part."""
    found = fault(OPENS + POOL + PRESET.replace(old, new))
    assert str(found.pop("entry")).startswith(("first", "assumed"))
    assert found == expected


@pytest.mark.parametrize("clock", ["7", "25:00", "07:60", "07:00:30", "07:00+08:00"])
def test_a_time_is_hours_and_minutes(clock: str) -> None:
    """Local ones: neither seconds nor a zone."""
    found = fault(TEXT.replace("07:00", clock))
    assert found == {
        "code": "toml_time_invalid",
        "entry": "personnel",
        "key": "opens",
        "value": clock,
    }


def test_a_time_that_is_not_there_is_one_fault() -> None:
    """Not also a wrong one."""
    found = fault(TEXT.replace('opens = "07:00"\n', ""))
    assert found == {"code": "toml_key_missing", "entry": "personnel", "key": "opens"}


def test_every_fault_is_named_at_once() -> None:
    """Of the file, of pools and of patterns; a code given twice too."""
    text = (
        "x = 1\n" + OPENS + POOL + POOL + TNI.replace('"P2"', '"P3"') + PRESET + PRESET
    )
    codes = [(code, named.get("value")) for code, named in faults(text)]
    assert codes == [
        ("toml_key_unknown", None),
        ("code_repeated", "polres"),
        ("code_repeated", "first"),
        ("toml_word_unknown", "P3"),
    ]


def test_a_book_without_pools_or_patterns_is_refused() -> None:
    """There is nothing to plan with."""
    assert [named["key"] for _, named in faults(OPENS)] == ["pool", "preset"]


def test_an_area_without_posts_has_no_home_for_anybody() -> None:
    """A fault with a name, not a crash."""
    with pytest.raises(CatalogueError) as caught:
        read_book((OPENS + LINMAS + PRESET).encode(), PERSONNEL, ())
    ((code, named),) = told(caught.value)
    assert (code, named["value"], named["known"]) == ("toml_word_unknown", "P2", ())
