"""What stands on a map: areas, posts, proposals, stations, lines and names.

Each refuses what no map could show: a place that is none, a word it does not know.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from views import palette

_REACHED = frozenset({"in", "new", "out", "no_route", "unknown"})
_ROUTES = frozenset({"road", "sea", "way"})
_KINDS = frozenset({"neighbour", "sea"})
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
        one_of("risk_class", self.risk_class, _CLASSES)
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
        one_of("reached", self.reached, _REACHED)


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
class RouteLine:
    """A leg of the supplies' way to desa `code`: ``road``, ``sea``, or ``way``.

    ``way`` is a straight line where only minutes are known. `late`: whether whoever
    travels on it would come too late.
    """

    code: str
    mode: str
    lat: float
    lon: float
    from_lat: float
    from_lon: float
    late: bool = False

    def __post_init__(self) -> None:
        """Refuse a line without both its ends, or of another kind."""
        _place(self.code, self.lat, self.lon)
        _place(self.code, self.from_lat, self.from_lon)
        one_of("mode", self.mode, _ROUTES)


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
        one_of("kind", self.kind, _KINDS)


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


def one_of(name: str, value: object, allowed: frozenset[str] | range) -> None:
    """Refuse a word that is not one of those the map knows; `ValueError` names them."""
    if value not in allowed:
        listed = ", ".join(sorted(map(str, allowed)))
        message = f"{name} is {value!r}; it must be one of {listed}"
        raise ValueError(message)


def _place(owner: str, lat: float, lon: float) -> None:
    if not (math.isfinite(lat) and math.isfinite(lon)):
        message = f"{owner!r} has no place: latitude {lat}, longitude {lon}"
        raise ValueError(message)
