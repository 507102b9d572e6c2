"""What `cli.py` prints: tables for people, JSON for machines, faults for both."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from geo.errors import PetaRawanError
from views import story, travel_words, wording
from views.readiness_tables import readiness_table
from views.records import LANGUAGES, cover_rows, score_rows
from views.tables import NOTHING, desa_table, formatter
from views.tps_tables import bounds_sentence, class_table, is_assuming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plan.evaluate import Result
    from plan.knowledge import Knowledge


@contextmanager
def refusing(exit_code: int, known: Knowledge | None = None) -> Iterator[None]:
    """Turn a fault of the data or the choices into sentences and an exit code."""
    try:
        yield
    except PetaRawanError as error:
        for lang in LANGUAGES:
            typer.echo(wording.headline(error, lang), err=True)
            for sentence in story.faults(error, known, lang):
                typer.echo(f"- {sentence}", err=True)
        raise typer.Exit(exit_code) from error


def print_json(record: dict[str, Any]) -> None:
    """One JSON object on standard output; nan and inf never leave the house."""
    json.dump(record, sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def print_scores(result: Result, lang: str) -> None:
    """Ranked kecamatan with score, class and share of weight known."""
    rows = [
        (
            wording.number(row["rank"], lang),
            row["kecamatan"],
            wording.number(row["score"], lang, 1),
            class_name(row["risk_class"], lang),
            wording.percent(row["weight_known"], lang),
        )
        for row in score_rows(result)
    ]
    heads = ("rank", "kecamatan", "score", "risk_class", "weight_known")
    print_table([wording.text(f"word.{head}", lang) for head in heads], rows)


def print_coverage(result: Result, lang: str, *, by_desa: bool = False) -> None:
    """Voters and TPS within the threshold per kecamatan, and per desa if asked."""
    posts = result.area.posts["name"]
    rows = [
        (
            row["kecamatan"],
            wording.number(row["voters"], lang),
            wording.number(row["voters_covered"], lang),
            wording.number(row["tps"], lang),
            wording.number(row["tps_covered"], lang),
            wording.number(row["tps_backup"], lang),
            str(posts[row["nearest_post"]]) if row["nearest_post"] else NOTHING,
            wording.minutes(row["minutes_median"], lang),
        )
        for row in cover_rows(result)
    ]
    print_table(list(_coverage_heads(result, lang)), rows)
    if by_desa:
        desa, columns = desa_table(result, lang)
        told = [[formatter(c.kind, lang)(row[c.key]) for c in columns] for row in desa]
        print_table([column.header for column in columns], told)


def print_travel(result: Result, lang: str) -> None:
    """Mode and quality of the minutes, and each desa that has no route."""
    typer.echo(travel_words.travel_sentence(result, lang))
    lost = travel_words.no_route_sentence(result, lang)
    if lost is not None:
        typer.echo(lost)


def print_readiness(result: Result, lang: str) -> None:
    """Kecamatan in the order in which to act, with quadrant and both axes."""
    rows, columns = readiness_table(result, lang)
    told = [[formatter(c.kind, lang)(row[c.key]) for c in columns] for row in rows]
    print_table([column.header for column in columns], told)


def _coverage_heads(result: Result, lang: str) -> Iterator[str]:
    """Each column's name with its sign: about, or at least where posts may lack."""
    about, reached = "≈", story.least(result)
    for name, sign in (
        ("kecamatan", ""),
        ("voters", about),
        ("voters_covered", reached),
        ("tps", ""),
        ("tps_covered", reached),
        ("tps_backup", reached),
        ("nearest_post", ""),
        ("minutes", about),
    ):
        word = wording.text(f"word.{name}", lang)
        yield f"{word} ({sign})" if sign else word


def print_tps(result: Result, lang: str) -> None:
    """TPS of each class per kecamatan, and what the classes mean."""
    rows, columns = class_table(result, lang)
    told = [[formatter(c.kind, lang)(row[c.key]) for c in columns] for row in rows]
    print_table([column.header for column in columns], told)
    typer.echo(bounds_sentence(result, lang))
    if is_assuming(result):
        typer.echo(wording.text("data.tps.assumed", lang))


def print_gaps(results: Sequence[Result], lang: str) -> None:
    """Gaps with their reasons, the shortlist, the candidates, one line each."""
    for result in results:
        typer.echo(wording.text(f"post_type.{result.scenario.post_type}", lang))
        for gap in result.gaps:
            typer.echo(f"- {wording.reasons(gap.kecamatan, gap.reasons, lang)}")
        _print_places(result, lang)


def _print_places(result: Result, lang: str) -> None:
    """The shortlist, then every candidate by itself with what orders the list."""
    service = result.scenario.post_type
    typer.echo(wording.text(f"shortlist.title.{service}", lang))
    for place, proposal in enumerate(result.shortlist, start=1):
        name = f"{proposal.candidate.desa}, {proposal.candidate.kecamatan}"
        typer.echo(f"{place}. {wording.reasons(name, proposal.reasons, lang)}")
    typer.echo(wording.text("page.coverage.candidates", lang))
    typer.echo(wording.text("page.coverage.candidates_note", lang))
    weighted = wording.text("word.weighted_voters", lang)
    for place, candidate in enumerate(result.candidates, start=1):
        name = f"{candidate.desa}, {candidate.kecamatan}"
        told = wording.reasons(name, candidate.reasons, lang)
        count = wording.number(candidate.weighted_voters, lang)
        typer.echo(f"{place}. {told}; {weighted}: {count}")


def class_name(risk_class: int | None, lang: str) -> str:
    """Name of a risk class, of unknown where it is None."""
    return wording.text(
        f"class.{'unknown' if risk_class is None else risk_class}", lang
    )


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print plain text in columns: names are shown as written, never as markup."""
    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(Text(head))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
