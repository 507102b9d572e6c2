"""What coverage siting costs: beside spopt, for Kutim, for the whole country."""

from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from plan.siting.coverage import mclp, mclp_quick
from plan.siting.covers import lscp
from plan.siting.incidence import Incidence
from plan.siting.problem import Siting
from plan.siting.quick import quick
from tools.browser import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.units import Floats

SEEDS = (0, 1, 2)
SQUARE, RADIUS = 100.0, 11.28  # km: a circle of 4 % of the square
MODELS = ("mclp", "lscp")
SITES = 20
KUTIM = (701, 141, 18)  # TPS, candidates, posts that stand
COUNTRY, NEW_POSTS, VOTERS = 435_000, 700, 425  # TPS, p, voters a TPS
KILOMETRES, EARTH = 10.0, 6371.0088
SYNTHETIC = (7285, 1500.0)  # kecamatan, side of a square in km
# spopt solves with HiGHS through pulp, in a Python of its own, each model's build
# and solution in CPU seconds.
_PEER = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import pulp
from spopt.locate import LSCP, MCLP
from tools.bench.siting_coverage import RADIUS, SITES, square
seed, model = int(sys.argv[1]), sys.argv[2]
cost, weight = square(seed)
start = time.process_time()
if model == "mclp":
    asked = MCLP.from_cost_matrix(cost, weight, RADIUS, SITES)
else:
    asked = LSCP.from_cost_matrix(cost[(cost <= RADIUS).any(axis=1)], RADIUS)
