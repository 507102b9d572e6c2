"""Kecamatan and desa: polygons and figures joined, and what is added to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import schemas
from geo.checks import desa_checks
from geo.crs import WGS84
from geo.errors import LayerError, Problem
from geo.geojson import polygon_problems
from geo.tables import checked, shape_features, shape_layer, table_texts

if TYPE_CHECKING:
    from geo.catalogue import Roads
    from geo.election import Election
    from geo.reading import Files
    from geo.schema import Schema, Texts


def read_kecamatan(files: Files, election: Election) -> gpd.GeoDataFrame:
    """Join polygons and figures of the kecamatan; add tps, voters, voters_quality.

    Voters are the official number where it is known, else the estimate.
    Raises `LayerError` with every fault.
    """
    shapes = shape_features(files, schemas.KECAMATAN_SHAPES)
    schema = schemas.KECAMATAN_TABLE
    texts = table_texts(files, schema)
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
    joined = shape_layer(schemas.KECAMATAN_SHAPES, shapes).join(table)
    return _with_voters(joined, election)


def read_desa(
    files: Files, election: Election, kecamatan: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame:
    """Join polygons and figures of the desa; the election's TPS become `tps`.

    Every desa lies in one of the `kecamatan`, and their TPS add up; where those
    are None (faulty themselves) that is not looked at. Raises `LayerError` with
    every fault.
    """
    shapes = shape_features(files, schemas.DESA_SHAPES)
    schema = schemas.DESA
    raw = table_texts(files, schema)
    renamed = {election.desa_tps_column: "tps"}
    texts = {renamed.get(name, name): cells for name, cells in raw.items()}
    problems = [
        *schemas.DESA_SHAPES.problems(shapes.texts),
        *polygon_problems(schemas.DESA_SHAPES, shapes),
        *_pair_problems(schemas.DESA_SHAPES, shapes.texts, texts, "desa"),
    ]
    table = checked(schema, texts, *desa_checks(kecamatan), others=problems)
    polygons = shape_layer(schemas.DESA_SHAPES, shapes).geometry
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


def _figure_problems(schema: Schema, texts: Texts, election: Election) -> list[Problem]:
    """Name the columns that the election counts on and the table lacks."""
    wanted = (
        election.tps_column,
        election.voters_column,
        election.voters_estimate_column,
        *election.columns.named,
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
