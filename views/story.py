"""Sentences that page and picture share: title, state of the view, legend words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geo.coverage import SERVICES
from geo.errors import MethodError
from views import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.area import StudyArea
    from geo.catalogue import PostLayer
    from geo.errors import PetaRawanError
    from plan.evaluate import Result
    from plan.knowledge import Knowledge

_WHOLE = "complete"
COVERAGE_BOUNDS = ("0", "20", "40", "60", "80", "100")


def title(result: Result, scheme: str, lang: str) -> str:
    """Place, subject and election, such as "Kutai Timur · Peta kerawanan · ..."."""
    return wording.text(
        f"story.title.{scheme}",
        lang,
        area=result.area.name,
        election=result.area.election.name,
    )


def faults(error: PetaRawanError, known: Knowledge | None, lang: str) -> list[str]:
    """Every fault as a sentence; where a method fails, its codes by their names.

    In faulty choices codes stay codes: they are what the reader has to write.
    """
    if known is None or not isinstance(error, MethodError):
        return wording.error(error, lang)
    names = known.area.kecamatan["kecamatan"].astype(str).to_dict()
    for preset in known.presets.values():
        names |= {side.code: side.name[lang] for side in preset.dimensions}
    names |= {indicator.code: indicator.short[lang] for indicator in known.indicators}
    return wording.error(error, lang, names)


def state(result: Result, lang: str) -> str:
    """Return season, threshold, weights, data dates and borders: the view's state."""
    chosen = result.scenario
    first, last = data_span(result, lang)
    return " · ".join(
        (
            wording.text(f"season.{chosen.season}.long", lang),
            wording.text(
                "word.threshold_state",
                lang,
                threshold=wording.minutes(chosen.threshold, lang),
            ),
            weights_word(result, lang),
            wording.text("word.data_span", lang, first=first, last=last),
            wording.text("word.indicative_borders", lang),
        )
    )


def weights_word(result: Result, lang: str) -> str:
    """Name of the preset, and whether the reader has changed its weights."""
    preset = result.knowledge.presets[result.scenario.preset].name[lang]
    key = "story.weights_changed" if result.scenario.weights else "story.weights"
    return wording.text(key, lang, preset=preset)


def data_span(result: Result, lang: str) -> tuple[str, str]:
    """Earliest and latest date of the data, in words."""
    first, last = result.area.catalogue.span
    return wording.date(first, lang), wording.date(last, lang)


def class_bounds(result: Result, scheme: str) -> Iterator[tuple[float, float]]:
    """Lower and upper bound of each class of a scheme, lowest first."""
    cuts = result.scenario.cuts if scheme == "risk" else (20.0, 40.0, 60.0, 80.0)
    edges = (0.0, *cuts, 100.0)
    return pairwise(edges)


def class_words(result: Result, scheme: str, lang: str) -> list[tuple[str, str]]:
    """Name and bounds of each class, lowest first: ("Rendah", "20 to <40")."""
    words = []
    for level, (low, high) in enumerate(class_bounds(result, scheme)):
        key = (
            "class.bounds_last" if level == len(COVERAGE_BOUNDS) - 2 else "class.bounds"
        )
        bounds = wording.text(
            key, lang, low=wording.general(low, lang), high=wording.general(high, lang)
        )
        name = wording.text(f"class.{level}", lang) if scheme == "risk" else ""
        words.append((name, bounds))
    return words


def legend_title(result: Result, scheme: str, lang: str) -> str:
    """What the colours mean."""
    return wording.text(
        f"legend.{scheme}",
        lang,
        threshold=wording.minutes(result.scenario.threshold, lang),
        post_word=service_word(result, lang),
    )


def hatch_words(
    result: Result, scheme: str, lang: str
) -> tuple[str | None, str | None]:
    """What the dense and the light hatch mean here; None where none is drawn."""
    if not is_complete(result):
        word = wording.text(
            "legend.post_unknown", lang, post_word=service_word(result, lang)
        )
        return None, word
    gap = wording.text("legend.gap", lang, post_word=service_word(result, lang))
    below = (
        wording.text("legend.below_standard", lang) if scheme == "coverage" else None
    )
    return gap, below


def service_word(result: Result, lang: str) -> str:
    """Word of the post a gap asks for: polsek or koramil."""
    return wording.text(f"post_word.{SERVICES[result.scenario.post_type][0]}", lang)


def least(result: Result) -> str:
    """Sign of what is reached: about; at least, where posts may not be listed."""
    return "≈" if is_complete(result) else "≥"


def most(result: Result) -> str:
    """Sign of what is not reached: about; at most, where posts may not be listed."""
    return "≈" if is_complete(result) else "≤"


def is_complete(result: Result) -> bool:
    """Whether every post of the scenario's service is listed."""
    return result.area.is_complete(result.scenario.post_type) is True


def list_reason(area: StudyArea, layer: PostLayer, lang: str) -> str:
    """Why a list of posts counts as complete, or does not."""
    if layer.is_complete(area.listed(layer.post_type)) or layer.completeness != _WHOLE:
        return layer.reason[lang]
    return wording.text(
        "completeness.short",
        lang,
        listed=wording.number(area.listed(layer.post_type), lang),
        expected=wording.number(layer.expected, lang),
        post_type=wording.text(f"post_word.{layer.post_type}", lang),
    )
