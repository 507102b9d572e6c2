"""Participation worked by hand: whom to bring, and where first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.education import checked_events, no_events
from geo.election import VoteColumns
from geo.errors import ScenarioError
from plan.participation import scaled, turnout
from plan.turnout import Past, Turnout, TurnoutStart, start_of
from tests.builders import kecamatan_code
from tests.plan.people_cases import known, result_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.participation import Participation

NAN = float("nan")
WORDS = {"id": "-", "en": "-"}
LEVEL = Past("base", WORDS, "2024", 0.5, "reported", NAN, NAN, ("a",))
START = TurnoutStart(Turnout(0.7, "base"), (LEVEL,), WORDS, "2019", WORDS, "assumed")


def result(
    voted: Sequence[float], registered: Sequence[float] = (100, 100, 100)
) -> Result:
    """200, 200 and 100 voters; so many came of so many registered in the pattern."""
    knowledge = known()
    frame = knowledge.area.kecamatan.assign(came=voted, listed=registered)
    columns = VoteColumns((), "", "came", "listed")
    election = replace(knowledge.area.election, columns=columns)
    area = replace(knowledge.area, kecamatan=frame, election=election)
    return result_of(replace(knowledge, area=area))


def found(made: Result, target: float = 0.7, order: str = "voters") -> Participation:
    """The answer for the small area, without any event."""
    return turnout(made, Turnout(target, "base", order), START, no_events())


def by_code(answer: Participation, name: str) -> list[object]:
    """One value of each kecamatan, in order of code."""
    areas = sorted(answer.areas, key=lambda one: one.kecamatan_code)
    return [getattr(one, name) for one in areas]


def test_the_pattern_takes_the_level_of_the_base() -> None:
    """Two kecamatan of 1,000 voters: 90 % and 60 % came, 50 % in the base.

    f = 0.5 x 2,000 / (900 + 600) = 2/3: 60 % and 40 % are expected.
    """
    shares = scaled(np.array([0.9, 0.6]), np.array([1000.0, 1000.0]), 0.5)
    assert_allclose(shares, [0.6, 0.4])


def test_nobody_is_expected_twice() -> None:
    """At the level 0.9, 0.9 would become 1.08: it is 1; the other is 0.72."""
    shares = scaled(np.array([0.9, 0.6]), np.array([1000.0, 1000.0]), 0.9)
    assert_allclose(shares, [1.0, 0.72])


def test_what_nobody_knows_stays_unknown() -> None:
    """The level is that of the known ones; without any all are unknown."""
    voters = np.array([1000.0, 500.0, 1000.0])
    assert_allclose(scaled(np.array([0.9, np.nan, 0.6]), voters, 0.5), [0.6, NAN, 0.4])
    for nothing in (np.full(3, np.nan), np.zeros(3)):
        assert np.isnan(scaled(nothing, voters, 0.5)).all()


def test_whom_to_bring_by_hand() -> None:
    """Came 80, 40, 60 of 100 each: f = 0.5 x 500 / (160 + 80 + 60) = 5/6.

    Expected 66.7 %, 33.3 %, 50 %; of 200, 200, 100 voters that is 133.3, 66.7, 50:
    133, 66, 50 rounded down. Wanted at 70 %: 140, 140, 70. To bring 7, 74, 20. From the
    totals: 350 - 250 = 100; the sum of the kecamatan is 101.
    """
    answer = found(result([80, 40, 60]))
    assert by_code(answer, "pattern") == [0.8, 0.4, 0.6]
    assert by_code(answer, "expected") == pytest.approx([2 / 3, 1 / 3, 0.5])
    assert by_code(answer, "wanted") == [140, 140, 70]
    assert by_code(answer, "expected_voters") == [133, 66, 50]
    assert by_code(answer, "to_mobilise") == [7, 74, 20]
    assert by_code(answer, "gap") == pytest.approx([0.1 / 3, 0.7 - 1 / 3, 0.2])
    assert (answer.wanted, answer.expected_voters, answer.to_mobilise) == (
        350,
        250,
        100,
    )
    assert answer.pattern_share == pytest.approx(0.6)
    assert answer.voters == 500


@pytest.mark.parametrize(
    ("target", "wanted"), [(0.7, 140), (0.7001, 141), (0.705, 141), (0, 0), (1, 200)]
)
def test_wanted_is_rounded_up(target: float, wanted: int) -> None:
    """70 % of 200 is 140 and no part of a person more; a little above is one more."""
    assert by_code(found(result([80, 40, 60]), target), "wanted")[0] == wanted


def test_a_part_of_a_person_that_only_computing_makes_is_none() -> None:
    """0.55 x 100 is 55.00000000000001 to a computer, 0.29 x 100 is 28.999999999999996.

    With the same turnout everywhere the expected share is the base share.
    """
    level = replace(START, history=(replace(LEVEL, share=0.29),))
    asked = Turnout(0.55, "base")
    answer = turnout(result([50, 50, 50]), asked, level, no_events())
    assert by_code(answer, "wanted")[2] == 55
    assert by_code(answer, "expected_voters")[2] == 29


def test_nobody_is_sent_away() -> None:
    """Where more are expected than wanted there is nobody to bring, not fewer."""
    answer = found(result([80, 40, 60]), target=0.4)
    assert by_code(answer, "to_mobilise") == [0, 14, 0]
    assert answer.to_mobilise == 0
    assert min(one.gap for one in answer.areas) < 0


def test_the_list_in_both_orders() -> None:
    """Most voters first, or the widest gap; the unknown last."""
    half = [80, 70, 10]  # the third has few voters and the widest gap
    by_voters = [one.kecamatan_code for one in found(result(half)).areas]
    by_gap = [one.kecamatan_code for one in found(result(half), order="gap").areas]
    assert by_voters[0] == by_gap[0] == kecamatan_code(3)
    third = [90, 40, 10]
    assert found(result(third)).areas[0].kecamatan_code == kecamatan_code(2)
    first = found(result(third), order="gap").areas[0]
    assert first.kecamatan_code == kecamatan_code(3)
    unknown = found(result([90, NAN, 10])).areas[-1]
    assert unknown.kecamatan_code == kecamatan_code(2)


def test_a_kecamatan_without_a_turnout_is_unknown() -> None:
    """Not 0 and not the mean: what is expected of it nobody can say."""
    answer = found(result([80, 40, 60], [100, 0, 100]))
    second = answer.areas[-1]
    assert second.kecamatan_code == kecamatan_code(2)
    assert (second.expected_voters, second.to_mobilise) == (None, None)
    assert np.isnan([second.pattern, second.expected, second.gap]).all()
    assert second.wanted == 140
    assert answer.pattern_share == pytest.approx(0.7)


def test_totals_alone() -> None:
    """An election without columns per kecamatan: only the kabupaten is told."""
    answer = found(result_of(known()))
    assert by_code(answer, "to_mobilise") == [None, None, None]
    assert np.isnan(answer.pattern_share)
    assert answer.to_mobilise == 100


def test_an_election_that_is_not_listed_is_refused() -> None:
    """By the choice, with those that are."""
    with pytest.raises(ScenarioError, match=r"word_unknown.*known=\('base',\)"):
        turnout(result([80, 40, 60]), Turnout(0.7, "next"), START, no_events())


def test_the_log_is_told_per_kecamatan(knowledge: Knowledge) -> None:
    """Events, people and the last day; nothing elsewhere."""
    texts = {
        "date": ["2024-10-28", "2024-11-01", "2024-09-30"],
        "kecamatan_code": ["64.08.06", "64.08.06", "64.08.18"],
        "desa_code": ["", "", ""],
        "topic": ["a", "b", "c"],
        "people": ["30", "12", "0"],
        "note": ["", "", ""],
    }
    events = checked_events(texts, knowledge.area)
    start = start_of(knowledge.area)
    assert start is not None
    answer = turnout(result_of(knowledge), start.turnout, start, events)
    told = {
        one.kecamatan: (one.events, one.people, one.last_day) for one in answer.areas
    }
    assert told["Busang"] == (2, 42, "2024-11-01")
    assert told["Long Mesangat"] == (1, 0, "2024-09-30")
    assert told["Sandaran"] == (0, 0, "")


def test_kutai_timur(knowledge: Knowledge) -> None:
    """75 % of 297,994 is 223,495.5: 223,496 wanted, 202,732 came, 20,764 to bring."""
    start = start_of(knowledge.area)
    assert start is not None
    answer = turnout(result_of(knowledge), start.turnout, start, no_events())
    assert (answer.wanted, answer.to_mobilise) == (223_496, 20_764)
    assert answer.areas[0].kecamatan == "Sangatta Utara"
    assert answer.areas[0].pattern == pytest.approx(35_766 / 47_884)
    expected = sum(one.expected * one.voters for one in answer.areas)
    assert expected == pytest.approx(202_732, rel=1e-9)
