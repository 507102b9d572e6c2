"""The study area as the other rooms see it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geo.area import assemble, load_area
from geo.errors import CatalogueError, LayerError
from geo.posts_file import posts_csv
from geo.reading import read_folder, sealed
from tests.geo.support import changed, codes, true_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea

HOSTILE = [
    "{{7*7}}",
    "{% raw %}",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "Pos {{",
    "![x](http://192.0.2.1/x.png)",
    "[k](javascript:alert(1))",
    ":red[x]",
    "$x$",
    "=1+1",
    "'=1+1",
    "''@x",
    "-2",
    "'quoted'",
]


@pytest.fixture
def copied(area_path: Path, tmp_path: Path) -> Path:
    """Return a copy of the embedded area that a test may spoil."""
    return shutil.copytree(area_path, tmp_path / "area")


def test_the_embedded_area_holds_what_kpu_counts(area: StudyArea) -> None:
    """701 TPS and 297,994 voters: KPU's totals for Pilkada 2024."""
    assert (len(area.tps), area.tps["voters_est"].sum()) == (701, 297_994)
    assert (area.kecamatan["tps"].sum(), area.kecamatan["voters"].sum()) == (
        701,
        297_994,
    )
    assert (area.code, area.name, len(area.desa)) == ("64.08", "Kutai Timur", 141)


def test_voters_are_official_for_two_kecamatan_and_estimates_elsewhere(
    area: StudyArea,
) -> None:
    """Only Sangatta Utara and Busang are published."""
    official = area.kecamatan[area.kecamatan["voters_quality"] == "official"]
    assert official["voters"].to_dict() == {"64.08.04": 85_830, "64.08.06": 4_320}


def test_every_frame_is_sorted_by_its_own_key(area: StudyArea) -> None:
    """Positions can be matched by label, and two runs agree."""
    keys = {
        "kecamatan": "kecamatan_code",
        "desa": "desa_code",
        "tps": "tps_id",
        "posts": "post_id",
        "seats": "kecamatan_code",
        "facts": "fact",
    }
    for name, key in keys.items():
        index = getattr(area, name).index
        assert index.name == key
        assert index.is_monotonic_increasing
        assert index.is_unique


def test_a_point_is_in_its_kecamatan_or_in_none(area: StudyArea) -> None:
    """A click on the map; the sea belongs to nobody."""
    assert area.kecamatan_at(117.561335, 0.445304) == "64.08.12"
    assert area.kecamatan_at(118.9, 0.1) is None


def test_every_desa_point_is_found_in_its_kecamatan(area: StudyArea) -> None:
    """All 141."""
    found = [area.kecamatan_at(row.lon, row.lat) for row in area.desa.itertuples()]
    assert found == area.desa["kecamatan_code"].tolist()


def test_a_point_on_a_shared_border_goes_to_the_smaller_code(area: StudyArea) -> None:
    """Deterministic: the corner belongs to both polygons."""
    one = area.kecamatan.geometry["64.08.01"]
    other = area.kecamatan.geometry["64.08.06"]
    corner = one.intersection(other).representative_point()
    touched = area.kecamatan.index[area.kecamatan.geometry.intersects(corner)]
    assert area.kecamatan_at(corner.x, corner.y) == min(touched)


def test_the_metric_system_is_that_of_the_area(area: StudyArea) -> None:
    """UTM zone 50 north."""
    assert area.metric_crs.to_epsg() == 32650
    assert area.metric_crs.axis_info[0].unit_name == "metre"


def test_the_warehouse_is_the_seat_of_sangatta_utara(area: StudyArea) -> None:
    """An assumption, and listed as one."""
    assert area.warehouse == "64.08.04.2001"
    assert "warehouse" in {each.code for each in area.catalogue.assumptions}


def test_only_sandaran_is_reported_without_a_road(area: StudyArea) -> None:
    """By kecamatan_facts.csv, and told with the assumptions."""
    assert area.roadless == ("64.08.11",)
    (told,) = [one for one in area.catalogue.assumptions if one.code == "no_road"]
    assert told.kecamatan == area.roadless


def test_road_classes_are_those_of_the_area_file(area: StudyArea) -> None:
    """Six on the corridor, five at the coast, seven inland."""
    counts = area.road_classes.value_counts().to_dict()
    assert counts == {"interior": 7, "corridor": 6, "coast": 5}


def test_a_changed_file_is_refused_before_it_is_parsed(copied: Path) -> None:
    """The table is nonsense too, but the hash speaks first."""
    (copied / "kecamatan.csv").write_text("nonsense;\n")
    with pytest.raises(CatalogueError, match=r"file_changed file=kecamatan\.csv"):
        load_area(copied)


def test_a_true_hash_of_a_faulty_table_does_not_let_it_in(copied: Path) -> None:
    """The schema stands behind the hash."""
    old = read_folder(copied)
    new = changed(old, "kecamatan.csv", lambda rows: [r.pop("kecamatan") for r in rows])
    with pytest.raises(LayerError, match="kecamatan: column_missing"):
        assemble(true_hashes(new, old), copied)


