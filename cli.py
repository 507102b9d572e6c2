"""Front door for the terminal: does exactly what the pages do.

Exit codes: 0 done, 1 the data or the choices are refused, 2 wrong usage.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.build import build_area
from geo.errors import Problem, ScenarioError
from plan.evaluate import Result, evaluate
from plan.knowledge import load_knowledge
from risk.scenario import WORDS, Scenario
from views import record_details, records, terminal
from views.exports.files import write_export

DEFAULT_AREA = Path(__file__).parent / "data" / "kutai_timur"
EXIT_REFUSED = 1

app = typer.Typer(
    help="Peta kerawanan pemilu per kecamatan. / Election-security risk map.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Area = Annotated[Path, typer.Option("--area", help="Folder wilayah / study area")]
Posts = Annotated[
    Path | None, typer.Option("--posts", help="posts.csv pengganti / corrected posts")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Tps = Annotated[
    bool, typer.Option("--tps", help="Rinci per TPS dan desa / each TPS and desa too")
]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]
Out = Annotated[Path, typer.Argument(help="Berkas / file: .png, .csv, .xlsx")]
View = Annotated[
    Literal["risk", "coverage"], typer.Option("--view", help="Tampilan / which map")
]
Source = Annotated[Path, typer.Option("--source", help="Folder tabel sumber / tables")]


def _number(name: str, text: str) -> object:
    return Annotated[float | None, typer.Option(name, help=text)]


def _whole(name: str, text: str) -> object:
    return Annotated[int, typer.Option(name, help=text)]


def _word(name: str, text: str, *known: str) -> object:
    names = name.split("/")
    return Annotated[
        str | None, typer.Option(*names, help=f"{text}: {', '.join(known)}")
    ]


def _list(name: str, text: str) -> object:
    return Annotated[list[str], typer.Option(name, help=text)]


# One name per option in every command; the defaults are the scenario's own.
_OPTIONS: dict[str, object] = {
    "preset": _word("--preset", "Susunan bobot / preset", "rakor_2024", "..."),
    "weight": _list("--weight", "kode=bobot, boleh diulang / repeatable: teknis=2"),
    "normalise": _word("--normalise", "Normalisasi", *WORDS["normalise"]),
    "phase": _word("--phase", "Tahapan / phase", "all", "campaign", "polling", "..."),
    "treat": _word("--treat", "Pencilan / outliers", *WORDS["treat"]),
    "aggregate": _word(
        "--aggregate/--method", "Penggabungan dimensi", *WORDS["aggregate"]
    ),
    "classes": _word("--classes", "Cara membagi kelas / classes", *WORDS["classes"]),
    "cuts": _word("--cuts", "Batas kelas / class bounds", "20,40,60,80"),
    "draws": _whole("--draws", "Bobot acak / random weights drawn, 0-20000"),
    "spread": _number("--spread", "Rentang bobot acak / how far they vary, 0-1"),
    "top": _whole("--top", "Berapa teratas / how many are the top ones"),
    "min_known": _number("--min-known", "Bobot minimum yang diketahui / least, 0-1"),
    "post_type": _word("--post-type", "Jenis pos / service", *WORDS["post_type"]),
    "threshold": _number("--threshold", "Ambang waktu / threshold, menit (<=)"),
    "season": _word("--season", "Musim / season", *WORDS["season"]),
    "mode": _word("--mode", "Cara hitung waktu / travel time", *WORDS["mode"]),
    "standard": _number("--standard", "Standar layanan / service standard, 0-1"),
    "counted": _list("--count", "Ikut dihitung / also count: polsubsektor, pospol"),
}


Command = Callable[..., None]


def _default(name: str) -> object:
    if name in ("weight", "counted"):
        return []
    return getattr(Scenario(), name)


def _scenario(choices: dict[str, Any]) -> Scenario:
    """Build the scenario from option values; every fault is named at once."""
    given = {name: value for name, value in choices.items() if value is not None}
    query = {name: str(given[name]) for name in given if name != "weight"}
    query["counted"] = ",".join(choices["counted"])
    for pair in choices["weight"]:
        code, mark, weight = pair.partition("=")
        if not mark:
            message = f"'{pair}': kode=bobot, misalnya teknis=2 / code=weight"
            raise typer.BadParameter(message, param_hint="--weight")
        key = f"w_{code.strip()}"
        if key in query:
            raise ScenarioError([Problem.of("weight_repeated", weight=code.strip())])
        query[key] = weight.strip()
    return Scenario.from_query(query)


def _with_scenario(command: Command) -> Command:
    """Give a command the options of a scenario, and one way to be refused.

    The command says in its signature which of its own options it has; `scenario`
    is filled from the shared ones.
    """

    @wraps(command)
    def run(**values: Any) -> None:  # noqa: ANN401 - Typer passes any option
        choices = {name: values.pop(name) for name in _OPTIONS}
        with terminal.refusing(EXIT_REFUSED):
            command(scenario=_scenario(choices), **values)

    own = inspect.signature(command).parameters.values()
    kept = [p.replace(kind=p.KEYWORD_ONLY) for p in own if p.name != "scenario"]
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_default(name),
            annotation=kind,
        )
        for name, kind in _OPTIONS.items()
    ]
    run.__signature__ = inspect.Signature([*kept, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*kept, *shared)}
    return run


def _answers(
    folder: Path, posts: Path | None, *scenarios: Scenario, needs_index: bool = True
) -> list[Result]:
    """One result for each scenario; a fault of the method is told by names."""
    known = load_knowledge(folder, posts)
    with terminal.refusing(EXIT_REFUSED, known):
        return [
            evaluate(known, scenario, needs_index=needs_index) for scenario in scenarios
        ]


@app.command(name="score")
@_with_scenario
def score_command(
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Skor, kelas dan peringkat kerawanan per kecamatan. / Risk per kecamatan."""
    (result,) = _answers(area, posts, scenario)
    if as_json:
        terminal.print_json(record_details.score_record(result))
    else:
        terminal.print_scores(result, lang)


