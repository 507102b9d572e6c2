"""What holds for every plan of people: nobody twice, stricter never means fewer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from geo.education import no_events
from geo.election import VoteColumns
from plan.outside_help import sent
from plan.participation import turnout
from plan.recruiting import Recruiting
from plan.recruitment import recruit
from plan.turnout import Past, Turnout, TurnoutStart
from tests.builders import desa_code, kecamatan_code
from tests.plan.people_cases import known, result_of

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.evaluate import Result

WITHIN = 30.0
strengths = arrays(np.int64, 4, elements=st.integers(0, 12))
needs = arrays(np.int64, 5, elements=st.integers(0, 9))
ways = arrays(
    np.float64,
    (4, 5),
    elements=st.one_of(st.integers(0, 60).map(float), st.just(np.inf)),
)


@cache
def small() -> Result:
    """Three kecamatan with a polsek in the first and a polres in the second."""
    posts = (
        ("P1", "polsek", desa_code(1), ()),
        ("P2", "polres", desa_code(2), ()),
    )
    return result_of(known(posts=posts))


def most(strength: Ints, need: Ints, minutes: Floats) -> int:
    """The most officers that can be in time: a flow from one source to one sink."""
    posts, places = minutes.shape
    sink = posts + places + 1
    flows = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    flows[0, 1 : posts + 1] = strength
    flows[posts + 1 : sink, sink] = need
    flows[1 : posts + 1, posts + 1 : sink] = np.where(minutes <= WITHIN, 99, 0)
    return int(maximum_flow(csr_array(flows), 0, sink).flow_value)


@given(strengths, needs, ways)
def test_nobody_is_in_two_places(strength: Ints, need: Ints, minutes: Floats) -> None:
    """No post sends more than it has, no kecamatan takes more than it needs."""
    found = sent(strength, need, minutes, WITHIN)
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= strength).all()
    assert (found.sum(axis=0) <= need).all()
    assert not found[minutes > WITHIN].any()


@given(strengths, needs, ways)
def test_as_many_as_possible_are_sent(
    strength: Ints, need: Ints, minutes: Floats
) -> None:
    """What another solver of flows, which knows no minutes, sends as well."""
    found = sent(strength, need, minutes, WITHIN)
    assert found.sum() == most(strength, need, minutes)


officers = st.integers(0, 9)
locals_ = st.tuples(officers, officers, officers)
standards = st.builds(
    lambda per, within, polsek, polres, local: Recruiting(
        per,
        within,
        (("polsek", polsek), ("polres", polres)),
        tuple((kecamatan_code(n), number) for n, number in enumerate(local, 1)),
    ),
    st.integers(1, 300),
    st.integers(1, 90).map(float),
    officers,
    officers,
    locals_,
)


@given(standards)
def test_everybody_is_accounted_for(asked: Recruiting) -> None:
    """Needed are those sent, those at home and those lacking; met is lacking none."""
    for one in recruit(small(), asked).areas:
        at_home = min(one.local_officers, one.needed)
        assert one.needed == one.outside + at_home + one.recruits
        assert one.is_met == (one.recruits == 0)
        assert one.voters_within <= one.voters_within_after <= one.voters


@given(standards, st.integers(1, 3), st.integers(1, 5))
def test_more_local_officers_never_raise_the_need(
    asked: Recruiting, where: int, more: int
) -> None:
    """Neither there nor in all kecamatan together."""
    code = kecamatan_code(where)
    before = dict(asked.local).get(code, 0)
    less = recruit(small(), asked)
    found = recruit(small(), asked.with_local(code, before + more))
    assert found.recruits <= less.recruits
    assert found.areas[where - 1].recruits <= less.areas[where - 1].recruits


@given(standards, st.integers(1, 200), st.integers(1, 60))
def test_a_stricter_standard_never_lowers_the_need(
    asked: Recruiting, voters: int, minutes: int
) -> None:
    """Fewer voters each, or less time: at least as many are lacking."""
    found = recruit(small(), asked).recruits
    fewer = max(1, asked.voters_per_officer - voters)
    sooner = max(1.0, asked.within - minutes)
    assert recruit(small(), replace(asked, voters_per_officer=fewer)).recruits >= found
    assert recruit(small(), replace(asked, within=sooner)).recruits >= found


@given(standards)
def test_stronger_posts_never_raise_the_need(asked: Recruiting) -> None:
    """Another officer in each post: at most as many are lacking."""
    found = recruit(small(), asked).recruits
    strength = dict.fromkeys(("polsek", "polres"), 0) | dict(asked.strength)
    more = tuple((kind, number + 1) for kind, number in strength.items())
    assert recruit(small(), replace(asked, strength=more)).recruits <= found


@given(standards)
def test_the_link_gives_the_same_choices_back(asked: Recruiting) -> None:
    """Whatever they are, and whatever they start from."""
    start = Recruiting(1000, 60, (("polsek", 10),))
    assert start.with_query(asked.to_query(start)) == asked


WORDS = {"id": "-", "en": "-"}
NAN = float("nan")
counts = st.lists(st.integers(1, 100), min_size=3, max_size=3)
shares = st.integers(0, 100).map(lambda share: share / 100)


def participated(came: list[int]) -> Result:
    """The small area with a turnout of so many of 100 in each kecamatan."""
    result = small()
    area = result.knowledge.area
    frame = area.kecamatan.assign(came=came, listed=100)
    columns = VoteColumns((), "", "came", "listed")
    area = replace(
        area, kecamatan=frame, election=replace(area.election, columns=columns)
    )
    return replace(result, knowledge=replace(result.knowledge, area=area))


@given(counts, shares, shares, shares)
def test_a_higher_target_never_lowers_whom_to_bring(
    came: list[int], level: float, one: float, other: float
) -> None:
    """In any kecamatan; and the kecamatan together are never below the kabupaten."""
    past = Past("base", WORDS, "2024", level, "reported", NAN, NAN, ("a",))
    low, high = sorted((one, other))
    start = TurnoutStart(Turnout(low, "base"), (past,), WORDS, "2019", WORDS, "assumed")
    made = participated(came)
    first = turnout(made, Turnout(low, "base"), start, no_events())
    second = turnout(made, Turnout(high, "base"), start, no_events())
    before = {area.kecamatan_code: area.to_mobilise for area in first.areas}
    for area in second.areas:
        assert (area.to_mobilise or 0) >= (before[area.kecamatan_code] or 0)
    for found in (first, second):
        assert sum(area.to_mobilise or 0 for area in found.areas) >= found.to_mobilise
