"""What a map shows, as plain data: the one way text reaches a map.

Shapes travel once, by address; all that names, colours or places something
travels here, keyed by code, and is set in the browser with ``textContent``.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self

from views import palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed import DataclassInstance

LAYERS = frozenset({"posts", "tps", "labels", "candidates", "hatch", "context"})
"""Every layer a reader can switch."""

_REACHED = frozenset({"in", "new", "out", "no_route", "unknown"})
_KINDS = frozenset({"neighbour", "sea"})
_SCHEMES = frozenset(palette.SCHEMES)
_THEMES = frozenset({"light", "dark"})
_CLASSES = range(-1, max(map(len, palette.SCHEMES.values())))


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How one kecamatan looks: `risk_class` from 0, or -1 for unknown (grey).

    The class is one of the payload's `scheme`: risk or coverage 0 to 4, readiness
    0 to 8. `gap` is
    hatched, `provisional_gap` hatched lightly, `unstable` dotted. `label` is
    (latitude, longitude) in degrees, where the name stands. `lines` are the
    sentences of the tooltip.
    """

    code: str
    name: str
    risk_class: int = -1
    gap: bool = False
    provisional_gap: bool = False
    unstable: bool = False
    label: tuple[float, float] | None = None
    lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a class that no scheme has and a label without a place."""
        _one_of("risk_class", self.risk_class, _CLASSES)
        if self.label is not None:
            _place(self.code, *self.label)


@dataclass(frozen=True, slots=True)
class PostMark:
    """One post: a shield at (`lat`, `lon`) degrees; paler if not `counted`."""

    post_id: str
    name: str
    post_type: str
    lat: float
    lon: float
    counted: bool = True
    lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a post without a place."""
        _place(self.post_id, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class CandidateMark:
    """One proposed post, at the point of desa `code`; `rank` 1 is the best.

    `note` is a word or two below the circle, such as how sure the place is.
    """

    code: str
    rank: int
    lat: float
    lon: float
    name: str = ""
    lines: tuple[str, ...] = ()
    provisional: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a candidate without a place."""
        _place(self.code, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class TpsMark:
    """The polling stations of one desa: `tps` of them, drawn as one dot.

    `reached` is ``in`` (within the threshold), ``new`` (by a proposed post alone),
    ``out``, ``no_route`` or ``unknown``.
    """

    desa_code: str
    name: str
    lat: float
    lon: float
    tps: int
    reached: str = "unknown"
    lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a dot without a place or with another word for `reached`."""
        _place(self.desa_code, self.lat, self.lon)
        _one_of("reached", self.reached, _REACHED)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A line from a proposed post `site` to a desa `code` that it newly reaches."""

    site: str
    code: str
    lat: float
    lon: float
    site_lat: float
    site_lon: float

    def __post_init__(self) -> None:
        """Refuse a line without both its ends."""
        _place(self.code, self.lat, self.lon)
        _place(self.site, self.site_lat, self.site_lon)


@dataclass(frozen=True, slots=True)
class Isoline:
    """The line around what is reached within `minutes`; `label` stands on it.

    `rings` are closed lines of (latitude, longitude) in degrees; `rank` 0 is the
    shortest time shown.
    """

    minutes: float
    label: str
    rank: int
    rings: tuple[tuple[tuple[float, float], ...], ...]

    def __post_init__(self) -> None:
        """Refuse a line with a point that is no place."""
        for ring in self.rings:
            for lat, lon in ring:
                _place(self.label, lat, lon)


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A quiet name around the study area: `kind` is ``neighbour`` or ``sea``."""

    kind: str
    text: str
    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Refuse a name without a place or of another kind."""
        _place(self.text, self.lat, self.lon)
        _one_of("kind", self.kind, _KINDS)


@dataclass(frozen=True, slots=True)
class MapTexts:
    """The map's own words in the reader's language; `label` is read aloud."""

    label: str
    north: str
    reset: str
    zoom_in: str
    zoom_out: str
    inset: str
    unavailable: str


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
    }

    def __post_init__(self) -> None:
        """Refuse what the map could not show as meant."""
        _one_of("scheme", self.scheme, _SCHEMES)
        _one_of("theme", self.theme, _THEMES)
        classes = range(-1, len(palette.SCHEMES[self.scheme]))
        for area in self.areas:
            _one_of(f"class of {self.scheme}", area.risk_class, classes)
        for layer in self.layers:
            _one_of("layer", layer, LAYERS)
        _once("area", (area.code for area in self.areas))
        _once("post", (post.post_id for post in self.posts))
        _once("candidate", (mark.code for mark in self.candidates))
        _once("tps", (mark.desa_code for mark in self.tps))
        _once("spoke", (spoke.code for spoke in self.spokes))
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


def _one_of(name: str, value: object, allowed: frozenset[str] | range) -> None:
    if value not in allowed:
        listed = ", ".join(sorted(map(str, allowed)))
        message = f"{name} is {value!r}; it must be one of {listed}"
        raise ValueError(message)


def _place(owner: str, lat: float, lon: float) -> None:
    if not (math.isfinite(lat) and math.isfinite(lon)):
        message = f"{owner!r} has no place: latitude {lat}, longitude {lon}"
        raise ValueError(message)


def _once(kind: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            message = f"{kind} {code!r} is given twice"
            raise ValueError(message)
        seen.add(code)
