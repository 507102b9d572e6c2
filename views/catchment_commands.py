"""The command `catchment`: anybody's tables, or the study area without any."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo import catchment as fca
from geo.errors import MethodError, Problem
from geo.own_catchment import CatchmentFiles, own_catchment
from plan.access import area_access
from plan.knowledge import Knowledge
from risk.scenario import Scenario
from views import catchment_records, catchment_terminal, terminal
from views.scenario_options import with_scenario_later
from views.usage import refuse_given, required

Demand = Annotated[
    Path | None, typer.Option("--demand", help="demand.csv: id, weight[, x, y]")
]
Supply = Annotated[
    Path | None, typer.Option("--supply", help="supply.csv: id, supply[, type, x, y]")
]
Matrix = Annotated[
    Path | None,
    typer.Option("--matrix", help="matrix.csv: demand_id, supply_id, cost / wide"),
]
Straight = Annotated[
    bool,
    typer.Option("--straight", help="Jarak lurus dari x, y / straight distance"),
]
Method = Annotated[
    Literal["2sfca", "e2sfca", "3sfca"], typer.Option("--method", help="Rumus / which")
]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", help="Biaya terjauh / farthest cost that counts (<=)"),
]
BandLimits = Annotated[
    str | None, typer.Option("--bands", help="Batas pita / limits (<=): 20,40,60")
]
Weights = Annotated[
    str | None, typer.Option("--weights", help="Bobot pita / of each: 1,0.68,0.22")
]
SupplyPer = Annotated[
    str | None,
    typer.Option("--supply-per", help="Asumsi / assumption: polsek=20,polres=100"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]


OF_AREA = ("post_type", "season", "mode", "counted")


@with_scenario_later(*OF_AREA)
def catchment(
    context: typer.Context,
    scenario: Callable[[], Scenario],
    known: Callable[[], Knowledge],
    *,
    demand: Demand = None,
    supply: Supply = None,
    matrix: Matrix = None,
    straight: Straight = False,
    method: Method = "e2sfca",
    threshold: Threshold = None,
    bands: BandLimits = None,
    weights: Weights = None,
    supply_per: SupplyPer = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Pasokan per orang yang terjangkau. / Supply per person within reach.

    Dari tabel sendiri, atau tanpa tabel: wilayah studi. / From tables of one's own,
    or of the study area without any.
    """
    shares = _per_type(supply_per)
    chosen = fca.bands_of(
        method, threshold=threshold, bands=fca.read_bands(bands, weights)
    )
    if demand or supply or matrix or straight:
        refuse_given(context, OF_AREA)
        people, posts = required({"--demand": demand, "--supply": supply})
        files = CatchmentFiles(people, posts, matrix, straight, shares)
        own = own_catchment(files, chosen, method)
        if as_json:
            terminal.print_json(
                catchment_records.own_record(own, files, chosen, method)
            )
        else:
            catchment_terminal.print_own(own, files, chosen, lang)
        return
    asked, knowledge = scenario(), known()
    found = area_access(
        knowledge, asked, method=method, bands=chosen, supply_per=shares
    )
    if as_json:
        terminal.print_json(catchment_records.area_record(found, knowledge, asked))
    else:
        catchment_terminal.print_area(found, knowledge, lang)


def _per_type(written: str | None) -> dict[str, float]:
    """Read ``polsek=20,polres=100``; raises `MethodError` naming every fault."""
    found: dict[str, float] = {}
    problems = []
    for part in written.split(",") if written is not None else ():
        kind, mark, number = (piece.strip() for piece in part.partition("="))
        value = fca.number_of(number)
        if not (kind and mark and 0 <= value < float("inf")) or kind in found:
            problems.append(Problem.of("supply_per_invalid", value=part.strip()))
        found[kind] = value
    if problems:
        raise MethodError(problems)
    return found
