"""Reports on one TPS or desa as an editable table of ticks, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.area import StudyArea

    Row = dict[str, Any]

COLUMNS = (
    *("present", "absent", "tps_indicator", "tps_name", "tps_variable"),
    *("report_source", "report_date"),
)
TICKS = {"present": True, "absent": False}
"""The column that is ticked -> what is then reported."""
WHOLE_DESA = ""


def editable(area: StudyArea, desa: str, tps_id: str, lang: str) -> pd.DataFrame:
    """Every indicator in order of number, with what is reported at one place.

    `tps_id` is blank for a desa as a whole. Neither tick: nobody reported.
    """
    reports = area.tps_reports
    here = reports[_at(reports, desa, tps_id)].set_index("indicator")
    return pd.DataFrame(
        [
            {
                "tps_indicator": str(code),
                "tps_variable": row[f"variable_{lang}"],
                "tps_name": row[f"name_{lang}"],
                **_reported(here, str(code)),
            }
            for code, row in area.tps_indicators.iterrows()
        ],
        columns=list(COLUMNS),
    )


def merged(
    area: StudyArea, place: tuple[str, str], edited: pd.DataFrame, source: str, on: str
) -> pd.DataFrame:
    """All reports of the area, those of `place` (desa, TPS) as `edited` has them.

    An answer that was ticked anew takes `source` and the date `on`, unless its own
    cells were changed too; any other keeps its own. A row with both ticks becomes
    two reports, for the check to refuse.
    """
    reports = area.tps_reports
    before = {
        row["tps_indicator"]: row for row in _rows(editable(area, *place, lang="id"))
    }
    rows = [
        _report(place, row, before[row["tps_indicator"]], (source, on)) | {
            "present": answer
        }
        for row in _rows(edited)
        for tick, answer in TICKS.items()
        if row[tick]
    ]  # fmt: skip
    kept = reports[~_at(reports, *place)].to_dict("records")
    return pd.DataFrame([*kept, *rows], columns=list(reports.columns))


def _rows(edited: pd.DataFrame) -> list[Row]:
    return [
        {str(key): value for key, value in row.items()}
        for row in edited.to_dict("records")
    ]


def _at(reports: pd.DataFrame, desa: str, tps_id: str) -> pd.Series:
    """Tell which reports are on one desa as a whole, or on one TPS."""
    return (reports["desa_code"] == desa) & (reports["tps_id"] == tps_id)


def _reported(here: pd.DataFrame, code: str) -> Row:
    if code not in here.index:
        return dict.fromkeys(TICKS, False) | {"report_source": "", "report_date": ""}
    row = here.loc[code]
    ticks: Row = {
        name: bool(row["present"]) is answer for name, answer in TICKS.items()
    }
    return ticks | {"report_source": row["source"], "report_date": row["source_date"]}


def _report(
    place: tuple[str, str], row: Row, before: Row, stated: tuple[str, str]
) -> Row:
    """One report of an edited row; whose it is follows from what was changed."""
    own = tuple(str(row[name] or "") for name in ("report_source", "report_date"))
    is_as_before = all(bool(row[tick]) == bool(before[tick]) for tick in TICKS)
    was = (str(before["report_source"]), str(before["report_date"]))
    source, on = own if is_as_before or own != was else stated
    return {
        "desa_code": place[0],
        "tps_id": place[1],
        "indicator": row["tps_indicator"],
        "source": source,
        "source_date": on,
    }


def places(area: StudyArea, kecamatan: str) -> dict[str, str]:
    """Desa of a kecamatan that have TPS: code -> name and code."""
    desa = area.desa[area.desa["kecamatan_code"] == kecamatan]
    with_tps = desa[desa.index.isin(area.tps["desa_code"])]
    return {str(code): f"{name} · {code}" for code, name in with_tps["desa"].items()}


def stands(area: StudyArea, desa: str) -> Iterator[str]:
    """Yield what a report can be on: the whole desa (blank), then each of its TPS."""
    yield WHOLE_DESA
    yield from (str(tps_id) for tps_id in area.tps.index[area.tps["desa_code"] == desa])
