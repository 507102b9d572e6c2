"""Hostile names in the files people take away: as written, and never a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

import cli
from geo.area import load_area
from tests.bad_inputs.hostile import NAMES, hostile_area

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea

VIEWS = ("risk", "coverage", "readiness")
ACTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, area_path: Path) -> StudyArea:
    """Return the study area with hostile names."""
    folder = hostile_area(area_path, tmp_path_factory.mktemp("hostile") / "area")
    return load_area(folder)


def exported(area: StudyArea, out: Path, *words: str) -> Path:
    """Write a view of the area to a file."""
    command = ["export", str(out), "--area", str(area.path), *words]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 0, done.output
    return out


def test_the_area_of_these_tests_holds_every_kind_of_name(hostile: StudyArea) -> None:
    """And each where a reader would meet it."""
    for names in (hostile.kecamatan["kecamatan"], hostile.posts["name"]):
        for kind in NAMES:
            assert any(name.startswith(kind) for name in names)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_picture_is_drawn(
    view: str, lang: str, hostile: StudyArea, tmp_path: Path
) -> None:
    """`$x$` is no formula of the drawing library either, nor an error."""
    out = exported(hostile, tmp_path / "map.png", "--view", view, "--lang", lang)
    with Image.open(out) as picture:
        picture.load()
        assert picture.size == (2339, 1654)


@pytest.mark.parametrize("view", VIEWS)
def test_a_csv_holds_no_formula(view: str, hostile: StudyArea, tmp_path: Path) -> None:
    """No cell begins as a formula would; behind the guard stands the name."""
    out = exported(hostile, tmp_path / "table.csv", "--view", view)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any(cell.startswith(ACTS) for row in rows for cell in row.values())
    names = sorted(row["kecamatan"].removeprefix("'") for row in rows)
    assert names == sorted(hostile.kecamatan["kecamatan"])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_workbook_holds_no_formula(
    view: str, lang: str, hostile: StudyArea, tmp_path: Path
) -> None:
    """Nor a link: text cells, with every name as written."""
    out = exported(hostile, tmp_path / "table.xlsx", "--view", view, "--lang", lang)
    cells = [cell for sheet in load_workbook(out) for row in sheet for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    assert set(hostile.kecamatan["kecamatan"]) <= {cell.value for cell in cells}
