"""Laws of travel time that hold for every network, not only for ours."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.impedance.edges import Edge, Kind, Quality, as_matrix
from geo.impedance.network import in_rain
from geo.impedance.paths import all_minutes, quickest_path
from geo.impedance.precedence import respect_reports

if TYPE_CHECKING:
    from random import Random

NODES = "abcdef"
INDEX = {name: i for i, name in enumerate(NODES)}
MINUTES = st.integers(min_value=1, max_value=500).map(float)
TIE = 1 + 1e-9
some = settings(max_examples=50, deadline=None)


@st.composite
def edges(draw: st.DrawFn) -> list[Edge]:
    """Return a network of a few reports and estimates, never two between a pair."""
    pairs = [a + b for a in NODES for b in NODES if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    return [draw(edge(a=pair[0], b=pair[1])) for pair in chosen]


@st.composite
def edge(draw: st.DrawFn, a: str, b: str) -> Edge:
    """Return a report, or an estimate that the wet season may know better."""
    minutes = draw(MINUTES)
    if draw(st.booleans()):
        kind, quality = Kind.REPORTED, Quality.REPORTED
        return Edge(a, b, "road", kind, 1, minutes, quality, is_fixed=True)
    wet = draw(st.just(np.nan) | MINUTES)
    guess = Edge(a, b, "road", Kind.SEATS, 1, minutes, Quality.ESTIMATE)
    return replace(guess, wet_report=wet)


def best(network: list[Edge]) -> np.ndarray:
    """Return the quickest minutes between all nodes."""
    return all_minutes(as_matrix(network, INDEX))


@some
@given(edges())
def test_no_path_through_estimates_beats_a_report(network: list[Edge]) -> None:
    """Where a report is beaten in the end, reports alone beat it."""
    held = respect_reports(network, INDEX)
    told = [one for one in held if one.quality is Quality.REPORTED]
    minutes, by_reports = best(held), best(told)
    for report in told:
        i, j = INDEX[report.a], INDEX[report.b]
        quickest = min(report.minutes, by_reports[i, j])
        assert minutes[i, j] * TIE >= quickest


@some
@given(edges())
def test_reports_are_never_changed(network: list[Edge]) -> None:
    """Only estimates give way, and they only become slower."""
    before = sorted(network, key=lambda one: one.order)
    for was, now in zip(before, respect_reports(network, INDEX), strict=True):
        assert (was.a, was.b) == (now.a, now.b)
        if was.quality is Quality.REPORTED:
            assert now == was
        assert now.minutes >= was.minutes
        assert np.isclose(now.minutes, was.minutes * now.slowed)


@some
@given(edges(), st.randoms())
def test_the_order_of_edges_changes_nothing(
    network: list[Edge], chance: Random
) -> None:
    """The same edges shuffled: the same answer to the last digit."""
    shuffled = list(network)
    chance.shuffle(shuffled)
    assert respect_reports(shuffled, INDEX) == respect_reports(network, INDEX)


@some
@given(edges())
def test_settled_reports_stay_settled(network: list[Edge]) -> None:
    """Asking again slows nothing more."""
    once = respect_reports(network, INDEX)
    again = respect_reports(once, INDEX)
    assert [one.minutes for one in again] == [one.minutes for one in once]


@some
@given(edges(), st.floats(min_value=1, max_value=5))
def test_rain_makes_nothing_quicker(network: list[Edge], factor: float) -> None:
    """Wet >= dry on every edge and between every two nodes."""
    dry = respect_reports(network, INDEX)
    wet = [in_rain(one, factor) for one in dry]
    assert all(w.minutes >= d.minutes for w, d in zip(wet, dry, strict=True))
    assert (best(respect_reports(wet, INDEX)) * TIE >= best(dry)).all()


@some
@given(edges())
def test_quickest_ways_obey_the_triangle(network: list[Edge]) -> None:
    """No way round is quicker; minutes are the same both ways, 0 at home."""
    minutes = best(network)
    assert (minutes == minutes.T).all()
    assert (np.diag(minutes) == 0).all()
    for via in range(len(NODES)):
        around = minutes[:, [via]] + minutes[[via], :]
        assert (minutes <= around * TIE).all()


@some
@given(edges())
def test_a_quickest_path_adds_up(network: list[Edge]) -> None:
    """Its edges sum to the quickest minutes; no path where there is no route."""
    direct = as_matrix(network, INDEX)
    minutes, path = best(network), quickest_path(direct, 0, 5)
    if not path:
        assert np.isinf(minutes[0, 5])
        return
    assert (path[0], path[-1]) == (0, 5)
    steps = [direct[i, j] for i, j in pairwise(path)]
    assert np.isclose(sum(steps), minutes[0, 5])
