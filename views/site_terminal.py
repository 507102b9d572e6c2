"""Proposed sites printed for people: which, what they do, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from views import siting_tables, siting_words, wording
from views.catchment_terminal import print_notes
from views.site_records import equally_good_record, open_rows, site_record
from views.tables import formatter
from views.terminal import print_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan.evaluate import Result
    from plan.siting.answer import Answer, Assessed
    from plan.siting.problem import Siting
    from plan.siting.solve import Ask
    from plan.siting.tables import OwnFiles, OwnSiting
    from views.site_records import Record

MOST_SETS = 10
MOST_IDS = 20
_SHARES = ("covered_share", "backup_share")
_COSTS = ("mean_cost", "max_cost")


def print_sites(
    siting: Siting, ask: Ask, answer: Answer, assessed: Assessed, *, lang: str
) -> None:
    """Open sites with whom they serve, what that comes to, and how sure it is."""
    record = site_record(siting, ask, answer, assessed)
    _print_open(open_rows(siting, answer, assessed), lang)
    typer.echo()
    _print_figures(record, lang)
    typer.echo()
    typer.echo(certainty_sentence(record, lang))
    _print_equals(equally_good_record(siting, answer), lang)
    if record["left_out"]:
        ids = _listed(record["left_out"])
        count = wording.number(len(record["left_out"]), lang)
        typer.echo(wording.text("site.left_out", lang, ids=ids, count=count))


def print_area(result: Result, lang: str) -> None:
    """The answer on the study area: where, why, who gains, and how sure it is."""
    sited = result.placed
    typer.echo(siting_words.to_paste(result, sited, lang))
    typer.echo()
    for figure in siting_words.figures(result, sited, lang):
        typer.echo(f"{figure.label}: {figure.value} ({figure.note})")
    if sited.by_hand:
        typer.echo(siting_words.own_against_best(result, sited, lang))
    typer.echo()
    rows, columns = siting_tables.gain_table(result, sited, lang)
    told = [
        [formatter(column.kind, lang)(row[column.key]) for column in columns]
        for row in rows
    ]
    print_table([column.header for column in columns], told)


def print_tables(own: OwnSiting, files: OwnFiles, lang: str) -> None:
    """Say what was taken for granted when the tables were read."""
    print_notes(absent=own.absent, straight=files.straight, lang=lang)
    if own.ignored_capacity:
        typer.echo(wording.text("site.ignored_capacity", lang))


def certainty_sentence(record: Record, lang: str) -> str:
    """Say whether the answer is proven to be the best, or how far off it may be."""
    if record["optimal"]:
        return wording.text("site.optimal", lang)
    gap = wording.percent(record["gap"], lang, 2)
    return wording.text("site.not_optimal", lang, gap=gap)


def _print_open(rows: Iterable[Record], lang: str) -> None:
    told = [
        (
            wording.plain(row["site_id"]),
            wording.text("site.new" if row["is_new"] else "site.standing", lang),
            wording.number(row["demand_rows"], lang),
            wording.general(row["weight"], lang),
            _amount(row["farthest"], lang),
        )
        for row in rows
    ]
    words = ("site", "status", "demand_rows", "demand_weight", "farthest")
    print_table([wording.text(f"word.{word}", lang) for word in words], told)


def _print_figures(record: Record, lang: str) -> None:
    """The value of the objective, shares and costs; what cannot be told in words."""
    value = wording.general(record["objective_value"], lang)
    rows = [(wording.text(f"site.value.{record['objective']}", lang), value)]
    for name in _SHARES:
        if record[name] is not None:
            share = wording.percent(record[name], lang, 1)
            rows.append((wording.text(f"site.{name}", lang), share))
    rows += [
        (wording.text(f"site.{name}", lang), _amount(record[name], lang))
        for name in _COSTS
    ]
    heads = [wording.text(f"word.{word}", lang) for word in ("figure", "value")]
    print_table(heads, rows)


def _print_equals(equal: Record, lang: str) -> None:
    """Say how many sets are as good, and list the first of them."""
    count, sets = equal["count"], equal["sets"]
    key = "site.equal" if equal["complete"] else "site.equal_at_least"
    if count == 1:
        key = "site.equal_none" if equal["complete"] else "site.equal_unknown"
    typer.echo(wording.text(key, lang, count=wording.number(count, lang)))
    if count > 1:
        for one in sets[:MOST_SETS]:
            typer.echo(f"- {_listed(one)}")


def _amount(value: float | None, lang: str) -> str:
    """A number, or that there is none."""
    return "\u2013" if value is None else wording.general(value, lang)


def _listed(ids: list[str]) -> str:
    """Ids with commas, the first of many."""
    shown = ", ".join(wording.plain(one) for one in ids[:MOST_IDS])
    return f"{shown}, \u2026" if len(ids) > MOST_IDS else shown
