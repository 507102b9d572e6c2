"""How a view came about, in lines of a label and a text: for picture and workbook."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from geo.coverage import OPTIONAL, SERVICES
from geo.errors import PetaRawanError
from geo.reading import read_bytes
from plan.readiness import REACH
from views import story, wording
from views.phrases import phrase
from views.travel_words import mode_word, travel_quality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.catalogue import Catalogue, Notice
    from plan.evaluate import Result

Line = tuple[str, str]

POSTS_FILE = "posts.csv"
DIGEST = 12
_NOT_SHOWN = {"method", "description"}
_PER_ROW = "named per row"
_OWN = ("-", "MIT")
"""Licences of what was worked out for the study area, or is named by a notice."""

_HEAD = re.compile(r"[,;(]|: ")


def scenario_digest(result: Result) -> str:
    """Return 12 hexadecimal digits that change with any choice of the reader."""
    plain = json.dumps(result.scenario.to_dict(), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:DIGEST]


def has_corrected_posts(result: Result) -> bool:
    """Whether the posts are other than those in the study area's own folder."""
    used = result.area.catalogue.file(POSTS_FILE).sha256
    try:
        shipped = read_bytes(result.area.path / POSTS_FILE)
    except PetaRawanError:
        return True
    return hashlib.sha256(shipped).hexdigest() != used


def shown_posts(result: Result) -> tuple[str, ...]:
    """Post types of the service looked at, the highest first, those to ask for last."""
    service = result.scenario.post_type
    return (*reversed(SERVICES[service]), *OPTIONAL[service])


def lines(result: Result, scheme: str, lang: str) -> list[Line]:
    """Everything a reader needs to make the view again, and to doubt it."""
    told = (
        ("scenario", scenario_text(result, lang)),
        ("weights", weights_text(result, lang)),
        ("data", data_text(result, lang)),
        ("marks", marks_text(result, scheme, lang)),
        ("assumptions", _assumptions_text(result, lang)),
        ("sources", sources_text(result.area.catalogue, lang)),
    )
    return [(wording.text(f"export.label.{name}", lang), text) for name, text in told]


def scenario_text(result: Result, lang: str) -> str:
    """Service, season, threshold, way of counting and standard, in one line."""
    chosen = result.scenario
    counted = [*SERVICES[chosen.post_type], *chosen.counted]
    posts = ", ".join(wording.text(f"post_word.{kind}", lang) for kind in counted)
    return wording.text(
        "export.scenario",
        lang,
        posts=posts,
        season=wording.text(f"season.{chosen.season}.long", lang),
        threshold=wording.minutes(chosen.threshold, lang),
        mode=mode_word(result, lang),
        standard=wording.percent(chosen.standard, lang),
    )


def weights_text(result: Result, lang: str) -> str:
    """Preset, every weight that is not 1, and how the index is put together."""
    chosen = result.scenario
    return wording.text(
        "export.method",
        lang,
        weights=_preset_word(result, lang),
        listed=_listed_weights(result, lang),
        aggregate=wording.text(f"aggregate.{chosen.aggregate}", lang),
        normalise=wording.text(f"normalise.{chosen.normalise}", lang),
        treat=wording.text(f"treat.{chosen.treat}", lang),
        classes=wording.text(f"classes.{chosen.classes}", lang),
        known=wording.percent(chosen.min_known, lang),
    )


def _preset_word(result: Result, lang: str) -> str:
    """Name of the preset, beside a label that says "weights" already."""
    preset = result.preset.name[lang]
    if not result.scenario.weights:
        return preset
    return wording.text("export.preset_changed", lang, preset=preset)


def _listed_weights(result: Result, lang: str) -> str:
    preset = result.preset
    names = {part.code: part.name[lang] for part in preset.walk()}
    names |= {one.code: one.short[lang] for one in result.knowledge.indicators}
    weights = preset.weights_in(result.scenario.phase) | dict(result.scenario.weights)
    told = [
        f"{wording.plain(names[code])} {wording.general(weight, lang)}"
        for code, weight in weights.items()
        if weight != 1
    ]
    if not told:
        return wording.text("export.weights_equal", lang)
    if len(told) == len(weights):
        return ", ".join(told)
    return wording.text("export.weights_listed", lang, weights=", ".join(told))


