"""Speeds of roads and waters by class: our own assumptions, or a table of the user's.

The table is TOML: one table for each class, ``dry`` and ``wet`` in km/h.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.errors import LayerError, PetaRawanError, Problem
from geo.reading import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

Kmh = tuple[float, float]  # dry, wet

LAYER = "speeds"
FASTEST = 200.0
WATER = frozenset({"ferry", "sea", "river", "canal"})
ASSUMED: dict[str, Kmh] = {
    # Classes of OpenStreetMap; nobody publishes speeds for them here. Rain slows what
    # has no hard surface most.
    "motorway": (70.0, 60.0),
    "motorway_link": (50.0, 40.0),
    "trunk": (50.0, 40.0),
    "trunk_link": (40.0, 35.0),
    "primary": (45.0, 35.0),
    "primary_link": (40.0, 30.0),
    "secondary": (40.0, 30.0),
    "secondary_link": (35.0, 25.0),
    "tertiary": (30.0, 20.0),
    "tertiary_link": (30.0, 20.0),
    "unclassified": (25.0, 12.0),
    "residential": (20.0, 15.0),
    "living_street": (15.0, 10.0),
    "road": (20.0, 10.0),
    "service": (15.0, 8.0),
    "track": (12.0, 5.0),
    "path": (5.0, 3.0),
    "footway": (4.5, 4.0),
    "pedestrian": (4.5, 4.0),
    "cycleway": (10.0, 8.0),
    "bridleway": (4.5, 3.0),
    "steps": (2.0, 2.0),
    # Waters.
    "ferry": (14.0, 14.0),
    "sea": (14.0, 14.0),
    "river": (12.0, 12.0),
    "canal": (10.0, 10.0),
}


def read_speeds(content: bytes, file: str) -> dict[str, Kmh]:
    """Return km/h by class of a table, dry and wet.

    Wet is never quicker than dry. Raises `LayerError` naming every fault.
    """
    try:
        table = parse_toml(content, file)
    except PetaRawanError as fault:
        raise LayerError(LAYER, fault.problems) from fault
    problems = [
        each for name, row in table.items() for each in _faults(name, row, file)
    ]
    if not table:
        problems.append(Problem.of("layer_empty", layer=LAYER, file=file))
    if problems:
        raise LayerError(LAYER, problems)
    return {name: (float(row["dry"]), float(row["wet"])) for name, row in table.items()}


def _faults(name: str, row: Any, file: str) -> Iterator[Problem]:  # noqa: ANN401 - any TOML
    cells = row if isinstance(row, dict) else {}
    named = {"file": file, "name": name}
    if sorted(cells) != ["dry", "wet"]:
        yield Problem.of("speed_keys", **named)
        return
    for season in ("dry", "wet"):
        if not _is_speed(cells[season]):
            value = str(cells[season])[:60]
            yield Problem.of(
                "speed_invalid", **named, season=season, value=value, most=FASTEST
            )
    if all(map(_is_speed, cells.values())) and cells["wet"] > cells["dry"]:
        yield Problem.of("speed_wet_quicker", **named)


def _is_speed(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and 0 < value <= FASTEST
