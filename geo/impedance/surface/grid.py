"""The default grid of friction of a study area, from what the product holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

from geo.crs import metric_shapes
from geo.impedance.edges import Kind
from geo.impedance.sea import harbours
from geo.impedance.surface.frame import Frame
from geo.impedance.surface.ground import NOWHERE, nearest_cell, open_sea, read_ground
from geo.impedance.surface.raster import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.area import StudyArea
    from geo.impedance.edges import Edge
    from geo.impedance.network import Network
    from geo.impedance.surface.ground import Ground
    from geo.units import Floats

CELL_M = 500.0
"""Side of a cell; docs/method.md says what half and twice of it would change."""
OFF_LINK = 0.5
"""Speed on land away from links over the speed between seats: our own assumption."""
MARGIN_M = 10_000.0  # of sea around the study area, so that boats can round a cape
SECONDS_PER_MINUTE = 60.0
_SECONDS_PER_METRE_AT_1_KMH = 3.6
_LAND_LINKS = (Kind.REPORTED, Kind.REPORTED_DISTANCE, Kind.SEATS)


@dataclass(frozen=True, slots=True)
class Burn:
    """A metric line or area with a speed of its own, in km/h of each season."""

    shape: BaseGeometry
    dry: float
    wet: float


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceGrid:
    """Friction of a study area in each season; all of it is an estimate.

    `dry`, `wet`: (rows, columns) seconds per metre, nan where nobody gets through.
    """

    ground: Ground
    dry: Floats
    wet: Floats

    @property
    def frame(self) -> Frame:
        """Where the cells lie."""
        return self.ground.frame

    def friction(self, season: str) -> Floats:
        """Seconds per metre in a season, ``dry`` or ``wet``: (rows, columns)."""
        return {"dry": self.dry, "wet": self.wet}[season]

    def as_grid(self, season: str) -> Grid:
        """Return the friction of a season as a grid to be written."""
        frame = self.frame
        values = self.friction(season).astype(np.float32)
        transform = (frame.cell, 0.0, frame.west, 0.0, -frame.cell, frame.north)
        # Of an area, and so one of the register.
        return Grid(values, transform, cast("int", frame.crs.to_epsg()))


def default_grid(  # noqa: PLR0913 - what the reader may add, each named at the call
    area: StudyArea,
    network: Network,
    *,
    cell: float = CELL_M,
    off_link: float = OFF_LINK,
    slowing: Floats | None = None,
    burn: Sequence[Burn] = (),
    barriers: Sequence[BaseGeometry] = (),
) -> SurfaceGrid:
    """Return the grid of a study area, from its reports and what was fitted to them.

    Land of a kecamatan has the straight-line speed of its class times `off_link`. A
    road of the network that is reported, or joins two seats, makes its straight line
    over the grid as quick as itself, where that is quicker. Boats go over the sea and
    land at the harbours alone. Land of neighbours, the border of a kecamatan without
    a road to the rest, and `barriers` let nobody through. Rivers are not known: no
    geometry is published. Rain slows the land and its roads, not the sea; wet is
    never quicker than dry.

    `slowing`: (rows, columns), at least 1, how much slower the land away from roads
    is, as `surface.slope.slowing` gives. `burn`, `barriers`: further metric layers;
    a burnt layer is never slower than what was there.
    """
    frame = area_frame(area, cell)
    ground = read_ground(area, frame, frame.touched(barriers))
    plain = _land(area, network, ground, off_link)
    if slowing is not None:
        plain = plain * slowing
    lanes = _sea(area, network, ground)
    rain = network.speeds.wet_factor
    dry = _joined(
        plain, _roads(network, ground, "dry"), lanes, burnt(frame, burn, "dry")
    )
    wet = _joined(
        plain * rain, _roads(network, ground, "wet"), lanes, burnt(frame, burn, "wet")
    )
    dry[ground.closed] = wet[ground.closed] = np.nan
    return SurfaceGrid(ground, dry, np.maximum(dry, wet))


def area_frame(area: StudyArea, cell: float = CELL_M) -> Frame:
    """Return the frame of a study area: its bounds and some sea around them."""
    shapes = metric_shapes(area.kecamatan.geometry, area.metric_crs)
    west, south, east, north = shapely.total_bounds(shapes)
    bounds = (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M)
    return Frame.around(bounds, cell, area.metric_crs)


def burnt(frame: Frame, layers: Iterable[Burn], season: str) -> Floats:
    """Friction of the quickest layer that touches each cell, nan where none does."""
    found = np.full(frame.shape, np.nan)
    for layer in layers:
        speed = {"dry": layer.dry, "wet": layer.wet}[season]
        own = np.where(frame.touched([layer.shape]), _at(speed), np.nan)
        found = np.fmin(found, own)
    return found


def _at(kmh: float) -> float:
    """Seconds per metre at a speed."""
    return _SECONDS_PER_METRE_AT_1_KMH / kmh


def _joined(*layers: Floats) -> Floats:
    """The quickest of several layers in each cell, nan where none has a way."""
    return np.asarray(np.fmin.reduce(layers))


def _land(area: StudyArea, network: Network, ground: Ground, off_link: float) -> Floats:
    """Dry friction of land away from links, nan off the study area."""
    classes = area.road_classes.sort_index()
    kmh = [network.speeds.by_class[name] * off_link for name in classes]
    friction = np.array([_at(speed) for speed in kmh] + [np.nan])
    return friction[ground.kecamatan]  # the last one for -1


def _roads(network: Network, ground: Ground, season: str) -> Floats:
    """Friction of the quickest road whose straight line passes each cell, else nan."""
    found = np.full(ground.frame.shape, np.nan)
    for edge in network.edges(season):
        if edge.mode == "road" and edge.kind in _LAND_LINKS:
            _draw(found, edge, network, ground)
    return found


def _draw(found: Floats, edge: Edge, network: Network, ground: Ground) -> None:
    """Draw one edge, so that its whole line takes as long as the edge."""
    start, end = (int(ground.desa[network.index[code]]) for code in (edge.a, edge.b))
    if NOWHERE in (start, end) or start == end:
        return
    cells, metres = ground.frame.line(start, end)
    own = edge.minutes * SECONDS_PER_MINUTE / metres
    found.flat[cells] = np.fmin(found.flat[cells], own)


def _sea(area: StudyArea, network: Network, ground: Ground) -> Floats:
    """Friction of the sea and of the landings, the same in both seasons.

    All nan where no speed of boats is known. A reported crossing has its own speed,
    where it is over open sea.
    """
    found = np.full(ground.frame.shape, np.nan)
    if isnan(network.speeds.boat):
        return found
    causeways = np.isfinite(_roads(network, ground, "dry"))
    own_land = ground.kecamatan != NOWHERE
    water = open_sea(own_land | ground.foreign | causeways, ground.frame.cell)
    crossings = np.full(ground.frame.shape, np.nan)
    for edge in network.edges("dry"):
        if edge.mode == "sea" and edge.kind is Kind.REPORTED:
            _draw(crossings, edge, network, ground)
    found[water] = _at(network.speeds.boat)
    found[water] = np.fmin(found, crossings)[water]
    shore = np.flatnonzero(water)
    for code in harbours(area):
        at = int(ground.desa[network.index[code]])
        landing = nearest_cell(ground.frame, shore, at)
        if NOWHERE in (at, landing):
            continue
        cells, _ = ground.frame.line(at, landing)
        wet_cells = cells[~own_land.flat[cells]]
        found.flat[wet_cells] = np.fmin(found.flat[wet_cells], _at(network.speeds.boat))
    return found
