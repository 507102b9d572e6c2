"""Fixtures of the page tests: the terminal, asked for numbers, reads the data once."""

from __future__ import annotations

from tests.terminal import data_are_read_once

__all__ = ["data_are_read_once"]
