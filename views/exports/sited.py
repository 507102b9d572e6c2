"""The list and the facts beside the map of the proposed posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import siting_words, wording
from views.exports.snapshot import Fact, RankedRow
from views.maps.siting import sure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result


def headline(result: Result, lang: str) -> str:
    """The answer in one sentence: where, and what it changes."""
    return siting_words.headline(result, result.placed, lang)


def proposal_rows(result: Result, lang: str) -> Iterator[RankedRow]:
    """One row per proposed place: what it adds, and why."""
    told = siting_words.reasons(result, result.placed, lang)
    pairs = zip(result.shortlist, told, strict=True)
    for rank, (proposal, (_, why)) in enumerate(pairs, start=1):
        place = proposal.candidate
        added = wording.number(proposal.added_voters, lang)
        yield RankedRow(
            rank=wording.number(rank, lang),
            name=f"{place.desa}, {place.kecamatan}",
            value=wording.text("siting.added", lang, voters=added),
            share=None,
            level=-1,
            why=why,
            has_bar=False,
        )


def facts(result: Result, lang: str) -> tuple[Fact, ...]:
    """What the proposals change, whether they are the best, how sure, what is left."""
    found = [
        Fact(one.label, one.value, one.note)
        for one in siting_words.figures(result, result.placed, lang)
    ]
    if sure_of(result):
        found.append(Fact("", "", wording.text("legend.tap", lang)))
    return tuple(found)
