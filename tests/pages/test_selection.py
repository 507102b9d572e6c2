"""One kecamatan is looked at, wherever it was chosen: map, table, profile, link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.pages.support import (
    choose_row,
    click_map,
    go,
    link,
    map_state,
    opened,
    table,
    texts,
)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from geo.area import StudyArea

SEAT = {"64.08.04": (0.51885, 117.57849), "64.08.06": (0.79365, 116.525305)}
"""A point well inside Sangatta Utara, and one inside Busang."""
TABLES = {
    "summary": "score",
    "risk": "weight_known",
    "coverage": "tps_text",
    "readiness": "quadrant_word",
    "logistics": "load_wet",
}


def test_the_points_of_these_tests_lie_where_they_should(area: StudyArea) -> None:
    """A click lands in the kecamatan that the tests below expect."""
    for code, (lat, lon) in SEAT.items():
        assert area.kecamatan_at(lon, lat) == code


@pytest.mark.parametrize("page", TABLES)
def test_a_row_chosen_is_chosen_on_the_map(page: str, area: StudyArea) -> None:
    """And stands in the link; taken back, nothing is chosen."""
    app = choose_row(opened(page), TABLES[page], 2)
    name = table(app, TABLES[page]).iloc[2]["kecamatan"]
    code = link(app)["kec"]
    assert area.kecamatan.at[code, "kecamatan"] == name
    assert map_state(app)["selected"] == code
    choose_row(app, TABLES[page], None)
    assert link(app) == {}
    assert map_state(app)["selected"] is None


@pytest.mark.parametrize("page", TABLES)
def test_a_click_on_the_map_chooses_the_row(page: str) -> None:
    """The table marks the row of the kecamatan that was clicked."""
    app = click_map(opened(page), *SEAT["64.08.06"])
    assert link(app) == {"kec": "64.08.06"}
    assert map_state(app)["selected"] == "64.08.06"
    marked = marked_rows(app, TABLES[page])
    assert table(app, TABLES[page]).iloc[marked]["kecamatan"].tolist() == ["Busang"]


def marked_rows(app: AppTest, column: str) -> list[int]:
    """Return the rows a table opens with."""
    (found,) = [one for one in app.dataframe if column in one.value]
    rows: list[int] = json.loads(found.proto.selection_default)["selection"]["rows"]
    return rows


def test_the_profile_follows_map_and_table() -> None:
    """First in rank until one is chosen; then whichever was chosen last."""
    app = opened("risk")
    ranking = table(app, "weight_known")["kecamatan"].tolist()
    assert app.subheader[0].value == ranking[0]
    click_map(app, *SEAT["64.08.06"])
    assert app.subheader[0].value == "Busang"
    choose_row(app, "weight_known", 5)
    assert app.subheader[0].value == ranking[5]
    click_map(app, *SEAT["64.08.04"], at=2)
    assert app.subheader[0].value == "Sangatta Utara"


def test_an_old_click_does_not_undo_the_table() -> None:
    """The browser keeps sending the last click; it counts once."""
    app = click_map(opened("risk"), *SEAT["64.08.06"])
    choose_row(app, "weight_known", 0)
    chosen = link(app)["kec"]
    assert chosen != "64.08.06"
    click_map(app, *SEAT["64.08.06"])
    assert link(app)["kec"] == chosen
    click_map(app, *SEAT["64.08.06"], at=2)
    assert link(app)["kec"] == "64.08.06"


def test_a_click_outside_takes_the_choice_back() -> None:
    """The sea belongs to no kecamatan."""
    app = click_map(opened("risk", kec="64.08.06"), -3.0, 119.0)
    assert link(app) == {}
    assert map_state(app)["selected"] is None


def test_the_chosen_kecamatan_stays_when_page_and_choices_change() -> None:
    """Also in tables that were not drawn when it was chosen."""
    app = click_map(opened("summary"), *SEAT["64.08.06"])
    for page in ("coverage", "data", "risk"):
        go(app, page)
        assert link(app) == {"kec": "64.08.06"}
    app.select_slider(key="w_teknis").set_value(4.0).run()
    assert link(app) == {"w_teknis": "4", "kec": "64.08.06"}
    assert app.subheader[0].value == "Busang"
    rows = marked_rows(app, "weight_known")
    assert table(app, "weight_known").iloc[rows]["kecamatan"].tolist() == ["Busang"]
    app.segmented_control(key="lang").set_value("en").run()
    assert app.subheader[0].value == "Busang"


def test_the_reasons_of_the_chosen_kecamatan_come_first() -> None:
    """On the coverage page its gap leads the list."""
    app = click_map(opened("coverage"), *SEAT["64.08.06"])
    gaps = [line for line in texts(app).splitlines() if line.startswith("**")]
    assert gaps[0].startswith("**Busang**")
