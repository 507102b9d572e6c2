"""The command that draws isochrones over land, for a map of one's own."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from geo.coverage import counted_types
from geo.errors import Problem, ScenarioError
from plan.knowledge import Knowledge
from risk.scenario import WORDS, Scenario
from views import terminal, wording
from views.exports.files import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.isochrones import Isochrone

Minutes = Annotated[
    str, typer.Option("--minutes", help="Batas waktu / limits, menit (<=): 30,60,120")
]
Out = Annotated[Path, typer.Option("--out", help="Berkas / file: .geojson")]
PerPost = Annotated[
    bool, typer.Option("--per-post", help="Tiap pos sendiri / each post by itself")
]
PostType = Annotated[
    str, typer.Option("--post-type", help=f"Jenis pos: {', '.join(WORDS['post_type'])}")
]
Season = Annotated[
    str, typer.Option("--season", help=f"Musim / season: {', '.join(WORDS['season'])}")
]
Counted = Annotated[
    list[str], typer.Option("--count", help="Ikut dihitung / also count: pospol, ...")
]
AsJson = Annotated[bool, typer.Option("--json", help="Keluaran JSON / JSON output")]
Lang = Annotated[Literal["id", "en"], typer.Option("--lang", help="Bahasa / language")]

Record = dict[str, Any]


def isochrones(
    known: Knowledge,
    *,
    minutes: Minutes,
    out: Out,
    per_post: PerPost = False,
    post_type: PostType = "polsek",
    season: Season = "dry",
    counted: Counted = [],  # noqa: B006 - Typer wants a list
    as_json: AsJson = False,
    lang: Lang = "id",
) -> None:
    """Wilayah yang terjangkau, sebagai GeoJSON. / Who is reached over land.

    Perkiraan dari kisi waktu tempuh. / An estimate, from a grid of travel speed.
    """
    limits = _limits(minutes)
    chosen = Scenario(post_type=post_type, season=season, counted=tuple(counted))
    # Rasterising and compiled loops take a while to import: only this command waits.
    from geo import isochrones as method  # noqa: PLC0415 - see above
    from geo.impedance.surface.grid import default_grid  # noqa: PLC0415 - likewise

    area = known.area
    kinds = counted_types(chosen.post_type, chosen.counted)
    posts = [p.post_id for p in known.reach.posts if p.post_type in kinds]
    grid = default_grid(area, known.access.network)
    fields = method.post_minutes(area, grid, posts, chosen.season)
    found = method.isochrones(grid, fields, posts, limits, per_post=per_post)
    write_file(out, json.dumps(method.as_geojson(found), allow_nan=False).encode())
    tables = {
        limit: method.area_covered(area, grid, fields, limit)
        for limit in sorted(set(limits))
    }
    if as_json:
        terminal.print_json(_record(known, chosen, found, tables, out))
    else:
        _print(known, tables, lang)
        typer.echo(out)


def _limits(text: str) -> list[float]:
    """Minutes of a list with commas; every part that is no number is named."""
    limits, problems = [], []
    for part in text.split(","):
        try:
            limits.append(float(part))
        except ValueError:
            named = {"field": "minutes", "value": part.strip()}
            problems.append(Problem.of("number_unreadable", **named))
    if problems:
        raise ScenarioError(problems)
    return limits


def _record(
    known: Knowledge,
    chosen: Scenario,
    found: "Sequence[Isochrone]",
    tables: "dict[float, pd.DataFrame]",
    out: Path,
) -> Record:
    """What was drawn, and the land within each limit per kecamatan, in km2."""
    return {
        "file": str(out),
        "data_version": known.area.data_version,
        "post_type": chosen.post_type,
        "season": chosen.season,
        "mode": found[0].mode,
        "quality": str(found[0].quality),
        "isochrones": [
            {
                "minutes": each.minutes,
                "post_ids": list(each.posts),
                "area_km2": each.area_km2,
            }
            for each in found
        ],
        "areas": [
            {"minutes": limit, "kecamatan_code": code, **row}
            for limit, table in tables.items()
            for code, row in table.to_dict("index").items()
        ],
    }


def _print(known: Knowledge, tables: "dict[float, pd.DataFrame]", lang: str) -> None:
    """Land within each limit per kecamatan, in km2, of all its land."""
    names = known.area.kecamatan["kecamatan"].sort_index()
    whole = next(iter(tables.values()))["area_km2"]
    rows = [
        (
            str(name),
            wording.number(whole[code], lang),
            *(
                wording.number(table.loc[code, "area_covered_km2"], lang)
                for table in tables.values()
            ),
        )
        for code, name in names.items()
    ]
    heads = [wording.text("word.kecamatan", lang), wording.text("travel.land", lang)]
    terminal.print_table(
        [*heads, *(f"≤ {wording.minutes(limit, lang)}" for limit in tables)], rows
    )
    typer.echo(wording.text("travel.grid", lang))
