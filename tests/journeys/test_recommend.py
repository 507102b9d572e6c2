"""The page of recommendations in a browser: read, moved, changed, taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.documents import docx_texts
from tests.journeys.pages import (
    PHONE,
    WIDE,
    asks,
    at_rest,
    everything,
    press,
    quiet_page,
    saved,
    until,
    visit,
)
from views.wording import text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
HOSTILE = "Catatan: ![x](http://192.0.2.1/x) {{7*7}} <img src=x onerror=alert(1)>"


def tab(page: Page, name: str) -> None:
    """Open a tab of the page."""
    page.get_by_role("tab", name=text(f"recommend.tab.{name}", "id")).click()
    at_rest(page)


def test_the_first_three_stand_above_the_fold(browser: Browser, address: str) -> None:
    """A leader sees where first and what to do there without scrolling."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "recommend")
        for name in ("1 · Sandaran", "2 · Busang", "3 · Kombeng"):
            card = page.get_by_text(re.compile(f"^{name}")).first
            expect(card).to_be_in_viewport()
        expect(page.get_by_text("Rekrut 10 petugas lokal").first).to_be_in_viewport()


def test_a_slider_moves_the_need_and_the_link(browser: Browser, address: str) -> None:
    """One step by the keyboard: fewer voters each, more officers needed."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "recommend")
        tab(page, "recruitment")
        press(page, "Pemilih per petugas (asumsi)", "ArrowLeft")
        asks(page, officer_voters="900")
        at_rest(page)
        expect(page.get_by_role("tab", selected=True)).to_have_text("Rekrutmen lokal")


def test_changed_text_reaches_the_file(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """Typed by hand, hostile, taken as DOCX: there as it was written."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "recommend")
        area = page.get_by_role("textbox", name=re.compile("^Teks dapat diubah"))
        area.fill(HOSTILE)
        area.press("Control+Enter")
        at_rest(page)
        path = saved(page, "Lembar (DOCX)", tmp_path)
        assert HOSTILE in docx_texts(path.read_bytes())
        expect(page.get_by_role("button", name="Kembalikan teks")).to_be_enabled()


def test_nothing_is_taken_from_a_file(browser: Browser, address: str) -> None:
    """The log is filled in on the page, which says that nothing is stored."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        visit(page, address, "recommend")
        tab(page, "participation")
        until(page, lambda: text("participation.log.session", "id") in everything(page))
        assert page.locator("input[type=file]").count() == 0


def test_nothing_is_cut_off_on_a_phone(browser: Browser, address: str) -> None:
    """No part of the page is wider than the screen."""
    with quiet_page(browser, address, viewport=PHONE) as page:
        visit(page, address, "recommend", "?lang=en")
        for name in ("sheet", "recruitment", "participation"):
            page.get_by_role("tab", name=text(f"recommend.tab.{name}", "en")).click()
            at_rest(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= PHONE["width"]
