"""Minutes between all desa in one mode and season, and from any post."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from geo.impedance.edges import Quality
from geo.impedance.lazy import Lazy
from geo.impedance.network import Network, build_network
from geo.impedance.straight import straight_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from geo.area import StudyArea
    from geo.impedance.surface.grid import SurfaceGrid
    from geo.units import Floats, Ints

SEASONS = ("dry", "wet")
SURFACE = "surface"
BUILT_IN = ("network", "straight", SURFACE)
MATRIX = "matrix"  # minutes that somebody brings; there are none until then
MODES = (*BUILT_IN, MATRIX)
MATRIX_COLUMNS = ("from_id", "to_id", "minutes_dry", "minutes_wet")
_DECIMALS = 6  # of minutes: a way slowed to a report is exactly as long as the report

Minutes = dict[str, "Floats"]  # season -> (n, n)


@dataclass(frozen=True, slots=True)
class Travel:
    """How the minutes of a mode are known.

    `quality` in the dry and the wet season. `file`, `digest`: name and SHA-256 of
    what somebody brought for them, "" where they are the product's own. `left_out`:
    what of it could not be used, such as kinds of road without a speed: name ->
    number.
    """

    dry: str = Quality.ESTIMATE
    wet: str = Quality.ESTIMATE
    file: str = ""
    digest: str = ""
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def quality(self, season: str) -> str:
        """Quality in a season, ``dry`` or ``wet``."""
        return {"dry": self.dry, "wet": self.wet}[season]


OWN = Travel()


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """All minutes of a study area; built once per version of its network.

    `brought`: mode -> how it is known, where somebody brought it. `single`: (season,
    row) -> (n,) minutes over the surface from one desa alone.
    """

    network: Network
    between: Mapping[tuple[str, str], Floats]  # (mode, season) -> (n, n) minutes
    brought: Mapping[str, Travel] = field(default_factory=lambda: MappingProxyType({}))
    single: Mapping[tuple[str, int], Floats] | None = None

    @property
    def modes(self) -> tuple[str, ...]:
        """Modes that have minutes, the one to start with first."""
        return tuple(mode for mode in MODES if mode in (*BUILT_IN, *self.brought))

    def minutes(self, mode: str, season: str) -> Floats:
        """Minutes between every two desa, from row to column: -> (n, n).

        inf where no route. Over the surface they are worked out when they are first
        asked for. Raises `MethodError` for a matrix that nobody gave.
        """
        return self.between[mode, season]

    def leaving(self, mode: str, season: str, row: int) -> Floats:
        """Minutes from one desa to all: -> (n,), inf where no route.

        Over the surface without the minutes between all the others, which take as many
        times as long; else that row of `minutes`.
        """
        if mode != SURFACE or mode in self.brought or self.single is None:
            return np.asarray(self.minutes(mode, season)[row])
        return self.single[season, row]

    def travel(self, mode: str) -> Travel:
        """How the minutes of a mode are known."""
        return self.brought.get(mode, OWN)

    def require_used(self, modes: Collection[str]) -> None:
        """Refuse what was brought for a mode that is not among those asked for.

        Raises `MethodError` naming each file.
        """
        problems = [
            Problem.of("brought_unused", file=travel.file, word=mode)
            for mode, travel in self.brought.items()
            if mode not in modes
        ]
        if problems:
            raise MethodError(problems)

    def rows(self, desa_codes: Iterable[str]) -> Ints:
        """Row of each desa code: (m,) -> (m,)."""
        index = self.network.index
        return np.array([index[code] for code in desa_codes], dtype=np.int64)

    def with_mode(
        self, mode: str, travel: Travel, make: Callable[[str], Floats]
    ) -> Access:
        """Return the same with a mode that somebody brought.

        `make` gives its (n, n) minutes in a season, when they are first asked for.
        """
        older = self.between

        def minutes(key: tuple[str, str]) -> Floats:
            return make(key[1]).round(_DECIMALS) if key[0] == mode else older[key]

        brought = MappingProxyType({**self.brought, mode: travel})
        told = replace(self, brought=brought)
        return replace(told, between=Lazy(_keys(told.modes), minutes))


def build_access(area: StudyArea) -> Access:
    """Minutes between all desa, for every built-in mode and both seasons.

    Minutes are rounded far below any meaning, so that a time that two sums give
    is one number and stands on the same side of a threshold.
    """
    network = build_network(area)
    grids = Lazy(("grid",), partial(_grid, area, network))
    make = partial(_minutes, area, network, grids)
    single = Lazy((), partial(_single, grids))
    return Access(network, Lazy(_keys(BUILT_IN), make), single=single)


def _keys(modes: Iterable[str]) -> list[tuple[str, str]]:
    return [(mode, season) for mode in modes for season in SEASONS]


def _minutes(
    area: StudyArea,
    network: Network,
    grids: Mapping[str, SurfaceGrid],
    key: tuple[str, str],
) -> Floats:
    mode, season = key
    if mode == MATRIX:
        raise MethodError([Problem.of("travel_missing", columns=MATRIX_COLUMNS)])
    if mode == SURFACE:
        # Compiled loops take a while to import: only who asks for them waits.
        from geo.impedance.surface.minutes import desa_minutes  # noqa: PLC0415

        return desa_minutes(grids["grid"], season)
    if mode == "straight":
        return straight_minutes(area, network.speeds, season).round(_DECIMALS)
    return network.minutes(season).round(_DECIMALS)


def _single(grids: Mapping[str, SurfaceGrid], key: tuple[str, int]) -> Floats:
    """Minutes over the grid from one desa to all, in a season."""
    from geo.impedance.surface.minutes import minutes_from  # noqa: PLC0415 - as above

    return minutes_from(grids["grid"], *key)


def _grid(area: StudyArea, network: Network, _: str) -> SurfaceGrid:
    """The default grid, made once for both seasons."""
    from geo.impedance.surface.grid import default_grid  # noqa: PLC0415 - as above

    return default_grid(area, network)
