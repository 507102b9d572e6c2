"""Straight mode: geodesic distance, times a detour, over a speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.impedance.distance import all_geodesic_km
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from geo.area import StudyArea
    from geo.impedance.speeds import Speeds
    from geo.units import Floats


def straight_minutes(area: StudyArea, fitted: Speeds, season: str) -> Floats:
    """Minutes between every two desa, as if a road went everywhere: -> (n, n).

    km x detour / road speed, times the wet factor in the wet season. It knows
    neither rivers nor the sea, so an island looks as near as it lies: a check on
    the network, not a substitute.
    """
    points = area.desa.sort_index()[["lon", "lat"]].to_numpy(float)
    rain = fitted.wet_factor if season == "wet" else 1.0
    hours = all_geodesic_km(points) * fitted.detour / fitted.road
    return hours * MINUTES_PER_HOUR * rain
