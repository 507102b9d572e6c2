"""Reports of what makes a TPS vulnerable: read, checked, written, catalogued.

A row says whether one indicator is present (1) or not (0) at one TPS, or in a whole
desa where `tps_id` is blank. What no row speaks of is not reported, and unknown.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from geo import schemas
from geo.catalogue import FileEntry
from geo.errors import LayerError, Problem
from geo.guarded_csv import guarded_csv, parse_guarded
from geo.schema import SHOWN_LETTERS, texts_of
from geo.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.reading import Files
    from geo.schema import Texts

COLUMNS = tuple(name for name in schemas.TPS_REPORTS.columns if name != schemas.REPORT)
_ANSWERS = ("present", "source", "source_date")


def no_reports() -> pd.DataFrame:
    """Return the table of an area on whose TPS nobody has reported."""
    nothing: Texts = {name: [] for name in schemas.TPS_REPORTS.columns}
    return schemas.TPS_REPORTS.frame(nothing)


def read_tps_indicators(files: Files) -> pd.DataFrame:
    """Read the indicators of TPS vulnerability, in order of their number.

    An area without the file has none. Raises `LayerError` with every fault.
    """
    schema = schemas.TPS_INDICATORS
    if schema.file not in files:
        return no_indicators()
    return read_table(files, schema).sort_values("number", kind="stable")


def no_indicators() -> pd.DataFrame:
    """Return the table of an area that names no indicator of TPS vulnerability."""
    columns = schemas.TPS_INDICATORS.columns
    return pd.DataFrame({name: [] for name in columns}).set_index("indicator")


def parse_reports(content: bytes) -> Texts:
    """Read a tps_reports.csv that somebody brings, as text, without our guards.

    Rows of the template that nobody filled in are passed over. Raises `LayerError`
    if it is no table. Its cells are not looked at here.
    """
    return _filled(parse_guarded(content, schemas.TPS_REPORTS))


def reports_texts(reports: pd.DataFrame) -> Texts:
    """Write reports made in memory as text, spaces around cells gone."""
    texts = texts_of(reports)
    return {name: [cell.strip() for cell in cells] for name, cells in texts.items()}


def reports_csv(reports: pd.DataFrame) -> str:
    """Write reports as tps_reports.csv; `parse_reports` reads them back the same."""
    return guarded_csv(schemas.TPS_REPORTS, texts_of(reports), COLUMNS)


def template_csv(
    kecamatan: pd.DataFrame, desa: pd.DataFrame, indicators: pd.DataFrame
) -> str:
    """Write a tps_reports.csv to be filled in: each indicator of each desa, in order.

    Further columns name kecamatan, desa and indicator for the reader. `present`,
    `source` and `source_date` are blank: a row left so reports nothing.
    """
    homes = kecamatan["kecamatan"].reindex(desa["kecamatan_code"])
    places = zip(desa.index, desa["desa"], homes, strict=True)
    rows = [
        (code, "", indicator, "", "", "", home, name, words)
        for code, name, home in places
        for indicator, words in indicators["name_id"].items()
    ]
    columns = (*COLUMNS, "kecamatan", "desa", "indicator_name")
    texts = {name: [str(row[i]) for row in rows] for i, name in enumerate(columns)}
    return guarded_csv(schemas.TPS_REPORTS, texts, columns)


def checked_reports(
    texts: Texts, tps: pd.DataFrame, desa: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Type a table of reports, in an order that does not depend on that of its rows.

    Raises `LayerError` naming every fault: cells, codes that do not exist, a TPS of
    another desa, a desa without TPS, two reports on the same thing.
    """
    schema = schemas.TPS_REPORTS
    named = {**texts, schemas.REPORT: _labels(texts)}
    problems = [
        *(_told(problem) for problem in schema.problems(named)),
        *_code_problems(named, tps, desa, indicators),
    ]
    if problems:
        raise LayerError(schema.layer, problems)
    return schema.typed(named).sort_index()[list(COLUMNS)]


