"""The logistics printed for people: all that the page shows, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from views import logistics_figures, logistics_tables, logistics_words, wording
from views.tables import formatter
from views.terminal import print_table, print_travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from views.logistics_words import Plans
    from views.tables import Column, Row


def print_logistics(found: Plans, lang: str) -> None:
    """Everything the page shows, in its order."""
    typer.echo(logistics_words.headline(found, lang))
    for figure in logistics_figures.figures(found, lang):
        typer.echo(f"{figure.label}: {figure.value} ({figure.note})")
    for title, (rows, columns) in (
        ("convoys", logistics_tables.convoy_table(found, lang)),
        ("stages", logistics_tables.stage_table(found, lang)),
        ("seasons", logistics_tables.season_table(found, lang)),
        ("sheet.legs", logistics_tables.leg_table(found, lang)),
        ("back", logistics_tables.back_table(found, lang)),
    ):
        _titled(wording.text(f"logistics.{title}", lang), rows, columns, lang)
        if title == "back":
            typer.echo(logistics_words.back_sentence(found, lang))
    _sea(found, lang)
    typer.echo()
    typer.echo(wording.text("logistics.numbers", lang))
    for sentence in logistics_words.numbers(found.here, lang):
        typer.echo(f"- {sentence}")
    print_travel(found.result, lang)


def _sea(found: Plans, lang: str) -> None:
    """Who is reached by boat, if anybody is known to be."""
    rows, columns = logistics_tables.sea_table(found, lang)
    if not rows:
        typer.echo()
        typer.echo(wording.text("logistics.sea.none", lang))
        return
    count = wording.number(len(rows), lang)
    _titled(wording.text("logistics.sea", lang, count=count), rows, columns, lang)


def _titled(
    title: str, rows: Sequence[Row], columns: Sequence[Column], lang: str
) -> None:
    typer.echo()
    typer.echo(title)
    told = [[formatter(c.kind, lang)(row[c.key]) for c in columns] for row in rows]
    print_table([column.header for column in columns], told)
