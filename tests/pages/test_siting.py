"""The page of proposals: every control moves the answer, and the proof follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from plan.evaluate import evaluate
from plan.joint_places import JointAsk, joint_cases, joint_places
from plan.moved_posts import moved_posts
from plan.proposals import find_places
from risk.scenario import Scenario
from tests.pages.support import (
    click_map,
    go,
    link,
    map_state,
    opened,
    table,
    texts,
)
from views import background, further_words, siting_words
from views.wording import text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from plan.knowledge import Knowledge


def proposed(app: AppTest) -> list[str]:
    """Return the codes of the places on the map, in order of their number."""
    return [mark["code"] for mark in map_state(app)["candidates"]]


def best(knowledge: Knowledge, scenario: Scenario) -> list[str]:
    """Return the codes of the proven places of a scenario."""
    result = evaluate(knowledge, scenario)
    assert result.sited is not None
    found = find_places(knowledge, scenario, result.sited.case, exact=True)
    return [proposal.candidate.desa_code for proposal in found.proposals]


def proven(app: AppTest) -> AppTest:
    """Wait for the work beside the page, and run it once more."""
    for work in list(background.desk()._found.values()):  # noqa: SLF001 - to wait for it
        if not work.cancelled():
            work.result(timeout=60)
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_answer_stands_in_one_sentence(knowledge: Knowledge) -> None:
    """Where, and what it changes: the headline of the page and of the words."""
    app = opened("siting")
    result = evaluate(knowledge, Scenario())
    assert result.sited is not None
    assert siting_words.headline(result, result.sited, "id") in texts(app)
    assert proposed(app) == best(knowledge, Scenario())


def test_the_proof_follows_the_quick_answer() -> None:
    """Once the work is done: proven, how sure each place is, and the curve."""
    app = proven(opened("siting"))
    values = [metric.value for metric in app.metric]
    assert text("siting.proven", "id") in values
    notes = [mark["note"] for mark in map_state(app)["candidates"]]
    assert len(notes) == 3
    assert all(note.endswith("%") for note in notes)
    assert text("siting.curve", "id") in [one.value for one in app.subheader]
    assert len(table(app, "step")) == 11


@pytest.mark.parametrize("number", [0, 1, 5])
def test_the_number_of_posts(knowledge: Knowledge, number: int) -> None:
    """As many places as asked for; none without one."""
    app = opened("siting")
    app.slider(key="new_posts").set_value(number).run()
    assert proposed(app) == best(knowledge, Scenario(new_posts=number))
    assert len(proposed(app)) == number
    assert link(app)["new_posts"] == str(number)


@pytest.mark.parametrize("aim", ["pmedian", "pcenter", "equity", "lscp", "backup"])
def test_the_aim(knowledge: Knowledge, aim: str) -> None:
    """Another aim, other places: those that the model gives for it."""
    app = opened("siting", new_posts="5")
    app.selectbox(key="objective").set_value(aim).run()
    app = proven(app)
    assert proposed(app) == best(knowledge, Scenario(objective=aim, new_posts=5))
    assert link(app)["objective"] == aim


def test_what_counts(knowledge: Knowledge) -> None:
    """Voters alone, without risk, choose their own places."""
    app = opened("siting")
    app.selectbox(key="demand_weight").set_value("tps").run()
    assert proposed(app) == best(knowledge, Scenario(demand_weight="tps"))
    assert link(app)["demand_weight"] == "tps"


def test_what_cannot_be_placed_for_is_said() -> None:
    """No TPS is known to be vulnerable: one clear answer in both languages."""
    app = opened("siting", demand_weight="tps_vulnerable")
    told = texts(app)
    assert text("problem.no_vulnerable_tps", "id") in told
    assert text("problem.no_vulnerable_tps", "en") in told


def test_weights_of_the_index_move_the_places(knowledge: Knowledge) -> None:
    """The page follows the sliders of the index: risk is part of what counts."""
    app = opened("siting", new_posts="6")
    app.select_slider(key="w_teknis").set_value(0.0).run()
    app.select_slider(key="w_logistik").set_value(0.0).run()
    weights = (("logistik", 0.0), ("teknis", 0.0))
    assert proposed(app) == best(knowledge, Scenario(weights=weights, new_posts=6))


def test_own_places_are_compared_with_the_best(knowledge: Knowledge) -> None:
    """Chosen in the list: on the map, in the link, and beside the best of as many."""
    code = knowledge.places.desa[0].code
    app = opened("siting")
    app.multiselect(key="sites").set_value([code]).run()
    assert proposed(app) == [code]
    assert link(app)["sites"] == code
    result = evaluate(knowledge, Scenario(sites=(code,)))
    assert result.sited is not None
    assert siting_words.own_against_best(result, result.sited, "id") in texts(app)


def test_a_tap_adds_a_post_and_takes_it_away(knowledge: Knowledge) -> None:
    """With the switch on, a tap on a desa is a post there; a second tap is none."""
    app = opened("siting")
    app.toggle(key="place_by_tap").set_value(True).run()
    desa = next(d for d in knowledge.places.desa if d.code not in proposed(app))
    before = set(proposed(app))
    click_map(app, desa.lat, desa.lon, at=1)
    assert set(proposed(app)) == {*before, desa.code}
    click_map(app, desa.lat, desa.lon, at=2)
    assert set(proposed(app)) == before


def test_without_the_switch_a_tap_chooses_a_kecamatan(knowledge: Knowledge) -> None:
    """The map is read first, and changed only on purpose."""
    app = opened("siting")
    before, desa = proposed(app), knowledge.places.desa[0]
    click_map(app, desa.lat, desa.lon)
    assert proposed(app) == before
    assert map_state(app)["selected"] == desa.kecamatan_code


def test_a_dragged_post_moves_to_the_nearest_desa(knowledge: Knowledge) -> None:
    """Dropped near another desa: it stands there, the other two stay."""
    app = opened("siting")
    first, *others = proposed(app)
    target = next(d for d in knowledge.places.desa if d.code not in proposed(app))
    click_map(app, target.lat + 0.001, target.lon, moved=first)
    assert set(proposed(app)) == {target.code, *others}


def test_the_best_places_come_back() -> None:
    """One button undoes all that was placed by hand."""
    app = opened("siting")
    before = proposed(app)
    app.multiselect(key="sites").set_value(before[:1]).run()
    assert proposed(app) == before[:1]
    next(b for b in app.button if b.label == text("siting.best_again", "id")).click()
    app.run()
    assert proposed(app) == before
    assert "sites" not in link(app)


def test_places_by_hand_survive_a_change_of_page(knowledge: Knowledge) -> None:
    """The first page shows them too: one answer everywhere."""
    code = knowledge.places.desa[0].code
    app = opened("siting", sites=code)
    assert proposed(go(app, "summary")) == [code]
    assert proposed(go(app, "siting")) == [code]


def test_a_strange_place_in_a_link_is_told() -> None:
    """A code that no desa has: the page says so, and does not fall."""
    app = opened("siting", sites="64.99.99.9999")
    assert "64.99.99.9999" in texts(app)


def downloads(page: str) -> list[str]:
    """Return the labels of what can be downloaded from a page."""
    buttons: Any = opened(page).get("download_button")
    return [button.label for button in buttons]


def test_the_proposal_file_can_be_taken_from_this_page_alone() -> None:
    """Map, tables, PDF and DOCX here; no PDF of another view."""
    both = [text(f"download.{kind}", "id") for kind in ("pdf", "docx")]
    assert downloads("siting")[-2:] == both
    assert not set(both) & set(downloads("coverage"))


def unfolded(app: AppTest, section: str) -> AppTest:
    """Open a section as a reader does: what is folded is not drawn."""
    app.session_state[section] = True
    app.run()
    assert not app.exception, app.exception
    return app


def test_what_is_folded_is_not_worked_out() -> None:
    """Neither both posts nor the moves until somebody asks."""
    app = opened("siting")
    keys = {one.key for one in app.number_input}
    assert not any(key and key.startswith(("joint_", "moved_")) for key in keys)


@pytest.mark.parametrize("kind", ["polsek", "koramil"])
def test_both_posts_follow_their_prices(kind: str, knowledge: Knowledge) -> None:
    """Budget and prices of the reader: the places that the plan gives for them."""
    app = unfolded(opened("siting"), "joint_section")
    result = evaluate(knowledge, Scenario())
    cases = joint_cases(result)

    def places(ask: JointAsk) -> list[str]:
        found = joint_places(knowledge, result.scenario, cases, ask)
        assert further_words.joint_sentence(result, found, ask, "id") in texts(app)
        return [one.desa.name for one in found.places]

    assert list(table(app, "price")["desa"]) == places(JointAsk(budget=3))
    app.number_input(key="joint_budget").set_value(5.0).run()
    assert list(table(app, "price")["desa"]) == places(JointAsk(budget=5))
    app.number_input(key=f"joint_price_{kind}").set_value(2.5).run()
    prices = (2.5, 1.0) if kind == "polsek" else (1.0, 2.5)
    told = places(JointAsk(budget=5, prices=prices))
    assert list(table(app, "price")["desa"]) == told
    assert text("joint.provisional", "id", post_word="koramil") in texts(app)


def test_a_budget_of_nothing_is_answered() -> None:
    """No place and no table, but a sentence."""
    app = unfolded(opened("siting"), "joint_section")
    app.number_input(key="joint_budget").set_value(0.0).run()
    assert not app.exception
    assert not [one for one in app.dataframe if "price" in one.value]


@pytest.mark.parametrize(("service", "moves"), [("polsek", 0), ("koramil", 2)])
def test_posts_that_may_move(service: str, moves: int, knowledge: Knowledge) -> None:
    """As many as the reader lets go: which closes, where it opens."""
    app = unfolded(opened("siting", post_type=service), "moved_section")
    assert len(table(app, "what")) == 2
    app.number_input(key="moved_posts_3").set_value(moves).run()
    result = evaluate(knowledge, Scenario(post_type=service))
    assert result.sited is not None
    found = moved_posts(knowledge, result.scenario, result.sited.case, moves)
    assert further_words.moved_sentence(result, found, moves, "id") in texts(app)
    shown = [one for one in app.dataframe if "what" in one.value]
    assert [len(one.value) for one in shown] == ([4] if moves else [])
