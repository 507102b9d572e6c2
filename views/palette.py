"""Every colour and symbol of the product, named once, for map, chart and print.

Five-class schemes by Cynthia A. Brewer, ColorBrewer 2.0, colorbrewer2.org
(Apache-2.0): "OrRd" for risk, "YlGn" for coverage, "RdPu" for people, "Purples" for
logistics. They rise steadily in darkness, so they also read in grey and without colour
vision. The nine colours of readiness are our own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RISK = ("#fef0d9", "#fdcc8a", "#fc8d59", "#e34a33", "#b30000")
"""Risk class 0 (least) to 4 (most): ColorBrewer OrRd, five classes."""

COVERAGE = ("#ffffcc", "#c2e699", "#78c679", "#31a354", "#006837")
"""Share reached, class 0 (least) to 4 (most): ColorBrewer YlGn, five classes.

No blue in it: beside the sea a pale blue area would look like water.
"""

READINESS = (
    *("#776ad6", "#c4ade6", "#fbf4d3"),  # least vulnerable
    *("#523587", "#b1815a", "#f2c06c"),
    *("#360a2a", "#7e1208", "#c87414"),  # most vulnerable
)
"""Cell 3 v + c of vulnerability v and coverage c, both 0 (least) to 2 (most).

Amber deepens with vulnerability, violet with the want of coverage; where both meet it
is all but black. A step along either axis is a step in darkness, so that the order
survives grey print, and any two of the nine, and the grey of the unknown, stay apart
without red or green vision.
"""

PERSONNEL = ("#f7f5f0", "#fbb4b9", "#f768a1", "#c51b8a", "#7a0177")
"""Police needed, class 0 (none, paper) to 4: ColorBrewer RdPu above paper."""
LOGISTICS = ("#f2f0f7", "#cbc9e2", "#9e9ac8", "#756bb1", "#54278f")
"""Day of the latest departure, 0 (last day) to 3, and 4 late: ColorBrewer Purples."""

SCHEMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "risk": RISK,
        "coverage": COVERAGE,
        "readiness": READINESS,
        "siting": COVERAGE,
        "personnel": PERSONNEL,
        "logistics": LOGISTICS,
    }
)

POLICE, ARMY, NAVY, OTHER = "#1f3b73", "#3f6212", "#3b4a57", "#5c5346"
"""Shield colours; each carries white letters at a contrast above 7 to 1."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The paper a map is drawn on; every field is a CSS colour, #rrggbb."""

    sea: str
    shallow: str
    land: str
    coast: str
    neighbour: str
    unknown: str
    border: str
    outline: str
    hatch: str
    hatch_gap: str
    accent: str
    accent_ring: str
    ink: str
    halo: str
    quiet: str
    quiet_sea: str
    paper: str
    rule: str
    isoline: str


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": Theme(
            sea="#d9e6ec",
            shallow="#e8f0f3",
            land="#eeeae2",
            coast="#a9bfc9",
            neighbour="#cdc5b8",
            unknown="#b9b8b4",
            border="#7a6a5a",
            outline="#4d4034",
            hatch="#1d2428",
            hatch_gap="#ffffff",
            accent="#0f4c5c",
            accent_ring="#ffffff",
            ink="#1d2428",
            halo="#ffffff",
            quiet="#857b6d",
            quiet_sea="#5d8395",
            paper="#fbfaf7",
            rule="#b8b0a3",
            isoline="#6a1b9a",
        ),
        "dark": Theme(
            sea="#14232b",
            shallow="#1a2d36",
            land="#2b2d2c",
            coast="#3f545f",
            neighbour="#474743",
            unknown="#85878a",
            border="#6b5a4a",
            outline="#e4ddd0",
            hatch="#15191c",
            hatch_gap="#ffffff",
            accent="#0f4c5c",
            accent_ring="#ffffff",
            ink="#1d2428",
            halo="#ffffff",
            quiet="#a39b8d",
            quiet_sea="#6f97a8",
            paper="#1b2327",
            rule="#56605f",
            isoline="#6a1b9a",
        ),
    }
)
"""Light and dark paper; the five classes keep their colours on both."""


@dataclass(frozen=True, slots=True)
class Shield:
    """How a post is drawn: `glyph` letters, ``star`` or ``anchor``; `size` px wide."""

    glyph: str
    colour: str
    size: int


SHIELDS: Mapping[str, Shield] = MappingProxyType(
    {
        "polres": Shield("star", POLICE, 30),
        "polsek": Shield("P", POLICE, 24),
        "polsubsektor": Shield("p", POLICE, 21),
        "pospol": Shield("pp", POLICE, 21),
        "polairud": Shield("anchor", POLICE, 24),
        "kodim": Shield("Kd", ARMY, 30),
        "koramil": Shield("K", ARMY, 24),
        "lanal": Shield("anchor", NAVY, 28),
        "pos_al": Shield("anchor", NAVY, 22),
        "other": Shield("?", OTHER, 22),
    }
)
"""Post type -> shield; a type not listed is drawn as ``other``."""


def scheme_colours(scheme: str) -> tuple[str, ...]:
    """Return the colours of a scheme, class 0 first: five, of ``readiness`` nine.

    Raises `KeyError` for another word.
    """
    return SCHEMES[scheme]


def class_colour(scheme: str, level: int, theme: str = "light") -> str:
    """Return the fill of a class from 0, or the theme's grey for -1, unknown."""
    return SCHEMES[scheme][level] if level >= 0 else THEMES[theme].unknown


def as_dict() -> dict[str, object]:
    """Return everything the map's own script needs, ready for JSON."""
    return {
        "schemes": {name: list(colours) for name, colours in SCHEMES.items()},
        "themes": {name: asdict(theme) for name, theme in THEMES.items()},
        "shields": {name: asdict(shield) for name, shield in SHIELDS.items()},
    }
