"""What the tests of this room share: a copied area, and one fault planted in it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from geo.area import assemble
from geo.build import finish
from geo.reading import CATALOGUE, read_folder, sealed, sha256

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.area import StudyArea
    from geo.errors import PetaRawanError, Problem
    from geo.reading import Files

Row = dict[str, str]


def source_files(folder: Path) -> Files:
    """Read the source tables of the embedded area: all but what the build makes."""
    files = read_folder(folder)
    return {
        name: content
        for name, content in files.items()
        if name not in {"catalogue.toml", "tps.csv"}
    }


def rows_of(content: bytes) -> list[Row]:
    """Read a CSV into rows."""
    return list(csv.DictReader(io.StringIO(content.decode())))


def csv_of(rows: list[Row]) -> bytes:
    """Write rows as CSV, columns of the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def changed(files: Files, name: str, change: Callable[[list[Row]], Any]) -> Files:
    """Return the files with the rows of one table changed in place."""
    rows = rows_of(files[name])
    change(rows)
    return {**files, name: csv_of(rows)}


def made(files: Files, folder: Path) -> StudyArea:
    """Build and load an area from source tables, without writing it."""
    return assemble(finish(files), folder)


def values(problem: Problem) -> dict[str, Any]:
    """Return a problem's values by name."""
    return dict(problem.values)


def codes(error: PetaRawanError) -> list[str]:
    """Return the codes of an error's problems, in order."""
    return [problem.code for problem in error.problems]


def true_hashes(files: Files, old: Files) -> Files:
    """Return the files with a catalogue that gives the hashes of changed ones.

    A person who changes a table and its hash gets past the hash check; the
    checks behind it must hold on their own.
    """
    catalogue = files[CATALOGUE].decode()
    for name, content in old.items():
        if name in files:
            catalogue = catalogue.replace(sha256(content), sha256(files[name]))
    return {**files, CATALOGUE: sealed(catalogue.partition("\n")[2]).encode()}
