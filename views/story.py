"""Sentences that page and picture share: title, state of the view, legend words."""

from __future__ import annotations

import functools
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.coverage import SERVICES
from geo.errors import MethodError
from risk.scenario import HIGHEST_SCORE, Scenario
from views import wording
from views.travel_words import mode_word, travel_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.area import StudyArea
    from geo.catalogue import PostLayer
    from geo.errors import PetaRawanError
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from risk.presets import Preset

_WHOLE = "complete"
COVERAGE_CUTS = (20.0, 40.0, 60.0, 80.0)  # per cent


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
        names |= {part.code: part.name[lang] for part in preset.walk()}
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
            *_mode_words(result, lang),
            weights_word(result, lang),
            wording.text("word.data_span", lang, first=first, last=last),
            wording.text("word.indicative_borders", lang),
        )
    )


def _mode_words(result: Result, lang: str) -> list[str]:
    """How time is worked out, unless as usual."""
    usual = result.scenario.mode == Scenario().mode and not travel_of(result).file
    return [] if usual else [mode_word(result, lang)]


def weights_word(result: Result, lang: str) -> str:
    """Name of the preset, and whether the reader has changed its weights."""
    chosen = result.preset
    preset = chosen.name[lang]
    key = "story.weights_changed" if result.scenario.weights else "story.weights"
    told = wording.text(key, lang, preset=preset)
    phase = chosen.phases.get(result.scenario.phase)
    if phase is None:
        return told
    return wording.text("story.phase", lang, weights=told, phase=phase.name[lang])


def phase_changes(
    preset: Preset, phase: str, knowledge: Knowledge, lang: str
) -> list[str]:
    """What a phase changes in the weights of a preset, each with its reason."""
    if phase not in preset.phases:
        return []
    names = {part.code: part.name[lang] for part in preset.walk()}
    names |= {one.code: one.short[lang] for one in knowledge.indicators}
    changes = [
        wording.text(
            "phase.change",
            lang,
            weight=names[change.weight],
            factor=wording.general(change.factor, lang),
            reason=change.reason[lang],
        )
        for change in preset.phases[phase].changes
        if change.weight in preset.weights
    ]
    told = changes or [wording.text("phase.no_change", lang)]
    return [preset.phases[phase].note[lang], *told]


def data_span(result: Result, lang: str) -> tuple[str, str]:
    """Earliest and latest date of the data, in words."""
    first, last = result.area.catalogue.span
    return wording.date(first, lang), wording.date(last, lang)


def class_bounds(result: Result, scheme: str) -> Iterator[tuple[int, float, float]]:
    """Level, lower and upper bound of each class in use, lowest first."""
    risk = result.score.cuts if scheme == "risk" else COVERAGE_CUTS
    cuts = risk or result.scenario.cuts or COVERAGE_CUTS
    edges = (0.0, *(min(max(cut, 0.0), HIGHEST_SCORE) for cut in cuts), HIGHEST_SCORE)
    used = (-math.inf, *cuts, math.inf)
    for level, (low, high) in enumerate(pairwise(used)):
        if low < high and math.inf not in (low, -high):
            yield level, edges[level], edges[level + 1]


def class_words(result: Result, scheme: str, lang: str) -> list[tuple[int, str, str]]:
    """Level, name and bounds of each class in use: (1, "Rendah", "20 to <40")."""
    bounds = list(class_bounds(result, scheme))
    words = []
    for level, low, high in bounds:
        key = "class.bounds_last" if level == bounds[-1][0] else "class.bounds"
        low_word, high_word = (
            wording.general(round(edge, 2), lang) for edge in (low, high)
        )
        told = wording.text(key, lang, low=low_word, high=high_word)
        name = wording.text(f"class.{level}", lang) if scheme == "risk" else ""
        words.append((level, name, told))
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
    on_it = scheme in ("coverage", "siting")
    below = wording.text("legend.below_standard", lang) if on_it else None
    return gap, below


def unstable_word(result: Result, scheme: str, lang: str) -> str | None:
    """What the dots mean; None where no rank is in doubt, or the view shows none."""
    if scheme != "risk" or not result.unstable:
        return None
    return wording.text("status.unstable", lang)


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
    return _is_complete(result.area, result.scenario.post_type)


@functools.lru_cache(maxsize=16)
def _is_complete(area: StudyArea, post_type: str) -> bool:
    """Asked for each place of a map, and counted in the list of posts only once."""
    return area.is_complete(post_type) is True


def list_reason(area: StudyArea, layer: PostLayer, lang: str) -> str:
    """Why a list of posts counts as complete, or does not.

    The author's reason holds for the number the author stated: with more or fewer
    posts than that, the difference is told in its place.
    """
    whole = layer.is_complete(area.listed(layer.post_type))
    if not is_overfull(area, layer) and (whole or layer.completeness != _WHOLE):
        return layer.reason[lang]
    return wording.text(
        f"completeness.{'more' if whole else 'short'}",
        lang,
        listed=wording.number(area.listed(layer.post_type), lang),
        expected=wording.number(layer.expected, lang),
        post_type=wording.text(f"post_word.{layer.post_type}", lang),
    )


def is_overfull(area: StudyArea, layer: PostLayer) -> bool:
    """Whether more posts are listed than the sources of a whole list stated."""
    return (
        layer.completeness == _WHOLE and area.listed(layer.post_type) > layer.expected
    )
