"""What a service reaches once and twice, per kecamatan and in total, by hand."""

from __future__ import annotations

from math import isnan, nan

import numpy as np

from geo.coverage import Coverage, nearest
from geo.coverage_sums import TOTAL, sum_coverage
from geo.demand import read_places
from geo.impedance.reach import Post
from tests.builders import desa_code, kecamatan_code, study_area

PLACES = read_places(study_area(2, tps={desa_code(1): 2, desa_code(2): 1}))
MINUTES = np.array([[60.0, 60.1, np.inf], [60.0, 10.0, np.inf]])


def coverage() -> Coverage:
    """Return two posts within 60 minutes of the first TPS, one of the second."""
    row, least = nearest(MINUTES)
    posts = tuple(
        Post(f"P{i}", f"Pos {i}", "polsek", kecamatan_code(1), ()) for i in (1, 2)
    )
    return Coverage(posts, MINUTES, row, least, 60)


def test_sums_by_hand() -> None:
    """A TPS has 100 voters; the third is not reached, exactly 60 minutes is."""
    table = sum_coverage(PLACES, coverage(), np.array([1.0, 0.0, 1.0]))
    codes = [kecamatan_code(1), kecamatan_code(2), TOTAL]
    assert table.index.to_list() == codes
    rows = {code: row.to_list() for code, row in table.T.items()}
    assert table.columns.to_list() == [
        "tps_known",
        *("voters", "voters_reached", "voters_twice"),
        *("tps", "tps_reached", "tps_twice"),
        *("tps_vulnerable", "tps_vulnerable_reached", "tps_vulnerable_twice"),
    ]
    assert rows == {
        codes[0]: [2, 200, 200, 100, 2, 2, 1, 1, 1, 1],
        codes[1]: [1, 100, 0, 0, 1, 0, 0, 1, 0, 0],
        TOTAL: [3, 300, 200, 100, 3, 2, 1, 2, 1, 1],
    }


def test_unknown_stays_unknown() -> None:
    """Of the second kecamatan nothing is known; of the first, one TPS is."""
    table = sum_coverage(PLACES, coverage(), np.array([nan, 1.0, nan]))
    assert table["tps_known"].to_list() == [1, 0, 1]
    first, second, whole = table["tps_vulnerable_reached"]
    assert (first, whole) == (1, 1)
    assert isnan(second)
    assert table["tps_vulnerable_twice"].to_list()[::2] == [0, 0]
    nobody = sum_coverage(PLACES, coverage(), np.full(3, nan))
    assert nobody["tps_vulnerable"].isna().all()
