"""Whether so few sites reach every demand point, and which: feasibility alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array

from plan.siting.cover_all import HALF, Cover, fewest, undominated
from plan.siting.highs import Model, solve

if TYPE_CHECKING:
    from geo.units import Bools


def within(reach: Bools, p: int, seconds: float) -> Cover:
    """Find p columns at most that reach every row, or that there are none: (r, c).

    By a greedy choice and a bound where these tell, else by HiGHS, which is asked for
    no fewer than p: a model that holds the limit and has nothing to minimise is much
    sooner solved, or shown to be impossible, than the fewest are found. Where
    `seconds` stop it, what the greedy choice and the bound know.
    """
    quick = fewest(reach, enough=p, exact=False)
    if quick.chosen is None or not quick.at_least <= p < len(quick.chosen):
        return quick
    rows, columns = undominated(reach)
    solved = solve(_model(reach[np.ix_(rows, columns)], p), seconds=seconds)
    if solved.is_infeasible:
        return Cover(quick.chosen, p + 1)
    if solved.values is None:
        return quick
    return Cover(columns[solved.values > HALF], quick.at_least)


def _model(reach: Bools, p: int) -> Model:
    """One value for each column; a row for each row, and one for their number."""
    rows, columns = reach.shape
    table = np.vstack([reach, np.ones(columns, bool)])
    return Model(
        cost=np.zeros(columns),
        matrix=csc_array(table.astype(float)),
        rows_lower=np.r_[np.ones(rows), 0.0],
        rows_upper=np.r_[np.full(rows, np.inf), float(p)],
        lower=np.zeros(columns),
        upper=np.ones(columns),
        whole=np.ones(columns, bool),
    )
