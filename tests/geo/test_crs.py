"""One metric coordinate system per study area."""

from __future__ import annotations

import pytest

from geo.crs import metric_crs


@pytest.mark.parametrize(
    ("bounds", "epsg"),
    [
        ((115.97, 0.02, 118.99, 1.87), 32650),
        ((106.0, -7.0, 107.0, -6.0), 32748),
        ((-180.0, 1.0, -179.0, 2.0), 32601),
        ((179.0, 1.0, 180.0, 2.0), 32660),
        ((113.0, 1.0, 115.0, 2.0), 32650),
        ((116.0, -1.0, 118.0, 1.0), 32650),
    ],
)
def test_the_zone_is_that_of_the_middle(
    bounds: tuple[float, float, float, float], epsg: int
) -> None:
    """Kutai Timur, Jakarta, both ends, a zone border (east) and the equator (north)."""
    assert metric_crs(bounds).to_epsg() == epsg
