"""The only door for files: bytes are checked before anything parses them."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from typing import TYPE_CHECKING, Any

from geo.errors import CatalogueError, LayerError, PetaRawanError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.schema import Texts

CATALOGUE = "catalogue.toml"
_SEAL = "# SHA-256 of what follows: "
MAX_BYTES = 5_000_000
MAX_BUNDLED_BYTES = 64_000_000

Files = dict[str, bytes]


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read one file of at most `limit` bytes (<=).

    Raises `PetaRawanError` if it is missing, unreadable or too large.
    """
    try:
        if path.is_dir():
            raise PetaRawanError([Problem.of("file_is_folder", file=str(path))])
        if not path.is_file():
            raise PetaRawanError([Problem.of("file_missing", file=path.name)])
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as fault:
        problem = Problem.of("file_unreadable", file=path.name)
        raise PetaRawanError([problem]) from fault
    if len(content) > limit:
        named: dict[str, Any] = {"file": path.name, "limit_mb": limit / 1e6}
        raise PetaRawanError([Problem.of("file_too_large", **named)])
    return content


def read_folder(folder: Path, main: str = CATALOGUE) -> Files:
    """Read every file of a data folder and its sub-folders, by name inside it.

    Hidden files (a leading dot) are not data and are passed over. Raises
    `CatalogueError` if there is no such folder, if it lacks its `main` file
    (then nothing else is touched), or if a file cannot be read.
    """
    if not folder.is_dir():
        raise CatalogueError([Problem.of("folder_missing", folder=str(folder))])
    if not (folder / main).is_file():
        named = {"folder": str(folder), "file": main}
        raise CatalogueError([Problem.of("catalogue_missing", **named)])
    files: Files = {}
    problems: list[Problem] = []
    for name, path in sorted(_visible(folder).items()):
        try:
            files[name] = read_bytes(path, MAX_BUNDLED_BYTES)
        except PetaRawanError as fault:
            problems.extend(fault.problems)
    if problems:
        raise CatalogueError(problems)
    return files


def require_hashes(files: Files, expected: Mapping[str, str]) -> None:
    """Refuse files that are not those of the catalogue.

    `expected` maps names to SHA-256. Raises `CatalogueError` naming every file
    that changed, is missing, or is not listed; nothing has been parsed by then.
    """
    problems = [
        Problem.of("file_missing", file=name)
        if name not in files
        else Problem.of("file_changed", file=name)
        for name, digest in expected.items()
        if name not in files or sha256(files[name]) != digest
    ]
    unlisted = [name for name in files if name not in expected and name != CATALOGUE]
    problems += [Problem.of("file_unlisted", file=name) for name in unlisted]
    if problems:
        raise CatalogueError(problems)


def sealed(text: str) -> str:
    """Put a first line before a made text that says what follows: its SHA-256."""
    return f"{_SEAL}{sha256(text.encode())}\n{text}"


def require_seal(content: bytes, file: str) -> None:
    """Refuse a made file that somebody has changed since.

    Raises `CatalogueError` unless its first line is that of `sealed`.
    """
    first, _, rest = content.partition(b"\n")
    if first != f"{_SEAL}{sha256(rest)}".encode():
        raise CatalogueError([Problem.of("catalogue_changed", file=file)])


def parse_toml(content: bytes, file: str) -> dict[str, Any]:
    """Read TOML.

    Raises `CatalogueError` if the text is no UTF-8 or no TOML.
    """
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise CatalogueError([Problem.of("encoding_invalid", file=file)]) from fault
    except tomllib.TOMLDecodeError as fault:
        raise CatalogueError([Problem.of("toml_invalid", file=file)]) from fault


def parse_csv(content: bytes, layer: str, file: str) -> Texts:
    """Read a comma-separated table as text: column -> cells, blanks are "".

    UTF-8, with or without a byte order mark; cells lose the spaces around
    them; empty lines are passed over. Raises `LayerError` naming what stops
    the table from being read: its encoding, separator, header or row lengths.
    """
    named = {"layer": layer, "file": file}
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise LayerError(layer, [Problem.of("encoding_invalid", file=file)]) from fault
    header, *rows = _rows(text, named)
    problems = _table_problems(header, rows, named)
    if problems:
        raise LayerError(layer, problems)
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def _visible(folder: Path) -> dict[str, Path]:
    """Map names to the files of a folder and of the folders directly in it."""
    paths = [*folder.glob("*"), *folder.glob("*/*")]
    inside = [(path, path.relative_to(folder).parts) for path in paths]
    return {
        "/".join(parts): path
        for path, parts in inside
        if not any(part.startswith(".") for part in parts) and not path.is_dir()
    }


def _rows(text: str, named: Mapping[str, str]) -> list[list[str]]:
    """Split a text into rows of cells, the header first; blank lines go."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as fault:
        problem = Problem.of("csv_invalid", **named, line=reader.line_num)
        raise LayerError(named["layer"], [problem]) from fault
    kept = [row for row in rows if any(row)]
    if not kept:
        raise LayerError(named["layer"], [Problem.of("file_empty", **named)])
    return kept


def _table_problems(
    header: list[str], rows: list[list[str]], named: Mapping[str, str]
) -> list[Problem]:
    """Find what makes rows and header no table."""
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return [Problem.of("csv_separator", **named)]
    problems = []
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        problems.append(Problem.of("column_duplicate", **named, columns=tuple(twice)))
    uneven = [f"#{n}" for n, row in enumerate(rows, 2) if len(row) != len(header)]
    if uneven:
        shown, count = tuple(uneven[:5]), len(uneven)
        problem = Problem.of("row_length", **named, rows=shown, count=count)
        problems.append(problem)
    return problems
