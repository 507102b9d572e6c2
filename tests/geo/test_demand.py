"""Where the demand is, and its sums and medians per kecamatan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.demand import Desa, Kecamatan, read_places
from tests.builders import SIDE, WEST, desa_code, kecamatan_code, study_area

if TYPE_CHECKING:
    from geo.area import StudyArea
    from plan.knowledge import Knowledge

TPS = {desa_code(1): 2, desa_code(1, 2): 1, desa_code(2): 2, desa_code(2, 2): 0}


def test_rows_of_a_small_area() -> None:
    """Two squares of two desa with 2 + 1 and 2 + 0 TPS of a hundred voters."""
    places = read_places(study_area(2, 2, tps=TPS, roadless=[kecamatan_code(2)]))
    assert places.kecamatan == (
        Kecamatan(kecamatan_code(1), "Kecamatan 1", 300, "estimate", 3, False),
        Kecamatan(kecamatan_code(2), "Kecamatan 2", 200, "estimate", 2, True),
    )
    first = Desa(desa_code(1), "Desa 1-1", kecamatan_code(1), WEST + SIDE / 2, 0.0)
    assert places.desa[0] == first
    assert places.tps_desa.tolist() == [0, 0, 1, 2, 2]
    assert places.tps_kecamatan.tolist() == [0, 0, 0, 1, 1]
    assert places.tps_voters.tolist() == [100] * 5
    assert places.seats.tolist() == [0, 2]
    assert places.warehouse == 0


def test_totals_are_whole_numbers() -> None:
    """1 + 2 + 4 and 8 + 16."""
    places = read_places(study_area(2, 2, tps=TPS))
    total = places.total(np.array([1, 2, 4, 8, 16]))
    assert total.tolist() == [7, 24]
    assert total.dtype == np.int64


def test_the_median_of_odd_and_even() -> None:
    """Of 9, 1, 5: 5.  Of 2 and 3: 2.5."""
    places = read_places(study_area(2, 2, tps=TPS))
    assert places.median(np.array([9.0, 1, 5, 3, 2])).tolist() == [5, 2.5]


def test_the_median_where_many_have_no_route() -> None:
    """Two of three without a route: inf; one of two: inf as well."""
    places = read_places(study_area(2, 2, tps=TPS))
    inf = np.inf
    assert places.median(np.array([inf, 1, inf, 7, inf])).tolist() == [inf, inf]
    assert places.median(np.array([inf, 1, 2, 7, 9])).tolist() == [2, 8]


def test_a_kecamatan_without_tps_has_no_median() -> None:
    """Nothing to take the middle of: nan; its sum is 0."""
    places = read_places(study_area(2, tps={desa_code(1): 0}))
    median = places.median(np.array([4.0]))
    assert np.isnan(median[0])
    assert median[1] == 4
    assert places.total(np.array([4])).tolist() == [0, 4]


def test_the_order_of_rows_changes_nothing(area: StudyArea) -> None:
    """Kecamatan, desa, TPS and seats turned upside down."""
    turned = replace(
        area,
        kecamatan=area.kecamatan.iloc[::-1],
        desa=area.desa.iloc[::-1],
        tps=area.tps.iloc[::-1],
        seats=area.seats.iloc[::-1],
    )
    was, now = read_places(area), read_places(turned)
    assert (now.kecamatan, now.desa) == (was.kecamatan, was.desa)
    for name in ("tps_desa", "tps_kecamatan", "tps_voters", "seats"):
        assert (getattr(now, name) == getattr(was, name)).all()
    assert now.warehouse == was.warehouse


def test_the_real_area_adds_up(knowledge: Knowledge) -> None:
    """701 TPS and 297,994 voters, in 18 kecamatan; Sandaran is the one by sea."""
    places = knowledge.places
    assert len(places.tps_voters) == 701
    assert places.tps_voters.sum() == 297_994
    voters = [place.voters for place in places.kecamatan]
    assert places.total(places.tps_voters).tolist() == voters
    assert [p.name for p in places.kecamatan if p.is_sea_only] == ["Sandaran"]
    assert places.desa[places.warehouse].name == "Sangatta Utara"
