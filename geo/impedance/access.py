"""Minutes between all desa in one mode and season, and from any post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.network import Network, build_network
from geo.impedance.straight import straight_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.area import StudyArea
    from geo.units import Floats, Ints

SEASONS = ("dry", "wet")
MODES = ("network", "straight")
_DECIMALS = 6  # of minutes: a way slowed to a report is exactly as long as the report


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """All minutes of a study area; built once per version of its network."""

    network: Network
    between: dict[tuple[str, str], Floats]  # (mode, season) -> (n, n) minutes

    def minutes(self, mode: str, season: str) -> Floats:
        """Minutes between every two desa: -> (n, n), inf where no route."""
        return self.between[mode, season]

    def rows(self, desa_codes: Iterable[str]) -> Ints:
        """Row of each desa code: (m,) -> (m,)."""
        index = self.network.index
        return np.array([index[code] for code in desa_codes], dtype=np.int64)


def build_access(area: StudyArea) -> Access:
    """Minutes between all desa, for both modes and both seasons.

    Minutes are rounded far below any meaning, so that a time that two sums give
    is one number and stands on the same side of a threshold.
    """
    network = build_network(area)
    between = {("network", season): network.minutes(season) for season in SEASONS}
    for season in SEASONS:
        between["straight", season] = straight_minutes(area, network.speeds, season)
    rounded = {key: minutes.round(_DECIMALS) for key, minutes in between.items()}
    return Access(network, rounded)
