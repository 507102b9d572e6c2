"""The deployment order: who, from where, to which TPS, when to leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from plan.personnel.supply import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.personnel.deploy import Deployment


@dataclass(frozen=True, slots=True)
class Order:
    """People of one pool who go from one place to one group of TPS.

    `post_id` is "" for people recruited at the kecamatan's own seat, the desa
    `from_desa`. `tps` are ids, `desa` codes in the order of the way. `minutes` of
    the direct journey to the furthest of them; `arrive` leaves the rest before the TPS
    open, `leave` the journey before that; local time.
    """

    group: str
    pool: str
    post_id: str
    from_desa: str
    people: int
    kecamatan_code: str
    tps_class: int
    tps: tuple[str, ...]
    desa: tuple[str, ...]
    minutes: float
    leave: datetime
    arrive: datetime


def group_ids(deployment: Deployment) -> tuple[str, ...]:
    """Name each group: its kecamatan's code and its number there."""
    places = deployment.result.knowledge.places
    count: dict[int, int] = {}
    names = []
    for group in deployment.grouped.groups:
        count[group.kecamatan] = count.get(group.kecamatan, 0) + 1
        code = places.kecamatan[group.kecamatan].code
        names.append(f"{code}-{count[group.kecamatan]:03d}")
    return tuple(names)


def tps_ids(deployment: Deployment) -> tuple[str, ...]:
    """Id of each TPS, in the order of its rows."""
    tps = deployment.result.knowledge.area.tps
    return tuple(str(one) for one in tps.sort_index().index)


def orders(deployment: Deployment) -> Iterator[Order]:
    """Every order, by group; a minute begun is a whole one."""
    known = deployment.result.knowledge
    names, ids = group_ids(deployment), tps_ids(deployment)
    home = known.area.posts["desa_code"].to_dict()
    opens = datetime.combine(known.area.election.polling_date, deployment.book.opens)
    arrive = opens - timedelta(hours=deployment.staffing.rest)
    for one in deployment.posted:
        group, source = deployment.grouped.groups[one.group], one.source
        local = source.pool == LOCAL
        yield Order(
            group=names[one.group],
            pool=source.pool,
            post_id="" if local else source.place,
            from_desa=source.place if local else home[source.place],
            people=one.people,
            kecamatan_code=known.places.kecamatan[group.kecamatan].code,
            tps_class=group.tps_class,
            tps=tuple(ids[row] for row in group.tps),
            desa=tuple(known.places.desa[row].code for row in group.desa),
            minutes=one.minutes,
            leave=arrive - timedelta(minutes=-(-one.minutes // 1)),
            arrive=arrive,
        )
