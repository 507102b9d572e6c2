"""Orders: who, from where, to which TPS, when to leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from plan.personnel.deploy import deploy
from plan.personnel.orders import group_ids, orders
from plan.personnel.staffing import Staffing
from tests.builders import desa_code, kecamatan_code
from tests.plan.personnel.cases import HIGH, LOW, MEDIUM, line, result


def test_an_order_worked_by_hand() -> None:
    """90.5 minutes away, there 8 hours before 07:00: arrive 23:00, leave at 21:29.

    A minute begun is a whole one: 91.
    """
    area = result([LOW, HIGH], line(2, 90.5))
    (one,) = orders(deploy(area, Staffing(homes=(("polda", "P1", 0),))))
    assert one.leave == datetime(2024, 11, 26, 21, 29)  # noqa: DTZ001 - local time
    assert one.arrive == datetime(2024, 11, 26, 23, 0)  # noqa: DTZ001 - likewise
    assert (one.pool, one.post_id, one.from_desa) == ("polres", "P1", desa_code(1))
    assert (one.people, one.minutes, one.tps_class) == (2, 90.5, 2)
    assert (one.group, one.kecamatan_code) == (
        f"{kecamatan_code(2)}-001",
        kecamatan_code(2),
    )
    assert (one.tps, one.desa) == ((f"{desa_code(2)}-001",), (desa_code(2),))


def test_a_whole_minute_is_not_rounded_up() -> None:
    """60 minutes and no rest: leave at 06:00, stand there at 07:00."""
    area = result([LOW, HIGH], line(2, 60.0))
    (one,) = orders(deploy(area, Staffing(rest=0)))
    assert (one.leave.hour, one.leave.minute) == (6, 0)
    assert (one.arrive.hour, one.arrive.day) == (7, 27)


def test_local_recruits_have_no_post() -> None:
    """They leave from their seat."""
    area = result([LOW, HIGH], line(2))
    found = deploy(area, Staffing(), {kecamatan_code(2): 2})
    (one,) = orders(found)
    assert (one.pool, one.post_id, one.from_desa) == ("local", "", desa_code(2))
    assert one.leave == one.arrive


def test_tps_are_named_by_id_though_the_table_is_in_another_order() -> None:
    """A group of two desa names the TPS of both, in order of the way."""
    area = result([MEDIUM], line(2), desa=2)
    known = area.knowledge
    shuffled = replace(known.area, tps=known.area.tps.iloc[::-1])
    again = replace(area, knowledge=replace(known, area=shuffled))
    (one,) = orders(deploy(again, Staffing()))
    assert one.tps == (f"{desa_code(1, 1)}-001", f"{desa_code(1, 2)}-001")
    assert one.desa == (desa_code(1, 1), desa_code(1, 2))
    assert one.minutes == 10.0


def test_groups_are_numbered_in_their_kecamatan() -> None:
    """From 1 anew in each."""
    area = result([HIGH, HIGH], line(2), tps={desa_code(1): 2})
    assert group_ids(deploy(area, Staffing())) == (
        f"{kecamatan_code(1)}-001",
        f"{kecamatan_code(1)}-002",
        f"{kecamatan_code(2)}-001",
    )
