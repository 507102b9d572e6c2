"""Small indicator tables and presets, so that a test says only what matters to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from risk.indicators import Indicator, IndicatorTable
from risk.presets import Dimension, Preset
from risk.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.errors import PetaRawanError

NAN = np.nan
SETTLED = Scenario(
    aggregate="arithmetic", min_known=0.66, cuts=(20.0, 40.0, 60.0, 80.0)
)  # the defaults, with all that the preset fills


def indicator(code: str, direction: int = 1) -> Indicator:
    """One indicator that is called by its code in both languages."""
    words = {"id": code, "en": code}
    return Indicator(
        code=code,
        name=words,
        short=words,
        explanation=words,
        formula=words,
        unit=words,
        kind="number",
        direction=direction,
        source=words,
        date="2024",
        quality="official",
        notes=words,
    )


def table(
    columns: Mapping[str, Sequence[float]], less_is_riskier: Sequence[str] = ()
) -> IndicatorTable:
    """A table from its columns; the areas are called A0, A1, ..."""
    values = np.array(list(columns.values()), dtype=float).T
    return IndicatorTable(
        areas=tuple(f"A{row}" for row in range(len(values))),
        indicators=tuple(
            indicator(code, -1 if code in less_is_riskier else 1) for code in columns
        ),
        values=values,
        observed=np.full(values.shape, np.nan),
    )


def preset(
    dimensions: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float] | None = None,
) -> Preset:
    """A preset from {dimension: {indicator: weight}} and weights of dimensions."""
    words = {"id": "-", "en": "-"}
    return Preset(
        "test",
        words,
        words,
        tuple(
            Dimension(code, words, (weights or {}).get(code, 1), tuple(members.items()))
            for code, members in dimensions.items()
        ),
    )


def codes(error: PetaRawanError) -> list[str]:
    """The codes of all faults an error names, in its order."""
    return [problem.code for problem in error.problems]


def told(error: PetaRawanError) -> list[str]:
    """All faults an error names, with their values, in its order."""
    return [str(problem) for problem in error.problems]
