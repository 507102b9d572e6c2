"""Roads, ferries and rivers of an OpenStreetMap extract (.osm.pbf)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import osmium

from geo.errors import LayerError, Problem
from geo.impedance.ways.way import LAYER, ONEWAY, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.impedance.ways.way import Way
    from geo.units import Floats

_TAGS = ("highway", "route", "waterway")
_ROUTES = frozenset({"ferry"})
_WATERWAYS = frozenset({"river", "canal"})


def read_osm(content: bytes, file: str) -> list[Way]:
    """Every way with a highway tag, every ferry route, river and canal.

    A way whose nodes the extract does not hold ends there and begins again. Raises
    `LayerError` for what is no such extract. The data are OpenStreetMap's, ODbL.
    """
    try:
        return [way for each in _tagged(content) for way in _ways(each)]
    except RuntimeError as fault:
        raise LayerError(LAYER, [Problem.of("osm_invalid", file=file)]) from fault


def _tagged(content: bytes) -> Iterator[Any]:
    """Ways with a tag that we look at; an area, made of ways, is none."""
    buffer = osmium.io.FileBuffer(content, "pbf")
    kinds = osmium.osm.NODE | osmium.osm.WAY
    reader: Any = osmium.FileProcessor(buffer, kinds).with_locations()
    for each in reader.with_filter(osmium.filter.KeyFilter(*_TAGS)):
        if each.is_way():
            yield each


def _ways(each: Any) -> Iterator[Way]:  # noqa: ANN401 - osmium has no types
    tags = {str(key): str(value) for key, value in dict(each.tags).items()}
    wanted = (
        "highway" in tags
        or tags.get("route") in _ROUTES
        or tags.get("waterway") in _WATERWAYS
    )
    if not wanted:
        return
    told = {name: tags[name] for name in (*_TAGS, ONEWAY) if name in tags}
    for lonlat in _runs(each.nodes):
        yield way_of(lonlat, told)


def _runs(nodes: Any) -> Iterator[Floats]:  # noqa: ANN401 - osmium has no types
    """Stretches of neighbouring nodes that are in the extract, two or more each."""
    run: list[tuple[float, float]] = []
    for node in (*nodes, None):
        if node is not None and node.location.valid():
            run.append((node.lon, node.lat))
            continue
        if len(run) > 1:
            yield np.array(run)
        run = []
