"""The command `logistics`: what leaves when, with whom, and the boxes back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from geo.errors import PetaRawanError, Problem, ScenarioError
from plan.evaluate import evaluate
from plan.knowledge import Knowledge
from plan.logistics.asked import KEY, from_query, read_time
from plan.logistics.ship import norms_needed
from plan.logistics.shipping import Shipping
from risk.scenario import Scenario
from views import logistics_records, logistics_terminal, logistics_words, terminal
from views.exports import convoys
from views.exports.files import write_file
from views.options import EXIT_REFUSED
from views.scenario_options import with_scenario_later

T = TypeVar("T")
Text = str | None
Deadline = Annotated[
    Text, typer.Option("--deadline", help='Tenggat di TPS / at the TPS: "H-1 18:00"')
]
First = Annotated[
    Text, typer.Option("--first", help='Keberangkatan pertama / first: "H-3 06:00"')
]
Handling = Annotated[
    Text,
    typer.Option(
        "--handling-hours", help="Jam di gudang,kecamatan,desa / hours: 2,2,1"
    ),
]
HoursADay = Annotated[
    Text, typer.Option("--hours-a-day", help="Jam perjalanan per hari / hours a day")
]
DayStarts = Annotated[
    Text, typer.Option("--day-starts", help="Hari mulai pukul / the day starts at")
]
TpsMinutes = Annotated[
    Text, typer.Option("--tps-minutes", help="Menit desa ke TPS / desa to TPS")
]
Reserve = Annotated[
    Text, typer.Option("--reserve", help="Bagian cadangan / reserve share: 0.025")
]
Elections = Annotated[
    Text, typer.Option("--elections", help="Jumlah pemilihan / elections")
]
Boxes = Annotated[
    Text, typer.Option("--boxes", help="Kotak per TPS dan pemilihan / boxes")
]
Escort = Annotated[
    Text, typer.Option("--escort", help="Polisi per konvoi / police per convoy")
]
CountCloses = Annotated[
    Text, typer.Option("--count-closes", help="Penghitungan selesai pukul / count ends")
]
HoursBack = Annotated[
    Text, typer.Option("--return-hours-a-day", help="Jam per hari, balik / way back")
]
Recap = Annotated[
    Text, typer.Option("--recap-hours", help="Rekapitulasi di PPK, jam / recap, hours")
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Daftar konvoi / convoys: .xlsx, .csv")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]

OF_SCENARIO = (
    *("preset", "weight", "phase", "treat", "normalise", "aggregate", "min_known"),
    *("post_type", "season", "mode", "threshold", "counted", "tps_cuts"),
    "tps_assumption",
)
_STAGES = ("loading_hours", "seat_hours", "desa_hours")


@with_scenario_later(*OF_SCENARIO)
def logistics(
    scenario: Callable[[], Scenario],
    known: Knowledge,
    *,
    deadline: Deadline = None,
    first: First = None,
    handling_hours: Handling = None,
    hours_a_day: HoursADay = None,
    day_starts: DayStarts = None,
    tps_minutes: TpsMinutes = None,
    reserve: Reserve = None,
    elections: Elections = None,
    boxes: Boxes = None,
    escort: Escort = None,
    count_closes: CountCloses = None,
    return_hours_a_day: HoursBack = None,
    recap_hours: Recap = None,
    out: Out = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Logistik dari gudang ke TPS dan kembali. / Supplies to the TPS and back.

    Keberangkatan paling lambat, konvoi, pengawal. / Latest departures, convoys, escort.
    """
    numbers = {
        "hours_a_day": hours_a_day,
        "day_starts": day_starts,
        "tps_minutes": tps_minutes,
        "reserve": reserve,
        "elections": elections,
        "boxes": boxes,
        "escort": escort,
        "count_closes_hour": count_closes,
        "return_hours_a_day": return_hours_a_day,
        "recap_hours": recap_hours,
    }
    times = {"deadline": deadline, "first": first}
    chosen, shipping = _asked(scenario, known, numbers, times, handling_hours)
    with terminal.refusing(EXIT_REFUSED, known):
        known.access.require_used({chosen.mode})
        result = evaluate(known, chosen, needs_index=False)
        found = logistics_words.plans(result, shipping)
        if out is not None:
            write_file(out, convoys.export(found, _kind(out), lang))
    if as_json:
        terminal.print_json(logistics_records.logistics_record(found))
    else:
        logistics_terminal.print_logistics(found, lang)


def _kind(out: Path) -> str:
    """Kind of a file by its ending; raises `PetaRawanError` for one there is not."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in convoys.FILES:
        known = tuple(f".{one}" for one in convoys.FILES)
        problem = Problem.of("export_kind_unknown", file=out.name, known=known)
        raise PetaRawanError([problem])
    return kind


def _asked(
    scenario: Callable[[], Scenario],
    known: Knowledge,
    numbers: dict[str, Text],
    times: dict[str, Text],
    handling: Text,
) -> tuple[Scenario, Shipping]:
    """Both kinds of choices; raises `ScenarioError` naming every fault of both."""
    problems: list[Problem] = []
    nothing: dict[str, str] = {}
    query = {KEY + name: text for name, text in numbers.items() if text is not None}
    for which, text in times.items():
        if text is not None:
            query |= _or(partial(read_time, which, text), nothing, problems)
    if handling is not None:
        query |= _or(partial(_stages, handling), nothing, problems)
    base = norms_needed(known).shipping
    shipping = _or(partial(from_query, base, query), base, problems)
    chosen = _or(scenario, Scenario(), problems)
    if problems:
        raise ScenarioError(problems)
    return chosen, shipping


def _or(make: Callable[[], T], instead: T, problems: list[Problem]) -> T:
    """What `make` gives; where it is refused, `instead`, and its faults are kept."""
    try:
        return make()
    except ScenarioError as error:
        problems += error.problems
        return instead


def _stages(text: str) -> dict[str, str]:
    """Three hours with commas, of the warehouse, the kecamatan and the desa."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(_STAGES):
        raise ScenarioError([Problem.of("logistics_handling_unreadable", value=text)])
    return dict(zip((KEY + one for one in _STAGES), parts, strict=True))
