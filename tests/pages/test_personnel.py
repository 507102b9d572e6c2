"""The page of people: need less pool first, and every control moves the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from plan.personnel.deploy import deploy
from plan.personnel.reserve import place_reserve
from plan.personnel.staffing import Staffing
from risk.scenario import Scenario
from tests.pages.support import (
    choose_row,
    edit_rows,
    go,
    link,
    map_classes,
    map_state,
    opened,
    reopened,
    table,
    texts,
    told,
)
from views import cache, personnel_basis, personnel_words
from views.maps.personnel import need_class, response_class
from views.wording import text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from plan.knowledge import Knowledge


def page(**query: str) -> AppTest:
    """Open the page."""
    return opened("personnel", **query)


def short(app: AppTest) -> str:
    """Return the first large figure: how many police are short."""
    return str(app.metric[0].value)


def unmet(app: AppTest) -> int:
    """Return how many TPS the page names as not guarded."""
    assert not app.exception, app.exception
    found = [one.value for one in app.dataframe if "reason" in one.value]
    return int(found[0]["tps"].sum()) if found else 0


def press(app: AppTest, key: str) -> None:
    """Press the button with this key, or with this label."""
    (button,) = [one for one in app.button if key in (one.key, one.label)]
    button.click().run()
    assert not app.exception, app.exception


def test_the_answer_stands_first(knowledge: Knowledge) -> None:
    """One sentence and the figures of the plan; map and table agree with it."""
    app = page()
    plan = deploy(evaluate(knowledge, Scenario()), Staffing())
    assert personnel_words.headline(plan, "id") in texts(app)
    assert short(app) == "0"
    needs = table(app, "police_needed").set_index("kecamatan")["police_needed"]
    names = knowledge.area.kecamatan["kecamatan"]
    for code, level in map_classes(app).items():
        assert level == need_class(int(needs[names[code]]))


def test_the_terminal_says_the_same() -> None:
    """As many police by kecamatan as `allocate` prints."""
    shown = table(page(), "police_needed")["police_needed"].sum()
    assert shown == told("allocate")["need"]["police"]


def test_the_pattern_moves_the_need_and_the_rules() -> None:
    """Another pattern, other fields, another need, in the link too."""
    app = page()
    before = table(app, "police_needed")["police_needed"].sum()
    app.selectbox(key="staff_pattern").set_value("polri_2019").run()
    assert app.text_input(key="staff_rule_sangat_rawan").value == "6-2-8"
    assert table(app, "police_needed")["police_needed"].sum() > before
    assert link(app)["staff_pattern"] == "polri_2019"
    assert unmet(app) > 0
    assert any(area["gap"] for area in map_state(app)["areas"])


def test_a_rule_of_one_s_own() -> None:
    """Two at every TPS: 1,402 police, 788 short; the link reopens it."""
    app = page()
    app.text_input(key="staff_rule_kurang_rawan").set_value("2-1-2").run()
    assert short(app) == "788"
    assert short(reopened(app, "personnel")) == "788"
    assert link(app)["staff_rules"] == "kurang_rawan=2-1-2"


def test_a_rule_that_is_none_is_answered() -> None:
    """In both languages, with what to write; the page does not fall."""
    app = page()
    app.text_input(key="staff_rule_rawan").set_value("-2-1").run()
    assert not app.exception
    told_at = texts(app)
    assert "Pola -2-1 tidak terbaca" in told_at
    assert "The pattern -2-1 cannot be read" in told_at
    assert "staff_rules" not in link(app)


@pytest.mark.parametrize(
    ("control", "value", "key", "written"),
    [
        ("staff_reserve", 250, "staff_reserve", "250"),
        ("staff_journey", 3.0, "staff_journey", "3"),
        ("staff_rest", 2.0, "staff_rest", "2"),
        ("staff_stretch", 1.5, "staff_stretch", "1.5"),
    ],
)
def test_sliders_stand_in_the_link(
    control: str, value: float, key: str, written: str
) -> None:
    """And reopen as they were."""
    app = page()
    app.slider(key=control).set_value(value).run()
    assert link(app)[key] == written
    assert reopened(app, "personnel").slider(key=control).value == value


def test_the_reserve_lessens_who_is_left() -> None:
    """614 less 250 are 364 for the TPS: still enough; with two at every TPS not."""
    app = page(staff_rules="kurang_rawan=2-1-2")
    before = short(app)
    app.slider(key="staff_reserve").set_value(250).run()
    assert (before, short(app)) == ("788", "1.038")


def test_a_short_journey_leaves_the_far_ones_unmet() -> None:
    """Two hours from Sangatta do not reach Busang."""
    app = page()
    assert unmet(app) == 0
    app.slider(key="staff_journey").set_value(2.0).run()
    reasons = table(app, "reason")["reason"]
    far = text("personnel.reason.too_far", "id")
    assert all(reason.startswith(far) for reason in reasons)


def test_what_is_missing_adds_up() -> None:
    """Two for each TPS that nobody guards, however many stand in one row."""
    app = page(staff_rules="kurang_rawan=2-1-2")
    shown = table(app, "reason")
    assert shown["missing"].tolist() == (2 * shown["tps"]).tolist()
    assert shown["missing"].sum() == 788


def test_rest_moves_when_to_leave() -> None:
    """Without rest everybody leaves eight hours later."""
    app = page()
    before = app.metric[3].delta
    app.slider(key="staff_rest").set_value(0.0).run()
    assert app.metric[3].delta != before


def test_mixed_groups_need_own_people() -> None:
    """Without anybody of the Polres, no group of two can be formed."""
    app = page(staff_homes="polres@P02=0")
    assert unmet(app) < 152
    app.toggle(key="staff_mixed").set_value(True).run()
    assert unmet(app) == 152


def test_tni_fill_what_is_missing() -> None:
    """A hundred of them, where police do not suffice."""
    app = page(staff_rules="kurang_rawan=2-1-2", staff_homes="tni@P14=100")
    before = unmet(app)
    app.toggle(key="staff_tni").set_value(True).run()
    assert unmet(app) == before - 50
    assert table(app, "tni_assigned")["tni_assigned"].sum() == 100


def test_the_season_moves_the_farthest_journey() -> None:
    """Rain makes the way to Busang longer."""
    dry, wet = page().metric[3].value, page(season="wet").metric[3].value
    assert dry != wet


def test_pools_are_edited_used_and_restored() -> None:
    """No Polres: 200 are left; restored, 614 again."""
    app = page()
    rows = table(app, "post")["pool"].tolist()
    edits = {"edited_rows": {str(rows.index("polres")): {"people": 0}}}
    edit_rows(app, edits, "post")
    press(app, "pools_use")
    assert short(app) == "104"
    assert link(app)["staff_homes"] == "polres@P02=0"
    press(app, "pools_restore")
    assert short(app) == "0"
    assert "staff_homes" not in link(app)


def test_a_pool_taken_out_is_there_no_more() -> None:
    """Its row deleted, nobody of it is counted: 614 less a hundred."""
    app = page(staff_rules="kurang_rawan=2-1-2")
    assert short(app) == "788"
    place = table(app, "post")["pool"].tolist().index("polda")
    edit_rows(app, {"deleted_rows": [place]}, "post")
    press(app, "pools_use")
    assert short(app) == "888"


def test_a_pool_twice_at_one_post_is_refused() -> None:
    """And the pools in use stay."""
    app = page()
    added = {"added_rows": [{"pool": "polres", "post": "P02", "people": 5}]}
    edit_rows(app, added, "post")
    press(app, "pools_use")
    assert "ditulis dua kali" in texts(app)
    assert short(app) == "0"


def test_where_the_reserve_waits() -> None:
    """Two places, and the mean instead of the farthest, change the sentence."""
    app = page()
    first = [one.value for one in app.markdown if "menunggu di" in one.value]
    app.slider(key="staff_places").set_value(2).run()
    second = [one.value for one in app.markdown if "menunggu di" in one.value]
    app.segmented_control(key="staff_goal").set_value("pmedian").run()
    third = [one.value for one in app.markdown if "menunggu di" in one.value]
    assert len({*first, *second, *third}) == 3


def test_the_map_of_the_reserve(knowledge: Knowledge) -> None:
    """By the minutes of the reserve, which another place of it shortens."""
    app = page()
    app.segmented_control(key="staff_map").set_value("response").run()
    first = map_state(app)
    assert first["scheme"] == "coverage"
    plan = deploy(evaluate(knowledge, Scenario()), Staffing())
    longest = place_reserve(plan, 1, "pcenter").longest
    codes = [place.code for place in knowledge.places.kecamatan]
    wanted = {c: response_class(m) for c, m in zip(codes, longest, strict=True)}
    assert map_classes(app) == wanted
    app.slider(key="staff_places").set_value(3).run()
    assert map_state(app) != first


def test_where_the_reserve_waits_stands_in_the_link() -> None:
    """And is refused where it is none."""
    app = page()
    app.slider(key="staff_places").set_value(3).run()
    assert link(app)["staff_places"] == "3"
    app.segmented_control(key="staff_goal").set_value("pmedian").run()
    again = reopened(app, "personnel")
    assert again.slider(key="staff_places").value == 3
    assert again.segmented_control(key="staff_goal").value == "pmedian"
    assert page(staff_places="x").error


def test_the_orders_follow_the_chosen_kecamatan() -> None:
    """All groups, then those of the first row alone."""
    app = page()
    whole = table(app, "leave")
    choose_row(app, "police_needed", 0)
    part = table(app, "leave")
    assert 0 < len(part) < len(whole)
    assert part["kecamatan"].nunique() == 1


def test_choices_survive_a_change_of_page() -> None:
    """Away and back: the reserve is still held."""
    app = page()
    app.slider(key="staff_reserve").set_value(120).run()
    go(go(app, "risk"), "personnel")
    assert app.slider(key="staff_reserve").value == 120
    assert link(app)["staff_reserve"] == "120"


def test_everything_goes_back_to_the_start() -> None:
    """The button of the sidebar resets people too."""
    app = page(staff_reserve="100", staff_pattern="polri_2019", staff_mixed="1")
    press(app, text("control.reset", "id"))
    assert not {key for key in link(app) if key.startswith("staff_")}


FAULTY: dict[str, dict[str, str]] = {
    "no pattern of that name": {"staff_pattern": "<script>"},
    "no rule": {"staff_rules": "rawan=x"},
    "no class": {"staff_rules": "aman=2-1-2"},
    "no pool": {"staff_homes": "hantu@P02=1"},
    "no post": {"staff_homes": "polres@P99=1"},
    "no number": {"staff_homes": "polres@P02=x"},
    "below 0": {"staff_reserve": "-1"},
    "no hours": {"staff_journey": "nan"},
    "no flag": {"staff_mixed": "ya"},
}


@pytest.mark.parametrize("query", FAULTY.values(), ids=FAULTY)
def test_a_faulty_link_is_answered(query: dict[str, str]) -> None:
    """The default stands, and the fault is named."""
    app = page(**query)
    assert short(app) == "0"
    assert app.error


def test_every_assumption_is_told(knowledge: Knowledge) -> None:
    """Each sentence of the basis stands on the page."""
    plan = deploy(evaluate(knowledge, Scenario()), Staffing())
    shown = texts(page())
    for sentence in personnel_basis.assumptions(plan, "id"):
        assert sentence in shown


def test_the_page_in_english(knowledge: Knowledge) -> None:
    """The same plan in the other language."""
    plan = deploy(evaluate(knowledge, Scenario()), Staffing())
    assert personnel_words.headline(plan, "en") in texts(page(lang="en"))


def test_an_area_without_people_says_so(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear answer in both languages, no crash."""
    bare = replace(knowledge, book=None)
    monkeypatch.setattr(cache, "knowledge", lambda: bare)
    app = page()
    assert "personnel.toml" in texts(app)
