"""The legend below the map, in the order of reading."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from geo.coverage import by_desa, counted_types
from plan.with_new_posts import with_new_posts
from views import palette, state, story, wording
from views.charts.key import STYLE, two_way_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plan.evaluate import Result
    from views.maps.signs import Isoline

_STYLE = """<style>
.pr-legend{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;align-items:center;
  font-size:.95rem;line-height:1.4}
.pr-legend span{display:inline-flex;align-items:center;gap:.4rem;white-space:nowrap}
.pr-legend i{width:1.5rem;height:1rem;border:1px solid #7a6a5a;display:inline-block}
.pr-legend b{color:#fff;padding:0 .4rem;border-radius:.2rem;font-size:.85rem}
.pr-legend u{text-decoration:none;font-weight:600}
.pr-legend .pr-others{flex-wrap:wrap;row-gap:.25rem;font-size:.85rem}
.pr-legend .pr-others b{margin-left:.35rem}
.pr-legend em{font-style:normal;opacity:.75;font-size:.85rem}
</style>"""
_DENSE = "repeating-linear-gradient(135deg,#1d2428 0 1.5px,#fff 1.5px 5px)"
_LIGHT = "repeating-linear-gradient(135deg,#857b6d 0 1px,#fff 1px 8px)"
_DOTS = (
    "radial-gradient(circle at 50% 50%,#fff 0 1.4px,#1d2428 1.9px 2.5px,"
    "transparent 3px) 0 0/.5rem .5rem,#eeeae2"
)
_OUTLINE = "background:#fff;color:{0};box-shadow:inset 0 0 0 1.5px {0}"
_OUT, _NO_ROUTE = "\N{CIRCLED DIVISION SLASH}", "\N{CIRCLED TIMES}"
_DASHES = ("solid", "dashed", "dotted")
_GLYPHS = {"star": "★", "anchor": "⚓"}


def legend(result: Result, scheme: str, isolines: tuple[Isoline, ...] = ()) -> None:
    """Class colours with their bounds, lines, hatches, posts and points."""
    style = STYLE if scheme == "readiness" else ""
    show([*_items(result, scheme), *_lines(isolines)], style)


def people(result: Result, bounds: Sequence[str], *, has_gap: bool) -> None:
    """Classes of police needed, what is unmet, and where people come from."""
    colours = palette.scheme_colours("personnel")
    items = [f"<u>{escape(_word('personnel.legend'))}</u>"]
    items += [
        swatch(colour, text) for colour, text in zip(colours, bounds, strict=True)
    ]
    if has_gap:
        items.append(swatch(_DENSE, _word("personnel.legend.unmet")))
    line = f"border:0;border-top:2px solid {palette.THEMES['light'].accent};height:0"
    items.append(
        f'<span><i style="{line}"></i>{escape(_word("personnel.legend.way"))}</span>'
    )
    show(
        [*items, *_posts(result), f"<span>● {escape(_word('legend.tps_zoom'))}</span>"]
    )


def response(cuts: Sequence[str]) -> None:
    """Classes of how soon the reserve is at the farthest TPS, the soonest first."""
    colours = palette.scheme_colours("coverage")
    words = [f"\N{LESS-THAN OR EQUAL TO} {cut}" for cut in cuts] + [f"> {cuts[-1]}"]
    items = [f"<u>{escape(_word('personnel.legend.response'))}</u>"]
    items += [
        swatch(colour, told)
        for colour, told in zip(reversed(colours), words, strict=True)
    ]
    items.append(swatch(palette.THEMES["light"].unknown, _word("legend.unknown")))
    show(items)


def show(items: Iterable[str], style: str = "") -> None:
    """Entries side by side, below the map."""
    st.html(_STYLE + style + f'<div class="pr-legend">{"".join(items)}</div>')


def _lines(isolines: tuple[Isoline, ...]) -> Iterator[str]:
    """Lines of equal travel time, and that they are an estimate."""
    colour = palette.THEMES["light"].isoline
    for line in isolines:
        look = f"border:0;border-top:3px {_DASHES[line.rank]} {colour};height:0"
        yield f'<span><i style="{look}"></i>{escape(line.label)}</span>'
    if isolines:
        yield f"<span><em>{escape(_word('isolines.legend'))}</em></span>"


def _items(result: Result, scheme: str) -> Iterator[str]:
    lang = state.lang()
    yield f"<u>{escape(story.legend_title(result, scheme, lang))}</u>"
    if scheme == "readiness":
        yield two_way_key(result, lang)
    else:
        colours = palette.scheme_colours(scheme)
        for level, name, bounds in story.class_words(result, scheme, lang):
            shown = bounds if scheme == "risk" else f"{bounds} %"
            yield swatch(colours[level], name, shown)
    yield swatch(palette.THEMES["light"].unknown, _word("legend.unknown"))
    dense, light = story.hatch_words(result, scheme, lang)
    if dense:
        yield swatch(_DENSE, dense)
    if light:
        yield swatch(_LIGHT, light)
    dotted = story.unstable_word(result, scheme, lang)
    if dotted:
        yield swatch(_DOTS, dotted)
    yield from _posts(result)
    yield f"<span>◎ {escape(_word('legend.candidate'))}</span>"
    if scheme == "siting":
        yield _new_stations()
        result = with_new_posts(result)
    yield from _stations(result)


def _new_stations() -> str:
    """The dots that a proposed post reaches, and the number below its circle."""
    colour = palette.THEMES["light"].accent
    dot = f'<span style="color:{colour}">●</span>'
    told = escape(_word("legend.tap"))
    sure = f'<em style="white-space:normal">{told}</em>'
    return f"<span>{dot} {escape(_word('legend.tps_new'))}</span><span>{sure}</span>"


def _posts(result: Result) -> Iterator[str]:
    """Each kind of post on the map: counted ones full, the others as outlines."""
    scenario = result.scenario
    counted = counted_types(scenario.post_type, scenario.counted)
    present = set(result.area.posts["post_type"])
    kinds = [kind for kind in palette.SHIELDS if kind in present]
    for kind in (kind for kind in kinds if kind in counted):
        yield f"<span>{_shield(kind, 'background:{0}')}</span>"
    others = [
        f"<span>{_shield(kind, _OUTLINE)}</span>"
        for kind in kinds
        if kind not in counted
    ]
    if others:
        quiet = f"<em>{escape(_word('legend.not_counted'))}</em>"
        yield f'<span class="pr-others">{quiet}{"".join(others)}</span>'


def _shield(kind: str, look: str) -> str:
    """The sign of a kind of post, and its name."""
    shield = palette.SHIELDS[kind]
    glyph = escape(_GLYPHS.get(shield.glyph, shield.glyph))
    sign = f'<b style="{look.format(shield.colour)}">{glyph}</b>'
    return f"{sign}{escape(_word(f'post_word.{kind}'))}"


def _stations(result: Result) -> Iterator[str]:
    """The dots of the TPS; crossed ones only where there are some."""
    lang = state.lang()
    threshold = wording.minutes(result.scenario.threshold, lang)
    reaches = list(by_desa(result.knowledge.places, result.coverage))
    yield f"<span>● {escape(_word('legend.tps_zoom'))}</span>"
    if any(reach.post is not None and not reach.is_reached for reach in reaches):
        out = wording.text("legend.tps_out", lang, threshold=threshold)
        yield f"<span>{_OUT} {escape(out)}</span>"
    if any(reach.post is None for reach in reaches):
        no_route = _word("legend.tps_no_route")
        yield f"<span>{_NO_ROUTE} {escape(no_route)}</span>"


def swatch(background: str, name: str, bounds: str = "") -> str:
    """A colour with its name and, quieter, its bounds."""
    detail = f"<em>{escape(bounds)}</em>" if bounds else ""
    return f'<span><i style="background:{background}"></i>{escape(name)}{detail}</span>'


def _word(key: str) -> str:
    return wording.text(key, state.lang())
