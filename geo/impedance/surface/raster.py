"""GeoTIFF in and out: one band, square cells, metres.

A grid is read from bytes that `geo.reading` has measured, in memory, by GDAL's GTiff
driver alone. GDAL by itself opens whatever the bytes say they are, and some formats
(VRT under any name, among others) are orders to open further files and addresses. With
the driver named nothing else is tried; in memory there is no folder in which a sidecar
(.aux.xml, .ovr, .msk, .tfw) could lie, and none is looked for. The coordinate system
must be one of the EPSG register: its number is taken, and no definition of the file's
own reaches the transformation of coordinates, where it could name grid files.
"""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geo.crs import metric_crs
from geo.errors import LayerError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_GRID_BYTES = 400_000_000
MOST_CELLS = 60_000_000
"""Cells of a grid that is read, and of one block of it: about 1 GB in all."""
NO_MINUTES = -9999.0
NO_SOURCE = -1
SQUARE_WITHIN = 1e-6
_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_QUIET = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR", "GDAL_PAM_ENABLED": "NO"}
_DEGREES = (-180.0, -90.0, 180.0, 90.0)

logging.getLogger("rasterio").addHandler(logging.NullHandler())  # we say it in words

Values = npt.NDArray[np.float32] | npt.NDArray[np.int32]
Transform = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values (rows, cols), where they lie, and in which system.

    `transform` is (a, b, c, d, e, f): x = a col + b row + c, y = d col + e row + f, at
    the corner of a cell, in metres; `crs` is the number in the EPSG register. In float
    values nan is no data.
    """

    values: Values
    transform: Transform
    crs: int

    @property
    def cell(self) -> float:
        """Side of a cell in metres."""
        return abs(self.transform[0])


def read_grid(content: bytes, layer: str, file: str) -> Grid:
    """Read the one band of a GeoTIFF as float32, no data as nan.

    Raises `LayerError` with every fault: no GeoTIFF, more than one band, too many
    cells, numbers that are not real, no system or one in degrees or not in metres or
    not of the EPSG register, cells that are not square or turned.
    """
    import rasterio  # noqa: PLC0415 - slow to load, and only some commands read grids
    from rasterio.errors import RasterioError  # noqa: PLC0415 - likewise

    named = {"layer": layer, "file": file}
    broken = LayerError(layer, [Problem.of("grid_invalid", **named)])
    if not content.startswith(_MAGIC):
        raise broken
    try:
        with (
            warnings.catch_warnings(),
            rasterio.Env(**_QUIET),
            rasterio.MemoryFile(content) as memory,
        ):
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            with memory.open(driver="GTiff") as dataset:
                problems = list(_problems(dataset, named))
                if problems:
                    raise LayerError(layer, problems)
                return Grid(
                    _band(dataset), tuple(dataset.transform)[:6], dataset.crs.to_epsg()
                )
    except (RasterioError, ValueError, MemoryError) as fault:
        raise broken from fault


def write_grid(grid: Grid) -> bytes:
    """Return a GeoTIFF: float32 with nan as `NO_MINUTES`, int32 with `NO_SOURCE`.

    Both are the stated value for no data. Compressed without loss.
    """
    import rasterio  # noqa: PLC0415 - slow to load, and only some commands write grids

    real = np.issubdtype(grid.values.dtype, np.floating)
    shown = np.nan_to_num(grid.values, nan=NO_MINUTES) if real else grid.values
    rows, cols = shown.shape
    profile = {
        "driver": "GTiff",
        "height": rows,
        "width": cols,
        "count": 1,
        "dtype": "float32" if real else "int32",
        "nodata": NO_MINUTES if real else NO_SOURCE,
        "crs": rasterio.CRS.from_epsg(grid.crs),
        "transform": rasterio.Affine(*grid.transform),
        "compress": "deflate",
        "predictor": 3 if real else 2,
    }
    with rasterio.Env(**_QUIET), rasterio.MemoryFile() as memory:
        with memory.open(**profile) as dataset:
            dataset.write(shown, 1)
        return bytes(memory.read())


def _band(dataset: Any) -> npt.NDArray[np.float32]:  # noqa: ANN401 - rasterio has no types
    """Return the band as it is meant: scaled, and nan where the file has no data."""
    band = dataset.read(1, masked=True).astype(np.float32).filled(np.nan)
    scaled = band * np.float32(dataset.scales[0]) + np.float32(dataset.offsets[0])
    return np.asarray(scaled, dtype=np.float32)


def _problems(dataset: Any, named: dict[str, str]) -> Iterator[Problem]:  # noqa: ANN401 - likewise
    if dataset.count != 1:
        yield Problem.of("grid_bands", **named, found=dataset.count)
    block = max(rows * cols for rows, cols in dataset.block_shapes)
    if max(dataset.width * dataset.height, block) > MOST_CELLS:
        yield Problem.of("grid_too_many_cells", **named, limit=MOST_CELLS)
    if any(kind.startswith("complex") for kind in dataset.dtypes):
        yield Problem.of("grid_not_real", **named)
    yield from _crs_problems(dataset, named)
    yield from _cell_problems(dataset, named)


def _crs_problems(dataset: Any, named: dict[str, str]) -> Iterator[Problem]:  # noqa: ANN401 - likewise
    """Say what is wrong with the system; mending names the UTM zone where it can."""
    crs = dataset.crs
    if crs is None:
        yield Problem.of("grid_crs_missing", **named)
        return
    if crs.is_geographic:
        mend = _zone(tuple(dataset.bounds))
        yield Problem.of("grid_crs_degrees", **named, mend=mend)
    elif crs.to_epsg() is None:
        yield Problem.of("grid_crs_unlisted", **named)
    elif crs.linear_units_factor[1] != 1.0:
        yield Problem.of("grid_crs_unit", **named, unit=str(crs.linear_units))


def _zone(bounds: tuple[float, ...]) -> str:
    """Name the UTM system of bounds in degrees; of our area where they are none."""
    west, south, east, north = bounds
    inside = _DEGREES[0] <= west <= east <= _DEGREES[2]
    inside = inside and _DEGREES[1] <= south <= north <= _DEGREES[3]
    return (
        f"EPSG:{metric_crs((west, south, east, north)).to_epsg() if inside else 32650}"
    )


def _cell_problems(dataset: Any, named: dict[str, str]) -> Iterator[Problem]:  # noqa: ANN401 - likewise
    across, turn, _, other_turn, down, _ = tuple(dataset.transform)[:6]
    uneven = abs(abs(across) - abs(down)) > SQUARE_WITHIN * abs(across)
    if turn or other_turn or not across or uneven:
        size = {"width": abs(across), "height": abs(down)}
        yield Problem.of("grid_not_square", **named, **size)
