"""What the map says and hatches where a list of posts is not complete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from risk.uncertainty import Summary
from views import story
from views.exports.compose import snapshot
from views.maps.compose import compose, is_lightly_hatched, status_word
from views.maps.payload import LAYERS
from views.wording import text

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.knowledge import Knowledge
    from views.maps.payload import MapPayload

TELEN, BUSANG = "64.08.07", "64.08.06"


@pytest.fixture
def koramil(knowledge: Knowledge) -> dict[str, Gap]:
    """Return the gaps of the army's service by name of kecamatan."""
    result = evaluate(knowledge, Scenario(post_type="koramil"))
    return {gap.kecamatan: gap for gap in result.gaps}


@pytest.mark.parametrize(
    ("kecamatan", "lang", "word"),
    [
        ("Busang", "id", "Belum diketahui"),
        ("Bengalon", "id", "Standar belum dapat dinilai"),
        ("Bengalon", "en", "Standard cannot be judged yet"),
    ],
)
def test_a_listed_koramil_is_not_called_unknown(
    koramil: dict[str, Gap], kecamatan: str, lang: str, word: str
) -> None:
    """Bengalon has one: only whether it is near enough is open."""
    assert status_word(koramil[kecamatan], "unknown", lang) == word


@pytest.mark.parametrize("scheme", ["risk", "coverage"])
def test_the_hatch_of_an_unknown_post_leaves_out_places_with_one(
    koramil: dict[str, Gap], scheme: str
) -> None:
    """Fourteen are hatched; the legend says that their koramil is not known."""
    hatched = {name for name, gap in koramil.items() if is_lightly_hatched(gap, scheme)}
    assert len(hatched) == 14
    assert not hatched & {"Bengalon", "Muara Ancalong"}


def on_the_map(result: Result, scheme: str, lang: str = "id") -> MapPayload:
    """Return what the map of a result shows, without a backdrop."""
    return compose(
        result, ({}, {}), scheme=scheme, lang=lang, selected=None, layers=LAYERS,
        theme="light",
    )  # fmt: skip


def doubted(result: Result, *codes: str) -> Result:
    """Return the result with the ranks of exactly these kecamatan in doubt."""
    n = len(result.score.areas)
    ranks, shares = result.score.rank.astype(np.int32), np.ones(n)
    flagged = np.array([code in codes for code in result.score.areas])
    return replace(
        result, certainty=Summary(3, ranks, ranks, ranks, shares, shares, flagged)
    )


@pytest.fixture(scope="module")
def doubtful(knowledge: Knowledge) -> Result:
    """Return a result in which two ranks are said to be unstable."""
    found = doubted(evaluate(knowledge, Scenario()), TELEN, BUSANG)
    assert found.unstable == {TELEN, BUSANG}
    return found


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_unstable_rank_is_dotted_and_said(doubtful: Result, lang: str) -> None:
    """In the area's words too, which are its label for a screen reader."""
    word = text("status.unstable", lang)
    areas = on_the_map(doubtful, "risk", lang).areas
    assert {area.code for area in areas if area.unstable} == {TELEN, BUSANG}
    assert {area.code for area in areas if word in area.lines} == {TELEN, BUSANG}
    assert snapshot(doubtful, "risk", lang).legend.unstable == word


def test_dots_are_part_of_what_the_map_shows(doubtful: Result) -> None:
    """Another set of unstable ranks is another state of the same map."""
    other = doubted(doubtful, TELEN)
    digests = [on_the_map(one, "risk").digest for one in (doubtful, other)]
    assert digests[0] != digests[1]


def test_no_dots_where_no_rank_is_shown(doubtful: Result) -> None:
    """Coverage has no rank in doubt; and where none is, the legend is silent."""
    assert not any(area.unstable for area in on_the_map(doubtful, "coverage").areas)
    assert story.unstable_word(doubtful, "coverage", "id") is None
    sure = doubted(doubtful)
    assert story.unstable_word(sure, "risk", "id") is None
    shown = snapshot(doubtful, "risk", "id").areas
    assert shown["unstable"].sum() == 2
    assert snapshot(doubtful, "coverage", "id").areas["unstable"].sum() == 0
