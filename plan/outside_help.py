"""Officers sent from posts to kecamatan: as many as can be there in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from plan.siting.highs import Model, solve

if TYPE_CHECKING:
    from geo.units import Floats, Ints

_STEP = 1e-5  # minutes: what the order of the rows counts for, among equals


def sent(strength: Ints, need: Ints, minutes: Floats, within: float) -> Ints:
    """Officers of each post sent to each kecamatan: (p,), (k,), (p, k) -> (p, k).

    Nobody is in two places: a post sends at most its `strength`, a kecamatan takes at
    most its `need`, and only over ways of at most `within` minutes (<=); no route is
    inf. As many as possible are sent; among all such ways to send them, that of the
    least minutes in sum, then the first rows. A flow on a network with whole limits
    has whole corners, and the simplex method ends on one (Dantzig 1951).
    """
    can = (minutes <= within) & (strength[:, None] > 0) & (need[None, :] > 0)
    post, place = np.nonzero(can)
    ways, (posts, places) = len(post), minutes.shape
    if not ways:
        return np.zeros((posts, places), dtype=np.int64)
    # More than any detour could save, so that sending one more always comes first.
    worth = (within + 1) * (posts + places)
    order = place * posts + post
    at = np.arange(ways)
    matrix = coo_array(
        (np.ones(2 * ways), (np.r_[post, posts + place], np.r_[at, at])),
        shape=(posts + places, ways),
    ).tocsc()
    model = Model(
        cost=minutes[post, place] + order * _STEP - worth,
        matrix=matrix,
        rows_lower=np.zeros(posts + places),
        rows_upper=np.r_[strength, need].astype(float),
        lower=np.zeros(ways),
        upper=np.full(ways, np.inf),
        whole=np.zeros(ways, dtype=np.bool_),
    )
    values = solve(model).values
    found = np.zeros((posts, places), dtype=np.int64)
    found[post, place] = np.rint(np.zeros(ways) if values is None else values)
    return found
