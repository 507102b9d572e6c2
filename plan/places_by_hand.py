"""Posts that the reader places by hand on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.impedance.distance import geodesic_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge


def nearest_desa(knowledge: Knowledge, lon: float, lat: float) -> str:
    """Code of the desa whose point is nearest to a place, in degrees (WGS 84).

    Equally near: the smaller code.
    """
    desa = knowledge.places.desa
    points = np.array([(one.lon, one.lat) for one in desa])
    here = np.broadcast_to(np.array([lon, lat]), points.shape)
    return desa[int(np.argmin(geodesic_km(here, points)))].code


def toggled(shown: Sequence[str], code: str) -> list[str]:
    """The places with one more, or one less where it was among them."""
    if code in shown:
        return [one for one in shown if one != code]
    return [*shown, code]


def dropped(shown: Sequence[str], moved: str, code: str) -> list[str]:
    """The places with one moved to another desa; two on one desa are one."""
    return list(dict.fromkeys(code if one == moved else one for one in shown))
