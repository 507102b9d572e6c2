"""What would have to change for an area to leave the top, or to enter it.

Everywhere here: values (n, m), n areas and the m parts whose weights may move, nan
unknown; shares (m,), 0 or above; `top`, how many areas are the top, 1 or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from risk.aggregate import arithmetic
from risk.classify import UNRANKED, rank
from risk.tipping_search import along_each_part
from risk.tipping_solver import Rivals, cheapest

if TYPE_CHECKING:
    from geo.units import Bools, Floats
    from risk.tree import Mean

MARGIN = 1e-4  # points by which scores must differ: far above what a solver overlooks
HELD = MARGIN / 2  # what must be left of it when a solver's answer is scored anew
FURTHEST = 2.0  # the greatest change: all weight goes from some parts to others
ROUNDED = 5e-7  # of a share, lost when an answer is scored anew
LEAST_KNOWN = 0.01  # share that the area's known parts keep, else it has no score


@dataclass(frozen=True, slots=True, eq=False)
class Tipping:
    """The smallest change of weights found that moves an area over the border.

    `enters`: whether the area enters the top; else it leaves. `shares`: (m,) the new
    weights, 0 or above, summing to 1. `change`: sum |new - old| of the shares, 0 to
    2; half of it is the weight that moves from some parts to others. `rivals`: rows
    that come to stand above the area, or that it passes, in order of row. `rank`: the
    area's new rank among all areas. `exact`: whether no smaller change can do it;
    False for what a search found. `left_out`: rows that could not be compared
    exactly, since other parts of them are known than of the area.
    """

    enters: bool
    shares: Floats
    change: float
    rivals: tuple[int, ...]
    rank: int
    exact: bool
    left_out: tuple[int, ...]


def tipping_point(
    values: Floats, shares: Floats, area: int, top: int, mean: Mean = arithmetic
) -> Tipping | None:
    """The smallest change of the shares that takes an area out of the top, or into it.

    Smallest is the least sum of |new - old|, to a hundred-thousandth. An area has left
    when at least `top` others are above it by `MARGIN` points, and has entered when
    it is above all but `top - 1` of the others by as much, those apart that equal it
    in every part. The answer is scored anew, all areas by the rule of
    `risk.aggregate`, before it is given. An area without a score is outside the top,
    but losing its score is no way to leave it. Any part may gain weight, also one
    that has none. None: no weights do it, or, where not exact, the search found none.

    Arithmetic mean: exact, see `risk.tipping_solver`. What is known of a row shares
    the weight, so two rows of which the same parts are known compare by
    sum w (v_r - v_a) over these, which is linear in w. Rows known in other parts than
    the area would make it quadratic: they are no rivals to the solver, are named in
    `left_out`, count again when the answer is scored, and make it inexact: then, and
    for any other mean, the answer may be that of `risk.tipping_search`, the smaller
    change of both. Values must suit the mean, as in `risk.aggregate`.
    """
    asked = _Question.of(values, shares, area, top, mean)
    found = list(along_each_part(asked.shares, asked.met))
    exact = False
    if mean is arithmetic:
        known_enough = min(map(asked.change, found), default=FURTHEST)
        solved, proven = asked.solved(known_enough)
        exact = proven and not asked.left_out
        if solved is not None and asked.met(solved[:, None], HELD)[0]:
            found.insert(0, solved)
    if not found:
        return None
    return asked.answer(min(found, key=asked.change), exact=exact)


def is_impossible(values: Floats, shares: Floats, area: int, top: int) -> bool:
    """Whether it is proven that no shares take the area over the border.

    As `tipping_point` for the arithmetic mean; False where the solver could not tell,
    or where rows could not be compared.
    """
    asked = _Question.of(values, shares, area, top, arithmetic)
    solved, proven = asked.solved(FURTHEST)
    return solved is None and proven and not asked.left_out


class _Question(NamedTuple):
    """Who, from where to where; `sign` is 1 if others must rise above, else -1."""

    values: Floats
    shares: Floats
    area: int
    top: int
    mean: Mean
    sign: int
    others: Bools
    left_out: tuple[int, ...]

    @classmethod
    def of(
        cls, values: Floats, shares: Floats, area: int, top: int, mean: Mean
    ) -> _Question:
        """Find out whether the area is to leave or to enter, and who counts."""
        shares = shares / shares.sum()
        inside = UNRANKED < rank(mean(values, shares))[area] <= top
        known = ~np.isnan(values)
        equal = (np.isnan(values) == np.isnan(values[area])) & ~(
            np.abs(values - values[area]) > 0
        )
        others = known.any(axis=1) & ~equal.all(axis=1)
        comparable = (known == known[area]).all(axis=1)
        left_out = tuple(np.flatnonzero(others & ~comparable).tolist())
        sign = 1 if inside else -1
        return cls(values, shares, area, top, mean, sign, others, left_out)

    def change(self, shares: Floats) -> float:
        """Sum |new - old|."""
        return float(np.abs(shares - self.shares).sum())

    def beyond(self, shares: Floats, margin: float) -> Bools:
        """Whether each other is beyond the area: (m, g) -> (n, g); nan is not."""
        scores = self.mean(self.values, shares)
        ahead = self.sign * (scores - scores[self.area]) >= margin
        return np.asarray(ahead & self.others[:, None])

    def met(self, shares: Floats, margin: float = MARGIN) -> Bools:
        """Whether these shares take the area over the border: (m, g) -> (g,)."""
        beyond = self.beyond(shares, margin)
        known = ~np.isnan(self.values[self.area])
        scored = known @ shares >= LEAST_KNOWN - ROUNDED
        if self.sign > 0:
            return np.asarray(scored & (beyond.sum(axis=0) >= self.top))
        scores = self.mean(self.values, shares)
        above = self.others[:, None] & ~np.isnan(scores) & ~beyond
        return np.asarray(scored & (above.sum(axis=0) < self.top))

    def solved(self, most: float) -> tuple[Floats | None, bool]:
        """The cheapest shares by the solver, and whether none can be cheaper."""
        known = ~np.isnan(self.values[self.area])
        compared = self.others.copy()
        compared[list(self.left_out)] = False
        gaps = self.sign * (self.values[compared] - self.values[self.area]) - MARGIN
        gaps[:, ~known] = 0.0
        wanted = self.top if self.sign > 0 else len(gaps) - self.top + 1
        return cheapest(self.shares, Rivals(gaps, wanted, most), known, LEAST_KNOWN)

    def answer(self, shares: Floats, *, exact: bool) -> Tipping:
        """Score all areas anew under the shares found, and say what has changed."""
        both = np.column_stack([self.shares, shares])
        before, after = self.beyond(both, HELD).T
        return Tipping(
            enters=self.sign < 0,
            shares=shares,
            change=self.change(shares),
            rivals=tuple(np.flatnonzero(after & ~before).tolist()),
            rank=int(rank(self.mean(self.values, shares))[self.area]),
            exact=exact,
            left_out=self.left_out,
        )