def catalogued(catalogue: Catalogue, reports: pd.DataFrame) -> Catalogue:
    """Return the catalogue with these reports in place of those it lists, if any.

    Reports without a row are no file.
    """
    name = schemas.TPS_REPORTS.file
    others = tuple(entry for entry in catalogue.files if entry.name != name)
    bare = replace(catalogue, files=others)
    if reports.empty:
        return bare
    listed = next((entry for entry in catalogue.files if entry.name == name), _ENTRY)
    content = reports_csv(reports).encode()
    files = sorted((*others, listed), key=lambda entry: entry.name)
    return replace(catalogue, files=tuple(files)).with_file(
        name, content, len(reports), reports["source_date"].tolist()
    )


_ENTRY = FileEntry(
    name=schemas.TPS_REPORTS.file,
    role="table",
    sha256=hashlib.sha256(b"").hexdigest(),
    rows=0,
    source="named per row",
    licence="",
    quality="reported",
    vintage="",
    earliest="",
    latest="",
    completeness="incomplete",
    notices=(),
    columns=(),
)


def _filled(texts: Texts) -> Texts:
    """Leave out the rows in which every cell to be filled in is blank."""
    answers = [texts[name] for name in _ANSWERS if name in texts]
    if len(answers) < len(_ANSWERS):
        return texts  # a column is missing: that is told, and nothing else is
    kept = [place for place, row in enumerate(zip(*answers, strict=True)) if any(row)]
    return {name: [cells[place] for place in kept] for name, cells in texts.items()}


def _labels(texts: Texts) -> list[str]:
    """Name each row by its TPS or desa and its indicator, else by its line."""
    size = max((len(cells) for cells in texts.values()), default=0)
    blank = [""] * size
    tps, desa, indicator = (
        texts.get(name, blank) for name in ("tps_id", "desa_code", "indicator")
    )
    return [
        _shown(tps[place] or desa[place], indicator[place]) or f"#{place + 2}"
        for place in range(size)
    ]


def _shown(*parts: str) -> str:
    """Write a label that cannot be a fault itself: short, and only what prints."""
    told = " ".join(part[:SHOWN_LETTERS] for part in parts)
    return "".join(letter if letter.isprintable() else " " for letter in told).strip()


def _told(problem: Problem) -> Problem:
    """Call a key used twice what it is here: two reports on the same thing."""
    if problem.code != "code_duplicate":
        return problem
    return Problem("tps_report_repeated", problem.values)


def _code_problems(
    texts: Texts, tps: pd.DataFrame, desa: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Problem]:
    """Name codes that do not exist, and reports that would count nowhere.

    Each column is looked at by itself, so that no fault of a row hides another.
    """
    schema = schemas.TPS_REPORTS
    known = {
        "desa_code": desa.index,
        "tps_id": tps.index,
        "indicator": indicators.index,
    }
    for column, codes in known.items():
        there, cells = set(codes), texts.get(column, [])
        rule = schema.column(column)
        bad = [
            place
            for place, cell in enumerate(cells)
            if cell and cell not in there and rule.fault(cell) is None
        ]
        if bad:
            rows = [texts[schemas.REPORT][place] for place in bad]
            example = cells[bad[0]][:SHOWN_LETTERS]
            yield schema.problem("code_unknown", rows, column=column, example=example)
    if {"desa_code", "tps_id"} <= texts.keys():
        yield from _place_problems(texts, tps, desa)


def _place_problems(
    texts: Texts, tps: pd.DataFrame, desa: pd.DataFrame
) -> Iterator[Problem]:
    """Name TPS of another desa than the one stated, and desa without TPS."""
    home = tps["desa_code"].to_dict()
    empty = set(desa.index) - set(home.values())
    found: dict[str, list[str]] = {}
    places = zip(
        texts[schemas.REPORT], texts["desa_code"], texts["tps_id"], strict=True
    )
    for row, code, tps_id in places:
        if code in desa.index and home.get(tps_id, code) != code:
            found.setdefault("tps_report_elsewhere", []).append(row)
        if not tps_id and code in empty:
            found.setdefault("tps_report_desa_empty", []).append(row)
    for fault, rows in found.items():
        yield schemas.TPS_REPORTS.problem(fault, rows)
