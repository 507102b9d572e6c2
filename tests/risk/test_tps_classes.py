"""Classes of TPS vulnerability: counted by hand, unknown never the lowest class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.demand import read_places
from risk.measures import vulnerable_tps
from risk.scenario import Scenario
from risk.tps_classes import (
    CLASSES,
    FROM_RISK_CLASS,
    SHARE,
    TpsClasses,
    TpsCounts,
    classes_reported,
    classify_tps,
    count_reports,
    sum_classes,
)
from tests.builders import desa_code, study_area
from tests.tps_cases import reported_area

if TYPE_CHECKING:
    from geo.area import StudyArea

ONE, TWO = desa_code(1), desa_code(2)
TPS = {ONE: 3, TWO: 2}
UNKNOWN = np.array([-1, -1])


def area_by_hand() -> StudyArea:
    """Return desa 1 with three TPS and desa 2 with two, on which nobody reported."""
    return reported_area(
        [
            (ONE, "a", True),  # for all three
            (f"{ONE}-001", "b", True),
            (f"{ONE}-002", "a", False),  # its own report comes before its desa's
            (f"{ONE}-002", "b", False),
            (f"{ONE}-002", "c", False),
            (f"{ONE}-003", "a", True),
            (f"{ONE}-003", "b", True),
            (f"{ONE}-003", "c", True),
        ],
        TPS,
    )


def classified(
    area: StudyArea, scenario: Scenario, risk: np.ndarray = UNKNOWN
) -> TpsClasses:
    """Class the TPS of an area."""
    return classify_tps(count_reports(area), scenario, read_places(area), risk)


def test_indicators_are_counted() -> None:
    """Worked on paper, TPS by TPS: 2 of 2, 0 of 3, 3 of 3, nothing, nothing."""
    counts = count_reports(area_by_hand())
    assert counts.present.tolist() == [2, 0, 3, 0, 0]
    assert counts.reported.tolist() == [2, 3, 3, 0, 0]
    assert counts.from_desa.tolist() == [True, False, False, False, False]
    assert counts.indicators == 3


def test_a_count_on_a_cut_off_belongs_to_the_class_above() -> None:
    """Cut-offs 2 and 3: 2 is rawan, 3 sangat rawan, 0 kurang rawan, no report unknown.

    The first class is part known from its desa, the second and third from reports on
    all three indicators of the TPS itself.
    """
    found = classified(area_by_hand(), Scenario(tps_cuts=(2, 3)))
    assert [CLASSES[i] for i in found.tps_class[:3]] == [
        *("rawan", "kurang_rawan", "sangat_rawan"),
    ]
    assert found.tps_class[3:].tolist() == [-1, -1]
    assert found.quality == ("estimate", "reported", "reported", None, None)
    assert not found.assumed.any()


def test_cut_offs_move_classes() -> None:
    """From 3 and from 4: two present are then fewer than rawan asks for."""
    found = classified(area_by_hand(), Scenario(tps_cuts=(3, 4)))
    assert found.tps_class.tolist() == [0, 0, 1, -1, -1]


def test_what_was_not_asked_about_is_said() -> None:
    """One of three reported: the class is that of a part."""
    area = reported_area([(f"{TWO}-001", "c", False)], TPS)
    found = classified(area, Scenario())
    assert found.tps_class.tolist() == [-1, -1, -1, 0, -1]
    assert found.quality[3] == "partial"
    assert found.counts.reported[3] == 1


def test_sums_and_shares_of_a_kecamatan() -> None:
    """Kecamatan 1: one of each class, so 2 of 3 vulnerable; kecamatan 2: unknown."""
    area = area_by_hand()
    places, found = read_places(area), classified(area, Scenario(tps_cuts=(2, 3)))
    sums = sum_classes(places, found)
    assert sums.known.tolist() == [[1, 1, 1], [0, 0, 0]]
    assert sums.assumed.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert sums.unknown.tolist() == [0, 2]
    np.testing.assert_array_equal(sums.share_vulnerable, [2 / 3, np.nan])


@pytest.mark.parametrize(
    ("risk", "name"),
    [
        (0, "kurang_rawan"),
        (1, "kurang_rawan"),
        (2, "rawan"),
        (3, "sangat_rawan"),
        (4, "sangat_rawan"),
        (-1, None),
    ],
)
def test_the_assumption_for_each_class_of_a_kecamatan(
    risk: int, name: str | None
) -> None:
    """Only where nobody reported, and marked; an unknown kecamatan helps nobody."""
    area = area_by_hand()
    scenario = Scenario(tps_cuts=(2, 3), tps_assumption="kecamatan")
    found = classified(area, scenario, np.array([4, risk]))
    assert found.tps_class[:3].tolist() == [1, 0, 2]  # as reported, not as assumed
    wanted = -1 if name is None else CLASSES.index(name)
    assert found.tps_class[3:].tolist() == [wanted, wanted]
    assert found.assumed.tolist() == 3 * [False] + 2 * [name is not None]
    assert found.quality[3] == (None if name is None else "assumed")
    sums = sum_classes(read_places(area), found)
    assert sums.known.sum() == 3
    assert sums.assumed[1].sum() == (0 if name is None else 2)
    assert np.isnan(sums.share_vulnerable[1])


def test_every_risk_class_has_its_assumption() -> None:
    """Five classes, and unknown at the end, where -1 finds it."""
    assert FROM_RISK_CLASS.tolist() == [0, 0, 1, 2, 2, -1]
    assert FROM_RISK_CLASS[-1] == -1


def test_the_assumption_is_off_until_asked_for() -> None:
    """The default scenario takes no class from a kecamatan."""
    found = classified(area_by_hand(), Scenario(), np.array([4, 4]))
    assert found.tps_class[3:].tolist() == [-1, -1]


def test_the_measure_is_offered_where_there_are_reports() -> None:
    """With the share of TPS behind it; nan in a kecamatan without."""
    area = reported_area([(f"{ONE}-001", "a", True), (f"{ONE}-002", "a", False)], TPS)
    classes = classes_reported(count_reports(area), (1, 2))
    values, observed = vulnerable_tps(read_places(area), classes, wanted=False)
    np.testing.assert_array_equal(values[SHARE], [1 / 2, np.nan])
    np.testing.assert_array_equal(observed[SHARE], [2 / 3, np.nan])


def test_without_reports_there_is_no_measure_but_for_a_preset_that_wants_it() -> None:
    """And then it is unknown everywhere."""
    area = reported_area([], TPS)
    places, classes = read_places(area), classes_reported(count_reports(area), (1, 2))
    assert vulnerable_tps(places, classes, wanted=False) == ({}, {})
    values, observed = vulnerable_tps(places, classes, wanted=True)
    assert np.isnan(values[SHARE]).all()
    assert np.isnan(observed[SHARE]).all()


def test_an_area_that_names_no_indicator_knows_no_class() -> None:
    """Nothing can be reported there, so everything is unknown."""
    counts = count_reports(study_area(2))
    assert counts.indicators == 0
    assert classes_reported(counts, (1, 4)).tolist() == [-1, -1]


def test_a_count_without_a_report_is_no_class() -> None:
    """0 present of 0 reported is unknown, 0 present of 1 reported is not."""
    counts = TpsCounts(
        present=np.array([0, 0]),
        reported=np.array([0, 1]),
        from_desa=np.array([False, False]),
        indicators=26,
    )
    assert classes_reported(counts, (1, 4)).tolist() == [-1, 0]
