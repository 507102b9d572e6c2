"""The proposed posts as picture and tables: what the page says, to take away."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from openpyxl import load_workbook

from geo.errors import MethodError
from plan.before_after import changes
from plan.evaluate import evaluate
from plan.siting_depth import proven
from plan.with_new_posts import with_new_posts
from risk.scenario import Scenario
from views import siting_words, wording
from views.exports import files, png
from views.exports.compose import machine_table, snapshot, table
from views.exports.paper import HEIGHT, WIDTH, width
from views.palette import THEMES

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.proposals import Sited

LANGUAGES = wording.LANGUAGES


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """Return the proven answer to the default scenario."""
    return proven(evaluate(knowledge, Scenario()))


def sited(result: Result) -> Sited:
    """Return the places of a result that has some."""
    assert result.sited is not None
    return result.sited


def rows_of(result: Result, record: str) -> list[dict[str, str]]:
    """Read the rows of one kind from the CSV."""
    content = files.export(result, "csv", "siting", "id").decode("utf-8-sig")
    read = csv.DictReader(io.StringIO(content))
    return [row for row in read if row["record"] == record]


def pages(result: Result, lang: str) -> dict[str, list[tuple[object, ...]]]:
    """Read the sheets of the workbook back, by name."""
    book = load_workbook(io.BytesIO(files.export(result, "xlsx", "siting", lang)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_says_the_answer(result: Result, lang: str) -> None:
    """The headline of the page, each place with its reasons, the four figures."""
    shown = snapshot(result, "siting", lang)
    answer = siting_words.headline(result, sited(result), lang)
    assert shown.headline == answer
    names = [(row.name, row.value) for row in shown.rows]
    assert [name for name, _ in names] == [
        "Bumi Etam, Kaubun",
        "Sumber Sari, Long Mesangat",
        "Long Lees, Busang",
    ]
    assert all(row.why for row in shown.rows)
    figures = siting_words.figures(result, sited(result), lang)
    told = [(fact.label, fact.value) for fact in shown.facts]
    assert told[:4] == [(one.label, one.value) for one in figures]
    page = [text.get_text() for text in png.compose(shown).layer.texts]
    written = "".join("".join(page).split())
    assert "".join(answer.split()) in written
    assert wording.text("legend.tps_new", lang) in page


def test_the_map_has_the_new_posts(result: Result) -> None:
    """Coverage with them, a line to each desa newly reached, its TPS as new dots."""
    shown = snapshot(result, "siting", "id")
    assert shown.spokes is not None
    new = shown.tps[shown.tps["is_new"]]
    assert len(new) == len(shown.spokes) + len(result.shortlist)
    assert new["tps"].sum() == 53
    assert shown.candidates["note"].tolist() == ["100 %"] * 3
    other = snapshot(result, "coverage", "id")
    assert other.spokes is None
    assert not other.tps["is_new"].any()
    changed = shown.areas["risk_class"] != other.areas["risk_class"]
    assert set(shown.areas.loc[changed, "name"]) >= {"Kaubun", "Long Mesangat"}
    assert "8 → 5 dari 18" in shown.subtitle[0]
    then = with_new_posts(result)
    assert sum("none" in gap.statuses for gap in then.gaps) == 5


def test_lines_and_new_dots_are_drawn_in_the_accent(result: Result) -> None:
    """A teal line for each desa newly reached, on a pale one that sets it off."""
    shown = snapshot(result, "siting", "id")
    sheet = png.compose(shown)
    drawn = [part for axes in sheet.figure.axes for part in axes.collections]
    lines = [part for part in drawn if isinstance(part, LineCollection)]
    assert shown.spokes is not None
    counts = [len(part.get_segments()) for part in lines]
    assert counts == [len(shown.spokes)] * 2  # a pale line below each
    colours = [to_hex(np.asarray(part.get_edgecolor())[0]) for part in lines]
    assert colours == [THEMES["light"].halo, THEMES["light"].accent]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("service", ["polsek", "koramil"])
def test_nothing_runs_over_the_edge(
    knowledge: Knowledge, service: str, lang: str
) -> None:
    """Not with many places either: what does not fit is left out, never cut."""
    chosen = Scenario(new_posts=8, post_type=service)
    shown = snapshot(proven(evaluate(knowledge, chosen)), "siting", lang)
    for text in png.compose(shown).layer.texts:
        x, y = text.get_position()
        if text.get_horizontalalignment() == "left" and "\n" not in text.get_text():
            size = text.get_fontsize()
            weight = "bold" if text.get_fontweight() == "bold" else "normal"
            assert x + width(text.get_text(), size, weight) <= WIDTH
        assert 0 <= y <= HEIGHT


def test_no_place_is_left_out_for_want_of_room(knowledge: Knowledge) -> None:
    """The last ones give up their reasons, not their names."""
    chosen = Scenario(new_posts=8, season="wet")
    shown = snapshot(proven(evaluate(knowledge, chosen)), "siting", "id")
    page = [text.get_text() for text in png.compose(shown).layer.texts]
    assert len(shown.rows) == 8
    assert all(row.value in page for row in shown.rows)
    first = shown.rows[0].why.split()[0]
    assert any(text.startswith(first) for text in page)


def test_the_note_of_the_legend_stays_beside_its_title(knowledge: Knowledge) -> None:
    """That of an incomplete list is long: its letters shrink."""
    chosen = Scenario(post_type="koramil")
    shown = snapshot(proven(evaluate(knowledge, chosen)), "siting", "id")
    for text in png.compose(shown).layer.texts:
        if text.get_text() == shown.legend.note:
            end = text.get_position()[0] + width(text.get_text(), text.get_fontsize())
            assert end <= png.LEFT
            return
    pytest.fail("no note")


def test_the_figure_is_the_map_and_its_legend(result: Result) -> None:
    """A PNG of its own, wider than high, for the proposal file."""
    figure = png.render_figure(snapshot(result, "siting", "id"))
    assert figure.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(figure[at : at + 4], "big") for at in (16, 20))
    assert 1.2 < wide / high < 1.3


def test_the_csv_has_a_row_for_everything(result: Result) -> None:
    """Places, every kecamatan, all of them, and the sets that are as good."""
    found = sited(result)
    places = rows_of(result, "proposal")
    assert [row["desa"] for row in places] == ["Bumi Etam", "Sumber Sari", "Long Lees"]
    for row, proposal in zip(places, found.proposals, strict=True):
        assert int(row["added_voters"]) == proposal.added_voters
        assert float(row["minutes_after"]) == proposal.minutes_after
        assert row["objective"] == ""
    every = changes(result.knowledge, found, 60.0)
    kecamatan, (total,) = rows_of(result, "kecamatan"), rows_of(result, "total")
    assert [row["kecamatan_code"] for row in kecamatan] == [c.code for c in every[:-1]]
    for row, one in zip([*kecamatan, total], every, strict=True):
        assert int(row["covered_after"]) == one.covered_after
        assert int(row["tps_before"]) == one.tps_before
    assert (total["optimal"], total["gap"], total["equally_good"]) == ("1", "0.0", "2")
    assert float(total["objective_value"]) == found.best.value
    sets = rows_of(result, "set")
    assert sets[0]["set_sites"] == "64.08.06.2003;64.08.15.2001;64.08.18.2004"
    assert len(sets) == 2


def test_minutes_that_nobody_saves_are_blank(result: Result) -> None:
    """Unknown is an empty cell, never a nought."""
    rows = rows_of(result, "kecamatan")
    idle = [row for row in rows if row["nearer"] == "0"]
    assert idle
    assert {row["saved"] for row in idle} == {""}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_a_sheet_for_each_table(result: Result, lang: str) -> None:
    """Places with reasons, who gains with a sum, how sure, and what it rests on."""
    found = pages(result, lang)
    assert list(found) == [
        wording.text("export.sheet.proposals", lang),
        wording.text("siting.gains", lang),
        wording.text("siting.sheet.sure", lang),
        wording.text("export.sheet.about", lang),
    ]
    places, gains, sure, _ = found.values()
    whys = [why for _, why in siting_words.reasons(result, sited(result), lang)]
    assert [row[9] for row in places[1:]] == whys
    assert [row[8] for row in places[1:]] == [1, 1, 1]
    assert len(gains) == 1 + 18 + 1
    whole = siting_words.total(result, sited(result))
    assert gains[-1][:3] == (
        wording.text("siting.sheet.total", lang),
        whole.gained,
        whole.tps_after - whole.tps_before,
    )
    said = [row[1] for row in sure]
    assert "Long Nyelong, Bumi Etam, Sumber Sari" in said


def test_a_quick_answer_is_proven_before_it_leaves(knowledge: Knowledge) -> None:
    """The page may show a guess for a second; no file holds one."""
    (total,) = rows_of(evaluate(knowledge, Scenario()), "total")
    assert total["optimal"] == "1"
    assert total["equally_good"] == "2"


def test_own_places_are_not_called_the_best(knowledge: Knowledge) -> None:
    """Neither proven, nor with a gap: nobody searched for them."""
    chosen = proven(evaluate(knowledge, Scenario(sites=("64.08.11.2001",))))
    (total,) = rows_of(chosen, "total")
    assert (total["optimal"], total["gap"], total["equally_good"]) == ("0", "", "")


def test_a_place_without_draws_has_no_share(knowledge: Knowledge) -> None:
    """Voters alone do not move with the weights of the index."""
    found = proven(evaluate(knowledge, Scenario(demand_weight="voters")))
    assert {row["chosen_share"] for row in rows_of(found, "proposal")} == {""}
    assert snapshot(found, "siting", "id").candidates["note"].tolist() == [""] * 3
    assert wording.text("legend.tap", "id") not in [
        fact.note for fact in snapshot(found, "siting", "id").facts
    ]


@pytest.mark.parametrize("kind", sorted(files.MIME))
def test_why_nothing_can_be_proposed_is_told(knowledge: Knowledge, kind: str) -> None:
    """No file at all where the siting model has no answer."""
    result = evaluate(knowledge, Scenario(demand_weight="tps_vulnerable"))
    with pytest.raises(MethodError, match="no_vulnerable_tps"):
        files.export(result, kind, "siting", "id")


def test_nobody_proposed_is_an_empty_table(knowledge: Knowledge) -> None:
    """The head stays, so that a machine knows the columns."""
    found = proven(evaluate(knowledge, Scenario(new_posts=0)))
    assert table(found, "siting", "id").rows == ()
    columns, rows = machine_table(found, "siting")
    assert {row["record"] for row in rows} == {"kecamatan", "total", "set"}
    assert columns[0].key == "record"
    assert snapshot(found, "siting", "id").rows == ()
