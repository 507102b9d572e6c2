"""The layers of a study area: made only from tables without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import checks, schemas
from geo.errors import LayerError
from geo.places import read_desa, read_kecamatan
from geo.schema import texts_of
from geo.tables import checked, read_shapes, read_table, table_texts

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.checks import Check
    from geo.election import Election
    from geo.reading import Files
    from geo.schema import Schema


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
            (schemas.DESA, desa, *checks.desa_checks(areas)),
            (schemas.TPS, self.tps, *checks.tps_checks(areas, desa)),
            (schemas.POSTS, self.posts, *checks.post_checks(areas, desa)),
            (schemas.SEATS, self.seats, *checks.seat_checks(areas, desa)),
            (schemas.LINKS, self.links, *checks.link_checks(desa)),
            (schemas.FACTS, self.facts),
            (schemas.KECAMATAN_FACTS, self.kecamatan_facts, *checks.fact_checks(areas)),
        ]


def read_layers(files: Files, election: Election) -> Layers:
    """Make the layers from the files of a data folder.

    Raises `LayerError` naming every fault of the first layer that has one.
    """
    areas = read_kecamatan(files, election)
    desa = read_desa(files, election, areas)

    def read(schema: Schema, *looks: Check) -> pd.DataFrame:
        return checked(schema, table_texts(files, schema), *looks)

    return Layers(
        kecamatan=areas,
        desa=desa,
        tps=read(schemas.TPS, *checks.tps_checks(areas, desa)),
        posts=read(schemas.POSTS, *checks.post_checks(areas, desa)),
        seats=read(schemas.SEATS, *checks.seat_checks(areas, desa)),
        links=read(schemas.LINKS, *checks.link_checks(desa)),
        facts=read_table(files, schemas.FACTS),
        kecamatan_facts=read(schemas.KECAMATAN_FACTS, *checks.fact_checks(areas)),
        context=read_shapes(files, schemas.CONTEXT),
        land=read_shapes(files, schemas.LAND),
    )
