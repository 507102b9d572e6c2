"""An index brought along on the terminal: its JSON, its tables, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import cli
from tests.risk.own.tables import DATA, META, write

ROOT = Path(__file__).parents[1]
HOSTILE = "[red]{{7*7}} ${x} :smile:"


def call(command: str, folder: Path, *words: object) -> Result:
    """Run a command on the tables in a folder."""
    tables = ("--data", folder / "iData.csv", "--meta", folder / "iMeta.csv")
    line = [command, *tables, *words]
    return CliRunner().invoke(cli.app, [str(word) for word in line])


def told(command: str, folder: Path, *words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a command prints as JSON."""
    done = call(command, folder, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)


def test_the_promised_keys(tmp_path: Path) -> None:
    """Others build on these names; areas stand in order of rank."""
    write(tmp_path, DATA.replace("1,10,5", ",,"))
    record = told("index", tmp_path)
    assert list(record) == ["areas", "treated", "flags"]
    assert [list(area) for area in record["areas"]] == 3 * [["code", "scores", "rank"]]
    ranks = {area["code"]: area["rank"] for area in record["areas"]}
    assert list(ranks.items()) == [("Y", 1), ("Z", 2), ("X", None)]
    unknown = record["areas"][2]["scores"]
    assert unknown == {"p": None, "q": None, "i": None}
    assert record["areas"][0]["scores"]["p"] == pytest.approx(23)
    assert record["treated"] == []


def test_every_step_is_an_option(tmp_path: Path) -> None:
    """By hand: b is 10, 15, 5 a head; turned and 0 to 10 it is 5, 0, 10."""
    write(tmp_path, DATA.replace("Wye,2,", "Wye,NA,"))
    words = ["--denominate", "--impute", "mean", "--treat", "--normalise", "min-max"]
    words += ["--range", "0,10", "--aggregate", "arithmetic,inform", "--half-up", "1"]
    areas = {area["code"]: area for area in told("index", tmp_path, *words)["areas"]}
    assert areas["Y"]["scores"]["p"] == 1.3  # (5 + 3 x 0) / 4 = 1.25
    assert areas["X"]["scores"]["p"] == 3.8  # (0 + 3 x 5) / 4 = 3.75
    assert areas["Z"]["scores"] == {"p": 10, "q": 10, "i": 10}


def test_what_was_treated_and_what_to_know(tmp_path: Path) -> None:
    """As codes with values, and as sentences in both languages."""
    values = [*range(1, 11), 30, 100]
    rows = [f"A{n:02},,{n},{v},1,1,n" for n, v in enumerate(values)]
    write(tmp_path, "\n".join([DATA.splitlines()[0], *rows]))
    record = told("index", tmp_path, "--treat")
    assert record["treated"] == [{"code": "b", "method": "winsorised", "points": 1}]
    flags = {flag["code"]: flag for flag in record["flags"]}
    assert flags["constant"]["indicator"] == "c"
    assert flags["direction_unused"]["indicators"] == ["b"]
    assert "Gamma" in flags["constant"]["text"]["id"]
    assert flags["constant"]["text"]["id"] != flags["constant"]["text"]["en"]


def test_ranks_under_many_draws(tmp_path: Path) -> None:
    """Four keys more for each area; the seed decides, and None is None."""
    write(tmp_path, DATA.replace("1,10,5", ",,"))
    words = ("--uncertainty", 200, "--seed", 7, "--top", 1, "--spread", 0.5)
    record = told("index", tmp_path, *words)
    first, _, last = record["areas"]
    assert list(first)[3:] == ["rank_median", "rank_p05", "rank_p95", "share_top_k"]
    assert (first["rank_median"], first["share_top_k"]) == (1, 1)
    assert [last[key] for key in list(last)[2:]] == 5 * [None]
    assert told("index", tmp_path, *words) == record


