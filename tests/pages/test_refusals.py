"""Choices that cannot be answered: said in both languages, the last good map stays."""

from __future__ import annotations

from tests.pages.support import go, link, map_state, opened, table, texts
from views import wording


def test_a_method_that_fails_leaves_the_last_good_map() -> None:
    """The geometric mean stumbles over the 0 of Sangatta Utara, and says so by name."""
    app = opened("risk", w_teknis="2")
    seen, rows = map_state(app), table(app, "weight_known")
    app.selectbox(key="aggregate").set_value("geometric").run()
    assert not app.exception
    assert len(app.error) == 2
    said = [line for line in texts(app).splitlines() if line.startswith("- ")]
    assert sum("Sangatta Utara" in line for line in said) == 2
    for lang in wording.LANGUAGES:
        assert any(wording.text("aggregate.geometric", lang) in line for line in said)
    assert wording.text("page.last_good") in texts(app)
    assert map_state(app) == seen
    assert table(app, "weight_known").equals(rows)
    app.selectbox(key="aggregate").set_value("arithmetic").run()
    assert not app.error
    assert map_state(app) == seen


def test_bounds_that_cannot_be_read_leave_the_last_good_map() -> None:
    """What was written stays in the box, to be mended; the link stays good."""
    app = opened("risk")
    app.text_input(key="cuts").set_value("10, 20, 30, 50").run()
    seen = map_state(app)
    for bad in ("abc", "", "1, 2, 3", "80, 60, 40, 20", "0, 20, 40, 100", "1;2;3;4"):
        app.text_input(key="cuts").set_value(bad).run()
        assert not app.exception
        assert len(app.error) == 2, bad
        assert map_state(app) == seen
        assert app.text_input(key="cuts").value == bad
        assert link(app) == {"cuts": "10,20,30,50"}
    app.text_input(key="cuts").set_value(" 10 ,30,  50,70 ").run()
    assert not app.error
    assert link(app) == {"cuts": "10,30,50,70"}


def test_hostile_bounds_are_shown_as_written() -> None:
    """What a reader writes goes through the same door as what the data says."""
    app = opened("risk")
    hostile = "![x](http://192.0.2.1/x.png):red[x]$x$"
    app.text_input(key="cuts").set_value(hostile).run()
    raw = [one.value for one in app.main.markdown if "192.0.2.1" in one.value]
    assert raw
    assert all("![x]" not in one and ":red[" not in one for one in raw)
    assert hostile in texts(app)


def test_weights_all_zero_are_refused_until_one_is_back() -> None:
    """The last good map is that of the weights before."""
    app = opened("risk")
    for code in ("teknis", "logistik"):
        app.select_slider(key=f"w_{code}").set_value(0.0).run()
        assert not app.error
    seen = map_state(app)
    app.select_slider(key="w_sosial_budaya").set_value(0.0).run()
    assert len(app.error) == 2
    assert map_state(app) == seen
    for page in ("summary", "coverage"):
        go(app, page)
        assert len(app.error) == 2
    app.select_slider(key="w_logistik").set_value(1.0).run()
    assert not app.error
