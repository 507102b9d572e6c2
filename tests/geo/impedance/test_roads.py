"""Ways as a network: by hand, on squares of 11.13 km."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.impedance.speeds import CLASSES, Speeds
from geo.impedance.ways.roads import build_roads
from geo.impedance.ways.way import Way
from tests.builders import SIDE, WEST, desa_code, kecamatan_code, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.units import Floats

KM = 11.131949079327358  # between neighbouring seats
INF = np.inf
SPEEDS = {"road": (60.0, 30.0), "slow": (6.0, 6.0), "ferry": (20.0, 20.0)}
FITTED = Speeds(dict.fromkeys(CLASSES, 30.0), float("nan"), 30.0, 1.0, 2.0)


def seat(number: int, south: float = 0.0) -> tuple[float, float]:
    """Where the seat of a square stands, or so many degrees north of it."""
    return (round(WEST + SIDE * (number - 0.5), 7), south)


def way(kind: str, *places: tuple[float, float], **more: Any) -> Way:  # noqa: ANN401
    """A way."""
    return Way(kind, np.array(places), **more)


def minutes(area: StudyArea, *ways: Way, season: str = "dry") -> Floats:
    """Minutes between all desa along these ways."""
    return build_roads(area, FITTED, ways, SPEEDS).minutes(season)


def test_a_road_by_hand() -> None:
    """11.13 km at 60 km/h: 11.13 minutes; at 30 in the rain, 22.26."""
    area, line = study_area(3), way("road", seat(1), seat(2))
    found = minutes(area, line)
    assert found[0, 1] == found[1, 0] == pytest.approx(KM)
    assert minutes(area, line, season="wet")[0, 1] == pytest.approx(2 * KM)
    assert (found.diagonal() == 0).all()


def test_a_desa_off_the_road_goes_to_its_nearest_point() -> None:
    """Square 3 stands 11.13 km past the end: at 30 km/h 22.26 minutes more."""
    found = minutes(study_area(3), way("road", seat(1), seat(2)))
    assert found[0, 2] == pytest.approx(3 * KM)
    wet = minutes(study_area(3), way("road", seat(1), seat(2)), season="wet")
    assert wet[0, 2] == pytest.approx(2 * KM + 4 * KM)


def test_a_desa_far_from_every_way_has_no_route() -> None:
    """More than 30 km: square 6 is 44.5 km past the end, square 4 22.3 km."""
    found = minutes(study_area(6), way("road", seat(1), seat(2)))
    assert np.isinf(np.delete(found[5], 5)).all()
    assert np.isfinite(found[0, :4]).all()


def test_ways_meet_at_common_points_alone() -> None:
    """Two that cross without one do not meet: the bridge is no crossing."""
    crossing = (round(WEST + SIDE, 7), 0.0)
    across = way("road", (crossing[0], -0.1), (crossing[0], 0.1))
    along = way("road", seat(1), seat(2))
    area = study_area(2)
    moved = area.desa.assign(lon=[seat(1)[0], crossing[0]], lat=[0.0, 0.1])
    apart = replace(area, desa=moved)
    assert np.isinf(minutes(apart, along, across)[0, 1])
    joined = way("road", (crossing[0], -0.1), crossing, (crossing[0], 0.1))
    along = way("road", seat(1), crossing, seat(2))
    north = 11.0574  # km of 0.1 degrees of latitude at the equator
    assert minutes(apart, along, joined)[0, 1] == pytest.approx(
        KM / 2 + north, rel=1e-4
    )


def test_the_quicker_of_two_ways_counts() -> None:
    """In whatever order they come."""
    slow, quick = way("slow", seat(1), seat(2)), way("road", seat(1), seat(2))
    for ways in ((slow, quick), (quick, slow)):
        assert minutes(study_area(2), *ways)[0, 1] == pytest.approx(KM)


def test_a_one_way_road_leads_one_way() -> None:
    """Forward, or backward along the line."""
    line = way("road", seat(1), seat(2), backward=False)
    assert minutes(study_area(2), line)[0, 1] == pytest.approx(KM)
    assert minutes(study_area(2), line)[1, 0] == INF
    line = way("road", seat(1), seat(2), forward=False)
    assert minutes(study_area(2), line)[0, 1] == INF


def island() -> StudyArea:
    """Two squares; the second desa of square 2 is an island north of its seat."""
    return study_area(2, 2, islands=[desa_code(2, 2)])


def test_an_island_is_joined_by_a_landing_alone() -> None:
    """The road passes near and is not its own; a ferry to its shore is."""
    area = island()
    codes = sorted(area.desa.index)
    at = codes.index(desa_code(2, 2))
    road = way("road", seat(1), seat(2))
    assert np.isinf(np.delete(minutes(area, road)[at], at)).all()
    ferry = way("ferry", seat(2), seat(2, 0.075))
    found = minutes(area, road, ferry)
    assert np.isfinite(found).all()
    km = 0.075 * 110.574
    assert found[at, codes.index(desa_code(2))] == pytest.approx(3 * km, rel=1e-3)


def test_a_boat_is_left_at_its_ends_only() -> None:
    """A desa beside the middle of a sea lane does not step aboard."""
    lane = way("ferry", seat(1), seat(2), seat(3))
    found = minutes(study_area(3), lane)
    direct = KM / 20 * 60
    assert found[0, 2] == pytest.approx(2 * direct)
    assert found[0, 1] == pytest.approx(KM / 30 * 60)  # to its own end by land


def test_a_roadless_kecamatan_joins_no_road_of_others() -> None:
    """Square 2 has no usable road to the rest; one on its own land is its own."""
    area = study_area(2, 2, roadless=[kecamatan_code(2)])
    found = minutes(area, way("road", seat(1), (WEST, 0.05)))
    assert np.isinf(found[2:, :2]).all()
    within = way("road", (116.15, 0.02), (116.15, 0.075))
    both = minutes(area, way("road", seat(1), (WEST, 0.05)), within)
    assert np.isfinite(both[2, 3])
    assert np.isinf(both[0, 2])


def test_a_way_that_turns_on_itself_costs_what_it_is_long() -> None:
    """A point twice in one line, and a step of no length."""
    loop = way("road", seat(1), seat(2), seat(2), seat(1), seat(2))
    assert minutes(study_area(2), loop)[0, 1] == pytest.approx(KM)


def test_nobody_joined_is_nobody_reached() -> None:
    """All desa too far: no route, and no crash."""
    far = way("road", (117.0, 0.3), (117.1, 0.3))
    found = minutes(study_area(2), far)
    assert np.isinf(found[0, 1])
    assert (found.diagonal() == 0).all()


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6)
)
def test_two_way_roads_are_the_same_both_ways(pairs: list[tuple[int, int]]) -> None:
    """And a way through a third desa is never quicker than the quickest."""
    ways = [way("road", seat(a + 1), seat(b + 1, 0.01)) for a, b in pairs]
    found = minutes(study_area(5), *ways)
    assert found == pytest.approx(found.T)
    wet = minutes(study_area(5), *ways, season="wet")
    assert (wet >= found).all()
