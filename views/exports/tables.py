"""The ranked table as CSV for machines and as XLSX for people.

Text can never act as a formula in either: a name such as `=1+1` stays a name. Numbers
stay numbers; what is unknown is an empty cell, never a nought.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from views.palette import THEMES
from views.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Kind = Literal["text", "whole", "decimal", "share", "minutes", "moment"]
Value = str | float | dt.datetime | None

FORMATS: dict[Kind, str] = {
    "text": "@",
    "whole": "#,##0",
    "decimal": "0.0",
    "share": "0.0%",
    "minutes": "#,##0",
    "moment": "d mmmm yyyy hh:mm",
}
_LOCALES = {"id": "[$-421]", "en": "[$-809]"}
"""In whose words a spreadsheet writes the months."""
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST, _NARROWEST = 60, 9
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can hold: every file in ours bears it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its values, its header, its unit and kind.

    `unit` is blank where there is none. A "share" is 0 to 1 and is shown as per cent;
    "minutes" may be inf (no route); a "moment" is a local date and time.
    """

    key: str
    header: str
    unit: str = ""
    kind: Kind = "text"

    @property
    def title(self) -> str:
        """Return the header with its unit: "Waktu tempuh (menit)"."""
        return f"{self.header} ({self.unit})" if self.unit else self.header


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the second sheet: a title, and lines of a label and a text."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A further sheet of a workbook: its name, columns and rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ranked table with all that is needed to read it, in the reader's language.

    `rows` in order; a key that is missing, None or nan is unknown. `about` fills the
    last sheet (scenario, sources, marks), `further` those before it. `unknown` and
    `no_route` are the words for empty cells and for infinite minutes. `lang` names the
    months of dates.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    about_name: str
    about: tuple[Section, ...]
    unknown: str
    no_route: str
    further: tuple[Page, ...] = ()
    lang: str = "id"


def write_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]) -> bytes:
    """Return the table as CSV: UTF-8 with a mark, commas, keys as the header.

    Numbers are written with a decimal point and in full; no route is `inf`, unknown is
    an empty cell. Text that a spreadsheet would run gets an apostrophe before it.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([column.key for column in columns])
    for row in rows:
        lines.writerow([_csv_cell(row.get(column.key)) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    """Write one cell; only text is guarded, so that -3 stays a number."""
    if _unknown(value):
        return ""
    if isinstance(value, str):
        guarded = value.lstrip(" ").startswith(_ACTS)
        return plain(f"'{value}" if guarded else value)
    return str(value)


def _unknown(value: Value) -> bool:
    """Whether a cell stays empty."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def write_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: the ranking, what goes with it, how to read it.

    The same table gives the same bytes: no time goes in.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in (Page(table.name, table.columns, table.rows), *table.further):
        _fill_page(book.create_sheet(page.name), page, table)
    _fill_about(book.create_sheet(table.about_name), table)
    written = io.BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def _fill_page(sheet: Worksheet, page: Page, table: Table) -> None:
    """Write the header, the rows, and make them pleasant to read and print."""
    for place, column in enumerate(page.columns, start=1):
        _header(_cell(sheet, 1, place), column.title)
        for line, row in enumerate(page.rows, start=2):
            _put(_cell(sheet, line, place), row.get(column.key), column, table)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _width(column, page)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _cell(sheet: Worksheet, line: int, place: int) -> Cell:
    """Return one cell; none of ours is merged."""
    return cast("Cell", sheet.cell(line, place))


def _put(cell: Cell, value: Value, column: Column, table: Table) -> None:
    """Write one value: text as text, numbers as numbers, unknown as an empty cell."""
    is_moment = column.kind == "moment"
    locale = _LOCALES[table.lang] if is_moment else ""
    cell.number_format = locale + FORMATS[column.kind]
    if _unknown(value):
        cell.fill = PatternFill("solid", fgColor=THEMES["light"].unknown.strip("#"))
        cell.comment = Comment(table.unknown, "PetaRawan")
    elif isinstance(value, float) and math.isinf(value):
        _text(cell, table.no_route)
    elif isinstance(value, str):
        _text(cell, value)
    else:
        cell.value = value


def _text(cell: Cell, text: str) -> None:
    """Write text that no spreadsheet takes for a formula, an error or a number."""
    cell.value = plain(text)
    cell.data_type = "s"
    cell.number_format = FORMATS["text"]
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _header(cell: Cell, text: str) -> None:
    """Write a header in white on the accent colour."""
    _text(cell, text)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=THEMES["light"].accent.strip("#"))


def _width(column: Column, page: Page) -> float:
    """Return a width that shows the longest cell, within reason."""
    cells = (row.get(column.key) for row in page.rows)
    longest = max(
        (len(str(cell)) for cell in cells if isinstance(cell, str | dt.datetime)),
        default=0,
    )
    return float(min(_WIDEST, max(_NARROWEST, longest, len(column.title)) + 3))


def _fill_about(sheet: Worksheet, table: Table) -> None:
    """Write what the ranking rests on: sections of labels and texts."""
    line = 1
    for section in table.about:
        _text(_cell(sheet, line, 1), section.title)
        _cell(sheet, line, 1).font = Font(bold=True, color=THEMES["light"].accent[1:])
        for label, text in section.lines:
            line += 1
            _text(_cell(sheet, line, 1), label)
            _text(_cell(sheet, line, 2), text)
        line += 2
    sheet.column_dimensions["A"].width = 32.0
    sheet.column_dimensions["B"].width = 96.0


def without_times(book: bytes) -> bytes:
    """Pack an office file again without the time it was made."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _STAMP.sub(b"", source.read(name)))
    return packed.getvalue()
