"""A tour through every page below a base path, with every outside host blocked."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.pages import (
    PATIENCE,
    PHONE,
    ROW,
    WIDE,
    area,
    areas,
    asks,
    at_rest,
    choose_row,
    click_area,
    everything,
    map_frame,
    marks,
    painted,
    place,
    press,
    quiet_page,
    repainted,
    rows,
    saved,
    selected,
    table,
    turn_to,
    until,
    visit,
    words_at,
)
from views import wording
from views.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HOSTILE = "Pos {{7*7}} <img src=x onerror=alert(1)> :red[x] $x$"
BUSANG, BENGALON = "64.08.06", "64.08.09"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a tab on a wide screen; nothing is loaded yet."""
    with quiet_page(browser, address, viewport=WIDE) as page:
        yield page


def query(page: Page) -> dict[str, list[str]]:
    """Return the choices that stand in the address."""
    return parse_qs(urlsplit(page.url).query)


def word(name: str) -> str:
    """Return a column's header."""
    return text(f"word.{name}")


def ranking(page: Page) -> dict[str, list[str]]:
    """Return the ranked table of the risk page: name -> cells."""
    return {row[1]: row for row in rows(table(page, word("weight_known")))}


def agree(page: Page) -> bool:
    """Whether map and table say the same score and class of every kecamatan."""
    told, ranked = areas(page), ranking(page)
    return set(told) == set(ranked) and all(
        wording.number(float(cells[2]), "id", 1) in told[name][1]
        and cells[4] in told[name][1]
        for name, cells in ranked.items()
    )


def test_the_first_page_answers_in_one_look(page: Page, address: str) -> None:
    """Figures, map, shortlist, ranking; a click on the map marks its row and back."""
    visit(page, address)
    assert page.get_by_test_id("stMetric").count() >= 4
    expect(page.get_by_text(text("word.indicative_borders")).first).to_be_visible()
    ranked = table(page, word("kecamatan"))
    names = [row[1] for row in rows(ranked)]
    assert names[:2] == ["Sandaran", "Busang"]
    repainted(page, lambda: click_area(page, BUSANG))
    assert selected(page) == [BUSANG]
    asks(page, kec=BUSANG)
    marks(table(page, word("kecamatan")), 1)
    repainted(page, lambda: choose_row(table(page, word("kecamatan")), 2))
    assert query(page)["kec"] != [BUSANG]
    marks(table(page, word("kecamatan")), 2)


def test_a_slider_moves_map_table_and_profile_in_place(
    page: Page, address: str
) -> None:
    """The reader has zoomed in; a weight changes every answer and not the view."""
    visit(page, address, "risk")
    until(page, lambda: agree(page))
    map_frame(page).locator(".pr-zoom-in").click()
    map_frame(page).locator(".pr-zoom-in").click()
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + 250, frame["y"] + 450)
    page.mouse.down()
    page.mouse.move(frame["x"] + 330, frame["y"] + 400, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)
    before, where = areas(page), place(page, BENGALON)
    first, profile = ranking(page), page.get_by_test_id("stMetricValue").inner_text()
    area(page, BENGALON).evaluate("shape => shape.untouched = true")
    repainted(page, lambda: press(page, "Logistik", "End"))
    asks(page, w_logistik="5")
    until(page, lambda: agree(page))
    assert areas(page) != before
    assert ranking(page) != first
    expect(page.get_by_test_id("stMetricValue")).not_to_have_text(profile)
    assert place(page, BENGALON) == where
    assert area(page, BENGALON).evaluate("shape => shape.untouched") is True


def test_map_and_table_choose_in_turn(page: Page, address: str) -> None:
    """An old click on the map never undoes a later choice in the table."""
    visit(page, address, "risk")
    names = [row[1] for row in rows(table(page, word("weight_known")))]
    profile = page.get_by_role("heading", level=3).first
    repainted(page, lambda: click_area(page, BENGALON))
    expect(profile).to_have_text("Bengalon")
    marks(table(page, word("weight_known")), names.index("Bengalon"))
    repainted(page, lambda: choose_row(table(page, word("weight_known")), 3))
    expect(profile).to_have_text(names[3])
    code = query(page)["kec"]
    assert selected(page) == code
    repainted(page, lambda: press(page, "Teknis", "ArrowRight"))
    assert query(page)["kec"] == code
    expect(profile).to_have_text(names[3])
    repainted(page, lambda: click_area(page, BENGALON))
    expect(profile).to_have_text("Bengalon")
    repainted(page, lambda: choose_row(table(page, word("weight_known")), 0))
    expect(profile).not_to_have_text("Bengalon")


