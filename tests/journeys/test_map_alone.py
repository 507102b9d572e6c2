"""The map in Chromium, with every outside host blocked and hostile names on it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.apps.map_states import HOSTILE, STATES
from tests.journeys.map_screen import (
    apart,
    area,
    box,
    choose,
    click_in,
    fills,
    frame,
    painted,
)
from tests.journeys.support import offline_page, running
from views import palette

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "apps" / "map_alone.py"
WIDE = {"width": 1200, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app below a base path, as behind a government's proxy."""
    with running(APP, tmp_path_factory.mktemp("cache"), "peta/rawan") as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the app on a wide screen and wait for the first painted map."""
    with offline_page(browser, address, viewport=WIDE) as page:
        page.goto(address)
        painted(page)
        yield page


def test_every_area_has_the_colour_of_its_class(page: Page) -> None:
    """Worst, middle, best; and grey, not a class, where nothing is known."""
    unknown = palette.THEMES["light"].unknown
    assert fills(page) == {"A": "#b30000", "B": "#fc8d59", "C": "#fef0d9", "D": unknown}


def test_names_are_shown_as_written(page: Page) -> None:
    """On the map, in its tooltips, for a screen reader; none of them acts."""
    labels = frame(page).locator("[data-label]:not(.pr-place)")
    assert labels.all_text_contents() == list(HOSTILE)
    area(page, "D").hover(position={"x": 20, "y": 20})
    tip = frame(page).locator(".pr-tooltip")
    assert tip.locator("strong").text_content() == HOSTILE[3]
    assert tip.locator("span").all_text_contents() == [f"{HOSTILE[3]} / -1"]
    assert frame(page).locator(".pr-inset span").text_content() == HOSTILE[0]
    assert frame(page).locator("img, script:not([src])[src*='x']").count() == 0


@pytest.mark.parametrize(
    ("mark", "name", "lines"),
    [
        ("[data-post='P9']", HOSTILE[2], [HOSTILE[3]]),
        ("[data-candidate='A.1']", HOSTILE[3], [HOSTILE[0]]),
        ("[data-desa='C.1']", HOSTILE[0], [HOSTILE[1]]),
    ],
)
def test_a_mark_says_what_it_is(
    page: Page, mark: str, name: str, lines: list[str]
) -> None:
    """A click on a sign opens its words and leaves the selection alone."""
    choose(page, "dark")
    place = box(frame(page).locator(mark))
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    tip = frame(page).locator(".pr-tooltip")
    assert tip.locator("strong").text_content() == name
    assert tip.locator("span").all_text_contents() == lines
    page.wait_for_timeout(600)  # st_folium waits 250 ms before it sends a click
    choose(page, "classes")  # ... and the server answers one thing after another
    assert page.get_by_text("chosen ").inner_text() == "chosen None"


def test_a_new_payload_keeps_pan_and_zoom(page: Page) -> None:
    """Only the colours change; the same map stays where the reader put it."""
    frame(page).locator(".pr-zoom-in").click()
    page.mouse.move(500, 600)
    page.mouse.down()
    page.mouse.move(440, 560, steps=4)
    page.mouse.up()
    before = box(area(page, "A"))
    choose(page, "classes")
    assert box(area(page, "A")) == before
    assert list(fills(page).values()) == list(palette.RISK[:4])


def test_corrected_posts_appear_move_and_vanish(page: Page) -> None:
    """P0 and the proposal go, P9 moves north, P10 comes; the rest is untouched."""
    marks = frame(page).locator("[data-post]")
    frame(page).locator("[data-post='P1']").evaluate("mark => mark.untouched = true")
    south = box(frame(page).locator("[data-post='P9']"))["y"]
    choose(page, "corrected")
    ids = [mark.get_attribute("data-post") for mark in marks.all()]
    assert sorted(map(str, ids)) == ["P1", "P10", "P2", "P3", "P9"]
    assert frame(page).locator("[data-candidate]").count() == 0
    assert box(frame(page).locator("[data-post='P9']"))["y"] < south
    kept = frame(page).locator("[data-post='P1']")
    assert kept.evaluate("mark => mark.untouched") is True
    choose(page, "start")
    assert marks.count() == 5
    assert frame(page).locator("[data-candidate='A.1']").count() == 1


def test_signs_at_one_point_do_not_hide_one_another(page: Page) -> None:
    """Four posts share a point; each is seen whole, at the same place each time."""
    signs = frame(page).locator("[data-post] > svg:last-child")
    boxes = [box(sign) for sign in signs.all()]
    assert len(boxes) == 5
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    choose(page, "classes")
    assert [box(sign) for sign in signs.all()] == boxes


def test_names_keep_clear_of_names_and_signs(page: Page) -> None:
    """Also with short names, which all fit."""
    choose(page, "english")
    shown = frame(page).locator("[data-label]:visible:not(.pr-place)")
    assert shown.all_text_contents() == ["North", "East", "South", "West"]
    names = [box(name) for name in shown.all()]
    signs = frame(page).locator(".pr-mark > svg:last-child")
    everything = names + [box(sign) for sign in signs.all()]
    for name in names:
        assert sum(not apart(name, other) for other in everything) == 1


def test_a_gap_is_hatched_and_an_unstable_rank_dotted(page: Page) -> None:
    """Each hatch is its own pattern, drawn above the colour, deaf to the pointer."""
    for code, pattern in (("A", "gap"), ("B", "provisional"), ("C", "unstable")):
        over = frame(page).locator(f"[data-over='{code}'].pr-{pattern}")
        style = over.evaluate("shape => getComputedStyle(shape).fill")
        assert style == f'url("#pr-{pattern}")'
        assert frame(page).locator(f"pattern#pr-{pattern}").count() == 1
        width = box(area(page, code))["width"]
        assert box(over)["width"] == pytest.approx(width, abs=3)
    assert frame(page).locator("[data-over='D']").count() == 0


def test_dots_come_and_go_in_the_map_that_is_there(page: Page) -> None:
    """All four ranks in doubt, then one: nothing is built anew for it.

    Where a hatch is drawn too, the dots run between its lines, above it.
    """
    area(page, "A").evaluate("shape => shape.untouched = true")
    choose(page, "doubtful")
    wanted = {"A": "-gap", "B": "-provisional", "C": "", "D": ""}
    for code, lines in wanted.items():
        dots = frame(page).locator(f"[data-over='{code}'].pr-unstable")
        style = dots.evaluate("shape => getComputedStyle(shape).fill")
        assert style == f'url("#pr-unstable{lines}")'
        assert frame(page).locator(f"pattern#pr-unstable{lines}").count() == 1
    assert frame(page).locator("[data-over='A'].pr-gap").count() == 1
    choose(page, "start")
    over = frame(page).locator(".pr-unstable")
    assert [shape.get_attribute("data-over") for shape in over.all()] == ["C"]
    assert area(page, "A").evaluate("shape => shape.untouched") is True
    choose(page, "bare")
    assert over.count() == 0


def test_what_is_not_reached_reads_in_black_and_white(page: Page) -> None:
    """Filled if reached; hollow with one stroke if not; with a cross if no route."""

    def drawn(desa: str) -> tuple[str, int]:
        dot = frame(page).locator(f"[data-desa='{desa}']")
        fill: str = dot.evaluate("dot => getComputedStyle(dot).fill")
        return fill, str(dot.get_attribute("d")).count("L")

    choose(page, "dark")
    assert drawn("C.1") == ("rgb(29, 36, 40)", 0)
    assert drawn("C.2") == ("rgb(255, 255, 255)", 1)
    assert drawn("C.3") == ("rgb(255, 255, 255)", 2)


def test_polling_stations_wait_until_they_help(page: Page) -> None:
    """On the risk map they appear on the way in; on the coverage map at once."""
    dots = frame(page).locator("[data-desa]")
    assert dots.count() == 0
    frame(page).locator(".pr-zoom-in").click()
    expect(dots).to_have_count(4)
    frame(page).locator(".pr-zoom-out").click()
    expect(dots).to_have_count(0)
    choose(page, "dark")
    assert dots.count() == 4


def test_an_old_click_does_not_undo_the_table(page: Page) -> None:
    """Click A, choose B in the table, change the state: B stays; then click A again."""
    click_in(page, "A")
    expect(page.get_by_text("chosen ")).to_have_text("chosen A")
    page.get_by_text("Choose B in the table").click()
    expect(page.get_by_text("chosen ")).to_have_text("chosen B")
    choose(page, "classes")
    assert page.get_by_text("chosen ").inner_text() == "chosen B"
    ring = frame(page).locator(".pr-selected-line")
    assert [part.get_attribute("data-over") for part in ring.all()] == ["B"]
    click_in(page, "A")
    expect(page.get_by_text("chosen ")).to_have_text("chosen A")


def test_the_keyboard_reaches_every_area(page: Page) -> None:
    """Enter and Space choose as a click does, and the state is said aloud."""
    for code, key in (("C", "Enter"), ("D", "Space")):
        area(page, code).focus()
        page.keyboard.press(key)
        expect(page.get_by_text("chosen ")).to_have_text(f"chosen {code}")
        painted(page)
        assert area(page, code).get_attribute("aria-pressed") == "true"


def test_another_language_needs_no_new_map(page: Page) -> None:
    """Names, tooltips and buttons change in the map that is there."""
    area(page, "A").evaluate("shape => shape.untouched = true")
    choose(page, "english")
    assert area(page, "A").evaluate("shape => shape.untouched") is True
    assert frame(page).locator(".pr-reset").get_attribute("title") == "All"
    assert frame(page).locator(".pr-zoom-in").get_attribute("aria-label") == "In"
    assert frame(page).locator(".pr-north span").text_content() == "N"
    assert str(area(page, "A").get_attribute("aria-label")).startswith("North")


def test_dark_paper_and_coverage_colours(page: Page) -> None:
    """The theme changes the paper, the scheme the five colours; nothing remounts."""
    choose(page, "dark")
    container = frame(page).locator(".leaflet-container")
    sea = container.evaluate("map => getComputedStyle(map).backgroundColor")
    assert sea == "rgb(20, 35, 43)"
    assert fills(page)["A"] == palette.COVERAGE[4]
    assert fills(page)["D"] == palette.THEMES["dark"].unknown


def test_layers_switch_off_and_on(page: Page) -> None:
    """Only the coloured areas stay."""
    extras = "[data-post], [data-candidate], [data-desa], [data-label], [data-over]"
    choose(page, "bare")
    assert frame(page).locator(extras).count() == 0
    assert fills(page)["A"] == "#b30000"
    choose(page, "dark")
    assert frame(page).locator("[data-desa]").count() == 4
    assert frame(page).locator(".pr-gap").count() == 1


def test_the_whole_area_comes_back(page: Page) -> None:
    """The reset button undoes every zoom."""
    before = box(area(page, "B"))
    frame(page).locator(".pr-zoom-in").click()
    assert box(area(page, "B"))["width"] > before["width"]
    frame(page).locator(".pr-reset").click()
    assert box(area(page, "B"))["width"] == pytest.approx(before["width"], abs=2)


def test_a_phone_shows_the_whole_area_and_hears_a_thumb(
    browser: Browser, address: str
) -> None:
    """All four areas are inside the frame; a tap on a sign opens its words."""
    with offline_page(browser, address, viewport=PHONE, has_touch=True) as page:
        page.goto(address)
        painted(page)
        page.locator("iframe").scroll_into_view_if_needed()
        screen = box(page.locator("iframe"))
        for code in "ABCD":
            shape = box(area(page, code))
            assert shape["x"] >= screen["x"]
            assert shape["x"] + shape["width"] <= screen["x"] + screen["width"]
            assert shape["y"] + shape["height"] <= screen["y"] + screen["height"]
        frame(page).locator("[data-post='P9'] > svg:last-child").tap()
        tip = frame(page).locator(".pr-tooltip strong")
        assert tip.text_content() == HOSTILE[2]


def test_kutai_timur_is_named_on_a_desk(browser: Browser, address: str) -> None:
    """Of the 18 real kecamatan at least 16 names are seen, none over another."""
    with offline_page(browser, address, viewport=WIDE) as page:
        page.goto(f"{address}/?area=kutai_timur")
        painted(page)
        assert frame(page).locator("path[data-code]").count() == 18
        shown = frame(page).locator("[data-label]:visible:not(.pr-place)")
        names = [box(name) for name in shown.all()]
        assert len(names) >= 16
        assert all(apart(one, other) for one, other in combinations(names, 2))
        signs = frame(page).locator("[data-post] > svg:last-child").all()
        assert len(signs) == 21
        places = [box(sign) for sign in signs]
        assert all(apart(one, other) for one, other in combinations(places, 2))
        assert all(apart(name, sign) for name in names for sign in places)


def test_names_wait_for_their_style(browser: Browser, address: str) -> None:
    """On a slow line the style comes last: names are measured after it."""
    with offline_page(browser, address, viewport=WIDE) as page:
        styles: list[Route] = []

        def hold(style: Route) -> None:
            styles.append(style)

        page.route("**/map.css*", hold)
        page.goto(address)
        expect(frame(page).locator(".leaflet-container")).to_be_attached()
        page.wait_for_timeout(2_000)
        shown = frame(page).locator("html[data-petarawan-digest]")
        assert shown.count() == 0
        for style in styles:
            style.fallback()
        painted(page)


def test_lost_shapes_are_said(browser: Browser, address: str) -> None:
    """A map that cannot be drawn says so in words; it is never just blank."""
    with offline_page(browser, address, viewport=WIDE) as page:
        page.route("**/kecamatan-*.json", lambda route: route.fulfill(status=404))
        page.goto(address)
        message = frame(page).get_by_role("alert")
        expect(message).to_have_text(STATES["start"].texts.unavailable)
