"""The plan of the logistics by hand: counted back, convoys, volume, the way back."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError
from geo.impedance.edges import Edge, Kind, Quality
from geo.impedance.network import Network
from geo.impedance.speeds import CLASSES, Speeds
from geo.lateness import Lateness
from plan.evaluate import evaluate
from plan.logistics.convoys import by_kecamatan
from plan.logistics.ship import ship
from plan.logistics.volume import ballots
from risk.scenario import Scenario
from tests.builders import desa_code, hand_knowledge, kecamatan_code, study_area
from tests.plan.logistics.cases import (
    asked,
    by_minutes,
    by_network,
    choices,
    embedded,
    planned,
)
from tests.risk.cases import told

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from plan.logistics.ship import Shipment

H = 60.0


def edge(a: int, b: int, minutes: float, mode: str = "road", km: float = 10.0) -> Edge:
    """Return an edge between the seats of two squares."""
    ends = desa_code(a), desa_code(b)
    return Edge(*ends, mode, Kind.SEATS, km, minutes, Quality.ESTIMATE)


def network(*edges: Edge, squares: int, wet: float = 2.0) -> Network:
    """Return a network of seats; `wet` times as slow in the wet season."""
    nodes = tuple(desa_code(number) for number in range(1, squares + 1))
    speeds = Speeds(dict.fromkeys(CLASSES, 60.0), nan, 60.0, 1.0, wet)
    rain = [
        Edge(e.a, e.b, e.mode, e.kind, e.km, e.minutes * wet, e.quality) for e in edges
    ]
    return Network(nodes, edges, tuple(rain), speeds)


@pytest.fixture
def branches() -> Knowledge:
    """A road 1-2-3, a branch 2-4 by sea, and 5 beyond 4; 6 has no way at all."""
    edges = (
        edge(1, 2, 60),
        edge(2, 3, 240),
        edge(2, 4, 120, "sea"),
        edge(4, 5, 30),
    )
    area = study_area(6, tps={desa_code(3): 2})
    return by_network(area, network(*edges, squares=6))


def by_code(plan: Shipment, number: int) -> object:
    """Return the delivery of a square."""
    (found,) = (
        one for one in plan.deliveries if one.kecamatan_code == kecamatan_code(number)
    )
    return found


def test_counted_back_by_hand() -> None:
    """Two desa; worked on paper, deadline H-1 18:00, daylight from six to six.

    To the TPS 30 minutes: leave the desa at 17:30; an hour there: reach it at 16:30;
    90 minutes from the seat: leave it at 15:00; two hours there: reach it at 13:00;
    600 minutes from the warehouse: seven hours of H-1, three of H-2: leave at 15:00 on
    H-2; two hours to load: 13:00. In all 1,020 minutes of 2,160.
    """
    area = study_area(2, 2)
    minutes = np.array(
        [
            [0.0, 20.0, 600.0, 690.0],
            [20.0, 0.0, 620.0, 710.0],
            [600.0, 620.0, 0.0, 90.0],
            [690.0, 710.0, 90.0, 0.0],
        ]
    )
    shipping = choices(loading_hours=2, seat_hours=2, desa_hours=1, tps_minutes=30)
    plan = planned(by_minutes(area, minutes), shipping, mode="straight")
    one = plan.deliveries[1]
    assert one.last_desa == desa_code(2, 2)
    assert one.need == 120 + 600 + 120 + 90 + 60 + 30
    assert one.share == pytest.approx(1020 / 2160)
    times = [one.load, one.leave, one.reach_seat, one.leave_seat, one.reach_last]
    assert [str(plan.at(time)) for time in times] == [
        "2024-11-25 13:00:00",
        "2024-11-25 15:00:00",
        "2024-11-26 13:00:00",
        "2024-11-26 15:00:00",
        "2024-11-26 16:30:00",
    ]
    assert str(plan.at(one.drops[1].leave_desa)) == "2024-11-26 17:30:00"
    assert str(plan.at(one.drops[0].leave_seat)) == "2024-11-26 16:30:00"
    assert plan.at(inf) is plan.at(nan) is None


@pytest.mark.parametrize(
    ("minutes", "status", "late"),
    [
        (2160.0, Lateness.IN_TIME, 0),
        (2160.5, Lateness.LATE, 1),
        (inf, Lateness.NO_ROUTE, 0),
    ],
)
def test_exactly_at_the_deadline_is_in_time(
    minutes: float, status: Lateness, late: int
) -> None:
    """36 hours of daylight from H-3 06:00 to H-1 18:00: all, and half a minute more.

    Whoever is late would have to leave before the first departure.
    """
    direct = np.array([[0.0, minutes], [minutes, 0.0]])
    known = by_minutes(study_area(2), direct)
    plan = planned(known, choices(), mode="straight")
    one = plan.deliveries[1]
    assert one.status == one.drops[0].status == status
    assert len(plan.late) == late
    if status is Lateness.IN_TIME:
        assert one.load == plan.shipping.first
        assert one.share == 1
    if status is Lateness.LATE:
        assert one.load < plan.shipping.first
        assert one.share > 1


def test_without_a_route_nothing_leaves() -> None:
    """Named, in no convoy, with no time; the others go as if it were not there."""
    minutes = np.array([[0.0, inf, 60.0], [inf, 0.0, inf], [60.0, inf, 0.0]])
    plan = planned(by_minutes(study_area(3), minutes), choices(), mode="straight")
    (lost,) = plan.without_route
    assert lost.kecamatan_code == kecamatan_code(2)
    assert lost.last_desa is None
    assert plan.at(lost.load) is plan.at(lost.seat_back) is None or lost.seat_back
    assert plan.at(lost.warehouse_back) is None
    assert [stop.delivery.name for c in plan.convoys for stop in c.stops] == [
        "Kecamatan 3",
        "Kecamatan 1",
    ]


def test_a_desa_without_a_route_is_named_and_the_rest_goes() -> None:
    """The seat is reached, its second desa is not."""
    minutes = np.full((4, 4), 60.0)
    np.fill_diagonal(minutes, 0.0)
    minutes[2, 3] = minutes[3, 2] = inf
    plan = planned(by_minutes(study_area(2, 2), minutes), choices(), mode="straight")
    one = plan.deliveries[1]
    assert one.status == Lateness.IN_TIME
    assert [drop.desa_code for drop in one.without_route] == [desa_code(2, 2)]
    (convoy,) = (c for c in plan.convoys if c.stops[0].delivery is one)
    assert (convoy.tps, convoy.ballots, convoy.boxes) == (1, 103, 1)
    assert (one.tps, one.ballots, one.boxes) == (2, 206, 2)


def test_a_kecamatan_without_tps_gets_nothing() -> None:
    """It is in no convoy and neither late nor without a route."""
    area = study_area(2, tps={desa_code(2): 0})
    minutes = np.array([[0.0, 60.0], [60.0, 0.0]])
    plan = planned(by_minutes(area, minutes), choices(), mode="straight")
    assert plan.deliveries[1].status == "no_tps"
    assert plan.at(plan.deliveries[1].load) is None
    assert len(plan.convoys) == 1
    assert not plan.late
    assert not plan.without_route


def test_nothing_at_all_can_go() -> None:
    """No minutes from the warehouse even to its own seat's other desa."""
    area = study_area(1, 2, tps={desa_code(1): 0})
    plan = planned(
        by_minutes(area, np.array([[0.0, inf], [inf, 0.0]])), choices(), mode="straight"
    )
    assert plan.first is None
    assert plan.departs == inf
    assert plan.convoys == ()


