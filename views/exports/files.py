"""A view as a file: made in memory for a download, or written to a folder."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Literal, cast

from geo.errors import PetaRawanError, Problem
from views import exports
from views.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plan.evaluate import Result

    Scheme = Literal["risk", "coverage", "readiness", "siting"]

MIME: dict[str, str] = {
    "png": "image/png",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Kind of file, which is also the ending of its name -> its media type."""

VIEWS = ("risk", "coverage", "readiness", "siting")
"""The views that have files of their own."""
PROPOSAL = "siting"
PROPOSAL_KINDS = ("pdf", "docx")
"""Kinds of the proposal file, which only the view of the proposals has."""

_NONCE_BYTES = 12


def kinds_of(scheme: str) -> tuple[str, ...]:
    """Return the kinds of file that a view has, in the order of `MIME`."""
    return tuple(
        kind for kind in MIME if scheme == PROPOSAL or kind not in PROPOSAL_KINDS
    )


def export(result: Result, kind: str, scheme: str, lang: str) -> bytes:
    """Return the view as one file of a kind of `MIME`.

    The CSV is for machines and the same in every language. Raises `PetaRawanError`
    naming each of `kind`, `scheme` and `lang` that is not known, a kind that the
    view does not have, and `MethodError` where no post can be proposed.
    """
    _refuse(_problems(f".{kind}", kind, scheme, lang))
    from plan.siting_depth import proven  # noqa: PLC0415  seconds to import
    from views.exports import compose, tables  # noqa: PLC0415  as above

    if scheme == PROPOSAL:
        result = proven(result)
    if kind in PROPOSAL_KINDS:
        return exports.write_proposal(result, kind, lang)
    if kind == "png":
        shown = cast("Scheme", scheme)
        return exports.render_png(compose.snapshot(result, shown, lang))
    if kind == "csv":
        return tables.write_csv(*compose.machine_table(result, scheme))
    return tables.write_xlsx(compose.table(result, scheme, lang))


def unguessable_name(result: Result, scheme: str, kind: str) -> str:
    """Return a readable file name that nobody can guess, another at each call.

    A server that names files after content and name must not hand a stranger this
    one, nor an older one under its name: so the name ends with a random part.
    """
    from views.exports.provenance import scenario_digest  # noqa: PLC0415  as above

    area = re.sub(r"[^a-z0-9]+", "-", result.area.name.lower()).strip("-")[:40]
    parts = ("petarawan", area, scheme, scenario_digest(result))
    nonce = secrets.token_hex(_NONCE_BYTES)
    return f"{'-'.join(part for part in parts if part)}-{nonce}.{kind}"


def write_export(out: Path, result: Result, *, view: str, lang: str) -> None:
    """Write the view to a file, whose ending says of what kind.

    The file is there whole or, if anything fails, as it was before. Raises
    `PetaRawanError` naming every fault: an unknown ending, view or language, a
    folder that is missing or cannot be written to.
    """
    kind = out.suffix.lower().removeprefix(".")
    _refuse([*_problems(out.name, kind, view, lang), *_folder_problems(out)])
    write_file(out, export(result, kind, view, lang))


def write_file(out: Path, content: bytes) -> None:
    """Write a file: it is there whole or, if anything fails, as it was before.

    Raises `PetaRawanError` for a folder that is missing or cannot be written to.
    """
    _refuse(_folder_problems(out))
    try:
        _write_whole(out, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Problem.of("export_unwritable", file=str(out), reason=reason)
        raise PetaRawanError([problem]) from error


def _problems(name: str, kind: str, scheme: str, lang: str) -> Iterator[Problem]:
    """Name every choice that is not known."""
    known = tuple(f".{one}" for one in kinds_of(scheme))
    if kind not in MIME:
        yield Problem.of("export_kind_unknown", file=name, known=known)
    elif scheme in VIEWS and kind not in kinds_of(scheme):
        yield Problem.of("export_kind_of_siting", file=name, view=scheme, known=known)
    for field, value, words in (
        ("view", scheme, VIEWS),
        ("lang", lang, LANGUAGES),
    ):
        if value not in words:
            yield Problem.of("word_unknown", field=field, value=value, known=words)


def _folder_problems(out: Path) -> Iterator[Problem]:
    if not out.parent.is_dir():
        yield Problem.of("folder_missing", folder=str(out.parent))


def _refuse(problems: Iterator[Problem] | list[Problem]) -> None:
    found = list(problems)
    if found:
        raise PetaRawanError(found)


def _write_whole(out: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place in one step."""
    part = out.with_name(f".{out.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
