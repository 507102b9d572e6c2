"""Take a picture of every page, in both languages, wide and narrow.

Run by `make screenshots`; writes docs/screenshots/.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright
from scipy.spatial import cKDTree

from tools import browser
from views import wording
from views.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FOLDER = browser.ROOT / "docs" / "screenshots"
SIZES = {"": (1600, 1000), "-narrow": (390, 844)}
COLOURS = 256  # as many as one byte tells apart
SETTLE_MS = 1500  # tables are drawn on a canvas after the page is at rest


def shots() -> Iterator[tuple[str, str, str, str, str]]:
    """Name, page, language, size and colour scheme of every picture."""
    for page in PAGES:
        title = wording.text(f"page.{page}.title", "id").casefold().replace(" ", "-")
        for lang in wording.LANGUAGES:
            for size in SIZES:
                yield f"{title}-{lang}{size}", page, lang, size, "light"
    title = wording.text("page.summary.title", "id").casefold()
    yield f"{title}-id-dark", "summary", "id", "", "dark"


def take(chromium: Browser, address: str, folder: Path) -> None:
    """Write all pictures into the folder."""
    for name, page, lang, size, scheme in shots():
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        screen = context.new_page()
        path = "" if page == PAGES[0] else page
        screen.goto(f"{address}/{path}?lang={lang}")
        _await(screen, page)
        (folder / f"{name}.png").write_bytes(small(screen.screenshot()))
        context.close()


def _await(screen: Page, page: str) -> None:
    """Wait until the page is complete: its map painted, its tables drawn."""
    if page == "data":
        screen.wait_for_selector(
            "[data-testid=stDataFrame] canvas", timeout=browser.PATIENCE_MS
        )
        browser.await_rest(screen)
    else:
        browser.await_map(screen)
    if page == "siting":  # the proof follows the map
        screen.wait_for_timeout(2 * SETTLE_MS)
    screen.wait_for_timeout(SETTLE_MS)


def small(picture: bytes) -> bytes:
    """Return the same picture in fewer colours, to keep the repository small.

    The most frequent colours stay exactly as they are, so that a legend keeps its
    own; blends at the edges of letters and lines take the nearest of them. (Pillow's
    own ways blend a small swatch into its neighbours, or round the paper's colour.)
    """
    image = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
    colours, places, counts = np.unique(
        image.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    kept = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    _, nearest = cKDTree(kept).query(colours)
    numbers = np.asarray(nearest, np.uint8)[places.reshape(image.shape[:2])]
    reduced = Image.fromarray(numbers)
    reduced.putpalette(kept.ravel().tolist())
    smaller = io.BytesIO()
    reduced.save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


def main() -> None:
    """Start the product, take the pictures, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with browser.serving(browser.DASHBOARD) as address, sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        take(chromium, address, FOLDER)
        chromium.close()


if __name__ == "__main__":
    main()
