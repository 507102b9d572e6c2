"""Values made once, when they are asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from geo.impedance.lazy import Lazy


def test_nothing_is_made_before_it_is_asked_for() -> None:
    """And nothing twice."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    lazy = Lazy(("a", "b"), make)
    assert (len(lazy), list(lazy), "a" in lazy, "c" in lazy) == (
        2,
        ["a", "b"],
        True,
        False,
    )
    assert made == []
    assert (lazy["b"], lazy["b"], lazy["c"]) == ("B", "B", "C")
    assert made == ["b", "c"]


def test_what_cannot_be_made_says_so_each_time() -> None:
    """The reason comes through, and nothing is kept of it."""
    nothing: dict[str, str] = {}
    lazy = Lazy((), nothing.__getitem__)
    for _ in range(2):
        with pytest.raises(KeyError, match="x"):
            lazy["x"]


def test_two_who_ask_at_once_wait_for_one_making() -> None:
    """Both get the same value, made once."""
    made: list[int] = []
    together = Barrier(2)

    def make(key: int) -> object:
        made.append(key)
        return object()

    lazy = Lazy((1,), make)

    def ask(_: int) -> object:
        together.wait()
        return lazy[1]

    for _ in range(20):
        lazy = Lazy((1,), make)
        made.clear()
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(ask, range(2))
        assert first is second
        assert made == [1]
