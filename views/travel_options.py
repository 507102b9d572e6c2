"""Options for minutes that somebody brings, and what is said of their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from views.travel_words import left_out_sentences
from views.wording import LANGUAGES

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from views.options import Option

_Roads = Annotated[
    Path | None,
    typer.Option("--roads", help="Jalan, sungai, laut / ways: .geojson, .gpkg, .pbf"),
]
_Speeds = Annotated[
    Path | None, typer.Option("--speeds", help="Kecepatan --roads / speeds: .toml")
]
_Matrix = Annotated[
    Path | None, typer.Option("--matrix", help="Waktu untuk / for --mode matrix: .csv")
]
OPTIONS: dict[str, Option] = {
    "roads": (_Roads, None),
    "speeds": (_Speeds, None),
    "matrix": (_Matrix, None),
}


def with_travel(known: Knowledge, choices: dict[str, Any]) -> Knowledge:
    """Return the knowledge with the minutes brought; say what of them is not used."""
    known = known.with_ways(choices["roads"], choices["speeds"])
    known = known.with_matrix(choices.get("matrix"))
    for lang in LANGUAGES:
        for sentence in left_out_sentences(known, lang):
            typer.echo(sentence, err=True)
    return known