def test_coverage_moves_with_threshold_season_and_service(
    page: Page, address: str
) -> None:
    """Table and map follow; hatched without a polsek, lightly where not known."""
    visit(page, address, "coverage")
    hatched = map_frame(page).locator("[data-over].pr-gap")
    assert hatched.count() == 8
    first = rows(table(page, word("status")))
    repainted(page, lambda: press(page, text("control.threshold"), "ArrowRight", 4))
    asks(page, threshold="120")
    until(page, lambda: rows(table(page, word("status"))) != first)
    longer = rows(table(page, word("status")))
    wet = page.get_by_test_id("stSidebar").get_by_text(text("season.wet"), exact=True)
    repainted(page, wet.click)
    asks(page, threshold="120", season="wet")
    until(page, lambda: rows(table(page, word("status"))) != longer)
    army = page.get_by_test_id("stSidebar").get_by_text(text("post_type.koramil"))
    repainted(page, army.click)
    assert hatched.count() == 0
    assert map_frame(page).locator("[data-over].pr-provisional").count() > 8


def test_layers_switch_off_and_on(page: Page, address: str) -> None:
    """Hatching, posts and proposals go and come; the colours stay."""
    visit(page, address, "coverage", "?hide=posts")
    assert map_frame(page).locator("[data-post]").count() == 0
    before = areas(page)
    side = page.get_by_test_id("stSidebar")
    side.get_by_text(text("control.section.layers")).first.click()
    marks = {
        "hatch": "[data-over].pr-gap",
        "candidates": "[data-candidate]",
        "posts": "[data-post]",
    }
    for layer, mark in marks.items():
        found = map_frame(page).locator(mark)
        hidden = found.count() == 0
        name = text(f"map_layer.{layer}")
        button = side.get_by_role("button", name=name, exact=True)
        for expected in (not hidden, hidden):
            repainted(page, button.click)
            assert (found.count() == 0) == expected
    assert areas(page) == before
    asks(page, hide="posts")


def test_another_language_keeps_view_and_choices(page: Page, address: str) -> None:
    """Every word changes, no choice does; the link opens it so for a colleague."""
    visit(page, address, "risk", f"?threshold=90&kec={BUSANG}")
    where, colours = place(page, BUSANG), [fill for fill, _ in areas(page).values()]
    english = page.get_by_test_id("stSidebar").get_by_text("English", exact=True)
    repainted(page, english.click)
    asks(page, threshold="90", kec=BUSANG, lang="en")
    told = everything(page)
    assert text("page.risk.ranked", "en") in told
    assert text("page.risk.ranked", "id") not in told
    assert [fill for fill, _ in areas(page).values()] == colours
    assert place(page, BUSANG) == where
    assert selected(page) == [BUSANG]
    english_link, english_areas = page.url, areas(page)
    page.goto("about:blank")
    page.goto(english_link)
    painted(page)
    at_rest(page)
    assert selected(page) == [BUSANG]
    assert areas(page) == english_areas


def test_choices_stay_from_page_to_page(page: Page, address: str) -> None:
    """All four pages, and back again, with one link."""
    visit(page, address, "", f"?season=wet&w_teknis=2&kec={BUSANG}")
    expected = {"season": "wet", "w_teknis": "2", "kec": BUSANG}
    for name in ("coverage", "data", "risk", "summary"):
        turn_to(page, text(f"page.{name}.title"))
        expect(page.get_by_text(text("season.wet"), exact=True).first).to_be_visible()
        if name != "data":
            painted(page)
            assert selected(page) == [BUSANG]
        asks(page, **expected)
    page.go_back()
    at_rest(page)
    painted(page)
    asks(page, **expected)


def test_downloads_arrive_and_open(page: Page, address: str, tmp_path: Path) -> None:
    """Picture, table and workbook of the view that is on the screen."""
    visit(page, address, "risk", "?threshold=90")
    ranked = rows(table(page, word("weight_known")))
    page.get_by_role("button", name=text("download.title")).click()
    png = saved(page, text("download.png"), tmp_path)
    with Image.open(png) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.size == (2339, 1654)  # A4 landscape, 200 dpi
        assert picture.convert("L").getextrema() != (255, 255)
    with saved(page, text("download.csv"), tmp_path).open(
        encoding="utf-8-sig", newline=""
    ) as file:
        written = list(csv.DictReader(file))
    assert [row["kecamatan"] for row in written] == [row[1] for row in ranked]
    for line, row in zip(written, ranked, strict=True):
        assert float(line["score"]) == pytest.approx(float(row[2]), abs=0.005)
    book = load_workbook(saved(page, text("download.xlsx"), tmp_path))
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert {row[1] for row in ranked} <= set(cells)


