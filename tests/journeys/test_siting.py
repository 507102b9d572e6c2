"""The page of proposals in a browser: read in ten seconds, changed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import (
    WIDE,
    at_rest,
    click_area,
    everything,
    map_frame,
    place,
    quiet_page,
    until,
    visit,
)
from views.wording import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
BENGALON = "64.08.09"


def circles(page: Page) -> dict[str, str]:
    """Return the number in each circle on the map, by the code of its desa."""
    marks = map_frame(page).locator("[data-candidate]")
    return {
        str(mark.get_attribute("data-candidate")): mark.locator(
            ".pr-candidate-number"
        ).text_content()
        or ""
        for mark in marks.all()
    }


def centre(mark: Locator) -> tuple[float, float]:
    """Return where the middle of something is on the screen."""
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_answer_is_proven_and_drawn(browser: Browser, address: str) -> None:
    """Three numbered circles, lines to whom they reach, and the proof beside them."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "siting")
        until(page, lambda: text("siting.proven", "id") in everything(page))
        assert sorted(circles(page).values()) == ["1", "2", "3"]
        assert map_frame(page).locator("[data-spoke]").count() > 0
        notes = map_frame(page).locator(".pr-candidate-note").all_text_contents()
        assert all(note.endswith("%") for note in notes)


def test_a_circle_is_dragged_to_another_desa(browser: Browser, address: str) -> None:
    """The first proposal, dropped on a neighbour: the answer says what that costs."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "siting")
        until(page, lambda: text("siting.proven", "id") in everything(page))
        before = circles(page)
        where = place(page, BENGALON)
        first = map_frame(page).locator("[data-candidate] svg").last
        x, y = centre(first)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y - 60, steps=8)
        page.mouse.up()
        until(page, lambda: len(set(before) - set(circles(page))) == 1)
        at_rest(page)
        assert len(set(circles(page)) & set(before)) == len(before) - 1
        now = place(page, BENGALON)  # the sentence above it may be longer
        assert (now["x"], now["width"]) == (where["x"], where["width"])
        expect(page.get_by_text("Pilihan sendiri:", exact=False).first).to_be_visible()


def test_a_tap_places_a_post(browser: Browser, address: str) -> None:
    """With the switch on, the map takes a fourth post where it is tapped."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "siting")
        before = circles(page)
        page.get_by_text(text("siting.tap", "id")).click()
        at_rest(page)
        click_area(page, BENGALON)
        until(page, lambda: len(circles(page)) == len(before) + 1)
        assert set(before) < set(circles(page))
