"""An index brought along, printed for people: ranking, what was done, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import typer

from views import wording
from views.index_records import (
    flag_sentence,
    rank_of,
    rows_by_rank,
    treated_sentence,
)
from views.terminal import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from risk.own.index import OwnIndex

DIGITS = 2
MOST_SIDES = 6
"""Parts of the index that fit beside it; JSON has every node."""


def print_index(index: OwnIndex, lang: str) -> None:
    """Ranked areas with the index and its direct parts, then remarks."""
    digits = DIGITS if index.digits is None else index.digits
    last = len(index.tree.nodes) - 1
    sides = np.flatnonzero(index.tree.parents[len(index.tree.leaves) :] == last)
    shown = (last, *(int(node) for node in sides[:MOST_SIDES]))
    rows = [
        (
            wording.number(rank_of(index, row), lang),
            index.tables.area_names[index.tables.areas[row]],
            *(wording.number(index.scores[row, n], lang, digits) for n in shown),
        )
        for row in rows_by_rank(index)
    ]
    heads = [wording.text(f"word.{word}", lang) for word in ("rank", "area")]
    heads += [index.tables.names[index.tree.nodes[node]] for node in shown]
    print_table(heads, rows)
    treated = [treated_sentence(index, one, lang) for one in index.treated]
    print_list("treated", treated, lang)
    print_list("remarks", [flag_sentence(index, f, lang) for f in index.flags], lang)


def print_list(word: str, sentences: Sequence[str], lang: str) -> None:
    """Sentences below their word, nothing where there is none."""
    if sentences:
        typer.echo(wording.text(f"word.{word}", lang))
    for sentence in sentences:
        typer.echo(f"- {sentence}")
