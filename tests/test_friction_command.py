"""The area's own grid on the terminal: written, slowed by slopes, given back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rasterio import Affine
from typer.testing import CliRunner

import cli
from geo.impedance.surface.grid import area_frame, default_grid
from geo.impedance.surface.raster import read_grid
from tests.geo.impedance.surface.grids import points, tiff
from views import data_options

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from plan.knowledge import Knowledge


FAR = Affine(1000.0, 0.0, 500_000.0, 0.0, -1000.0, 9e6)
"""Some 9,000 km north of the area."""


@pytest.fixture(autouse=True)
def _load_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Commands use what the tests have loaded already."""
    monkeypatch.setattr(data_options, "load_knowledge", lambda *_: knowledge)


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def values(path: Path) -> Any:  # noqa: ANN401 - any numbers
    """Return the values of a GeoTIFF, no data as nan."""
    return read_grid(path.read_bytes(), "friction", path.name).values


def test_what_is_written_can_be_given_back(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """The wet grid of the area; `surface` finds its way over it."""
    out = tmp_path / "f.tif"
    done = call("friction", "--season", "wet", "--out", out, "--json")
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    grid = default_grid(knowledge.area, knowledge.access.network)
    assert np.array_equal(values(out), grid.wet.astype(np.float32), equal_nan=True)
    assert record == {
        "file": str(out),
        "data_version": knowledge.area.data_version,
        "season": "wet",
        "cell_m": 500.0,
        "cells": grid.wet.size,
        "cells_with_height": None,
    }
    row, col = np.argwhere(np.isfinite(grid.wet))[0]
    (tmp_path / "p.geojson").write_bytes(
        points(
            (
                grid.frame.west + 500 * (col + 0.5),
                grid.frame.north - 500 * (row + 0.5),
            ),
            crs=f"EPSG:{grid.frame.crs.to_epsg()}",
        )
    )
    files = ("--friction", out, "--sources", tmp_path / "p.geojson")
    written = ("--out", tmp_path / "m.tif", "--nearest", tmp_path / "n.tif")
    assert call("surface", *files, *written).exit_code == 0
    assert values(tmp_path / "m.tif")[row, col] == 0


def test_slopes_slow_the_land_away_from_links(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """Up 100 m each km: exp(0.35) times as long, where heights are known at all."""
    frame = area_frame(knowledge.area)
    slope = np.tile(np.arange(50.0) * 100, (50, 1))
    place = (1000.0, 0.0, frame.west, 0.0, -1000.0, frame.north)
    model = tmp_path / "dem.tif"
    placed = {"transform": Affine(*place), "crs": frame.crs.to_string()}
    model.write_bytes(tiff(slope, **placed))
    flat, steep = tmp_path / "flat.tif", tmp_path / "steep.tif"
    assert call("friction", "--out", flat).stdout == f"{flat}\n"
    record = json.loads(
        call("friction", "--out", steep, "--dem", model, "--json").stdout
    )
    assert record["cells_with_height"] == 100 * 100
    factor = values(steep) / values(flat)
    assert np.nanmin(factor) == 1
    assert np.isclose(factor, np.exp(0.35 * 1), rtol=1e-5).any()
    for lang, words in (("id", "sisanya dihitung datar"), ("en", "count as flat")):
        told = call("friction", "--out", steep, "--dem", model, "--lang", lang).stdout
        assert words in told
        assert ("10.000" if lang == "id" else "10,000") in told


@pytest.mark.parametrize(
    ("changes", "indonesian", "english"),
    [
        (
            {"transform": FAR},
            "tidak punya nilai di wilayah ini",
            "has no value in this area",
        ),
        ({"nodata": 7}, "tidak punya nilai di wilayah", "has no value in this area"),
        ({"crs": "EPSG:4326"}, "derajat", "degrees"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(
    tmp_path: Path,
    knowledge: Knowledge,
    changes: dict[str, Any],
    indonesian: str,
    english: str,
) -> None:
    """Elsewhere, without values, in degrees: in both languages, nothing is written."""
    frame = area_frame(knowledge.area)
    if "nodata" in changes:
        here = (1000.0, 0.0, frame.west, 0.0, -1000.0, frame.north)
        changes = changes | {"transform": Affine(*here), "crs": frame.crs.to_string()}
    model, out = tmp_path / "dem.tif", tmp_path / "f.tif"
    model.write_bytes(tiff(np.full((3, 3), 7.0), **changes))
    done = call("friction", "--out", out, "--dem", model)
    assert done.exit_code == 1
    assert indonesian in done.stderr
    assert english in done.stderr
    assert not out.exists()


def test_faults_of_the_choice_and_the_file_are_told(tmp_path: Path) -> None:
    """No such season; no such file."""
    assert call("friction", "--out", tmp_path / "f", "--season", "x").exit_code == 1
    none = ("--dem", tmp_path / "none.tif")
    assert call("friction", "--out", tmp_path / "f", *none).exit_code == 1
