"""What a careful reader should know about the indicators before trusting the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from risk.normalise import is_constant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.errors import Value
    from geo.units import Floats
    from risk.indicators import IndicatorTable
    from risk.presets import Preset

LEAST_KNOWN = 0.66
MOST_EQUAL = 0.5
REPEATS = 0.9
OPPOSES = -0.4
FEWEST_PAIRS = 3  # through two points every line is perfect
NO_SPREAD = 1e-9  # variance, on the scale 0 to 100, that is rounding only


@dataclass(frozen=True, slots=True)
class Flag:
    """One remark as a code and named values; `views.wording` makes the sentence."""

    code: str
    values: tuple[tuple[str, Value], ...]


def flags(
    table: IndicatorTable, normalised: Floats, preset: Preset
) -> tuple[Flag, ...]:
    """Remark on the indicators of a preset: n areas, `normalised` (n, k) as the table.

    `sparse`: known in less than 66 % of the areas. `constant`: one value everywhere;
    else `equal_values`: more than 50 % of the known values are the same. `repeats`
    and `opposes`: two indicators of one dimension with a correlation above 0.9 or
    below -0.4; `repeats_across`: above 0.9 in two dimensions. None of the bounds
    itself is remarked on. Correlation is Pearson's, over the areas where both are
    known, with direction taken into account; fewer than three give none.
    Source: the checks of the R package COINr.
    """
    side_of = {
        code: side.code for side in preset.dimensions for code, _ in side.indicators
    }
    return column_flags(table.codes, table.values, normalised, side_of)


def column_flags(
    codes: Sequence[str],
    values: Floats,
    normalised: Floats,
    group_of: Mapping[str, str],
) -> tuple[Flag, ...]:
    """Remark as `flags` does on k columns: `values` and `normalised` are (n, k).

    `group_of`: the group of each code; a column that has none is passed over.
    """
    columns = [i for i, code in enumerate(codes) if code in group_of]
    return (
        *_single_flags(codes, values, columns),
        *_pair_flags(codes, columns, correlation(normalised), group_of),
    )


def correlation(values: Floats) -> Floats:
    """Pearson's r of every pair of columns where both are known: (n, k) -> (k, k).

    nan where fewer than three rows are known in both, or one of them does not vary.
    """
    known = (~np.isnan(values)).astype(float)
    centred = np.where(known > 0, values, 0.0)
    centred = (centred - centred.mean(axis=0)) * known
    pairs = known.T @ known
    count = np.where(pairs >= FEWEST_PAIRS, pairs, np.nan)
    mean = centred.T @ known / count  # of the row's column, over the pair's areas
    covariance = centred.T @ centred / count - mean * mean.T
    variance = (centred**2).T @ known / count - mean**2
    variance = np.where(variance > NO_SPREAD, variance, np.nan)
    r: Floats = covariance / np.sqrt(variance * variance.T)
    return r


def _single_flags(
    codes: Sequence[str], values: Floats, columns: list[int]
) -> Iterator[Flag]:
    constant = is_constant(values)
    for column in columns:
        code = codes[column]
        known = values[~np.isnan(values[:, column]), column]
        if (share := len(known) / len(values)) < LEAST_KNOWN:
            yield Flag("sparse", (("indicator", code), ("share", share)))
        if constant[column]:
            yield Flag("constant", (("indicator", code),))
        elif (equal := _largest_share(known)) > MOST_EQUAL:
            yield Flag("equal_values", (("indicator", code), ("share", equal)))


def _largest_share(known: Floats) -> float:
    """Share of the values that are the most frequent one; 0 where there is none."""
    _, counts = np.unique(known, return_counts=True)
    return float(counts.max(initial=0)) / max(len(known), 1)


def _pair_flags(
    codes: Sequence[str], columns: list[int], r: Floats, side_of: Mapping[str, str]
) -> Iterator[Flag]:
    for place, first in enumerate(columns):
        for second in columns[place + 1 :]:
            together = side_of[codes[first]] == side_of[codes[second]]
            code = _pair_code(r[first, second], together=together)
            if code:
                yield Flag(
                    code,
                    (
                        ("first", codes[first]),
                        ("r", float(r[first, second])),
                        ("second", codes[second]),
                    ),
                )


def _pair_code(r: float, *, together: bool) -> str | None:
    if r > REPEATS:
        return "repeats" if together else "repeats_across"
    return "opposes" if together and r < OPPOSES else None
