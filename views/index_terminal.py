"""An index brought along, printed for people: ranking, what was done, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import typer

from risk.sensitivity import OF_WEIGHTS
from views import wording
from views.index_records import (
    flag_sentence,
    rank_of,
    rows_by_rank,
    treated_sentence,
)
from views.records import sure_record
from views.tables import ranks_text
from views.terminal import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Floats
    from risk.own.index import OwnIndex
    from risk.sensitivity import Sensitivity
    from risk.uncertainty import Summary

DIGITS = 2
MOST_SIDES = 6
"""Parts of the index that fit beside it; JSON has every node."""
_SURE = ("rank_median", "rank_span")


def print_index(index: OwnIndex, sure: Summary | None, lang: str) -> None:
    """Ranked areas with the index and its direct parts, then remarks.

    `sure`: what many draws say of each rank, if they were made.
    """
    digits = DIGITS if index.digits is None else index.digits
    last = len(index.tree.nodes) - 1
    sides = np.flatnonzero(index.tree.parents[len(index.tree.leaves) :] == last)
    shown = (last, *(int(node) for node in sides[:MOST_SIDES]))
    rows = [
        (
            wording.number(rank_of(index, row), lang),
            index.tables.area_names[index.tables.areas[row]],
            *(wording.number(index.scores[row, n], lang, digits) for n in shown),
            *(_sure_cells(sure, row, lang) if sure else ()),
        )
        for row in rows_by_rank(index)
    ]
    heads = [wording.text(f"word.{word}", lang) for word in ("rank", "area")]
    heads += [index.tables.names[index.tree.nodes[node]] for node in shown]
    if sure:
        heads += [wording.text(f"word.{word}", lang) for word in _SURE]
        heads.append(wording.text("word.share_top", lang, count=sure.top))
    print_table(heads, rows)
    treated = [treated_sentence(index, one, lang) for one in index.treated]
    print_list("treated", treated, lang)
    print_list("remarks", [flag_sentence(index, f, lang) for f in index.flags], lang)


def _sure_cells(sure: Summary, row: int, lang: str) -> tuple[str, str, str]:
    found = sure_record(sure, row)
    return (
        wording.number(found["rank_median"], lang),
        ranks_text(found["rank_p05"], found["rank_p95"], lang)
        or wording.number(None, lang),
        wording.percent(found["share_top_k"], lang),
    )


def print_choices(index: OwnIndex, shares: Sensitivity, lang: str) -> None:
    """Choices with their shares, what matters most first."""
    order = np.argsort(-shares.total, kind="stable")
    rows = [
        (
            _choice(index, shares.choices[place], lang),
            *(
                _span(one[place], low[place], high[place], lang)
                for one, low, high in (
                    (shares.first, shares.first_low, shares.first_high),
                    (shares.total, shares.total_low, shares.total_high),
                )
            ),
        )
        for place in order
    ]
    words = ("choice", "first_share", "total_share")
    print_table([wording.text(f"word.{word}", lang) for word in words], rows)


def _choice(index: OwnIndex, name: str, lang: str) -> str:
    """Say which choice it is: the weights of a node's parts, or a step."""
    code = name.removeprefix(OF_WEIGHTS)
    if code == name:
        return wording.text(f"field.{name}", lang)
    return wording.text("word.weights_of", lang, name=index.tables.names[code])


def _span(value: float, low: float, high: float, lang: str) -> str:
    """A share with the ends it is known within."""
    shown = (wording.number(number, lang, DIGITS) for number in (value, low, high))
    return "{} ({} \u2013 {})".format(*shown)


def print_removed(index: OwnIndex, changes: Floats, lang: str) -> None:
    """Indicators with the change without them, the largest first, unknown last."""
    order = np.argsort(np.where(np.isnan(changes), np.inf, -changes), kind="stable")
    rows = [
        (
            index.tables.names[index.tree.leaves[place]],
            wording.number(changes[place], lang, DIGITS),
        )
        for place in order
    ]
    words = ("indicator", "rank_change")
    print_table([wording.text(f"word.{word}", lang) for word in words], rows)


def print_list(word: str, sentences: Sequence[str], lang: str) -> None:
    """Sentences below their word, nothing where there is none."""
    if sentences:
        typer.echo(wording.text(f"word.{word}", lang))
    for sentence in sentences:
        typer.echo(f"- {sentence}")
