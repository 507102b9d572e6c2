"""The page of people in a browser: enough or not at a glance, then by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.pages import (
    WIDE,
    everything,
    map_frame,
    quiet_page,
    until,
    visit,
)
from views.wording import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_rule_of_one_s_own_is_answered(browser: Browser, address: str) -> None:
    """Enough; with two at every TPS 788 short, hatched on the map, named in words."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "personnel")
        until(page, lambda: "Cukup untuk" in everything(page))
        field = page.get_by_label("TPS Kurang rawan", exact=True)
        field.fill("2-1-2")
        field.press("Enter")
        until(page, lambda: "Kurang 788 polisi" in everything(page))
        assert map_frame(page).locator("[data-spoke]").count() > 0
        assert text("personnel.unmet.title", "id") in everything(page)
