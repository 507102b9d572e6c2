"""What a least-cost surface costs, beside scikit-image and GRASS on the same grid."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import rasterio
from scipy.ndimage import gaussian_filter, zoom

from geo.impedance.surface.field import Field, Friction, add, least_cost, remove

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

SIDE, CELL, SOURCES = 2200, 100.0, 22
ROUNDS, POSTS = 3, 9
WITHIN = 1e-5
_NO_DATA = -9999.0
_NORTH = SIDE * CELL
# 8 neighbours, mean of both cells times the cells between; memory for all of the grid.
_GRASS = """
set -e
r.in.gdal input=f.tif output=f --quiet -o
g.region raster=f
r.in.xyz input=p.txt output=p x=1 y=2 z=3 method=min type=CELL separator=, --quiet
r.mapcalc "p2 = int(p)" --quiet
{
  times
  r.cost input=f output=o nearest=n start_raster=p2 memory=4000 --quiet
  times
} > times.txt
r.out.gdal input=o output=o.tif format=GTiff type=Float64 nodata=-9999 --quiet -c
r.out.gdal input=n output=n.tif format=GTiff type=Int32 nodata=-9999 --quiet -c
"""


def grid() -> tuple[Any, Any]:
    """Friction (SIDE, SIDE) in s/m, nan a barrier, and the cells of the sources.

    Smooth hills, a sea that is quick to cross, cliffs, a net of quick roads.
    """
    rng = np.random.default_rng(4)

    def smooth(width: float, sides: int = SIDE) -> Any:  # noqa: ANN401 - numbers
        rough = gaussian_filter(rng.standard_normal((sides, sides)), width)
        return (rough - rough.min()) / (rough.max() - rough.min())

    cost = 0.4 + 3 * smooth(12) + 0.2 * rng.random((SIDE, SIDE))
    sea = zoom(smooth(4, SIDE // 20), 20, order=1)
    cost[sea > np.quantile(sea, 0.85)] = 0.25
    for place in rng.integers(0, SIDE, 25):
        cost[place, :] = cost[:, (place * 7) % SIDE] = 0.08
    cliffs = smooth(6)
    cost[cliffs > np.quantile(cliffs, 0.95)] = np.nan
    cells = np.flatnonzero(np.isfinite(cost.ravel()))
    return cost.astype(np.float32), rng.choice(cells, SOURCES + POSTS, replace=False)


def missing() -> list[str]:
    """What is not here to be measured against."""
    peers = {"scikit-image": importlib.util.find_spec("skimage") is not None}
    peers["GRASS (apt-get install grass-core)"] = shutil.which("grass") is not None
    return [name for name, here in peers.items() if not here]


def version(name: str) -> str:
    """Name a peer with its version."""
    if name == "scikit-image":
        return f"{name} {importlib.metadata.version(name)}"
    asked = ["grass", "--config", "version"]
    told = subprocess.run(asked, capture_output=True, check=True)
    return f"{name} {told.stdout.decode().strip()}"


def ours(cost: Any, cells: Any) -> tuple[float, Field]:  # noqa: ANN401 - numbers
    """CPU seconds from the grid to minutes and nearest, once."""
    return _timed(lambda: least_cost(Friction.of(cost, CELL), cells))


def warm(cost: Any) -> None:  # noqa: ANN401 - numbers
    """Let everything be compiled: adding too, and what the ring leaves to the heap."""
    corner = Friction.of(np.where(np.isnan(cost), 1, cost)[:9, :9], CELL)
    for friction in (corner, Friction.of([[1e-9, 1e9]], 1.0)):
        field = add(friction, least_cost(friction, [0]), 1)
        remove(friction, field, field.sources, 0)


def scikit(cost: Any, cells: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - numbers
    """CPU seconds, ours and scikit-image's in turn; it does not tell who is nearest.

    Raises `ValueError` where its seconds differ.
    """
    from skimage.graph import MCP_Geometric  # noqa: PLC0415 - only where installed

    shut = np.where(np.isnan(cost), -1.0, cost.astype(np.float64) * CELL)
    starts = [divmod(int(cell), SIDE) for cell in cells]
    taken = []
    for _ in range(ROUNDS):
        mine, field = ours(cost, cells)
        theirs, found = _timed(lambda: MCP_Geometric(shut).find_costs(starts)[0])
        taken.append((mine, theirs))
        _require_same(field.seconds, found)
    return taken


def grass(cost: Any, cells: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - numbers
    """CPU seconds, ours and those of GRASS r.cost alone, in turn; nearest in both.

    Raises `ValueError` where its seconds differ, or who is nearest where no other
    source is as near.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_inputs(folder, cost, cells)
        shell = ["grass", "-c", "EPSG:32650", str(folder / "place"), "-e"]
        _quietly(shell, folder)
        place = str(folder / "place" / "PERMANENT")
        (folder / "do.sh").write_text(_GRASS, encoding="utf-8")
        taken = []
        for _ in range(ROUNDS):
            mine, field = ours(cost, cells)
            _quietly(["grass", place, "--exec", "bash", str(folder / "do.sh")], folder)
            theirs = _child_seconds((folder / "times.txt").read_text("utf-8"))
            taken.append((mine, theirs))
            _require_same(field.seconds, _read(folder / "o.tif"))
        _require_same_nearest(cost, cells, _read(folder / "n.tif"))
    return taken


