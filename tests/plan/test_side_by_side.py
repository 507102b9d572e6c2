"""Police and army side by side, on the embedded area and by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import by_kecamatan, cover
from geo.coverage_sums import TOTAL
from plan.side_by_side import reported_vulnerable, side_by_side
from risk.scenario import Scenario
from risk.tps_classes import TpsCounts

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_each_service_as_if_asked_alone(knowledge: Knowledge) -> None:
    """The sums of coverage, whatever service the scenario is about."""
    found = side_by_side(knowledge, Scenario(post_type="koramil", threshold=90))
    assert list(found) == ["polsek", "koramil"]
    for service, table in found.items():
        alone = by_kecamatan(
            knowledge.places,
            cover(
                knowledge.places,
                knowledge.reach,
                post_type=service,
                threshold=90,
                season="dry",
                mode="network",
            ),
        )
        rows = table.drop(index=TOTAL)
        assert (rows["voters_reached"] == alone["voters_covered"]).all()
        assert (rows["tps_reached"] == alone["tps_covered"]).all()
        assert (rows["tps_twice"] == alone["tps_backup"]).all()
        assert table.loc[TOTAL, "voters"] == alone["voters"].sum()
        assert table["tps_vulnerable"].isna().all()  # nobody has reported yet


def test_the_scenario_decides_what_counts(knowledge: Knowledge) -> None:
    """Season and further posts change the answer."""
    choices = (
        Scenario(),
        Scenario(season="wet"),
        Scenario(counted=("polsubsektor", "pospol")),
    )
    plain, wet, more = (
        side_by_side(knowledge, chosen)["polsek"].iloc[-1] for chosen in choices
    )
    assert int(wet["tps_reached"]) < int(plain["tps_reached"])
    assert int(more["tps_twice"]) > int(plain["tps_twice"])


def test_vulnerable_by_reports_alone(knowledge: Knowledge) -> None:
    """Two or more present are vulnerable from a cut-off of 2 on; none reported: nan."""
    size = len(knowledge.places.tps_voters)
    present, reported = np.zeros(size, np.int64), np.zeros(size, np.int64)
    present[:2], reported[:3] = (2, 1), 26
    counts = TpsCounts(present, reported, np.zeros(size, bool), 26)
    told = replace(knowledge, tps_counts=counts)
    found = reported_vulnerable(told, Scenario(tps_cuts=(2, 4)))
    assert found[:3].tolist() == [1, 0, 0]
    assert np.isnan(found[3:]).all()
