"""The command on a grid of friction: minutes to the nearest point, as GeoTIFF."""

import math
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.errors import MethodError, PetaRawanError, Problem
from geo.reading import read_bytes
from views import terminal, wording
from views.exports.files import write_file
from views.options import EXIT_REFUSED

Friction = Annotated[
    Path, typer.Option("--friction", help="Detik per meter / seconds per metre: .tif")
]
Sources = Annotated[
    Path, typer.Option("--sources", help="Titik asal / points: .geojson")
]
Out = Annotated[Path, typer.Option("--out", help="Tulis menit / minutes: .tif")]
Nearest = Annotated[
    Path, typer.Option("--nearest", help="Tulis titik terdekat / nearest point: .tif")
]
Limit = Annotated[
    float | None, typer.Option("--limit", help="Menit terjauh / most minutes")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]


def surface(
    *,
    friction: Friction,
    sources: Sources,
    out: Out,
    nearest: Nearest,
    limit: Limit = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Menit ke titik terdekat di atas grid hambatan. / Minutes over a friction grid.

    Titik terdekat dinomori dari 0 menurut urutan berkas. / The nearest point is told
    by its number, from 0 in the order of the file.
    """
    from geo.impedance.surface import raster, survey  # noqa: PLC0415 - slow to load

    with terminal.refusing(EXIT_REFUSED):
        files = {"--friction": friction, "--sources": sources}
        _require_sound(files | {"--out": out, "--nearest": nearest}, limit)
        grid, points = _contents((friction, raster.MAX_GRID_BYTES), (sources, None))
        found = survey.survey(
            *survey.read_survey(grid, friction.name, points, sources.name),
            limit=math.inf if limit is None else limit,
            progress=_progress(lang),
        )
        write_file(out, raster.write_grid(found.minutes_grid))
        write_file(nearest, raster.write_grid(found.nearest_grid))
        record = surface_record(found) | {"out": str(out), "nearest": str(nearest)}
        if as_json:
            terminal.print_json(record)
        else:
            _print(record, lang)


def surface_record(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a Survey, slow to load
    """What a survey found, for machines: counts of cells, minutes, and each point."""
    least, middle, most = found.minutes
    return {
        "cells_reached": found.reached,
        "cells_without_route": found.unreached,
        "cells_barrier": found.barriers,
        "minutes": {"min": least, "median": middle, "max": most},
        "sources": [
            {
                "index": index,
                "name": name,
                "status": _status(found, index),
                "cells": int(found.cells[index]),
            }
            for index, name in enumerate(found.sources.names)
        ],
    }


def _status(found: Any, index: int) -> str:  # noqa: ANN401 - likewise
    """Whether a point counts: used, on a barrier, or outside the grid."""
    if found.sources.cells[index] < 0:
        return "outside"
    return "blocked" if index in found.blocked else "used"


def _require_sound(files: dict[str, Path], limit: float | None) -> None:
    """Raise `MethodError` where a file is given twice or the minutes are none.

    Before anything is read: what is written last would replace the other.
    """
    places: dict[Path, list[str]] = {}
    for name, path in files.items():
        places.setdefault(path.resolve(), []).append(name)
    problems = [
        Problem.of("paths_equal", names=tuple(names))
        for names in places.values()
        if len(names) > 1
    ]
    if limit is not None and not limit >= 0:
        problems.append(Problem.of("limit_minutes", given=f"{limit:g}"))
    if problems:
        raise MethodError(problems)


def _contents(*wanted: tuple[Path, int | None]) -> list[bytes]:
    """Read files up to their limits; raise the faults of all at once."""
    contents: list[bytes] = []
    problems: list[Problem] = []
    for path, most in wanted:
        try:
            contents.append(read_bytes(path, most) if most else read_bytes(path))
        except PetaRawanError as error:
            problems += error.problems
    if problems:
        raise PetaRawanError(problems)
    return contents


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _progress(lang: str) -> Any:  # noqa: ANN401 - a function of a share, or None
    """Tell the share done on one line that is written over; only to a person."""
    if not _is_watched():
        return None

    def tell(share: float) -> None:
        told = wording.text(
            "surface.progress", lang, share=wording.percent(share, lang)
        )
        typer.echo(f"\r{told}", err=True, nl=share == 1)

    return tell


def _print(record: dict[str, Any], lang: str) -> None:
    """The counts, then each point with the cells it is nearest to."""
    cells = [
        (wording.text(f"surface.{key}", lang), wording.number(record[key], lang))
        for key in ("cells_reached", "cells_without_route", "cells_barrier")
    ]
    times = [
        (wording.text(f"surface.minutes_{key}", lang), wording.minutes(value, lang))
        for key, value in record["minutes"].items()
    ]
    terminal.print_table(["", ""], [*cells, *times])
    heads = ("index", "name", "status", "cells")
    rows = [
        (
            wording.number(row["index"], lang),
            wording.plain(row["name"]),
            wording.text(f"surface.status_{row['status']}", lang),
            wording.number(row["cells"], lang),
        )
        for row in record["sources"]
    ]
    terminal.print_table(
        [wording.text(f"surface.{head}", lang) for head in heads], rows
    )
    typer.echo(record["out"])
    typer.echo(record["nearest"])
