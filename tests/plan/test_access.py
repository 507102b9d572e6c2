"""Access of a study area's voters to its posts, by hand and on the embedded area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from geo.catchment import METHODS, Bands
from geo.errors import MethodError
from plan.access import area_access
from risk.scenario import Scenario
from tests.builders import desa_code, hand_knowledge, study_area
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from geo.catchment import Method
    from plan.knowledge import Knowledge

MINUTES = np.array([[0.0, 20.0, 61.0], [20.0, 0.0, 50.0], [61.0, 50.0, 0.0]])


@pytest.fixture
def known() -> Knowledge:
    """Return three kecamatan in a row, a polsek in the first, a koramil in the last."""
    posts = [
        ("P1", "polsek", desa_code(1), ()),
        ("P2", "koramil", desa_code(3), ()),
        ("P3", "pospol", desa_code(3), ()),
    ]
    area = study_area(3, posts=posts, tps={desa_code(1): 2, desa_code(2): 2})
    return hand_knowledge(area, MINUTES)


def test_one_each_by_hand(known: Knowledge) -> None:
    """One polsek for 200 + 200 voters, the second at the very limit of 20 minutes."""
    found = area_access(known, Scenario(), method="2sfca", bands=Bands.within(20))
    assert [post.post_id for post in found.posts] == ["P1"]
    assert found.voters.tolist()[:2] == [200, 200]
    assert_allclose(found.found.ratio, [1 / 400])
    assert_allclose(found.by_kecamatan[:2], [1 / 400, 1 / 400])
    assert found.mean == pytest.approx(1 / known.places.tps_voters.sum())
    assert found.assumed == {"polsek": 1, "polres": 1}


def test_supply_by_type_by_hand(known: Knowledge) -> None:
    """20 for the polsek and 4 for the pospol, which counts only if switched on."""
    asked = Scenario(counted=("pospol",))
    per = {"polsek": 20.0, "polres": 100.0, "pospol": 4.0}
    found = area_access(
        known, asked, method="2sfca", bands=Bands.within(50), supply_per=per
    )
    third = known.places.total(known.places.tps_voters)[2]
    alone, shared = 20 / 400, 4 / (200 + third)
    assert_allclose(found.by_kecamatan, [alone, alone + shared, shared])
    assert found.assumed == per


def test_a_kecamatan_without_voters(known: Knowledge) -> None:
    """Its mean is unknown; where nobody votes at all, so is that of the whole."""
    voters = known.places.tps_voters * (known.places.tps_kecamatan == 0)
    places = replace(known.places, tps_voters=voters)
    found = area_access(
        replace(known, places=places),
        Scenario(),
        method="e2sfca",
        bands=Bands(),
    )
    assert np.isnan(found.by_kecamatan).tolist() == [False, True, True]
    places = replace(known.places, tps_voters=voters * 0)
    found = area_access(
        replace(known, places=places), Scenario(), method="e2sfca", bands=Bands()
    )
    assert np.isnan(found.mean)


def test_every_fault_of_the_assumption(known: Knowledge) -> None:
    """A type that does not count, one that lacks, numbers that are none."""
    per = {"koramil": 1.0, "polsek": -1.0}
    with pytest.raises(MethodError) as refused:
        area_access(known, Scenario(), method="2sfca", bands=Bands(), supply_per=per)
    assert codes(refused.value) == [
        *("supply_type_unknown", "supply_type_missing", "supply_per_invalid")
    ]
    unknown, missing, invalid = (values(one) for one in refused.value.problems)
    assert unknown == {"value": "koramil", "known": ("polsek", "polres")}
    assert missing == {"types": ("polres",)}
    assert invalid == {"value": "polsek=-1"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("service", ["polsek", "koramil"])
def test_the_law_holds_on_the_embedded_area(
    service: str, method: Method, knowledge: Knowledge
) -> None:
    """Voters times access, by desa and by kecamatan, is the supply in reach."""
    asked = Scenario(post_type=service)
    found = area_access(knowledge, asked, method=method, bands=Bands())
    in_use = (~np.isnan(found.found.ratio)).sum()
    assert in_use > 0
    assert_allclose(found.voters @ found.found.access, in_use)
    places = knowledge.places
    voters = places.total(places.tps_voters)
    assert_allclose(np.nansum(voters * found.by_kecamatan), in_use)
    assert_allclose(found.mean * voters.sum(), in_use)
