"""The page of the logistics: the answer first, and every control moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plan.logistics.shipping import BOUNDS
from tests.pages.support import (
    choose_row,
    click_map,
    link,
    map_classes,
    map_script,
    map_state,
    opened,
    reopened,
    table,
    texts,
    told,
)
from views.wording import text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

# A value of each choice that shows on the page, and what of it must change.
MOVED = {
    "deadline_day": (0, "departs"),
    "deadline_hour": (14.0, "departs"),
    "first_day": (2, "first"),
    "first_hour": (9.0, "first"),
    "day_starts": (9.0, "departs"),
    "hours_a_day": (8.0, "departs"),
    "loading_hours": (4.0, "departs"),
    "seat_hours": (4.0, "departs"),
    "desa_hours": (3.0, "departs"),
    "tps_minutes": (90.0, "departs"),
    "elections": (1, "ballots"),
    "reserve": (10.0, "ballots"),
    "boxes": (2, "boxes"),
    "escort": (7, "escort"),
    "count_closes_hour": (23.0, "back"),
    "return_hours_a_day": (10.0, "back"),
    "recap_hours": (48.0, "back"),
}


def shown(app: AppTest, what: str) -> list[str]:
    """Return what the page says of one part of the plan."""
    if what == "first":
        return [app.metric[0].help, app.metric[0].delta]
    if what == "back":
        return [str(value) for value in table(app, "warehouse_back")["warehouse_back"]]
    if what == "departs":
        return [str(value) for value in table(app, "arrive")["depart"]]
    return [str(value) for value in table(app, "arrive")[what]]


def test_the_answer_is_the_terminal_s() -> None:
    """Sentence, figures, convoys and classes: the same plan."""
    app, record = opened("logistics"), told("logistics")
    assert app.metric[0].value == "0 / 0"
    assert "H-2, 13.15" in texts(app)
    rows = table(app, "arrive")
    assert list(rows["number"]) == [one["number"] for one in record["convoys"]]
    assert list(rows["ballots"]) == [one["ballots"] for one in record["convoys"]]
    assert len(map_state(app)["routes"]) > 15
    assert map_state(app)["scheme"] == "logistics"
    assert set(map_classes(app).values()) == {0, 1}


def test_every_choice_has_a_control() -> None:
    """None is for the terminal alone."""
    assert MOVED.keys() == BOUNDS.keys()


@pytest.mark.parametrize("name", MOVED)
def test_each_control_moves_the_plan(name: str) -> None:
    """And stands in the link, which opens the same page again; the map stays."""
    value, what = MOVED[name]
    app = opened("logistics")
    before, script = shown(app, what), map_script(app)
    app.number_input(key=f"ship_{name}").set_value(value).run()
    assert not app.exception, app.exception
    assert shown(app, what) != before
    assert map_script(app) == script
    assert f"ship_{name}" in link(app)
    assert shown(reopened(app, "logistics"), what) == shown(app, what)


def test_the_season_and_the_mode() -> None:
    """Rain: earlier, one convoy less; straight: no ways, one convoy for each."""
    app = opened("logistics")
    app.segmented_control(key="season").set_value("wet").run()
    assert "H-3, 15.45" in texts(app)
    app.segmented_control(key="mode").set_value("straight").run()
    assert len(table(app, "arrive")) == 18
    assert text("logistics.sea.none", "id") in texts(app)


def test_what_is_late_is_said_first() -> None:
    """Who, how many, and darkest on the map."""
    app = opened("logistics", season="wet", ship_hours_a_day="7", lang="en")
    assert app.metric[0].value == "21 / 0"
    assert "21 TPS are late in Sandaran" in texts(app)
    assert map_classes(app)["64.08.11"] == 4


def test_a_row_and_the_map_choose_a_kecamatan() -> None:
    """The table of both seasons chooses, and so does a click."""
    app = choose_row(opened("logistics"), "load_wet", 0)
    assert map_state(app)["selected"] == "64.08.11"
    app = click_map(app, lat=0.8, lng=117.5)
    assert map_state(app)["selected"] != "64.08.11"


def test_a_deadline_before_the_first_departure_is_refused() -> None:
    """In both languages; the choice stays out of the link, and can be taken back."""
    app = opened("logistics")
    app.number_input(key="ship_deadline_day").set_value(5).run()
    assert not app.exception
    assert len(app.error) == 2
    assert "H-5 18:00" in texts(app)
    assert "ship_deadline_day" not in link(app)
    app.number_input(key="ship_deadline_day").set_value(1).run()
    assert not app.error


def test_a_link_with_faults_says_each() -> None:
    """An unknown key, a word for a number, too much: the start is shown instead."""
    app = opened("logistics", ship_x="1", ship_escort="a", ship_reserve="3")
    said = texts(app)
    for value in ("ship_x", '"a"', '"3'):
        assert value in said
    assert app.number_input(key="ship_escort").value == 4
    assert len(table(app, "arrive")) == 13


def test_the_defaults_come_back() -> None:
    """One button for all choices."""
    app = opened("logistics", ship_escort="9", season="wet")
    assert app.number_input(key="ship_escort").value == 9
    (button,) = (b for b in app.button if b.label == text("control.reset", "id"))
    button.click().run()
    assert app.number_input(key="ship_escort").value == 4
    assert "ship_escort" not in link(app)


def test_choices_survive_a_change_of_page() -> None:
    """They are in the sidebar of every page."""
    app = opened("logistics", ship_escort="9")
    app.switch_page("views/pages/risk.py").run()
    assert not app.exception, app.exception
    app.switch_page("views/pages/logistics.py").run()
    assert set(table(app, "arrive")["escort"]) == {9}
