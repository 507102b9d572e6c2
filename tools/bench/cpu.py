"""What the arithmetic costs, without the machine's other work: CPU milliseconds."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from plan.evaluate import evaluate
from plan.knowledge import load_knowledge
from risk.scenario import Scenario
from tools.browser import ROOT
from views.cache import DEFAULT_AREA

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 200
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
