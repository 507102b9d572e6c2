"""The layers of a study area: made only from tables without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import checks, schemas
from geo.errors import LayerError, require_sound
from geo.places import read_desa, read_kecamatan
from geo.schema import texts_of
from geo.tables import checked, read_shapes, read_table, table_texts

if TYPE_CHECKING:
    from collections.abc import Callable

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

    Raises `LayerError` or `LayersError` naming every fault of every layer; what
    needs a layer that is faulty itself waits for that layer alone.
    """
    return Layers(**_read(files, election, built=True))


def read_sources(
    files: Files, election: Election
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Check every source table of a build, tps.csv apart; return kecamatan and desa.

    Raises as `read_layers`.
    """
    tables = _read(files, election, built=False)
    return tables["kecamatan"], tables["desa"]


def _read(files: Files, election: Election, *, built: bool) -> dict[str, Any]:
    """Read each layer by its name, and refuse none before all have been read."""
    errors: list[LayerError] = []

    def attempt(read: Callable[..., Any], *values: object) -> Any:  # noqa: ANN401 - whatever is read
        try:
            return read(*values)
        except LayerError as error:
            errors.append(error)
            return None

    areas = attempt(read_kecamatan, files, election)
    desa = attempt(read_desa, files, election, areas)
    tables = {"kecamatan": areas, "desa": desa}
    for schema, *looks in _tables(areas, desa, election, built=built):
        tables[schema.layer] = attempt(_read_table, files, schema, *looks)
    for shapes in (schemas.CONTEXT, schemas.LAND):
        tables[shapes.layer] = attempt(read_shapes, files, shapes)
    require_sound(errors)
    return tables


def _tables(
    areas: gpd.GeoDataFrame | None,
    desa: gpd.GeoDataFrame | None,
    election: Election,
    *,
    built: bool,
) -> list[tuple[Schema, *tuple[Check, ...]]]:
    """Pair each table's schema with what the others ask of it.

    Only a built area has tps.csv; how it was made, sources.csv, is for the build.
    """
    polling = election.polling_date
    tps = (schemas.TPS, *checks.tps_checks(areas, desa))
    return [
        tps if built else (schemas.SOURCES,),
        (schemas.POSTS, *checks.post_checks(areas, desa, polling)),
        (schemas.SEATS, *checks.seat_checks(areas, desa)),
        (schemas.LINKS, *checks.link_checks(desa, polling)),
        (schemas.FACTS,),
        (schemas.KECAMATAN_FACTS, *checks.fact_checks(areas, polling)),
    ]


def _read_table(files: Files, schema: Schema, *looks: Check) -> pd.DataFrame:
    """Read a table, with what the others ask of it if they ask anything."""
    if not looks:
        return read_table(files, schema)
    return checked(schema, table_texts(files, schema), *looks)
