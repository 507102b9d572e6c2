"""Load a study area with its travel times, indicators and presets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from geo.area import load_area
from geo.demand import read_places
from geo.errors import MethodError, Problem
from geo.impedance.access import build_access
from geo.impedance.brought import with_matrix, with_ways
from geo.impedance.reach import build_reach
from plan.criteria import criteria_of
from plan.logistics.norms import norms_of, way_time
from plan.personnel.book import book_of
from risk.indicators import read_indicators
from risk.measures import observed_shares, standing_measures
from risk.phases import PHASES, read_phases
from risk.presets import PRESETS, read_presets
from risk.tps_classes import count_reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from geo.area import StudyArea
    from geo.demand import Places
    from geo.impedance.access import Access
    from geo.impedance.reach import Reach
    from geo.units import Floats
    from plan.criteria import Criterion
    from plan.logistics.norms import Norms
    from plan.personnel.book import Book
    from risk.indicators import Indicator
    from risk.presets import Preset
    from risk.tps_classes import TpsCounts

INDICATORS = "indicators.toml"
DEFAULT_AREA = Path(__file__).parents[1] / "data" / "kutai_timur"
"""Folder of the study area that the product brings along."""


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What does not change with the reader's choices: loaded once, then shared."""

    area: StudyArea
    places: Places
    access: Access
    reach: Reach
    standing: Mapping[str, Mapping[str, Floats]]
    observed: Mapping[str, Floats]
    indicators: Sequence[Indicator]
    presets: Mapping[str, Preset]
    tps_counts: TpsCounts
    criteria: tuple[Criterion, ...] = ()
    book: Book | None = None
    logistics: Norms | None = None

    def with_posts(self, posts: pd.DataFrame) -> Knowledge:
        """Return the same knowledge with a corrected posts layer.

        Travel times between desa do not depend on posts, so they are kept.
        Raises `LayerError` naming every fault of the posts.
        """
        area = self.area.with_posts(posts)
        return replace(self, area=area, reach=build_reach(area, self.access))

    def with_tps_reports(self, reports: pd.DataFrame) -> Knowledge:
        """Return the same knowledge with these reports on the TPS.

        Raises `LayerError` naming every fault of the reports.
        """
        return self._reported(self.area.with_tps_reports(reports))

    def with_matrix(self, path: Path | None) -> Knowledge:
        """Return the same knowledge with a table of minutes, if one is given.

        Raises as `geo.impedance.brought.with_matrix`.
        """
        return (
            self if path is None else self.with_access(with_matrix(self.access, path))
        )

    def with_ways(self, path: Path | None, speeds: Path | None = None) -> Knowledge:
        """Return the same knowledge with ways for the mode ``network``, if given.

        Raises as `geo.impedance.brought.with_ways`, and `MethodError` for speeds
        without the ways that they are of.
        """
        if path is None:
            if speeds is not None:
                raise MethodError([Problem.of("speeds_without_ways", file=speeds.name)])
            return self
        return self.with_access(with_ways(self.area, self.access, path, speeds))

    def with_access(self, access: Access) -> Knowledge:
        """Return the same knowledge with other minutes between the desa."""
        area, places = self.area, self.places
        return replace(
            self,
            access=access,
            reach=build_reach(area, access),
            standing=standing_measures(area, places, access, way_time(self.logistics)),
        )

    def with_reports_file(self, path: Path | None) -> Knowledge:
        """Return the same knowledge with the reports of a file, if one is given.

        Raises as `geo.area.StudyArea.with_reports_file`.
        """
        return (
            self if path is None else self._reported(self.area.with_reports_file(path))
        )

    def _reported(self, area: StudyArea) -> Knowledge:
        return replace(self, area=area, tps_counts=count_reports(area))


def load_knowledge(folder: Path, posts: Path | None = None) -> Knowledge:
    """Load the study area in `folder`, with the posts in `posts` if given.

    Raises `CatalogueError` for a file that is not the one the catalogue names,
    `LayerError` for a layer with faults, each naming all of them.
    """
    area = load_area(folder, posts)
    name = area.catalogue.file(INDICATORS).name
    indicators = read_indicators(area.method[name], name)
    codes = [indicator.code for indicator in indicators]
    access, places = build_access(area), read_places(area)
    logistics = norms_of(area.method, frozenset(area.desa.index))
    return Knowledge(
        area=area,
        places=places,
        access=access,
        reach=build_reach(area, access),
        standing=standing_measures(area, places, access, way_time(logistics)),
        observed=observed_shares(area),
        indicators=indicators,
        presets=_read_presets(area, codes),
        tps_counts=count_reports(area),
        criteria=criteria_of(area.method),
        book=book_of(area.method, area.posts.index if posts is None else None),
        logistics=logistics,
    )


def _read_presets(area: StudyArea, indicators: Sequence[str]) -> dict[str, Preset]:
    """Read the presets, each with the phases of the election if the area has them."""
    files = {
        name: content
        for name, content in area.method.items()
        if name.startswith(f"{PRESETS}/")
    }
    presets = read_presets(files, indicators)
    if PHASES not in area.method:
        return presets
    weights = dict.fromkeys(chain.from_iterable(p.weights for p in presets.values()))
    phases = read_phases(area.method[PHASES], PHASES, tuple(weights))
    return {code: replace(preset, phases=phases) for code, preset in presets.items()}