def test_posts_are_corrected_in_the_table(
    page: Page, address: str, tmp_path: Path
) -> None:
    """A name is typed into a cell, used at once, downloaded, and taken back."""
    visit(page, address, "data")
    page.get_by_role("tab", name=text("page.data.posts")).click()
    editor = table(page, text("post_column.name"))
    name = rows(editor)[0][1]
    retype(page, 0, HOSTILE)
    page.get_by_role("button", name=text("data.posts.use")).click()
    expect(page.get_by_role("button", name=text("data.posts.restore"))).to_be_enabled()
    at_rest(page)
    content = saved(page, text("data.posts.download"), tmp_path).read_text("utf-8")
    assert HOSTILE in content
    assert name not in content
    turn_to(page, text("page.coverage.title"))
    painted(page)
    expect(page.get_by_text(text("data.posts.in_use"))).to_be_visible()
    sign = map_frame(page).locator("[data-post='P01']")
    expect(words_at(page, sign)).to_have_text(HOSTILE)
    turn_to(page, text("page.data.title"))
    page.get_by_role("tab", name=text("page.data.posts")).click()
    restore = page.get_by_role("button", name=text("data.posts.restore"))
    restore.click()
    expect(restore).to_be_disabled(timeout=PATIENCE)
    at_rest(page)
    assert rows(table(page, text("post_column.name")))[0][1] == name


def retype(page: Page, row: int, name: str) -> None:
    """Type a name into a row of the posts table."""
    editor = table(page, text("post_column.name"))
    editor.scroll_into_view_if_needed()
    canvas = editor.locator("canvas").first
    cell = page.locator("#portal textarea")
    at_rest(page)
    canvas.dblclick(position={"x": 200, "y": ROW * (row + 1.5)}, force=True)
    cell.fill(name)
    cell.press("Enter")
    typed = editor.locator("td", has_text=name)
    expect(typed).not_to_have_count(0, timeout=PATIENCE)
    at_rest(page)


def test_the_data_page_shows_where_every_number_is_from(
    page: Page, address: str
) -> None:
    """Each tab holds something; sources, conflicts and assumptions are named."""
    visit(page, address, "data")
    told = ""
    for name in ("sources", "posts", "conflicts", "assumptions", "indicators", "fit"):
        page.get_by_role("tab", name=text(f"page.data.{name}")).click()
        panel = page.get_by_role("tabpanel").filter(visible=True)
        expect(panel).not_to_be_empty()
        assert panel.get_by_test_id("stAlert").count() == 0
        told += everything(page)
    assert "171" in told
    assert "701" in told


def test_a_phone_is_enough(browser: Browser, address: str) -> None:
    """Nothing runs off the side; a tap chooses; the controls open and close."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with quiet_page(browser, address, **options) as page:
        for name in ("risk", "coverage", ""):
            visit(page, address, name)
            overflow = page.evaluate(
                """() => [document.documentElement,
                    document.querySelector("[data-testid=stMain]")].map(
                    one => one.scrollWidth - one.clientWidth)"""
            )
            assert max(overflow) <= 0, name
        visit(page, address, "risk")
        frame = page.locator("iframe").bounding_box()
        assert frame is not None
        assert frame["width"] >= 330
        assert frame["height"] <= PHONE["height"] * 0.7
        page.locator("iframe").scroll_into_view_if_needed()
        repainted(page, lambda: click_area(page, BENGALON))
        assert selected(page) == [BENGALON]
        expect(page.get_by_role("heading", name="Bengalon", exact=True)).to_be_visible()
        page.get_by_test_id("stExpandSidebarButton").tap()
        wet = page.get_by_test_id("stSidebar").get_by_text(
            text("season.wet"), exact=True
        )
        repainted(page, wet.tap)
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
        asks(page, season="wet", kec=BENGALON)


def test_a_faulty_link_is_answered_and_harmless(page: Page, address: str) -> None:
    """Shown as written in both languages; the map is there all the same."""
    hostile = "<img src=x onerror=alert(1)>![x](http://192.0.2.1/x.png)"
    visit(page, address, "risk", f"?threshold={hostile}&preset=nope&w_teknis=-1")
    assert page.get_by_test_id("stAlert").count() == 2
    assert everything(page).count(hostile) >= 2
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert len(areas(page)) == 18
    asks(page)
