"""A map in words a test can compare: what each code looks like, no random ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views import palette

if TYPE_CHECKING:
    from views.maps.payload import MapPayload
    from views.maps.signs import AreaStyle


def describe(payload: MapPayload) -> dict[str, object]:
    """Return fill, hatching, names and signs of the map, keyed by code.

    Layers switched off are left out, as they are on the screen. Positions are
    [latitude, longitude] in degrees.
    """
    shown = payload.layers
    return {
        "scheme": payload.scheme,
        "theme": payload.theme,
        "selected": payload.selected,
        "areas": {area.code: _area(area, payload) for area in payload.areas},
        "posts": _posts(payload) if "posts" in shown else {},
        "candidates": _candidates(payload) if "candidates" in shown else {},
        "tps": _tps(payload) if "tps" in shown else {},
        "places": _places(payload) if "context" in shown else [],
        "spokes": _spokes(payload) if "candidates" in shown else {},
        "isolines": [[line.label, len(line.rings)] for line in payload.isolines],
    }


def _area(area: AreaStyle, payload: MapPayload) -> dict[str, object]:
    named = "labels" in payload.layers and area.label is not None
    return {
        "name": area.name if named else None,
        "fill": palette.class_colour(payload.scheme, area.risk_class, payload.theme),
        "hatch": _hatch(area) if "hatch" in payload.layers else [],
        "lines": list(area.lines),
    }


def _hatch(area: AreaStyle) -> list[str]:
    gap = "gap" if area.gap else "provisional" if area.provisional_gap else ""
    return [hatch for hatch in (gap, "unstable" if area.unstable else "") if hatch]


def _posts(payload: MapPayload) -> dict[str, object]:
    other = palette.SHIELDS["other"]
    return {
        post.post_id: {
            "name": post.name,
            "sign": palette.SHIELDS.get(post.post_type, other).glyph,
            "full": post.counted,
            "at": [post.lat, post.lon],
        }
        for post in payload.posts
    }


def _candidates(payload: MapPayload) -> dict[str, object]:
    return {
        mark.code: {
            "name": mark.name,
            "rank": mark.rank,
            "provisional": mark.provisional,
            "note": mark.note,
            "at": [mark.lat, mark.lon],
        }
        for mark in payload.candidates
    }


def _tps(payload: MapPayload) -> dict[str, object]:
    return {
        dot.desa_code: {
            "name": dot.name,
            "tps": dot.tps,
            "reached": dot.reached,
            "at": [dot.lat, dot.lon],
        }
        for dot in payload.tps
    }


def _spokes(payload: MapPayload) -> dict[str, object]:
    return {spoke.code: spoke.site for spoke in payload.spokes}


def _places(payload: MapPayload) -> list[object]:
    return [[place.kind, place.text, place.lat, place.lon] for place in payload.places]
