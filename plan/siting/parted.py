"""The fewest columns proven: branch and bound over the relaxation of the cover."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.huge import listed
from plan.siting.narrowed import narrowed
from plan.siting.tableau import Tableau, lessened

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from geo.units import Bools, Floats, Ints
    from plan.siting.kernels import Lists
    from plan.siting.tableau import Corner, Ended

TRIED, SHORT = 8, 40  # columns tried before one is parted; steps for each half
SOME = 1e-4  # the least that a half counts for
WHOLE = 1e-6  # from a whole number
RETRIED = 100  # nodes begun anew in all
OUT, IN = 0, 1  # the two halves of a column


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """Bounds of the columns, where to start, what is known, how it was parted."""

    lower: Floats
    upper: Floats
    start: Corner | None
    bound: float
    parted: tuple[int, int, float] | None = None  # column, half, how far it moved


@dataclass(slots=True, eq=False)
class _Search:
    """A search as it stands; `gains` and `times` by half and column.

    `reached` tells who reaches whom as lists and as tables, by columns and by rows.
    """

    reach: csr_array
    relaxation: Tableau
    reached: tuple[Lists, tuple[Bools, Bools]]
    chosen: Ints
    gains: Floats
    times: Floats
    retried: int = 0
    lost: list[float] = field(default_factory=list)  # bounds of nodes left undecided

    @property
    def needed(self) -> float:
        """The bound that leaves nothing fewer than the best."""
        return len(self.chosen) - 1 + WHOLE


def fewest_parted(
    reach: csr_array, chosen: Ints, least: int, work: float
) -> tuple[Ints, int]:
    """The fewest columns that reach every row and the least there can be: (r, k).

    Every row has a column. From `chosen`, which reach every row; `least` are known to
    be needed. `work`: entries turned about in the tableau, and what else takes as
    long; where it does not suffice, the least is below the number found. Columns are
    parted by what their halves raised the bound before, the first time by trial
    (Achterberg, Koch & Martin 2005, doi:10.1016/j.orl.2004.04.002). At each node,
    what others stand in for is left out. Bounds are reckoned from the prices, so that
    no rounding enters a proof.
    """
    columns = reach.shape[1]
    held = reach.toarray() > 0
    search = _Search(
        reach,
        Tableau(reach),
        ((listed(reach.tocsc()), listed(reach)), (np.ascontiguousarray(held.T), held)),
        chosen,
        np.zeros((2, columns)),
        np.zeros((2, columns)),
    )
    search.relaxation.enough_at(search.needed + WHOLE)
    nodes = [_Node(np.zeros(columns), np.ones(columns), None, float(least))]
    while nodes and search.relaxation.work < work:
        node = nodes.pop()
        if node.bound < search.needed:
            nodes += _visited(search, node)
    open_at = [*search.lost, *(node.bound for node in nodes), float(len(search.chosen))]
    return np.sort(search.chosen), max(least, int(np.ceil(min(open_at) - WHOLE)))


def _visited(search: _Search, node: _Node) -> list[_Node]:
    """What is left of a node: nothing, itself with a column decided, two halves."""
    lower, upper = node.lower.copy(), node.upper.copy()
    if (search.reach @ upper < 1.0).any():
        return []
    ended = search.relaxation.solved(lower, upper, start=node.start)
    bound = _bound(ended, lower, upper)
    if node.parted is not None and ended.is_best:
        column, half, moved = node.parted
        _learn(search, (half, column), (bound - node.bound) / moved)
    if max(bound, node.bound) >= search.needed:
        return []
    if not ended.is_best:
        search.lost.append(max(bound, node.bound))
        return []
    slack = search.needed - bound
    upper[(ended.loss > slack) & (lower == 0)] = 0.0
    columns = lower < upper
    rows = (search.reach @ lower < 1.0) & ended.corner.has_rows(search.reach.shape)
    narrowed(*search.reached, rows, columns)
    upper[(lower == 0) & ~columns] = 0.0
    values = ended.values
    now = _Node(lower, upper, lessened(ended.corner, rows, columns), bound)
    if (values[upper < node.upper] > WHOLE).any():
        return [now]
    parts = (np.abs(values - np.round(values)) > WHOLE) & columns
    if not parts.any():
        chosen = np.flatnonzero(np.round(values) > 0)
        return _kept(search, replace(node, start=None, parted=None), chosen, bound)
    return _halves(search, now, values, _ranked(search, values, parts))


def _bound(ended: Ended, lower: Floats, upper: Floats) -> float:
    """What no columns within these bounds can beat, by the prices alone."""
    least = np.where(ended.loss < 0, ended.loss * upper, ended.loss * lower)
    return float(ended.prices.sum() + least.sum())


def _kept(search: _Search, node: _Node, chosen: Ints, bound: float) -> list[_Node]:
    """Take a whole solution as the best; what is left of its node.

    One that is no cover is begun anew, without a corner that may have misled. A node
    whose bound stays below its own solution is not closed by it.
    """
    is_cover = (search.reach[:, chosen].sum(axis=1) > 0).all()
    if is_cover and len(chosen) < len(search.chosen):
        search.chosen = chosen
        search.relaxation.enough_at(search.needed + WHOLE)
    if bound >= search.needed:
        return []
    if not is_cover and search.retried < RETRIED:
        search.retried += 1
        return [node]
    search.lost.append(bound)
    return []


def _learn(search: _Search, place: tuple[int, int], gain: float) -> None:
    search.gains[place] += max(gain, 0.0)
    search.times[place] += 1


def _expected(search: _Search, values: Floats) -> Floats:
    """What both halves of each column are expected to raise the bound by, at once."""
    gains, times = search.gains, search.times
    usual = gains.sum(axis=1) / np.maximum(times.sum(axis=1), 1.0)
    usual = np.where(usual > 0, usual, 1.0)
    each = np.where(times > 0, gains / np.maximum(times, 1.0), usual[:, None])
    moved = np.maximum(each * np.stack([values, 1.0 - values]), SOME)
    return np.asarray(moved[OUT] * moved[IN])


def _ranked(search: _Search, values: Floats, parts: Bools) -> Ints:
    """The columns in parts that promise most, the best first."""
    columns = np.flatnonzero(parts)
    expected = _expected(search, values)[columns]
    return columns[np.argsort(-expected, kind="stable")][:TRIED]


def _halves(search: _Search, node: _Node, values: Floats, columns: Ints) -> list[_Node]:
    """Part what raises the bound most, or decide a column whose half is cut."""
    for column in columns:
        if search.times[:, column].min() < 1:
            for half in (OUT, IN):
                bound = _tried(search, node, column, half, values[column])
                if bound >= search.needed:
                    return [_half(node, column, IN + OUT - half, None)]
    place = int(columns[np.argmax(_expected(search, values)[columns])])
    value = float(values[place])
    order = (OUT, IN) if value > 0.5 else (IN, OUT)  # noqa: PLR2004 - nearer to 1
    moved = (value, 1.0 - value)
    return [_half(node, place, half, moved[half]) for half in order]


def _half(node: _Node, column: int, half: int, moved: float | None) -> _Node:
    lower, upper = node.lower.copy(), node.upper.copy()
    lower[column] = upper[column] = float(half)
    parted = None if moved is None else (column, half, moved)
    return _Node(lower, upper, node.start, node.bound, parted)


def _tried(search: _Search, node: _Node, column: int, half: int, value: float) -> float:
    """The bound of a half after some steps."""
    moved = value if half == OUT else 1.0 - value
    one = _half(node, column, half, None)
    ended = search.relaxation.solved(
        one.lower, one.upper, start=node.start, steps=SHORT
    )
    bound = _bound(ended, one.lower, one.upper)
    _learn(search, (half, column), (bound - node.bound) / moved)
    return bound
