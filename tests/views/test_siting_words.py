"""Words, tables and curve of the proposals, read off the real study area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from plan.evaluate import evaluate
from plan.siting.answer import EquallyGood
from plan.siting_depth import deepen, proven
from risk.scenario import Scenario
from views import siting_tables, siting_words
from views.charts.curve import curve_chart
from views.tables import NOTHING, formatter
from views.wording import text

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.siting_depth import Depth


@pytest.fixture(scope="module")
def deep(knowledge: Knowledge) -> tuple[Result, Depth]:
    """Return the proven answer of the default scenario."""
    result = evaluate(knowledge, Scenario())
    depth = deepen(result)
    return replace(result, sited=depth.sited), depth


def test_the_headline_names_places_and_gain(deep: tuple[Result, Depth]) -> None:
    """One sentence a leader can read out; the numbers are those of the coverage."""
    result, depth = deep
    assert siting_words.headline(result, depth.sited, "id") == (
        "3 polsek baru: Bumi Etam (Kaubun), Sumber Sari (Long Mesangat), Long Lees "
        "(Busang). ≈ 23.021 pemilih baru terjangkau dalam 60 menit."
    )


def test_the_figures_say_how_good_and_how_sure(deep: tuple[Result, Depth]) -> None:
    """Before and after, proven, the least sure place, and what is left."""
    result, depth = deep
    reached, proof, sure, left = siting_words.figures(result, depth.sited, "en")
    assert reached.value == "≈ 69 → 77 %"
    assert proof.value == text("siting.proven", "en")
    assert sure.value.endswith("%")
    assert left.value == "13 → 10"


def test_a_gap_is_told_while_nothing_is_proven(deep: tuple[Result, Depth]) -> None:
    """Two per cent at most: said as such, and the rest is being worked out."""
    result, depth = deep
    best = replace(
        depth.sited.best,
        optimal=False,
        bound=depth.sited.best.value * 1.02,
        equally_good=None,
    )
    proof = siting_words._proven(result, replace(depth.sited, best=best), "id")  # noqa: SLF001 - one of four
    assert "2,0" in proof.value
    assert proof.note == text("siting.counting", "id")


@pytest.mark.parametrize(
    ("count", "complete", "key"),
    [
        (1, True, "siting.only_one"),
        (3, True, "siting.others"),
        (101, False, "siting.others_at_least"),
    ],
)
def test_how_many_are_as_good(
    deep: tuple[Result, Depth], count: int, key: str, *, complete: bool
) -> None:
    """None, so many, or at least so many where counting stopped."""
    _, depth = deep
    answer = replace(depth.sited.best, equally_good=EquallyGood(count, complete, ()))
    told = siting_words.equally_good(answer, "en")
    assert told == text(key, "en", count=str(count - 1))


def test_the_text_to_paste_holds_every_place_and_its_state(
    deep: tuple[Result, Depth],
) -> None:
    """Headline, three places with reasons, how many are as good, the view's state."""
    result, depth = deep
    lines = siting_words.to_paste(result, depth.sited, "id").splitlines()
    assert len(lines) == 6
    assert [line[:3] for line in lines[1:4]] == ["1 ·", "2 ·", "3 ·"]
    assert all("undian bobot" in line for line in lines[1:4])
    assert "musim kering" in lines[5]


def test_sets_that_are_as_good_are_named(deep: tuple[Result, Depth]) -> None:
    """Long Nyelong reaches whom Long Lees reaches: the second set has it instead."""
    result, depth = deep
    first, second = (
        set(names.split(", ")) for names in siting_words.set_names(result, depth.sited)
    )
    assert first - second == {"Long Lees"}
    assert second - first == {"Long Nyelong"}


def test_who_gains_most_stands_first(deep: tuple[Result, Depth]) -> None:
    """18 kecamatan, ordered by the voters newly reached."""
    result, depth = deep
    rows, columns = siting_tables.gain_table(result, depth.sited, "id")
    gained = [row["gained"] for row in rows]
    assert gained == sorted(gained, reverse=True)
    assert len(rows) == 18
    assert rows[0]["kecamatan"] == "Kaubun"
    assert {column.key for column in columns} <= set(rows[0])


def test_the_curve_rises_and_greedy_never_beats_it(
    deep: tuple[Result, Depth],
) -> None:
    """0 to 10 posts: the best never falls, and is never below step by step."""
    result, depth = deep
    assert (np.diff(depth.best) >= 0).all()
    assert (depth.best >= depth.step - 1e-12).all()
    rows, _ = siting_tables.curve_table(depth, "id")
    assert [row["posts"] for row in rows] == list(range(11))
    assert rows[0]["more"] == 0
    assert sum(row["more"] for row in rows[1:]) == pytest.approx(
        rows[-1]["best"] - rows[0]["best"]
    )
    chart = curve_chart(result, depth, "id").to_dict()
    (lines, *_) = chart["datasets"].values()
    assert len(lines) == 22


