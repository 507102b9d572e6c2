"""Indicators before they are aggregated: divided, filled in, treated, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from risk import normalise
from risk.own.data_checks import RELATIVE
from risk.treat import treat
from risk.tree import half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Floats
    from risk.own.steps import Steps
    from risk.own.tables import Tables
    from risk.treat import Treatment


def divided(tables: Tables, steps: Steps) -> Floats:
    """Each indicator over its denominator, where that is asked for: (n, k).

    nan where either is unknown. Source: COINr, Denominate.
    """
    values = tables.values
    return values / tables.denominators if steps.denominate else values


def impute(values: Floats, group: Sequence[str]) -> Floats:
    """Fill what is unknown with the mean of what is known: (n, k) -> (n, k).

    `group`: (n,) texts; the mean is that of the areas with the same text. What has
    no text, or nobody known in its group, stays nan. Source: COINr, i_mean_grp.
    """
    filled = values.copy()
    texts = np.array(group)
    for text in sorted(set(group) - {""}):
        rows = np.flatnonzero(texts == text)
        part = values[rows]
        count = (~np.isnan(part)).sum(axis=0)
        mean = np.nansum(part, axis=0) / np.where(count > 0, count, np.nan)
        filled[rows] = np.where(np.isnan(part), mean, part)
    return filled


def prepare(tables: Tables, steps: Steps) -> tuple[Floats, tuple[Treatment, ...]]:
    """Take the steps before aggregation in their order: (n, k), and what was treated.

    Raises `MethodError` naming every indicator that has become constant, where the
    way to normalise needs a difference.
    """
    values = divided(tables, steps)
    if steps.impute != "none":
        same = ("all",) * len(tables.areas)
        values = impute(values, tables.group if steps.group else same)
    treatments: tuple[Treatment, ...] = ()
    if steps.treat:
        values, treatments = treat(values)
    if steps.normalise in RELATIVE:
        _refuse_constant(values, tables)
    scaled = _scaled(values, tables, steps)
    if steps.digits is not None and steps.normalise != "none":
        scaled = half_up(scaled, steps.digits)
    return scaled, treatments


def _refuse_constant(values: Floats, tables: Tables) -> None:
    same = np.flatnonzero(normalise.is_constant(values))
    if len(same):
        codes = tuple(tables.tree.leaves[column] for column in same)
        raise MethodError([Problem.of("constant_after_steps", indicators=codes)])


def _scaled(values: Floats, tables: Tables, steps: Steps) -> Floats:
    """Put every indicator on the chosen scale, its direction taken into account."""
    directions = np.array([entry.direction for entry in tables.leaves])
    match steps.normalise:
        case "none":
            return values
        case "z":
            return normalise.zscore(values, directions)
        case "min-max":
            hundredth = normalise.minmax(values, directions)
        case "rank":
            hundredth = normalise.percentile_rank(values, directions, ties="low")
        case _:
            best = np.array([entry.best for entry in tables.leaves])
            worst = np.array([entry.worst for entry in tables.leaves])
            hundredth = normalise.goalposts(values, directions, best, worst)
    return steps.low + hundredth / 100 * (steps.high - steps.low)
