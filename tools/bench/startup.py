"""From `make dashboard` to the first painted map, everything installed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tools import browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COMMAND = ("make", "--no-print-directory", "dashboard", "PORT=")
TIMES = 3


def measure(chromium: Browser) -> list[tuple[float, float]]:
    """Wall seconds of each start: until the server answers, and until the map."""
    return [_started(chromium) for _ in range(TIMES)]


def _started(chromium: Browser) -> tuple[float, float]:
    """The browser runs, but has seen nothing of this server yet."""
    page = chromium.new_context().new_page()
    start = time.monotonic()
    with browser.serving(COMMAND, {"MAKEFLAGS": ""}) as address:
        answered = time.monotonic() - start
        page.goto(address)
        page.wait_for_function(browser.PAINTED, timeout=browser.PATIENCE_MS)
        painted = time.monotonic() - start
    page.context.close()
    return answered, painted
