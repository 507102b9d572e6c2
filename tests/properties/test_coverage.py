"""Laws of coverage: more time or more posts never reach fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.coverage import NO_POST, Coverage, by_kecamatan, nearest
from geo.demand import read_places
from geo.impedance.reach import Post
from tests.builders import desa_code, study_area

if TYPE_CHECKING:
    from geo.units import Floats

TPS = {desa_code(1): 3, desa_code(2): 1, desa_code(3): 4}
COUNT = sum(TPS.values())
PLACES = read_places(study_area(3, tps=TPS))
TIMES = st.integers(min_value=0, max_value=120).map(float) | st.just(np.inf)
THRESHOLD = st.integers(min_value=1, max_value=130).map(float)


def tables(posts: int = 4) -> st.SearchStrategy[Floats]:
    """Minutes from up to so many posts to every TPS."""
    rows = st.integers(min_value=0, max_value=posts)
    return rows.flatmap(lambda n: arrays(float, (n, COUNT), elements=TIMES))


def covered(minutes: Floats, threshold: float) -> Coverage:
    """Return the coverage for minutes set by chance."""
    row, least = nearest(minutes)
    posts = tuple(
        Post(f"P{i}", f"Pos {i}", "polsek", "64.99.01", ()) for i in range(len(minutes))
    )
    return Coverage(posts, minutes, row, least, threshold)


@given(tables(), THRESHOLD, THRESHOLD)
def test_a_longer_threshold_never_reaches_fewer(
    minutes: Floats, one: float, other: float
) -> None:
    """Neither once nor twice."""
    short, long = (covered(minutes, t) for t in sorted([one, other]))
    assert (long.reached >= short.reached).all()
    assert (long.backed_up >= short.backed_up).all()


@given(tables(), arrays(float, (1, COUNT), elements=TIMES), THRESHOLD)
def test_an_added_post_never_lengthens_a_way(
    minutes: Floats, post: Floats, threshold: float
) -> None:
    """Nearest minutes fall or stay; who was reached stays reached."""
    before, after = (
        covered(minutes, threshold),
        covered(np.vstack([minutes, post]), threshold),
    )
    assert (after.minutes_nearest <= before.minutes_nearest).all()
    assert (after.reached >= before.reached).all()
    assert (after.backed_up >= before.backed_up).all()


@given(tables(), st.floats(min_value=1, max_value=4), THRESHOLD)
def test_rain_never_reaches_more(
    minutes: Floats, factor: float, threshold: float
) -> None:
    """Slower ways cover no more TPS."""
    dry, wet = covered(minutes, threshold), covered(minutes * factor, threshold)
    assert (wet.reached <= dry.reached).all()


@given(tables(), THRESHOLD)
def test_sums_meet(minutes: Floats, threshold: float) -> None:
    """Backup <= covered <= all, in TPS and voters; the sums are those of the TPS."""
    coverage = covered(minutes, threshold)
    table = by_kecamatan(PLACES, coverage)
    assert table["tps"].to_list() == list(TPS.values())
    assert (table["tps_backup"] <= table["tps_covered"]).all()
    assert (table["tps_covered"] <= table["tps"]).all()
    assert table["tps_covered"].sum() == coverage.reached.sum()
    assert (table["voters_covered"] == 100 * table["tps_covered"]).all()


@given(tables(), THRESHOLD)
def test_reached_means_a_named_post(minutes: Floats, threshold: float) -> None:
    """Whoever is reached has a nearest post; whoever has none is not reached."""
    coverage = covered(minutes, threshold)
    assert (coverage.nearest[coverage.reached] != NO_POST).all()
    assert ((coverage.nearest == NO_POST) == np.isinf(coverage.minutes_nearest)).all()


@given(arrays(float, COUNT, elements=TIMES))
def test_the_median_is_numpys(values: Floats) -> None:
    """Group by group, inf included."""
    expected = [
        np.median(values[PLACES.tps_kecamatan == group]) for group in range(len(TPS))
    ]
    assert PLACES.median(values).tolist() == expected


@given(arrays(np.int64, COUNT, elements=st.integers(-(10**9), 10**9)))
def test_the_total_is_numpys(values: np.ndarray) -> None:
    """Group by group, exactly."""
    expected = [values[PLACES.tps_kecamatan == group].sum() for group in range(3)]
    assert PLACES.total(values).tolist() == expected
