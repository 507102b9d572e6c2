"""Office files and PDF read back as their texts."""

from __future__ import annotations

import io
import subprocess
from typing import Any

import docx


def docx_texts(content: bytes) -> set[str]:
    """Every paragraph of a DOCX, those in tables, header and footer too."""
    file: Any = docx.Document(io.BytesIO(content))
    section = file.sections[0]
    parts: list[Any] = [file, section.header, section.footer]
    said = {paragraph.text for part in parts for paragraph in part.paragraphs}
    for table in file.tables:
        said |= {cell.text for row in table.rows for cell in row.cells}
    return said


def pdf_letters(content: bytes) -> str:
    """Every letter of a PDF in order, without spaces and places to break a line."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    ran = subprocess.run(command, input=content, capture_output=True, check=True)
    return "".join(ran.stdout.decode().replace("\u200b", "").split())
