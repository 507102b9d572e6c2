"""The layers of a study area: made only from tables without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from geo import checks, schemas
from geo.errors import LayerError
from geo.places import read_desa, read_kecamatan
from geo.schema import texts_of
from geo.tables import checked, read_shapes, read_table, table_texts

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.election import Election
    from geo.reading import Files
    from geo.schema import Schema
    from geo.tables import Check


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
        for schema, frame, *looks in self._rules():
            found = [problem for look in looks for problem in look(frame)]
            problems = [*schema.problems(texts_of(frame)), *found]
            if problems:
                raise LayerError(schema.layer, problems)

    def _rules(self) -> list[tuple[Schema, pd.DataFrame, *tuple[Check, ...]]]:
        """Pair each table with its schema and with what the others ask of it."""
        areas, desa = self.kecamatan, self.desa
        return [
            (schemas.KECAMATAN, areas),
            (schemas.DESA, desa, *desa_checks(areas)),
            (schemas.TPS, self.tps, *tps_checks(areas, desa)),
            (schemas.POSTS, self.posts, *post_checks(areas, desa)),
            (schemas.SEATS, self.seats, *seat_checks(areas, desa)),
            (schemas.LINKS, self.links, *link_checks(desa)),
            (schemas.FACTS, self.facts),
            (schemas.KECAMATAN_FACTS, self.kecamatan_facts, *fact_checks(areas)),
        ]


def read_layers(files: Files, election: Election) -> Layers:
    """Make the layers from the files of a data folder.

    Raises `LayerError` naming every fault of the first layer that has one.
    """
    areas, desa = read_kecamatan(files, election), read_desa(files, election)

    def read(schema: Schema, *looks: Check) -> pd.DataFrame:
        return checked(schema, table_texts(files, schema), *looks)

    return Layers(
        kecamatan=areas,
        desa=desa,
        tps=read(schemas.TPS, *tps_checks(areas, desa)),
        posts=read(schemas.POSTS, *post_checks(areas, desa)),
        seats=read(schemas.SEATS, *seat_checks(areas, desa)),
        links=read(schemas.LINKS, *link_checks(desa)),
        facts=read_table(files, schemas.FACTS),
        kecamatan_facts=read(schemas.KECAMATAN_FACTS, *fact_checks(areas)),
        context=read_shapes(files, schemas.CONTEXT),
        land=read_shapes(files, schemas.LAND),
    )


def desa_checks(kecamatan: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a desa table: of its rows, then of the whole."""
    rows = partial(checks.desa_problems, kecamatan)
    return rows, partial(checks.desa_sums, kecamatan)


def tps_checks(kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a TPS table: of its rows, then of the whole."""
    rows = partial(checks.tps_problems, kecamatan, desa)
    return rows, partial(checks.tps_sums, kecamatan)


def post_checks(kecamatan: gpd.GeoDataFrame, desa: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of a posts table."""
    return (partial(checks.post_problems, kecamatan, desa),)


def seat_checks(kecamatan: pd.DataFrame, desa: pd.DataFrame) -> tuple[Check, Check]:
    """Return the checks of a table of seats: of its rows, then of the whole."""
    rows = partial(checks.seat_problems, kecamatan, desa)
    return rows, partial(checks.missing_seats, kecamatan)


def link_checks(desa: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of a table of links."""
    return (partial(checks.link_problems, desa),)


def fact_checks(kecamatan: pd.DataFrame) -> tuple[Check]:
    """Return the check of the rows of the facts per kecamatan."""
    return (partial(checks.fact_problems, kecamatan),)
