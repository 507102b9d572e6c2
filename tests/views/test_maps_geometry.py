"""Shapes are written once, whole, under the hash of what is in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box, difference

from geo.errors import PetaRawanError
from views.maps.geometry import cache_folder, write_geometry
from views.maps.places import context_points, label_points

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Shapes:
    """Two areas of one degree side by side, and a neighbour to their west."""

    kecamatan: gpd.GeoDataFrame
    context: gpd.GeoDataFrame
    land: gpd.GeoDataFrame


def two_areas(east: float = 118.0) -> Shapes:
    """Return areas A and B from 116 to `east`, 0 to 1 degrees north."""
    middle = (116 + east) / 2
    return Shapes(
        kecamatan=gpd.GeoDataFrame(
            {"kecamatan": ["Rahasia A", "Rahasia B"]},
            index=["A", "B"],
            geometry=[box(116, 0, middle, 1), box(middle, 0, east, 1)],
            crs=WGS84,
        ),
        context=gpd.GeoDataFrame(
            {"kode": ["own", "west"], "nama": ["Own", "Kabupaten West"]},
            geometry=[box(116, 0, 118, 1), box(114, 0, 116, 1)],
            crs=WGS84,
        ),
        land=gpd.GeoDataFrame(geometry=[box(113, -1, 117, 2)], crs=WGS84),
    )


def read(folder: Path, name: str) -> dict[str, object]:
    """Return one written file."""
    content: dict[str, object] = json.loads((folder / name).read_text())
    return content


def test_an_area_is_written_with_its_code_only(tmp_path: Path) -> None:
    """Names and everything else stay in the session: the file is open to anyone."""
    geometry = write_geometry(two_areas(), tmp_path)
    content = read(tmp_path, geometry.areas)
    features = content["kecamatan"]["features"]  # type: ignore[index]
    assert [feature["properties"] for feature in features] == [
        {"code": "A"},
        {"code": "B"},
    ]
    assert "Rahasia" not in "".join(path.read_text() for path in tmp_path.iterdir())


def test_the_boxes_are_south_west_north_east(tmp_path: Path) -> None:
    """The study area is 116 to 118 E, 0 to 1 N; its region reaches to 114 E."""
    geometry = write_geometry(two_areas(), tmp_path)
    assert geometry.bounds == (0.0, 116.0, 1.0, 118.0)
    assert geometry.region == (0.0, 114.0, 1.0, 118.0)


def test_other_shapes_get_another_name(tmp_path: Path) -> None:
    """A browser may keep a file for good: a change is a new address."""
    one = write_geometry(two_areas(), tmp_path)
    moved = write_geometry(two_areas(east=118.5), tmp_path)
    assert one.areas != moved.areas
    assert re.fullmatch(r"kecamatan-[0-9a-f]{12}\.json", one.areas)
    assert len(list(tmp_path.iterdir())) == 4


def test_writing_twice_writes_once(tmp_path: Path) -> None:
    """The same shapes keep their file untouched, also with several processes."""
    geometry = write_geometry(two_areas(), tmp_path)
    before = (tmp_path / geometry.areas).stat().st_mtime_ns
    assert write_geometry(two_areas(), tmp_path) == geometry
    assert (tmp_path / geometry.areas).stat().st_mtime_ns == before


def test_a_damaged_file_is_mended(tmp_path: Path) -> None:
    """What a full disk or another hand left behind is not served."""
    geometry = write_geometry(two_areas(), tmp_path)
    (tmp_path / geometry.areas).write_text('{"kecamatan"')
    write_geometry(two_areas(), tmp_path)
    assert "kecamatan" in read(tmp_path, geometry.areas)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The reader learns which folder to free, and no half file is left."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(PetaRawanError) as caught:
        write_geometry(two_areas(), blocked)
    (problem,) = caught.value.problems
    assert problem.code == "map_cache_unwritable"
    assert dict(problem.values)["folder"] == str(blocked)
    assert dict(problem.values)["reason"] == "File exists"


def test_a_write_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft that could not take its place is removed."""

    def refuse(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PetaRawanError, match="No space left on device"):
        write_geometry(two_areas(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME decides, else the home folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/wati")
    assert cache_folder() == Path("/var/cache/wati/petarawan/maps")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/wati")
    assert cache_folder() == Path("/home/wati/.cache/petarawan/maps")


def test_one_coast_and_no_border_twice(tmp_path: Path) -> None:
    """The border shared with the study area is the study area's to draw."""
    around = read(tmp_path, write_geometry(two_areas(), tmp_path).around)
    longitudes = re.findall(r"11[3-8]\.?\d*", json.dumps(around["borders"]))
    assert longitudes
    assert max(map(float, longitudes)) < 116


def test_a_name_stands_where_its_area_has_most_room() -> None:
    """Of a square of one degree, that is its middle: 0.5 N, 116.5 E."""
    lat, lon = label_points(two_areas().kecamatan)["A"]
    assert (lat, lon) == pytest.approx((0.5, 116.5), abs=0.01)


def test_a_name_stands_in_the_largest_part() -> None:
    """An island does not carry the name, nor does a hole in the middle."""
    ring = difference(box(0, 0, 4, 4), box(1, 1, 4, 3))
    areas = gpd.GeoDataFrame(
        index=["A"], geometry=[ring.union(box(9, 9, 9.5, 9.5))], crs=WGS84
    )
    lat, lon = label_points(areas)["A"]
    assert ring.contains(box(lon - 0.4, lat - 0.4, lon + 0.4, lat + 0.4))


def test_a_neighbour_is_named_where_the_map_shows_it() -> None:
    """West is two degrees wide, but the map shows 0.24 of it, next to A.

    The study area itself is no neighbour, and "Kabupaten" goes without saying.
    """
    shapes = two_areas()
    named = context_points(shapes.context, shapes.kecamatan)
    assert list(named) == ["west"]
    name, lat, lon = named["west"]
    assert name == "West"
    assert 115.76 < lon < 116
    assert 0 < lat < 1
