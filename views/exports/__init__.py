"""Files to take away: snapshot as PNG, table as CSV and XLSX, proposals as PDF, DOCX.

The libraries that draw and write take seconds to import. They are loaded when the first
file is asked for, so that the first page does not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan.evaluate import Result
    from views.exports.snapshot import Snapshot
    from views.exports.tables import Table


def render_png(snapshot: Snapshot) -> bytes:
    """Return the snapshot as one A4 page, 2339 x 1654 pixels."""
    from views.exports import png  # noqa: PLC0415  seconds to import, see above

    return png.render_png(snapshot)


def write_csv(table: Table) -> bytes:
    """Return the table as CSV, for machines."""
    from views.exports import tables  # noqa: PLC0415  as above

    return tables.write_csv(table.columns, table.rows)


def write_xlsx(table: Table) -> bytes:
    """Return the table as a workbook, for people."""
    from views.exports import tables  # noqa: PLC0415  as above

    return tables.write_xlsx(table)


def write_proposal(result: Result, kind: str, lang: str) -> bytes:
    """Return the proposal file of a proven result: `kind` is pdf or docx."""
    from views.exports import proposal, proposal_docx, proposal_pdf  # noqa: PLC0415

    writer = {"pdf": proposal_pdf.write_pdf, "docx": proposal_docx.write_docx}[kind]
    return writer(proposal.document(result, lang))
