"""What people wrote down about a way, as edges of the network."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.impedance.distance import desa_km
from geo.impedance.edges import Edge, Kind, Quality
from geo.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.area import StudyArea
    from geo.impedance.speeds import Speeds


def reported_edges(area: StudyArea, fitted: Speeds) -> Iterator[Edge]:
    """Edges of the reported links, with dry minutes given or derived.

    Dry hours as reported; else the wet report over the wet factor, an assumption;
    else reported kilometres over the fitted speed of the mode, an estimate. A link
    without any of them, or by a mode whose speed is not known, makes no edge.
    """
    for link in area.links.to_dict("records"):
        kind, quality, hours = _dry_hours(link, fitted)
        if isnan(hours):
            continue
        ends = (link["from_desa"], link["to_desa"])
        km = link["km"] if pd.notna(link["km"]) else desa_km(area, [ends])[0]
        yield Edge(
            *ends,
            mode=link["mode"],
            kind=kind,
            km=float(km),
            minutes=hours * MINUTES_PER_HOUR,
            quality=quality,
            is_fixed=quality is Quality.REPORTED,
            wet_report=link["hours_wet"] * MINUTES_PER_HOUR,
        )


def _dry_hours(link: Mapping[Any, Any], fitted: Speeds) -> tuple[Kind, Quality, float]:
    """Dry hours of a link and how they are known; nan hours if they are not."""
    dry, wet = link["hours_dry"], link["hours_wet"]
    if pd.notna(dry):
        return Kind.REPORTED, Quality.REPORTED, float(dry)
    if pd.notna(wet):
        return Kind.REPORTED, Quality.ASSUMED, float(wet) / fitted.wet_factor
    kmh = {"road": fitted.road, "sea": fitted.boat}[link["mode"]]
    return Kind.REPORTED_DISTANCE, Quality.ESTIMATE, float(link["km"]) / kmh
