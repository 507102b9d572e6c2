"""Seconds to the nearest source for every cell, whole or changed by one source.

A step between neighbours takes the mean friction of the two cells times the metres
between their middles: the cell's size, times sqrt 2 where it is diagonal.

**Exact ties.** Of sources equally near, the one on the smaller cell index is nearest
(rows from the top, then columns from the left); of several on one cell, the first
given. So the places named do not depend on the order in which sources are given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.units import Ints

Float32s = npt.NDArray[np.float32]
Int32s = npt.NDArray[np.int32]
Indexes = npt.NDArray[np.signedinteger[Any]]
"""Indexes of sources, -1 for none, in as few bytes as can tell all of them apart."""

SECONDS_PER_MINUTE = np.float32(60.0)
MOST_CELLS = 2**31 - 1
"""Cells are numbered in four bytes, the border of one cell included."""


@dataclass(frozen=True, slots=True, eq=False)
class Friction:
    """Seconds it takes to cross a metre, cell by cell, and the cell's size in metres.

    `cost` is (rows, cols), rows from the top; nan and inf are barriers, as is a
    friction so large that float32 does not hold it. `cell` is the side of a square.

    Raises `MethodError` for a friction of 0 or below, for a cell without a size, and
    for a grid without cells or with more than can be numbered.
    """

    cost: Float32s
    cell: float
    half: Float32s = field(init=False, repr=False)
    """Half the seconds to cross a cell, (rows + 2, cols + 2): a border of barrier."""
    extremes: tuple[float, float] = field(init=False, repr=False)
    """Least and most of `half` where it is no barrier; inf and nan if all is one."""

    def __post_init__(self) -> None:
        """Refuse what makes no grid of friction."""
        problems = _shape_problems(self.cost, self.cell)
        if problems:
            raise MethodError(problems)
        half = np.full([side + 2 for side in self.cost.shape], np.inf, np.float32)
        with np.errstate(over="ignore"):
            half[1:-1, 1:-1] = self.cost * np.float32(self.cell / 2)
        bad = int(np.count_nonzero(half <= 0))
        if bad:
            raise MethodError([Problem.of("friction_not_positive", count=bad)])
        np.fmin(half, np.float32(np.inf), out=half)
        object.__setattr__(self, "half", half)
        with np.errstate(invalid="ignore"):  # inf times 0 is nan, which fmax leaves out
            most = np.fmax.reduce((half * (half < np.inf)).ravel())
        object.__setattr__(self, "extremes", (float(half.min()), float(most)))

    @classmethod
    def of(cls, array: npt.ArrayLike, cell: float) -> Friction:
        """Make one from any numbers, two-dimensional."""
        with np.errstate(over="ignore"):
            return cls(np.asarray(array, dtype=np.float32), cell)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, cols = self.cost.shape
        return rows, cols


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Seconds to the nearest of some sources, and which one that is.

    `framed_seconds` and `framed_nearest` have a border of one empty cell; `sources`
    are the flat cell indexes, (k,); `limit` is in seconds, cells beyond have no route.
    `blocked` are the indexes of the sources that stand on a barrier: nothing is
    reached from them.
    """

    framed_seconds: Float32s
    framed_nearest: Indexes
    sources: Ints
    blocked: tuple[int, ...]
    limit: float

    @property
    def seconds(self) -> Float32s:
        """Seconds to the nearest source: (rows, cols), inf where there is no route."""
        return self.framed_seconds[1:-1, 1:-1]

    @property
    def nearest(self) -> Indexes:
        """Index of the nearest among the sources: (rows, cols), -1 for no route."""
        return self.framed_nearest[1:-1, 1:-1]

    @property
    def minutes(self) -> Float32s:
        """Minutes to the nearest source: (rows, cols), inf where there is no route."""
        return self.seconds / SECONDS_PER_MINUTE


def framed(friction: Friction, cells: Ints) -> Int32s:
    """Return flat cell indexes as they are with the border around: (k,) -> (k,)."""
    _, cols = friction.shape
    row, col = np.divmod(cells, cols)
    return ((row + 1) * (cols + 2) + col + 1).astype(np.int32)


def unframed(friction: Friction, places: Int32s) -> Ints:
    """Return flat cell indexes from those with the border around: (k,) -> (k,)."""
    _, cols = friction.shape
    row, col = np.divmod(places.astype(np.int64), cols + 2)
    return (row - 1) * cols + col - 1


