"""The command `allocate`: police and Linmas for the study area, or for any table."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.errors import Problem, ScenarioError
from plan.evaluate import evaluate
from plan.knowledge import Knowledge
from plan.personnel.deploy import deploy, require_book
from plan.personnel.own_table import ANY_CLASS, count_table, read_rules
from plan.personnel.query import read_homes, read_whole
from plan.personnel.reserve import place_reserve
from plan.personnel.staffing import Home, Staffing
from risk.scenario import Scenario
from risk.tps_classes import CLASSES
from views import personnel_records, personnel_terminal, terminal
from views.exports.deployment import write_deployment
from views.exports.files import write_file
from views.options import EXIT_REFUSED
from views.scenario_options import with_scenario_later
from views.usage import refuse_given

Classes = Annotated[
    Path | None,
    typer.Option("--classes", help="classes.csv: area, tps_class, tps (tabel sendiri)"),
]
Rules = Annotated[
    list[str],
    typer.Option("--rule", help="Pola P-T-L: 2-16-32, rawan=2-2-4; boleh diulang"),
]
Pattern = Annotated[
    str, typer.Option("--pattern", help="Pola bernama / named set: kutim_oct_2024, ...")
]
Pools = Annotated[
    list[str],
    typer.Option(
        "--pool", help="polres=414, polres@P03=20; boleh diulang / repeatable"
    ),
]
Reserve = Annotated[int, typer.Option("--reserve", help="Cadangan / held back")]
Journey = Annotated[
    float, typer.Option("--journey", help="Perjalanan terlama, jam / hours (<=)")
]
Rest = Annotated[
    float, typer.Option("--rest", help="Istirahat sebelum TPS buka, jam / rest, hours")
]
Stretch = Annotated[
    float, typer.Option("--stretch", help="Rentang satu regu, jam / of a group (<=)")
]
Mixed = Annotated[
    bool, typer.Option("--mixed", help="Tiap regu ada anggota Polres / one own each")
]
Tni = Annotated[
    bool, typer.Option("--tni", help="TNI mengisi kekurangan / may fill what lacks")
]
Local = Annotated[
    list[str],
    typer.Option("--local", help="Rekrutan di kecamatan / recruits: 64.08.06=10"),
]
Places = Annotated[
    int | None, typer.Option("--reserve-places", help="Pos cadangan / posts of reserve")
]
Goal = Annotated[
    Literal["pcenter", "pmedian"],
    typer.Option("--reserve-objective", help="Terjauh atau rata-rata / farthest, mean"),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Surat perintah / order: .xlsx, .csv")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]

OF_AREA = (
    *("preset", "weight", "phase", "treat", "normalise", "aggregate", "min_known"),
    *("cuts", "season", "mode", "counted", "tps_cuts"),
)
_USUAL = Staffing()
_OF_PLAN = (
    *(
        "pattern",
        "pools",
        "reserve",
        "journey",
        "rest",
        "stretch",
        "mixed",
        "tni",
        "local",
    ),
    *("places", "goal", "out"),
)


@with_scenario_later(*OF_AREA)
def allocate(
    context: typer.Context,
    scenario: Callable[[], Scenario],
    known: Callable[[], Knowledge],
    *,
    classes: Classes = None,
    rule: Rules = [],  # noqa: B006 - as Typer declares a repeated option
    pattern: Pattern = "",
    pools: Pools = [],  # noqa: B006 - likewise
    reserve: Reserve = 0,
    journey: Journey = _USUAL.journey,
    rest: Rest = _USUAL.rest,
    stretch: Stretch = _USUAL.stretch,
    mixed: Mixed = False,
    tni: Tni = False,
    local: Local = [],  # noqa: B006 - likewise
    places: Places = None,
    goal: Goal = "pcenter",
    out: Out = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Polisi dan Linmas di TPS: siapa, dari mana. / Who guards which TPS.

    Dengan --classes: untuk tabel sendiri. / With --classes: for any table.
    """
    if classes is not None:
        refuse_given(context, (*OF_AREA, *_OF_PLAN))
        with terminal.refusing(EXIT_REFUSED):
            counted = count_table(classes, read_rules(rule))
        if as_json:
            terminal.print_json(personnel_records.counted_record(counted))
        else:
            personnel_terminal.print_counted(counted, lang)
        return
    knowledge = known()
    with terminal.refusing(EXIT_REFUSED, knowledge):
        result = evaluate(knowledge, scenario(), needs_index=False)
        book = require_book(result)
        staffing = Staffing(
            pattern=pattern,
            rules=_rules(rule),
            homes=_homes(pools, {code: one.home for code, one in book.pools.items()}),
            reserve=reserve,
            journey=journey,
            rest=rest,
            stretch=stretch,
            mixed=mixed,
            tni=tni,
        )
        found = deploy(result, staffing, _recruits(local))
        waiting = None if places is None else place_reserve(found, places, goal)
        if out is not None:
            write_file(out, write_deployment(found, out.suffix, lang))
    if as_json:
        record = personnel_records.allocation_record(found)
        if waiting is not None:
            told = personnel_records.reserve_record(found, waiting)
            record |= {"reserve_places": told}
        terminal.print_json(record)
    else:
        personnel_terminal.print_deployment(found, waiting, lang)


def _rules(written: list[str]) -> tuple[tuple[str, str], ...]:
    """A rule without a class holds for every class that has none of its own."""
    rules = {name: str(rule) for name, rule in read_rules(written).items()}
    if ANY_CLASS in rules:
        first = dict.fromkeys(CLASSES, rules.pop(ANY_CLASS))
        rules = first | rules
    return tuple(rules.items())


def _homes(written: list[str], homes: dict[str, str]) -> tuple[Home, ...]:
    """Read "polres=414" or "polres@P03=20"; without a post, the pool's own home."""
    found: list[Home] = []
    problems = []
    for text in written:
        pool, mark, people = text.partition("=")
        at = pool if "@" in pool else f"{pool}@{homes.get(pool.strip(), '')}"
        try:
            found.extend(read_homes(f"{at}{mark}{people}"))
        except ValueError:
            problems.append(Problem.of("pool_unreadable", value=text))
    if problems:
        raise ScenarioError(problems)
    return tuple(found)


def _recruits(written: list[str]) -> dict[str, int]:
    """Read "64.08.06=10"."""
    found: dict[str, int] = {}
    problems = []
    for text in written:
        code, _, people = (part.strip() for part in text.partition("="))
        try:
            number = read_whole(people)
        except ValueError:
            number = -1
        if number < 0 or code in found:
            problems.append(Problem.of("local_unreadable", value=text))
        else:
            found[code] = number
    if problems:
        raise ScenarioError(problems)
    return found
