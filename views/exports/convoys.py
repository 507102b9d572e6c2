"""The convoy list as a workbook for people and as CSV for machines."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from views import logistics_tables, logistics_words, story, wording
from views.exports.columns import as_written
from views.exports.tables import Column, Page, Section, Table, write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.logistics.ship import Shipment
    from views.exports.tables import Kind, Value
    from views.logistics_tables import Told
    from views.logistics_words import Plans

Row = dict[str, "Value"]
LISTED = ";"
_KINDS: dict[str, Kind] = {
    "integer": "whole",
    "share": "share",
    "minutes": "minutes",
}
KEYS = (
    *("record", "convoy", "kecamatan_code", "kecamatan", "season", "status"),
    *("load_at", "leave_at", "reach_seat_at", "leave_seat_at", "reach_last_at"),
    *("last_desa_code", "minutes", "km", "share_of_time", "tps", "ballots"),
    *("boxes", "escort", "joins", "parts_at_desa_code", "stops"),
    *("seat_back_at", "warehouse_back_at"),
)


FILES = ("xlsx", "csv")
"""Kinds of file that the plan can be had as."""


def export(found: Plans, kind: str, lang: str) -> bytes:
    """Return the plan as ``csv``, the same in every language, or as ``xlsx``."""
    if kind == "csv":
        return write_csv([Column(key, key) for key in KEYS], machine_rows(found))
    return write_xlsx(table(found, lang))


def machine_rows(found: Plans) -> tuple[Row, ...]:
    """Codes, minutes and times (ISO 8601, local); `record` says what a row is.

    convoy: a convoy, its seats by code in order. kecamatan: one of them in a season,
    or one without a route. What is not of a record, or is not known, is blank.
    """
    blank: Row = dict.fromkeys(KEYS)
    rows = [*_convoys(found.here)]
    rows += [row for plan in found.by_season.values() for row in _areas(plan)]
    return tuple(blank | row for row in rows)


def _convoys(plan: Shipment) -> Iterator[Row]:
    for one in plan.convoys:
        codes = [stop.delivery.kecamatan_code for stop in one.stops]
        yield {
            "record": "convoy",
            "convoy": one.number,
            "season": plan.season,
            "status": "late" if one.is_late else "in_time",
            "load_at": _at(plan, one.depart),
            "reach_seat_at": _at(plan, one.arrive),
            "minutes": one.minutes,
            "km": one.km,
            "tps": one.tps,
            "ballots": one.ballots,
            "boxes": one.boxes,
            "escort": one.escort,
            "joins": one.joins,
            "parts_at_desa_code": one.parts_at,
            "stops": LISTED.join(codes),
        }


def _areas(plan: Shipment) -> Iterator[Row]:
    for one in plan.deliveries:
        yield {
            "record": "kecamatan",
            "kecamatan_code": one.kecamatan_code,
            "kecamatan": one.name,
            "season": plan.season,
            "status": one.status,
            "load_at": _at(plan, one.load),
            "leave_at": _at(plan, one.leave),
            "reach_seat_at": _at(plan, one.reach_seat),
            "leave_seat_at": _at(plan, one.leave_seat),
            "reach_last_at": _at(plan, one.reach_last),
            "last_desa_code": one.last_desa,
            "minutes": one.need,
            "share_of_time": one.share if isfinite(one.share) else nan,
            "tps": one.tps,
            "ballots": one.ballots,
            "boxes": one.boxes,
            "seat_back_at": _at(plan, one.seat_back),
            "warehouse_back_at": _at(plan, one.warehouse_back),
        }


def _at(plan: Shipment, minutes: float) -> str | None:
    at = plan.at(minutes)
    return None if at is None else at.isoformat(timespec="minutes")


def table(found: Plans, lang: str) -> Table:
    """Convoys first, then stages, both seasons, legs, sea legs and the way back."""
    first = _page("sheet.convoys", logistics_tables.convoy_table(found, lang), lang)
    told = (
        ("sheet.stages", logistics_tables.stage_table(found, lang)),
        ("sheet.seasons", logistics_tables.season_table(found, lang)),
        ("sheet.legs", logistics_tables.leg_table(found, lang)),
        ("sheet.sea", logistics_tables.sea_table(found, lang)),
        ("sheet.back", logistics_tables.back_table(found, lang)),
    )
    return Table(
        name=first.name,
        columns=first.columns,
        rows=first.rows,
        about_name=wording.text("export.sheet.about", lang),
        about=tuple(_about(found, lang)),
        unknown=wording.text("value.unknown", lang),
        no_route=wording.text("value.no_route", lang),
        further=tuple(_page(name, one, lang) for name, one in told),
    )


def _page(name: str, told: Told, lang: str) -> Page:
    """A table of the page as a sheet; a cell that says nothing stays empty."""
    rows, columns = told
    return Page(
        wording.text(f"logistics.{name}", lang),
        as_written(columns, _KINDS, lang),
        tuple({one.key: _cell(row[one.key]) for one in columns} for row in rows),
    )


def _cell(value: Value) -> Value:
    """A cell as it is; what there is none of is told by a dash, not as unknown."""
    return "\N{EN DASH}" if value is None else value


def _about(found: Plans, lang: str) -> Iterator[Section]:
    """The answer, the state of the view, and every number it rests on."""
    result = found.result
    lines = [
        (story.title(result, "logistics", lang), story.state(result, lang)),
        ("", logistics_words.headline(found, lang)),
        ("", wording.text("logistics.convoys.note", lang)),
        ("", logistics_words.back_sentence(found, lang)),
    ]
    yield Section(wording.text("export.section.scenario", lang), tuple(lines))
    numbers = tuple(("", told) for told in logistics_words.numbers(found.here, lang))
    yield Section(wording.text("logistics.numbers", lang), numbers)