def index_type(count: int) -> np.dtype[np.signedinteger[Any]]:
    """Return the smallest whole numbers that hold -1 and the indexes of all sources.

    What is copied with each change of a field is so many bytes less.
    """
    return np.min_scalar_type(-max(count, 1))


def ranks(sources: Ints) -> Int32s:
    """Rank sources by cell, then by place in the list: (k,) -> (k,), 0 wins a tie."""
    found = np.empty(len(sources), np.int32)
    found[np.argsort(sources, kind="stable")] = np.arange(len(sources))
    return found


def checked(friction: Friction, sources: Sequence[int] | Ints) -> Ints:
    """Return sources as an array of their own.

    Raises `MethodError` naming how many lie outside the grid.
    """
    cells = np.array(sources, dtype=np.int64).reshape(-1)
    outside = int(np.count_nonzero((cells < 0) | (cells >= friction.cost.size)))
    if outside:
        raise MethodError([Problem.of("sources_outside_grid", count=outside)])
    return cells


def single(limit: float) -> np.float32:
    """Return the largest float32 that is not above a limit in seconds.

    Raises `MethodError` for a limit below 0, and for nan.
    """
    if not limit >= 0:
        raise MethodError([Problem.of("limit_negative", value=limit)])
    with np.errstate(over="ignore"):
        near = np.float32(limit)
    return near if float(near) <= limit else np.nextafter(near, np.float32(0))


def least_cost(
    friction: Friction,
    sources: Sequence[int] | Ints,
    *,
    limit: float = np.inf,
    progress: Callable[[float], None] | None = None,
) -> Field:
    """Find seconds and nearest source for every cell, all sources at once.

    `sources` are flat cell indexes, (k,); several may stand on one cell. `limit` is in
    seconds (<= is reached). `progress` is told the share of the passable cells that
    are done, 0 to 1, a few times a second, and 1 at the end.

    Raises `MethodError` for a source outside the grid and a limit below 0.
    """
    from geo.impedance.surface.work import Work  # noqa: PLC0415 - slow to load

    cells, most = checked(friction, sources), single(limit)
    work = Work.empty(friction, cells, most)
    work.settle(work.open_sources(), progress=progress)
    return work.field(limit)


def add(friction: Friction, before: Field, source_cell: int) -> Field:
    """Return the field with one source more, its index the last.

    Bitwise what `least_cost` gives for all the sources, at the price of the cells that
    change. `before` stays as it is. Raises `MethodError` as `least_cost` does.
    """
    from geo.impedance.surface.work import Work  # noqa: PLC0415 - slow to load

    new = checked(friction, [source_cell])
    work = Work.copied(friction, before, np.r_[before.sources, new])
    work.take_in(len(before.sources))
    return work.field(before.limit)


def remove(
    friction: Friction, before: Field, sources: Sequence[int] | Ints, index: int
) -> Field:
    """Return the field without one source; later ones move up by one.

    Bitwise what `least_cost` gives for the sources left, at the price of the cells
    that change; another source on the same cell stays. `before` stays as it is.

    Raises `MethodError` where `sources` are not those of the field (its seconds
    would be silently wrong), or none of them has this index.
    """
    from geo.impedance.surface.work import Work  # noqa: PLC0415 - slow to load

    if not np.array_equal(checked(friction, sources), before.sources):
        raise MethodError([Problem.of("field_of_other_sources")])
    if not 0 <= index < len(before.sources):
        raise MethodError([Problem.of("source_index_unknown", index=index)])
    work = Work.unset(friction, np.delete(before.sources, index), single(before.limit))
    work.leave_out(before, index)
    return work.field(before.limit)


def _shape_problems(cost: Float32s, cell: float) -> list[Problem]:
    """Name what keeps numbers from being a grid."""
    problems = []
    if not 0 < cell < np.inf:
        problems.append(Problem.of("cell_size_invalid", value=cell))
    if cost.ndim != 2 or cost.size == 0:  # noqa: PLR2004 - rows and columns
        problems.append(Problem.of("grid_empty"))
    elif (cost.shape[0] + 2) * (cost.shape[1] + 2) > MOST_CELLS:
        problems.append(Problem.of("grid_too_large", limit=MOST_CELLS))
    return problems
