"""Small tables of an index, written as somebody would bring them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from risk.own.index import OwnIndex, build_index
from risk.own.steps import read_steps
from risk.own.tables import Tables, read_tables

if TYPE_CHECKING:
    from pathlib import Path

    from risk.own.steps import Steps

Cells = list[list[str]]
Words = dict[str, Any]  # steps as somebody writes them, for `read_steps`

DATA = """\
uCode,uName,a,b,c,pop,grp
X,Ex,1,10,5,1,n
Y,Wye,2,30,5,2,n
Z,Zed,3,20,8,4,s
"""
META = """\
iCode,iName,Level,Parent,Direction,Weight,Type,Denominator
a,Alpha,1,p,1,1,Indicator,
b,Beta,1,p,-1,3,Indicator,pop
c,Gamma,1,q,1,1,Indicator,
p,Pe,2,i,1,2,Aggregate,
q,Qu,2,i,1,1,Aggregate,
i,Index,3,,1,,Aggregate,
pop,People,,,,,Denominator,
grp,Group,,,,,Group,
"""


def cells(text: str) -> Cells:
    """A table as rows of cells."""
    return list(csv.reader(io.StringIO(text)))


def text(rows: Cells) -> str:
    """Rows of cells as a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def write(folder: Path, data: str = DATA, meta: str = META) -> tuple[Path, Path]:
    """Write both tables."""
    paths = folder / "iData.csv", folder / "iMeta.csv"
    for path, content in zip(paths, (data, meta), strict=True):
        path.write_text(content, encoding="utf-8")
    return paths


def read(
    folder: Path, data: str = DATA, meta: str = META, steps: Steps | None = None
) -> Tables:
    """Write both tables and read them."""
    paths = write(folder, data, meta)
    return read_tables(*paths, steps or read_steps())


def build(
    folder: Path,
    data: str = DATA,
    meta: str = META,
    **steps: Any,  # noqa: ANN401 - as `Words`
) -> OwnIndex:
    """Write both tables, read them, and build the index."""
    chosen = read_steps(**steps)
    return build_index(read(folder, data, meta, chosen), chosen)


def faults(
    folder: Path,
    data: str = DATA,
    meta: str = META,
    **steps: Any,  # noqa: ANN401 - as `Words`
) -> list[str]:
    """All faults of both tables, as codes with their values."""
    try:
        build(folder, data, meta, **steps)
    except TableError as error:
        return [str(problem) for problem in error.problems]
    return []
