"""The page of vulnerability and reach: its map, its chart and its table agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.pages.support import (
    choose_row,
    click_map,
    link,
    map_classes,
    map_script,
    map_state,
    opened,
    table,
    texts,
    told,
)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

BUSANG, SANGATTA_UTARA = "64.08.06", "64.08.04"
IN_BUSANG = (0.79365, 116.525305)
CUT = {"vulnerability": [40.0, 60.0], "coverage": [0.5, 0.8]}


def chart_proto(app: AppTest) -> Any:  # noqa: ANN401 - a protobuf message
    """Return the chart as it goes to the browser."""
    (component,) = app.get("bidi_component")
    return component.proto


def chart(app: AppTest) -> dict[str, Any]:
    """Return what the chart was told to show."""
    shown: dict[str, Any] = json.loads(chart_proto(app).json)
    return shown


def ringed(app: AppTest) -> list[str]:
    """Return the codes of the points that are ringed."""
    return [point["code"] for point in chart(app)["points"] if point["selected"]]


def press_point(app: AppTest, code: str) -> AppTest:
    """Press a point of the chart, as the browser would report it."""
    proto = chart_proto(app)
    states = app._tree.get_widget_states()  # noqa: SLF001 - AppTest has no other way
    pressed = json.dumps([{"event": "chosen", "value": code}])
    states.widgets.append(
        WidgetState(
            id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events",
            json_trigger_value=pressed,
        )
    )
    app._run(states)  # noqa: SLF001 - see above
    assert not app.exception, app.exception
    return app


def test_the_page_says_what_the_terminal_says() -> None:
    """Cells of the map, points of the chart and rows of the table: the same."""
    app, record = opened("readiness"), told("readiness")
    rows = {row["kecamatan_code"]: row for row in record["areas"]}
    assert record["cuts"] == CUT
    cells = {
        code: 3 * row["vulnerability_class"] + row["coverage_class"]
        for code, row in rows.items()
    }
    assert map_classes(app) == cells
    assert map_state(app)["scheme"] == "readiness"
    assert {point["code"] for point in chart(app)["points"]} == set(rows)
    shown = table(app, "quadrant_word")
    assert shown["kecamatan"].tolist() == [row["kecamatan"] for row in record["areas"]]
    first = [r["kecamatan"] for r in record["areas"] if r["quadrant"] == "act_first"]
    said = texts(app)
    assert ", ".join(first) in said
    assert f"{len(first)} dari 18" in said


def test_a_click_on_the_map_rings_the_point() -> None:
    """And marks the row; the chart is the same but for the ring."""
    app = opened("readiness")
    assert ringed(app) == []
    click_map(app, *IN_BUSANG)
    assert ringed(app) == [BUSANG]
    assert link(app) == {"kec": BUSANG}


def test_a_row_chosen_rings_the_point() -> None:
    """The first row is the first to act."""
    app = choose_row(opened("readiness"), "quadrant_word", 0)
    assert ringed(app) == [link(app)["kec"]] == ["64.08.11"]


def test_a_point_pressed_is_chosen_on_the_map() -> None:
    """As a click on the map is; a code that nobody knows chooses nothing."""
    app = press_point(opened("readiness"), SANGATTA_UTARA)
    assert map_state(app)["selected"] == SANGATTA_UTARA
    assert ringed(app) == [SANGATTA_UTARA]
    press_point(app, "99.99.99")
    assert map_state(app)["selected"] == SANGATTA_UTARA


def test_the_threshold_moves_map_and_chart_in_place() -> None:
    """Three hours: more is reached, and the map is not built anew."""
    app = opened("readiness")
    before, script = (map_classes(app), chart(app)), map_script(app)
    app.slider(key="threshold").set_value(180.0).run()
    after = (map_classes(app), chart(app))
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert map_script(app) == script
    row = table(app, "quadrant_word").set_index("kecamatan").loc["Kaubun"]
    assert row["coverage"] == 1


def test_weights_on_reach_do_not_move_the_page() -> None:
    """Vulnerability leaves them out; other weights move it."""
    app = opened("readiness")
    before = map_classes(app), chart(app)
    app.select_slider(key="w_minutes_police").set_value(5.0).run()
    assert (map_classes(app), chart(app)) == before
    app.select_slider(key="w_sosial_budaya").set_value(5.0).run()
    assert chart(app) != before[1]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_cannot_be_placed_is_named(lang: str) -> None:
    """Koramil: the list is not complete, so most are grey and have no point."""
    app = opened("readiness", post_type="koramil", lang=lang)
    grey = {code for code, cell in map_classes(app).items() if cell == -1}
    points = {point["code"] for point in chart(app)["points"]}
    assert grey
    assert points.isdisjoint(grey)
    names = {area["code"]: area["name"] for area in map_state(app)["areas"]}
    assert all(names[code] in texts(app) for code in grey)


def test_an_index_that_is_refused_is_said() -> None:
    """The last good answer stays in sight, with the reason above it."""
    app = opened("readiness")
    app.selectbox(key="aggregate").set_value("geometric").run()
    assert app.error
    assert len(chart(app)["points"]) == 18
