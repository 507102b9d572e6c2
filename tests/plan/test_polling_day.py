"""People, recruits and supplies as rows of the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.lateness import Lateness
from plan.evaluate import evaluate
from plan.logistics.ship import ship
from plan.personnel.deploy import deploy
from plan.personnel.staffing import Staffing
from plan.polling_day import (
    logistics_rows,
    personnel_rows,
    plan_people,
    plan_supplies,
    recruits,
)
from plan.recruiting import start_of
from plan.sheet import make_sheet, read_basis
from risk.scenario import Scenario
from views.exports.sheet_document import digest

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.logistics.delivery import Delivery

SANDARAN, KALIORANG = "64.08.11", "64.08.10"


@pytest.fixture
def result(knowledge: Knowledge) -> Result:
    """The usual answer."""
    return evaluate(knowledge, Scenario())


def test_recruits_are_people_of_their_kecamatan(result: Result) -> None:
    """Ten local officers of Sandaran: nobody has to come from Sangatta for them."""
    start = start_of(result.area.method)
    assert start is not None
    asked = replace(start.recruiting, local=((SANDARAN, 10),))
    assert recruits(result.knowledge, asked) == {SANDARAN: 10}
    assert recruits(result.knowledge, None) == {}
    plan = plan_people(result, Staffing(), asked)
    assert plan is not None
    own = sum(one.people for one in plan.posted if one.source.pool == "local")
    assert own == 10
    assert plan.pool == deploy(result, Staffing()).pool + 10


def test_rows_of_people_add_up(result: Result) -> None:
    """To the whole need; unmet groups stand in their own kecamatan."""
    plan = deploy(result, Staffing(journey=5.0))
    rows = personnel_rows(plan)
    assert rows is not None
    assert sum(row.police_needed for row in rows) == plan.need.police
    assert sum(row.unmet for row in rows) == len(plan.unmet) > 0


def test_rows_of_supplies_name_boats_and_what_has_no_way(result: Result) -> None:
    """Sandaran by sea; a desa that is cut off is named, not left out."""
    norms = result.knowledge.logistics
    assert norms is not None
    shipment = ship(result, norms.shipping)
    rows = {row.kecamatan_code: row for row in logistics_rows(shipment, result) or ()}
    assert any("Susuk" in leg for leg in rows[SANDARAN].sea_legs)
    assert rows[KALIORANG].sea_legs == rows[KALIORANG].no_route == ()


def test_what_is_late_or_cut_off_is_told(result: Result) -> None:
    """One desa of Sandaran without a way, one of Kaliorang too late: both are said."""
    norms = result.knowledge.logistics
    assert norms is not None
    plan = ship(result, norms.shipping)
    told = {SANDARAN: Lateness.NO_ROUTE, KALIORANG: Lateness.LATE}

    def marked(one: Delivery) -> Delivery:
        if one.kecamatan_code not in told:
            return one
        first = replace(one.drops[0], status=told[one.kecamatan_code])
        return replace(one, drops=(first, *one.drops[1:]))

    changed = replace(plan, deliveries=tuple(map(marked, plan.deliveries)))
    rows = {row.kecamatan_code: row for row in logistics_rows(changed, result) or ()}
    names = {desa.code: desa.name for desa in result.knowledge.places.desa}
    (cut,) = [d for d in plan.deliveries if d.kecamatan_code == SANDARAN]
    assert rows[SANDARAN].no_route == (names[cut.drops[0].desa_code],)
    assert not rows[SANDARAN].is_late
    assert rows[KALIORANG].is_late
    assert sum(row.is_late for row in rows.values()) == 1


def test_the_reported_road_wins_over_an_estimated_boat(result: Result) -> None:
    """As quick as each other: Kaliorang's four hours by road are a report."""
    norms = result.knowledge.logistics
    assert norms is not None
    for season in ("dry", "wet"):
        shipment = ship(result, norms.shipping, season)
        (one,) = [d for d in shipment.deliveries if d.kecamatan_code == KALIORANG]
        assert [leg.mode for leg in one.route.legs] == ["road"]
        assert one.route.km == 96


def test_areas_without_people_or_supplies_have_no_rows(result: Result) -> None:
    """Not worked out is None, never nothing to do."""
    bare = replace(result, knowledge=replace(result.knowledge, book=None))
    assert plan_people(bare, Staffing(), None) is None
    assert plan_supplies(bare, None) is None
    assert personnel_rows(None) is None
    assert logistics_rows(None, result) is None


def test_every_choice_changes_the_number_of_the_sheet(result: Result) -> None:
    """Other people or hours, another sheet."""
    basis = read_basis(result.area)
    norms = result.knowledge.logistics
    assert norms is not None
    first = replace(basis.choices, staffing=Staffing(), shipping=norms.shipping)
    longer = norms.shipping.changed({"hours_a_day": 8.0})
    sheets = [
        make_sheet(result, basis, choices)
        for choices in (
            first,
            replace(first, staffing=Staffing(reserve=10)),
            replace(first, shipping=longer),
        )
    ]
    assert len({digest(sheet) for sheet in sheets}) == 3
