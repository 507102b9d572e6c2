"""What holds for every set of reports on TPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.demand import read_places
from risk.scenario import Scenario
from risk.tps_classes import TpsClasses, classify_tps, count_reports, sum_classes
from tests.builders import desa_code
from tests.tps_cases import Said, reported_area, reports

if TYPE_CHECKING:
    from geo.area import StudyArea

CODES = ("a", "b", "c", "d")
TPS = {desa_code(1): 3, desa_code(2): 2}
BARE = reported_area([], TPS, CODES)
WHERE = read_places(BARE)
PLACES = [*TPS, *BARE.tps.index]
things = st.tuples(st.sampled_from(PLACES), st.sampled_from(CODES))
said = st.dictionaries(things, st.booleans(), max_size=20).map(
    lambda found: [(place, code, yes) for (place, code), yes in found.items()]
)
cuts = st.tuples(st.integers(1, 4), st.integers(1, 4)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
risk = st.lists(st.integers(-1, 4), min_size=2, max_size=2).map(np.array)


def area_of(rows: list[Said]) -> StudyArea:
    """Return two desa with five TPS, and what was said of them."""
    return BARE.with_tps_reports(reports(rows))


def classes(area: StudyArea, scenario: Scenario, risk: np.ndarray) -> TpsClasses:
    """Class the TPS."""
    return classify_tps(count_reports(area), scenario, WHERE, risk)


@given(said, cuts, st.integers(0, 19))
def test_one_more_indicator_present_never_lowers_a_class(
    rows: list[Said], cuts: tuple[int, int], which: int
) -> None:
    """Neither a report said anew nor one that turns from absent to present."""
    none = np.array([-1, -1])
    before = classes(area_of(rows), Scenario(tps_cuts=cuts), none)
    place, code = PLACES[which % len(PLACES)], CODES[which % len(CODES)]
    rest = [one for one in rows if one[:2] != (place, code)]
    more = area_of([*rest, (place, code, True)])
    after = classes(more, Scenario(tps_cuts=cuts), none)
    assert (after.tps_class >= before.tps_class).all()


@given(said.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), cuts)
def test_the_order_of_the_reports_changes_nothing(
    both: tuple[list[Said], list[Said]], cuts: tuple[int, int]
) -> None:
    """Neither the classes nor the version of the data."""
    one, other = (area_of(rows) for rows in both)
    assert one.data_version == other.data_version
    scenario, none = Scenario(tps_cuts=cuts), np.array([-1, -1])
    first, second = (classes(area, scenario, none) for area in (one, other))
    np.testing.assert_array_equal(first.tps_class, second.tps_class)
    assert first.quality == second.quality


@given(said, cuts, risk, st.sampled_from(["none", "kecamatan"]))
def test_unknown_assumed_and_known_are_all_tps(
    rows: list[Said], cuts: tuple[int, int], risk: np.ndarray, assumption: str
) -> None:
    """Each TPS is one of the three; what is known does not hang on the assumption."""
    area = area_of(rows)
    scenario = Scenario(tps_cuts=cuts, tps_assumption=assumption)
    found = classes(area, scenario, risk)
    sums = sum_classes(WHERE, found)
    total = sums.known.sum(axis=1) + sums.assumed.sum(axis=1) + sums.unknown
    assert total.tolist() == [place.tps for place in WHERE.kecamatan]
    plain = sum_classes(WHERE, classes(area, Scenario(tps_cuts=cuts), risk))
    np.testing.assert_array_equal(sums.known, plain.known)
    np.testing.assert_array_equal(sums.share_vulnerable, plain.share_vulnerable)
    assert plain.assumed.sum() == 0


@given(said)
def test_no_more_is_present_than_reported_than_there_is(rows: list[Said]) -> None:
    """0 <= present <= reported <= how many indicators there are."""
    counts = count_reports(area_of(rows))
    assert (counts.present >= 0).all()
    assert (counts.present <= counts.reported).all()
    assert (counts.reported <= counts.indicators).all()
