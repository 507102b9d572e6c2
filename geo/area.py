"""StudyArea: every layer of one kabupaten, read once, with its catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo import schemas
from geo.catalogue_file import from_document
from geo.checks import post_checks
from geo.crs import metric_crs
from geo.entries import fact_number
from geo.errors import CatalogueError, Problem
from geo.geojson import holders
from geo.layers import Layers, read_layers
from geo.places import road_classes
from geo.posts_file import brought_as, parse_posts, posts_csv, posts_texts
from geo.reading import (
    CATALOGUE,
    parse_toml,
    read_bytes,
    read_folder,
    require_hashes,
    require_seal,
)
from geo.tables import checked
from geo.tps_reports import (
    catalogued,
    checked_reports,
    no_indicators,
    no_reports,
    parse_reports,
    read_tps_indicators,
    reports_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from pyproj import CRS

    from geo.catalogue import Catalogue
    from geo.election import Election
    from geo.reading import Files
    from geo.schema import Texts


@dataclass(frozen=True, slots=True, eq=False)
class StudyArea:
    """One kabupaten: its places, posts and travel reports, and where they are from.

    Frames are sorted by their index and are not to be changed. Positions are
    degrees (WGS 84); a blank number is nan.

    `kecamatan` is labelled by kecamatan_code, `desa` by desa_code, `tps` by
    tps_id, `posts` by post_id, `seats` by kecamatan_code, `facts` by fact.
    `road_classes` holds corridor, coast or interior per kecamatan; `method` the
    checked bytes of every TOML file by name: indicators, presets.
    `tps_indicators` (by indicator, in order of number) is what makes a TPS
    vulnerable, `tps_reports` (by report) what is reported of it.
    """

    code: str
    name: str
    election: Election
    catalogue: Catalogue
    kecamatan: gpd.GeoDataFrame
    desa: gpd.GeoDataFrame
    tps: pd.DataFrame
    posts: pd.DataFrame
    seats: pd.DataFrame
    links: pd.DataFrame
    facts: pd.DataFrame
    kecamatan_facts: pd.DataFrame
    road_classes: pd.Series
    context: gpd.GeoDataFrame
    land: gpd.GeoDataFrame
    method: Mapping[str, bytes]
    path: Path
    tps_indicators: pd.DataFrame = field(default_factory=no_indicators)
    tps_reports: pd.DataFrame = field(default_factory=no_reports)

    @property
    def data_version(self) -> str:
        """Return 12 hexadecimal digits that change when any of the data does."""
        return self.catalogue.data_version

    @property
    def metric_crs(self) -> CRS:
        """Return the one coordinate system in metres for this area."""
        west, south, east, north = map(float, self.kecamatan.total_bounds)
        return metric_crs((west, south, east, north))

    @property
    def warehouse(self) -> str:
        """Return the desa code that stands for the KPU warehouse: an assumption."""
        return str(self.seats.loc[self.catalogue.warehouse, "desa_code"])

    @property
    def roadless(self) -> tuple[str, ...]:
        """Return the kecamatan codes without a usable road to the rest, as reported."""
        facts = self.kecamatan_facts
        named = facts["fact"] == self.catalogue.roads.no_road_fact
        cut_off = facts.loc[named & (facts["value"] > 0), "kecamatan_code"]
        return tuple(sorted(cut_off.tolist()))

    def listed(self, post_type: str) -> int:
        """Return how many posts of a type are listed."""
        return self.posts["post_type"].tolist().count(post_type)

    def is_complete(self, post_type: str) -> bool | None:
        """Tell whether every post of a type is listed; None if nobody knows.

        The catalogue says so, and at least the stated number is listed (>=):
        with a post taken out the rest are not all.
        """
        layer = self.catalogue.layer(post_type)
        return None if layer is None else layer.is_complete(self.listed(post_type))

    def kecamatan_at(self, lon: float, lat: float) -> str | None:
        """Return the code of the kecamatan that holds a point, None outside.

        Degrees, WGS 84. A point on a border belongs to the smaller code.
        """
        (place,) = holders(self.kecamatan.geometry.tolist(), [lon], [lat])
        return None if place < 0 else str(self.kecamatan.index[place])

    def with_posts(self, posts: pd.DataFrame) -> StudyArea:
        """Return the area with a corrected posts layer, and a new data version.

        `posts` has the columns of posts.csv, with post_id as a column or as
        the index. Raises `LayerError` with every fault.
        """
        return _with_posts(self, posts_texts(posts))

    def with_tps_reports(self, reports: pd.DataFrame) -> StudyArea:
        """Return the area with these reports on its TPS, and a new data version.

        `reports` has the columns of tps_reports.csv; without rows nothing is
        reported. Raises `LayerError` with every fault.
        """
        return _with_reports(self, reports_texts(reports))

    def with_reports_file(self, path: Path) -> StudyArea:
        """Return the area with the reports of a tps_reports.csv.

        Raises `PetaRawanError` if it cannot be read, `LayerError` with every fault.
        """
        return _with_reports(self, parse_reports(read_bytes(path)))


def load_area(path: Path, posts: Path | None = None) -> StudyArea:
    """Read a study area from its folder; `posts` takes the place of its posts.csv.

    Raises `CatalogueError` if the catalogue is not as the build made it or a file is
    not the one it names, `LayerError` or `LayersError` naming every fault of every
    layer.
    """
    area = assemble(read_folder(path), path)
    if posts is None:
        return area
    with brought_as(posts.name):
        return _with_posts(area, parse_posts(read_bytes(posts)))


def assemble(files: Files, path: Path) -> StudyArea:
    """Make a study area from the files of a data folder, catalogue included.

    Raises as `load_area`.
    """
    require_seal(files[CATALOGUE], CATALOGUE)
    catalogue = from_document(parse_toml(files[CATALOGUE], CATALOGUE))
    require_hashes(files, catalogue.hashes)
    layers = read_layers(files, catalogue.election)
    problems = [
        *_warehouse_problems(catalogue, layers),
        *_voyage_problems(catalogue, layers),
    ]
    if problems:
        raise CatalogueError(problems)
    method = {name: text for name, text in files.items() if name.endswith(".toml")}
    area = _area(catalogue, layers, method, path)
    area = replace(area, tps_indicators=read_tps_indicators(files))
    reports = files.get(schemas.TPS_REPORTS.file)
    if reports is None:
        return area
    return replace(area, tps_reports=_checked(area, parse_reports(reports)))


def _warehouse_problems(catalogue: Catalogue, layers: Layers) -> Iterator[Problem]:
    if catalogue.warehouse not in layers.seats.index:
        yield Problem.of("warehouse_unknown", kecamatan=catalogue.warehouse)


def _voyage_problems(catalogue: Catalogue, layers: Layers) -> Iterator[Problem]:
    """Name what the voyage points at and the tables do not hold."""
    voyage = catalogue.voyage
    if voyage is None:
        return
    for desa in (voyage.from_desa, voyage.towards_desa):
        if desa not in layers.desa.index:
            yield Problem.of("voyage_desa_unknown", desa=desa)
    try:
        fact_number(layers.facts, voyage.fact)
    except CatalogueError as fault:
        yield from fault.problems


def _area(catalogue: Catalogue, layers: Layers, method: Files, path: Path) -> StudyArea:
    return StudyArea(
        code=catalogue.code,
        name=catalogue.name,
        election=catalogue.election,
        catalogue=catalogue,
        kecamatan=layers.kecamatan,
        desa=layers.desa,
        tps=layers.tps,
        posts=layers.posts,
        seats=layers.seats,
        links=layers.links,
        facts=layers.facts,
        kecamatan_facts=layers.kecamatan_facts,
        road_classes=road_classes(layers.kecamatan, catalogue.roads),
        context=layers.context,
        land=layers.land,
        method=method,
        path=path,
    )


def _with_posts(area: StudyArea, texts: Texts) -> StudyArea:
    """Exchange the posts for those of a table given as text."""
    polling = area.election.polling_date
    looks = post_checks(area.kecamatan, area.desa, polling)
    posts = checked(schemas.POSTS, texts, *looks)
    content = posts_csv(posts).encode()
    dates = posts["source_date"].tolist()
    catalogue = area.catalogue.with_file(schemas.POSTS.file, content, len(posts), dates)
    return replace(area, posts=posts, catalogue=catalogue)


def _with_reports(area: StudyArea, texts: Texts) -> StudyArea:
    """Exchange the reports for those of a table given as text."""
    reports = _checked(area, texts)
    catalogue = catalogued(area.catalogue, reports)
    return replace(area, tps_reports=reports, catalogue=catalogue)


def _checked(area: StudyArea, texts: Texts) -> pd.DataFrame:
    return checked_reports(texts, area.tps, area.desa, area.tps_indicators)
