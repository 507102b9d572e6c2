"""Values made once, when they are asked for."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep

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
    """The second asks while the first is being answered: one making, one value."""
    made: list[int] = []
    others: list[Future[object]] = []
    asking = Event()

    def ask() -> object:
        asking.set()
        return lazy[1]

    def make(key: int) -> object:
        made.append(key)
        others.append(pool.submit(ask))
        asking.wait()
        sleep(0.05)  # the other comes to the lock; the law holds if it does not
        return object()

    lazy = Lazy((1,), make)
    with ThreadPoolExecutor(1) as pool:
        first = lazy[1]
        assert [other.result() for other in others] == [first]
    assert made == [1]
