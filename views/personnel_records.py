"""The plan for polling day as plain records: what `cli.py allocate --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plan.personnel.book import POLICE, TNI
from plan.personnel.orders import group_ids, orders, tps_ids
from plan.personnel.query import to_query
from plan.personnel.readings import readings
from plan.personnel.supply import LOCAL
from risk.tps_classes import CLASSES
from views.records import known
from views.travel_words import travel_record

if TYPE_CHECKING:
    from plan.personnel.deploy import Deployment
    from plan.personnel.own_table import Counted
    from plan.personnel.reserve import Reserve

Record = dict[str, Any]


def allocation_record(deployment: Deployment) -> Record:
    """Rules, people, need and who goes where; unknown is None, never 0.

    `pool` counts all police, `reserve` those held back; `shortfall` is need + reserve
    - pool, 0 where there are enough, `spare` what is then left. `classes_assumed`: TPS
    whose class is taken from the kecamatan.
    """
    result, need = deployment.result, deployment.need
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
        "phase": result.scenario.phase,
        "pattern": deployment.staffing.pattern_of(deployment.book).code,
        "staffing": to_query(deployment.staffing),
        "rules": rule_rows(deployment),
        "pools": pool_rows(deployment),
        "need": {"police": need.police, "linmas": need.linmas, "groups": need.groups},
        "need_least": {"police": deployment.least},
        "pool": deployment.pool,
        "reserve": deployment.reserve,
        "shortfall": deployment.shortfall,
        "spare": deployment.spare,
        "linmas_pool": deployment.linmas_pool,
        "linmas_short": deployment.linmas_short,
        "solved": deployment.solved,
        "groups_added": deployment.grouped.added,
        "longest_stretch": known(deployment.grouped.longest_stretch),
        "classes_basis": "kecamatan",
        "classes_assumed": int(deployment.classes.assumed.sum()),
        "areas": area_rows(deployment),
        "desa": desa_rows(deployment),
        "unmet": unmet_rows(deployment),
        "readings": reading_rows(deployment),
        "assignments": assignment_rows(deployment),
    }


def rule_rows(deployment: Deployment) -> list[Record]:
    """The rule of each class of TPS, the most vulnerable first."""
    return [
        {
            "tps_class": name,
            "rule": str(rule),
            "police": list(rule.police),
            "tps": list(rule.tps),
            "linmas": list(rule.linmas),
        }
        for name, rule in reversed(list(deployment.rules.items()))
    ]


def pool_rows(deployment: Deployment) -> list[Record]:
    """Every pool and where its people leave from; a number nobody knows is None."""
    book, homes = deployment.book, deployment.staffing.homes_of(deployment.book)
    rows = []
    for code, pool in book.pools.items():
        own = [(post, people) for name, post, people in homes if name == code]
        changed = any(name == code for name, _, _ in deployment.staffing.homes)
        rows.append(
            {
                "pool": code,
                "force": pool.force,
                "number": sum(people for _, people in own) if own else None,
                "homes": [{"post": post, "people": people} for post, people in own],
                "source": "" if changed else pool.source,
                "date": "" if changed else pool.date,
                "quality": _quality(changed=changed, is_known=bool(own)),
            }
        )
    recruits = sum(one.people for one in deployment.sources if one.pool == LOCAL)
    if recruits:
        seats = [
            {"post": one.place, "people": one.people}
            for one in deployment.sources
            if one.pool == LOCAL
        ]
        rows.append(
            {
                "pool": LOCAL,
                "force": POLICE,
                "number": recruits,
                "homes": seats,
                "source": "",
                "date": "",
                "quality": "reader",
            }
        )
    return rows


def _quality(*, changed: bool, is_known: bool) -> str:
    if changed:
        return "reader"
    return "reported" if is_known else "unknown"


def area_rows(deployment: Deployment) -> list[Record]:
    """One record per kecamatan, in order of code."""
    places, guarded = deployment.result.knowledge.places, deployment.guarded()
    rows = []
    for row, place in enumerate(places.kecamatan):
        need = deployment.grouped.need(row)
        sent = [
            one
            for one in deployment.posted
            if deployment.grouped.groups[one.group].kecamatan == row
        ]
        rows.append(
            {
                "kecamatan_code": place.code,
                "kecamatan": place.name,
                "tps": place.tps,
                "tps_guarded": int(guarded[row]),
                "groups": need.groups,
                "police_needed": need.police,
                "police_assigned": deployment.assigned(row),
                "tni_assigned": deployment.assigned(row, TNI),
                "linmas_needed": need.linmas,
                "tps_unmet": deployment.tps_unmet(row),
                "longest_minutes": known(max((o.minutes for o in sent), default=None)),
                "unmet": unmet_rows(deployment, row),
            }
        )
    return rows


def desa_rows(deployment: Deployment) -> list[Record]:
    """Police that the TPS of each desa ask for; a group counts at its first desa."""
    places = deployment.result.knowledge.places
    return [
        {"desa_code": desa.code, "police_needed": int(police)}
        for desa, police in zip(places.desa, deployment.need_by_desa(), strict=True)
        if police
    ]


def unmet_rows(deployment: Deployment, kecamatan: int | None = None) -> list[Record]:
    """Groups that lack people, the worst first."""
    known_area, names = deployment.result.knowledge, group_ids(deployment)
    ids = tps_ids(deployment)
    rows = []
    for one in deployment.unmet:
        group = deployment.grouped.groups[one.group]
        if kecamatan not in (None, group.kecamatan):
            continue
        rows.append(
            {
                "tps_group": names[one.group],
                "kecamatan_code": known_area.places.kecamatan[group.kecamatan].code,
                "tps_class": class_code(group.tps_class),
                "tps": [ids[row] for row in group.tps],
                "desa": [known_area.places.desa[row].code for row in group.desa],
                "missing": one.missing,
                "below_minimum": one.below_minimum,
                "reason": one.reason,
            }
        )
    return rows


def class_code(tps_class: int) -> str | None:
    """Word of a class of TPS, None where it is not known."""
    return CLASSES[tps_class] if tps_class >= 0 else None


def reading_rows(deployment: Deployment) -> list[Record]:
    """The plan beside what the sources' other figures would ask for."""
    codes = [place.code for place in deployment.result.knowledge.places.kecamatan]
    return [
        {
            "reading": one.code,
            "tps": one.tps,
            "police": one.police,
            "shortfall": one.shortfall,
            "by_kecamatan": None
            if one.by_kecamatan is None
            else dict(zip(codes, one.by_kecamatan.tolist(), strict=True)),
        }
        for one in readings(deployment)
    ]