def more(cost: Any, cells: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - numbers
    """CPU seconds of a whole run, and of adding its last source: several posts.

    Raises `ValueError` where a bit differs from the whole run.
    """
    friction = Friction.of(cost, CELL)
    first = cells[:SOURCES]
    field = least_cost(friction, first)
    return [
        _pair(
            partial(least_cost, friction, [*first, new]),
            partial(add, friction, field, new),
        )
        for new in cells[SOURCES:].tolist()
    ]


def less(cost: Any, cells: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - numbers
    """CPU seconds of a whole run without a source, and of removing it: each in turn.

    Raises `ValueError` where a bit differs from the whole run.
    """
    friction = Friction.of(cost, CELL)
    first = cells[:SOURCES]
    field = least_cost(friction, first)
    return [
        _pair(
            partial(least_cost, friction, np.delete(first, index)),
            partial(remove, friction, field, first, index),
        )
        for index in range(SOURCES)
    ]


def _pair(
    whole: Callable[[], Field], changed: Callable[[], Field]
) -> tuple[float, float]:
    """CPU seconds of both, each at its quickest of a few runs in turn; same answer."""
    pairs = []
    for _ in range(ROUNDS):
        (slow, expected), (quick, found) = _timed(whole), _timed(changed)
        pairs.append((slow, quick))
        _require_bits(found, expected)
    slowly, quickly = zip(*pairs, strict=True)
    return min(slowly), min(quickly)


def _write_inputs(folder: Path, cost: Any, cells: Any) -> None:  # noqa: ANN401 - numbers
    """Write the seconds per cell and the middles of the sources' cells."""
    values = np.where(np.isnan(cost), np.float32(_NO_DATA), cost * np.float32(CELL))
    options = {"height": SIDE, "width": SIDE, "count": 1, "dtype": "float32"}
    place = rasterio.Affine(CELL, 0, 0, 0, -CELL, _NORTH)
    with rasterio.open(
        folder / "f.tif",
        "w",
        driver="GTiff",
        nodata=_NO_DATA,
        crs="EPSG:32650",
        transform=place,
        **options,
    ) as out:
        out.write(values, 1)
    middles = [
        f"{(cell % SIDE + 0.5) * CELL},{_NORTH - (cell // SIDE + 0.5) * CELL},{n + 1}"
        for n, cell in enumerate(cells)
    ]
    (folder / "p.txt").write_text("\n".join(middles) + "\n", encoding="utf-8")


def _quietly(words: list[str], folder: Path) -> None:
    env = {**os.environ, "GRASS_OVERWRITE": "1", "HOME": str(folder)}
    subprocess.run(words, cwd=folder, env=env, check=True, capture_output=True)


def _child_seconds(text: str) -> float:
    """CPU seconds of children between two answers of the shell's `times`."""

    def seconds(line: str) -> float:
        parts = [part.rstrip("s").split("m") for part in line.split()]
        return sum(60 * float(minutes) + float(rest) for minutes, rest in parts)

    lines = text.splitlines()
    return seconds(lines[3]) - seconds(lines[1])


def _read(path: Path) -> Any:  # noqa: ANN401 - numbers
    with rasterio.open(path) as dataset:
        return dataset.read(1, masked=True).astype(np.float64).filled(np.inf)


def _require_same(mine: Any, theirs: Any) -> None:  # noqa: ANN401 - numbers
    if not np.array_equal(np.isinf(mine), np.isinf(theirs)):
        _differ("other cells are reached")
    here = np.isfinite(theirs)
    apart = np.abs(mine[here] - theirs[here]) > WITHIN * theirs[here]
    if apart.any():
        _differ(f"{np.count_nonzero(apart)} cells differ by more than {WITHIN}")


def _require_same_nearest(cost: Any, cells: Any, theirs: Any) -> None:  # noqa: ANN401 - numbers
    """Where others are named, both must be as near, as far as `WITHIN` can tell."""
    friction = Friction.of(cost, CELL)
    field = least_cost(friction, cells)
    other = np.isfinite(theirs) & (theirs - 1 != field.nearest)
    for source in np.unique(theirs[other]):
        alone = least_cost(friction, [cells[int(source) - 1]]).seconds
        at = other & (theirs == source)
        if (alone[at] > field.seconds[at] * (1 + WITHIN)).any():
            _differ("another source is nearest")


def _require_bits(one: Field, other: Field) -> None:
    same = one.framed_seconds.tobytes() == other.framed_seconds.tobytes()
    if not same or one.framed_nearest.tobytes() != other.framed_nearest.tobytes():
        _differ("a changed field is not the whole run's")


def _differ(message: str) -> None:
    raise ValueError(message)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of some work, and what it gave."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found