def test_a_warehouse_in_no_kecamatan_is_named(copied: Path) -> None:
    """The catalogue itself is checked against the layers."""
    path = copied / "catalogue.toml"
    _, _, text = path.read_text().partition("\n")
    path.write_text(sealed(text.replace('"64.08.04"\n', '"64.09.04"\n', 1)))
    with pytest.raises(CatalogueError, match=r"warehouse_unknown kecamatan=64.09.04"):
        load_area(copied)


def test_a_catalogue_edited_by_hand_is_refused(copied: Path) -> None:
    """To call the koramil complete would turn fourteen unknowns into gaps."""
    path = copied / "catalogue.toml"
    text = path.read_text()
    edited = text.replace('completeness = "incomplete"', 'completeness = "complete"')
    assert edited != text
    path.write_text(edited)
    with pytest.raises(CatalogueError, match=r"catalogue_changed file=catalogue\.toml"):
        load_area(copied)


def test_a_catalogue_without_its_seal_is_refused(copied: Path) -> None:
    """So is one that somebody wrote."""
    path = copied / "catalogue.toml"
    path.write_text(path.read_text().partition("\n")[2])
    with pytest.raises(CatalogueError, match="catalogue_changed"):
        load_area(copied)


def test_what_the_catalogue_says_is_part_of_the_version(area: StudyArea) -> None:
    """Other completeness, other answers: not the same data."""
    layers = tuple(
        replace(each, completeness="complete") for each in area.catalogue.layers
    )
    other = replace(area, catalogue=replace(area.catalogue, layers=layers))
    assert other.data_version != area.data_version


def test_the_same_posts_give_the_same_version(area: StudyArea) -> None:
    """Looking at the editor changes nothing."""
    assert area.with_posts(area.posts).data_version == area.data_version
    assert area.with_posts(area.posts.reset_index()).data_version == area.data_version


def test_corrected_posts_make_a_new_area_and_leave_the_old_one(
    area: StudyArea,
) -> None:
    """Frozen data: a correction is a new version."""
    posts = area.posts.copy()
    posts.loc["P03", "name"] = "Polsek Sangatta"
    new = area.with_posts(posts)
    assert new.posts.loc["P03", "name"] == "Polsek Sangatta"
    assert area.posts.loc["P03", "name"] == "Polsek Sangatta Utara"
    assert new.data_version != area.data_version


def test_the_span_of_dates_follows_the_corrected_posts(area: StudyArea) -> None:
    """A post read in 2026 makes the data newer, one of 1999 older."""
    posts = area.posts.copy()
    posts.loc[["P03", "P04"], "source_date"] = ["2026-02-03", "1999"]
    new = area.with_posts(posts)
    assert area.catalogue.span == ("2005", "2025-12-24")
    assert new.catalogue.span == ("1999", "2026-02-03")
    assert new.catalogue.file("posts.csv").vintage == "1999/2026-02-03"


def test_corrected_posts_are_held_to_the_schema(area: StudyArea) -> None:
    """What an editor leaves blank is blank, and all of it is named."""
    posts = area.posts.copy()
    posts.loc["P03", "name"] = None
    posts.loc["P04", "lon"] = float("nan")
    posts.loc["P05", ["lon", "lat"]] = [106.8, -6.2]
    with pytest.raises(LayerError) as caught:
        area.with_posts(posts)
    assert codes(caught.value) == ["value_missing", "value_missing", "point_far"]


def test_a_posts_file_takes_the_place_of_the_layer(
    area: StudyArea, area_path: Path, tmp_path: Path
) -> None:
    """As the Data page writes it, also with a byte order mark from a spreadsheet."""
    path = tmp_path / "mine.csv"
    kept = area.posts.loc[["P02", "P03"]]
    path.write_text("\ufeff" + posts_csv(kept), encoding="utf-8")
    loaded = load_area(area_path, path)
    pd.testing.assert_frame_equal(loaded.posts, kept)
    assert loaded.data_version == area.with_posts(kept).data_version


def test_a_posts_file_tells_all_its_faults(area_path: Path, tmp_path: Path) -> None:
    """With the schema of the layer, not a looser one."""
    path = tmp_path / "mine.csv"
    path.write_text("post_id;name\nP01;x\n")
    with pytest.raises(LayerError, match="posts: csv_separator"):
        load_area(area_path, path)


def test_posts_are_written_as_they_were_read(area: StudyArea, area_path: Path) -> None:
    """The file that ships comes back byte for byte."""
    assert posts_csv(area.posts).encode() == (area_path / "posts.csv").read_bytes()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_as_written(
    area: StudyArea, area_path: Path, tmp_path: Path, name: str
) -> None:
    """No text of the file is a formula, and none is changed on the way."""
    posts = area.posts.copy()
    posts.loc["P03", ["name", "source"]] = name
    text = posts_csv(posts)
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    assert load_area(area_path, path).posts.loc["P03", "name"] == name
