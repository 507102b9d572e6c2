"""Lines of a GeoPackage, read with sqlite3: no driver, nothing in it is run.

GDAL is barred (docs/decisions/0004). A view is a query, which may never end; so views
are refused, and so are triggers and virtual tables other than those every writer of
the format makes. Only feature tables are read, the file only from memory.
Source: OGC GeoPackage 1.3 (12-128r17), clause 2.1.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import shapely

from geo.errors import LayerError, Problem
from geo.impedance.ways.way import CLASS_COLUMNS, LAYER, ONEWAY, ways_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.impedance.ways.way import Way

_USUAL = (
    *("rtree_", "gpkg_tile_matrix_"),
    *("trigger_insert_feature_count_", "trigger_delete_feature_count_"),
)
_MAGIC = b"SQLite format 3\0"
_WGS84 = ("EPSG", 4326)
_HEADER = 8  # bytes before the envelope: "GP", version, flags, system
_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the number that the flags give
_EMPTY = 0b10000


def read_geopackage(content: bytes, file: str) -> list[Way]:
    """Every line of every feature table, in degrees (WGS 84).

    Raises `LayerError` for what is no GeoPackage, holds a view, a trigger or a
    virtual table of its own, names another coordinate system, or lists a geometry that
    no row holds.
    """
    if not content.startswith(_MAGIC):
        raise LayerError(LAYER, [Problem.of("gpkg_invalid", file=file)])
    try:
        with closing(sqlite3.connect(":memory:")) as store:
            store.deserialize(content)
            # No cell is longer than the file: what is, would be worked out.
            store.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, len(content))
            store.text_factory = _text
            store.execute("PRAGMA trusted_schema = OFF")
            store.execute("PRAGMA query_only = ON")
            _refuse_active(store, file)
            return list(_ways(store, file))
    except (sqlite3.Error, OverflowError, ValueError) as fault:
        problem = Problem.of("gpkg_invalid", file=file)
        raise LayerError(LAYER, [problem]) from fault


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def _refuse_active(store: sqlite3.Connection, file: str) -> None:
    """Refuse a file in which anything but rows would be asked."""
    # table_list tells what sqlite made of an entry, not what the entry calls itself.
    tables = store.execute("PRAGMA table_list").fetchall()
    active = [str(name) for _, name, kind, *_ in tables if kind == "view"]
    virtual = [str(name) for _, name, kind, *_ in tables if kind == "virtual"]
    triggers = store.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    active += [
        name
        for name in (*virtual, *(str(row[0]) for row in triggers))
        if not name.startswith(_USUAL)
    ]
    if active:
        shown = tuple(sorted(active)[:5])
        problem = Problem.of("gpkg_active", file=file, names=shown, count=len(active))
        raise LayerError(LAYER, [problem])


def _ways(store: sqlite3.Connection, file: str) -> Iterator[Way]:
    kinds = dict(store.execute("SELECT name, type FROM pragma_table_list").fetchall())
    listed = store.execute(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id"
        " FROM gpkg_geometry_columns AS g LEFT JOIN gpkg_spatial_ref_sys AS s"
        " ON s.srs_id = g.srs_id ORDER BY g.table_name"
    ).fetchall()
    wrong = {
        f"{organisation}:{number}"
        for _, _, organisation, number in listed
        if (str(organisation).upper(), number) != _WGS84
    }
    if wrong:
        named = {"layer": LAYER, "file": file, "crs": ", ".join(sorted(wrong))[:60]}
        raise LayerError(LAYER, [Problem.of("crs_unknown", **named)])
    for table, column, _, _ in listed:
        if kinds.get(table) == "table":
            yield from _features(store, str(table), str(column), file)


def _features(
    store: sqlite3.Connection, table: str, column: str, file: str
) -> Iterator[Way]:
    """Lines of one feature table; a column that is worked out is not looked at."""
    # table_info leaves out hidden and generated columns, unlike table_xinfo.
    info = store.execute("SELECT name FROM pragma_table_info(?)", (table,))
    present = {str(row[0]) for row in info}
    if column.lower() not in {name.lower() for name in present}:
        named = {"file": file, "table": table[:60], "column": column[:60]}
        raise LayerError(LAYER, [Problem.of("gpkg_geometry_missing", **named)])
    told = [name for name in (*CLASS_COLUMNS, ONEWAY) if name in present]
    names = ", ".join(_quoted(name) for name in (column, *told))
    for row in store.execute(f"SELECT {names} FROM {_quoted(table)}"):  # noqa: S608 - quoted
        tags = {
            name: "" if value is None else str(value)
            for name, value in zip(told, row[1:], strict=True)
        }
        yield from ways_of(_geometry(row[0]), tags)


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _geometry(blob: Any) -> BaseGeometry | None:  # noqa: ANN401 - whatever the cell holds
    """The geometry of a GeoPackage blob; None if it is empty or none at all."""
    if not isinstance(blob, bytes) or len(blob) <= _HEADER or blob[:2] != b"GP":
        return None
    flags = blob[3]
    envelope = (flags >> 1) & 0b111
    if flags & _EMPTY or envelope >= len(_ENVELOPES):
        return None
    start = _HEADER + _ENVELOPES[envelope]
    found: BaseGeometry | None = shapely.from_wkb(blob[start:], on_invalid="ignore")
    return found
