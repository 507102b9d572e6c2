"""The recommendation sheet as a file: PDF to be shown, DOCX to be changed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.errors import PetaRawanError, Problem
from views.exports.files import PROPOSAL_KINDS, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from plan.sheet import Sheet

UNCHANGED: Mapping[str, str] = MappingProxyType({})


def write_sheet(
    sheet: Sheet,
    kind: str,
    lang: str,
    only: str | None = None,
    texts: Mapping[str, str] = UNCHANGED,
) -> bytes:
    """Return the sheet as one file: `kind` is pdf or docx.

    `only`: code of the one kecamatan to tell, None for all in order of priority.
    `texts`: kecamatan_code -> text of its block where somebody changed it.
    """
    from views.exports import proposal_docx, proposal_pdf, sheet_document  # noqa: PLC0415  seconds to import

    writer = {"pdf": proposal_pdf.write_pdf, "docx": proposal_docx.write_docx}[kind]
    return writer(sheet_document.document(sheet, lang, only, texts))


def write_sheet_file(out: Path, sheet: Sheet, lang: str, only: str | None) -> None:
    """Write the sheet to a file, whose ending says of what kind.

    Raises `PetaRawanError` for an ending that is not known, and for a folder that is
    missing or cannot be written to.
    """
    kind = out.suffix.lower().removeprefix(".")
    if kind not in PROPOSAL_KINDS:
        known = tuple(f".{one}" for one in PROPOSAL_KINDS)
        problem = Problem.of("export_kind_unknown", file=out.name, known=known)
        raise PetaRawanError([problem])
    write_file(out, write_sheet(sheet, kind, lang, only))
