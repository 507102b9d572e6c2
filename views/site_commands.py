"""The command `site` on anybody's tables: which sites to open, and how sure."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from plan.siting.assess import assess
from plan.siting.solve import Ask, solve
from plan.siting.tables import OwnFiles, OwnSiting, read_own_siting
from views import site_records, site_terminal, terminal
from views.site_records import Record

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
P = Annotated[
    int | None, typer.Option("--p", min=0, help="Berapa lokasi baru / new sites")
]
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
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]
