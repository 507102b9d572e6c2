"""Hostile names in the files people take away: as written, and never a formula."""

from __future__ import annotations

import csv
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

import cli
from geo.area import load_area
from tests.bad_inputs.hostile import NAMES, hostile_area
from tests.documents import docx_texts, pdf_letters

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea

VIEWS = ("risk", "coverage", "readiness", "siting")
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
    wanted = [row for row in rows if row.get("record", "kecamatan") == "kecamatan"]
    names = sorted(row["kecamatan"].removeprefix("'") for row in wanted)
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


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_proposal_file_shows_names_as_written(
    lang: str, hostile: StudyArea, tmp_path: Path
) -> None:
    """In the DOCX every kecamatan by its name; the PDF is set, and says the same."""
    out = exported(hostile, tmp_path / "u.docx", "--view", "siting", "--lang", lang)
    said = docx_texts(out.read_bytes())
    assert set(hostile.kecamatan["kecamatan"]) <= said
    with zipfile.ZipFile(out) as file:
        links = [name for name in file.namelist() if name.endswith(".rels")]
        assert not any(b"192.0.2.1" in file.read(name) for name in links)
    out = exported(hostile, tmp_path / "u.pdf", "--view", "siting", "--lang", lang)
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/URI" not in content
    assert b"/JavaScript" not in content


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_recommendation_sheet_shows_names_as_written(
    lang: str, hostile: StudyArea, tmp_path: Path
) -> None:
    """In DOCX and PDF: every kecamatan by its name, nothing that acts."""
    names = hostile.kecamatan["kecamatan"]
    for kind in ("docx", "pdf"):
        out = tmp_path / f"sheet.{kind}"
        words = ["--area", str(hostile.path), "--out", str(out), "--lang", lang]
        done = CliRunner().invoke(cli.app, ["recommend", *words])
        assert done.exit_code == 0, done.output
    said = docx_texts((tmp_path / "sheet.docx").read_bytes())
    assert set(names) <= said
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert b"/URI" not in content
    assert b"/JavaScript" not in content


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler-utils")
def test_names_can_be_read_in_the_pdf(hostile: StudyArea, tmp_path: Path) -> None:
    """As written: no template, no tag, no formula, no markup of the typesetter."""
    out = exported(hostile, tmp_path / "u.pdf", "--view", "siting")
    said = pdf_letters(out.read_bytes())
    for name in hostile.kecamatan["kecamatan"]:
        assert "".join(name.split()) in said
