"""GeoTIFF in and out, and everything that is not one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import rasterio

from geo.errors import LayerError
from geo.impedance.surface import raster
from geo.impedance.surface.raster import Grid, read_grid, write_grid
from tests.geo.impedance.surface.grids import TRANSFORM, UTM, tiff
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from pathlib import Path

ONES = np.ones((2, 3))
NOISE = np.random.default_rng(0).random((50, 50))
VRT = """<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Float32"
band="1"><SimpleSource><SourceFilename>{file}</SourceFilename><SourceBand>1</SourceBand>
</SimpleSource></VRTRasterBand></VRTDataset>"""


def refused(content: bytes) -> LayerError:
    """Return the error that a file is refused with."""
    with pytest.raises(LayerError) as caught:
        read_grid(content, "friction", "f.tif")
    return caught.value


def test_values_place_and_system_come_as_they_are() -> None:
    """No data is nan, and so is nan."""
    grid = read_grid(tiff([[1, -1], [np.nan, 4.5]]), "friction", "f.tif")
    np.testing.assert_array_equal(grid.values, [[1, np.nan], [np.nan, 4.5]])
    assert grid.values.dtype == np.float32
    assert (grid.transform, grid.crs, grid.cell) == (TRANSFORM, UTM, 100.0)


def test_whole_numbers_are_scaled_as_the_file_says() -> None:
    """Stored 10 with scale 0.1 and offset 2 means 3; no data stays none."""
    content = tiff([[10, -1]], dtype="int16", scales=(0.1,), offsets=(2.0,))
    grid = read_grid(content, "friction", "f.tif")
    np.testing.assert_allclose(grid.values, [[3, np.nan]], rtol=1e-6)


@pytest.mark.parametrize(
    "grid_values",
    [
        np.array([[0, 1.25], [np.nan, 7e4]], np.float32),
        np.array([[0, -1], [5, 2]], np.int32),
    ],
)
def test_what_is_written_is_read_again(grid_values: raster.Values) -> None:
    """Type, place and no data: -9999 for minutes, -1 for a source."""
    content = write_grid(Grid(grid_values, TRANSFORM, UTM))
    again = read_grid(content, "friction", "f.tif")
    missing = np.isnan(grid_values) | (grid_values == -1)
    expected = np.where(missing, np.nan, grid_values)
    np.testing.assert_array_equal(again.values, expected)
    assert (again.transform, again.crs) == (TRANSFORM, UTM)
    with rasterio.MemoryFile(content).open() as dataset:
        assert dataset.dtypes[0] == str(grid_values.dtype)
        assert dataset.nodata == (-9999 if grid_values.dtype == np.float32 else -1)


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"II*\x00garbage", b"\x89PNG\r\n\x1a\n", tiff(NOISE)[:-3000]],
)
def test_what_is_no_whole_geotiff_is_refused(content: bytes) -> None:
    """Nothing, garbage, garbage that begins well, a picture, half a file."""
    assert codes(refused(content)) == ["grid_invalid"]


def test_a_vrt_by_the_name_of_a_tif_opens_nothing(tmp_path: Path) -> None:
    """Neither as it is nor behind the first bytes of a TIFF."""
    there = tmp_path / "there.tif"
    there.write_bytes(tiff(ONES))
    text = VRT.format(file=there).encode()
    for content in (text, b"II*\x00" + text):
        assert codes(refused(content)) == ["grid_invalid"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"crs": None}, "grid_crs_missing"),
        ({"crs": "EPSG:4326"}, "grid_crs_degrees"),
        ({"crs": "EPSG:2229"}, "grid_crs_unit"),
        (
            {"crs": "+proj=tmerc +lon_0=117.3 +ellps=WGS84 +units=m"},
            "grid_crs_unlisted",
        ),
        ({"transform": rasterio.Affine(100, 0, 0, 0, -90, 0)}, "grid_not_square"),
        ({"transform": rasterio.Affine(90, 9, 0, 9, -90, 0)}, "grid_not_square"),
    ],
)
def test_a_grid_that_cannot_be_measured_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    """No system, degrees, feet, one nobody lists; cells that are long or turned."""
    assert codes(refused(tiff(ONES, **changes))) == [code]


@pytest.mark.parametrize(
    ("west", "mend"),
    [(117.2, "EPSG:32650"), (106.0, "EPSG:32648"), (900, "EPSG:32650")],
)
def test_the_mend_names_the_zone_of_the_grid(west: float, mend: str) -> None:
    """Of our area where the degrees are none."""
    place = rasterio.Affine(0.1, 0, west, 0, -0.1, 1)
    error = refused(tiff(ONES, crs="EPSG:4326", transform=place))
    assert values(error.problems[0])["mend"] == mend


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three bands of complex numbers, in degrees, not square, too many cells."""
    monkeypatch.setattr(raster, "MOST_CELLS", 5)
    content = tiff(
        np.ones((3, 2, 3), np.complex64),
        crs="EPSG:4326",
        transform=rasterio.Affine(0.1, 0, 117, 0, -0.2, 1),
    )
    assert codes(refused(content)) == [
        *("grid_bands", "grid_too_many_cells", "grid_not_real"),
        *("grid_crs_degrees", "grid_not_square"),
    ]


def test_a_small_grid_in_a_huge_block_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A block is unpacked whole, however little of it belongs to the grid."""
    monkeypatch.setattr(raster, "MOST_CELLS", 16 * 16)
    assert read_grid(tiff(ONES), "friction", "f.tif").values.shape == (2, 3)
    blocks = {"tiled": True, "blockxsize": 32, "blockysize": 16}
    assert codes(refused(tiff(ONES, **blocks))) == ["grid_too_many_cells"]
