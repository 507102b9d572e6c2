"""Make a study area's folder from its source tables: tps.csv and the catalogue.

The source folder holds the tables, `area.toml` and `sources.csv`; what they
say is checked as if it were loaded, before anything is written.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo import entries, schemas
from geo.area import StudyArea, assemble
from geo.catalogue_file import from_document, read_election
from geo.errors import CatalogueError, Problem
from geo.layers import read_sources
from geo.posts_file import brought_as, posts_csv
from geo.reading import CATALOGUE, parse_toml, read_bytes, read_folder, sha256
from geo.share import largest_remainder
from geo.tps_reports import reports_csv

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from geo.election import Election
    from geo.reading import Files

AREA = "area.toml"
_KINDS = (".csv", ".geojson", ".toml")


def build_area(
    source: Path,
    target: Path,
    posts: Path | None = None,
    tps_reports: Path | None = None,
) -> StudyArea:
    """Write the data folder `target` from the tables in `source`; return it loaded.

    `posts` takes the place of posts.csv, `tps_reports` of tps_reports.csv. Source
    and target may be one folder. A file that an earlier build wrote and this one
    does not is taken away.
    Nothing is written unless everything is in order. The same tables give the
    same bytes.

    Raises `CatalogueError`, `LayerError` or `LayersError` as `geo.area.load_area`, and
    `CatalogueError` where sums do not meet the official totals, or where `target`
    holds a file that no build wrote.
    """
    files = _source_files(source)
    if posts is not None:
        files[schemas.POSTS.file] = read_bytes(posts)
        with brought_as(posts.name):
            corrected = assemble(finish(files), target).posts
        files[schemas.POSTS.file] = posts_csv(corrected).encode()
    if tps_reports is not None:
        files.pop(schemas.TPS_REPORTS.file, None)
        reported = assemble(finish(files), target).with_reports_file(tps_reports)
        files[schemas.TPS_REPORTS.file] = reports_csv(reported.tps_reports).encode()
    written = finish(files)
    area = assemble(written, target)
    _require_totals(area)
    stale = _stale(written, target)
    _write(written, target)
    for path in stale:
        path.unlink()
    return area


def finish(files: Files) -> Files:
    """Add tps.csv and catalogue.toml to the source tables.

    Raises `CatalogueError`, `LayerError` or `LayersError` if they cannot be made:
    the faults of every table are named at once.
    """
    authored = parse_toml(files[AREA], AREA)
    election = _election(authored)
    kecamatan, desa = read_sources(files, election)
    made = {**files, schemas.TPS.file: tps_csv(kecamatan, desa).encode()}
    return {**made, CATALOGUE: entries.catalogue_toml(made, authored).encode()}


def tps_csv(kecamatan: pd.DataFrame, desa: pd.DataFrame) -> str:
    """Write one row per TPS, at the point of its desa, as text of tps.csv.

    The voters of a kecamatan are spread evenly over its TPS as whole numbers
    by the largest remainder: the first TPS take the odd ones, the sum is exact.
    """
    rows = []
    for code, voters in kecamatan["voters"].items():
        places = desa[desa["kecamatan_code"] == code].reset_index().to_dict("records")
        stands = [
            (place, f"{place['desa_code']}-{number:03d}")
            for place in places
            for number in range(1, place["tps"] + 1)
        ]
        shares = largest_remainder(int(voters), [1] * len(stands)) if stands else []
        for (place, tps_id), share in zip(stands, shares, strict=True):
            at = (repr(place["lon"]), repr(place["lat"]))
            rows.append((tps_id, place["desa_code"], code, *at, share, "desa_point"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schemas.TPS.columns)
    writer.writerows(rows)
    return out.getvalue()


def _source_files(source: Path) -> Files:
    """Read the source tables; leave out what the build itself makes."""
    made = {CATALOGUE, schemas.TPS.file}
    files = {
        n: content for n, content in read_folder(source, AREA).items() if n not in made
    }
    strange = [name for name in files if not name.endswith(_KINDS)]
    problems = [Problem.of("file_kind_unknown", file=name) for name in strange]
    if problems:
        raise CatalogueError(problems)
    return files


def _election(authored: dict[str, object]) -> Election:
    """Read the election of area.toml."""
    try:
        return read_election(authored)
    except CatalogueError as fault:
        problem = Problem.of("catalogue_invalid", file=AREA, part="election")
        raise CatalogueError([problem]) from fault


def _require_totals(area: StudyArea) -> None:
    """Refuse an area whose TPS or voters do not add up to the official totals."""
    election = area.election
    totals = {
        election.tps_fact: len(area.tps),
        election.voters_fact: int(area.tps["voters_est"].sum()),
    }
    problems = [
        Problem.of("total_differs", fact=fact, found=found, stated=stated)
        for fact, found in totals.items()
        if (stated := entries.fact_number(area.facts, fact)) != found
    ]
    if problems:
        raise CatalogueError(problems)


def _stale(files: Files, target: Path) -> list[Path]:
    """Return the files of an earlier build that have no place in this one.

    Raises `CatalogueError` naming those that a build did not write, or that were
    changed since: they would be refused beside the rest, and are not ours to remove.
    """
    if not (target / CATALOGUE).is_file():
        return []
    old = read_folder(target)
    ours = _listed(old[CATALOGUE])
    left = [name for name in old if name not in files]
    strange = [name for name in left if ours.get(name) != sha256(old[name])]
    if strange:
        raise CatalogueError([Problem.of("file_unlisted", file=n) for n in strange])
    return [target / name for name in left]


def _listed(catalogue: bytes) -> dict[str, str]:
    """Return the hashes of an earlier catalogue, none of one that is broken."""
    try:
        return from_document(parse_toml(catalogue, CATALOGUE)).hashes
    except CatalogueError:
        return {}


def _write(files: Files, target: Path) -> None:
    """Write the files that differ, each whole or not at all."""
    for name, content in files.items():
        path = target / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
