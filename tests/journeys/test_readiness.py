"""The two-way map and its chart in Chromium: each follows the other, and the slider."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.map_screen import apart
from tests.journeys.pages import (
    PATIENCE,
    PHONE,
    WIDE,
    areas,
    asks,
    click_area,
    place,
    press,
    quiet_page,
    repainted,
    selected,
    until,
    visit,
)
from views.wording import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

pytestmark = pytest.mark.browser

BUSANG, BENGALON = "64.08.06", "64.08.09"


def points(page: Page) -> Locator:
    """Return the points of the chart, once it is drawn."""
    found = page.locator(".pr-q [data-point]")
    expect(found.first).to_be_visible(timeout=PATIENCE)
    return found


def point(page: Page, code: str) -> Locator:
    """Return the point of one kecamatan."""
    return page.locator(f".pr-q [data-point='{code}']")


def fills(page: Page) -> dict[str, str]:
    """Return the colour of each point by the name it bears."""
    return {
        str(one.get_attribute("aria-label")).partition(". ")[0]: str(
            one.locator(".pr-q-dot").get_attribute("fill")
        )
        for one in points(page).all()
    }


def agree(page: Page) -> bool:
    """Whether map and chart paint every kecamatan alike."""
    return fills(page) == {name: colour for name, (colour, _) in areas(page).items()}


def test_map_and_chart_follow_each_other(browser: Browser, address: str) -> None:
    """A click on the map rings the point; a point, by mouse or key, its kecamatan."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "readiness")
        assert points(page).count() == 18
        assert agree(page)
        repainted(page, lambda: click_area(page, BUSANG))
        expect(point(page, BUSANG)).to_have_attribute("aria-pressed", "true")
        assert page.locator(".pr-q-ring").count() == 1
        where = place(page, BENGALON)
        repainted(page, lambda: point(page, BENGALON).locator(".pr-q-dot").click())
        assert selected(page) == [BENGALON]
        asks(page, kec=BENGALON)
        expect(point(page, BENGALON)).to_have_attribute("aria-pressed", "true")
        assert page.locator(".pr-q-ring").count() == 1
        point(page, BUSANG).focus()
        repainted(page, lambda: page.keyboard.press("Enter"))
        assert selected(page) == [BUSANG]
        assert place(page, BENGALON) == where


def test_the_threshold_moves_both_in_place(browser: Browser, address: str) -> None:
    """An hour more: other colours on both, in the map that is there."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "readiness")
        before, where = fills(page), place(page, BENGALON)
        at = point(page, BENGALON).locator(".pr-q-dot").get_attribute("cx")
        repainted(page, lambda: press(page, text("control.threshold"), "ArrowRight", 4))
        until(page, lambda: fills(page) != before and agree(page))
        assert place(page, BENGALON) == where
        moved = point(page, BENGALON).locator(".pr-q-dot").get_attribute("cx")
        assert float(str(moved)) > float(str(at))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "narrow"])
def test_no_name_covers_another_or_is_cut(
    size: dict[str, int], lang: str, browser: Browser, address: str
) -> None:
    """As drawn in the reader's typeface: every name whole, clear of the others."""
    with quiet_page(browser, address, viewport=size) as page:
        visit(page, address, "readiness", f"?lang={lang}")
        points(page).first.scroll_into_view_if_needed()
        frame = page.locator(".pr-q svg").bounding_box()
        assert frame is not None
        words = page.locator(".pr-q-label, .pr-q-name").all()
        boxes = [word.bounding_box() for word in words]
        shown = [box for box in boxes if box is not None]
        assert len(shown) == len(words) > 18
        for box in shown:
            assert box["x"] >= frame["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        covered = [
            (words[i].text_content(), words[j].text_content())
            for i, j in combinations(range(len(shown)), 2)
            if not apart(shown[i], shown[j]) and _deep(shown[i], shown[j])
        ]
        assert covered == []


def _deep(one: FloatRect, other: FloatRect) -> bool:
    """Whether letters touch: the box of a line has room above and below them."""
    top = max(one["y"], other["y"])
    bottom = min(one["y"] + one["height"], other["y"] + other["height"])
    return bottom - top > 0.35 * min(one["height"], other["height"])
