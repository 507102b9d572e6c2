"""A study area whose every name would act if anything but a reader read it."""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from itertools import count
from typing import TYPE_CHECKING, Any

import tomli_w

from geo.build import build_area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = (
    "{{7*7}}",
    "{% raw %}",
    "${alert(1)}",
    "<img src=x onerror=alert(2)>",
    "Pos {{",
    "![x](http://192.0.2.1/x.png)",
    "[k](javascript:alert(3))",
    ":red[x]",
    "$x$",
    "=1+1",
    "http://192.0.2.1/y",
    "</script><script>alert(4)</script>",
)
COLUMNS = {
    "kecamatan.csv": ("kecamatan",),
    "desa.csv": ("desa",),
    "posts.csv": ("post_id", "name", "source"),
    "seats.csv": ("source",),
    "links.csv": ("source",),
    "facts.csv": ("unit", "note", "source", "quality"),
    "kecamatan_facts.csv": ("unit", "source", "quality"),
    "tps_indicators.csv": (
        *("variable_id", "variable_en", "name_id", "name_en", "seen_in"),
    ),
    "sources.csv": ("source", "licence", "date", "quality"),
}
"""Every column of free text; the rest are codes, numbers and choices."""
PROPERTIES = {
    "kecamatan.geojson": ("kecamatan",),
    "desa.geojson": ("desa",),
    "kaltim_context.geojson": ("nama",),
    "land.geojson": ("source",),
}
LONGEST = 1000
WORDS = {
    "explanation": LONGEST,
    "formula": LONGEST,
    "holder": LONGEST,
    "label": LONGEST,
    "licence": LONGEST,
    "name": LONGEST,
    "note": LONGEST,
    "opens_note": LONGEST,
    "notes": LONGEST,
    "reason": LONGEST,
    "short": 28,
    "source": LONGEST,
    "text": LONGEST,
    "title": LONGEST,
    "unit": LONGEST,
}
"""Free text in the authored TOML files: key -> longest text it may hold."""


def hostile_area(source: Path, target: Path) -> Path:
    """Copy a study area, rename all that can be renamed, and build it.

    Names of places are the same in tables and shapes. Each name is one of
    `NAMES` and a running number, so that names which must differ do.
    """
    shutil.copytree(source, target)
    places: dict[str, str] = {}
    for file, columns in COLUMNS.items():
        _rename_cells(target / file, columns, places)
    for file, keys in PROPERTIES.items():
        _rename_properties(target / file, keys, places)
    for path in sorted(target.rglob("*.toml")):
        if path.name != "catalogue.toml":
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            renamed = _rehomed(_renamed(table, _names()), places)
            path.write_text(tomli_w.dumps(renamed), encoding="utf-8")
    build_area(target, target)
    return target


def _names() -> Iterator[str]:
    """Yield hostile names without end, each once."""
    return (f"{NAMES[number % len(NAMES)]} {number}" for number in count())


def _rename_cells(path: Path, columns: tuple[str, ...], places: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {column: _names() for column in columns}
    for row in rows:
        for column in columns:
            new = next(names[column])
            if column in ("kecamatan", "desa"):
                places[row[f"{column}_code"]] = new
            if column == "post_id":
                places[row[column]] = new
            row[column] = new
        if path.name == "seats.csv":
            row["desa"] = places[row["desa_code"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rename_properties(
    path: Path, keys: tuple[str, ...], places: dict[str, str]
) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    names = _names()
    for feature in document["features"]:
        properties = feature["properties"]
        for key in keys:
            code = properties.get(f"{key}_code")
            properties[key] = places.get(code) or next(names)
    path.write_text(json.dumps(document), encoding="utf-8")


def _rehomed(value: Any, places: dict[str, str]) -> Any:  # noqa: ANN401 - as below
    """Return a TOML value whose pools start from the posts under their new ids."""
    if isinstance(value, dict):
        return {
            key: places[inner] if key == "home" else _rehomed(inner, places)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_rehomed(inner, places) for inner in value]
    return value


def _renamed(value: Any, names: Iterator[str], most: int = 0) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return a TOML value with its free texts, at most so long, renamed in order."""
    if isinstance(value, dict):
        return {
            key: _renamed(inner, names, most or WORDS.get(key, 0))
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_renamed(inner, names, most) for inner in value]
    if most and isinstance(value, str):
        return next(name for name in names if len(name) <= most)
    return value
