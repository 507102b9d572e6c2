"""What the map says and hatches where a list of posts is not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from views.maps.compose import is_lightly_hatched, status_word

if TYPE_CHECKING:
    from plan.gaps import Gap
    from plan.knowledge import Knowledge


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
