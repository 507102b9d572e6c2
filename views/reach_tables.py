"""Police and army side by side, backup, land and access: tables of the page Cakupan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.catchment import bands_of
from geo.coverage import SERVICES
from geo.coverage_sums import REACHED, TOTAL, TWICE
from plan.access import PER_VOTERS, area_access
from plan.side_by_side import side_by_side
from views import wording
from views.records import known
from views.tables import Column

if TYPE_CHECKING:
    import pandas as pd

    from geo.catchment import Method
    from plan.evaluate import Result
    from views.tables import Row

METHOD: Method = "e2sfca"


def both_services(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Each kecamatan, then all: share of voters reached once and twice, by service.

    Vulnerable TPS only where reports name some; a share of an incomplete list of
    posts is at least what stands there, and its header says so.
    """
    sums = side_by_side(result.knowledge, result.scenario)
    names = result.area.kecamatan["kecamatan"].to_dict()
    names[TOTAL] = wording.text("reach.total", lang)
    rows = [
        {"kecamatan_code": code, "kecamatan": str(names[code]), **_shares(sums, code)}
        for code in next(iter(sums.values())).index
    ]
    columns = [Column("kecamatan", wording.text("word.kecamatan", lang), width=136)]
    for service in SERVICES:
        sign = "≈" if result.area.is_complete(service) else "≥"
        for name in ("once", "twice"):
            told = wording.text(
                f"reach.{name}",
                lang,
                post_word=wording.text(f"post_word.{service}", lang),
            )
            columns.append(Column(f"{service}_{name}", f"{told} ({sign})", "share"))
    vulnerable = wording.text("reach.vulnerable", lang)
    columns.append(Column("vulnerable", vulnerable, "share"))
    return rows, columns


def _shares(sums: dict[str, pd.DataFrame], code: str) -> Row:
    row: Row = {}
    for service, table in sums.items():
        counts = table.T[code].astype(float)
        for name, suffix in (("once", REACHED), ("twice", TWICE)):
            row[f"{service}_{name}"] = _part(counts, "voters", suffix)
    police = sums["polsek"].T[code].astype(float)
    return row | {"vulnerable": _part(police, "tps_vulnerable", REACHED)}


def _part(counts: pd.Series[float], name: str, suffix: str) -> float | None:
    """Share of a count that is reached; None where there is nothing to reach."""
    whole = counts[name]
    return float(counts[name + suffix] / whole) if whole > 0 else None


def access_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """Posts per 10,000 voters within reach, by kecamatan: E2SFCA, every post as one.

    The strength of posts is not public: one each is an assumption.
    """
    found = area_access(
        result.knowledge, result.scenario, method=METHOD, bands=bands_of(METHOD)
    )
    most = float(np.nanmax(found.by_kecamatan, initial=0.0))
    rows = [
        {
            "kecamatan_code": place.code,
            "kecamatan": place.name,
            "access": known(float(access) * PER_VOTERS),
            "bar": 100 * float(access) / most if most and np.isfinite(access) else 0.0,
        }
        for place, access in zip(
            result.knowledge.places.kecamatan, found.by_kecamatan, strict=True
        )
    ]
    rows.sort(key=lambda row: (row["access"] is None, row["access"] or 0.0))
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("access", wording.text("reach.access", lang), "ratio"),
        Column("bar", " ", "bar"),
    ]
    return rows, columns


def land_table(
    result: Result, land: pd.DataFrame, lang: str
) -> tuple[list[Row], list[Column]]:
    """Land within the threshold per kecamatan, least share first."""
    names = result.area.kecamatan["kecamatan"]
    rows = [
        {
            "kecamatan_code": code,
            "kecamatan": str(names[code]),
            "area": area,
            "area_covered": covered,
            "share": known(covered / area if area else float("nan")),
        }
        for code, area, covered in zip(
            land.index,
            land["area_km2"].tolist(),
            land["area_covered_km2"].tolist(),
            strict=True,
        )
    ]
    rows.sort(key=lambda row: (row["share"] or 0.0, str(row["kecamatan_code"])))
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("area_covered", wording.text("reach.land", lang), "integer"),
        Column("area", wording.text("reach.land_all", lang), "integer"),
        Column("share", wording.text("reach.land_share", lang), "share"),
    ]
    return rows, columns
