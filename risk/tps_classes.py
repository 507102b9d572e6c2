"""Classes of TPS vulnerability: a count of what is reported present, by cut-offs.

Source of the indicators: Bawaslu, map of TPS vulnerability for Pilkada 2024. It
publishes no weights and no cut-offs: a TPS's value is the number of indicators
reported present, and the cut-offs are the reader's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from risk.classify import UNKNOWN_CLASS

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.demand import Places
    from geo.units import Bools, Floats, Ints
    from risk.scenario import Scenario

CLASSES = ("kurang_rawan", "rawan", "sangat_rawan")
VULNERABLE = CLASSES.index("rawan")  # the lowest class that counts as vulnerable
SHARE = "share_tps_vulnerable"  # the indicator that these classes fill
FROM_RISK_CLASS = np.array([0, 0, 1, 2, 2, UNKNOWN_CLASS])
"""The TPS class assumed for each class of a kecamatan, lowest first, then unknown.

Very low and low: kurang rawan; medium: rawan; high and very high: sangat rawan.
"""


@dataclass(frozen=True, slots=True, eq=False)
class TpsCounts:
    """What is reported of each of m TPS, in the order of the TPS layer.

    `present`: (m,) indicators reported present. `reported`: (m,) indicators that
    anybody reported on, 0 where nothing is known. `from_desa`: (m,) whether any of
    those is known only from a report on the whole desa. `indicators`: how many
    there are.
    """

    present: Ints
    reported: Ints
    from_desa: Bools
    indicators: int


@dataclass(frozen=True, slots=True, eq=False)
class TpsClasses:
    """How vulnerable each of m TPS is: 0 kurang rawan, 1 rawan, 2 sangat rawan.

    `reported_class`: (m,) by reports alone, -1 where nothing is reported.
    `tps_class`: (m,) the same, and what is assumed where the scenario asks for it.
    """

    counts: TpsCounts
    reported_class: Ints
    tps_class: Ints

    @property
    def assumed(self) -> Bools:
        """(m,) whether a class rests on the assumption and on no report."""
        found: Bools = (self.reported_class < 0) & (self.tps_class >= 0)
        return found

    @property
    def quality(self) -> tuple[str | None, ...]:
        """(m,) how far to trust each class; None where it is unknown.

        assumed: taken from the kecamatan; estimate: at least one report speaks of
        the whole desa; partial: not every indicator is reported; else reported.
        """
        counts = self.counts
        return tuple(
            np.select(
                [
                    self.tps_class < 0,
                    self.assumed,
                    counts.from_desa,
                    counts.reported < counts.indicators,
                ],
                np.array([None, "assumed", "estimate", "partial"], dtype=object),
                "reported",
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class TpsSums:
    """TPS of n kecamatan by class: `known` and `assumed` are (n, 3), `unknown` (n,).

    Together they are all TPS. `share_vulnerable`: (n,) share of the TPS known from
    reports that are rawan or sangat rawan, nan where nothing is reported; it never
    rests on the assumption.
    """

    known: Ints
    assumed: Ints
    unknown: Ints
    share_vulnerable: Floats


def count_reports(area: StudyArea) -> TpsCounts:
    """Count for each TPS of an area which indicators are present, and how many known.

    A TPS's own report comes before one on its whole desa, which holds for all of its
    TPS. The order of the reports does not matter.
    """
    codes, tps = list(area.tps_indicators.index), area.tps.sort_index()
    reports = area.tps_reports
    own = reports["tps_id"] != ""
    by_tps = _spread(reports[own], "tps_id", tps.index.to_list(), codes)
    by_desa = _spread(reports[~own], "desa_code", tps["desa_code"].to_list(), codes)
    found = np.where(np.isnan(by_tps), by_desa, by_tps)
    known = ~np.isnan(found)
    return TpsCounts(
        present=(found == 1).sum(axis=1),
        reported=known.sum(axis=1),
        from_desa=np.logical_or.reduce(known & np.isnan(by_tps), axis=1),
        indicators=len(codes),
    )


def classes_reported(counts: TpsCounts, cuts: tuple[int, int]) -> Ints:
    """Class of each TPS by reports alone: (m,), -1 where nothing is reported.

    A count exactly on a cut-off belongs to the class above it.
    """
    found = np.searchsorted(np.array(cuts), counts.present, side="right")
    return np.where(counts.reported > 0, found, UNKNOWN_CLASS)


def classify_tps(
    counts: TpsCounts, scenario: Scenario, places: Places, risk_class: Ints
) -> TpsClasses:
    """Class of each TPS: by reports, and by assumption where the scenario asks.

    Where nothing is reported the class is unknown, unless `tps_assumption` is
    "kecamatan": then it is the one that `FROM_RISK_CLASS` gives the `risk_class` (n,)
    of its kecamatan, and stays unknown where that is (-1).
    """
    reported = classes_reported(counts, scenario.tps_cuts)
    if scenario.tps_assumption != "kecamatan":
        return TpsClasses(counts, reported, reported)
    assumed = FROM_RISK_CLASS[risk_class][places.tps_kecamatan]
    return TpsClasses(counts, reported, np.where(reported < 0, assumed, reported))


def vulnerable_shares(places: Places, reported: Ints) -> tuple[Floats, Floats]:
    """Shares of a kecamatan's TPS by reports alone: (m,) classes -> (n,), (n,).

    First the rawan and sangat rawan among the TPS whose class is known, then those
    among all its TPS. Both are nan where nothing is reported.
    """
    known = places.total((reported >= 0).astype(np.int64))
    vulnerable = places.total((reported >= VULNERABLE).astype(np.int64))
    tps = places.total(np.ones(len(reported), dtype=np.int64))
    return _share(vulnerable, known), np.where(known > 0, _share(known, tps), np.nan)


def sum_classes(places: Places, classes: TpsClasses) -> TpsSums:
    """Count the TPS of each kecamatan by class; every TPS is counted once."""
    share_vulnerable, _ = vulnerable_shares(places, classes.reported_class)
    assumed = np.where(classes.assumed, classes.tps_class, UNKNOWN_CLASS)
    return TpsSums(
        known=_by_class(places, classes.reported_class),
        assumed=_by_class(places, assumed),
        unknown=places.total((classes.tps_class < 0).astype(np.int64)),
        share_vulnerable=share_vulnerable,
    )


def _spread(
    reports: pd.DataFrame, column: str, places: list[str], codes: list[str]
) -> Floats:
    """Lay reports out as (m, k): 1 present, 0 not, nan where nobody reported.

    Every report is on one of the `places`, by one of the `codes`: the layer is checked.
    """
    named, kinds = pd.Index(places).unique(), pd.Index(codes)
    table = np.full((len(named), len(kinds)), np.nan)
    rows = named.get_indexer(pd.Index(reports[column]))
    columns = kinds.get_indexer(pd.Index(reports["indicator"]))
    table[rows, columns] = reports["present"]
    return table[named.get_indexer(pd.Index(places))]


def _by_class(places: Places, classes: Ints) -> Ints:
    """Count the TPS of each class in each kecamatan: (m,) -> (n, 3); -1 is none."""
    columns = [
        places.total((classes == each).astype(np.int64)) for each in range(len(CLASSES))
    ]
    return np.column_stack(columns)


def _share(part: Ints, whole: Ints) -> Floats:
    """Part over whole, nan where the whole is 0."""
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
