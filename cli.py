"""Front door for the terminal: does exactly what the pages do.

Exit codes: 0 done, 1 the data or the choices are refused, 2 wrong usage.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.build import build_area
from plan.evaluate import Result, evaluate
from plan.knowledge import DEFAULT_AREA, Knowledge
from risk.scenario import WORDS, Scenario
from views import (
    catchment_commands,
    friction_commands,
    index_commands,
    isochrone_commands,
    logistics_commands,
    personnel_commands,
    readiness_tables,
    recommend_commands,
    record_details,
    records,
    site_commands,
    surface_commands,
    terminal,
    tps_records,
)
from views.data_options import (
    Area,
    Posts,
    Reports,
    with_known,
    with_known_later,
    with_places,
)
from views.exports.files import write_export, write_file
from views.options import EXIT_REFUSED
from views.scenario_options import with_scenario
from views.usage import BilingualGroup

app = typer.Typer(
    cls=BilingualGroup,
    help="Peta kerawanan pemilu per kecamatan. / Election-security risk map.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

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
Out = Annotated[
    Path, typer.Argument(help="Berkas / file: .png, .csv, .xlsx, .pdf, .docx")
]
View = Annotated[
    Literal["risk", "coverage", "readiness", "siting"],
    typer.Option("--view", help="Tampilan / which map"),
]
Source = Annotated[Path, typer.Option("--source", help="Folder tabel sumber / tables")]


def _answers(
    known: Knowledge, *scenarios: Scenario, needs_index: bool = True
) -> list[Result]:
    """One result for each scenario; a fault of the method is told by names.

    A file brought for a mode that nobody asks for is refused, not passed over.
    """
    with terminal.refusing(EXIT_REFUSED, known):
        known.access.require_used({scenario.mode for scenario in scenarios})
        return [
            evaluate(known, scenario, needs_index=needs_index) for scenario in scenarios
        ]


@app.command(name="score")
@with_scenario
@with_known
def score_command(
    scenario: Scenario,
    known: Knowledge,
    *,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Skor, kelas dan peringkat kerawanan per kecamatan. / Risk per kecamatan."""
    (result,) = _answers(known, scenario)
    if as_json:
        terminal.print_json(record_details.score_record(result))
    else:
        terminal.print_scores(result, lang)
        terminal.print_travel(result, lang)


@app.command(name="cover")
@with_scenario
@with_known
def cover_command(
    scenario: Scenario,
    known: Knowledge,
    *,
    as_json: AsJson = False,
    tps: Tps = False,
    lang: Lang = "id",
) -> None:
    """Pemilih dan TPS yang terjangkau per kecamatan. / Who is reached in time."""
    (result,) = _answers(known, scenario, needs_index=False)
    if as_json:
        terminal.print_json(records.cover_record(result, with_tps=tps))
    else:
        terminal.print_coverage(result, lang, by_desa=tps)
        terminal.print_travel(result, lang)


@app.command(name="readiness")
@with_scenario
@with_known
def readiness_command(
    scenario: Scenario,
    known: Knowledge,
    *,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Kerawanan dan jangkauan, terpisah. / Vulnerability and reach, apart."""
    (result,) = _answers(known, scenario)
    if as_json:
        terminal.print_json(readiness_tables.readiness_record(result))
    else:
        terminal.print_readiness(result, lang)
        terminal.print_travel(result, lang)


@app.command(name="gaps")
@with_scenario
@with_known
def gaps_command(
    context: typer.Context,
    scenario: Scenario,
    known: Knowledge,
    *,
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
    results = _answers(known, *asked)
    if as_json:
        terminal.print_json(records.gaps_record(results))
    else:
        terminal.print_gaps(results, lang)
        terminal.print_travel(results[0], lang)


@app.command(name="export")
@with_scenario
@with_known
def export_command(
    scenario: Scenario,
    known: Knowledge,
    *,
    out: Out,
    as_json: AsJson = False,
    view: View = "risk",
    lang: Lang = "id",
) -> None:
    """Simpan peta (.png) atau tabel (.csv, .xlsx). / Save map or table.

    Dengan --view siting juga berkas usulan (.pdf, .docx). / Or the proposal file.
    """
    (result,) = _answers(known, scenario, needs_index=view != "coverage")
    write_export(out, result, view=view, lang=lang)
    if as_json:
        terminal.print_json(records.export_record(result, out, view))
    else:
        typer.echo(out)


@app.command(name="tps")
@with_scenario
@with_known
def tps_command(
    scenario: Scenario,
    known: Knowledge,
    *,
    template: Template = None,
    out: TpsOut = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Kelas kerawanan tiap TPS menurut laporan. / Class of each TPS by reports.

    Tanpa laporan: belum diketahui. / Unknown without reports.
    """
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
@with_known
def data_command(known: Knowledge) -> None:
    """Asal, tanggal dan mutu semua data. / Where all data is from, and how good.

    Selalu berupa JSON. / Always JSON.
    """
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


app.command(name="allocate")(with_known_later(personnel_commands.allocate))
app.command(name="friction")(with_places(friction_commands.friction))
app.command(name="index")(index_commands.index)
app.command(name="isochrones")(with_places(isochrone_commands.isochrones))
app.command(name="logistics")(with_known(logistics_commands.logistics))
app.command(name="recommend")(
    with_scenario(
        with_known(recommend_commands.with_people(recommend_commands.recommend))
    )
)
app.command(name="sensitivity")(index_commands.sensitivity)
app.command(name="surface")(surface_commands.surface)
app.command(name="site")(with_known_later(site_commands.site))
app.command(name="catchment")(with_known_later(catchment_commands.catchment))


if __name__ == "__main__":
    app()