# ------------------------------------------------------------------------ convoys


def test_convoys_part_where_the_ways_part(branches: Knowledge) -> None:
    """1-2-3 is the longest way and takes 2 along; 4 and 5 share it as far as 2."""
    plan = planned(branches, choices())
    told_of = [
        ([stop.delivery.kecamatan_code for stop in c.stops], c.joins, c.parts_at)
        for c in plan.convoys
    ]
    assert told_of == [
        ([kecamatan_code(2), kecamatan_code(3)], None, None),
        ([kecamatan_code(4), kecamatan_code(5)], 1, desa_code(2)),
        ([kecamatan_code(1)], None, None),
    ]
    first, second, own = plan.convoys
    numbers = {1: 3, 2: 1, 3: 1, 4: 2, 5: 2}
    found = {kecamatan_code(place): number for place, number in numbers.items()}
    assert by_kecamatan(plan.convoys) == found
    assert [c.minutes for c in plan.convoys] == [300, 210, 0]
    assert [c.km for c in plan.convoys] == [20, 30, 0]
    assert [c.has_sea for c in plan.convoys] == [False, True, False]
    assert [leg.minutes for leg in second.stops[0].legs] == [60, 120]
    assert [leg.minutes for leg in second.stops[1].legs] == [30]
    assert (first.tps, second.tps, own.tps) == (3, 2, 1)
    assert (first.ballots, first.boxes, first.escort) == (3 * 103, 3, 4)
    assert str(plan.at(first.depart)) == "2024-11-26 13:00:00"
    assert str(plan.at(first.arrive)) == "2024-11-26 18:00:00"
    assert not any(c.is_late for c in plan.convoys)
    assert [d.kecamatan_code for d in plan.without_route] == [kecamatan_code(6)]


