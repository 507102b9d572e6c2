"""How the browser tests read and use the dashboard's pages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.journeys.support import ROOT, offline_page
from views.wording import without_joiners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import (
        Browser,
        ConsoleMessage,
        FloatRect,
        FrameLocator,
        Locator,
        Page,
    )

DASHBOARD = ROOT / "dashboard.py"
WIDE = {"width": 1500, "height": 1050}
PHONE = {"width": 390, "height": 844}
ROW = 39  # pixels: height of a row in a table, its header included
PATIENCE = 60_000  # ms; a guard against a hang, not a measure
_PROBES = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def quiet_page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:  # noqa: ANN401 - passed on to Playwright as they are
    """Open a page as `offline_page` does; an error on its console fails as well.

    Streamlit looks for its own files below the page's path first and logs that
    they are not there: these two are known.
    """
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not where.endswith(_PROBES):
            faults.append(f"{message.text} ({where})")

    with offline_page(browser, address, **options) as page:
        page.on("console", hear)
        page.on("websocket", lambda socket: _ours(socket.url, address, faults))
        yield page
    assert faults == []


def _ours(url: str, address: str, faults: list[str]) -> None:
    if not url.replace("ws:", "http:", 1).startswith(address):
        faults.append(f"outside socket: {url}")


def visit(page: Page, address: str, name: str = "", query: str = "") -> None:
    """Open a page by its link and wait until all of it is there."""
    page.goto(f"{address}/{name}{query}")
    if name == "data":
        expect(page.get_by_role("tab").first).to_be_visible(timeout=PATIENCE)
    else:
        painted(page)
    at_rest(page)


def turn_to(page: Page, title: str) -> None:
    """Go to another page by its name in the navigation."""
    page.get_by_role("banner").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("link", name=title, exact=True)).to_have_attribute(
        "aria-current", "page", timeout=PATIENCE
    )
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until no run of the script is under way."""
    rest = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(rest).to_be_attached(timeout=PATIENCE)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds: tables are drawn a moment after the map."""
    for _ in range(PATIENCE // 200):
        if holds():
            return
        page.wait_for_timeout(200)
    assert holds()


def map_frame(page: Page) -> FrameLocator:
    """Return the frame the map lives in."""
    return page.frame_locator("iframe[title='streamlit_folium.st_folium']")


def painted(page: Page) -> str:
    """Wait until the map shows something; return a mark of what it shows."""
    shown = map_frame(page).locator("html[data-petarawan-digest]")
    expect(shown).to_be_attached(timeout=PATIENCE)
    return str(shown.get_attribute("data-petarawan-digest"))


def repainted(page: Page, act: Callable[[], object]) -> None:
    """Do something and wait until the map shows something else."""
    before = painted(page)
    act()
    html = map_frame(page).locator("html")
    expect(html).not_to_have_attribute(
        "data-petarawan-digest", before, timeout=PATIENCE
    )
    at_rest(page)


def area(page: Page, code: str) -> Locator:
    """Return the shape of a kecamatan on the map."""
    return map_frame(page).locator(f"path[data-code='{code}']")


def areas(page: Page) -> dict[str, tuple[str, str]]:
    """Return what the map says of each kecamatan: its name -> colour and words."""
    found = {}
    for shape in map_frame(page).locator("path[data-code]").all():
        name, _, words = str(shape.get_attribute("aria-label")).partition(". ")
        found[name] = (str(shape.get_attribute("fill")), words)
    return found


def place(page: Page, code: str) -> FloatRect:
    """Return where a kecamatan is drawn; the same box means pan and zoom stayed."""
    box = area(page, code).bounding_box()
    assert box is not None
    return box


def click_area(page: Page, code: str) -> None:
    """Click on a kecamatan, at a point that is inside it."""
    page.locator("iframe").scroll_into_view_if_needed()
    inside = area(page, code).evaluate(
        """shape => {
            const box = shape.getBoundingClientRect(), root = shape.ownerDocument;
            const around = [[0, 0], [5, 0], [-5, 0], [0, 5], [0, -5]];
            for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
                const x = (box.width * i) / 40, y = (box.height * j) / 40;
                if (around.every(([dx, dy]) => root.elementFromPoint(
                    box.x + x + dx, box.y + y + dy) === shape)) return [x, y];
            }
        }"""
    )
    box = place(page, code)
    page.mouse.click(box["x"] + inside[0], box["y"] + inside[1])


def words_at(page: Page, mark: Locator) -> Locator:
    """Point at a sign on the map; return the name its words begin with."""
    page.locator("iframe").scroll_into_view_if_needed()
    box = mark.locator("svg").last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return map_frame(page).locator(".pr-tooltip strong")


def selected(page: Page) -> list[str]:
    """Return the codes of the kecamatan with the ring of the chosen one."""
    rings = map_frame(page).locator(".pr-selected-line")
    return sorted({str(ring.get_attribute("data-over")) for ring in rings.all()})


def table(page: Page, header: str) -> Locator:
    """Return the first table that has a column of this name."""
    grids = page.get_by_test_id("stDataFrame")
    return grids.filter(has=page.locator(f"th:text-is('{header}')")).first


def rows(table: Locator) -> list[list[str]]:
    """Return the cells of a table, row by row, as a screen reader finds them."""
    found: list[list[str]] = table.locator("table").first.evaluate(
        """table => [...table.querySelectorAll("tbody tr")].map(
            row => [...row.querySelectorAll("td")].map(cell => cell.textContent))"""
    )
    return found


def marks(table: Locator, number: int) -> None:
    """Wait until exactly this row is marked as chosen."""
    chosen = table.locator("table tbody tr[aria-selected='true']")
    expect(chosen).to_have_count(1, timeout=PATIENCE)
    expect(chosen).to_have_attribute("aria-rowindex", str(number + 2))


def choose_row(table: Locator, number: int) -> None:
    """Tick the box at the left end of a row."""
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.click(
        position={"x": 16, "y": ROW * (number + 1.5)}, force=True
    )


def press(page: Page, label: str, key: str, times: int = 1) -> None:
    """Move a slider by the keyboard."""
    named = page.locator(f"[aria-label='{label}']")
    slider = page.get_by_role("slider").and_(named)
    slider.focus()
    for _ in range(times):
        slider.press(key)


def asks(page: Page, **choices: str) -> None:
    """Wait until exactly these choices stand in the address."""
    page.wait_for_function(
        """wanted => {
            const found = [...new URL(location.href).searchParams].sort();
            return JSON.stringify(found) === JSON.stringify(wanted);
        }""",
        arg=sorted([name, value] for name, value in choices.items()),
        timeout=PATIENCE,
    )


def everything(page: Page) -> str:
    """Return every text of the page, tables and map included, as it is seen."""
    texts: list[str] = page.evaluate(
        """() => {
            const frames = [...document.querySelectorAll("iframe")].map(
                frame => frame.contentDocument).filter(Boolean);
            return [document, ...frames].map(root => [
                root.body.innerText,
                ...[...root.querySelectorAll("td, th, [data-label]")].map(
                    cell => cell.textContent),
                ...[...root.querySelectorAll("[aria-label]")].map(
                    one => one.getAttribute("aria-label"))].join("\\n"));
        }"""
    )
    return without_joiners("\n".join(texts))


def saved(page: Page, label: str, folder: Path) -> Path:
    """Press a download button; return the file that arrived."""
    with page.expect_download(timeout=PATIENCE) as arrival:
        page.get_by_role("button", name=label).click()
    path = folder / arrival.value.suggested_filename
    arrival.value.save_as(path)
    return path
