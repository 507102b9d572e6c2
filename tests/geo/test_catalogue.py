"""What the catalogue says of the data, and what it refuses to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.catalogue_file import from_document
from geo.errors import CatalogueError
from geo.reading import CATALOGUE, parse_toml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.area import StudyArea
    from geo.catalogue import Conflict


@pytest.fixture
def document(area_path: Path) -> dict[str, Any]:
    """Return the parsed catalogue, to be spoilt."""
    return parse_toml((area_path / CATALOGUE).read_bytes(), CATALOGUE)


def conflict(area: StudyArea, code: str) -> Conflict:
    """Return one conflict by its code."""
    (found,) = [each for each in area.catalogue.conflicts if each.code == code]
    return found


def figures(area: StudyArea, code: str) -> list[float]:
    """Return the figures of a conflict."""
    return [figure.value for figure in conflict(area, code).figures]


def test_the_election_is_data(area: StudyArea) -> None:
    """The next one is a new folder."""
    assert area.election.name == "Pilkada Serentak 2024"
    assert area.election.polling_date.isoformat() == "2024-11-27"


def test_every_file_has_source_licence_quality_and_hash(area: StudyArea) -> None:
    """Nothing ships without saying where it is from."""
    for entry in area.catalogue.files:
        assert entry.source, entry.name
        assert entry.licence, entry.name
        assert entry.quality, entry.name
        assert len(entry.sha256) == 64, entry.name
        assert entry.columns, entry.name


def test_what_comes_from_cahya_dsn_carries_his_notice(area: StudyArea) -> None:
    """The MIT licence asks for its text in every copy."""
    (notice,) = area.catalogue.notices
    assert "Copyright (c) 2017 Cahya DSN" in notice.text
    assert "THE SOFTWARE IS PROVIDED" in notice.text
    carried = [each.name for each in area.catalogue.files if each.notices]
    owed = [each.name for each in area.catalogue.files if "Cahya DSN" in each.source]
    assert carried == owed


@pytest.mark.parametrize(
    ("post_type", "complete"),
    [("polsek", True), ("koramil", False), ("pospol", None), ("helipad", None)],
)
def test_a_list_of_posts_is_complete_incomplete_or_unknown(
    area: StudyArea, post_type: str, complete: bool | None
) -> None:
    """Absence of evidence is a gap only where the list is complete."""
    assert area.is_complete(post_type) is complete


def test_the_polsek_listed_are_as_many_as_stated(area: StudyArea) -> None:
    """Ten of ten is why the list counts as complete."""
    layer = area.catalogue.layer("polsek")
    assert layer is not None
    assert layer.expected == 10 == (area.posts["post_type"] == "polsek").sum()


def test_a_list_with_a_post_taken_out_is_not_complete(area: StudyArea) -> None:
    """Nine of ten polsek: whoever lacks one may have the tenth."""
    nine = area.with_posts(area.posts.drop(index="P12"))
    assert (area.is_complete("polsek"), nine.is_complete("polsek")) == (True, False)
    assert nine.is_complete("polres") is True


def test_every_post_type_in_use_has_a_word_on_its_completeness(
    area: StudyArea,
) -> None:
    """In both languages."""
    for post_type in area.posts["post_type"].unique():
        layer = area.catalogue.layer(post_type)
        assert layer is not None
        assert all(layer.reason[lang] for lang in ("id", "en"))


def test_171_or_701_tps_is_shown_with_its_arithmetic(area: StudyArea) -> None:
    """297,994 / 171 = 1,742.65; / 701 = 425.10; 2 x 171 = 342; 2 x 701 = 1,402."""
    found = figures(area, "tps_count")
    assert found == [171, 701, 1185, 600, 1742.65, 425.1, 342, 1402, 414, 614]


def test_the_other_conflicts_have_both_sides(area: StudyArea) -> None:
    """Figures from facts.csv and from the tables themselves."""
    assert figures(area, "area_km2") == [35747.5, 31572.691, 31239.84, 31532.2]
    assert figures(area, "turnout_2020") == [66.48, 154_723, 232_641, 66.51]
    assert figures(area, "residents") == [429_640, 448_850, 462_990]
    assert conflict(area, "kongbeng_kombeng").kecamatan == ("64.08.08",)
    assert conflict(area, "boundaries").note["id"]


def test_conflicts_and_assumptions_speak_both_languages(area: StudyArea) -> None:
    """Indonesian first, English a click away."""
    catalogue = area.catalogue
    conflicts = [(each.title, each.note) for each in catalogue.conflicts]
    assumptions = [(each.title, each.note) for each in catalogue.assumptions]
    for texts in (text for pair in conflicts + assumptions for text in pair):
        assert set(texts) == {"id", "en"}
        assert all(texts.values())


def test_a_figure_of_a_fact_names_the_source_of_the_fact(area: StudyArea) -> None:
    """So does a derived one its parts."""
    stated, derived = (conflict(area, "tps_count").figures[i] for i in (0, 4))
    assert (stated.basis, stated.source) == (
        "fact",
        area.facts.loc["tps_rakor_2024", "source"],
    )
    assert derived.source == "divide: dpt_pilkada_2024, tps_rakor_2024"


def test_the_span_runs_from_the_oldest_report_to_the_newest(area: StudyArea) -> None:
    """A distance of 2005 and a post read in December 2025."""
    assert area.catalogue.span == ("2005", "2025-12-24")


def test_the_data_version_changes_with_any_file(area: StudyArea) -> None:
    """12 hexadecimal digits."""
    catalogue = area.catalogue
    other = catalogue.with_file("links.csv", b"other", 0)
    assert len(catalogue.data_version) == 12
    assert int(catalogue.data_version, 16) >= 0
    assert other.data_version != catalogue.data_version
    assert other.file("links.csv").rows == 0


def test_a_file_that_is_not_listed_is_named(area: StudyArea) -> None:
    """Not a KeyError."""
    assert area.catalogue.file("tps.csv").rows == 701
    with pytest.raises(CatalogueError, match=r"file_not_in_catalogue file=x\.csv"):
        area.catalogue.file("x.csv")


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (lambda d: d.update(format=99), "format"),
        (lambda d: d.pop("name"), "name"),
        (lambda d: d.update(files={}), "files"),
        (lambda d: d["files"][0].pop("sha256"), "FileEntry.sha256"),
        (lambda d: d["files"][0].update(columns="all"), "columns"),
        (lambda d: d["layers"].append("polsek"), "layers"),
        (lambda d: d["election"].update(polling_date="soon"), "polling_date"),
        (lambda d: d["conflicts"][0]["figures"][0].pop("unit"), "Figure.unit"),
        (lambda d: d["roads"].pop("classes"), "Roads.classes"),
    ],
)
def test_a_catalogue_with_a_part_missing_is_refused_by_that_part(
    document: dict[str, Any], spoil: Callable[[Any], Any], part: str
) -> None:
    """Never a KeyError from somewhere inside."""
    spoil(document)
    with pytest.raises(CatalogueError, match=f"catalogue_invalid.*part={part}"):
        from_document(document)
