"""Layers that contradict a schema or each other cannot be made."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from geo.build import finish
from geo.catalogue_file import from_document
from geo.errors import LayerError
from geo.layers import Layers, read_layers
from geo.places import read_desa, read_kecamatan, road_classes
from geo.reading import CATALOGUE, parse_toml
from tests.geo.support import changed, codes, source_files, values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.area import StudyArea
    from geo.reading import Files
    from tests.geo.support import Row

    Change = Callable[[list[Row]], Any]


@pytest.fixture(scope="module")
def files(area_path: Path) -> Files:
    """Return the real files, tps.csv and catalogue included."""
    return finish(source_files(area_path))


def refused(files: Files, name: str, change: Change, area: StudyArea) -> LayerError:
    """Plant a fault in a table and return the refusal."""
    with pytest.raises(LayerError) as caught:
        read_layers(changed(files, name, change), area.election)
    return caught.value


def put(place: int, **cells: str) -> Change:
    """Return a change that sets some cells of one row."""
    return lambda rows: rows[place].update(cells)


def without(column: str) -> Change:
    """Return a change that drops a column."""
    return lambda rows: [row.pop(column) for row in rows]


def test_the_real_files_make_layers(files: Files, area: StudyArea) -> None:
    """What is refused below is refused for its fault alone."""
    layers = read_layers(files, area.election)
    sizes = [len(getattr(layers, each.name)) for each in fields(layers)]
    assert sizes == [18, 141, 701, 21, 18, 12, 36, 38, 10, 1]


def test_a_kecamatan_file_with_a_missing_column_is_told_once(
    files: Files, area: StudyArea
) -> None:
    """One fault, one problem, with the column and the file."""
    error = refused(files, "kecamatan.csv", without("tps_pilkada2024"), area)
    (problem,) = error.problems
    assert error.layer == "kecamatan"
    assert problem.code == "column_missing"
    assert values(problem)["column"] == "tps_pilkada2024"
    assert values(problem)["file"] == "kecamatan.csv"


@pytest.mark.parametrize(
    ("name", "change", "layer", "found"),
    [
        ("kecamatan.csv", without("kecamatan"), "kecamatan", "column_missing"),
        ("kecamatan.csv", put(0, dps_pilkada2020="x"), "kecamatan", "number_invalid"),
        ("kecamatan.csv", put(0, tps_pilkada2024=""), "kecamatan", "value_missing"),
        ("kecamatan.csv", lambda r: r.pop(), "kecamatan", "codes_differ"),
        ("kecamatan.csv", put(7, kecamatan="Kongbeng"), "kecamatan", "names_differ"),
        ("kecamatan.csv", put(0, tps_pilkada2024="23"), "desa", "desa_tps_differ"),
        ("desa.csv", without("tps_pilkada2024_est"), "desa", "column_missing"),
        ("desa.csv", put(0, area_km2="nan"), "desa", "number_invalid"),
        ("desa.csv", put(0, area_km2="0"), "desa", "value_too_low"),
        ("desa.csv", lambda r: r.append(r[0]), "desa", "code_duplicate"),
        ("desa.csv", put(0, kecamatan_code="64.08.99"), "desa", "code_unknown"),
        ("tps.csv", put(0, lon="1", lat="1"), "tps", "tps_outside"),
        ("tps.csv", put(0, lon="0.34", lat="116.55"), "tps", "axes_swapped"),
        ("tps.csv", put(0, lon="117.5", lat="0.5"), "tps", "tps_elsewhere"),
        ("tps.csv", put(0, desa_code="64.08.01.9999"), "tps", "code_unknown"),
        (
            "tps.csv",
            put(0, kecamatan_code="64.08.02"),
            "tps",
            "desa_elsewhere tps_elsewhere",
        ),
        ("tps.csv", put(0, location_quality="gps"), "tps", "choice_unknown"),
        ("tps.csv", lambda r: r.pop(), "tps", "tps_count_differs voters_sum_differs"),
        ("tps.csv", put(0, voters_est="1"), "tps", "voters_sum_differs"),
        ("posts.csv", put(0, desa_code="64.08.12.9999"), "posts", "code_unknown"),
        ("posts.csv", put(0, desa_code="64.08.01.2001"), "posts", "desa_elsewhere"),
        ("posts.csv", put(0, kecamatan_code="64.09.01"), "posts", "code_unknown"),
        ("posts.csv", put(0, covers_kecamatan="64.08.99"), "posts", "code_unknown"),
        ("posts.csv", put(0, lon="117,56"), "posts", "decimal_comma"),
        ("posts.csv", put(0, lon="0.44", lat="117.56"), "posts", "axes_swapped"),
        ("posts.csv", put(0, lon="106.8", lat="-6.2"), "posts", "point_far"),
        (
            "posts.csv",
            put(0, lon="559331", lat="49226"),
            "posts",
            "coordinates_not_degrees",
        ),
        (
            "posts.csv",
            put(0, lon="116.5", lat="0.4"),
            "posts",
            "post_outside_kecamatan",
        ),
        ("posts.csv", put(0, post_type="pos polisi"), "posts", "choice_unknown"),
        ("posts.csv", put(0, source_date="banana"), "posts", "date_invalid"),
        ("posts.csv", put(0, source_date="2024-13"), "posts", "date_invalid"),
        ("posts.csv", put(0, source_date="2023-02-29"), "posts", "date_invalid"),
        ("posts.csv", put(0, source_date="27-11-2024"), "posts", "date_invalid"),
        ("posts.csv", put(0, source_date="2099-01-01"), "posts", "date_too_late"),
        ("links.csv", put(0, source_date="2035"), "links", "date_too_late"),
        (
            "kecamatan_facts.csv",
            put(0, source_date="c. 2035"),
            "kecamatan_facts",
            "date_too_late",
        ),
        ("seats.csv", lambda r: r.pop(), "seats", "seat_missing"),
        (
            "seats.csv",
            put(0, kecamatan_code="x"),
            "seats",
            "code_invalid",
        ),
        ("seats.csv", put(0, desa_code="64.08.02.2003"), "seats", "desa_elsewhere"),
        ("seats.csv", put(0, desa_code="64.08.01.9999"), "seats", "code_unknown"),
        ("links.csv", put(0, to_desa="64.08.09.9999"), "links", "code_unknown"),
        ("links.csv", put(0, to_desa="64.08.04.2001"), "links", "link_loop"),
        ("links.csv", put(0, mode="air"), "links", "choice_unknown"),
        ("links.csv", put(0, hours_dry="-1"), "links", "value_too_low"),
        ("facts.csv", put(0, value=""), "facts", "value_missing"),
        (
            "kecamatan_facts.csv",
            put(0, kecamatan_code="64.08.99"),
            "kecamatan_facts",
            "code_unknown",
        ),
    ],
)
def test_a_planted_fault_has_one_name(
    files: Files, area: StudyArea, *, name: str, change: Change, layer: str, found: str
) -> None:
    """Each class of fault, alone, gives what it breaks and no more."""
    error = refused(files, name, change, area)
    assert (error.layer, set(codes(error))) == (layer, set(found.split()))


def test_a_tps_outside_every_kecamatan_is_named(files: Files, area: StudyArea) -> None:
    """One problem with the TPS in it, not a crash and not a silence."""
    error = refused(files, "tps.csv", put(0, lon="118.9", lat="0.1"), area)
    (problem,) = error.problems
    assert problem.code == "tps_outside"
    assert values(problem)["rows"] == ("64.08.01.2001-001",)
    assert values(problem)["count"] == 1


def test_faults_of_cells_and_of_places_come_together(
    files: Files, area: StudyArea
) -> None:
    """Somebody who corrects posts needs one round, not four."""

    def change(rows: list[Row]) -> None:
        rows[0]["lon"] = "117,56"
        rows[1]["lon"] = "106.8"
        rows[2]["covers_kecamatan"] = "64.08.99"
        rows[3]["name"] = ""
        rows[5]["post_id"] = rows[4]["post_id"]

    error = refused(files, "posts.csv", change, area)
    assert sorted(codes(error)) == [
        "code_duplicate",
        "code_unknown",
        "decimal_comma",
        "point_far",
        "value_missing",
    ]


def test_one_fault_of_a_row_does_not_hide_the_others(
    files: Files, area: StudyArea
) -> None:
    """A kecamatan, a covered one and a basis that do not exist: three faults."""
    change = put(
        0,
        kecamatan_code="64.08.99",
        covers_kecamatan="64.08.77",
        location_basis="foo",
    )
    error = refused(files, "posts.csv", change, area)
    told = {values(problem)["column"]: problem.code for problem in error.problems}
    assert told == {
        "location_basis": "choice_unknown",
        "kecamatan_code": "code_unknown",
        "covers_kecamatan": "code_unknown",
    }


@pytest.mark.parametrize("stated", ["", "2034", "2024-11", "c. 2014", "2024-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(
    files: Files, area: StudyArea, stated: str
) -> None:
    """Up to ten years after the year of polling day, 2024: exactly 2034 is in order."""
    dated = changed(files, "posts.csv", put(0, source_date=stated))
    assert read_layers(dated, area.election).posts["source_date"].iloc[0] == stated


def test_a_post_just_outside_its_indicative_border_is_accepted(
    files: Files, area: StudyArea
) -> None:
    """A pier stands in the water; the borders are generalised."""
    moved = changed(files, "posts.csv", put(18, lon="117.66", lat="0.4755"))
    layers = read_layers(moved, area.election)
    assert area.kecamatan_at(117.66, 0.4755) is None
    assert layers.posts.loc["P19", "lon"] == 117.66


def with_features(files: Files, name: str, change: Callable[[list[Any]], Any]) -> Files:
    """Return the files with the features of a layer changed in place."""
    document = json.loads(files[name])
    change(document["features"])
    return {**files, name: json.dumps(document).encode()}


EMPTY = b'{"type": "FeatureCollection", "features": [], "crs": %s}'
BOW_TIE = [[[116.0, 0.1], [117.0, 1.0], [117.0, 0.1], [116.0, 1.0], [116.0, 0.1]]]
SWAPPED = [[[0.1, 116.0], [1.0, 116.0], [1.0, 117.0], [0.1, 116.0]]]
METRES = [[[5e5, 1e4], [6e5, 1e4], [6e5, 9e4], [5e5, 1e4]]]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "geometry_missing"),
        ({"type": "Polygon"}, "geometry_missing"),
        ({"type": "Polygon", "coordinates": [[1, 2]]}, "geometry_missing"),
        ({"type": "Blob", "coordinates": []}, "geometry_missing"),
        ({"type": "Point", "coordinates": [116.5, 0.5]}, "geometry_type"),
        ({"type": "Polygon", "coordinates": []}, "geometry_empty"),
        ({"type": "Polygon", "coordinates": BOW_TIE}, "geometry_invalid"),
        ({"type": "Polygon", "coordinates": SWAPPED}, "axes_swapped"),
        ({"type": "Polygon", "coordinates": METRES}, "coordinates_not_degrees"),
    ],
)
def test_a_faulty_polygon_is_named(
    files: Files, area: StudyArea, geometry: object, code: str
) -> None:
    """By the code of its kecamatan, whatever is wrong with it."""
    bad = with_features(
        files, "kecamatan.geojson", lambda f: f[2].update(geometry=geometry)
    )
    with pytest.raises(LayerError) as caught:
        read_kecamatan(bad, area.election)
    (problem,) = caught.value.problems
    assert (problem.code, values(problem)["rows"]) == (code, ("64.08.03",))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "geojson_invalid"),
        (b"[]", "geojson_invalid"),
        (b'{"type": "Feature"}', "geojson_invalid"),
        (b'{"type": "FeatureCollection", "features": [1]}', "geojson_invalid"),
        (b'{"type": "FeatureCollection", "features": NaN}', "geojson_invalid"),
        (b"\xff\xfe", "geojson_invalid"),
        (b"[" * 100_000, "geojson_invalid"),
        (EMPTY % b'{"type": "name", "properties": {"name": "X"}}', "crs_unknown"),
        (EMPTY % b'{"type": "link", "properties": {"href": "u"}}', "crs_unknown"),
        (EMPTY % b'"EPSG:32650"', "crs_unknown"),
    ],
)
def test_what_is_no_geojson_in_degrees_is_refused(
    files: Files, area: StudyArea, content: bytes, code: str
) -> None:
    """No link is followed and no other coordinate system is taken for degrees."""
    with pytest.raises(LayerError) as caught:
        read_desa({**files, "desa.geojson": content}, area.election, area.kecamatan)
    assert codes(caught.value) == [code]


def test_a_layer_that_names_no_system_is_in_degrees(
    files: Files, area: StudyArea
) -> None:
    """GeoJSON of today has no crs member: RFC 7946 says WGS 84."""
    document = json.loads(files["land.geojson"])
    del document["crs"]
    plain = {**files, "land.geojson": json.dumps(document).encode()}
    assert len(read_layers(plain, area.election).land) == 1


def test_features_without_properties_have_blank_cells(
    files: Files, area: StudyArea
) -> None:
    """They are named by their line."""
    bad = with_features(files, "desa.geojson", lambda f: f[1].update(properties=None))
    with pytest.raises(LayerError) as caught:
        read_desa(bad, area.election, area.kecamatan)
    blank = [p for p in caught.value.problems if p.code == "value_missing"]
    assert {values(problem)["rows"] for problem in blank} == {("#3",)}


def test_a_shape_layer_without_a_geometry_is_refused(
    files: Files, area: StudyArea
) -> None:
    """Land and neighbours are checked like the rest."""
    bad = with_features(files, "land.geojson", lambda f: f[0].update(geometry=None))
    with pytest.raises(LayerError, match="land: geometry_missing"):
        read_layers(bad, area.election)


def test_a_table_that_is_not_there_is_named(files: Files, area: StudyArea) -> None:
    """A catalogue may forget to list a file; the layer does not."""
    rest = {name: content for name, content in files.items() if name != "links.csv"}
    with pytest.raises(LayerError, match=r"links: file_missing file=links\.csv"):
        read_layers(rest, area.election)


def layers_of(area: StudyArea) -> dict[str, Any]:
    """Return the frames of an area by layer."""
    return {each.name: getattr(area, each.name) for each in fields(Layers)}


def test_layers_refuse_a_faulty_frame_however_it_was_made(area: StudyArea) -> None:
    """The rule sits in the layer, not only in the reader."""
    tps = area.tps.assign(lon=0.0)
    with pytest.raises(LayerError, match="tps: tps_outside"):
        Layers(**{**layers_of(area), "tps": tps})


def test_layers_refuse_an_unknown_figure(area: StudyArea) -> None:
    """A nan slips past no comparison."""
    desa = gpd.GeoDataFrame(area.desa.assign(area_km2=float("nan")))
    with pytest.raises(LayerError, match="desa: value_missing"):
        Layers(**{**layers_of(area), "desa": desa})


@pytest.mark.parametrize(
    ("code", "road"),
    [("64.08.01", "toll"), ("64.08.99", "coast")],
)
def test_a_road_class_must_be_one_of_three_for_each_kecamatan(
    area: StudyArea, files: Files, code: str, road: str
) -> None:
    """Speeds are fitted per class: none may lack, none may be made up."""
    catalogue = from_document(parse_toml(files[CATALOGUE], CATALOGUE))
    classes = {**catalogue.roads.classes, code: road}
    with pytest.raises(LayerError, match="road_class_unknown") as caught:
        road_classes(area.kecamatan, replace(catalogue.roads, classes=classes))
    assert values(caught.value.problems[0])["rows"] == (code,)


def test_a_kecamatan_without_a_road_class_is_named(area: StudyArea) -> None:
    """Unknown is not the same as interior."""
    roads = area.catalogue.roads
    classes = {code: road for code, road in roads.classes.items() if code != "64.08.06"}
    with pytest.raises(LayerError, match=r"road_class_unknown.*64\.08\.06"):
        road_classes(area.kecamatan, replace(roads, classes=classes))
