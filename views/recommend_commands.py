"""The command `recommend`: the sheet as the page shows it, as JSON, PDF or DOCX."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

import typer

from geo.education import read_events
from geo.errors import Problem, ScenarioError
from plan.evaluate import evaluate
from plan.knowledge import Knowledge
from plan.logistics.asked import KEY
from plan.logistics.asked import from_query as shipping_of
from plan.logistics.shipping import Shipping
from plan.personnel.query import from_query as staffing_of
from plan.personnel.query import names as staffing_names
from plan.personnel.staffing import Staffing, check
from plan.polling_day import day_sheet
from plan.sheet import Basis, Choices, read_basis
from risk.scenario import Scenario
from views import recommend_records, recommend_terminal, terminal
from views.exports.sheets import write_sheet_file
from views.options import EXIT_REFUSED, Command, Option, with_options

_Whole = Annotated[
    int | None,
    typer.Option("--voters-per-officer", help="Pemilih per petugas / voters each"),
]
_Minutes = Annotated[
    float | None,
    typer.Option("--within", help="Petugas ada dalam / officers within, menit (<=)"),
]
_Strength = Annotated[
    list[str],
    typer.Option("--strength", help="Kekuatan pos / strength: polsek=10, ..."),
]
_Local = Annotated[
    list[str],
    typer.Option("--local", help="Petugas lokal / local officers: 64.08.18=6"),
]
_Target = Annotated[
    float | None, typer.Option("--target", help="Target partisipasi / turnout, 0-1")
]
_Base = Annotated[
    str | None, typer.Option("--turnout-base", help="Pemilihan acuan / base election")
]
_Order = Annotated[
    str | None, typer.Option("--turnout-order", help="Urutan / order: voters, gap")
]
_Events = Annotated[
    Path | None,
    typer.Option("--events", help="education.csv: catatan pendidikan pemilih / log"),
]
Choice = Annotated[
    str,
    typer.Option(
        "--choices",
        help="Seperti di tautan / as in the link: staff_reserve=50&ship_escort=6",
    ),
]
Kecamatan = Annotated[
    str | None, typer.Option("--kecamatan", help="Hanya kecamatan ini / only: kode")
]
Out = Annotated[Path | None, typer.Option("--out", help="Berkas / file: .pdf, .docx")]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]

PEOPLE: dict[str, Option] = {
    "voters_per_officer": (_Whole, None),
    "within": (_Minutes, None),
    "strength": (_Strength, []),
    "local": (_Local, []),
    "target": (_Target, None),
    "turnout_base": (_Base, None),
    "turnout_order": (_Order, None),
    "events": (_Events, None),
}
_RECRUITING = ("voters_per_officer", "within", "strength", "local")
_TURNOUT = ("target", "turnout_base", "turnout_order")
_KEYS = {"voters_per_officer": "officer_voters", "within": "officer_minutes"}


def recommend(
    scenario: Scenario,
    known: Knowledge,
    people: dict[str, Any],
    *,
    choices: Choice = "",
    kecamatan: Kecamatan = None,
    out: Out = None,
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Lembar rekomendasi per kecamatan: dahulukan siapa, lakukan apa. / What to do.

    Dengan --out: berkas .pdf atau .docx. / With --out: a .pdf or .docx file.
    """
    with terminal.refusing(EXIT_REFUSED, known):
        known.access.require_used({scenario.mode})
        path = people["events"]
        log = None if path is None else read_events(path, known.area)
        basis = read_basis(known.area, log)
        wanted = chosen(basis, people)
        staffing, shipping = _of_link(choices, known)
        _require_kecamatan(known, kecamatan)
        asked = replace(wanted, staffing=staffing, shipping=shipping)
        sheet = day_sheet(evaluate(known, scenario), basis, asked)
        if out is not None:
            write_sheet_file(out, sheet, lang, kecamatan)
    if as_json:
        record = recommend_records.sheet_record(sheet, kecamatan)
        terminal.print_json(record | ({} if out is None else {"file": str(out)}))
    elif out is not None:
        typer.echo(out)
    else:
        recommend_terminal.print_sheet(sheet, kecamatan, lang)


def _of_link(text: str, known: Knowledge) -> tuple[Staffing, Shipping | None]:
    """Choices about people and supplies, as they stand in a link of their pages.

    Raises `ScenarioError` naming every fault of both, and names that are none.
    """
    query = dict(parse_qsl(text.removeprefix("?"), keep_blank_values=True))
    problems: list[Problem] = []
    strange = tuple(
        name
        for name in query
        if not name.startswith(KEY) and name not in staffing_names()
    )
    if strange:
        problems.append(Problem.of("link_choice_unknown", names=strange))
    staffing = Staffing()
    shipping = None if known.logistics is None else known.logistics.shipping
    try:
        staffing = staffing_of(query)
        if known.book is not None:
            check(staffing, known.book, known.reach.ids)
    except ScenarioError as error:
        problems += error.problems
    try:
        shipping = None if shipping is None else shipping_of(shipping, query)
    except ScenarioError as error:
        problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return staffing, shipping


def with_people(command: Command) -> Command:
    """Give a command the options of recruitment and participation, as its `people`."""
    return with_options(command, "people", PEOPLE, lambda given: given)


def chosen(basis: Basis, people: dict[str, Any]) -> Choices:
    """The area's own choices with those of the options in their place.

    Raises `ScenarioError` naming every fault of them, and options for which the area
    has nothing to start from.
    """
    start, problems = basis.choices, []
    for part, names in (("recruiting", _RECRUITING), ("turnout", _TURNOUT)):
        given = {name: people[name] for name in names if people[name] not in (None, [])}
        own = getattr(start, part)
        if not given:
            continue
        if own is None:
            problems += [Problem.of("people_no_file", option=_option(n)) for n in given]
            continue
        try:
            start = replace(start, **{part: own.with_query(_query(own, given))})
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return start


def _query(own: Any, given: dict[str, Any]) -> dict[str, str]:  # noqa: ANN401 - either part
    """Options as the text of a link; a pair takes the place of the one it names."""
    query = {}
    for name, value in given.items():
        if isinstance(value, list):
            pairs = [one.partition("=")[::2] for one in value]
            named = {code.strip() for code, _ in pairs}
            kept = [(c, str(n)) for c, n in getattr(own, name) if c not in named]
            told = (f"{code.strip()}:{n.strip()}" for code, n in (*kept, *pairs))
            query[name] = ",".join(told)
        else:
            query[_KEYS.get(name, name)] = str(value)
    return query


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _require_kecamatan(known: Knowledge, code: str | None) -> None:
    codes = tuple(place.code for place in known.places.kecamatan)
    if code is not None and code not in codes:
        named = {"field": "kec", "value": code}
        raise ScenarioError([Problem.of("word_unknown", **named, known=codes)])
