"""The raw values of the indicators: by hand, and on the real area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geo.coverage import cover
from risk.measures import measure, observed_shares, standing_measures
from tests.builders import desa_code, hand_knowledge, kecamatan_code, study_area
from tests.risk.cases import indicator

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.units import Floats
    from plan.knowledge import Knowledge
    from risk.indicators import IndicatorTable

AVAILABLE = 1830.0  # minutes: 36 hours of travelling less 5.5 of handling
MUARA_ANCALONG, SANGATTA_UTARA, SANGKULIRANG = "64.08.01", "64.08.04", "64.08.05"
BUSANG, KALIORANG, SANDARAN, LONG_MESANGAT = (
    "64.08.06",
    "64.08.10",
    "64.08.11",
    "64.08.18",
)


@pytest.fixture(scope="module")
def table(knowledge: Knowledge) -> IndicatorTable:
    """Return the indicator table of the default scenario."""
    return measured(knowledge, [i.code for i in knowledge.indicators])


def measured(
    knowledge: Knowledge, codes: list[str], season: str = "dry"
) -> IndicatorTable:
    """Measure the named indicators at 60 minutes by network."""
    places, reach = knowledge.places, knowledge.reach
    police = cover(
        places,
        reach,
        post_type="polsek",
        threshold=60,
        season=season,
        mode="network",
    )
    standing = standing_measures(knowledge.area, places, knowledge.access, AVAILABLE)
    return measure(
        places,
        reach,
        police,
        standing=standing["network"],
        indicators=[indicator(code) for code in codes],
        observed=observed_shares(knowledge.area),
    )


def test_the_time_used_by_hand() -> None:
    """Warehouse in 1; the slowest of 2's desa is 600 minutes away, 3 has no route.

    At exactly the 600 minutes that there are it is 1; unknown where nobody says how
    many there are, where there is no route, and where there is no TPS.
    """
    minutes = np.full((6, 6), 60.0)
    np.fill_diagonal(minutes, 0.0)
    minutes[0, 3], minutes[0, 4:] = 600.0, np.inf
    stations = {desa_code(1): 0, desa_code(1, 2): 0}
    known = hand_knowledge(study_area(3, 2, tps=stations), minutes)
    given = (known.area, known.places, known.access)
    shares = standing_measures(*given, 600.0)["network"]["late_share_wet"]
    np.testing.assert_array_equal(shares, [np.nan, 1.0, np.nan])
    assert np.isnan(standing_measures(*given)["network"]["late_share_wet"]).all()


def value(table: IndicatorTable, code: str, kecamatan: str) -> float:
    """Return one value of the table."""
    row, column = table.areas.index(kecamatan), table.codes.index(code)
    return float(table.values[row, column])


@pytest.mark.parametrize(
    ("code", "kecamatan", "expected"),
    [
        ("turnout_shortfall_2019", MUARA_ANCALONG, 1 - 5841 / 8050),
        ("turnout_shortfall_2019", SANGATTA_UTARA, 1 - 35766 / 47884),
        ("closeness_2024", MUARA_ANCALONG, 1 - 399 / 6875),
        ("closeness_2024", SANGATTA_UTARA, 1 - 6342 / 56530),
        ("named_vulnerable_2020", BUSANG, 1),
        ("named_vulnerable_2020", KALIORANG, 0),
        ("area_per_tps", MUARA_ANCALONG, 1924.6 / 22),
        ("area_per_tps", SANGATTA_UTARA, 333.0 / 213),
        ("sea_only", SANDARAN, 1),
        ("sea_only", BUSANG, 0),
        ("tps_per_polsek", SANGATTA_UTARA, 213 + 52),
        ("tps_per_polsek", SANGKULIRANG, 43 + 22 + 20),
        ("kecamatan_per_polsek", SANGKULIRANG, 3),
        ("kecamatan_per_polsek", SANGATTA_UTARA, 2),
        ("share_beyond", BUSANG, 1),
        ("share_beyond", MUARA_ANCALONG, 6 / 22),  # Senyiur's six TPS
        ("minutes_police", SANGATTA_UTARA, 0),
        ("minutes_warehouse_dry", KALIORANG, 240),  # the reported 4 h, to the seat
    ],
)
def test_a_value_worked_by_hand(
    table: IndicatorTable, code: str, kecamatan: str, expected: float
) -> None:
    """From the figures of kecamatan.csv and the reports of posts.csv and links.csv."""
    assert value(table, code, kecamatan) == pytest.approx(expected)


def test_the_police_and_the_warehouse_of_muara_ancalong(table: IndicatorTable) -> None:
    """The polsek stands at the seat, the warehouse 6 h from it dry, 9.5 h wet.

    So the median TPS is as far from the warehouse as from the polsek, and 6 h more;
    in the rain both parts take their own longer time.
    """
    near = value(table, "minutes_police", MUARA_ANCALONG)
    assert value(table, "minutes_warehouse_dry", MUARA_ANCALONG) == pytest.approx(
        360 + near
    )
    wet = value(table, "minutes_warehouse_wet", MUARA_ANCALONG)
    assert wet == pytest.approx(570 + near * np.sqrt(10 / 4 * 9.5 / 6))


def test_who_serves_long_mesangat_is_unknown(table: IndicatorTable) -> None:
    """So are the TPS and kecamatan per polsek: nan, and nowhere else."""
    for code in ("tps_per_polsek", "kecamatan_per_polsek"):
        unknown = np.isnan(table.values[:, table.codes.index(code)])
        assert [a for a, u in zip(table.areas, unknown, strict=True) if u] == [
            LONG_MESANGAT
        ]


def test_nothing_else_is_unknown(table: IndicatorTable) -> None:
    """The rest of the real table is known, and finite."""
    assert int(np.isnan(table.values).sum()) == 2


def test_the_share_counted_is_shown(table: IndicatorTable) -> None:
    """Sirekap had 207 of 213 TPS of Sangatta Utara and 20 of 22 of Sandaran."""
    column = table.codes.index("closeness_2024")
    shown = dict(zip(table.areas, table.observed[:, column], strict=True))
    assert shown[SANGATTA_UTARA] == pytest.approx(207 / 213)
    assert shown[SANDARAN] == pytest.approx(20 / 22)
    others = np.delete(table.observed, column, axis=1)
    assert np.isnan(others).all()


def test_wet_is_another_table(knowledge: Knowledge) -> None:
    """The police need longer in the rain; the warehouse has one column for each."""
    codes = ["minutes_police", "minutes_warehouse_dry", "minutes_warehouse_wet"]
    dry, wet = measured(knowledge, codes), measured(knowledge, codes, "wet")
    assert (wet.values[:, 0] >= dry.values[:, 0]).all()
    assert (wet.values[:, 1:] == dry.values[:, 1:]).all()
    assert (dry.values[:, 2] >= dry.values[:, 1]).all()


def small(minutes: Floats) -> Knowledge:
    """Return two squares, 3 and 1 TPS; two polsek serve square 1, none square 2."""
    one = kecamatan_code(1)
    posts = [
        ("P1", "polsek", desa_code(1), (one,)),
        ("P2", "polsek", desa_code(1), (one,)),
    ]
    return hand_knowledge(study_area(2, posts=posts, tps={desa_code(1): 3}), minutes)


def test_two_polsek_share_the_load() -> None:
    """Three TPS, two polsek: 1.5 TPS each, half a kecamatan each; unknown in 2."""
    knowledge = small(np.array([[0.0, 61.0], [61.0, 0.0]]))
    codes = ["tps_per_polsek", "kecamatan_per_polsek", "share_beyond"]
    values = measured(knowledge, codes).values
    assert values[0].tolist() == [1.5, 0.5, 0]
    assert np.isnan(values[1, :2]).all()
    assert values[1, 2] == 1


def test_a_time_that_nobody_can_state_is_unknown() -> None:
    """No route to square 2: nan minutes, and all its TPS beyond the threshold."""
    inf = np.inf
    knowledge = small(np.array([[0, inf], [inf, 0]]))
    codes = ["minutes_police", "minutes_warehouse_dry", "share_beyond"]
    values = measured(knowledge, codes).values
    assert np.isnan(values[1, :2]).all()
    assert values[:, 2].tolist() == [0, 1]


def test_what_nobody_counted_is_unknown() -> None:
    """An election without vote columns, a fact that nobody stated."""
    knowledge = small(np.zeros((2, 2)))
    codes = ["closeness_2024", "turnout_shortfall_2019", "named_vulnerable_2020"]
    table = measured(knowledge, codes)
    assert np.isnan(table.values).all()
    assert np.isnan(table.observed).all()


def test_an_area_without_votes_or_tps_divides_by_nothing(area: StudyArea) -> None:
    """0 of 0 is unknown, never an error."""
    kecamatan = area.kecamatan.copy()
    kecamatan.loc[BUSANG, "dprdprov2019_registered_valid_tps"] = 0
    columns = list(area.election.columns.closeness)
    kecamatan.loc[BUSANG, columns] = 0
    changed = replace(area, kecamatan=kecamatan)
    minutes = np.zeros((len(area.desa), len(area.desa)))
    table = measured(
        hand_knowledge(changed, minutes), ["closeness_2024", "turnout_shortfall_2019"]
    )
    row = table.areas.index(BUSANG)
    assert np.isnan(table.values[row]).all()
    assert not np.isnan(np.delete(table.values, row, axis=0)).any()


def test_the_highest_of_several_sources_counts(area: StudyArea) -> None:
    """Two statements on one kecamatan do not stop the table."""
    facts = area.kecamatan_facts
    again = facts[facts["fact"] == "named_vulnerable_2020"].assign(value=0.0)
    twice = replace(area, kecamatan_facts=pd.concat([facts, again]))
    minutes = np.zeros((len(area.desa), len(area.desa)))
    table = measured(hand_knowledge(twice, minutes), ["named_vulnerable_2020"])
    assert value(table, "named_vulnerable_2020", BUSANG) == 1


def test_an_indicator_that_nobody_measures_gets_no_column(knowledge: Knowledge) -> None:
    """A preset that counts on it is then refused by name."""
    table = measured(knowledge, ["sea_only", "moon_phase", "share_beyond"])
    assert table.codes == ("sea_only", "share_beyond")
