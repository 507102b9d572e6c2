"""The election a study area is prepared for: it belongs to the data, not the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Election:
    """One election and where its counts stand in the tables.

    `tps_vintage` and `voters_vintage` are dates as precise as they are known
    (``2024-09``). The columns are those of kecamatan.csv and desa.csv; the
    facts are rows of facts.csv that the sums must meet.
    """

    name: str
    kind: str
    polling_date: date
    tps_vintage: str
    voters_vintage: str
    tps_column: str
    voters_column: str
    voters_estimate_column: str
    desa_tps_column: str
    tps_fact: str
    voters_fact: str
