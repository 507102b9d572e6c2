"""Siting by distance: OR-Library's p-medians, and what an answer costs for Kutim."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from plan.siting.center import least_radius
from plan.siting.median import pmedian, pmedian_quick
from plan.siting.problem import Siting
from tests.reference.orlib import INSTANCES, siting

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = 10  # instances whose optimum is to be proven
SECONDS = 300.0
VILLAGES, STANDING = 141, 11
NUMBERS = (1, 2, 3, 5, 8)


def at_once() -> list[tuple[float, float]]:
    """How much worse quick answers are than the published optimum, in per cent.

    With the CPU seconds each took.
    """
    return [_quick(number) for number in INSTANCES]


def _quick(number: int) -> tuple[float, float]:
    asked, published = siting(number), INSTANCES[number]
    start = time.process_time()
    found = pmedian_quick(asked, published.p)
    taken = time.process_time() - start
    return 100 * (found.value / published.median - 1), taken


def proven() -> int:
    """How many of the first `SMALL` are proven, with the published optimum."""
    return sum(_is_proven(number) for number in range(1, SMALL + 1))


def _is_proven(number: int) -> bool:
    published = INSTANCES[number]
    found = pmedian(siting(number), published.p, seconds=SECONDS)
    return found.optimal and found.value == published.median


def radii() -> list[tuple[bool, float]]:
    """Whether each p-center radius is proven and as published, and CPU seconds."""
    return [_radius(number) for number in INSTANCES]


def _radius(number: int) -> tuple[bool, float]:
    asked, published = siting(number), INSTANCES[number]
    start = time.process_time()
    found = least_radius(asked, published.p, seconds=SECONDS)
    taken = time.process_time() - start
    return found.value == found.bound == published.radius, taken


def kutim(work: Callable[[Siting, int], object]) -> list[float]:
    """CPU seconds of answers for as many places as Kutim has, scattered by chance."""
    taken = []
    for seed, p in enumerate(NUMBERS):
        siting = _places(seed)
        start = time.process_time()
        work(siting, p)
        taken.append(time.process_time() - start)
    return taken


def _places(seed: int) -> Siting:
    random = np.random.default_rng(seed)
    demand, posts = (random.random((k, 2)) * 200 for k in (VILLAGES, STANDING))
    sites = np.concatenate([demand, posts])
    straight = np.hypot(*(demand[:, None] - sites[None]).transpose(2, 0, 1))
    minutes = straight * random.uniform(0.8, 1.5, straight.shape)
    fixed = np.arange(len(sites)) >= VILLAGES
    demand_ids, site_ids = ([f"{k:04}" for k in range(size)] for size in minutes.shape)
    weight = random.uniform(100, 5000, VILLAGES)
    return Siting.of(demand_ids, site_ids, minutes, weight=weight, fixed=fixed)
