"""The next kabupaten is a folder, not code: its voyage and its vote columns."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.build import finish
from geo.catalogue_file import from_document
from geo.demand import read_places
from geo.errors import CatalogueError, LayerError
from geo.impedance.access import build_access
from geo.reading import CATALOGUE
from risk.measures import observed_shares, standing_measures
from tests.geo.support import changed, codes, made, source_files

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea
    from geo.reading import Files

VOTES = (
    (
        '["pilbup2024_01_kasmidi_kinsu", "pilbup2024_02_ardiansyah_mahyunadi"]',
        "[]",
    ),
    ('"pilbup2024_sirekap_tps_in"', '""'),
    ('"dprdprov2019_voters_valid_tps"', '""'),
    ('"dprdprov2019_registered_valid_tps"', '""'),
)


def rewritten(files: Files, *changes: tuple[str, str]) -> Files:
    """Return the files with words of area.toml exchanged."""
    text = files["area.toml"].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**files, "area.toml": text.encode()}


def without_voyage(files: Files) -> Files:
    """Return the files with no [voyage] in area.toml."""
    text = files["area.toml"].decode()
    begin, end = text.index("\n[voyage]"), text.index("\n[roads]")
    return {**files, "area.toml": (text[:begin] + text[end:]).encode()}


def test_the_voyage_of_kutai_timur(area: StudyArea) -> None:
    """From the seat of Sangatta Utara towards Sandaran's, 40 km short of it."""
    voyage = area.catalogue.voyage
    assert voyage is not None
    assert voyage.from_desa == area.seats["desa_code"]["64.08.04"]
    assert voyage.towards_desa == area.seats["desa_code"]["64.08.11"]
    assert voyage.short_of_km == 40
    assert voyage.note.keys() == {"id", "en"}


def test_an_area_without_a_voyage(area_path: Path) -> None:
    """It loads; no boat leg is estimated, so islands and Sandaran have no route.

    The reported sea link to Susuk Luar stays: it needs no speed.
    """
    area = made(without_voyage(source_files(area_path)), area_path)
    assert area.catalogue.voyage is None
    access = build_access(area)
    assert np.isnan(access.network.speeds.boat)
    by_sea = [edge for edge in access.network.dry if edge.mode == "sea"]
    assert [edge.b for edge in by_sea] == ["64.08.11.2005"]
    cut_off = access.rows(area.desa.index[area.desa["island"]])
    from_warehouse = access.minutes("network", "dry")[access.rows([area.warehouse])[0]]
    assert np.isinf(from_warehouse[cut_off]).all()
    assert np.isfinite(access.minutes("straight", "dry")).all()


def test_a_voyage_to_nowhere_is_named(area_path: Path) -> None:
    """A desa and a fact that do not exist: both told at once."""
    files = rewritten(
        source_files(area_path),
        ('from_desa = "64.08.04.2001"', 'from_desa = "64.08.99.2001"'),
        ('fact = "sea_hours_kenyamukan_birah_birahan"', 'fact = "no_such_hours"'),
    )
    with pytest.raises(CatalogueError) as caught:
        made(files, area_path)
    assert codes(caught.value) == ["voyage_desa_unknown", "fact_unknown"]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("short_of_km = 40.0", 'short_of_km = "40"', "short_of_km"),
        ("short_of_km = 40.0", "", "short_of_km"),
        ('towards_desa = "64.08.11.2004"', "", "Voyage.towards_desa"),
    ],
)
def test_a_broken_voyage_is_refused_by_its_part(
    area_path: Path, old: str, new: str, part: str
) -> None:
    """The person who writes the next area reads what to mend."""
    files = rewritten(source_files(area_path), (old, new))
    with pytest.raises(CatalogueError, match=part):
        made(files, area_path)


def test_an_election_that_nobody_counted(area_path: Path) -> None:
    """Without vote columns the indicators are unknown, and nothing breaks."""
    area = made(rewritten(source_files(area_path), *VOTES), area_path)
    assert area.election.columns.named == ()
    standing = standing_measures(area, read_places(area), build_access(area))
    for code in ("closeness_2024", "turnout_shortfall_2019"):
        assert np.isnan(standing["network"][code]).all()
    assert np.isnan(observed_shares(area)["closeness_2024"]).all()


def test_a_vote_column_that_is_not_there_is_named(area_path: Path) -> None:
    """As any column that the election counts on."""
    new = 'turnout_voted = "came_2029"'
    files = rewritten(
        source_files(area_path),
        ('turnout_voted = "dprdprov2019_voters_valid_tps"', new),
    )
    with pytest.raises(LayerError, match="column_missing column=came_2029"):
        made(files, area_path)


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (lambda c: c["closeness"].append("third"), "election.columns.closeness"),
        (lambda c: c.update(closeness="first"), "closeness"),
        (lambda c: c.pop("turnout_voted"), "VoteColumns.turnout_voted"),
    ],
)
def test_faulty_vote_columns_are_refused_by_part(
    area_path: Path, spoil: object, part: str
) -> None:
    """Closeness compares two: a third candidate would be left out in silence."""
    document = tomllib.loads(finish(source_files(area_path))[CATALOGUE].decode())
    spoil(document["election"]["columns"])  # type: ignore[operator]
    with pytest.raises(CatalogueError, match=f"part={part}"):
        from_document(document)


def test_a_report_of_no_time_is_refused(area_path: Path) -> None:
    """Zero hours would make a speed without end."""

    def stop_the_clock(rows: list[dict[str, str]]) -> None:
        rows[0]["hours_dry"] = "0"

    files = changed(source_files(area_path), "links.csv", stop_the_clock)
    with pytest.raises(LayerError, match="links: value_too_low"):
        made(files, area_path)
