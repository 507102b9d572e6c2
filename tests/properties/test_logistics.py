"""Laws of the logistics that hold for every choice."""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.lateness import Lateness
from plan.logistics.volume import ballots
from tests.builders import desa_code, study_area
from tests.plan.logistics.cases import by_minutes, choices, planned

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from plan.logistics.ship import Shipment
    from plan.logistics.shipping import Shipping

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)
shippings = st.builds(
    choices,
    deadline_day=st.integers(0, 2),
    deadline_hour=st.integers(0, 24),
    first_day=st.integers(3, 6),
    day_starts=st.integers(0, 23),
    hours_a_day=st.integers(1, 24),
    loading_hours=st.integers(0, 6),
    seat_hours=st.integers(0, 6),
    desa_hours=st.integers(0, 6),
    tps_minutes=st.integers(0, 200),
    reserve=st.sampled_from([0, 0.001, 0.025, 0.1, 1]),
    elections=st.integers(1, 5),
)
stations = st.lists(st.integers(0, 3), min_size=4, max_size=4).filter(any)
gaps = st.lists(st.sampled_from([30.0, 90.0, 2000.0, np.inf]), min_size=3, max_size=3)


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    """Return the embedded study area."""
    return knowledge


def loads(plan: Shipment) -> list[float]:
    """When each kecamatan must start to load at the latest."""
    return [one.load for one in plan.deliveries]


@SHARED
@given(shippings, st.integers(0, 24))
def test_a_later_deadline_never_asks_to_leave_earlier(
    known: Knowledge, shipping: Shipping, hour: int
) -> None:
    """Nor makes anything late that was in time."""
    later = shipping.changed({"deadline_hour": max(hour, shipping.deadline_hour)})
    before, after = planned(known, shipping), planned(known, later)
    assert all(a <= b + 1e-5 for a, b in zip(loads(before), loads(after), strict=True))
    assert len(after.late) <= len(before.late)


@SHARED
@given(shippings)
def test_rain_never_lets_anything_leave_later(
    known: Knowledge, shipping: Shipping
) -> None:
    """Out and back."""
    dry, wet = (planned(known, shipping, season) for season in ("dry", "wet"))
    for one, other in zip(dry.deliveries, wet.deliveries, strict=True):
        assert other.load <= one.load + 1e-5
        assert other.need >= one.need - 1e-5
        assert other.warehouse_back >= one.warehouse_back - 1e-5


@SHARED
@given(shippings, st.sampled_from(["network", "straight"]))
def test_stages_come_one_after_the_other(
    known: Knowledge, shipping: Shipping, mode: str
) -> None:
    """Load, leave, reach the seat, leave it, reach the desa, leave it, the deadline."""
    plan = planned(known, shipping, mode=mode)
    for one in plan.deliveries:
        stages = [one.load, one.leave, one.reach_seat, one.leave_seat, one.reach_last]
        assert stages == sorted(stages)
        for drop in one.drops:
            own = [one.load, drop.leave_seat, drop.reach_desa, drop.leave_desa]
            assert own == sorted(own)
            assert drop.leave_desa <= shipping.deadline


@given(shippings, gaps, stations)
def test_every_tps_is_in_one_convoy_or_without_a_route(
    shipping: Shipping, row: list[float], tps: list[int]
) -> None:
    """And what the convoys carry is what the TPS need, to the last ballot."""
    minutes = np.full((4, 4), 60.0)
    minutes[0, 1:] = row
    minutes[1:, 0] = row
    np.fill_diagonal(minutes, 0.0)
    counts = {desa_code(number): count for number, count in enumerate(tps, start=1)}
    area = study_area(4, tps=counts)
    plan = planned(by_minutes(area, minutes), shipping, mode="straight")
    carried = Counter(
        stop.delivery.kecamatan_code for c in plan.convoys for stop in c.stops
    )
    assert set(carried.values()) <= {1}
    lost = sum(d.tps for one in plan.without_route for d in one.without_route)
    assert sum(c.tps for c in plan.convoys) + lost == len(area.tps)
    of_tps = ballots(area.tps["voters_est"].to_numpy(np.int64), shipping)
    assert sum(one.ballots for one in plan.deliveries) == of_tps.sum()
    for one in plan.deliveries:
        reached = [d for d in one.drops if d.status is not Lateness.NO_ROUTE]
        assert (one.kecamatan_code in carried) == bool(reached) == isfinite(one.need)


@given(st.integers(0, 10_000), shippings)
def test_ballots_are_never_fewer_than_voters_and_reserve(
    voters: int, shipping: Shipping
) -> None:
    """And never a whole ballot more than that."""
    (found,) = ballots(np.array([voters], dtype=np.int64), shipping)
    wanted = voters * (1 + shipping.reserve)
    assert wanted - 1e-6 <= found / shipping.elections < wanted + 1
