"""The fit that is shown: reported beside modelled."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.impedance.fit import fit_table
from geo.impedance.network import build_network
from tests.builders import desa_code, road, study_area

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_a_fit_by_hand() -> None:
    """One edge told as 0.5 h and as 2 h: modelled 1 h, ratios 2 and 0.5.

    Wet 2 h and 6 h: factor sqrt(4 x 3) = 3.4641, modelled 207.8 minutes.
    """
    links = [road(1, 2, dry=0.5, wet=2.0), road(2, 1, dry=2.0, wet=6.0)]
    area = study_area(2, links=links)
    table = fit_table(area, build_network(area))
    assert table["season"].to_list() == ["dry", "dry", "wet", "wet"]
    assert table["reported"].to_list() == [30, 120, 120, 360]
    wet = 60 * np.sqrt(12)
    assert table["modelled"].to_list() == pytest.approx([60, 60, wet, wet], rel=1e-3)
    expected = [2, 0.5, wet / 120, wet / 360]
    assert table["ratio"].to_list() == pytest.approx(expected, rel=1e-3)


def test_what_the_estimates_cannot_say_is_unknown() -> None:
    """A road to a desa that is no seat, and one between seats nothing joins."""
    links = [
        road(1, 2, dry=0.5),
        (desa_code(1), desa_code(2, 2), "road", 1.0, nan, nan),
        road(1, 3, dry=4.0),
    ]
    area = study_area(3, 2, links=links, roadless=["64.99.03"])
    table = fit_table(area, build_network(area))
    assert table["modelled"].isna().to_list() == [False, True, True]


def test_the_fit_on_the_real_area(knowledge: Knowledge) -> None:
    """Nine dry and three wet reports; the corridor fits within a fifth."""
    table = fit_table(knowledge.area, knowledge.access.network)
    assert table["season"].value_counts().to_dict() == {"dry": 9, "wet": 3}
    assert table["modelled"].notna().all()
    corridor = table[
        table["to_desa"].isin(["Miau Baru", "Muara Wahau", "Sepaso"])
        & (table["season"] == "dry")
    ]
    assert corridor["ratio"].between(0.8, 1.2).all()
    by_sea = table[table["mode"] == "sea"]
    assert by_sea["ratio"].to_list() == pytest.approx([3.24], abs=0.01)
