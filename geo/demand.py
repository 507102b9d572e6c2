"""Where the demand is: kecamatan, desa and TPS as plain rows, ready to be summed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.units import Floats, Ints


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """One kecamatan and its demand: `voters` in persons, `tps` a count.

    `voters_quality` is official or estimate; `is_sea_only` where reports say that
    no usable road leads to it.
    """

    code: str
    name: str
    voters: int
    voters_quality: str
    tps: int
    is_sea_only: bool


@dataclass(frozen=True, slots=True)
class Desa:
    """One desa at its point, in degrees (WGS 84)."""

    code: str
    name: str
    kecamatan_code: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Demand of a study area in rows: kecamatan and desa in order of code.

    `tps_desa` (tps,) and `tps_kecamatan` (tps,) are the rows of each TPS's desa
    and kecamatan, `tps_voters` (tps,) its persons; `seats` (kecamatan,) the row of
    the desa that stands for each seat, `warehouse` that of the KPU warehouse.
    """

    kecamatan: tuple[Kecamatan, ...]
    desa: tuple[Desa, ...]
    tps_desa: Ints
    tps_kecamatan: Ints
    tps_voters: Ints
    seats: Ints
    warehouse: int

    def total(self, values: Ints) -> Ints:
        """Sum of a whole number per TPS over each kecamatan: (tps,) -> (n,)."""
        sums = np.zeros(len(self.kecamatan), dtype=np.int64)
        np.add.at(sums, self.tps_kecamatan, values)
        return sums

    def median(self, values: Floats) -> Floats:
        """Median of a number per TPS in each kecamatan: (tps,) -> (n,).

        The mean of the middle two where their number is even, so inf if either of
        them is; nan in a kecamatan without TPS. `values` hold no nan.
        """
        ordered = values[np.lexsort((values, self.tps_kecamatan))]
        count = np.bincount(self.tps_kecamatan, minlength=len(self.kecamatan))
        has_tps = count > 0
        first = (np.cumsum(count) - count)[has_tps]
        low, high = (count[has_tps] - 1) // 2, count[has_tps] // 2
        middle = np.full(len(count), np.nan)
        middle[has_tps] = (ordered[first + low] + ordered[first + high]) / 2
        return middle


def read_places(area: StudyArea) -> Places:
    """Rows of the study area's demand; the order of its tables does not matter."""
    desa, tps = area.desa.sort_index(), area.tps.sort_index()
    codes = area.kecamatan.index.sort_values()
    return Places(
        kecamatan=_kecamatan(area),
        desa=_desa(area),
        tps_desa=desa.index.get_indexer(tps["desa_code"]).astype(np.int64),
        tps_kecamatan=codes.get_indexer(tps["kecamatan_code"]).astype(np.int64),
        tps_voters=tps["voters_est"].to_numpy(np.int64),
        seats=desa.index.get_indexer(area.seats["desa_code"].loc[codes]),
        warehouse=int(desa.index.get_loc(area.warehouse)),
    )


def _kecamatan(area: StudyArea) -> tuple[Kecamatan, ...]:
    cut_off = area.roadless
    return tuple(
        Kecamatan(
            code=row["kecamatan_code"],
            name=row["kecamatan"],
            voters=row["voters"],
            voters_quality=row["voters_quality"],
            tps=row["tps"],
            is_sea_only=row["kecamatan_code"] in cut_off,
        )
        for row in area.kecamatan.sort_index().reset_index().to_dict("records")
    )


def _desa(area: StudyArea) -> tuple[Desa, ...]:
    columns = ["desa", "kecamatan_code", "lon", "lat"]
    frame = area.desa.sort_index()
    rows = zip(frame.index, *(frame[name].to_list() for name in columns), strict=True)
    return tuple(Desa(*row) for row in rows)
