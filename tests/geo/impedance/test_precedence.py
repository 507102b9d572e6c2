"""No path through estimates beats a report."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from geo.errors import MethodError
from geo.impedance import precedence
from geo.impedance.edges import Edge, Kind, Quality, as_matrix
from geo.impedance.paths import all_minutes
from geo.impedance.precedence import respect_reports

INDEX = {"a": 0, "b": 1, "c": 2, "d": 3}


def told(a: str, b: str, minutes: float) -> Edge:
    """Return a report."""
    kind, quality = Kind.REPORTED, Quality.REPORTED
    return Edge(a, b, "road", kind, 1, minutes, quality, is_fixed=True)


def guess(a: str, b: str, minutes: float) -> Edge:
    """Return an estimate."""
    return Edge(a, b, "road", Kind.SEATS, 1, minutes, Quality.ESTIMATE)


def told_dry(a: str, b: str, minutes: float) -> Edge:
    """Return the wet minutes of an edge that was reported for the dry season."""
    return replace(told(a, b, minutes), quality=Quality.ASSUMED)


def minutes_of(edges: list[Edge]) -> dict[str, float]:
    """Return the minutes of each edge by its ends."""
    return {edge.a + edge.b: edge.minutes for edge in edges}


def test_a_triangle_where_estimates_beat_the_report() -> None:
    """a-b is told to take 100; a-c-b is guessed 20 + 60 = 80.

    Both guesses are slowed by 100 / 80 = 1.25: 25 + 75 = 100.
    """
    edges = [told("a", "b", 100), guess("a", "c", 20), guess("c", "b", 60)]
    held = respect_reports(edges, INDEX)
    assert minutes_of(held) == pytest.approx({"ab": 100, "ac": 25, "cb": 75})
    assert [edge.slowed for edge in held] == pytest.approx([1, 1.25, 1.25])


def test_only_the_estimate_of_a_mixed_path_gives_way() -> None:
    """a-b told 100, a-c told 70, c-b guessed 10.

    The guess must fill 100 - 70 = 30: factor 3.
    """
    edges = [told("a", "b", 100), told("a", "c", 70), guess("c", "b", 10)]
    held = respect_reports(edges, INDEX)
    assert minutes_of(held) == {"ab": 100, "ac": 70, "cb": 30}
    assert [edge.slowed for edge in held] == [1, 1, 3]  # at one stroke, not by and by


def test_a_minute_too_quick_is_too_quick() -> None:
    """40 + 59 = 99 against a report of 100: both are slowed by 100 / 99."""
    edges = [told("a", "b", 100), guess("a", "c", 40), guess("b", "c", 59)]
    slowed = [edge.slowed for edge in respect_reports(edges, INDEX)]
    assert slowed == pytest.approx([1, 100 / 99, 100 / 99])


def test_reports_may_contradict_one_another() -> None:
    """a-c 30 and c-b 40 were told as well as a-b 100: all three stay."""
    edges = [told("a", "b", 100), told("a", "c", 30), told("b", "c", 40)]
    assert respect_reports(edges, INDEX) == edges


def test_a_report_of_the_other_season_gives_way_to_one_of_this() -> None:
    """Wet: a-b was told to take 100; a-c-b rests on dry reports, 20 + 30.

    No other estimate is on the path, so both become twice as slow.
    """
    edges = [told("a", "b", 100), told_dry("a", "c", 20), told_dry("b", "c", 30)]
    held = minutes_of(respect_reports(edges, INDEX))
    assert held == pytest.approx({"ab": 100, "ac": 40, "bc": 60})


def test_a_report_of_the_other_season_stays_while_a_guess_can_give() -> None:
    """Wet: a-c rests on a dry report, c-b is a guess: only c-b is slowed."""
    edges = [told("a", "b", 100), told_dry("a", "c", 20), guess("b", "c", 30)]
    held = minutes_of(respect_reports(edges, INDEX))
    assert held == pytest.approx({"ab": 100, "ac": 20, "bc": 80})


def test_an_estimate_beside_the_report_is_slowed_too() -> None:
    """A direct guess of 60 beside a report of 90 becomes 90."""
    held = respect_reports([told("a", "b", 90), guess("a", "b", 60)], INDEX)
    assert [edge.minutes for edge in held] == pytest.approx([90, 90])


def test_a_path_exactly_as_long_does_not_beat_it() -> None:
    """40 + 60 = 100: nothing is slowed."""
    edges = [told("a", "b", 100), guess("a", "c", 40), guess("b", "c", 60)]
    assert [edge.slowed for edge in respect_reports(edges, INDEX)] == [1, 1, 1]


def test_a_way_of_no_length_cannot_be_slowed() -> None:
    """Two desa at one point: nothing to slow, and it ends."""
    edges = [told("a", "b", 100), guess("a", "b", 0)]
    assert sorted(e.minutes for e in respect_reports(edges, INDEX)) == [0, 100]


def test_the_order_of_rows_changes_nothing() -> None:
    """Two reports share guesses; each order of five edges gives one answer."""
    edges = [
        told("a", "b", 100),
        told("a", "d", 90),
        guess("a", "c", 20),
        guess("c", "b", 20),
        guess("c", "d", 15),
    ]
    answers = {tuple(respect_reports(order, INDEX)) for order in permutations(edges)}
    assert len(answers) == 1


def test_every_report_ends_as_the_quickest_way() -> None:
    """Two reports that pull on the same guess both hold in the end."""
    edges = [
        told("a", "b", 100),
        told("a", "d", 90),
        guess("a", "c", 20),
        guess("c", "b", 20),
        guess("c", "d", 15),
    ]
    minutes = all_minutes(as_matrix(respect_reports(edges, INDEX), INDEX))
    assert minutes[0, 1] == pytest.approx(100)
    assert minutes[0, 3] == pytest.approx(90)
    assert np.isfinite(minutes).all()


def test_it_stops_rather_than_turn_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no round left the reports are refused, by code."""
    monkeypatch.setattr(precedence, "_ROUNDS", 1)
    edges = [told("a", "b", 100), guess("a", "c", 20), guess("c", "b", 60)]
    with pytest.raises(MethodError, match="reports_not_settled rounds=1"):
        respect_reports(edges, INDEX)
