"""Tables of polling day: need by kecamatan, what is unmet, the readings, the orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.personnel.orders import orders
from views import personnel_words, wording
from views.personnel_records import (
    area_rows,
    class_code,
    counted_rows,
    reading_rows,
    unmet_rows,
)
from views.tables import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from plan.personnel.deploy import Deployment
    from plan.personnel.own_table import Counted
    from plan.personnel.reserve import Reserve
    from views.tables import Row

MOST_IDS = 4  # TPS of one group named in a cell


def area_table(deployment: Deployment, lang: str) -> tuple[list[Row], list[Column]]:
    """Kecamatan by what is missing, then by what is needed."""
    rows = [
        {**row, "missing": sum(one["missing"] for one in row["unmet"])}
        for row in area_rows(deployment)
    ]
    rows.sort(key=lambda r: (-r["missing"], -r["police_needed"], r["kecamatan_code"]))
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("police_needed", _head("need_short", lang), "integer", 66),
        Column("police_assigned", _head("police_assigned", lang), "integer", 96),
        Column("missing", _head("missing", lang), "integer", 66),
        Column("longest_minutes", _head("longest_minutes", lang), "saving"),
        Column("tps_guarded", _head("tps_guarded", lang), "integer"),
        Column("tps", wording.text("word.tps", lang), "integer"),
        Column("linmas_needed", _head("linmas_needed", lang), "integer"),
    ]
    if any(row["tni_assigned"] for row in rows):
        columns.insert(3, Column("tni_assigned", _head("tni", lang), "integer"))
    return rows, columns


def unmet_table(deployment: Deployment, lang: str) -> tuple[list[Row], list[Column]]:
    """Groups that lack people, the worst first; those on the same way in one row."""
    known = deployment.result.knowledge
    names = known.area.kecamatan["kecamatan"]
    desa = {one.code: one.name for one in known.places.desa}
    together: dict[tuple[object, ...], list[Row]] = {}
    for one in unmet_rows(deployment):
        key = (
            *(one["kecamatan_code"], one["tps_class"], one["reason"]),
            *(one["below_minimum"], *one["desa"]),
        )
        together.setdefault(key, []).append(one)
    rows = []
    for alike in together.values():
        first = alike[0]
        rows.append(
            {
                "kecamatan": str(names[first["kecamatan_code"]]),
                "desa": ", ".join(desa[code] for code in first["desa"]),
                "tps": sum(len(one["tps"]) for one in alike),
                "ids": _ids([tps for one in alike for tps in one["tps"]], lang),
                "tps_class": personnel_words.class_word(first["tps_class"], lang),
                "missing": sum(one["missing"] for one in alike),
                "reason": personnel_words.reason_word(
                    first["reason"], lang, below_minimum=first["below_minimum"]
                ),
            }
        )
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("missing", _head("missing", lang), "integer", 66),
        Column("tps_class", _head("tps_class", lang)),
        Column("reason", _head("reason", lang)),
        Column("desa", wording.text("word.desa", lang)),
        Column("tps", wording.text("word.tps", lang), "integer", 60),
        Column("ids", _head("ids", lang)),
    ]
    return rows, columns


def reading_table(deployment: Deployment, lang: str) -> tuple[list[Row], list[Column]]:
    """The plan beside what the sources' other figures would mean."""
    names = deployment.result.area.kecamatan["kecamatan"]
    rows = [
        {
            "reading": wording.text(f"personnel.reading.{one['reading']}", lang),
            "tps": one["tps"],
            "police": one["police"],
            "shortfall": one["shortfall"],
            "where": _where(one["by_kecamatan"], names, lang),
        }
        for one in reading_rows(deployment)
    ]
    columns = [
        Column("reading", _head("reading", lang), width=340),
        Column("tps", wording.text("word.tps", lang), "integer"),
        Column("police", _head("police_needed", lang), "integer"),
        Column("shortfall", _head("shortfall", lang), "integer"),
        Column("where", _head("where", lang)),
    ]
    return rows, columns


def _where(counts: Mapping[str, int] | None, names: pd.Series, lang: str) -> str:
    """Kecamatan with TPS to guard, the most first; totals have no places."""
    if counts is None:
        return wording.text("personnel.totals_only", lang)
    found = sorted(
        ((n, c) for c, n in counts.items() if n), key=lambda x: (-x[0], x[1])
    )
    if len(found) == len(counts):
        return wording.text("personnel.everywhere", lang)
    return ", ".join(f"{names[code]} {wording.number(n, lang)}" for n, code in found)


def reserve_table(
    deployment: Deployment, reserve: Reserve, lang: str
) -> tuple[list[Row], list[Column]]:
    """How soon the reserve is at the farthest TPS of each kecamatan."""
    places = deployment.result.knowledge.places.kecamatan
    rows: list[Row] = [
        {"kecamatan_code": p.code, "kecamatan": p.name, "minutes": float(minutes)}
        for p, minutes in zip(places, reserve.longest, strict=True)
    ]
    rows.sort(key=lambda row: (-row["minutes"], row["kecamatan_code"]))
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("minutes", _head("longest_minutes", lang), "minutes"),
    ]
    return rows, columns


def order_table(
    deployment: Deployment, kecamatan: str | None, lang: str
) -> tuple[list[Row], list[Column]]:
    """Who goes where and when; of one kecamatan, or of all."""
    known = deployment.result.knowledge
    names = known.area.kecamatan["kecamatan"]
    posts = {post.post_id: post.name for post in known.reach.posts}
    desa = {one.code: one.name for one in known.places.desa}
    rows = [
        {
            "group": one.group,
            "kecamatan": str(names[one.kecamatan_code]),
            "desa": ", ".join(desa[code] for code in one.desa),
            "tps": _ids(list(one.tps), lang),
            "tps_class": personnel_words.class_word(class_code(one.tps_class), lang),
            "pool": personnel_words.pool_word(deployment, one.pool, lang),
            "home": posts.get(one.post_id) or desa[one.from_desa],
            "people": one.people,
            "minutes": one.minutes,
            "leave": personnel_words.moment(one.leave, lang),
        }
        for one in orders(deployment)
        if kecamatan in (None, one.kecamatan_code)
    ]
    columns = [
        Column("group", _head("group", lang)),
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("desa", wording.text("word.desa", lang)),
        Column("tps", wording.text("word.tps", lang)),
        Column("tps_class", _head("tps_class", lang)),
        Column("pool", _head("pool", lang)),
        Column("home", _head("home", lang)),
        Column("people", _head("people", lang), "integer"),
        Column("minutes", _head("minutes", lang), "minutes"),
        Column("leave", _head("leave", lang)),
    ]
    return rows, columns


def counted_table(counted: Counted, lang: str) -> tuple[list[Row], list[Column]]:
    """A reader's own table, counted through."""
    rows = counted_rows(counted)
    columns = [
        Column("area", _head("area", lang)),
        Column("tps_class", _head("tps_class", lang)),
        Column("tps", wording.text("word.tps", lang), "integer"),
        Column("rule", _head("rule", lang)),
        Column("groups", _head("groups", lang), "integer"),
        Column("police", _head("police_needed", lang), "integer"),
        Column("linmas", _head("linmas_needed", lang), "integer"),
    ]
    return rows, columns


def _ids(ids: list[str], lang: str) -> str:
    if len(ids) <= MOST_IDS:
        return ", ".join(ids)
    count = wording.number(len(ids) - 2, lang)
    return wording.text(
        "personnel.and_more", lang, names=", ".join(ids[:2]), count=count
    )


def _head(name: str, lang: str) -> str:
    return wording.text(f"personnel.column.{name}", lang)
