"""Minutes that somebody brings: a table, or ways, in place of the product's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.impedance.access import MATRIX, Travel
from geo.impedance.edges import Quality
from geo.impedance.matrix import read_matrix
from geo.impedance.ways.lines import read_ways, usable
from geo.impedance.ways.roads import build_roads
from geo.impedance.ways.speeds_file import ASSUMED, read_speeds
from geo.reading import read_bytes, sha256

if TYPE_CHECKING:
    from pathlib import Path

    from geo.area import StudyArea
    from geo.impedance.access import Access

MAX_WAYS_BYTES = 300_000_000  # an extract of a whole island, as published


def with_matrix(access: Access, path: Path) -> Access:
    """Return the access with the minutes of a table as its mode ``matrix``.

    Raises `PetaRawanError` if it cannot be read, `LayerError` with every fault.
    """
    content = read_bytes(path)
    network = access.network
    found = read_matrix(content, path.name, network.nodes, network.speeds.wet_factor)
    travel = Travel(
        Quality.REPORTED, found.wet_quality, file=path.name, digest=sha256(content)
    )
    return access.with_mode(MATRIX, travel, found.minutes)


def with_ways(
    area: StudyArea, access: Access, path: Path, speeds: Path | None = None
) -> Access:
    """Return the access with ways of a file as its mode ``network``.

    Speeds by class are our own assumptions, those of `speeds` in their place where
    given. Minutes are worked out when they are first asked for; faults are told now.
    Raises `PetaRawanError` if a file cannot be read, `LayerError` with every fault.
    """
    given = {} if speeds is None else read_speeds(read_bytes(speeds), speeds.name)
    table = {**ASSUMED, **given}
    content = read_bytes(path, MAX_WAYS_BYTES)
    ways, left_out = usable(read_ways(content, path.name), table, area, path.name)
    is_given = all(way.kind in given for way in ways)
    quality = Quality.ESTIMATE if is_given else Quality.ASSUMED
    travel = Travel(quality, quality, path.name, sha256(content), left_out)
    roads = build_roads(area, access.network.speeds, ways, table)
    return access.with_mode("network", travel, roads.minutes)