def test_the_curve_says_what_one_more_would_add(deep: tuple[Result, Depth]) -> None:
    """After three posts; and where nothing is left, that too."""
    result, depth = deep
    assert "3 pos" in siting_words.curve_reading(result, depth, "id")
    many = replace(result, scenario=replace(result.scenario, new_posts=10))
    assert siting_words.curve_reading(many, depth, "id").startswith("Sesudah 10 pos")


@pytest.mark.parametrize(
    ("aim", "weight", "told"),
    [
        ("mclp", "voters", "1.234 pemilih"),
        ("mclp", "tps", "1.234 TPS"),
        ("lscp", "voters", "1.234 pos"),
        ("pmedian", "voters", "1.234 menit \N{MULTIPLICATION SIGN} bobot"),
        ("pcenter", "voters", "20,6 jam"),
    ],
)
def test_a_value_is_told_with_its_unit(
    deep: tuple[Result, Depth], aim: str, weight: str, told: str
) -> None:
    """Weight covered, number of posts, weighted minutes or the longest time."""
    result, _ = deep
    scenario = replace(result.scenario, objective=aim, demand_weight=weight)
    asked = replace(result, scenario=scenario)
    assert siting_words.objective_text(asked, 1234.0, "id") == told


def test_whom_nobody_can_serve_is_named(deep: tuple[Result, Depth]) -> None:
    """By the name of the desa; nothing is said where all can be served."""
    result, depth = deep
    assert siting_words.unserved(depth.sited, result, "id") is None
    left = replace(depth.sited, best=replace(depth.sited.best, unmet=(0,)))
    told = siting_words.unserved(left, result, "id")
    assert told is not None
    assert "Senyiur" in told


def test_without_a_gain_it_says_so(knowledge: Knowledge) -> None:
    """No post asked for: a sentence, not an empty line."""
    result = evaluate(knowledge, Scenario(new_posts=0))
    assert result.sited is not None
    told = siting_words.headline(result, result.sited, "id")
    assert told == text("siting.none", "id", post_word="polsek")


def test_own_places_have_no_share_of_draws(knowledge: Knowledge) -> None:
    """Nobody draws for what the reader has chosen, and the page says so."""
    code = knowledge.places.desa[0].code
    depth = deepen(evaluate(knowledge, Scenario(sites=(code,))))
    result = evaluate(knowledge, Scenario(sites=(code,)))
    sure = siting_words.figures(result, depth.sited, "id")[2]
    assert sure.note == text("siting.sure.by_hand", "id")


def test_own_places_are_never_called_proven(knowledge: Knowledge) -> None:
    """The figure says whose choice it is, and what the best would be."""
    code = knowledge.places.desa[0].code
    result = proven(evaluate(knowledge, Scenario(sites=(code,))))
    assert result.sited is not None
    assert result.sited.best.equally_good is not None
    proof = siting_words.figures(result, result.sited, "id")[1]
    assert proof.value == text("siting.by_hand", "id")
    assert siting_words.set_names(result, result.sited) == []
    pasted = siting_words.to_paste(result, result.sited, "id")
    assert siting_words.own_against_best(result, result.sited, "id") in pasted
    assert "sama baiknya" not in pasted


def test_what_own_places_leave_comes_before_their_number(knowledge: Knowledge) -> None:
    """One post is no better than 56 where it leaves a third unreached."""
    code = knowledge.places.desa[0].code
    result = evaluate(knowledge, Scenario(objective="lscp", sites=(code,)))
    assert result.sited is not None
    told = siting_words.own_against_best(result, result.sited, "id")
    assert told.startswith("Pilihan sendiri meninggalkan")


def test_nobody_nearer_saves_nothing_and_not_zero_minutes(
    deep: tuple[Result, Depth],
) -> None:
    """Where nobody is nearer there is no mean: a dash, never 0 minutes."""
    result, depth = deep
    rows, _ = siting_tables.gain_table(result, depth.sited, "id")
    assert [row["saved"] for row in rows if not row["nearer"]] == [None] * 12
    write = formatter("saving", "id")
    assert (write(None), write(71.0)) == (NOTHING, "71 menit")


def test_what_unlisted_posts_may_reach_already_is_at_most(knowledge: Knowledge) -> None:
    """Not every koramil is listed: some of the gain may be there already."""
    result = evaluate(knowledge, Scenario(post_type="koramil"))
    assert result.sited is not None
    gained = siting_words.total(result, result.sited).gained
    told = siting_words.headline(result, result.sited, "en")
    assert f"\N{LESS-THAN OR EQUAL TO} {gained:,} more voters" in told
