"""Sites that hold only so much, as HiGHS takes them: who goes where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array

from plan.siting.highs import Model, Solved, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Bools, Floats, Ints
    from plan.siting.answer import SetOfSites
    from plan.siting.problem import Siting

HALF = 0.5  # between 0 and 1
SCALE = 1e5  # what an objective is made, so that the solver's tolerances are small


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Who may go where: `demand` and `site` (k,), rows and columns of the siting.

    Its values are one for each candidate, 1 where open, then one for each pair, the
    part of the demand point that goes there: 0 or 1 unless `split`. `rows` are the
    demand points of any pair.
    """

    siting: Siting
    p: int
    demand: Ints
    site: Ints
    rows: Ints
    split: bool

    @classmethod
    def of(cls, siting: Siting, p: int, allowed: Bools, *, split: bool) -> Pairs:
        """Take the pairs that are `allowed`: (n, m)."""
        demand, site = np.nonzero(allowed)
        return cls(siting, p, demand, site, np.unique(demand), split)

    def model(self, gain: Floats, *, serve_all: bool, maximise: bool) -> Model:
        """Make most or least of `gain` (k,) of the pairs, within every capacity.

        Each demand point goes out once, or at most once if not `serve_all`.
        """
        opened, pairs = len(self.siting.candidates), len(self.demand)
        blocks = [self._once(serve_all=serve_all), self._linked(), self._held()]
        blocks.append(self._number())
        where = np.cumsum([0, *(block.upper.size for block in blocks)])
        rows = np.concatenate(
            [block.rows + at for block, at in zip(blocks, where[:-1], strict=True)]
        )
        columns = np.concatenate([block.columns for block in blocks])
        data = np.concatenate([block.data for block in blocks])
        shape = (int(where[-1]), opened + pairs)
        whole = np.ones(opened + pairs, bool)
        whole[opened:] = not self.split
        return Model(
            cost=np.concatenate([np.zeros(opened), gain]),
            matrix=csc_array(coo_array((data, (rows, columns)), shape=shape)),
            rows_lower=np.concatenate([block.lower for block in blocks]),
            rows_upper=np.concatenate([block.upper for block in blocks]),
            lower=np.zeros(opened + pairs),
            upper=np.ones(opened + pairs),
            whole=whole,
            maximise=maximise,
        )

    def _place(self) -> Ints:
        """Which of the values opens the site of a pair, -1 where it stands."""
        place = np.full(len(self.siting.sites), -1)
        place[self.siting.candidates] = np.arange(len(self.siting.candidates))
        return place[self.site]

    def _values(self) -> Ints:
        return len(self.siting.candidates) + np.arange(len(self.demand))

    def _once(self, *, serve_all: bool) -> _Block:
        count = len(self.rows)
        rows = np.searchsorted(self.rows, self.demand)
        lower = np.full(count, 1.0 if serve_all else -np.inf)
        return _Block(rows, self._values(), np.ones(len(rows)), lower, np.ones(count))

    def _linked(self) -> _Block:
        """Nobody goes to a candidate that is not open."""
        place = self._place()
        new = np.flatnonzero(place >= 0)
        at = np.arange(len(new))
        return _Block(
            np.concatenate([at, at]),
            np.concatenate([self._values()[new], place[new]]),
            np.concatenate([np.ones(len(new)), -np.ones(len(new))]),
            np.full(len(new), -np.inf),
            np.zeros(len(new)),
        )

    def _held(self) -> _Block:
        """No site takes more than it holds; where that is without limit, no row."""
        siting = self.siting
        limited = np.flatnonzero(np.isfinite(siting.capacity))
        held = np.flatnonzero(np.isin(self.site, limited))
        new = np.flatnonzero(~siting.fixed[limited])
        opens = np.searchsorted(siting.candidates, limited[new])
        upper = np.where(siting.fixed[limited], siting.capacity[limited], 0.0)
        return _Block(
            np.concatenate([np.searchsorted(limited, self.site[held]), new]),
            np.concatenate([self._values()[held], opens]),
            np.concatenate(
                [siting.load[self.demand[held]], -siting.capacity[limited[new]]]
            ),
            np.full(len(limited), -np.inf),
            upper,
        )

    def _number(self) -> _Block:
        opened = len(self.siting.candidates)
        number = np.array([float(self.p)])
        at = np.zeros(opened, dtype=np.int64)
        return _Block(at, np.arange(opened), np.ones(opened), number, number)

    def opened(self, solved: Solved) -> SetOfSites:
        """The columns of the candidates that were opened."""
        candidates = self.siting.candidates
        values = np.asarray(solved.values)[: len(candidates)]
        return tuple(candidates[values > HALF].tolist())

    def shares(self, solved: Solved) -> Floats:
        """What part of each demand point goes to each site: (n, m)."""
        parts = np.asarray(solved.values)[len(self.siting.candidates) :]
        parts = np.clip(parts, 0.0, 1.0) if self.split else np.round(parts)
        shares = np.zeros(self.siting.cost.shape)
        shares[self.demand, self.site] = parts
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Rows of a model: entries, and the limits of each row."""

    rows: Ints
    columns: Ints
    data: Floats
    lower: Floats
    upper: Floats


def with_row(model: Model, row: Floats, lower: float, upper: float) -> Model:
    """Add one row to a model: (values,)."""
    below = coo_array(row[None, :])
    both = coo_array(model.matrix)
    rows, values = model.matrix.shape
    entries = (
        np.concatenate([both.data, below.data]),
        (
            np.concatenate([both.coords[0], below.coords[0] + rows]),
            np.concatenate([both.coords[1], below.coords[1]]),
        ),
    )
    return replace(
        model,
        matrix=csc_array(coo_array(entries, shape=(rows + 1, values))),
        rows_lower=np.append(model.rows_lower, lower),
        rows_upper=np.append(model.rows_upper, upper),
    )


def without(model: Model, pairs: Pairs, sets: Sequence[SetOfSites]) -> Model:
    """Forbid these sets of new sites."""
    candidates = pairs.siting.candidates
    for each in sets:
        row = np.zeros(len(model.cost))
        row[np.searchsorted(candidates, each)] = 1.0
        model = with_row(model, row, -np.inf, len(each) - 1.0)
    return model


def only(model: Model, pairs: Pairs, sites: SetOfSites) -> Model:
    """Open these new sites and no others."""
    opened = len(pairs.siting.candidates)
    lower, upper = model.lower.copy(), model.upper.copy()
    is_open = np.isin(pairs.siting.candidates, sites).astype(float)
    lower[:opened] = upper[:opened] = is_open
    return replace(model, lower=lower, upper=upper)


def run(model: Model, seconds: float) -> Solved:
    """Solve it scaled; objective and bound come back as they were."""
    size = float(np.abs(model.cost).sum())
    scale = SCALE / size if size else 1.0
    solved = solve(replace(model, cost=model.cost * scale), seconds=seconds)
    return replace(
        solved, objective=solved.objective / scale, bound=solved.bound / scale
    )
