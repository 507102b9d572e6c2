"""The build: the same tables give the same bytes, and the sums are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.area import load_area
from geo.build import build_area, finish
from geo.dates import dates_in
from geo.errors import CatalogueError, LayerError, LayersError, MethodError
from geo.posts_file import posts_csv
from geo.reading import read_folder
from geo.share import largest_remainder
from tests.geo.support import changed, codes, rows_of, source_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.area import StudyArea
    from geo.reading import Files

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any)


def written(folder: Path, files: Files) -> Path:
    """Write files as a source folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_ten_things_shared_by_1_1_1() -> None:
    """Quotas of 3.33: the first gets the odd one."""
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]


def test_the_largest_remainders_are_rounded_up() -> None:
    """7 by 50, 30, 20: quotas 3.5, 2.1, 1.4; one is left for the .5."""
    assert largest_remainder(7, [50, 30, 20]) == [4, 2, 1]


def test_no_weight_gets_nothing() -> None:
    """Also when there is nothing to share."""
    assert largest_remainder(3, [0, 1]) == [0, 3]
    assert largest_remainder(0, [0, 0]) == [0, 0]
    assert largest_remainder(0, []) == []


@pytest.mark.parametrize(("total", "shares"), [(1, []), (1, [0]), (-1, [1]), (1, [-1])])
def test_what_cannot_be_shared_is_refused(total: int, shares: list[int]) -> None:
    """Nothing is lost in silence."""
    with pytest.raises(MethodError, match="share_impossible"):
        largest_remainder(total, shares)


@given(total=st.integers(0, 1_000_000), weight=weights)
def test_nothing_is_lost_or_made_and_nobody_is_a_whole_one_off(
    total: int, weight: list[int]
) -> None:
    """The sum is exact; each share is its quota rounded down or up."""
    shares = largest_remainder(total, weight)
    assert sum(shares) == total
    whole = sum(weight)
    for share, part in zip(shares, weight, strict=True):
        assert abs(share * whole - total * part) < whole


@given(total=st.integers(0, 10_000), weight=weights)
def test_equal_weights_differ_by_one_at_most(total: int, weight: list[int]) -> None:
    """Fair to those with the same claim, the first ahead."""
    shares = largest_remainder(total, weight)
    pairs = [(w, s) for w, s in zip(weight, shares, strict=True)]
    for claim in set(weight):
        same = [share for w, share in pairs if w == claim]
        assert same == sorted(same, reverse=True)
        assert max(same) - min(same) <= 1


def test_the_shipped_folder_is_what_the_build_makes(
    area_path: Path, tmp_path: Path
) -> None:
    """Byte for byte, file for file."""
    build_area(area_path, tmp_path / "new")
    assert read_folder(tmp_path / "new") == read_folder(area_path)


def test_the_built_folder_loads_as_the_same_version(
    area: StudyArea, area_path: Path, tmp_path: Path
) -> None:
    """The build returns what it wrote."""
    built = build_area(area_path, tmp_path)
    assert built.data_version == load_area(tmp_path).data_version == area.data_version


