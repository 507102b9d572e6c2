"""INFORM's Global Risk Index 2020: 191 countries, every node to its one decimal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import cli
from tests.reference.tables import FOLDER, rows, write

if TYPE_CHECKING:
    from pathlib import Path

META = FOLDER / "inform_iMeta.csv"
UNKNOWN = "x"


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, str]]:
    """Return INFORM's own table."""
    return rows("inform_2020.csv", "ISO3")


def index(folder: Path, published: dict[str, dict[str, str]], *words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what `cli.py index` makes of INFORM's components."""
    leaves = rows(META.name, "iCode").values()
    named = {r["iCode"]: r["iName"] for r in leaves if r["Type"] == "Indicator"}
    table = [
        {"uCode": code, "uName": row["COUNTRY"]}
        | {c: row[name].replace(UNKNOWN, "") for c, name in named.items()}
        for code, row in published.items()
    ]
    data = write(folder / "iData.csv", table)
    command = ["index", "--data", data, "--meta", META, "--json", *words]
    done = CliRunner().invoke(cli.app, [str(word) for word in command])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["areas"]


def test_every_node_of_every_country(
    tmp_path: Path, published: dict[str, dict[str, str]]
) -> None:
    """Half up at each level, from the rounded values below; and the rank."""
    areas = index(tmp_path, published, "--range", "0,10", "--half-up", "1")
    assert len(areas) == len(published) == 191
    names = {c: row["iName"] for c, row in rows(META.name, "iCode").items()}
    for area in areas:
        printed = published[area["code"]]
        found = {n: f"{v:g}" for n, v in area["scores"].items()}
        assert found == {n: f"{float(printed[names[n]]):g}" for n in found}
        assert area["rank"] == int(printed["Rank"])


def test_without_rounding_they_do_not_come_out(
    tmp_path: Path, published: dict[str, dict[str, str]]
) -> None:
    """The test above would see a rule that is left out."""
    areas = index(tmp_path, published, "--range", "0,10")
    risk = [round(area["scores"]["RISK"], 1) for area in areas]
    told = [float(published[area["code"]]["INFORM RISK"]) for area in areas]
    assert sum(a != b for a, b in zip(risk, told, strict=True)) > 10