def test_which_choice_moves_the_ranks(tmp_path: Path) -> None:
    """Choices with their shares, or each indicator left out."""
    write(tmp_path)
    words = ("--normalise", "min-max", "--samples", 50, "--seed", 1, "--spread", 0.9)
    record = told("sensitivity", tmp_path, *words)
    names = ["weights_p", "weights_q", "weights_i", "normalise"]
    assert list(record) == ["choices"]
    assert [choice["name"] for choice in record["choices"]] == names
    keys = {"name", "first", "first_low", "first_high", "total", "low", "high"}
    assert all(set(choice) == keys for choice in record["choices"])
    assert all(one["low"] <= one["total"] <= one["high"] for one in record["choices"])
    assert record["choices"][1]["total"] == 0
    assert told("sensitivity", tmp_path, *words) == record
    assert told("sensitivity", tmp_path, "--leave-one-out") == {
        "removed": [
            {"code": "a", "mean_abs_rank_change": 0},
            {"code": "b", "mean_abs_rank_change": pytest.approx(2 / 3)},
            {"code": "c", "mean_abs_rank_change": 0},
        ]
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("Peringkat", "Wilayah", "23,00", "belum diketahui", "Perhatikan")),
        ("en", ("Rank", "Area", "23.00", "unknown", "Please note")),
    ],
)
def test_a_table_for_people(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """Names, ranks, the index and its parts, in the language asked for."""
    write(tmp_path, DATA.replace("1,10,5", ",,").replace("Wye", HOSTILE))
    done = call("index", tmp_path, "--lang", lang, "--uncertainty", 20)
    assert done.exit_code == 0, done.output
    for word in (*words, HOSTILE, "Index", "Pe", "Qu", "Median", "5\u201395 %"):
        assert word in done.stdout
    first = next(line for line in done.stdout.splitlines() if line.startswith("1 "))
    assert first.split()[-4:] == ["1", "1", "100", "%"]
    assert done.stderr == ""


def test_treated_indicators_are_listed(tmp_path: Path) -> None:
    """By name, with the number of values."""
    values = [*range(1, 11), 30, 100]
    rows = [f"A{n:02},,{n},{v},{n % 2},1,n" for n, v in enumerate(values)]
    write(tmp_path, "\n".join([DATA.splitlines()[0], *rows]))
    done = call("index", tmp_path, "--treat", "--lang", "en")
    assert "- Beta: 1 extreme values drawn in to the next one" in done.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "id",
            ("Pilihan", "Bobot di dalam Pe", "normalisasi", "0,00 (0,00 \u2013 0,00)"),
        ),
        (
            "en",
            ("Choice", "Weights within Pe", "normalisation", "0.00 (0.00 \u2013 0.00)"),
        ),
    ],
)
def test_choices_for_people(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """Each in words, with the ends its shares are known within."""
    write(tmp_path)
    steps = ("--normalise", "min-max", "--samples", 20, "--lang", lang)
    done = call("sensitivity", tmp_path, *steps)
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in words)


def test_indicators_left_out_for_people(tmp_path: Path) -> None:
    """The one that matters most stands first."""
    write(tmp_path)
    done = call("sensitivity", tmp_path, "--leave-one-out", "--lang", "en")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[1:] == [["Beta", "0.67"], ["Alpha", "0.00"], ["Gamma", "0.00"]]


@pytest.mark.parametrize("command", ["index", "sensitivity"])
def test_faulty_tables_are_refused(command: str, tmp_path: Path) -> None:
    """In a shell: exit code 1, every fault in both languages, no traceback."""
    write(tmp_path, DATA.replace("Ex,1,", "Ex,one,"), META.replace("p,-1,3", "p,2,0"))
    line = [sys.executable, "cli.py", command, "--data", str(tmp_path / "iData.csv")]
    line += ["--meta", str(tmp_path / "iMeta.csv"), "--json"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2 * (1 + 3)
    assert lines[0].startswith("Tabel indeks ini belum dapat dipakai")
    assert lines[4].startswith("These tables of an index cannot be used yet")
    for sentences in (lines[1:4], lines[5:]):
        named = zip(("Direction", "Weight", "one"), sentences, strict=True)
        assert all(word in sentence for word, sentence in named)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--normalise", "minmax"), ("minmax", "min-max")),
        (("--aggregate", "inform,median"), ("median",)),
        (("--impute", "group-mean"), ("group-mean",)),
        (("--range", "a,b"), ("a,b",)),
        (("--uncertainty", "10", "--spread", "2"), ("2",)),
        (("--uncertainty", "99999999"), ("99",)),
        (
            ("--normalise", "min-max", "--aggregate", "geometric"),
            ("p", "X, Y", "--range"),
        ),
        (("--aggregate", "inform", "--range", "0,1"), ("Y", "0")),
    ],
)
def test_faulty_choices_are_refused(
    words: tuple[str, ...], named: tuple[str, ...], tmp_path: Path
) -> None:
    """With what was written, in both languages."""
    write(tmp_path)
    done = call("index", tmp_path, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert len(lines) % 2 == 0
    half = len(lines) // 2
    for sentences in (lines[:half], lines[half:]):
        assert all(name in "\n".join(sentences) for name in named)
        assert not any("problem" in one or "=" in one for one in sentences)


@pytest.mark.parametrize("words", [(), ("--half-up", "x"), ("--uncertainty", "0")])
def test_wrong_usage(words: tuple[str, ...], tmp_path: Path) -> None:
    """As everywhere: 2, without a traceback."""
    done = call("index", tmp_path, *words) if words else call("index", Path(), "-x")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
