"""TPS vulnerability as plain records and as CSV; unknown is None, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.tps_reports import reports_csv, template_csv
from risk.tps_classes import CLASSES, sum_classes
from views.exports.provenance import scenario_digest
from views.exports.tables import Column, write_csv
from views.records import known

if TYPE_CHECKING:
    import pandas as pd

    from geo.area import StudyArea
    from plan.evaluate import Result
    from views.records import Record


def tps_class_record(result: Result) -> Record:
    """Every TPS with its class, and every kecamatan with the TPS of each class.

    `cuts_quality` marks the bounds as the assumption they are; so does `quality` for
    a class taken from the kecamatan, and `assumed` for sums of such classes.
    """
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "reports": len(result.area.tps_reports),
        "cuts": dict(zip(CLASSES[1:], result.scenario.tps_cuts, strict=True)),
        "cuts_quality": "assumed",
        "assumption": result.scenario.tps_assumption,
        "indicators": indicator_rows(result.area.tps_indicators),
        "areas": kecamatan_rows(result),
        "tps": class_rows(result),
    }


def indicator_rows(indicators: pd.DataFrame) -> list[Record]:
    """What makes a TPS vulnerable: each indicator, named in both languages."""
    return [
        {
            "indicator": str(code),
            "number": int(row["number"]),
            "variable": {lang: row[f"variable_{lang}"] for lang in ("id", "en")},
            "name": {lang: row[f"name_{lang}"] for lang in ("id", "en")},
            "seen_in": row["seen_in"],
            "kaltim_tps": None if (n := known(row["kaltim_tps"])) is None else int(n),
        }
        for code, row in indicators.iterrows()
    ]


def class_rows(result: Result) -> list[Record]:
    """One record per TPS, in order of id.

    `present` of the `reported` indicators were there; `of` is how many there are.
    """
    classes, tps = result.tps_classes, result.area.tps.sort_index()
    counts = classes.counts
    return [
        {
            "tps_id": str(tps_id),
            "desa_code": str(desa),
            "kecamatan_code": str(kecamatan),
            "class": class_code(int(level)),
            "present": int(present) if reported else None,
            "reported": int(reported),
            "of": counts.indicators,
            "quality": quality,
        }
        for tps_id, desa, kecamatan, level, present, reported, quality in zip(
            tps.index,
            tps["desa_code"],
            tps["kecamatan_code"],
            classes.tps_class,
            counts.present,
            counts.reported,
            classes.quality,
            strict=True,
        )
    ]


def kecamatan_rows(result: Result) -> list[Record]:
    """One record per kecamatan, in order of code.

    `classes` counts the `reported` TPS, each None where there are none, `assumed`
    those of the assumption; with `unknown` they are all of its `tps`.
    `share_vulnerable` is of the reported ones and never rests on the assumption.
    """
    sums = sum_classes(result.knowledge.places, result.tps_classes)
    return [
        {
            "kecamatan_code": place.code,
            "kecamatan": place.name,
            "tps": place.tps,
            "reported": int(sums.known[row].sum()),
            "classes": _known_classes(sums.known[row].tolist()),
            "assumed": _by_name(sums.assumed[row].tolist()),
            "unknown": int(sums.unknown[row]),
            "share_vulnerable": known(float(sums.share_vulnerable[row])),
        }
        for row, place in enumerate(result.knowledge.places.kecamatan)
    ]


def class_code(level: int) -> str | None:
    """Code of a class, None where it is unknown."""
    return None if level < 0 else CLASSES[level]


def classes_csv(result: Result) -> bytes:
    """Every TPS with its class as CSV; `quality` is assumed where nobody reported.

    Each row names the data version and the scenario it comes from.
    """
    stamp = {
        "data_version": result.area.data_version,
        "scenario": scenario_digest(result),
    }
    kecamatan, desa = result.area.kecamatan["kecamatan"], result.area.desa["desa"]
    rows = [
        {
            **row,
            "kecamatan": str(kecamatan[row["kecamatan_code"]]),
            "desa": str(desa[row["desa_code"]]),
            **stamp,
        }
        for row in class_rows(result)
    ]
    return write_csv([Column(key, key) for key in _EXPORTED], rows)


def reports_file(area: StudyArea) -> bytes:
    """Reports in use as tps_reports.csv, which `--tps-reports` takes back."""
    return reports_csv(area.tps_reports).encode()


def template(area: StudyArea) -> bytes:
    """A tps_reports.csv to be filled in: every indicator of every desa."""
    return template_csv(area.kecamatan, area.desa, area.tps_indicators).encode()


_EXPORTED = (
    *("tps_id", "desa_code", "desa", "kecamatan_code", "kecamatan", "class"),
    *("quality", "present", "reported", "of", "data_version", "scenario"),
)


def _known_classes(counts: list[int]) -> dict[str, int] | dict[str, None]:
    """TPS of each class; None, not 0, where nobody reported on any."""
    return _by_name(counts) if any(counts) else dict.fromkeys(CLASSES)


def _by_name(counts: list[int]) -> dict[str, int]:
    return dict(zip(CLASSES, counts, strict=True))