def test_a_convoy_leaves_for_its_most_urgent_stop(branches: Knowledge) -> None:
    """All its stops leave together: the earliest of their latest departures."""
    plan = planned(branches, choices(hours_a_day=2))
    for convoy in plan.convoys:
        loads = [stop.delivery.load for stop in convoy.stops]
        assert convoy.depart == min(loads)
    assert plan.departs == plan.convoys[0].depart
    assert plan.first is plan.convoys[0].stops[-1].delivery


def test_sea_ways_are_told(branches: Knowledge) -> None:
    """4 and 5 by the boat from 2; no boat leaves from the warehouse itself."""
    plan = planned(branches, choices())
    assert [way.desa_code for way in plan.sea_ways] == [desa_code(4), desa_code(5)]
    assert [way.minutes for way in plan.sea_ways] == [180, 210]
    assert {way.by_sea for way in plan.sea_ways} == {inf}
    assert [leg.b for leg in plan.sea_ways[1].legs] == [desa_code(4)]
    assert by_code(plan, 5).has_sea  # type: ignore[attr-defined]


def test_by_boat_alone() -> None:
    """From the warehouse's own landing, though the plan takes the road half way."""
    edges = (edge(1, 2, 60), edge(2, 3, 60, "sea"), edge(1, 3, 400, "sea"))
    plan = planned(by_network(study_area(3), network(*edges, squares=3)), choices())
    (way,) = plan.sea_ways
    assert (way.minutes, way.by_sea) == (120, 400)


def test_of_two_ways_the_quicker_is_taken() -> None:
    """Road and boat between the same two; as quick as each other: the road's name."""
    edges = (edge(1, 2, 60, "sea"), edge(1, 2, 60), edge(1, 2, 90))
    plan = planned(by_network(study_area(2), network(*edges, squares=2)), choices())
    (leg,) = plan.deliveries[1].route.legs
    assert (leg.mode, leg.minutes, leg.quality) == ("road", 60, "estimate")


def test_without_a_network_minutes_alone_are_known(branches: Knowledge) -> None:
    """Straight: one leg without mode or kilometres, and a convoy for each kecamatan."""
    plan = planned(branches, choices(), mode="straight")
    assert not plan.is_mapped
    assert len(plan.convoys) == 5
    assert {c.joins for c in plan.convoys} == {None}
    (leg,) = plan.deliveries[2].route.legs
    assert (leg.mode, leg.minutes) == ("", 300)
    assert np.isnan(plan.convoys[0].km)
    assert plan.sea_ways == ()


def test_seats_at_one_place_share_a_convoy() -> None:
    """No way between them, so the smaller code is no farther than the other."""
    edges = (edge(1, 2, 60), edge(2, 3, 0))
    plan = planned(by_network(study_area(3), network(*edges, squares=3)), choices())
    assert [len(c.stops) for c in plan.convoys] == [2, 1]


# ------------------------------------------------------------------------- volume


