"""What the arithmetic costs, without the machine's other work: CPU milliseconds."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from plan.evaluate import evaluate
from plan.knowledge import DEFAULT_AREA, load_knowledge
from plan.personnel.deploy import deploy
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from risk.tps_classes import CLASSES
from tools.browser import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 200
PLANS = 20
_IMPORTED = """
import time
start = time.process_time()
import plan.evaluate, plan.knowledge, views.panels, views.sidebar
print(time.process_time() - start)
"""


def score_rank_and_gaps(draws: int) -> list[float]:
    """CPU milliseconds of whole answers, each to another weight."""
    knowledge = load_knowledge(DEFAULT_AREA)
    scenarios = [
        Scenario(weights=(("teknis", 1 + n / TIMES),), draws=draws)
        for n in range(TIMES)
    ]
    return [1000 * _cpu(partial(evaluate, knowledge, asked)) for asked in scenarios]


def people(*, own: bool, mixed: bool) -> list[float]:
    """CPU milliseconds of plans for polling day, each to one of the Polres' more.

    Two police at each of the 701 TPS, the 614 spread evenly over all posts; 414 of
    them are `own`, else 100.
    """
    knowledge = load_knowledge(DEFAULT_AREA)
    result = evaluate(knowledge, Scenario())
    posts = [post.post_id for post in knowledge.reach.posts]
    pools = {"polres": 414 if own else 100, "polda": 100 if own else 414, "brimob": 100}
    homes = {
        (pool, post): number // len(posts) + (place < number % len(posts))
        for pool, number in pools.items()
        for place, post in enumerate(posts)
    }
    rules = tuple((name, "2-1-2") for name in CLASSES)
    taken = []
    for _ in range(PLANS):
        homes["polres", posts[0]] += 1
        told = tuple((*where, number) for where, number in homes.items())
        asked = Staffing(rules=rules, homes=told, mixed=mixed)
        taken.append(1000 * _cpu(partial(deploy, result, asked)))
    return taken


def load() -> float:
    """CPU seconds to read and check every layer and find every way."""
    return _cpu(lambda: load_knowledge(DEFAULT_AREA))


def imports() -> float:
    """CPU seconds to import what the pages need, in a Python of its own."""
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _IMPORTED],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return float(told.stdout)


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