@app.command(name="cover")
@_with_scenario
def cover_command(
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    as_json: AsJson = False,
    tps: Tps = False,
    lang: Lang = "id",
) -> None:
    """Pemilih dan TPS yang terjangkau per kecamatan. / Who is reached in time."""
    (result,) = _answers(area, posts, scenario, needs_index=False)
    if as_json:
        terminal.print_json(records.cover_record(result, with_tps=tps))
    else:
        terminal.print_coverage(result, lang, by_desa=tps)


@app.command(name="gaps")
@_with_scenario
def gaps_command(
    context: typer.Context,
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Kecamatan yang kekurangan pos, dan usulan letaknya. / Gaps and candidates.

    Tanpa --post-type: polsek dan koramil. / Without --post-type: both services.
    """
    source = context.get_parameter_source("post_type")
    named = source is not None and source.name != "DEFAULT"
    services = (scenario.post_type,) if named else WORDS["post_type"]
    asked = [replace(scenario, post_type=service) for service in services]
    results = _answers(area, posts, *asked)
    if as_json:
        terminal.print_json(records.gaps_record(results))
    else:
        terminal.print_gaps(results, lang)


@app.command(name="export")
@_with_scenario
def export_command(
    scenario: Scenario,
    *,
    out: Out,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    as_json: AsJson = False,
    view: View = "risk",
    lang: Lang = "id",
) -> None:
    """Simpan peta (.png) atau tabel peringkat (.csv, .xlsx). / Save map or table."""
    (result,) = _answers(area, posts, scenario, needs_index=view != "coverage")
    write_export(out, result, view=view, lang=lang)
    if as_json:
        terminal.print_json(records.export_record(result, out, view))
    else:
        typer.echo(out)


@app.command(name="data")
def data_command(area: Area = DEFAULT_AREA, posts: Posts = None) -> None:
    """Asal, tanggal dan mutu semua data. / Where all data is from, and how good.

    Selalu berupa JSON. / Always JSON.
    """
    with terminal.refusing(EXIT_REFUSED):
        known = load_knowledge(area, posts)
        terminal.print_json(record_details.data_record(known))


@app.command(name="build")
def build_command(
    source: Source, area: Area = DEFAULT_AREA, posts: Posts = None
) -> None:
    """Bangun folder wilayah dari tabel sumber. / Build an area from its tables."""
    with terminal.refusing(EXIT_REFUSED):
        build_area(source, area, posts)
        typer.echo(area)


if __name__ == "__main__":
    app()
