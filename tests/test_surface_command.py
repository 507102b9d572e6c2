"""The surface on the terminal: its files, its JSON, its tables, its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

import cli
from geo.impedance.surface.raster import read_grid
from tests.geo.impedance.surface.grids import UTM, at, points, tiff
from views import surface_commands

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
COST = [[1, 1, 1, -1, 1], [1, 1, 1, -1, 1]]
HOSTILE = "[red]{{7*7}} ${x}"
NAMES = ["Polsek A", HOSTILE, "Di luar"]
OWN = f"EPSG:{UTM}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with friction and three points: used, on a barrier, outside."""
    (tmp_path / "f.tif").write_bytes(tiff(COST))
    places = points(at(0, 0), at(0, 3), at(9, 9), crs=OWN, name=NAMES)
    (tmp_path / "p.geojson").write_bytes(places)
    return tmp_path


def line(folder: Path, *words: object) -> list[str]:
    """Return the words of the command on the files of a folder."""
    named = ("--friction", folder / "f.tif", "--sources", folder / "p.geojson")
    out = ("--out", folder / "m.tif", "--nearest", folder / "n.tif")
    return [str(word) for word in ("surface", *named, *out, *words)]


def call(folder: Path, *words: object) -> Result:
    """Run the command inside this process."""
    return CliRunner().invoke(cli.app, line(folder, *words))


def written(path: Path) -> Any:  # noqa: ANN401 - any numbers
    """Return the values of a GeoTIFF, no data as nan."""
    return read_grid(path.read_bytes(), "friction", path.name).values


def test_from_a_shell(folder: Path) -> None:
    """By hand: 100 s a step; both grids are written, nothing goes to stderr."""
    done = subprocess.run(
        [sys.executable, "cli.py", *line(folder, "--json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout, parse_constant=pytest.fail)
    times = record.pop("minutes")
    assert list(times) == ["min", "median", "max"]
    assert times["min"] == 0
    assert times["max"] == pytest.approx((1 + 2**0.5) * 100 / 60)
    assert record == {
        "cells_reached": 6,
        "cells_without_route": 2,
        "cells_barrier": 2,
        "sources": [
            {"index": 0, "name": NAMES[0], "status": "used", "cells": 6},
            {"index": 1, "name": HOSTILE, "status": "blocked", "cells": 0},
            {"index": 2, "name": NAMES[2], "status": "outside", "cells": 0},
        ],
        "out": str(folder / "m.tif"),
        "nearest": str(folder / "n.tif"),
    }
    step, none = 100 / 60, np.nan
    np.testing.assert_allclose(
        written(folder / "m.tif")[0], [0, step, 2 * step, none, none], rtol=1e-6
    )
    np.testing.assert_array_equal(
        written(folder / "n.tif"), 2 * [[0, 0, 0, none, none]]
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("Sel tanpa rute", "di atas penghalang", "di luar grid", "4 menit")),
        ("en", ("Cells without a route", "on a barrier", "outside the grid")),
    ],
)
def test_a_table_for_people(lang: str, words: tuple[str, ...], folder: Path) -> None:
    """In their language; names are shown as they are written."""
    done = call(folder, "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in (*words, *NAMES, str(folder / "n.tif")):
        assert word in done.stdout


def test_a_limit_in_minutes(folder: Path) -> None:
    """Two minutes reach one step straight on, 1.67 minutes, but none across, 2.36."""
    record = json.loads(call(folder, "--limit", 2, "--json").stdout)
    assert (record["cells_reached"], record["cells_without_route"]) == (3, 5)


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (lambda f: (f / "f.tif").unlink(), ("f.tif",)),
        (
            lambda f: (f / "f.tif").write_text("<VRTDataset/>"),
            ("bukan GeoTIFF", "no whole GeoTIFF"),
        ),
        (
            lambda f: (f / "f.tif").write_bytes(tiff(COST, crs="EPSG:4326")),
            ("gdalwarp -t_srs EPSG:32",),
        ),
        (
            lambda f: (f / "f.tif").write_bytes(tiff([COST, COST])),
            ("berisi 2 band", "holds 2 bands"),
        ),
        (
            lambda f: (f / "f.tif").write_bytes(tiff([[-2, 0]])),
            ("Hambatan 2 sel", "friction of 2 cells"),
        ),
        (
            lambda f: (f / "p.geojson").write_bytes(points((0, 0))),
            ("Tidak satu pun", "None of the 1 sources"),
        ),
        (
            lambda f: (f / "p.geojson").write_bytes(points(None)),
            ("#1 bukan titik", "#1 are no points"),
        ),
    ],
)
def test_what_cannot_be_used_is_told_in_both_languages(
    change: Callable[[Path], object], sentences: tuple[str, ...], folder: Path
) -> None:
    """Exit code 1, no trace of Python, nothing written."""
    change(folder)
    done = call(folder)
    assert done.exit_code == 1
    assert done.stdout == ""
    for sentence in sentences:
        assert sentence in done.stderr
    assert "Traceback" not in done.output
    assert "problem." not in done.stderr
    assert not (folder / "m.tif").exists()


def test_faults_of_everything_at_once(folder: Path) -> None:
    """Both files missing; then both faulty."""
    for name in ("f.tif", "p.geojson"):
        (folder / name).write_bytes(b"garbage")
    faulty = call(folder)
    for name in ("f.tif", "p.geojson"):
        (folder / name).unlink()
    missing = call(folder)
    for done in (faulty, missing):
        assert done.exit_code == 1
        assert "f.tif" in done.stderr
        assert "p.geojson" in done.stderr


@pytest.mark.parametrize(
    ("option", "file", "other"),
    [
        ("--nearest", "m.tif", "--out"),
        ("--nearest", "f.tif", "--friction"),
        ("--out", "sub/../p.geojson", "--sources"),
        ("--out", "link.tif", "--friction"),
    ],
)
def test_a_file_given_twice_is_refused(
    option: str, file: str, other: str, folder: Path
) -> None:
    """By where it leads, not by how it is written; nothing is lost."""
    (folder / "sub").mkdir()
    (folder / "link.tif").symlink_to(folder / "f.tif")
    before = [(folder / name).read_bytes() for name in ("f.tif", "p.geojson")]
    done = call(folder, option, folder / file)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Berkas yang sama dipakai untuk" in done.stderr
    assert "The same file is given for" in done.stderr
    assert all(done.stderr.count(name) == 2 for name in (option, other))
    after = [(folder / name).read_bytes() for name in ("f.tif", "p.geojson")]
    assert before == after
    assert not (folder / "m.tif").exists()


@pytest.mark.parametrize(("limit", "shown"), [("nan", "nan"), ("-1", "-1")])
def test_a_limit_is_told_in_minutes_as_given(
    limit: str, shown: str, folder: Path
) -> None:
    """With everything else that is wrong, before anything is read."""
    done = call(folder, "--limit", limit, "--nearest", folder / "m.tif")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"--limit {shown} tidak dapat dipakai. Tulis menit" in done.stderr
    assert f"--limit {shown} cannot be used. Give minutes" in done.stderr
    assert done.stderr.count("--nearest") == 2
    assert call(folder, "--limit", 0).exit_code == 0


def test_progress_is_told_to_a_person_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal one line grows to 100 %; a pipe gets none."""
    assert call(folder).stderr == ""
    monkeypatch.setattr(surface_commands, "_is_watched", lambda: True)
    told = call(folder, "--lang", "en").stderr
    assert told.startswith("\rWorking: ")
    assert told.endswith("\rWorking: 100 %\n")
