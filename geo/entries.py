"""The catalogue's text, written from the tables, sources.csv and area.toml."""

from __future__ import annotations

import json
import math
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import tomli_w

from geo import schemas
from geo.catalogue_file import FORMAT
from geo.dates import DERIVED, dates_in, span_of, stated_dates
from geo.errors import CatalogueError, Problem
from geo.reading import parse_csv, sealed, sha256
from geo.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.reading import Files

_HEADER = "# Made from the tables beside it by `python cli.py build`: do not edit.\n\n"
_COPIED = ("code", "name", "warehouse", "election", "roads", "assumptions")
_OPTIONAL = ("voyage",)

Table = dict[str, Any]


def catalogue_toml(files: Files, authored: Mapping[str, Any]) -> str:
    """Write catalogue.toml: what every file is, and what area.toml states.

    Its first line tells a change by hand. Figures of conflicts get their values
    from the tables. Raises `CatalogueError` for a part of area.toml that is
    missing or names a fact that facts.csv does not have.
    """
    facts = read_table(files, schemas.FACTS)
    try:
        document = {
            "format": FORMAT,
            **{name: authored[name] for name in _COPIED},
            **{name: authored[name] for name in _OPTIONAL if name in authored},
            "notices": [_notice(each) for each in authored["notices"]],
            "layers": [_layer(each, facts) for each in authored["layers"]],
            "conflicts": [
                {**each, "figures": [_figure(f, facts, files) for f in each["figures"]]}
                for each in authored["conflicts"]
            ],
            "files": file_entries(files, authored),
        }
    except (KeyError, TypeError, AttributeError) as fault:
        part = str(fault.args[0])
        problem = Problem.of("catalogue_invalid", file="area.toml", part=part)
        raise CatalogueError([problem]) from fault
    return sealed(_HEADER + tomli_w.dumps(document))


def file_entries(files: Files, authored: Mapping[str, Any]) -> list[Table]:
    """Describe each file by sources.csv and area.toml, in order of name."""
    sources = read_table(files, schemas.SOURCES)
    return [
        _entry(name, content, sources, authored)
        for name, content in sorted(files.items())
    ]


def fact_number(facts: pd.DataFrame, fact: str) -> float:
    """Return the number of a fact.

    Raises `CatalogueError` if facts.csv has no such fact, or no number for it.
    """
    if fact not in facts.index:
        raise CatalogueError([Problem.of("fact_unknown", fact=fact)])
    value = str(facts["value"][fact])
    try:
        return float(value)
    except ValueError as fault:
        problem = Problem.of("fact_not_number", fact=fact, value=value)
        raise CatalogueError([problem]) from fault


def _entry(
    name: str, content: bytes, sources: pd.DataFrame, authored: Mapping[str, Any]
) -> Table:
    pattern = [fnmatch(name, file) for file in sources["file"]]
    rows = sources[pattern]
    stated = _stated(name, authored["files"])
    columns = rows.drop(columns="file").to_dict("records")
    dates = _row_dates(name, content) or stated_dates(
        (column["date"], column["quality"]) for column in columns
    )
    earliest, latest, vintage = span_of(dates)
    notices = [n["code"] for n in authored["notices"] if name in n["files"]]
    return {
        "name": name,
        "role": stated.get("role", "description"),
        "sha256": sha256(content),
        "rows": _count(name, content),
        "source": _joined(rows["source"]),
        "licence": _joined(rows["licence"]),
        "quality": _joined(rows["quality"]),
        "vintage": vintage,
        "earliest": earliest,
        "latest": latest,
        "completeness": stated.get("completeness", "complete"),
        "notices": notices,
        "columns": columns,
    }


def _stated(name: str, files: Mapping[str, Table]) -> Table:
    """Return what area.toml says of a file, by its name or a pattern of it."""
    return next((said for file, said in files.items() if fnmatch(name, file)), {})


def _joined(texts: pd.Series) -> str:
    """List each text once, in order, with a semicolon between them."""
    return "; ".join(dict.fromkeys(text for text in texts if text != "-"))


def _row_dates(name: str, content: bytes) -> list[str]:
    """Find the dates that the rows of a table state for themselves."""
    if not name.endswith(".csv"):
        return []
    return dates_in(*_texts(name, content).get("source_date", []))


def _texts(name: str, content: bytes) -> dict[str, list[str]]:
    return parse_csv(content, name.removesuffix(".csv"), name)


def _count(name: str, content: bytes) -> int:
    """Count the rows of a table or the features of a layer; 0 for a text."""
    if name.endswith(".csv"):
        return len(next(iter(_texts(name, content).values())))
    if name.endswith(".geojson"):
        return len(json.loads(content)["features"])
    return 0


def _notice(notice: Mapping[str, Any]) -> Table:
    return {name: notice[name] for name in ("code", "holder", "licence", "text")}


def _layer(layer: Mapping[str, Any], facts: pd.DataFrame) -> Table:
    fact = layer.get("expected_fact")
    expected = math.nan if fact is None else fact_number(facts, fact)
    kept = {name: each for name, each in layer.items() if name != "expected_fact"}
    return {**kept, "expected": expected}


def _figure(figure: Mapping[str, Any], facts: pd.DataFrame, files: Files) -> Table:
    """Give a figure its value: of a fact, worked out from facts, or as stated."""
    label = figure["label"]
    if "fact" in figure:
        fact = figure["fact"]
        row = facts.loc[fact] if fact in facts.index else None
        value = fact_number(facts, fact)
        unit, source = ("", "") if row is None else (row["unit"], row["source"])
        return _valued(label, value, unit, "fact", source)
    if "value" in figure:
        value = float(figure["value"])
        return _valued(label, value, figure["unit"], "stated", figure["source"])
    name = next((name for name in (*_WORKED, "sum") if name in figure), "fact")
    parts = figure[name]
    if name == "sum":
        table, column = parts
        cells = _texts(table, files[table])[column]
        value = math.fsum(float(cell) for cell in cells)
    else:
        value = _WORKED[name](*(_operand(facts, part) for part in parts))
    source = f"{name}: " + ", ".join(str(part) for part in parts)
    return _valued(label, round(value, 2), figure["unit"], DERIVED, source)


def _valued(label: Table, value: float, unit: str, basis: str, source: str) -> Table:
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "basis": basis,
        "source": source,
    }


def _operand(facts: pd.DataFrame, part: str | float) -> float:
    return fact_number(facts, part) if isinstance(part, str) else float(part)


_WORKED = {
    "divide": lambda a, b: a / b,
    "multiply": lambda a, b: a * b,
    "percent": lambda a, b: 100.0 * a / b,
}
