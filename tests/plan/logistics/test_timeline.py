"""The way of the supplies piece by piece, by hand."""

from __future__ import annotations

import numpy as np

from plan.logistics.timeline import pieces
from tests.builders import study_area
from tests.plan.logistics.cases import by_minutes, by_network, choices, planned
from tests.plan.logistics.test_ship import edge, network

H = 60.0


def test_pieces_by_hand() -> None:
    """Deadline H-1 18:00; an hour to load, road, boat, handover, half an hour on.

    Two roads one after the other are one piece; the boat rests from six to six.
    """
    edges = (edge(1, 2, 60), edge(2, 3, 60), edge(3, 4, 660, "sea"))
    known = by_network(study_area(4), network(*edges, squares=4))
    shipping = choices(loading_hours=1, seat_hours=1, tps_minutes=30)
    plan = planned(known, shipping)
    told = [
        (p.kind, p.start / H, p.end / H) for p in pieces(plan.deliveries[3], shipping)
    ]
    assert told == [
        ("handling", -33.5, -32.5),
        ("road", -32.5, -30.5),
        ("sea", -30.5, -30),
        ("sea", -18, -7.5),
        ("handling", -7.5, -6.5),
        ("last", -6.5, -6.0),
    ]


def test_straight_the_way_is_of_no_kind() -> None:
    """Only the minutes are known; the last half hour is told apart."""
    known = by_minutes(study_area(2), np.array([[0.0, 60.0], [60.0, 0.0]]))
    shipping = choices(tps_minutes=30)
    plan = planned(known, shipping, mode="straight")
    told = [(p.kind, p.start / H) for p in pieces(plan.deliveries[1], shipping)]
    assert told == [("way", -7.5), ("last", -6.5)]
    assert pieces(plan.deliveries[0], choices()) == ()


def test_without_a_route_there_is_nothing_to_show() -> None:
    """No pieces."""
    known = by_minutes(study_area(2), np.array([[0.0, np.inf], [np.inf, 0.0]]))
    plan = planned(known, choices(), mode="straight")
    assert pieces(plan.deliveries[1], choices(seat_hours=2)) == ()
