"""The election a study area is prepared for: it belongs to the data, not the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class VoteColumns:
    """Columns of kecamatan.csv that hold votes; "" or () where nobody counted.

    `closeness`: the votes of the two first, `closeness_tps_counted` the TPS that
    were counted for them; `turnout_voted` and `turnout_registered`: persons who
    came, and who could have.
    """

    closeness: tuple[str, ...]
    closeness_tps_counted: str
    turnout_voted: str
    turnout_registered: str

    @property
    def named(self) -> tuple[str, ...]:
        """Return the columns that must stand in the table."""
        turnout = (self.turnout_voted, self.turnout_registered)
        columns = (*self.closeness, self.closeness_tps_counted, *turnout)
        return tuple(column for column in columns if column)


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
    columns: VoteColumns
