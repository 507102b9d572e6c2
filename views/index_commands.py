"""Commands on an index built elsewhere: its tables, and the steps asked for."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from risk.own import doubt
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
Draws = Annotated[
    int | None,
    typer.Option(
        "--uncertainty",
        min=1,
        help="Berapa undian bobot untuk rentang peringkat / draws of weights",
    ),
]
Samples = Annotated[
    int, typer.Option("--samples", min=2, help="Besar sampel / rows of each sample")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Benih acak / random seed")]
Top = Annotated[int, typer.Option("--top", min=1, help="Berapa teratas / size of top")]
Spread = Annotated[
    float, typer.Option("--spread", help="Rentang bobot / of the weights, 0-1")
]
LeaveOneOut = Annotated[
    bool,
    typer.Option(
        "--leave-one-out", help="Tanpa tiap indikator / without each indicator"
    ),
]


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
    draws: Draws = None,
    seed: Seed = 0,
    top: Top = 3,
    spread: Spread = 0.25,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Hitung indeks dari tabel iData dan iMeta. / Index of tables brought along.

    Langkahnya selalu berurutan: bagi, isi, redam, normalisasi, gabung. / The steps
    are always taken in this order: denominate, impute, treat, normalise, aggregate.
    """
    found = build_index(read_tables(data, meta, steps), steps)
    sure = None
    if draws is not None:
        sure = doubt.uncertainty(found, draws=draws, spread=spread, top=top, seed=seed)
    if as_json:
        terminal.print_json(index_records.index_record(found, sure))
    else:
        index_terminal.print_index(found, sure, lang)


@_with_steps
def sensitivity(
    steps: Steps,
    *,
    data: Data,
    meta: Meta,
    samples: Samples = 500,
    seed: Seed = 0,
    spread: Spread = 0.25,
    leave_one_out: LeaveOneOut = False,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Pilihan mana yang menggeser peringkat. / Which choice moves the ranks.

    Bobot, dan langkah yang dipakai dengan gantinya. / The weights, and the steps
    taken against their alternatives.
    """
    found = build_index(read_tables(data, meta, steps), steps)
    if leave_one_out:
        changes = doubt.removed(found)
        if as_json:
            terminal.print_json(index_records.removed_record(found, changes))
        else:
            index_terminal.print_removed(found, changes, lang)
        return
    shares = doubt.sensitivity(found, samples=samples, spread=spread, seed=seed)
    if as_json:
        terminal.print_json(index_records.choices_record(shares))
    else:
        index_terminal.print_choices(found, shares, lang)
