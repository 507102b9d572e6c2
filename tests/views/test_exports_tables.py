"""The ranked table leaves the house whole: numbers as numbers, no text as a formula."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from views.exports import write_csv, write_xlsx
from views.exports.tables import Column, Section, Table
from views.wording import plain

COLUMNS = (
    Column("rank", "Peringkat", kind="whole"),
    Column("kecamatan", "Kecamatan"),
    Column("score", "Skor", "poin", "decimal"),
    Column("covered", "TPS terjangkau", "%", "share"),
    Column("minutes", "Waktu tempuh", "menit", "minutes"),
)
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", '=HYPERLINK("x")',
    " =1+1", "=cmd|' /C calc'!A0", "#REF!", "TRUE", "00123", "1e5", "2024-11-27",
]  # fmt: skip


def table(*rows: dict[str, Any]) -> Table:
    """A table of the rows, with a line of explanation."""
    about = (
        Section("Skenario", (("Musim", "kering"), ("Bobot", "=1+1"))),
        Section("Tanda", (("≈ perkiraan", "dihitung dari angka lain"),)),
    )
    return Table(
        "Peringkat", COLUMNS, rows, "Keterangan", about, "belum diketahui", "tanpa rute"
    )


BUSANG = {
    "rank": 1,
    "kecamatan": "Busang",
    "score": 88.04,
    "covered": 0.2,
    "minutes": 180.0,
}
SANDARAN = {
    "rank": None,
    "kecamatan": "Sandaran",
    "score": math.nan,
    "minutes": math.inf,
}


def read_csv(content: bytes) -> list[list[str]]:
    """The cells as a reader of CSV sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_letter_for_letter() -> None:
    """Keys as header, points in numbers, nothing where nothing is known."""
    assert write_csv(table(BUSANG, SANDARAN)).decode("utf-8-sig") == (
        "rank,kecamatan,score,covered,minutes\r\n"
        "1,Busang,88.04,0.2,180.0\r\n"
        ",Sandaran,,,inf\r\n"
    )


def test_csv_says_that_it_is_utf_8() -> None:
    """Spreadsheets read a file without the mark in the letters of their country."""
    assert write_csv(table()).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", FORMULAS[:10])
def test_csv_text_can_never_be_a_formula(name: str) -> None:
    """An apostrophe before it, and the name behind it unchanged."""
    cell = read_csv(write_csv(table({"kecamatan": name})))[1][1]
    assert cell == plain(f"'{name}")


@pytest.mark.parametrize("name", ["Busang", "Muara-Wahau", "a=b", "'x", "1 + 1"])
def test_csv_text_that_cannot_act_is_left_alone(name: str) -> None:
    """A machine that reads the file gets the name, not the name in armour."""
    assert read_csv(write_csv(table({"kecamatan": name})))[1][1] == name


def test_csv_numbers_below_zero_stay_numbers() -> None:
    """Only text is guarded."""
    assert read_csv(write_csv(table({"score": -3.5})))[1][2] == "-3.5"


@settings(deadline=None)
@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_csv_gives_every_cell_back(name: str, score: float) -> None:
    """Law: two columns in, two columns out; numbers exactly."""
    row = read_csv(write_csv(table({"kecamatan": name, "score": score})))[1]
    assert row[1].removeprefix("'") == plain(name).removeprefix("'")
    assert float(row[2]) == score
    assert len(row) == len(COLUMNS)


def sheets(content: bytes) -> Any:  # noqa: ANN401  openpyxl's cells are of any type
    """The workbook as a spreadsheet reads it."""
    return load_workbook(io.BytesIO(content))


def test_xlsx_numbers_are_numbers_with_their_formats() -> None:
    """Header with unit; shares as per cent; unknown empty, with a note, never 0."""
    sheet = sheets(write_xlsx(table(BUSANG, SANDARAN)))["Peringkat"]
    assert [cell.value for cell in sheet[1]] == [
        "Peringkat", "Kecamatan", "Skor (poin)", "TPS terjangkau (%)",
        "Waktu tempuh (menit)",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[2]] == [1, "Busang", 88.04, 0.2, 180.0]
    assert [cell.value for cell in sheet[3]] == [
        None, "Sandaran", None, None, "tanpa rute",
    ]  # fmt: skip
    assert [cell.number_format for cell in sheet[2]] == [
        "#,##0", "@", "0.0", "0.0%", "#,##0",
    ]  # fmt: skip
    notes = [cell.comment.text if cell.comment else None for cell in sheet[3]]
    assert [note == "belum diketahui" for note in notes] == [1, 0, 1, 1, 0]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("name", FORMULAS)
def test_xlsx_text_is_text_whatever_it_looks_like(name: str) -> None:
    """No formula, no error value, no number, no date is made of a name."""
    content = write_xlsx(table({"kecamatan": name}))
    cell = sheets(content)["Peringkat"]["B2"]
    assert (cell.value, cell.data_type) == (plain(name), "s")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = [parts.read(part) for part in parts.namelist() if "sheet" in part]
    assert not any(b"<f>" in part or b'"e"' in part for part in inside)


def test_xlsx_explains_itself_on_the_second_sheet() -> None:
    """Scenario, sources and marks, as text."""
    book = sheets(write_xlsx(table(BUSANG)))
    assert book.sheetnames == ["Peringkat", "Keterangan"]
    cells = [[cell.value for cell in row] for row in book["Keterangan"].iter_rows()]
    assert cells == [
        ["Skenario", None],
        ["Musim", "kering"],
        ["Bobot", "=1+1"],
        [None, None],
        ["Tanda", None],
        ["≈ perkiraan", "dihitung dari angka lain"],
    ]
    assert book["Keterangan"]["B3"].data_type == "s"


def test_xlsx_bytes_hold_no_time() -> None:
    """The same table gives the same bytes at any hour."""
    content = write_xlsx(table(BUSANG, SANDARAN))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml")
    assert b"dcterms:created" not in core
    assert b"dcterms:modified" not in core
    assert content == write_xlsx(table(BUSANG, SANDARAN))


def test_columns_are_wide_enough_to_read() -> None:
    """As wide as the longest cell, but never wider than a page can bear."""
    sheet = sheets(write_xlsx(table({"kecamatan": "K" * 30}, {"kecamatan": "K"})))
    widths = sheet["Peringkat"].column_dimensions
    assert widths["B"].width == 33
    long = sheets(write_xlsx(table({"kecamatan": "K" * 300})))["Peringkat"]
    assert long.column_dimensions["B"].width == 60
