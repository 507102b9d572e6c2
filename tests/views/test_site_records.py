"""Answers as records: what cannot be told is null, and what is not proven is said."""

from __future__ import annotations

import json

import numpy as np
import pytest

from plan.siting.answer import Answer, EquallyGood
from plan.siting.assess import assess
from plan.siting.problem import Siting
from plan.siting.solve import Ask
from views.site_records import open_rows, site_record
from views.site_terminal import certainty_sentence, print_sites

SITING = Siting.of(["b", "a"], ["y", "x"], np.array([[5.0, np.inf], [np.inf, np.inf]]))
ASK = Ask("mclp", p=1, threshold=5)


def answer(**changes: object) -> Answer:
    """Return the new site y, which serves b alone."""
    plain = {"value": 1.0, "bound": 1.0, "optimal": True}
    return Answer("mclp", np.array([1]), **{**plain, **changes})  # type: ignore[arg-type]  # as given


def test_what_cannot_be_told_is_null() -> None:
    """No bound, no route, nobody counted; the rest is as raw as it came."""
    found = answer(value=0.0, bound=np.inf, optimal=False, unmet=(0,))
    record = site_record(SITING, ASK, found, assess(SITING, found.sites, 5))
    json.dumps(record, allow_nan=False)
    assert record["gap"] is None
    assert record["left_out"] == ["a"]
    assert record["equally_good"] == {"count": 1, "complete": False, "sets": [["y"]]}
    assert [row["cost"] for row in record["assignment"]] == [None, 5]
    assert (record["covered_share"], record["covered_rows"]) == (0.5, 1)


def test_shares_without_a_threshold_are_null() -> None:
    """Not 0: nothing was asked."""
    found = answer()
    record = site_record(
        SITING, Ask("pmedian", p=1), found, assess(SITING, found.sites, None)
    )
    names = ("covered_share", "covered_rows", "backup_share")
    assert [record[name] for name in names] == 3 * [None]


def test_a_site_that_serves_nobody() -> None:
    """Has no farthest cost."""
    found = Answer("mclp", np.array([0, 1]), 1.0, 1.0, optimal=True)
    rows = open_rows(SITING, found, assess(SITING, found.sites, 5))
    assert [(row["site_id"], row["demand_rows"]) for row in rows] == [
        ("x", 0),
        ("y", 1),
    ]
    assert [row["farthest"] for row in rows] == [None, 5]


@pytest.mark.parametrize(
    ("good", "expected"),
    [
        (None, "is not known"),
        (EquallyGood(1, complete=True, sets=((1,),)), "No other set"),
        (EquallyGood(1, complete=False, sets=((1,),)), "is not known"),
        (EquallyGood(2, complete=True, sets=((1,), (0,))), "2 sets of sites are"),
        (EquallyGood(2, complete=False, sets=((1,), (0,))), "At least 2 sets"),
    ],
)
def test_how_many_are_as_good(
    good: EquallyGood | None, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counted, stopped, or not looked for; other sets only where there are any."""
    found = answer(equally_good=good)
    print_sites(SITING, ASK, found, assess(SITING, found.sites, 5), lang="en")
    printed = capsys.readouterr().out
    assert expected in printed
    assert ("- x" in printed) == (good is not None and good.count > 1)


def test_a_gap_is_never_said_to_be_proven() -> None:
    """1 of at most 1.25: a quarter better is possible."""
    found = answer(bound=1.25, optimal=False)
    record = site_record(SITING, ASK, found, assess(SITING, found.sites, 5))
    assert record["gap"] == 0.25
    assert "25.00 %" in certainty_sentence(record, "en")
    assert "25,00 %" in certainty_sentence(record, "id")


def test_many_ids_are_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    """The count says how many there are."""
    ids = [f"d{place:02}" for place in range(21)]
    siting = Siting.of(ids, ["x"], np.full((21, 1), np.inf))
    found = Answer(
        "mclp", np.array([0]), 0.0, 0.0, optimal=True, unmet=tuple(range(21))
    )
    print_sites(siting, ASK, found, assess(siting, found.sites, 5), lang="en")
    printed = capsys.readouterr().out
    assert "(21): d00, d01" in printed
    assert "d19, \u2026" in printed
    assert "d20" not in printed