asked.solve(pulp.HiGHS(msg=False, threads=1, gapRel=0.0))
taken = time.process_time() - start
print(json.dumps([taken, pulp.value(asked.problem.objective)]))
"""


def has_peer() -> bool:
    """Whether spopt is here to be measured against."""
    return importlib.util.find_spec("spopt") is not None


def square(seed: int) -> tuple[Floats, Floats]:
    """1,000 points and 500 sites in a square: costs in km, weights 1 to 500."""
    source = np.random.default_rng(seed)
    points, sites = source.random((1000, 2)) * SQUARE, source.random((500, 2)) * SQUARE
    cost = np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1))
    return cost, source.integers(1, 501, 1000).astype(float)


def beside_peer(model: str) -> Iterator[tuple[float, float]]:
    """CPU seconds for each seed, ours (compiled before) and spopt's, to the optimum.

    Raises `ValueError` where the two optima differ.
    """
    for seed in SEEDS:
        cost, weight = square(seed)
        siting = _siting(cost, weight, np.zeros(cost.shape[1], bool))
        asked = {
            "mclp": partial(mclp, siting, RADIUS, SITES),
            "lscp": partial(lscp, siting, RADIUS),
        }
        if seed == SEEDS[0]:
            asked[model]()  # compiles the loops, or reads them
        ours, answer = _timed(asked[model])
        theirs, value = _peer(seed, model)
        if not answer.optimal or abs(answer.value - value) > 1e-6 * value:
            message = f"{model}, seed {seed}: {answer.value} and {value}"
            raise ValueError(message)
        yield ours, theirs


def kutim() -> Iterator[tuple[float, float]]:
    """CPU milliseconds at once and seconds to the proof, at the size of Kutim."""
    source = np.random.default_rng(0)
    tps, sites, standing = KUTIM
    places = np.round(source.random((tps, 2)) * (200, 150) / 6) * 6
    cost = 2 * np.hypot(
        *(places[:, None] - source.random((sites, 2)) * (200, 150)).transpose(2, 0, 1)
    )
    siting = _siting(
        cost, source.integers(100, 600, tps).astype(float), np.arange(sites) < standing
    )
    for threshold in (30.0, 60.0):
        for p in range(1, 11):
            at_once, _ = _timed(partial(mclp_quick, siting, threshold, p))
            proven, _ = _timed(partial(mclp, siting, threshold, p))
            yield 1000 * at_once, proven


def country() -> tuple[str, float, float]:
    """Which data, CPU seconds and certified gap in per cent for the whole country."""
    folder = os.environ.get("PETARAWAN_NATIONAL")
    source = np.random.default_rng(0)
    name = "kecamatan of Indonesia" if folder else "synthetic"
    points, sites = _real(Path(folder), source) if folder else _synthetic(source)
    near = cKDTree(points).sparse_distance_matrix(
        cKDTree(sites), KILOMETRES, output_type="coo_matrix"
    )
    rows = csr_array((np.ones(near.nnz), (near.row, near.col)), shape=near.shape)
    weight = np.full(len(points), float(VOTERS))
    few = Incidence.of_rows(rows[:40_000], weight[:40_000])
    quick(few, 5)  # compiles the loops
    taken, found = _timed(lambda: quick(Incidence.of_rows(rows, weight), NEW_POSTS))
    return name, taken, 100 * (found.bound / found.value - 1)


def _real(folder: Path, source: np.random.Generator) -> tuple[Floats, Floats]:
    """TPS of 2024 scattered in their kecamatan, as many as asked; and the centres."""
    path = f"file:{folder / 'national_kecamatan.gpkg'}?mode=ro&immutable=1"
    with sqlite3.connect(path, uri=True) as base:
        asked = "SELECT geom, tps_pemilu2024 FROM kecamatan ORDER BY kode"
        told = base.execute(asked).fetchall()
    shapes = shapely.from_wkb([_wkb(blob) for blob, _ in told])
    counts = np.array([count or 0.0 for _, count in told])
    within = np.sort(source.choice(len(told), COUNTRY, p=counts / counts.sum()))
    lon, lat = np.empty(COUNTRY), np.empty(COUNTRY)
    centres, box = shapely.centroid(shapes), shapely.bounds(shapes)
    left = np.arange(COUNTRY)
    shapely.prepare(shapes)
    for _ in range(60):
        own, drawn = within[left], source.random((2, len(left)))
        lon[left] = box[own, 0] + drawn[0] * (box[own, 2] - box[own, 0])
        lat[left] = box[own, 1] + drawn[1] * (box[own, 3] - box[own, 1])
        left = left[~shapely.contains_xy(shapes[own], lon[left], lat[left])]
    lon[left] = shapely.get_x(centres)[within[left]]  # slivers that no draw hits
    lat[left] = shapely.get_y(centres)[within[left]]
    return _on_earth(lon, lat), _on_earth(
        shapely.get_x(centres), shapely.get_y(centres)
    )


def _wkb(blob: bytes) -> bytes:
    """A GeoPackage geometry without its header, whose box takes 0 to 64 bytes."""
    boxes = (0, 32, 48, 48, 64)
    return blob[8 + boxes[(blob[3] >> 1) & 7] :]


def _on_earth(lon: Floats, lat: Floats) -> Floats:
    """Places as seen from the centre of the earth, in km."""
    lon, lat = np.radians(lon), np.radians(lat)
    along = np.cos(lat)
    seen = (along * np.cos(lon), along * np.sin(lon), np.sin(lat))
    return EARTH * np.stack(seen, axis=1)


def _synthetic(source: np.random.Generator) -> tuple[Floats, Floats]:
    """As many points and sites in a square, scattered evenly."""
    sites, side = SYNTHETIC
    return source.random((COUNTRY, 2)) * side, source.random((sites, 2)) * side


def _siting(cost: Floats, weight: Floats, fixed: Any) -> Siting:  # noqa: ANN401 - an array of booleans
    rows, columns = cost.shape
    return Siting.of(
        [f"{row:04}" for row in range(rows)],
        [f"{column:04}" for column in range(columns)],
        cost,
        weight=weight,
        fixed=fixed,
    )


def _peer(seed: int, model: str) -> tuple[float, float]:
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PEER, str(seed), model],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    taken, value = json.loads(told.stdout.splitlines()[-1])
    return float(taken), float(value)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found
