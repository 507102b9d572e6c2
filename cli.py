"""Front door for the terminal: does exactly what the pages do.

Exit codes: 0 done, 1 the data or the choices are refused, 2 wrong usage.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.build import build_area
from geo.errors import Problem, ScenarioError
from plan.evaluate import Result, evaluate
from plan.knowledge import Knowledge, load_knowledge
from risk.scenario import WORDS, Scenario
from views import (
    index_commands,
    readiness_tables,
    record_details,
    records,
    terminal,
    tps_records,
)
from views.exports.files import write_export, write_file
from views.options import EXIT_REFUSED, Command, with_options
from views.usage import BilingualGroup

DEFAULT_AREA = Path(__file__).parent / "data" / "kutai_timur"

app = typer.Typer(
    cls=BilingualGroup,
    help="Peta kerawanan pemilu per kecamatan. / Election-security risk map.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Area = Annotated[Path, typer.Option("--area", help="Folder wilayah / study area")]
Posts = Annotated[
    Path | None, typer.Option("--posts", help="posts.csv pengganti / corrected posts")
]
Reports = Annotated[
    Path | None,
    typer.Option("--tps-reports", help="tps_reports.csv: laporan TPS / TPS reports"),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", help="Tulis tps_reports.csv kosong / to be filled in"),
]
TpsOut = Annotated[
    Path | None, typer.Option("--out", help="Tulis kelas tiap TPS / each TPS: .csv")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Tps = Annotated[
    bool, typer.Option("--tps", help="Rinci per TPS dan desa / each TPS and desa too")
]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]
Out = Annotated[Path, typer.Argument(help="Berkas / file: .png, .csv, .xlsx")]
View = Annotated[
    Literal["risk", "coverage", "readiness"],
    typer.Option("--view", help="Tampilan / which map"),
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
    "tps_cuts": _word("--tps-cuts", "Batas kelas TPS (asumsi) / TPS bounds", "1,4"),
    "tps_assumption": _word(
        "--tps-assumption", "Kelas TPS tanpa laporan", *WORDS["tps_assumption"]
    ),
}


def _default(name: str) -> object:
    if name in ("weight", "counted"):
        return []
    value = getattr(Scenario(), name)
    return ",".join(str(cut) for cut in value) if name == "tps_cuts" else value


def _scenario(choices: dict[str, Any]) -> Scenario:
    """Build the scenario from option values; every fault is named at once."""
    given = {name: value for name, value in choices.items() if value is not None}
    query = {name: str(given[name]) for name in given if name != "weight"}
    query["counted"] = ",".join(choices["counted"])
    for pair in choices["weight"]:
        code, mark, weight = pair.partition("=")
        if not mark:
            raise typer.BadParameter(pair, param_hint="--weight")
        key = f"w_{code.strip()}"
        if key in query:
            raise ScenarioError([Problem.of("weight_repeated", weight=code.strip())])
        query[key] = weight.strip()
    return Scenario.from_query(query)


def _with_scenario(command: Command) -> Command:
    """Give a command the options of a scenario, made into its `scenario`."""
    options = {name: (kind, _default(name)) for name, kind in _OPTIONS.items()}
    return with_options(command, "scenario", options, _scenario)


def _known(folder: Path, posts: Path | None, reports: Path | None) -> Knowledge:
    return load_knowledge(folder, posts).with_reports_file(reports)


def _answers(
    known: Knowledge, *scenarios: Scenario, needs_index: bool = True
) -> list[Result]:
    """One result for each scenario; a fault of the method is told by names."""
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
    tps_reports: Reports = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Skor, kelas dan peringkat kerawanan per kecamatan. / Risk per kecamatan."""
    (result,) = _answers(_known(area, posts, tps_reports), scenario)
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
    tps_reports: Reports = None,
    as_json: AsJson = False,
    tps: Tps = False,
    lang: Lang = "id",
) -> None:
    """Pemilih dan TPS yang terjangkau per kecamatan. / Who is reached in time."""
    (result,) = _answers(_known(area, posts, tps_reports), scenario, needs_index=False)
    if as_json:
        terminal.print_json(records.cover_record(result, with_tps=tps))
    else:
        terminal.print_coverage(result, lang, by_desa=tps)


@app.command(name="readiness")
@_with_scenario
def readiness_command(
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    tps_reports: Reports = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Kerawanan dan jangkauan, terpisah. / Vulnerability and reach, apart."""
    (result,) = _answers(_known(area, posts, tps_reports), scenario)
    if as_json:
        terminal.print_json(readiness_tables.readiness_record(result))
    else:
        terminal.print_readiness(result, lang)


@app.command(name="gaps")
@_with_scenario
def gaps_command(
    context: typer.Context,
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    tps_reports: Reports = None,
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
    results = _answers(_known(area, posts, tps_reports), *asked)
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
    tps_reports: Reports = None,
    as_json: AsJson = False,
    view: View = "risk",
    lang: Lang = "id",
) -> None:
    """Simpan peta (.png) atau tabel peringkat (.csv, .xlsx). / Save map or table."""
    (result,) = _answers(
        _known(area, posts, tps_reports), scenario, needs_index=view != "coverage"
    )
    write_export(out, result, view=view, lang=lang)
    if as_json:
        terminal.print_json(records.export_record(result, out, view))
    else:
        typer.echo(out)


@app.command(name="tps")
@_with_scenario
def tps_command(
    scenario: Scenario,
    *,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    tps_reports: Reports = None,
    template: Template = None,
    out: TpsOut = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Kelas kerawanan tiap TPS menurut laporan. / Class of each TPS by reports.

    Tanpa laporan: belum diketahui. / Unknown without reports.
    """
    known = _known(area, posts, tps_reports)
    (result,) = _answers(known, scenario, needs_index=False)
    if template is not None:
        write_file(template, tps_records.template(known.area))
    if out is not None:
        write_file(out, tps_records.classes_csv(result))
    if as_json:
        terminal.print_json(tps_records.tps_class_record(result))
    else:
        terminal.print_tps(result, lang)


@app.command(name="data")
def data_command(
    area: Area = DEFAULT_AREA, posts: Posts = None, tps_reports: Reports = None
) -> None:
    """Asal, tanggal dan mutu semua data. / Where all data is from, and how good.

    Selalu berupa JSON. / Always JSON.
    """
    with terminal.refusing(EXIT_REFUSED):
        known = _known(area, posts, tps_reports)
        terminal.print_json(record_details.data_record(known))


@app.command(name="build")
def build_command(
    source: Source,
    area: Area = DEFAULT_AREA,
    posts: Posts = None,
    tps_reports: Reports = None,
) -> None:
    """Bangun folder wilayah dari tabel sumber. / Build an area from its tables."""
    with terminal.refusing(EXIT_REFUSED):
        build_area(source, area, posts, tps_reports)
        typer.echo(area)


app.command(name="index")(index_commands.index)
app.command(name="sensitivity")(index_commands.sensitivity)


if __name__ == "__main__":
    app()
