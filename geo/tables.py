"""One file of a data folder made into one table or layer, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo import schemas
from geo.crs import WGS84
from geo.errors import LayerError, Problem
from geo.geojson import Features, parse_geojson, polygon_problems
from geo.posts_file import parse_posts
from geo.reading import parse_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.checks import Check
    from geo.reading import Files
    from geo.schema import Schema, Texts


def read_table(files: Files, schema: Schema) -> pd.DataFrame:
    """Read one CSV table: typed, labelled and sorted by its key.

    Raises `LayerError` with every fault.
    """
    return schema.frame(table_texts(files, schema))


def checked(
    schema: Schema,
    texts: Texts,
    rows: Check,
    whole: Check | None = None,
    *,
    others: Sequence[Problem] = (),
) -> pd.DataFrame:
    """Type a table, the schema's columns first, sorted by its key.

    Raises `LayerError` with every fault: `others` found already, those of the
    cells, what `rows` finds in the cells that are in order, and what `whole` finds
    in a table in which nothing else is wrong.
    """
    problems = [*others, *schema.problems(texts)]
    table = schema.typed(texts)
    problems += rows(table) if len(table) else []
    problems += whole(table) if whole and not problems else []
    if problems:
        raise LayerError(schema.layer, problems)
    further = [name for name in table.columns if name not in schema.columns]
    ordered = [name for name in schema.columns if name != schema.key] + further
    return (table.sort_index() if schema.key else table)[ordered]


def read_shapes(files: Files, schema: Schema) -> gpd.GeoDataFrame:
    """Read one GeoJSON layer of polygons: properties as stated, WGS 84.

    Raises `LayerError` with every fault of properties and geometries.
    """
    return shape_layer(schema, shape_features(files, schema))


def table_texts(files: Files, schema: Schema) -> Texts:
    """Read a CSV file as text; in posts.csv the guards of texts are taken off.

    Raises `LayerError` if it is missing or no table.
    """
    content = _content(files, schema)
    if schema is schemas.POSTS:
        return parse_posts(content)
    return parse_csv(content, schema.layer, schema.file)


def shape_features(files: Files, schema: Schema) -> Features:
    """Read the features of a GeoJSON file; errors as in `parse_geojson`."""
    return parse_geojson(_content(files, schema), schema)


def shape_layer(schema: Schema, features: Features) -> gpd.GeoDataFrame:
    """Make a layer of polygons, sorted by its key, with the schema's columns.

    Raises `LayerError` with every fault of properties and geometries.
    """
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


def _content(files: Files, schema: Schema) -> bytes:
    """Return a file's bytes; a file that is not there is a fault of its layer."""
    if schema.file not in files:
        problem = Problem.of("file_missing", file=schema.file)
        raise LayerError(schema.layer, [problem])
    return files[schema.file]
