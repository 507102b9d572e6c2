"""The fewest sites that reach every demand point, from a table of who reaches whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.units import Bools, Ints

FOREVER = 1e9  # seconds
HALF = 0.5  # between 0 and 1


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """`chosen` columns that reach every row, None where none were found.

    No set with fewer than `at_least` columns reaches every row; where one column
    cannot do it at all, that is one more than there are.
    """

    chosen: Ints | None
    at_least: int


def fewest(
    reach: Bools,
    *,
    enough: int | None = None,
    exact: bool = True,
    seconds: float = FOREVER,
) -> Cover:
    """Find the fewest columns that reach every row: (r, c) -> Cover.

    Stops as soon as `enough` columns do it, or `at_least` says that so few cannot.
    Not `exact`: by a greedy choice and a bound alone, without the solver.
    """
    if not reach.any(axis=1).all():
        return Cover(None, reach.shape[1] + 1)
    greedy, least = _greedy(reach), apart(reach)
    is_told = enough is not None and not least <= enough < len(greedy)
    if is_told or len(greedy) == least or not exact:
        return Cover(np.sort(greedy), least)
    found = _solved(reach, seconds)
    if found.chosen is None or len(found.chosen) >= len(greedy):
        return Cover(np.sort(greedy), max(least, found.at_least))
    return Cover(found.chosen, max(least, found.at_least))


def undominated(reach: Bools) -> tuple[Ints, Ints]:
    """Drop rows that are reached wherever another is, columns that reach no more.

    Of equals the first stays. Twice, since each dropping makes room for the other.
    """
    rows, columns = np.arange(reach.shape[0]), np.arange(reach.shape[1])
    for _ in range(2):
        rows = rows[_minimal(reach[np.ix_(rows, columns)])]
        columns = columns[_minimal(~reach[np.ix_(rows, columns)].T)]
    return rows, columns


def _minimal(sets: Bools) -> Bools:
    """Whether no other row is a subset of it; of equal rows the first."""
    held = sets.astype(np.float32)
    inside = held @ held.T >= held.sum(axis=1)  # column j a subset of row i
    equal = inside & inside.T
    proper = inside & ~inside.T
    return np.asarray(~(proper.any(axis=1) | np.tril(equal, -1).any(axis=1)))


def _greedy(reach: Bools) -> Ints:
    """One column after the other, each the one that reaches most rows left."""
    chosen: list[int] = []
    left = reach
    while len(left):
        chosen.append(int(left.sum(axis=0).argmax()))
        left = left[~left[:, chosen[-1]]]
    return np.array(chosen, dtype=np.int64)


def apart(reach: Bools) -> int:
    """Count rows no two of which share a column: each needs one of its own."""
    count, left = 0, reach
    while len(left):
        row = left[int(left.sum(axis=1).argmin())]
        left = left[~left[:, row].any(axis=1)]
        count += 1
    return count


def _solved(reach: Bools, seconds: float) -> Cover:
    from scipy.sparse import csc_array  # noqa: PLC0415 - only where it is needed

    from plan.siting.highs import Model, solve  # noqa: PLC0415 - likewise

    kept_rows, kept_columns = undominated(reach)
    small = reach[np.ix_(kept_rows, kept_columns)]
    rows, columns = small.shape
    model = Model(
        cost=np.ones(columns),
        matrix=csc_array(small.astype(float)),
        rows_lower=np.ones(rows),
        rows_upper=np.full(rows, np.inf),
        lower=np.zeros(columns),
        upper=np.ones(columns),
        whole=np.ones(columns, bool),
    )
    found = solve(model, seconds=seconds)
    if found.values is None:
        return Cover(None, _whole(found.bound))
    chosen = kept_columns[found.values > HALF]
    return Cover(chosen, _whole(found.bound))


def _whole(bound: float) -> int:
    return int(np.ceil(bound - 1e-6)) if np.isfinite(bound) else 0
