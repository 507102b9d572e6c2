"""The page of the logistics in a browser: read at once, moved, taken along."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.pages import (
    PATIENCE,
    PHONE,
    WIDE,
    everything,
    map_frame,
    painted,
    quiet_page,
    repainted,
    saved,
    until,
    visit,
)
from views.wording import LANGUAGES, text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ways_are_drawn_and_told(browser: Browser, address: str, lang: str) -> None:
    """Lines by road and dashed ones by boat, the headline, the timeline."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "logistics", f"?lang={lang}")
        lines = map_frame(page).locator("path.pr-route")
        assert lines.count() > 15
        dashed = map_frame(page).locator("path.pr-route-sea")
        assert dashed.count() == 1  # to Sandaran
        assert (
            dashed.first.evaluate("p => getComputedStyle(p).strokeDasharray") != "none"
        )
        until(page, lambda: "Busang" in everything(page))
        chart = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
        expect(chart).to_be_visible(timeout=PATIENCE)


def test_fewer_hours_a_day_make_some_late(browser: Browser, address: str) -> None:
    """Moved in the sidebar: lines turn red, the map is not built anew."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "logistics", "?season=wet")
        assert map_frame(page).locator("path.pr-route-late").count() == 0
        hours = page.get_by_role(
            "spinbutton", name="Jam perjalanan per hari", exact=True
        )
        hours.fill("7")
        repainted(page, lambda: hours.press("Enter"))
        assert map_frame(page).locator("path.pr-route-late").count() > 0
        until(page, lambda: "21 / 0" in everything(page))


def test_the_convoy_list_is_saved(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """As a workbook that opens, with a row for each convoy."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "logistics")
        page.get_by_role("button", name=text("download.title", "id")).click()
        path = saved(page, text("download.xlsx", "id"), tmp_path)
        book = load_workbook(io.BytesIO(path.read_bytes()))
        assert book.worksheets[0].max_row == 14


def test_a_phone_shows_it_without_sideways_scrolling(
    browser: Browser, address: str
) -> None:
    """The page is no wider than the screen."""
    with quiet_page(browser, address, viewport=PHONE) as page:
        visit(page, address, "logistics")
        painted(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
