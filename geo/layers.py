"""The layers of a study area: made only from tables without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import checks, schemas
from geo.crs import WGS84
from geo.errors import LayerError, Problem
from geo.geojson import Features, parse_geojson, polygon_problems
from geo.reading import parse_csv
from geo.schema import Schema, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Roads
    from geo.election import Election
    from geo.reading import Files
    from geo.schema import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """Every layer and table of one study area; it cannot hold a faulty one.

    Shapes, indexes and units are those of `geo.schemas`. Raises `LayerError`,
    naming every fault of the first layer that does not fit the others.
    """

    kecamatan: gpd.GeoDataFrame
    desa: gpd.GeoDataFrame
    tps: pd.DataFrame
    posts: pd.DataFrame
    seats: pd.DataFrame
    links: pd.DataFrame
    facts: pd.DataFrame
    kecamatan_facts: pd.DataFrame
    context: gpd.GeoDataFrame
    land: gpd.GeoDataFrame

    def __post_init__(self) -> None:
        """Refuse layers that break a schema or contradict each other."""
        _require(schemas.KECAMATAN, self.kecamatan, [])
        desa = checks.desa_problems(self.kecamatan, self.desa)
        _require(schemas.DESA, self.desa, desa)
        tps = checks.tps_problems(self.kecamatan, self.desa, self.tps)
        _require(schemas.TPS, self.tps, tps)
        posts = checks.post_problems(self.kecamatan, self.desa, self.posts)
        _require(schemas.POSTS, self.posts, posts)
        seats = checks.seat_problems(self.kecamatan, self.desa, self.seats)
        _require(schemas.SEATS, self.seats, seats)
        links = checks.link_problems(self.desa, self.links)
        _require(schemas.LINKS, self.links, links)
        facts = checks.fact_problems(self.kecamatan, self.kecamatan_facts)
        _require(schemas.KECAMATAN_FACTS, self.kecamatan_facts, facts)


def read_layers(files: Files, election: Election) -> Layers:
    """Make the layers from the files of a data folder.

    Raises `LayerError` naming every fault of the first layer that has one.
    """
    return Layers(
        kecamatan=read_kecamatan(files, election),
        desa=read_desa(files, election),
        tps=read_table(files, schemas.TPS),
        posts=read_table(files, schemas.POSTS),
        seats=read_table(files, schemas.SEATS),
        links=read_table(files, schemas.LINKS),
        facts=read_table(files, schemas.FACTS),
        kecamatan_facts=read_table(files, schemas.KECAMATAN_FACTS),
        context=read_shapes(files, schemas.CONTEXT),
        land=read_shapes(files, schemas.LAND),
    )


def read_table(files: Files, schema: Schema) -> pd.DataFrame:
    """Read one CSV table: typed, labelled and sorted by its key.

    Raises `LayerError` with every fault.
    """
    return schema.frame(parse_csv(_content(files, schema), schema.layer, schema.file))


def read_shapes(files: Files, schema: Schema) -> gpd.GeoDataFrame:
    """Read one GeoJSON layer of polygons: properties as stated, WGS 84.

    Raises `LayerError` with every fault of properties and geometries.
    """
    return _shapes(schema, _features(files, schema))


def read_kecamatan(files: Files, election: Election) -> gpd.GeoDataFrame:
    """Join polygons and figures of the kecamatan; add tps, voters, voters_quality.

    Voters are the official number where it is known, else the estimate.
    Raises `LayerError` with every fault.
    """
    shapes = _features(files, schemas.KECAMATAN_SHAPES)
    schema = schemas.KECAMATAN_TABLE
    texts = parse_csv(_content(files, schema), schema.layer, schema.file)
    problems = [
        *schemas.KECAMATAN_SHAPES.problems(shapes.texts),
        *polygon_problems(schemas.KECAMATAN_SHAPES, shapes),
        *schema.problems(texts),
        *_figure_problems(schema, texts, election),
        *_pair_problems(schemas.KECAMATAN_SHAPES, shapes.texts, texts, "kecamatan"),
    ]
    if problems:
        raise LayerError(schema.layer, problems)
    table = schema.frame(texts).drop(columns="kecamatan")
    joined = _shapes(schemas.KECAMATAN_SHAPES, shapes).join(table)
    return _with_voters(joined, election)


def read_desa(files: Files, election: Election) -> gpd.GeoDataFrame:
    """Join polygons and figures of the desa; the election's TPS become `tps`.

    Raises `LayerError` with every fault.
    """
    shapes = _features(files, schemas.DESA_SHAPES)
    schema = schemas.DESA
    raw = parse_csv(_content(files, schema), schema.layer, schema.file)
    renamed = {election.desa_tps_column: "tps"}
    texts = {renamed.get(name, name): cells for name, cells in raw.items()}
    problems = [
        *schemas.DESA_SHAPES.problems(shapes.texts),
        *polygon_problems(schemas.DESA_SHAPES, shapes),
        *schema.problems(texts),
        *_pair_problems(schemas.DESA_SHAPES, shapes.texts, texts, "desa"),
    ]
    if problems:
        raise LayerError(schema.layer, problems)
    polygons = _shapes(schemas.DESA_SHAPES, shapes).geometry
    table = schema.frame(texts)
    return gpd.GeoDataFrame(table, geometry=polygons.reindex(table.index), crs=WGS84)


def road_classes(kecamatan: pd.DataFrame, roads: Roads) -> pd.Series:
    """Return the road class of each kecamatan: corridor, coast or interior.

    Raises `LayerError` for a kecamatan without a class, or a class unknown.
    """
    classes = pd.Series(roads.classes, dtype="str").reindex(kecamatan.index)
    bad = kecamatan.index[~classes.isin(schemas.ROAD_CLASSES)]
    extra = [code for code in roads.classes if code not in kecamatan.index]
    wrong = (*bad, *extra)
    if wrong:
        choices = schemas.ROAD_CLASSES
        problem = Problem.of("road_class_unknown", rows=wrong, choices=choices)
        raise LayerError(schemas.KECAMATAN.layer, [problem])
    return classes.rename_axis("kecamatan_code").rename("road_class")


def _require(schema: Schema, frame: pd.DataFrame, further: Sequence[Problem]) -> None:
    """Refuse a typed layer with faults of its own, or with `further` ones."""
    problems = [*schema.problems(texts_of(frame)), *further]
    if problems:
        raise LayerError(schema.layer, problems)


def _content(files: Files, schema: Schema) -> bytes:
    content = files.get(schema.file)
    if content is None:
        _missing(schema)
    return content


def _missing(schema: Schema) -> NoReturn:
    problem = Problem.of("file_missing", file=schema.file)
    raise LayerError(schema.layer, [problem])


def _features(files: Files, schema: Schema) -> Features:
    return parse_geojson(_content(files, schema), schema)


def _shapes(schema: Schema, features: Features) -> gpd.GeoDataFrame:
    """Make a layer of polygons, or refuse it with every fault."""
    problems = [*schema.problems(features.texts), *polygon_problems(schema, features)]
    if problems:
        raise LayerError(schema.layer, problems)
    listed = {name: features.texts[name] for name in schema.columns}
    table = schema.frame(listed)
    geometries = pd.Series(list(features.geometries), dtype="object")
    if schema.key:
        geometries.index = pd.Index(features.texts[schema.key], name=schema.key)
        geometries = geometries.reindex(table.index)
    return gpd.GeoDataFrame(table, geometry=geometries.to_numpy(), crs=WGS84)


def _figure_problems(schema: Schema, texts: Texts, election: Election) -> list[Problem]:
    """Name the columns that the election counts on and the table lacks."""
    wanted = (
        election.tps_column,
        election.voters_column,
        election.voters_estimate_column,
    )
    named = {"layer": schema.layer, "file": schema.file}
    return [
        Problem.of("column_missing", **named, column=name, unit="")
        for name in wanted
        if name not in texts
    ]


def _pair_problems(
    schema: Schema, shapes: Texts, table: Texts, name: str
) -> list[Problem]:
    """Name the codes that only one of two files has, or that they name apart."""
    key = schema.key or ""
    if not {key, name} <= shapes.keys() & table.keys():
        return []
    drawn = dict(zip(shapes[key], shapes[name], strict=True))
    listed = dict(zip(table[key], table[name], strict=True))
    lone = sorted(drawn.keys() ^ listed.keys())
    shared = drawn.keys() & listed.keys()
    apart = sorted(code for code in shared if drawn[code] != listed[code])
    found = (("codes_differ", lone), ("names_differ", apart))
    other = schema.file.replace(".geojson", ".csv")
    return [schema.problem(code, rows, other=other) for code, rows in found if rows]


def _with_voters(frame: gpd.GeoDataFrame, election: Election) -> gpd.GeoDataFrame:
    """Add tps, voters and voters_quality from the election's columns."""
    official = frame[election.voters_column].astype("float64")
    known = official.notna().to_numpy()
    voters = official.where(known, frame[election.voters_estimate_column])
    columns = ("tps", election.tps_column, frame[election.tps_column])
    blank = frame.index[frame[election.tps_column].isna() | voters.isna()]
    if len(blank):
        schema, column = schemas.KECAMATAN_TABLE, columns[1]
        problem = schema.problem(
            "value_missing", list(blank), column=column, example=""
        )
        raise LayerError(schema.layer, [problem])
    quality = np.where(known, "official", "estimate")
    return frame.assign(
        tps=columns[2].astype("int64"),
        voters=voters.astype("int64"),
        voters_quality=pd.Series(quality, index=frame.index, dtype="str"),
    )
