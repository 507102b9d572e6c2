"""Posts as an editable table, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.posts_file import posts_csv

if TYPE_CHECKING:
    import pandas as pd

    from geo.area import StudyArea

COLUMNS = (
    "post_id",
    "name",
    "post_type",
    "kecamatan_code",
    "desa_code",
    "lon",
    "lat",
    "covers_kecamatan",
    "location_basis",
    "covers_basis",
    "source",
    "source_date",
)


def editable(area: StudyArea) -> pd.DataFrame:
    """Posts with one row each; the codes served stand in one cell, with spaces."""
    table = area.posts.reset_index()[list(COLUMNS)]
    table["covers_kecamatan"] = [" ".join(codes) for codes in table["covers_kecamatan"]]
    return table


def as_csv(area: StudyArea) -> bytes:
    """Posts in use as posts.csv, which `--posts` and the build take back."""
    return posts_csv(area.posts).encode()
