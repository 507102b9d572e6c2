"""The command that writes an area's own grid of friction, to be changed by hand."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.reading import read_bytes
from plan.knowledge import Knowledge
from risk.scenario import WORDS, Scenario
from views import terminal, wording
from views.exports.files import write_file

Out = Annotated[Path, typer.Option("--out", help="Berkas / file: .tif")]
Season = Annotated[
    str, typer.Option("--season", help=f"Musim / season: {', '.join(WORDS['season'])}")
]
Heights = Annotated[
    Path | None,
    typer.Option("--dem", help="Model ketinggian, meter / height model, metres: .tif"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]


def friction(
    known: Knowledge,
    *,
    out: Out,
    season: Season = "dry",
    heights: Heights = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Grid hambatan wilayah, detik per meter. / The area's own grid of friction.

    Perkiraan; ubah seperlunya, lalu pakai dengan surface --friction. / An estimate;
    change it as needed, then give it to surface --friction.
    """
    chosen = Scenario(season=season)
    from geo.impedance.surface import grid, raster, slope  # noqa: PLC0415 - slow to load

    frame, slower = grid.area_frame(known.area), None
    if heights:
        content = read_bytes(heights, raster.MAX_GRID_BYTES)
        slower = slope.read_slowing(frame, content, heights.name)
    factor = slower.factor if slower else None
    found = grid.default_grid(known.area, known.access.network, slowing=factor)
    write_file(out, raster.write_grid(found.as_grid(chosen.season)))
    record = {
        "file": str(out),
        "data_version": known.area.data_version,
        "season": chosen.season,
        "cell_m": frame.cell,
        "cells": frame.rows * frame.columns,
        "cells_with_height": slower.known if slower else None,
    }
    if as_json:
        terminal.print_json(record)
        return
    if slower:
        known_cells = wording.number(slower.known, lang)
        cells = wording.number(frame.rows * frame.columns, lang)
        typer.echo(
            wording.text("friction.heights_known", lang, known=known_cells, cells=cells)
        )
    typer.echo(out)
