"""Floating catchments printed for people: tables, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from plan.access import PER_VOTERS
from views import wording
from views.catchment_records import area_rows
from views.terminal import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catchment import Bands
    from geo.own_catchment import CatchmentFiles, OwnCatchment
    from plan.access import AreaAccess
    from plan.knowledge import Knowledge

DIGITS = 2


def print_own(
    found: OwnCatchment, files: CatchmentFiles, bands: Bands, lang: str
) -> None:
    """Access of every demand point, ratio of every post; what was taken for granted."""
    _print_numbers("demand", "access", found.demand, found.found.access.tolist(), lang)
    _print_numbers(
        "supply", "ratio_post", found.supply, found.found.ratio.tolist(), lang
    )
    typer.echo(bands_sentence(bands, lang))
    print_notes(absent=found.absent, straight=files.straight, lang=lang)
    if found.assumed:
        listed = ", ".join(wording.plain(one) for one in found.assumed)
        typer.echo(wording.text("catchment.assumed", lang, posts=listed))


def print_area(found: AreaAccess, knowledge: Knowledge, lang: str) -> None:
    """Access of every kecamatan per 10,000 voters, and the assumption it rests on."""
    rows = [
        (
            row["kecamatan"],
            wording.number(row["voters"], lang),
            wording.number(row["per_10000"], lang, DIGITS),
        )
        for row in area_rows(found, knowledge)
    ]
    everyone = sum(place.voters for place in knowledge.places.kecamatan)
    mean = wording.number(found.mean * PER_VOTERS, lang, DIGITS)
    whole = wording.text("word.everywhere", lang)
    rows.append((whole, wording.number(everyone, lang), mean))
    count = wording.number(PER_VOTERS, lang)
    heads = [wording.text(f"word.{word}", lang) for word in ("kecamatan", "voters")]
    heads.append(wording.text("catchment.per_voters", lang, count=count))
    print_table(heads, rows)
    typer.echo(bands_sentence(found.bands, lang))
    listed = ", ".join(
        f"{wording.text(f'post_type.{kind}', lang)} = {wording.general(value, lang)}"
        for kind, value in found.assumed.items()
    )
    typer.echo(wording.text("catchment.supply_per", lang, supplies=listed))


def bands_sentence(bands: Bands, lang: str) -> str:
    """Say up to which cost what weighs how much."""
    pairs = zip(bands.limits, bands.weights, strict=True)
    listed = "; ".join(
        f"\u2264 {wording.general(limit, lang)}: {wording.general(weight, lang)}"
        for limit, weight in pairs
    )
    return wording.text("catchment.bands", lang, bands=listed)


def print_notes(*, absent: int, straight: bool, lang: str) -> None:
    """Say what was read from a file that does not say it itself."""
    if straight:
        typer.echo(wording.text("own.straight", lang))
    if absent:
        count = wording.number(absent, lang)
        typer.echo(wording.text("own.absent", lang, count=count))


def _print_numbers(
    first: str, second: str, ids: Sequence[str], values: Sequence[float], lang: str
) -> None:
    """A table of ids with one number each; unknown is said in words."""
    rows = [
        (wording.plain(one), wording.general(value, lang))
        for one, value in zip(ids, values, strict=True)
    ]
    heads = [wording.text(f"word.{word}", lang) for word in (first, second)]
    print_table(heads, rows)
