"""An area whose names would act, in Chromium: shown as written, and nothing acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from plan.evaluate import evaluate
from plan.knowledge import load_knowledge
from risk.scenario import Scenario
from tests.bad_inputs.hostile import NAMES, hostile_area
from tests.journeys.pages import (
    DASHBOARD,
    WIDE,
    areas,
    at_rest,
    everything,
    map_frame,
    quiet_page,
    until,
    visit,
    words_at,
)
from tests.journeys.support import running
from views.wording import reason, text, without_joiners

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from plan.knowledge import Knowledge

pytestmark = pytest.mark.browser

ACTED = (
    "[data-testid=stApp] :is(.katex, a[href*='192.0.2.1'], a[href^='javascript'],"
    " img[src='x'], img[src*='192.0.2.1'], span[style*='color: red'])"
)
"""What would stand on a page if one of the names had been read as anything but text."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, area_path: Path) -> Path:
    """Return the folder of the study area with hostile names."""
    return hostile_area(area_path, tmp_path_factory.mktemp("hostile") / "area")


@pytest.fixture(scope="module")
def known(folder: Path) -> Knowledge:
    """Return what stands in that folder."""
    return load_knowledge(folder)


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the dashboard on that folder, at the root of its server."""
    cache = tmp_path_factory.mktemp("cache")
    with running(DASHBOARD, cache, PETARAWAN_AREA=str(folder)) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a tab; in the end, nothing on it has acted."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        yield page
        assert page.locator(ACTED).count() == 0


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "name", ["", "risk", "coverage", "readiness", "personnel", "logistics", "recommend"]
)
def test_names_stand_on_the_page_as_written(
    name: str, lang: str, page: Page, address: str, known: Knowledge
) -> None:
    """Title, map, tables, reasons and controls, in each language."""
    visit(page, address, name, f"?lang={lang}")
    told = everything(page)
    assert known.area.name in told
    assert known.area.election.name in told
    names = set(known.area.kecamatan["kecamatan"])
    assert set(areas(page)) == names
    if name:
        assert all(one in told for one in names)
    if name == "risk":
        preset = known.presets["rakor_2024"]
        assert preset.name[lang] in told
        assert preset.note[lang] in told
        assert all(side.name[lang] in told for side in preset.dimensions)
        used = [one for one in known.indicators if one.code in preset.members]
        assert all(one.short[lang] in told for one in used)
    if name == "readiness":
        points = page.locator(".pr-q [data-point]")
        labels = points.locator("text").all_text_contents()
        assert set(labels) == names
        said = [str(one.get_attribute("aria-label")) for one in points.all()]
        assert {one.partition(". ")[0] for one in said} == names
    if name == "coverage":
        for gap in evaluate(known, Scenario()).gaps:
            assert all(reason(one, lang) in told for one in gap.reasons)


def test_names_stand_on_the_map_as_written(
    page: Page, address: str, known: Knowledge
) -> None:
    """In tooltips of kecamatan and posts, however they are reached."""
    visit(page, address, "coverage")
    labels = map_frame(page).locator("[data-label]:not(.pr-place)")
    names = set(known.area.kecamatan["kecamatan"])
    assert set(labels.all_text_contents()) <= names
    posts = map_frame(page).locator("[data-post]")
    assert posts.count() == len(known.area.posts)
    for mark in posts.all()[:6]:
        post_id = str(mark.get_attribute("data-post"))
        name = str(known.area.posts.at[post_id, "name"])
        told = words_at(page, mark).filter(has_text=name)
        expect(told.first).to_have_text(name)


def test_names_stand_in_the_controls_as_written(
    page: Page, address: str, known: Knowledge
) -> None:
    """Presets in their list, indicators in their popover with its help."""
    visit(page, address, "risk")
    side = page.get_by_test_id("stSidebar")
    opened = side.locator("details[open]").get_by_test_id("stPopover")
    opened.first.get_by_role("button").first.click()
    indicators = known.presets["rakor_2024"].dimensions[0].indicators
    shorts = {one.code: one.short["id"] for one in known.indicators}
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    told = everything(page)
    assert all(shorts[code] in told for code, _ in indicators)
    page.keyboard.press("Escape")
    side.get_by_role("combobox", name=text("control.preset", "id")).click()
    options = [without_joiners(o) for o in page.get_by_role("option").all_inner_texts()]
    assert options == [preset.name["id"] for preset in known.presets.values()]


def test_names_stand_on_the_data_page_as_written(
    page: Page, address: str, known: Knowledge
) -> None:
    """Sources, posts, conflicts, assumptions, notices, indicators: tab by tab."""
    visit(page, address, "data")
    told, posts = "", known.area.posts["name"][:8]
    for name in (
        "sources",
        "posts",
        "tps",
        "conflicts",
        "assumptions",
        "indicators",
        "fit",
    ):
        page.get_by_role("tab", name=text(f"page.data.{name}")).click()
        panel = page.get_by_role("tabpanel").filter(visible=True)
        for expander in panel.get_by_test_id("stExpander").all():
            expander.locator("summary").click()
        for grid in panel.get_by_test_id("stDataFrame").all():
            expect(grid.locator("tbody tr").first).to_be_attached()
        at_rest(page)
        if name == "posts":  # a table is drawn a moment after its frame
            until(page, lambda: all(one in everything(page) for one in posts))
        told += everything(page)
        assert page.locator(ACTED).count() == 0
    catalogue = known.area.catalogue
    assert all(one.title["id"] in told for one in catalogue.conflicts)
    assert all(one.note["id"] in told for one in catalogue.conflicts)
    assert all(one.title["id"] in told for one in catalogue.assumptions)
    assert all(one.holder in told for one in catalogue.notices)
    assert all(one.text in told for one in catalogue.notices)
    assert all(name in told for name in posts)
    assert all(one.name["id"] in told for one in known.indicators[:8])
    assert all(name in told for name in NAMES)
