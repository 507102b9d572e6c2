"""What one service reaches, once and twice: voters, TPS and vulnerable TPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from geo.coverage import Coverage
    from geo.demand import Places
    from geo.units import Floats, Ints

TOTAL = "total"
REACHED, TWICE = "_reached", "_twice"


def sum_coverage(
    places: Places, coverage: Coverage, vulnerable: Floats
) -> pd.DataFrame:
    """Sum what a service reaches, per kecamatan in order of code, then `TOTAL`.

    `vulnerable` (tps,): 1 where a TPS is vulnerable, 0 where not, nan where nobody
    knows. Columns voters (persons), tps and tps_vulnerable (counts, the latter among
    the tps_known alone), each also with ``_reached`` (a post at or within the
    threshold) and ``_twice`` (two posts or more). tps_vulnerable and what follows from
    it are nan where no TPS is known.
    """
    ones = np.ones(len(places.tps_voters), np.int64)
    known = (~np.isnan(vulnerable)).astype(np.int64)
    sums = {"tps_known": _with_total(places, known)}
    values = {
        "voters": places.tps_voters,
        "tps": ones,
        "tps_vulnerable": (vulnerable == 1).astype(np.int64),
    }
    how = {"": ones, REACHED: coverage.reached * ones, TWICE: coverage.backed_up * ones}
    for name, value in values.items():
        for suffix, is_reached in how.items():
            sums[name + suffix] = _with_total(places, value * is_reached)
    codes = [*(place.code for place in places.kecamatan), TOTAL]
    table = pd.DataFrame(sums, index=pd.Index(codes, name="kecamatan_code"))
    for suffix in how:
        column = table["tps_vulnerable" + suffix]
        table[column.name] = column.where(table["tps_known"] > 0)
    return table


def _with_total(places: Places, values: Ints) -> Ints:
    """Sum over each kecamatan, then over all of them: (tps,) -> (n + 1,)."""
    sums = places.total(values)
    return np.append(sums, sums.sum())
