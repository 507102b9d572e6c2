"""Files of roads and waters: read, and refused."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import osmium
import pytest
from shapely.geometry import LineString, MultiLineString, Point

from geo.errors import LayerError
from geo.impedance.ways.geopackage import read_geopackage
from geo.impedance.ways.lines import read_ways, usable
from geo.impedance.ways.speeds_file import ASSUMED, read_speeds
from geo.impedance.ways.way import Way
from tests.builders import study_area

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDLESS = """
CREATE VIEW endless AS
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i FROM n) SELECT i FROM n
"""
ENDLESS_BLOB = "geom BLOB GENERATED ALWAYS AS (hex(zeroblob(200000000))) VIRTUAL"
LINE = [[116.0, 0.05], [116.1, 0.05]]


def feature(kind: str = "primary", line: Any = LINE, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A GeoJSON feature of one line."""
    geometry = {"type": "LineString", "coordinates": line}
    return {
        "type": "Feature",
        "properties": {"class": kind, **more},
        "geometry": geometry,
    }


def geojson(*features: dict[str, Any]) -> bytes:
    """A GeoJSON file."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def told(caught: pytest.ExceptionInfo[LayerError]) -> list[str]:
    """Codes of a refusal."""
    return [problem.code for problem in caught.value.problems]


def test_a_geojson_layer() -> None:
    """Lines and lines of several parts; points, blanks and lines of nothing go."""
    several = {
        "type": "Feature",
        "properties": {"highway": "track", "class": None},
        "geometry": {"type": "MultiLineString", "coordinates": [LINE, LINE[::-1]]},
    }
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 1]}}
    empty = feature(line=[])
    ways = read_ways(geojson(feature(), several, point, empty), "my.GeoJSON")
    assert [way.kind for way in ways] == ["primary", "track", "track"]
    assert ways[2].lonlat.tolist() == LINE[::-1]
    assert all(way.forward and way.backward for way in ways)
    assert read_ways(geojson({"type": "Feature"}), "my.json") == []


@pytest.mark.parametrize(
    ("said", "open_ways"),
    [
        ("yes", (True, False)),
        ("F", (True, False)),
        ("-1", (False, True)),
        ("no", (True, True)),
        ("", (True, True)),
    ],
)
def test_one_way(said: str, open_ways: tuple[bool, bool]) -> None:
    """As OpenStreetMap and its shapefiles write it."""
    (way,) = read_ways(geojson(feature(oneway=said)), "a.geojson")
    assert (way.forward, way.backward) == open_ways


def test_an_unknown_kind_of_file_is_refused() -> None:
    """By its ending."""
    with pytest.raises(LayerError) as caught:
        read_ways(b"", "roads.shp")
    assert told(caught) == ["lines_kind"]


def test_another_coordinate_system_is_refused() -> None:
    """As stated by the file."""
    named = {"type": "name", "properties": {"name": "EPSG:32650"}}
    document = {"type": "FeatureCollection", "crs": named, "features": []}
    with pytest.raises(LayerError) as caught:
        read_ways(json.dumps(document).encode(), "a.geojson")
    assert told(caught) == ["crs_unknown"]


# ----------------------------------------------------------------- what is usable


def kept(*ways: Way) -> tuple[list[Way], dict[str, int]]:
    """What is usable near three squares, from 116.0 to 116.3 east."""
    return usable(ways, {"primary"}, study_area(3), "a.geojson")


def way(kind: str = "primary", line: Any = LINE) -> Way:  # noqa: ANN401
    """A way."""
    return Way(kind, np.array(line, dtype=float))


def test_classes_without_a_speed_are_counted_and_named() -> None:
    """What lies far away is neither used nor counted."""
    far = way("path", [[100.0, 0], [101.0, 0]])
    ways, left_out = kept(way(), way("goat"), way("goat"), way(""), far)
    assert len(ways) == 1
    assert left_out == {"?": 1, "goat": 2}


@pytest.mark.parametrize(
    ("ways", "code"),
    [
        ([], "lines_missing"),
        ([way("goat")], "lines_classes"),
        ([way(line=[[400_000, 5000], [410_000, 5000]])], "lines_not_degrees"),
        ([way(line=[[np.nan, 0], [116, 0]])], "lines_not_degrees"),
        ([way(line=[[10, 10], [11, 11]])], "lines_far"),
    ],
)
def test_a_layer_of_no_use_is_refused(ways: list[Way], code: str) -> None:
    """By name."""
    with pytest.raises(LayerError) as caught:
        kept(*ways)
    assert told(caught) == [code]


def test_exchanged_axes_are_named() -> None:
    """Latitude first: the line would lie far away."""
    area = study_area(3)
    swapped = Way("primary", np.array([[0.05, 80.0], [0.05, 80.1]]))
    moved = area.kecamatan.set_geometry(area.kecamatan.translate(80.0 - 116.0))
    with pytest.raises(LayerError) as caught:
        usable([swapped], {"primary"}, replace(area, kecamatan=moved), "a.geojson")
    assert told(caught) == ["lines_swapped"]


# ---------------------------------------------------------------------- GeoPackage


def package(
    path: Path, change: Callable[[sqlite3.Connection], object] | None = None
) -> bytes:
    """A GeoPackage of two lines and a point, as geopandas writes it; then changed."""
    shapes = [LineString(LINE), MultiLineString([LINE, LINE[::-1]]), Point(1, 1), None]
    columns = {"class": ["primary", None, "x", "y"], "oneway": ["yes", "", None, None]}
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)
    file = path / "roads.gpkg"
    frame.to_file(file, driver="GPKG")
    if change is not None:
        store = sqlite3.connect(file)
        change(store)
        store.commit()
        store.close()
    return file.read_bytes()


def test_a_geopackage(tmp_path: Path) -> None:
    """Lines of every feature table, in degrees, with class and direction."""
    ways = read_ways(package(tmp_path), "roads.gpkg")
    assert [each.kind for each in ways] == ["primary", "", ""]
    assert [each.backward for each in ways] == [False, True, True]
    assert ways[0].lonlat.tolist() == LINE


@pytest.mark.parametrize(
    "sql",
    [
        ENDLESS,
        "CREATE TRIGGER nasty AFTER INSERT ON roads BEGIN DELETE FROM roads; END",
        "CREATE VIRTUAL TABLE other USING rtree(id, a, b)",
    ],
)
def test_what_would_run_is_refused(tmp_path: Path, sql: str) -> None:
    """A view, a trigger, a virtual table that is no spatial index."""
    content = package(tmp_path, lambda store: store.execute(sql))
    with pytest.raises(LayerError) as caught:
        read_geopackage(content, "roads.gpkg")
    assert told(caught) == ["gpkg_active"]
    assert dict(caught.value.problems[0].values)["count"] == 1


def test_a_view_in_disguise_is_refused(tmp_path: Path) -> None:
    """An entry may call itself a table: what sqlite makes of it counts."""

    def disguise(store: sqlite3.Connection) -> None:
        store.execute("CREATE VIEW sly AS SELECT 1 AS geom")
        store.execute("PRAGMA writable_schema = ON")
        store.execute("UPDATE sqlite_schema SET type = 'table' WHERE name = 'sly'")

    with pytest.raises(LayerError) as caught:
        read_geopackage(package(tmp_path, disguise), "roads.gpkg")
    assert told(caught)[0] in {"gpkg_active", "gpkg_invalid"}


@pytest.mark.parametrize("named", ["geom", "lost"])
def test_a_geometry_that_no_row_holds_is_refused(tmp_path: Path, named: str) -> None:
    """Worked out, 400 MB a row, or not there at all: never asked for."""

    def work_out(store: sqlite3.Connection) -> None:
        store.execute(f"CREATE TABLE sly (fid INTEGER PRIMARY KEY, {ENDLESS_BLOB})")
        store.execute("INSERT INTO sly (fid) VALUES (1)")
        store.execute(
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('sly', '')"
        )
        row = ("sly", named, "LINESTRING", 4326, 0, 0)
        store.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", row
        )

    with pytest.raises(LayerError) as caught:
        read_geopackage(package(tmp_path, work_out), "roads.gpkg")
    (problem,) = caught.value.problems
    assert problem.code == "gpkg_geometry_missing"
    told_of = dict(problem.values)
    assert (told_of["table"], told_of["column"]) == ("sly", named)


def test_a_cell_longer_than_the_file_is_refused(tmp_path: Path) -> None:
    """The list of geometries itself is worked out: stopped, not filled."""

    def work_out(store: sqlite3.Connection) -> None:
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute("DROP TABLE gpkg_geometry_columns")
        store.execute(
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, srs_id INTEGER, "
            + ENDLESS_BLOB.replace("geom", "column_name")
            + ")"
        )
        store.execute("INSERT INTO gpkg_geometry_columns VALUES ('roads', 4326)")

    with pytest.raises(LayerError) as caught:
        read_geopackage(package(tmp_path, work_out), "roads.gpkg")
    assert told(caught) == ["gpkg_invalid"]


def test_the_name_of_the_geometry_in_other_letters(tmp_path: Path) -> None:
    """GEOM is geom, as it is to sqlite."""
    sql = "UPDATE gpkg_geometry_columns SET column_name = 'GEOM'"
    content = package(tmp_path, lambda store: store.execute(sql))
    assert len(read_geopackage(content, "roads.gpkg")) == 3


def test_another_system_in_a_geopackage_is_refused(tmp_path: Path) -> None:
    """Metres are not read as degrees."""
    frame = gpd.GeoDataFrame({"class": ["a"]}, geometry=[LineString(LINE)], crs=32650)
    frame.to_file(tmp_path / "m.gpkg", driver="GPKG")
    with pytest.raises(LayerError) as caught:
        read_geopackage((tmp_path / "m.gpkg").read_bytes(), "m.gpkg")
    assert told(caught) == ["crs_unknown"]


def test_rows_of_no_geometry_are_passed_over(tmp_path: Path) -> None:
    """Text, a short blob, an empty flag, an envelope of no kind, broken WKB."""
    blobs = ["text", b"GP", b"GP\0\x10" + b"\0" * 9, b"GP\0\x0a" + b"\0" * 9]
    blobs.append(b"GP\0\0" + b"\0" * 9)

    def spoil(store: sqlite3.Connection) -> None:
        store.execute("DROP TRIGGER rtree_roads_geom_insert")
        for blob in blobs:
            store.execute("INSERT INTO roads (geom, class) VALUES (?, 'bad')", (blob,))

    def named(store: sqlite3.Connection) -> None:
        store.execute(
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('no', '')"
        )
        row = ("no", "geom", "LINESTRING", 4326, 0, 0)
        store.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", row
        )

    def change(store: sqlite3.Connection) -> None:
        spoil(store)
        named(store)

    ways = read_geopackage(package(tmp_path, change), "roads.gpkg")
    assert "bad" not in {each.kind for each in ways}
    assert len(ways) == 3


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_geopackage_is_refused(content: bytes) -> None:
    """Named, not crashed on."""
    with pytest.raises(LayerError) as caught:
        read_geopackage(content, "a.gpkg")
    assert told(caught) == ["gpkg_invalid"]


# ------------------------------------------------------------------- OpenStreetMap


def extract(path: Path) -> bytes:
    """An extract of four nodes: a road with a hole, a ferry, a river, and others."""
    file = path / "my.osm.pbf"
    places = [(116.0, 0.05), (116.1, 0.05), (116.2, 0.05), (116.25, 0.05)]
    ways = [
        ([1, 2, 99, 3, 4], {"highway": "primary", "oneway": "yes"}),
        ([1, 3], {"route": "ferry"}),
        ([2, 3], {"waterway": "river"}),
        ([1, 2], {"route": "bus"}),
        ([1, 2], {"waterway": "drain"}),
        ([1, 2], {"building": "yes"}),
        ([1, 99], {"highway": "path"}),
    ]
    writer = osmium.SimpleWriter(str(file))
    mutable = osmium.osm.mutable
    for number, place in enumerate(places, start=1):
        tags = {"highway": "crossing"} if number == 1 else {}
        writer.add_node(mutable.Node(id=number, location=place, tags=tags, version=1))
    for number, (nodes, tags) in enumerate(ways, start=1):
        writer.add_way(mutable.Way(id=number, nodes=nodes, tags=tags, version=1))
    writer.close()
    return file.read_bytes()


def test_an_extract(tmp_path: Path) -> None:
    """Roads, ferries, rivers; a way is cut where the extract lacks a node."""
    ways = read_ways(extract(tmp_path), "my.osm.pbf")
    assert [each.kind for each in ways] == ["primary", "primary", "ferry", "river"]
    assert ways[0].lonlat == pytest.approx(np.array(LINE))
    assert [each.backward for each in ways] == [False, False, True, True]


def test_what_is_no_extract_is_refused(tmp_path: Path) -> None:
    """Junk, and half of a file."""
    for content in (b"junk", extract(tmp_path)[:40]):
        with pytest.raises(LayerError) as caught:
            read_ways(content, "my.osm.pbf")
        assert told(caught) == ["osm_invalid"]


# -------------------------------------------------------------------------- speeds


def test_a_table_of_speeds() -> None:
    """Whole numbers and halves."""
    found = read_speeds(b"[goat]\ndry = 3\nwet = 2.5\n", "s.toml")
    assert found == {"goat": (3.0, 2.5)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", ["layer_empty"]),
        (b"a = [", ["toml_invalid"]),
        (b"a = 1", ["speed_keys"]),
        (b"[a]\ndry = 3", ["speed_keys"]),
        (
            b"[a]\ndry = 0\nwet = nan\n[b]\ndry=1\nwet=2",
            ["speed_invalid"] * 2 + ["speed_wet_quicker"],
        ),
        (b"[a]\ndry = true\nwet = 'x'", ["speed_invalid"] * 2),
        (b"[a]\ndry = 200.1\nwet = 200", ["speed_invalid"]),
    ],
)
def test_faulty_speeds_are_named(text: bytes, expected: list[str]) -> None:
    """Every one at once."""
    with pytest.raises(LayerError) as caught:
        read_speeds(text, "s.toml")
    assert told(caught) == expected


def test_assumed_speeds_obey_their_own_rule() -> None:
    """Above 0, and never quicker in the rain."""
    assert all(dry >= wet > 0 for dry, wet in ASSUMED.values())
