"""The options of a scenario: one name each in every command."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from geo.errors import Problem, ScenarioError
from risk.scenario import WORDS, Scenario
from views.options import Command, with_options


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
    "objective": _word("--objective", "Tujuan pos baru / siting", *WORDS["objective"]),
    "new_posts": _whole("--p", "Banyaknya pos baru / number of new posts, 0-30"),
    "demand_weight": _word(
        "--demand-weight", "Bobot desa / what a desa counts", *WORDS["demand_weight"]
    ),
    "sites": _list(
        "--at", "kode desa pos pilihan sendiri / placed by hand, repeatable"
    ),
}


def _default(name: str) -> object:
    if name in ("weight", "counted", "sites"):
        return []
    value = getattr(Scenario(), name)
    return ",".join(str(cut) for cut in value) if name == "tps_cuts" else value


def _scenario(choices: dict[str, Any]) -> Scenario:
    """Build the scenario from option values; every fault is named at once."""
    given = {name: value for name, value in choices.items() if value is not None}
    query = {name: str(given[name]) for name in given if name != "weight"}
    lists = {name: choices.get(name, []) for name in ("counted", "sites")}
    query |= {name: ",".join(values) for name, values in lists.items()}
    for pair in choices.get("weight", ()):
        code, mark, weight = pair.partition("=")
        if not mark:
            raise typer.BadParameter(pair, param_hint="--weight")
        key = f"w_{code.strip()}"
        if key in query:
            raise ScenarioError([Problem.of("weight_repeated", weight=code.strip())])
        query[key] = weight.strip()
    return Scenario.from_query(query)


def with_scenario(command: Command) -> Command:
    """Give a command the options of a scenario, made into its `scenario`."""
    options = {name: (kind, _default(name)) for name, kind in _OPTIONS.items()}
    return with_options(command, "scenario", options, _scenario)


def with_scenario_later(*names: str) -> Callable[[Command], Command]:
    """Give a command some of these options; its `scenario` makes one when called.

    For a command that can do without: wrong choices are told when they are needed.
    """
    options = {name: (_OPTIONS[name], _default(name)) for name in names}

    def with_some(command: Command) -> Command:
        return with_options(
            command, "scenario", options, lambda choices: partial(_scenario, choices)
        )

    return with_some
