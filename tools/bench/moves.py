"""From a key on a weight slider to the answer on the screen, three ways in turn."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tools import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

_APP = (sys.executable, "-m", "streamlit", "run", "tools/bench/app.py")
WAYS = {
    "product": browser.DASHBOARD,
    "siting": browser.DASHBOARD,
    "text": (*_APP, "text", "--server.port="),
    "rebuilt": (*_APP, "rebuilt", "--server.port="),
}
PAGES = {"siting": "siting"}  # the others stand on the page of weights
ROUNDS = 15
WARM_UP = 3
SCREEN: ViewportSize = {"width": 1600, "height": 1000}
PAUSE_MS = 400
PROOF_MS = 1500  # the proof follows the quick answer, and paints the map once more
_STEPS = 8  # from a weight of 1 to the heaviest, in halves
_SLIDER = "[data-testid=stSidebar] input[type=range][aria-valuetext='{}']"
_STANDS_AT = {"siting": 3}  # the number of new posts; the others: a weight of 1
_SETUP = (Path(__file__).parent / "watch.js").read_text("utf-8")


def measure(chromium: Browser) -> dict[str, list[float]]:
    """Milliseconds from the key to the painted answer, for each move by way.

    The ways take turns, so that whatever else the machine does meets all alike.
    """
    with ExitStack() as stack:
        pages = {
            way: _opened(chromium, stack.enter_context(browser.serving(command)), way)
            for way, command in WAYS.items()
        }
        taken: dict[str, list[float]] = {way: [] for way in pages}
        for key, counts in keys():
            for way, page in pages.items():
                time = _move(page, key)
                if way == "siting":
                    page.wait_for_timeout(PROOF_MS)
                if counts:
                    taken[way].append(time)
        return taken


def keys() -> Iterator[tuple[str, bool]]:
    """Keys that go up and down the scale, each with whether it counts."""
    for turn in range(WARM_UP + ROUNDS):
        up = turn // _STEPS % 2 == 0
        yield ("ArrowRight" if up else "ArrowLeft"), turn >= WARM_UP


def _opened(chromium: Browser, address: str, way: str) -> Page:
    page = chromium.new_context(viewport=SCREEN).new_page()
    page.set_default_timeout(browser.PATIENCE_MS)
    page.add_init_script(_SETUP)
    page.goto(f"{address}/{PAGES.get(way, 'risk')}")
    page.wait_for_function("() => bench.answers() !== ''")
    browser.await_rest(page)
    if way == "siting":
        page.wait_for_timeout(PROOF_MS)
    page.locator(_SLIDER.format(_STANDS_AT.get(way, 1))).first.focus()
    return page


def _move(page: Page, key: str) -> float:
    page.bring_to_front()
    page.wait_for_timeout(PAUSE_MS)
    page.evaluate("bench.watch()")
    page.keyboard.press(key)
    taken = float(page.evaluate("bench.answer"))
    browser.await_rest(page)
    return taken
