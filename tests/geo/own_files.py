"""What tests of own tables share: small tables, written to a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEMAND = "id,weight\nA,200\nB,100\nC,50\n"
SUPPLY = "id,supply\nP,6\nQ,5\n"
CANDIDATES = "id,fixed\nP,0\nQ,0\n"
LONG = "demand_id,candidate_id,cost\nA,P,10\nB,P,30\nB,Q,30\nC,P,31\nC,Q,99\n"
WIDE = "id,P,Q\nA,10,\nB,30,30\nC,31,99\n"


def write(folder: Path, **tables: str) -> None:
    """Write each table under its name."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")


def shuffled(table: str) -> str:
    """Return the same table with its rows the other way round."""
    header, *rows = table.splitlines()
    return "\n".join([header, *reversed(rows), ""])
