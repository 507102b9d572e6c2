"""What the terminal prints beside its numbers: signs of estimates, what was saved."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import cli
from plan.evaluate import evaluate
from risk.scenario import Scenario
from tests.risk.cases import SETTLED
from views import data_options, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from plan.knowledge import Knowledge


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("score", "--lang", "xx"), "--lang"),
        (("cover", "--lang", "xx"), "--lang"),
        (("gaps", "--lang", "xx"), "--lang"),
        (("export", "map.csv", "--lang", "xx"), "--lang"),
        (("export", "map.csv", "--view", "xx"), "--view"),
    ],
)
def test_an_unknown_word_is_wrong_usage(words: tuple[str, ...], option: str) -> None:
    """Told by the option's name, with the words that are known."""
    done = call(*words)
    assert done.exit_code == 2
    assert option in done.output
    assert "Traceback" not in done.output


def test_an_export_tells_machines_what_it_wrote(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, view, scenario and version of the data."""
    monkeypatch.setattr(data_options, "load_knowledge", lambda *_: knowledge)
    out = tmp_path / "table.csv"
    words = ("export", out, "--view", "coverage", "--threshold", "45", "--json")
    done = call(*words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "file": str(out),
        "view": "coverage",
        "scenario": replace(SETTLED, threshold=45).to_dict(),
        "data_version": knowledge.area.data_version,
        "travel": {
            "mode": "network",
            "quality": "estimate",
            "file": None,
            "digest": None,
            "left_out": {},
        },
    }
    assert out.is_file()


@pytest.mark.parametrize(("post_type", "sign"), [("polsek", "≈"), ("koramil", "≥")])
def test_coverage_is_marked_as_what_it_is(
    post_type: str,
    sign: str,
    knowledge: Knowledge,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """About; at least, where posts may be missing from the list."""
    result = evaluate(knowledge, Scenario(post_type=post_type))
    terminal.print_coverage(result, "id")
    head = capsys.readouterr().out.splitlines()[0]
    for word in ("Pemilih (≈)", "Waktu tempuh (≈)", f"Pemilih terjangkau ({sign})"):
        assert word in head
    assert f"TPS terjangkau dua pos ({sign})" in head
