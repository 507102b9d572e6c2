"""The recommendation sheet on the terminal: the order, then the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from views import recommend_words, story, wording
from views.terminal import print_table

if TYPE_CHECKING:
    from plan.sheet import Sheet


def print_sheet(sheet: Sheet, only: str | None, lang: str) -> None:
    """Every kecamatan with what to do there, or one of them in full."""
    if only is not None:
        block = sheet.block(only)
        typer.echo(recommend_words.title(block, lang))
        for label, text in recommend_words.lines(sheet, block, lang):
            typer.echo(f"- {label}: {text}")
        return
    rows = [
        (
            wording.number(block.priority, lang),
            block.kecamatan,
            recommend_words.class_word(block, lang),
            recommend_words.actions(sheet, block, lang),
        )
        for block in sheet.blocks
    ]
    heads = (
        wording.text("recommend.column.priority", lang),
        wording.text("word.kecamatan", lang),
        wording.text("word.risk_class", lang),
        wording.text("recommend.part.actions", lang),
    )
    print_table(heads, rows)
    typer.echo(recommend_words.order_text(sheet, lang))
    typer.echo(story.state(sheet.result, lang))