def assignment_rows(deployment: Deployment) -> list[Record]:
    """Who goes where, in order of groups; times are local, ISO 8601.

    `police` counts the people, of whatever `force`; `from_post` is the code of the
    seat's desa for people recruited in their kecamatan.
    """
    force = {one.pool: one.force for one in deployment.sources}
    return [
        {
            "pool": order.pool,
            "from_post": order.post_id or order.from_desa,
            "force": force[order.pool],
            "tps_group": order.group,
            "police": order.people,
            "minutes": round(order.minutes, 1),
            "kecamatan_code": order.kecamatan_code,
            "tps_class": class_code(order.tps_class),
            "tps": list(order.tps),
            "desa": list(order.desa),
            "leave": order.leave.isoformat(timespec="minutes"),
            "arrive": order.arrive.isoformat(timespec="minutes"),
        }
        for order in orders(deployment)
    ]


def reserve_record(deployment: Deployment, reserve: Reserve) -> Record:
    """Where the reserve waits, and how soon it is anywhere."""
    places = deployment.result.knowledge.places
    return {
        "objective": reserve.answer.objective,
        "objective_value": known(reserve.answer.value),
        "optimal": bool(reserve.answer.optimal),
        "tps_class": class_code(reserve.tps_class),
        "posts": [{"post": p.post_id, "name": p.name} for p in reserve.posts],
        "areas": [
            {"kecamatan_code": place.code, "longest_minutes": known(float(minutes))}
            for place, minutes in zip(places.kecamatan, reserve.longest, strict=True)
        ],
    }


def counted_record(counted: Counted) -> Record:
    """A reader's own table, counted through."""
    need = counted.need
    return {
        "tps": counted.tps,
        "groups": need.groups,
        "police": need.police,
        "linmas": need.linmas,
        "need": {"police": need.police, "linmas": need.linmas},
        "areas": counted_rows(counted),
    }


def counted_rows(counted: Counted) -> list[Record]:
    """One record for each row of a reader's own table, in its order."""
    return [
        {
            "area": row.area,
            "tps_class": row.tps_class,
            "tps": row.tps,
            "rule": str(row.rule),
            "groups": row.need.groups,
            "police": row.need.police,
            "linmas": row.need.linmas,
        }
        for row in counted.rows
    ]
