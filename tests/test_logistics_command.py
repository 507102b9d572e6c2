"""The logistics on the terminal: JSON, text in both languages, every fault at once."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

import cli
from views.wording import LANGUAGES, text

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    *("season", "travel", "polling_date", "deadline", "first_departure"),
    *("available_minutes", "shipping", "numbers", "departs", "late"),
    *("without_route", "areas", "convoys", "sea", "other_season"),
]


def call(*words: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli.app, ["logistics", *(str(word) for word in words)])


def told(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what the command prints as JSON."""
    done = call("--json", *words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)


def test_the_promised_keys() -> None:
    """Dates as they are, 701 TPS in the convoys, and what the other season changes."""
    record = told()
    assert list(record) == KEYS
    assert record["polling_date"] == "2024-11-27"
    assert record["deadline"] == "2024-11-26T18:00"
    assert record["first_departure"] == "2024-11-24T06:00"
    assert sum(one["tps"] for one in record["convoys"]) == 701
    assert record["late"] == record["without_route"] == []
    assert record["other_season"]["season"] == "wet"
    assert record["other_season"]["departs"] < record["departs"]
    assert min(area["load_at"] for area in record["areas"]) == record["departs"]


def test_every_option_moves_the_plan() -> None:
    """Deadline, first departure, handling, hours, ballots, escort, and the way back."""
    plain = told()
    assert told("--deadline", "H-0 07:00")["departs"] > plain["departs"]
    assert told("--first", "H-2 06:00")["available_minutes"] == 24 * 60
    assert told("--handling-hours", "3,3,2")["departs"] < plain["departs"]
    assert told("--hours-a-day", 8)["departs"] < plain["departs"]
    assert told("--day-starts", 5)["departs"] != plain["departs"]
    assert told("--tps-minutes", 60)["departs"] < plain["departs"]
    assert told("--season", "wet")["departs"] == plain["other_season"]["departs"]

    def total(record: Any, key: str) -> int:  # noqa: ANN401 - as above
        return sum(one[key] for one in record["convoys"])

    assert total(told("--reserve", 0), "ballots") == 2 * 297_994
    assert total(told("--elections", 1), "boxes") == 701
    assert total(told("--boxes", 2), "boxes") == 2 * total(plain, "boxes")
    assert total(told("--escort", 0), "escort") == 0

    def back(*words: object) -> str:
        return max(str(one["warehouse_back_at"]) for one in told(*words)["areas"])

    usual = back()
    assert back("--count-closes", 23) > usual
    assert back("--return-hours-a-day", 10) > usual
    assert back("--recap-hours", 24) > usual


def test_late_kecamatan_are_named() -> None:
    """Two hours a day in the rain: who is late, and where each desa of it stands."""
    record = told("--season", "wet", "--hours-a-day", 7)
    assert record["late"][0] == "64.08.11"
    (sandaran,) = (
        one for one in record["areas"] if one["kecamatan_code"] == "64.08.11"
    )
    assert sandaran["status"] == "late"
    assert sandaran["share_of_time"] > 1
    assert sandaran["load_at"] < record["first_departure"]
    assert {one["status"] for one in sandaran["desa"]} == {"late", "in_time"}


def test_modes_without_ways_say_so() -> None:
    """Straight: no mode, no kilometres, nobody by sea."""
    record = told("--mode", "straight")
    legs = [leg for c in record["convoys"] for s in c["stops"] for leg in s["legs"]]
    assert {leg["mode"] for leg in legs} == {None}
    assert {leg["km"] for leg in legs} == {None}
    assert record["sea"] == []


def test_without_a_route_in_one_answer_each(tmp_path: Path) -> None:
    """Minutes of one's own that leave all but the warehouse's own desa out."""
    matrix = tmp_path / "minutes.csv"
    matrix.write_text(
        "from_id,to_id,minutes_dry,minutes_wet\n64.08.04.2001,64.08.09.2001,60,\n"
    )
    options = ("--mode", "matrix", "--matrix", matrix)
    dry, wet = told(*options), told(*options, "--season", "wet")
    lost = {one["kecamatan_code"] for one in wet["without_route"]}
    assert len(lost) == 18
    (bengalon,) = (one for one in dry["areas"] if one["kecamatan_code"] == "64.08.09")
    assert bengalon["status"] == "in_time"
    (bengalon,) = (one for one in wet["areas"] if one["kecamatan_code"] == "64.08.09")
    assert bengalon["status"] == "no_route"
    assert bengalon["load_at"] is None
    done = call(*options, "--season", "wet")
    assert done.exit_code == 0, done.output
    assert "TPS tanpa rute di" in done.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mode", ["network", "straight"])
def test_what_is_printed_for_people(lang: str, mode: str) -> None:
    """The answer, the convoys, both seasons, the sea, the way back, the numbers."""
    done = call("--lang", lang, "--mode", mode, "--escort", 6)
    assert done.exit_code == 0, done.output
    titles = ["convoys", "stages", "seasons", "sheet.legs", "back", "numbers"]
    for title in titles:
        assert text(f"logistics.{title}", lang) in done.stdout
    assert (text("logistics.sea.none", lang) in done.stdout) == (mode == "straight")
    assert "H-2" in done.stdout


def test_every_fault_in_one_answer_in_both_languages() -> None:
    """Of the scenario and of the logistics: exit code 1, nothing on standard output."""
    done = call(
        *("--deadline", "besok", "--first", "H+1", "--handling-hours", "2,2"),
        *("--escort", "-1", "--hours-a-day", "30", "--boxes", "x", "--season", "x"),
    )
    assert done.exit_code == 1
    assert done.stdout == ""
    for value in ("besok", "H+1", "2,2", "-1", "30", '"x"'):
        assert done.stderr.count(value) >= 2, value


def test_a_deadline_before_the_first_departure_is_refused() -> None:
    """In a sentence that names both."""
    done = call("--deadline", "H-3 06:00")
    assert done.exit_code == 1
    assert done.stderr.count("H-3 06:00") == 4


def test_an_area_without_the_file_has_one_answer(
    area_path: Path, tmp_path: Path
) -> None:
    """Exit code 1 and the file by its name; the rest of the area works."""
    folder = tmp_path / "area"
    folder.mkdir()
    for path in area_path.rglob("*"):
        if path.is_file() and path.name not in {"logistics.toml", "catalogue.toml"}:
            target = folder / path.relative_to(area_path)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    built = CliRunner().invoke(
        cli.app, ["build", "--source", str(folder), "--area", str(folder)]
    )
    assert built.exit_code == 0, built.output
    done = call("--area", folder)
    assert done.exit_code == 1
    assert "logistics.toml" in done.stderr
    score = CliRunner().invoke(cli.app, ["score", "--area", str(folder), "--json"])
    assert score.exit_code == 0, score.output


def test_the_convoys_as_a_file(tmp_path: Path) -> None:
    """What the page offers; another kind is refused."""
    for kind in ("xlsx", "csv"):
        out = tmp_path / f"konvoi.{kind}"
        assert call("--out", out).exit_code == 0
        assert out.stat().st_size > 0
    with (tmp_path / "konvoi.csv").open(encoding="utf-8-sig", newline="") as file:
        convoys = [row for row in csv.DictReader(file) if row["record"] == "convoy"]
    assert len(convoys) == len(told()["convoys"])
    wrong = call("--out", tmp_path / "konvoi.pdf")
    assert wrong.exit_code == 1
    assert ".xlsx" in wrong.stderr
