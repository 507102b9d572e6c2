"""The command `site`: the study area, or anybody's tables; which sites, how sure."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from plan.evaluate import evaluate
from plan.knowledge import Knowledge
from plan.proposals import answered
from plan.siting.assess import assess
from plan.siting.highs import FOREVER
from plan.siting.solve import Ask, solve_as_asked
from plan.siting.tables import OwnFiles, read_own_siting
from plan.siting_depth import surely
from risk.scenario import Scenario
from views import site_records, site_terminal, terminal
from views.further_commands import Further, answer
from views.options import EXIT_REFUSED
from views.scenario_options import with_scenario_later
from views.usage import refuse_given, required

Demand = Annotated[
    Path | None, typer.Option("--demand", help="demand.csv: id, weight[, load, x, y]")
]
Candidates = Annotated[
    Path | None,
    typer.Option(
        "--candidates", help="candidates.csv: id[, capacity, fixed, price, x, y]"
    ),
]
Matrix = Annotated[
    Path | None,
    typer.Option("--matrix", help="matrix.csv: demand_id, candidate_id, cost / wide"),
]
Straight = Annotated[
    bool,
    typer.Option("--straight", help="Jarak lurus dari x, y / straight distance"),
]
Fixed = Annotated[
    str, typer.Option("--fixed", help="Id yang sudah ada / standing already: a,b")
]
Capacity = Annotated[
    str, typer.Option("--capacity", help="Kolom kapasitas / column that limits")
]
Load = Annotated[
    str, typer.Option("--load", help="Kolom beban / column that fills a capacity")
]
Objective = Annotated[
    Literal["mclp", "lscp", "pmedian", "pcenter", "backup", "equity"],
    typer.Option("--objective", help="Tujuan / what is best"),
]
P = Annotated[int | None, typer.Option("--p", help="Berapa lokasi baru / new sites")]
Threshold = Annotated[
    float | None, typer.Option("--threshold", help="Ambang biaya / threshold (<=)")
]
Coverage = Annotated[
    float | None,
    typer.Option("--coverage", help="Cakupan minimum / least share covered, 0-1"),
]
Budget = Annotated[
    float | None, typer.Option("--budget", help="Anggaran, kolom price / of prices")
]
Split = Annotated[
    bool, typer.Option("--split", help="Boleh dibagi / demand may be split")
]
Seconds = Annotated[
    float | None, typer.Option("--seconds", help="Batas waktu / time limit")
]
Quick = Annotated[
    bool, typer.Option("--quick", help="Cepat, dengan selisihnya / quick, with gap")
]
Both = Annotated[
    bool, typer.Option("--both", help="Polsek dan koramil bersama / both together")
]
Price = Annotated[
    str, typer.Option("--price", help="Asumsi, --both / assumed: polsek=1,koramil=0.5")
]
Number = Annotated[
    str, typer.Option("--number", help="Banyaknya / how many, --both: polsek=2,...")
]
Moves = Annotated[
    int | None,
    typer.Option("--moves", min=0, help="Pos yang boleh pindah / posts that may move"),
]
Points = Annotated[
    Path | None, typer.Option("--points", help="points.csv: id, lon, lat (WGS 84)")
]
Exclude = Annotated[
    Path | None,
    typer.Option("--exclude", help="zones.geojson: tanpa lokasi di sini / no sites"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]


OF_AREA = (
    *("preset", "weight", "phase", "treat", "normalise", "aggregate", "min_known"),
    *("post_type", "season", "mode", "counted", "tps_cuts", "tps_assumption"),
    *("demand_weight", "sites"),
)


@with_scenario_later(*OF_AREA)
def site(
    context: typer.Context,
    scenario: Callable[[], Scenario],
    known: Callable[[], Knowledge],
    *,
    demand: Demand = None,
    candidates: Candidates = None,
    matrix: Matrix = None,
    straight: Straight = False,
    fixed: Fixed = "",
    capacity: Capacity = "",
    load: Load = "",
    objective: Objective = "mclp",
    p: P = None,
    threshold: Threshold = None,
    coverage: Coverage = None,
    budget: Budget = None,
    split: Split = False,
    seconds: Seconds = None,
    quick: Quick = False,
    both: Both = False,
    price: Price = "",
    number: Number = "",
    moves: Moves = None,
    points: Points = None,
    exclude: Exclude = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Di mana pos baru: wilayah studi, atau tabel sendiri. / Where new sites stand.

    Terbukti terbaik, atau dengan selisihnya. / Proven best, or with the gap.
    """
    ask = Ask(
        objective,
        p=p,
        threshold=threshold,
        coverage=coverage,
        budget=budget,
        split=split,
        seconds=FOREVER if seconds is None else seconds,
    )
    of_tables = {
        "--demand": bool(demand),
        "--candidates": bool(candidates),
        "--matrix": bool(matrix),
        "--straight": straight,
        "--fixed": bool(fixed),
        "--capacity": bool(capacity),
        "--load": bool(load),
        "--split": split,
    }
    further = Further(both, price, number, moves, points, exclude)
    if further.is_asked:
        chosen = scenario()
        apart = {**of_tables, "--at": bool(chosen.sites)}
        further.require_sound(apart, ask, quick=quick)
        answer(further, chosen, known(), ask, quick=quick, as_json=as_json, lang=lang)
        return
    if not any(of_tables.values()) and budget is None:
        _area(scenario(), known(), ask, quick=quick, as_json=as_json, lang=lang)
        return
    refuse_given(context, OF_AREA)
    people, sites = required({"--demand": demand, "--candidates": candidates})
    files = OwnFiles(
        demand=people,
        candidates=sites,
        matrix=matrix,
        straight=straight,
        fixed=tuple(one.strip() for one in fixed.split(",") if one.strip()),
        capacity=capacity,
        load=load,
        needs_price=budget is not None,
    )
    _own(files, ask, quick=quick, as_json=as_json, lang=lang)


def _own(files: OwnFiles, ask: Ask, *, quick: bool, as_json: bool, lang: str) -> None:
    """Answer on tables that somebody brings."""
    with terminal.refusing(EXIT_REFUSED):
        own = read_own_siting(files)
        answer = solve_as_asked(own.siting, ask, quick=quick)
        served = (answer.assignment, answer.shares)
        found = assess(own.siting, answer.sites, ask.threshold, *served)
    if as_json:
        told = site_records.site_record(own.siting, ask, answer, found)
        terminal.print_json(told | site_records.tables_record(own, files))
    else:
        site_terminal.print_sites(own.siting, ask, answer, found, lang=lang)
        site_terminal.print_tables(own, files, lang)


def _area(
    scenario: Scenario,
    known: Knowledge,
    ask: Ask,
    *,
    quick: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Answer on the study area: what the page of proposals answers."""
    with terminal.refusing(EXIT_REFUSED, known):
        asked = replace(
            scenario,
            objective=ask.objective,
            new_posts=scenario.new_posts if ask.p is None else ask.p,
            threshold=scenario.threshold if ask.threshold is None else ask.threshold,
        )
        result, ask = answered(evaluate(known, asked), ask, exact=not quick)
        result = result if quick else surely(result)
    if as_json:
        terminal.print_json(site_records.area_record(result, ask))
    else:
        site_terminal.print_area(result, lang)
