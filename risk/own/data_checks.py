"""Checks of iData that need iMeta and the chosen steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import Problem
from risk.normalise import is_constant
from risk.own.meta import NUMBER, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.schema import Schema, Texts
    from risk.own.meta import Meta
    from risk.own.parents import Entry
    from risk.own.steps import Steps

RELATIVE = ("min-max", "z", "rank")
"""Ways to normalise that need a difference between areas."""


def data_problems(
    schema: Schema, texts: Texts, meta: Meta, steps: Steps
) -> Iterator[Problem]:
    """Find what the steps will need and the tables do not have.

    `schema` is that of iData; its own faults are told elsewhere.
    """
    yield from _column_problems(schema, texts, meta, steps)
    yield from _denominator_problems(schema, texts, meta, steps)
    if steps.group and steps.group not in texts:
        yield schema.problem("group_column", [], column=steps.group)
    if steps.normalise == "goalposts":
        lacking = [e.code for e in meta.of("Indicator") if not _has_goalposts(e)]
        if lacking:
            yield meta.schema.problem("goalposts_missing", lacking)
    yield from _mean_problems(meta, steps)


def _column_problems(
    schema: Schema, texts: Texts, meta: Meta, steps: Steps
) -> Iterator[Problem]:
    """Find indicators that no area has, or that are the same in all of them."""
    divided = {e.code for e in meta.entries if e.denominator and steps.denominate}
    present = dict.fromkeys(e.code for e in meta.of("Indicator") if e.code in texts)
    columns = {code: texts[code] for code in present}
    empty = [code for code, cells in columns.items() if cells and not any(cells)]
    if empty:
        yield schema.problem("columns_blank", empty, columns=tuple(empty))
    if steps.normalise in RELATIVE:
        same = [
            code
            for code, cells in columns.items()
            if code not in divided and _is_constant(cells)
        ]
        if same:
            yield schema.problem("columns_constant", same, columns=tuple(same))


def _is_constant(cells: Sequence[str]) -> bool:
    """Whether a faultless column has one value only; one without any has not."""
    values = np.array([numbers(NUMBER, cells)]).T
    faultless = np.isnan(values).sum() == cells.count("")
    return bool(faultless and is_constant(values)[0])


def _denominator_problems(
    schema: Schema, texts: Texts, meta: Meta, steps: Steps
) -> Iterator[Problem]:
    """Find denominators that are no such column, or that nothing can be divided by."""
    known = {e.code for e in meta.of("Denominator") if e.code in texts}
    divided = [e for e in meta.of("Indicator") if e.denominator]
    lost = [e for e in divided if e.denominator not in known]
    if lost:
        rows, example = [e.code for e in lost], lost[0].denominator
        yield meta.schema.problem("denominator_unknown", rows, example=example)
    if steps.denominate:
        labels = schema.labels(texts)
        for code in sorted({e.denominator for e in divided} & known):
            values = numbers(NUMBER, texts[code])
            areas = [a for a, v in zip(labels, values, strict=True) if _is_nought(v)]
            if areas:
                yield schema.problem("denominator_zero", areas, column=code)


def _is_nought(value: float) -> bool:
    """Whether a number is too small to divide by: the quotient could not be held."""
    return abs(value) < 1 / NUMBER.maximum


def _has_goalposts(entry: Entry) -> bool:
    """Whether an indicator has two ends that differ; nan differs from itself too."""
    low, high = sorted((entry.best, entry.worst))
    return low < high


def _mean_problems(meta: Meta, steps: Steps) -> Iterator[Problem]:
    """Find means that do not fit the levels, or the range."""
    nodes = meta.of("Aggregate")
    given, wanted = len(steps.aggregate), len({node.level for node in nodes})
    if given not in (1, wanted):
        yield meta.schema.problem("means_count", [], given=given, wanted=wanted)
    if steps.high <= 0 and any(node.mean == "inform" for node in nodes):
        yield Problem.of("inform_range", value=f"{steps.low:g},{steps.high:g}")
