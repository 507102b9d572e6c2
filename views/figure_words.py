"""Figures that disagree, each with its unit and how it was worked out, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from views import wording
from views.phrases import phrase

if TYPE_CHECKING:
    import pandas as pd

    from geo.catalogue import Figure

_SYMBOLS = {"%": "%", "km2": "km\N{SUPERSCRIPT TWO}"}
_WORKED = re.compile(r"(divide|multiply|percent|sum): (.+), (.+)")
_SIGNS = {"divide": "\N{DIVISION SIGN}", "percent": "\N{DIVISION SIGN}"}
_TIMES = "\N{MULTIPLICATION SIGN}"


def figure_line(figure: Figure, facts: pd.DataFrame, lang: str) -> str:
    """One figure: its name, its value with the unit, and where it is from.

    A figure worked out from others shows them: what they are in `facts` (labelled
    by fact). Where no source is recorded, that is said.
    """
    value = amount(figure.value, figure.unit, lang)
    told = _worked(figure.source, facts, lang) or phrase(figure.source, lang)
    source = told or wording.text("figure.no_source", lang)
    return f"{figure.label[lang]}: {value} \N{EM DASH} {source}"


def amount(value: float, unit: str, lang: str) -> str:
    """Write a number with its unit: "66,48 %", "31.239,84 km2", "171 TPS"."""
    return f"{wording.general(value, lang)} {unit_word(unit, lang)}"


def unit_word(unit: str, lang: str) -> str:
    """Return the sign of a unit, or its word in the reader's language."""
    return _SYMBOLS.get(unit) or phrase(unit, lang)


def _worked(source: str, facts: pd.DataFrame, lang: str) -> str:
    """How a figure was worked out, "" where it was not."""
    found = _WORKED.fullmatch(source)
    if found is None:
        return ""
    how, first, second = found.groups()
    if how == "sum":
        return wording.text("figure.summed", lang, file=first)
    sign = _SIGNS.get(how, _TIMES)
    parts = (_operand(part, facts, lang) for part in (first, second))
    return wording.text("figure.worked", lang, parts=f" {sign} ".join(parts))


def _operand(part: str, facts: pd.DataFrame, lang: str) -> str:
    """A number, or a fact as its value with its unit."""
    if part in facts.index:
        fact = facts.loc[part]
        return amount(float(str(fact["value"])), str(fact["unit"]), lang)
    return wording.general(float(part), lang)
