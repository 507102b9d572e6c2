"""Commands on an index built elsewhere: its tables, and the steps asked for."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from risk.own.index import build_index
from risk.own.steps import AGGREGATE, IMPUTE, MOST_DIGITS, NORMALISE, Steps, read_steps
from risk.own.tables import read_tables
from views import index_records, index_terminal, terminal
from views.options import Command, Option, with_options

Data = Annotated[
    Path, typer.Option("--data", help="Tabel data / table of data: iData.csv")
]
Meta = Annotated[
    Path, typer.Option("--meta", help="Tabel keterangan / of descriptions: iMeta.csv")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]


def _flag(name: str, text: str) -> Option:
    return Annotated[bool, typer.Option(name, help=text)], False


def _word(name: str, text: str, default: str) -> Option:
    return Annotated[str, typer.Option(name, help=text)], default


_HALF_UP = typer.Option(
    "--half-up",
    min=0,
    max=MOST_DIGITS,
    help="Desimal di tiap tingkat, setengah ke atas / decimals at every level",
)
_MEANS = "; ".join(
    (
        f"Rata-rata / mean: {', '.join(AGGREGATE)}",
        "satu, atau satu per tingkat dari bawah / one, or one per level from below",
    )
)
# The steps, in the order in which they are taken.
_STEPS: dict[str, Option] = {
    "denominate": _flag("--denominate", "Bagi dengan Denominator / divide by it"),
    "impute": _word(
        "--impute", f"Isi yang kosong / blanks: {', '.join(IMPUTE)}:COLUMN", "none"
    ),
    "treat": _flag("--treat", "Redam nilai ekstrem / draw in extreme values"),
    "normalise": _word("--normalise", f"Normalisasi: {', '.join(NORMALISE)}", "none"),
    "scale": _word(
        "--range", "Rentang skala, bukan untuk z / scale, not of z", "0,100"
    ),
    "aggregate": _word("--aggregate", _MEANS, "arithmetic"),
    "digits": (Annotated[int | None, _HALF_UP], None),
}


def _steps(choices: dict[str, Any]) -> Steps:
    return read_steps(**choices)


def _with_steps(command: Command) -> Command:
    """Give a command the options of the steps, made into its `steps`."""
    return with_options(command, "steps", _STEPS, _steps)


@_with_steps
def index(
    steps: Steps,
    *,
    data: Data,
    meta: Meta,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Hitung indeks dari tabel iData dan iMeta. / Index of tables brought along.

    Langkahnya selalu berurutan: bagi, isi, redam, normalisasi, gabung. / The steps
    are always taken in this order: denominate, impute, treat, normalise, aggregate.
    """
    found = build_index(read_tables(data, meta, steps), steps)
    if as_json:
        terminal.print_json(index_records.index_record(found))
    else:
        index_terminal.print_index(found, lang)
