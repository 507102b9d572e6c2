"""An index of one's own: its values at every level, its ranks, and what to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from risk.classify import rank
from risk.flags import Flag, column_flags
from risk.normalise import zscore
from risk.own.prepare import divided, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Bools, Floats, Ints
    from risk.own.steps import Steps
    from risk.own.tables import Tables
    from risk.treat import Treatment
    from risk.tree import Mean, Tree

SMALLEST = 1e-60  # what is below counts as 0: its inverse could not be summed
SLACK = 1e-9  # of the scale, for a bound that rounding may pass
MOST_NAMED = 50
ON_RANGE = ("min-max", "rank", "goalposts")
"""Ways to normalise that stay on the range."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnIndex:
    """The answer for n areas, k indicators and m aggregates, the last one the index.

    `normalised`: (n, k), as aggregated; `scores`: (n, m), nan unknown; `rank`: (n,),
    1 the highest index, 0 unknown. `weights`, (k + m,), `means`, one for each of the
    m, and `digits` are what made the one into the other on `tree`.
    """

    tables: Tables
    steps: Steps
    normalised: Floats
    weights: Floats
    means: tuple[Mean, ...]
    scores: Floats
    rank: Ints
    treated: tuple[Treatment, ...]
    flags: tuple[Flag, ...]

    @property
    def tree(self) -> Tree:
        """What is part of what."""
        return self.tables.tree

    @property
    def mean_names(self) -> tuple[str, ...]:
        """Word for the mean of each of the m aggregates."""
        return mean_names(self.tables, self.steps)

    @property
    def digits(self) -> int | None:
        """Decimals at every level, or None."""
        return self.steps.digits

    @property
    def index(self) -> Floats:
        """(n,) value of the index itself, nan unknown."""
        return np.asarray(self.scores[:, -1])


def build_index(tables: Tables, steps: Steps) -> OwnIndex:
    """Take the steps and aggregate, level by level.

    Raises `MethodError` where an indicator has become constant, or naming every
    aggregate, with its areas, whose parts its mean cannot take.
    """
    normalised, treated = prepare(tables, steps)
    names = mean_names(tables, steps)
    scores = _aggregate(tables, steps, normalised, names)
    return OwnIndex(
        tables=tables,
        steps=steps,
        normalised=normalised,
        weights=tables.weights,
        means=tuple(steps.mean(name) for name in names),
        scores=scores,
        rank=ranks(scores[:, -1]),
        treated=treated,
        flags=_flags(tables, steps, normalised),
    )


def ranks(values: Floats) -> Ints:
    """Rank on any scale: (n,) -> (n,), 1 the highest, 0 unknown.

    Ties share the better rank; values are the same where they differ by less than a
    billionth of the largest of them.
    """
    known = values[~np.isnan(values)]
    largest = abs(known).max(initial=0.0)
    return rank(values / largest if largest > 0 else values)


def mean_names(tables: Tables, steps: Steps) -> tuple[str, ...]:
    """Return the word for the mean of each of the m aggregates."""
    nodes = tables.entries[len(tables.leaves) :]
    pairs = zip(tables.levels, nodes, strict=True)
    return tuple(steps.mean_name(level, node.mean) for level, node in pairs)


def _aggregate(
    tables: Tables, steps: Steps, normalised: Floats, names: Sequence[str]
) -> Floats:
    """Aggregate with means that look at what they are given."""
    problems: list[Problem] = []
    tree = tables.tree
    watched = [
        _watched(node, name, problems, tables=tables, steps=steps)
        for node, name in zip(tree.nodes, names, strict=True)
    ]
    scores = tree.aggregate(normalised, tables.weights, watched, steps.digits)
    if problems:
        raise MethodError(problems)
    return scores


def _watched(
    node: str, name: str, problems: list[Problem], *, tables: Tables, steps: Steps
) -> Mean:
    """Return a mean that sets aside what it cannot take, and says so.

    The plain one comes back where any number will do: aggregation is quicker then.
    """
    mean = steps.mean(name)
    if name == "arithmetic":
        return mean

    def careful(values: Floats, weights: Floats) -> Floats:
        bad = not_taken(values, name, steps)
        rows = np.flatnonzero(bad.any(axis=1))
        if len(rows):
            problems.append(_mean_problem(node, name, rows, tables, steps))
        return mean(np.where(bad, np.nan, values), weights)

    return careful


def _mean_problem(
    node: str, name: str, rows: Ints, tables: Tables, steps: Steps
) -> Problem:
    areas, count = tuple(tables.areas[row] for row in rows[:MOST_NAMED]), len(rows)
    if name != "inform":
        return Problem.of(
            "node_not_positive", node=node, aggregate=name, areas=areas, count=count
        )
    return Problem.of(
        "node_outside_range",
        node=node,
        aggregate=name,
        areas=areas,
        count=count,
        limit=steps.high,
        known=ON_RANGE,
    )


def not_taken(values: Floats, name: str, steps: Steps) -> Bools:
    """Which parts a mean, by its word, cannot take: of any shape, and of that shape."""
    if name == "inform":
        slack = SLACK * steps.high
        return np.asarray((values < -slack) | (values > steps.high + slack))
    return np.asarray(values < SMALLEST)


def _flags(tables: Tables, steps: Steps, normalised: Floats) -> tuple[Flag, ...]:
    """Remarks on the indicators before they were filled in or treated.

    `direction_unused`: an aggregate turned, which no step looks at; or, without
    normalisation, an indicator. `range_unused`: z-scores have no range of their own.
    `columns_unused`: columns of the data that iMeta does not name.
    """
    ones = np.ones(len(tables.leaves))
    remarks = list(
        column_flags(
            tables.tree.leaves,
            divided(tables, steps),
            zscore(normalised, ones),
            {entry.code: entry.parent for entry in tables.leaves},
        )
    )
    idle = tables.entries if steps.normalise == "none" else tables.entries[len(ones) :]
    turned = tuple(entry.code for entry in idle if entry.direction < 0)
    if turned:
        remarks.append(Flag("direction_unused", (("indicators", turned),)))
    if steps.normalise == "z" and (steps.low, steps.high) != (0.0, 100.0):
        scale = f"{steps.low:g},{steps.high:g}"
        remarks.append(Flag("range_unused", (("range", scale),)))
    if tables.unused:
        remarks.append(Flag("columns_unused", (("columns", tables.unused),)))
    return tuple(remarks)
