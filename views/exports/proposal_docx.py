"""The proposal file as DOCX, to be filled in and changed: text is only ever text."""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from views.exports.proposal_parts import Grid, Heading, Items, Picture, Text
from views.exports.tables import without_times
from views.palette import THEMES
from views.wording import plain

if TYPE_CHECKING:
    from views.exports.proposal_parts import Document

FONT = "Arial"
_ROOM = 17.0  # centimetres between the margins, or a little less
_SMALL = 7.5
_ACCENT = THEMES["light"].accent.strip("#").upper()
_QUIET = RGBColor(0x5D, 0x55, 0x48)
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_NUMBER = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_BORN = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - the format holds no zone


def write_docx(document: Document) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    paper = _Paper(document)
    for part in document.parts:
        paper.add(part)
    written = io.BytesIO()
    paper.file.save(written)
    return without_times(written.getvalue())


class _Paper:
    """A file being written from top to bottom."""

    def __init__(self, document: Document) -> None:
        self.file: Any = docx.Document()
        self._settle(document)
        title = self.file.add_paragraph(style="Title")
        title.add_run(plain(document.title))
        self._quiet(self.file.add_paragraph(), document.subtitle, 11)

    def _settle(self, document: Document) -> None:
        """Page, letters, language; the state of the view on every page."""
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.9)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2)
        for name, size in (
            ("Normal", 9.5), ("Title", 18), ("Heading 1", 13.5), ("Heading 2", 11),
            ("List Bullet", 9.5),
        ):  # fmt: skip
            self._style(name, size, _LANGUAGES[document.lang])
        head = section.header.paragraphs[0]
        self._quiet(head, f"{document.title}  |  {document.state}", _SMALL)
        foot = section.footer.paragraphs[0]
        self._quiet(foot, f"{document.version}  |  ", _SMALL)
        for number, piece in enumerate(_NUMBER.split(document.page)):
            if number % 2:
                self._field(foot, _FIELDS[piece])
            else:
                self._quiet(foot, piece, _SMALL)
        about = self.file.core_properties
        about.title, about.author = plain(document.title)[:255], "PetaRawan"
        about.comments, about.created, about.modified = "", _BORN, _BORN

    def _style(self, name: str, size: float, language: str) -> None:
        style = self.file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language)
        properties.append(said)
        if name not in {"Normal", "List Bullet"}:
            style.font.color.rgb = RGBColor.from_string(_ACCENT)

    @singledispatchmethod
    def add(self, part: object) -> None:
        """Write one part."""
        raise TypeError(type(part).__name__)

    @add.register
    def _(self, part: Heading) -> None:
        self.file.add_paragraph(plain(part.text), style=f"Heading {part.level}")

    @add.register
    def _(self, part: Text) -> None:
        paragraph = self.file.add_paragraph()
        if part.kind == "quiet":
            self._quiet(paragraph, part.text, 8.5)
            return
        run = paragraph.add_run(plain(part.text))
        if part.kind == "lead":
            run.bold, run.font.size = True, Pt(12)
            run.font.color.rgb = RGBColor.from_string(_ACCENT)

    @add.register
    def _(self, part: Items) -> None:
        for text in part.texts:
            self.file.add_paragraph(plain(text), style="List Bullet")

    @add.register
    def _(self, part: Picture) -> None:
        paragraph = self.file.add_paragraph()
        picture = paragraph.add_run().add_picture(io.BytesIO(part.png), width=Cm(_ROOM))
        picture._inline.docPr.set("descr", plain(part.caption))  # noqa: SLF001 - no other way
        self._quiet(self.file.add_paragraph(), part.caption, 8.5)

    @add.register
    def _(self, part: Grid) -> None:
        table = self.file.add_table(rows=0, cols=len(part.heads), style="Table Grid")
        table.autofit = False
        widths = [Cm(_ROOM * width / sum(part.widths)) for width in part.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, row in enumerate((part.heads, *part.rows)):
            line = table.add_row()
            _mark(line, "w:cantSplit")
            for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
                cell.width = widths[place]
                run = cell.paragraphs[0].add_run(plain(text))
                run.font.size = Pt(8.5)
                run.bold = number == 0 or number - 1 in part.strong
                if place in part.numbers:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if number == 0:
                    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
                    _shade(cell)
        _mark(table.rows[0], "w:tblHeader")
        for line in table.rows[:-1] if part.whole else ():
            for cell in line.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self.file.add_paragraph()

    def _field(self, paragraph: Any, code: str) -> None:  # noqa: ANN401 - python-docx has no types
        """Put the number of the page, or of the pages, at the end of a paragraph."""
        for kind in ("begin", code, "separate", "1", "end"):
            run = self._quiet(paragraph, "1" if kind == "1" else "", _SMALL)
            if kind == "1":
                continue
            part = OxmlElement("w:instrText" if kind == code else "w:fldChar")
            if kind == code:
                part.text = code
            else:
                part.set(qn("w:fldCharType"), kind)
            run._r.append(part)  # noqa: SLF001 - no other way

    @staticmethod
    def _quiet(paragraph: Any, text: str, size: float) -> Any:  # noqa: ANN401 - as above
        """Write small and grey; returns the run."""
        run = paragraph.add_run(plain(text))
        run.font.size, run.font.color.rgb = Pt(size), _QUIET
        return run


def _shade(cell: Any) -> None:  # noqa: ANN401 - as above
    """Fill a cell with the accent colour."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _ACCENT)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - no other way


def _mark(row: Any, what: str) -> None:  # noqa: ANN401 - as above
    """Give a row a mark: the head of every page (tblHeader), never cut (cantSplit)."""
    row._tr.get_or_add_trPr().append(OxmlElement(what))  # noqa: SLF001 - no other way
