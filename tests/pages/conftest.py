"""Fixtures of the page tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

import cli

if TYPE_CHECKING:
    from pathlib import Path

    from plan.knowledge import Knowledge


@pytest.fixture(autouse=True)
def _terminal_loads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal, asked for the numbers of a page, read the data only once."""
    monkeypatch.setattr(cli, "load_knowledge", _loaded)


_plain_load = cli.load_knowledge


@cache
def _loaded(folder: Path, posts: Path | None) -> Knowledge:
    return _plain_load(folder, posts)
