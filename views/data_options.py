"""The options of the data that a command works on: one name each in every command."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from plan.knowledge import DEFAULT_AREA, Knowledge, load_knowledge
from views import travel_options
from views.options import Command, Option, with_options

Area = Annotated[Path, typer.Option("--area", help="Folder wilayah / study area")]
Posts = Annotated[
    Path | None, typer.Option("--posts", help="posts.csv pengganti / corrected posts")
]
Reports = Annotated[
    Path | None,
    typer.Option("--tps-reports", help="tps_reports.csv: laporan TPS / TPS reports"),
]


def _load(choices: dict[str, Any]) -> Knowledge:
    known = load_knowledge(choices["area"], choices["posts"])
    known = known.with_reports_file(choices["tps_reports"])
    return travel_options.with_travel(known, choices)


_DATA: dict[str, Option] = {
    "area": (Area, DEFAULT_AREA),
    "posts": (Posts, None),
    "tps_reports": (Reports, None),
    **travel_options.OPTIONS,
}
# Of a command whose --matrix is a table of its own.
_LATER = {name: option for name, option in _DATA.items() if name != "matrix"}


def with_known(command: Command) -> Command:
    """Give a command the options of the data, loaded into its `known`."""
    return with_options(command, "known", _DATA, _load)


def with_known_later(command: Command) -> Command:
    """Give a command the options of the data; its `known` loads them when called."""
    return with_options(command, "known", _LATER, lambda data: partial(_load, data))


def with_places(command: Command) -> Command:
    """Give a command the area and its posts alone, loaded into its `known`."""
    options: dict[str, Option] = {"area": (Area, DEFAULT_AREA), "posts": (Posts, None)}
    return with_options(
        command, "known", options, lambda given: load_knowledge(*given.values())
    )
