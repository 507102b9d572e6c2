"""The deployment order as a file: who, from where, to which TPS, when to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import PetaRawanError, Problem
from plan.personnel.orders import orders
from views import (
    personnel_basis,
    personnel_tables,
    personnel_words,
    story,
    wording,
)
from views.exports.columns import as_written
from views.exports.explained import about
from views.exports.tables import Column, Page, Section, Table, write_csv, write_xlsx
from views.personnel_records import class_code

if TYPE_CHECKING:
    from plan.personnel.deploy import Deployment
    from plan.personnel.orders import Order
    from views.exports.tables import Kind, Value

KINDS = ("xlsx", "csv")
LISTED = "; "
_MACHINE = (
    *("group", "kecamatan_code", "tps_class", "tps", "desa", "pool", "post_id"),
    *("from_desa", "people", "minutes", "leave", "arrive"),
)
_KINDS: dict[str, Kind] = {
    "text": "text",
    "integer": "whole",
    "minutes": "minutes",
    "saving": "minutes",
}


def write_deployment(deployment: Deployment, kind: str, lang: str) -> bytes:
    """Return the orders as ``xlsx`` for people or ``csv`` for machines.

    Raises `PetaRawanError` for another kind.
    """
    kind = kind.removeprefix(".").lower()
    if kind not in KINDS:
        known = tuple(f".{one}" for one in KINDS)
        raise PetaRawanError(
            [Problem.of("export_kind_unknown", file=f".{kind}", known=known)]
        )
    if kind == "csv":
        columns = [Column(key, key) for key in _MACHINE]
        return write_csv(columns, [_machine(one) for one in orders(deployment)])
    return write_xlsx(_table(deployment, lang))


def _machine(order: Order) -> dict[str, Value]:
    return {
        "group": order.group,
        "kecamatan_code": order.kecamatan_code,
        "tps_class": class_code(order.tps_class),
        "tps": ";".join(order.tps),
        "desa": ";".join(order.desa),
        "pool": order.pool,
        "post_id": order.post_id or None,
        "from_desa": order.from_desa,
        "people": order.people,
        "minutes": round(order.minutes, 1),
        "leave": order.leave.isoformat(timespec="minutes"),
        "arrive": order.arrive.isoformat(timespec="minutes"),
    }


def _table(deployment: Deployment, lang: str) -> Table:
    """The order itself, need by kecamatan, what is unmet, the readings, the basis."""
    moments = {
        name: wording.text(f"personnel.column.{name}", lang)
        for name in ("leave", "arrive")
    }
    rows, columns = personnel_tables.order_table(deployment, None, lang)
    listed = [
        {
            **row,
            "tps": LISTED.join(order.tps),
            "minutes": float(-(-order.minutes // 1)),
            "leave": order.leave,
            "arrive": order.arrive,
        }
        for row, order in zip(rows, orders(deployment), strict=True)
    ]
    kept = [
        column
        for column in as_written(columns, _KINDS, lang)
        if column.key not in moments
    ]
    stamped = [Column(key, head, kind="moment") for key, head in moments.items()]
    pages = [
        ("areas", personnel_tables.area_table(deployment, lang)),
        ("readings", personnel_tables.reading_table(deployment, lang)),
    ]
    if deployment.unmet:
        pages.insert(1, ("unmet", personnel_tables.unmet_table(deployment, lang)))
    return Table(
        name=wording.text("personnel.sheet.orders", lang),
        columns=(*kept, *stamped),
        rows=tuple(listed),
        about_name=wording.text("export.sheet.about", lang),
        about=_about(deployment, lang),
        unknown=wording.text("value.unknown", lang),
        no_route=wording.text("value.no_route", lang),
        further=tuple(
            Page(
                wording.text(f"personnel.sheet.{name}", lang),
                as_written(heads, _KINDS, lang),
                tuple(page),
            )
            for name, (page, heads) in pages
        ),
        lang=lang,
    )


def _about(deployment: Deployment, lang: str) -> tuple[Section, ...]:
    """The plan in words, the rules, the people, what is assumed; then the basis."""
    rules = [
        (personnel_words.class_word(name, lang), str(rule))
        for name, rule in reversed(list(deployment.rules.items()))
    ]
    view = wording.text("personnel.title", lang, area=deployment.result.area.name)
    own = (
        (
            "plan",
            [
                (view, personnel_words.headline(deployment, lang)),
                ("", story.state(deployment.result, lang)),
            ],
        ),
        ("choices", list(personnel_basis.choices(deployment, lang))),
        ("rules", rules),
        ("pools", [("", personnel_words.pools_source(deployment, lang))]),
        (
            "assumed",
            [("", told) for told in personnel_basis.assumptions(deployment, lang)],
        ),
    )
    sections = tuple(
        Section(wording.text(f"personnel.section.{name}", lang), tuple(lines))
        for name, lines in own
    )
    return (*sections, *about(deployment.result, "risk", lang))
