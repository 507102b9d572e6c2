"""What tests of the terminal share: data read once, a command run, its JSON read."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

import cli
from plan.knowledge import load_knowledge
from views import data_options

if TYPE_CHECKING:
    from pathlib import Path

    from plan.knowledge import Knowledge


@cache
def loaded(folder: Path, posts: Path | None) -> Knowledge:
    """Read a study area, once for all tests."""
    return load_knowledge(folder, posts)


@pytest.fixture(autouse=True)
def data_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the data once for all tests that import this fixture."""
    monkeypatch.setattr(data_options, "load_knowledge", loaded)


def run(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def json_of(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a command prints as JSON; nan and inf are none."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_constant=pytest.fail)