def test_building_in_place_writes_only_what_changed(
    area_path: Path, tmp_path: Path
) -> None:
    """A second build touches nothing."""
    build_area(area_path, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    build_area(tmp_path, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_each_tps_stands_at_the_point_of_its_desa(area: StudyArea) -> None:
    """And says that this is not its own place."""
    place = area.desa.loc[area.tps["desa_code"], ["lon", "lat"]]
    assert (place.to_numpy() == area.tps[["lon", "lat"]].to_numpy()).all()
    assert set(area.tps["location_quality"]) == {"desa_point"}
    assert area.tps.index[0] == "64.08.01.2001-001"


def test_voters_of_a_kecamatan_are_spread_evenly_and_completely(
    area: StudyArea,
) -> None:
    """Busang: 4,320 over 10 TPS = 432; Telen: 6,957 over 16 = 434.8."""
    groups = area.tps.groupby("kecamatan_code")["voters_est"]
    assert groups.sum().to_dict() == area.kecamatan["voters"].to_dict()
    assert (groups.max() - groups.min()).max() <= 1
    assert set(groups.get_group("64.08.06")) == {432}
    assert sorted(set(groups.get_group("64.08.07"))) == [434, 435]


def test_corrected_posts_are_built_in(
    area: StudyArea, area_path: Path, tmp_path: Path
) -> None:
    """As downloaded, and with the line ends and mark of a spreadsheet."""
    mine = tmp_path / "mine.csv"
    posts = area.posts.copy()
    posts.loc["P03", ["name", "source_date"]] = ["=Polsek", "2026-02-03"]
    text = posts_csv(posts)
    mine.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    built = build_area(area_path, tmp_path / "new", mine)
    assert (tmp_path / "new" / "posts.csv").read_text() == text
    assert built.posts.loc["P03", "name"] == "=Polsek"
    assert load_area(tmp_path / "new").data_version == built.data_version
    assert built.catalogue.files == area.with_posts(posts).catalogue.files
    assert built.data_version == area.with_posts(posts).data_version


def test_faulty_posts_stop_the_build_and_nothing_is_written(
    area: StudyArea, area_path: Path, tmp_path: Path
) -> None:
    """All faults at once, of cells and of places."""
    posts = area.posts.copy()
    posts.loc["P05", ["lon", "lat"]] = [106.8, -6.2]
    mine = tmp_path / "mine.csv"
    mine.write_text(posts_csv(posts).replace("Polres Kutai Timur", ""))
    with pytest.raises(LayerError) as caught:
        build_area(area_path, tmp_path / "new", mine)
    assert codes(caught.value) == ["value_missing", "point_far"]
    assert not (tmp_path / "new").exists()


def test_the_faults_of_all_tables_are_named_at_once(
    area_path: Path, tmp_path: Path
) -> None:
    """Kecamatan, posts and links: what leans on the faulty kecamatan alone waits.

    P05 lies far away and P03 covers a kecamatan that does not exist: both need the
    kecamatan and wait; its unknown desa and its basis do not.
    """
    files = source_files(area_path)
    files = changed(files, "kecamatan.csv", lambda rows: rows[0].update(kecamatan=""))
    files = changed(
        files,
        "posts.csv",
        lambda rows: rows[2].update(
            location_basis="foo", desa_code="64.08.99.2001", covers_kecamatan="64.08.77"
        ),
    )
    files = changed(files, "links.csv", lambda rows: rows[0].update(mode="air"))
    source = written(tmp_path / "source", files)
    with pytest.raises(LayersError) as caught:
        build_area(source, tmp_path / "new")
    assert caught.value.layers == ("kecamatan", "posts", "links")
    found = [(dict(p.values)["file"], p.code) for p in caught.value.problems]
    assert found == [
        ("kecamatan.csv", "value_missing"),
        ("kecamatan.geojson", "names_differ"),
        ("posts.csv", "choice_unknown"),
        ("posts.csv", "code_unknown"),
        ("links.csv", "choice_unknown"),
    ]
    assert not (tmp_path / "new").exists()


def test_every_table_can_wait_for_faulty_kecamatan_and_desa(
    area_path: Path, tmp_path: Path
) -> None:
    """Nothing but the two faulty layers is refused, whatever leans on them."""
    files = source_files(area_path)
    files = changed(files, "kecamatan.csv", lambda rows: rows[0].update(kecamatan=""))
    files = changed(files, "desa.csv", lambda rows: rows[0].update(desa=""))
    with pytest.raises(LayersError) as caught:
        build_area(written(tmp_path / "source", files), tmp_path / "new")
    assert caught.value.layers == ("kecamatan", "desa")


def test_a_faulty_file_is_named_by_its_own_name(
    area_path: Path, tmp_path: Path
) -> None:
    """Not by that of the file it stands for, in the build as when it is loaded."""
    mine = tmp_path / "mine.csv"
    text = (area_path / "posts.csv").read_text(encoding="utf-8")
    mine.write_text(text.replace(",polres,", ",police,", 1), encoding="utf-8")
    told = r"choice_unknown .*file=mine\.csv"
    with pytest.raises(LayerError, match=told):
        build_area(area_path, tmp_path / "new", mine)
    with pytest.raises(LayerError, match=told):
        load_area(area_path, mine)


def test_a_folder_without_an_area_file_is_no_source(tmp_path: Path) -> None:
    """Said before anything is read."""
    with pytest.raises(CatalogueError, match=r"catalogue_missing file=area\.toml"):
        build_area(tmp_path, tmp_path)


def test_a_file_of_a_strange_kind_is_named(area_path: Path, tmp_path: Path) -> None:
    """A spreadsheet left in the folder is not data we know."""
    source = written(tmp_path, {**source_files(area_path), "x.xlsx": b"?"})
    with pytest.raises(CatalogueError, match=r"file_kind_unknown file=x\.xlsx"):
        build_area(source, source)


def test_a_file_the_source_no_longer_has_is_taken_away(
    area_path: Path, tmp_path: Path
) -> None:
    """A preset taken out of the source leaves the built folder too."""
    target = tmp_path / "new"
    build_area(area_path, target)
    files = source_files(area_path)
    del files["presets/rakor_2024_flat.toml"]
    (target / ".notes").write_text("mine")
    build_area(written(tmp_path / "source", files), target)
    assert not (target / "presets" / "rakor_2024_flat.toml").exists()
    assert (target / ".notes").exists()
    load_area(target)


@pytest.mark.parametrize("name", ["mine.csv", "presets/rakor_2024_flat.toml"])
def test_a_file_that_no_build_wrote_is_never_taken_away(
    area_path: Path, tmp_path: Path, name: str
) -> None:
    """Nor one changed since: it is named, and nothing is written."""
    target = tmp_path / "new"
    build_area(area_path, target)
    (target / name).write_text("mine")
    files = source_files(area_path)
    del files["presets/rakor_2024_flat.toml"]
    before = read_folder(target)
    with pytest.raises(CatalogueError, match=f"file_unlisted file={name}"):
        build_area(written(tmp_path / "source", files), target)
    assert read_folder(target) == before


def test_a_broken_catalogue_is_mended_by_the_build(
    area_path: Path, tmp_path: Path
) -> None:
    """As its sentence says; made anew in place, or from the source."""
    target = tmp_path / "new"
    for source in (area_path, target):
        build_area(area_path, target)
        (target / "catalogue.toml").write_text("files = [")
        build_area(source, target)
        load_area(target)


def test_a_total_that_is_not_met_stops_the_build(
    area_path: Path, tmp_path: Path
) -> None:
    """Sums of the tables against the official totals in facts.csv."""

    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["fact"] == "tps_pilkada_2024":
                row["value"] = "702"

    files = changed(source_files(area_path), "facts.csv", change)
    with pytest.raises(CatalogueError, match="total_differs") as caught:
        build_area(written(tmp_path, files), tmp_path / "new")
    assert caught.value.problems[0].values == (
        ("fact", "tps_pilkada_2024"),
        ("found", 701),
        ("stated", 702.0),
    )
    assert not (tmp_path / "new").exists()


def edited(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of a text."""
    return lambda content: content.replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (edited("[election]", "[elections]"), "part=election"),
        (edited("kind =", "sort ="), "part=election"),
        (edited("[[notices]]", "[[notes]]"), "part=notices"),
        (edited('fact = "tps_rakor_2024"', "fact = 'x'"), "fact_unknown fact=x"),
        (
            edited('fact = "tps_rakor_2024"', 'fact = "polling_date_pilkada_2024"'),
            "fact_not_number.*value=2024-11-27",
        ),
        (edited('["desa.csv", "area_km2"]', '["desa.csv", "km2"]'), "part=km2"),
        (edited("divide = [", "share = ["), "catalogue_invalid"),
        (edited('holder = "Cahya DSN"', ""), "part=holder"),
    ],
)
def test_a_fault_of_the_area_file_is_named(
    area_path: Path, change: Callable[[bytes], Any], match: str
) -> None:
    """The person who writes the next area reads what to mend."""
    files = source_files(area_path)
    with pytest.raises(CatalogueError, match=match):
        finish({**files, "area.toml": change(files["area.toml"])})


def test_tps_are_numbered_within_their_desa(area_path: Path) -> None:
    """One row per TPS, whatever the desa's number is."""
    rows = rows_of(finish(source_files(area_path))["tps.csv"])
    numbers = [
        row["tps_id"][-3:] for row in rows if row["desa_code"].endswith("1.2002")
    ]
    assert numbers[:3] == ["001", "002", "003"]
    assert len(rows) == 701


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2005-2025", ["2005", "2025"]),
        ("c. 2014", ["2014"]),
        ("2024-09", ["2024-09"]),
        ("2025-12-24", ["2025-12-24"]),
        ("-", []),
        ("12024", []),
    ],
)
def test_dates_are_found_as_precise_as_they_stand(text: str, dates: list[str]) -> None:
    """A range is two dates, not one strange one."""
    assert dates_in(text) == dates