def test_reserve_is_rounded_up_for_each_tps() -> None:
    """2.5 % of 400 is 10 exactly; of 401, 10.025: 11; of 1, one; of 0, none."""
    voters = np.array([400, 401, 1, 0], dtype=np.int64)
    assert ballots(voters, choices()).tolist() == [410, 412, 2, 0]
    assert ballots(voters, choices(elections=2)).tolist() == [820, 824, 4, 0]
    assert ballots(voters, choices(reserve=0)).tolist() == [400, 401, 1, 0]


def test_an_exact_reserve_is_not_rounded_up() -> None:
    """0.1 of 30 is 3, although 0.1 * 30 is a little more on a machine."""
    voters = np.arange(0, 10_000, 10, dtype=np.int64)
    assert (ballots(voters, choices(reserve=0.1)) == voters + voters // 10).all()


# -------------------------------------------------------------------- the way back


def test_the_way_back_by_hand() -> None:
    """Count closed at 20:00; 30 minutes and an hour to the desa, 90 minutes on: 23:00.

    Two hours there, a recap of ten, 600 minutes and two hours to unload: 24 hours on.
    """
    minutes = np.array([[0.0, 600.0, 690.0], [600.0, 0.0, 90.0], [690.0, 90.0, 0.0]])
    area = study_area(2, tps={desa_code(2): 1})
    known = by_minutes(area, minutes[:2, :2])
    shipping = choices(
        loading_hours=2, seat_hours=2, desa_hours=1, tps_minutes=120, recap_hours=10
    )
    one = planned(known, shipping, mode="straight").deliveries[1]
    assert one.seat_back == 23 * H
    assert one.warehouse_back == 47 * H


def test_the_way_back_may_rest_at_night() -> None:
    """From the count on it waits for the morning."""
    known = by_minutes(study_area(2), np.array([[0.0, 60.0], [60.0, 0.0]]))
    plan = planned(known, choices(return_hours_a_day=12), mode="straight")
    assert plan.deliveries[1].seat_back == 20 * H
    assert plan.deliveries[1].warehouse_back == 31 * H


def test_there_and_back_may_differ() -> None:
    """Up the river is slower than down: the way back uses the minutes back."""
    known = by_minutes(study_area(2), np.array([[0.0, 300.0], [60.0, 0.0]]))
    one = planned(known, choices(), mode="straight").deliveries[1]
    assert one.need == 300
    assert one.warehouse_back == 21 * H


def test_the_last_boxes_come_from_the_slowest_desa() -> None:
    """By the 90 minutes down to the seat, not the 200 up; the other desa is there."""
    minutes = np.full((4, 4), 60.0)
    np.fill_diagonal(minutes, 0.0)
    minutes[2, 3], minutes[3, 2] = 200.0, 90.0
    known = by_minutes(study_area(2, 2), minutes)
    one = planned(known, choices(), mode="straight").deliveries[1]
    assert one.need == 60 + 200
    assert one.seat_back == 21.5 * H
    assert one.warehouse_back == 22.5 * H


# ------------------------------------------------------------- the embedded area


def test_an_area_without_the_file_is_refused() -> None:
    """In one answer that names the file."""
    known = hand_knowledge(study_area(1), np.zeros((1, 1)))
    with pytest.raises(MethodError) as caught:
        ship(asked(known), choices())
    assert told(caught.value) == ["logistics_missing file=logistics.toml"]


def test_kutai_timur_by_its_own_figures(knowledge: Knowledge) -> None:
    """All 701 TPS, each in one convoy; the islands and Sandaran by boat; none late."""
    result = evaluate(knowledge, Scenario(draws=0))
    dry, wet = (ship(result, embedded(knowledge), s) for s in ("dry", "wet"))
    names = {desa.code: desa.name for desa in knowledge.places.desa}
    assert sum(c.tps for c in dry.convoys) == sum(c.tps for c in wet.convoys) == 701
    assert not dry.late
    assert not wet.late
    assert not wet.without_route
    by_boat = {names[way.desa_code] for way in dry.sea_ways}
    assert {"Pulau Miang", "Benua Baru Ulu", "Susuk Luar", "Sandaran"} <= by_boat
    first = dry.first
    assert first is not None
    assert first.name == "Busang"
    assert dry.norms.landing(dry.warehouse) == "Kenyamukan"
    assert dry.norms.landing("64.08.01.2001") == ""
