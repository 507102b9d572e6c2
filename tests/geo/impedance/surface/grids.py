"""What the tests of grids share: a GeoTIFF of any kind, points of any kind."""

from __future__ import annotations

import json
import warnings
from typing import Any

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning

TRANSFORM = (100.0, 0.0, 500_000.0, 0.0, -100.0, 100_000.0)
"""Cells of 100 m, whose upper left corner is on the middle meridian of the zone."""
UTM = 32650


def tiff(values: Any, **changes: Any) -> bytes:  # noqa: ANN401 - any numbers, any option
    """Return a GeoTIFF of rows of numbers, or of several bands; -1 is no data."""
    bands = np.asarray(values)
    bands = bands.astype(np.float32) if bands.dtype.kind in "fi" else bands
    bands = bands[None] if bands.ndim == 2 else bands
    profile = {
        "driver": "GTiff",
        "count": len(bands),
        "height": bands.shape[1],
        "width": bands.shape[2],
        "dtype": bands.dtype,
        "crs": f"EPSG:{UTM}",
        "transform": rasterio.Affine(*TRANSFORM),
        "nodata": -1,
    }
    more = {
        name: changes.pop(name) for name in ("scales", "offsets") if name in changes
    }
    with warnings.catch_warnings(), rasterio.MemoryFile() as memory:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with memory.open(**(profile | changes)) as dataset:
            dataset.write(bands)
            for name, value in more.items():
                setattr(dataset, name, value)
        return bytes(memory.read())


def points(*places: Any, crs: str | None = None, **names: Any) -> bytes:  # noqa: ANN401 - any geometry
    """Return a GeoJSON of points (x, y), or of geometries as they are given.

    `names` are lists of properties, one value for each.
    """
    features = [
        {
            "type": "Feature",
            "properties": {key: each[n] for key, each in names.items()},
            "geometry": {"type": "Point", "coordinates": place}
            if isinstance(place, tuple)
            else place,
        }
        for n, place in enumerate(places)
    ]
    document: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document).encode()


def at(row: float, col: float) -> tuple[float, float]:
    """Return the metres of the middle of a cell."""
    return 500_000 + 100 * (col + 0.5), 100_000 - 100 * (row + 0.5)
