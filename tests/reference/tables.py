"""Read what others have published."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent
Row = dict[str, str]


def rows(name: str, key: str = "uCode") -> dict[str, Row]:
    """The rows of a published table by their code."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def differs(found: float, printed: str, units: float = 0.5) -> bool:
    """Whether a number is not the one printed, at the decimals it is printed with.

    `units` of the last decimal are allowed: half of one, or one and a half where the
    number follows from others that are printed with as many digits.
    """
    decimals = len(printed.partition(".")[2])
    return abs(found - float(printed)) > (units + 1e-7) * 10.0**-decimals


def write(path: Path, table: list[Row]) -> Path:
    """Write rows as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    return path