def data_text(result: Result, lang: str) -> str:
    """Span of the dates, versions of data and scenario, corrected posts, borders."""
    first, last = story.data_span(result, lang)
    told = [
        wording.text("word.data_span", lang, first=first, last=last),
        wording.text(
            "export.version",
            lang,
            version=result.area.data_version,
            scenario=scenario_digest(result),
        ),
    ]
    if has_corrected_posts(result):
        told.append(wording.text("export.posts_corrected", lang))
    told.append(wording.text("word.indicative_borders.help", lang))
    return " · ".join(told)


def marks_text(result: Result, scheme: str, lang: str) -> str:
    """Each mark in use, and which figures carry it."""
    return " · ".join(
        f"{wording.mark(quality, lang)}: {'; '.join(names)}"
        for quality, names in marked(result, scheme, lang).items()
    )


def marked(result: Result, scheme: str, lang: str) -> dict[str, list[str]]:
    """Return quality -> names of the figures of this view that are not official.

    On the risk map the indicators that have a weight; on the coverage map what is
    worked out from travel times, and the voters that no list gives; on the two-way
    map and on that of the proposals both.
    """
    if scheme == "coverage":
        return _marked_coverage(result, lang)
    both = scheme in ("readiness", "siting")
    found = _marked_coverage(result, lang) if both else {}
    for indicator, weight in zip(
        result.table.indicators, result.score.weights, strict=True
    ):
        if scheme == "readiness" and indicator.code in REACH:
            continue
        if weight > 0 and indicator.quality != "official":
            found.setdefault(indicator.quality, []).append(indicator.short[lang])
    return found


def _marked_coverage(result: Result, lang: str) -> dict[str, list[str]]:
    service = result.scenario.post_type
    reached = "estimate" if result.area.is_complete(service) else "partial"
    found: dict[str, list[str]] = {}
    for name, quality in (
        ("travel_times", travel_quality(result)),
        ("reached", reached),
        ("voters", "estimate"),
    ):
        word = wording.text(f"export.figure.{name}", lang)
        found.setdefault(quality, []).append(word)
    return found


def _assumptions_text(result: Result, lang: str) -> str:
    titles = (one.title[lang] for one in result.area.catalogue.assumptions)
    return "; ".join(titles)


def sources_text(catalogue: Catalogue, lang: str) -> str:
    """Whose data the view shows: those with a licence notice first."""
    told = [
        *(notice_text(notice) for notice in catalogue.notices),
        *_unique(_heads(catalogue, lang)),
        *_per_row(catalogue, lang),
        wording.text("export.colours", lang),
    ]
    return "; ".join(told)


def notice_text(notice: Notice) -> str:
    """Return the copyright line of a notice with its licence."""
    said = (line.strip() for line in notice.text.splitlines())
    line = next((one for one in said if one.startswith("Copyright")), notice.holder)
    return f"{line} ({notice.licence})"


def _heads(catalogue: Catalogue, lang: str) -> Iterator[str]:
    """What stands before the first comma, bracket or colon of each public source."""
    for entry in catalogue.files:
        if entry.role in _NOT_SHOWN:
            continue
        for column in entry.columns:
            named = not column.source.startswith(_PER_ROW)
            if named and column.licence not in _OWN:
                source = phrase(column.source, lang)
                yield _HEAD.split(source, maxsplit=1)[0].strip()


def _per_row(catalogue: Catalogue, lang: str) -> Iterator[str]:
    """The layers and tables whose every row names its source."""
    files = [
        entry.name
        for entry in catalogue.files
        if entry.role in {"layer", "table"} and entry.source.startswith(_PER_ROW)
    ]
    if files:
        yield wording.text("export.per_row", lang, files=", ".join(files))


def _unique(texts: Iterable[str]) -> Iterable[str]:
    """Each text once, in the order of its first place."""
    return dict.fromkeys(texts)
