"""Words of the two-way view: its axes, their classes, and what each quadrant means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.readiness import CLASSES, QUADRANTS, REACH, Cuts, cuts, in_order, quadrant
from views import story, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plan.evaluate import Result
    from plan.readiness import Readiness

_WAREHOUSE = frozenset({"minutes_warehouse_dry", "minutes_warehouse_wet"})
"""Travel times that are not those of the posts: they stay in vulnerability."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What one axis is, in full and short, and the bounds of its three classes.

    The lowest class comes first.
    """

    title: str
    short: str
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corner:
    """One quadrant: its code, name, rule, what to do, and its cells (`3 v + c`)."""

    code: str
    name: str
    rule: str
    act: str
    cells: tuple[int, ...]


def shown_cuts(result: Result) -> Cuts:
    """Where the classes begin, inside the axes: a bound not in use is at their end."""
    found = cuts(result)
    low, high = (round(min(max(cut, 0.0), 100.0), 1) for cut in found.vulnerability)
    return Cuts((low, high), found.coverage)


def vulnerability_axis(result: Result, lang: str) -> Axis:
    """Score without reach, 0 to 100."""
    bounds = shown_cuts(result).vulnerability
    edges = [wording.general(edge, lang) for edge in (0.0, *bounds, 100.0)]
    title = wording.text("readiness.vulnerability_axis", lang)
    short = wording.text("word.vulnerability", lang)
    return Axis(title, short, tuple(_bounds(edges, lang)))


def coverage_axis(result: Result, lang: str) -> Axis:
    """Share of TPS within the threshold, in per cent."""
    bounds = shown_cuts(result).coverage
    edges = [wording.general(round(100 * edge, 6), lang) for edge in (0, *bounds, 1)]
    title = story.legend_title(result, "coverage", lang)
    return Axis(f"{title} (%)", title, tuple(_bounds(edges, lang)))


def _bounds(edges: Sequence[str], lang: str) -> Iterator[str]:
    """Write "40 - < 60" for each class; the highest holds its upper edge too."""
    for level in range(CLASSES):
        key = "class.bounds_last" if level == CLASSES - 1 else "class.bounds"
        yield wording.text(key, lang, low=edges[level], high=edges[level + 1])


def corners(result: Result, lang: str) -> tuple[Corner, ...]:
    """The four quadrants, in the order in which to act."""
    bounds = shown_cuts(result)
    values = {
        "score": wording.general(bounds.vulnerability[0], lang),
        "share": wording.percent(bounds.coverage[1], lang),
    }
    return tuple(
        Corner(
            code=code,
            name=quadrant_word(code, lang),
            rule=wording.text(f"quadrant.{code}.rule", lang, **values),
            act=wording.text(f"quadrant.{code}.act", lang),
            cells=_cells(code),
        )
        for code in QUADRANTS
    )


def _cells(code: str) -> tuple[int, ...]:
    places = [divmod(cell, CLASSES) for cell in range(CLASSES * CLASSES)]
    return tuple(cell for cell, (v, c) in enumerate(places) if quadrant(v, c) == code)


def quadrant_word(code: str | None, lang: str) -> str:
    """Name of a quadrant, of unknown where it is None."""
    return wording.text(f"quadrant.{code or 'unknown'}", lang)


def told(one: Readiness, lang: str) -> list[str]:
    """What map and chart say first of a kecamatan: its quadrant, its vulnerability."""
    score = wording.number(one.vulnerability, lang, 1)
    line = wording.text("readiness.vulnerability_line", lang, score=score)
    return [quadrant_word(one.quadrant, lang), line]


def reading(result: Result, found: Sequence[Readiness], lang: str) -> str:
    """The view in one sentence: who is vulnerable and not reached, or that none is.

    A second sentence names those that cannot be placed, if there are any.
    """
    first = [one.kecamatan for one in in_order(found) if one.quadrant == QUADRANTS[0]]
    unknown = [one.kecamatan for one in in_order(found) if one.quadrant is None]
    key = "readiness.reading" if first else "readiness.reading_none"
    said = [
        wording.text(
            key,
            lang,
            part=wording.number(len(first), lang),
            whole=wording.number(len(found), lang),
            names=", ".join(first),
            post_word=story.service_word(result, lang),
        )
    ]
    if unknown:
        names = ", ".join(unknown)
        count = wording.number(len(unknown), lang)
        said.append(
            wording.text("readiness.reading_unknown", lang, count=count, names=names)
        )
    return " ".join(said)


def axis_note(result: Result, lang: str) -> str:
    """What vulnerability leaves out here, and which travel times it still holds."""
    weighed = {
        indicator.code: indicator.short[lang]
        for indicator, weight in zip(
            result.table.indicators, result.score.weights, strict=True
        )
        if weight > 0
    }
    left_out = ", ".join(name for code, name in weighed.items() if code in REACH)
    said = [wording.text("readiness.axis_note", lang, names=left_out)] * bool(left_out)
    if _WAREHOUSE & weighed.keys():
        said.append(wording.text("readiness.axis_warehouse", lang))
    return " ".join(said)
