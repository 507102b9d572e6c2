"""Fixtures of the page tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

import cli
from plan.knowledge import load_knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from plan.knowledge import Knowledge


@pytest.fixture(autouse=True)
def _terminal_loads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal, asked for the numbers of a page, read the data only once."""
    monkeypatch.setattr(cli, "load_knowledge", _loaded)


@cache
def _loaded(folder: Path, posts: Path | None) -> Knowledge:
    return load_knowledge(folder, posts)
