"""The plans of polling day together: people with local recruits, and supplies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.logistics.ship import ship
from plan.personnel.deploy import deploy
from plan.recommend import LogisticsRow, PersonnelRow
from plan.recruitment import local_pools
from plan.sheet import make_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.logistics.ship import Shipment
    from plan.logistics.shipping import Shipping
    from plan.personnel.deploy import Deployment
    from plan.personnel.staffing import Staffing
    from plan.recruiting import Recruiting
    from plan.sheet import Basis, Choices, Sheet


def recruits(knowledge: Knowledge, asked: Recruiting | None) -> Mapping[str, int]:
    """Local officers by kecamatan code, as `plan.personnel.deploy` takes them.

    Raises `ScenarioError` as `plan.recruitment.local_pools`.
    """
    pools = () if asked is None else local_pools(knowledge, asked)
    return {one.kecamatan_code: one.officers for one in pools}


def plan_people(
    result: Result, staffing: Staffing, asked: Recruiting | None
) -> Deployment | None:
    """The deployment with the local officers; None where the area has no book.

    Raises as `plan.personnel.deploy.deploy`.
    """
    if result.knowledge.book is None:
        return None
    return deploy(result, staffing, recruits(result.knowledge, asked))


def personnel_rows(plan: Deployment | None) -> tuple[PersonnelRow, ...] | None:
    """What the plan of people says of each kecamatan; None where there is none."""
    if plan is None:
        return None
    groups = plan.grouped.groups
    lacking = [groups[one.group].kecamatan for one in plan.unmet]
    rows = []
    for row, place in enumerate(plan.result.knowledge.places.kecamatan):
        need = plan.grouped.need(row)
        rows.append(
            PersonnelRow(
                kecamatan_code=place.code,
                tps=place.tps,
                police_needed=need.police,
                police_assigned=plan.assigned(row),
                linmas_needed=need.linmas,
                unmet=lacking.count(row),
            )
        )
    return tuple(rows)


def plan_supplies(result: Result, shipping: Shipping | None) -> Shipment | None:
    """The logistics; None where the area has none.

    Raises as `plan.logistics.ship.ship`.
    """
    return None if shipping is None else ship(result, shipping)


def logistics_rows(
    plan: Shipment | None, result: Result
) -> tuple[LogisticsRow, ...] | None:
    """What the logistics say of each kecamatan; None where there are none."""
    if plan is None:
        return None
    names = {desa.code: desa.name for desa in result.knowledge.places.desa}
    rows = []
    for one in plan.deliveries:
        routes = (one.route, *(drop.route for drop in one.drops))
        legs = [leg for route in routes for leg in route.legs if leg.is_sea]
        told = (f"{names[leg.a]}\N{EN DASH}{names[leg.b]}" for leg in legs)
        rows.append(
            LogisticsRow(
                kecamatan_code=one.kecamatan_code,
                leave=one.leave,
                is_late=bool(one.late),
                sea_legs=tuple(dict.fromkeys(told)),
                no_route=tuple(names[drop.desa_code] for drop in one.without_route),
            )
        )
    return tuple(rows)


def day_sheet(result: Result, basis: Basis, choices: Choices) -> Sheet:
    """The sheet with the plans of people and supplies that its choices ask for.

    Raises as `plan_people`, `plan_supplies` and `plan.sheet.make_sheet`.
    """
    staffing = choices.staffing
    people = (
        None if staffing is None else plan_people(result, staffing, choices.recruiting)
    )
    supplies = plan_supplies(result, choices.shipping)
    return make_sheet(
        result,
        basis,
        choices,
        personnel=personnel_rows(people),
        logistics=logistics_rows(supplies, result),
    )
