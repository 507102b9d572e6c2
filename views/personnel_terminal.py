"""The plan for polling day printed for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from views import personnel_basis, personnel_tables, personnel_words, wording
from views.tables import formatter
from views.terminal import print_table, print_travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.personnel.deploy import Deployment
    from plan.personnel.own_table import Counted
    from plan.personnel.reserve import Reserve
    from views.tables import Column, Row


def print_deployment(
    deployment: Deployment, reserve: Reserve | None, lang: str
) -> None:
    """Need less people, what is unmet, each kecamatan, and what is assumed."""
    typer.echo(personnel_words.headline(deployment, lang))
    typer.echo()
    for figure in personnel_words.figures(deployment, lang):
        note = f" ({figure.note})" if figure.note else ""
        typer.echo(f"{figure.label}: {figure.value}{note}")
    typer.echo()
    _print(*personnel_tables.area_table(deployment, lang), lang)
    if deployment.unmet:
        typer.echo()
        _print(*personnel_tables.unmet_table(deployment, lang), lang)
    typer.echo()
    _print(*personnel_tables.reading_table(deployment, lang), lang)
    if reserve is not None:
        typer.echo()
        typer.echo(personnel_words.reserve_sentence(deployment, reserve, lang))
        _print(*personnel_tables.reserve_table(deployment, reserve, lang), lang)
    typer.echo()
    for told in personnel_basis.assumptions(deployment, lang):
        typer.echo(f"- {told}")
    print_travel(deployment.result, lang)


def print_counted(counted: Counted, lang: str) -> None:
    """A reader's own table, counted through, and its sum."""
    _print(*personnel_tables.counted_table(counted, lang), lang)
    need = counted.need
    typer.echo(
        wording.text(
            "personnel.counted",
            lang,
            tps=wording.number(counted.tps, lang),
            groups=wording.number(need.groups, lang),
            police=wording.number(need.police, lang),
            linmas=wording.number(need.linmas, lang),
        )
    )


def _print(rows: Sequence[Row], columns: Sequence[Column], lang: str) -> None:
    told = [
        [formatter(column.kind, lang)(row[column.key]) for column in columns]
        for row in rows
    ]
    print_table([column.header for column in columns], told)
