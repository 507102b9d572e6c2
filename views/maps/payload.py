"""What a map shows, as plain data: the one way text reaches a map.

Shapes travel once, by address; all that names, colours or places something
travels here, keyed by code, and is set in the browser with ``textContent``.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self

from views import palette
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    Isoline,
    MapTexts,
    PlaceLabel,
    PostMark,
    RouteLine,
    Spoke,
    TpsMark,
    one_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed import DataclassInstance

LAYERS = frozenset({"posts", "tps", "labels", "candidates", "hatch", "context"})
"""Every layer a reader can switch."""

_SCHEMES = frozenset(palette.SCHEMES)
_THEMES = frozenset({"light", "dark"})


@dataclass(frozen=True, slots=True)
class MapPayload:
    """One whole state of the map; equal payloads paint equal maps.

    `selected` is a kecamatan code. `layers` are those switched on, of `LAYERS`.
    `movable`: whether the reader may drag a proposed post to another place.
    Raises `ValueError` for a code given twice, an unknown word or a coordinate
    that is not a place: the caller leaves out what has no position.
    """

    areas: tuple[AreaStyle, ...]
    texts: MapTexts
    posts: tuple[PostMark, ...] = ()
    candidates: tuple[CandidateMark, ...] = ()
    tps: tuple[TpsMark, ...] = ()
    places: tuple[PlaceLabel, ...] = ()
    spokes: tuple[Spoke, ...] = ()
    isolines: tuple[Isoline, ...] = ()
    routes: tuple[RouteLine, ...] = ()
    movable: bool = False
    selected: str | None = None
    scheme: str = "risk"
    layers: frozenset[str] = LAYERS
    theme: str = "light"

    _PARTS: ClassVar[dict[str, Callable[..., Any]]] = {
        "areas": AreaStyle,
        "posts": PostMark,
        "candidates": CandidateMark,
        "tps": TpsMark,
        "places": PlaceLabel,
        "spokes": Spoke,
        "isolines": Isoline,
        "routes": RouteLine,
    }

    def __post_init__(self) -> None:
        """Refuse what the map could not show as meant."""
        one_of("scheme", self.scheme, _SCHEMES)
        one_of("theme", self.theme, _THEMES)
        classes = range(-1, len(palette.SCHEMES[self.scheme]))
        for area in self.areas:
            one_of(f"class of {self.scheme}", area.risk_class, classes)
        for layer in self.layers:
            one_of("layer", layer, LAYERS)
        _once("area", (area.code for area in self.areas))
        _once("post", (post.post_id for post in self.posts))
        _once("candidate", (mark.code for mark in self.candidates))
        _once("tps", (mark.desa_code for mark in self.tps))
        _once("spoke", (spoke.code for spoke in self.spokes))
        _once("route", (line.code for line in self.routes))
        _once("isoline", (str(line.minutes) for line in self.isolines))

    def to_json(self) -> str:
        """Return the payload as JSON; equal payloads give equal text."""
        plain = _plain(self) | {"layers": sorted(self.layers)}
        plain["texts"] = _plain(self.texts)
        for part in self._PARTS:
            plain[part] = [_plain(item) for item in plain[part]]
        return json.dumps(plain, allow_nan=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the payload that `to_json` wrote."""
        plain = json.loads(text)
        for part, build in cls._PARTS.items():
            plain[part] = tuple(build(**_tuples(item)) for item in plain[part])
        plain["texts"] = MapTexts(**plain["texts"])
        plain["layers"] = frozenset(plain["layers"])
        return cls(**plain)

    @property
    def digest(self) -> str:
        """Twelve hex digits that name this state; the painted map carries them."""
        return digest_of(self.to_json())


def digest_of(text: str) -> str:
    """Return the first twelve hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(item: DataclassInstance) -> dict[str, Any]:
    """Return the fields by name; `asdict` would copy each of them, slowly."""
    return {name: getattr(item, name) for name in _names(type(item))}


@functools.cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in item.items()}


def _tuple(value: object) -> object:
    """Lists at every depth become tuples, as they were before they were written."""
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def _once(kind: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            message = f"{kind} {code!r} is given twice"
            raise ValueError(message)
        seen.add(code)
