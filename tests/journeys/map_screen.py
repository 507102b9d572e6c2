"""How a browser test finds its way on a map, and waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, FrameLocator, Locator, Page

expect.set_options(timeout=60_000)  # only how long to wait on a busy machine


def frame(page: Page) -> FrameLocator:
    """Return the frame the map lives in."""
    return page.frame_locator("iframe")


def painted(page: Page) -> None:
    """Wait until the map shows what the page says it shows."""
    digest = page.get_by_text("digest ").inner_text().split()[-1]
    shown = frame(page).locator(f"html[data-petarawan-digest='{digest}']")
    expect(shown).to_be_attached()


def choose(page: Page, state: str) -> None:
    """Put the app into a state and wait for the map to follow."""
    before = page.get_by_text("digest ").inner_text()
    page.get_by_text(state, exact=True).click()
    expect(page.get_by_text("digest ")).not_to_have_text(before)
    painted(page)


def area(page: Page, code: str) -> Locator:
    """Return the shape of an area."""
    return frame(page).locator(f"path[data-code='{code}']")


def box(locator: Locator) -> FloatRect:
    """Return where something stands on the screen."""
    found = locator.bounding_box()
    assert found is not None
    return found


def apart(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes share no more than a pixel at their rims."""
    return (
        one["x"] + one["width"] <= other["x"] + 1
        or other["x"] + other["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= other["y"] + 1
        or other["y"] + other["height"] <= one["y"] + 1
    )


def fills(page: Page) -> dict[str, str | None]:
    """Return the colour of each area."""
    return {code: area(page, code).get_attribute("fill") for code in "ABCD"}


def click_in(page: Page, code: str, across: float = 0.5, down: float = 0.35) -> None:
    """Click inside an area, at a share of its width and height."""
    shape = box(area(page, code))
    page.mouse.click(
        shape["x"] + across * shape["width"], shape["y"] + down * shape["height"]
    )
