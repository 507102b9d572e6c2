"""The desk beside the page: two sessions, one worker, and work that fails."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from risk.scenario import Scenario
from views import background

if TYPE_CHECKING:
    from collections.abc import Iterator

A, B, C = (("v", Scenario(new_posts=number)) for number in (1, 2, 3))


class Work:
    """Stands in for the proof: waits until it may go on, then answers or fails."""

    def __init__(self) -> None:
        """Begin with the door shut."""
        self.may_end = Event()
        self.done: list[Any] = []

    def __call__(self, result: Any) -> Any:  # noqa: ANN401 - whatever is asked
        """Answer with what was asked, once that is allowed."""
        assert self.may_end.wait(20)
        if result == "bad":
            raise ValueError(result)
        self.done.append(result)
        return result


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Replace the proof; let it end when the test does."""
    work = Work()
    monkeypatch.setattr(background, "deepen", work)
    yield work
    work.may_end.set()


def answer(desk: background.Desk, key: Any) -> Any:  # noqa: ANN401 - whatever was asked
    """Return what the desk holds of a key."""
    return desk.look(key)


def ended(desk: background.Desk, *keys: Any) -> None:  # noqa: ANN401 - keys of the desk
    """Wait for the work on these keys."""
    for key in keys:
        found = desk._work(key)  # noqa: SLF001 - to wait for it
        assert found is not None
        found.exception(timeout=20)


def test_work_that_waits_is_dropped_and_asked_for_again(work: Work) -> None:
    """One session moves on from B; another that still waits for it asks anew."""
    desk = background.Desk()
    desk.ask(A, "a")  # type: ignore[arg-type]  # stands for a result
    desk.ask(B, "b")  # type: ignore[arg-type]  # likewise
    desk.forget(B)
    assert desk.look(B) is None
    desk.ask(B, "b")  # type: ignore[arg-type]  # likewise
    work.may_end.set()
    ended(desk, A, B)
    assert [answer(desk, A), answer(desk, B)] == ["a", "b"]
    assert work.done == ["a", "b"]


def test_work_begins_after_a_pause(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the browser paints, then the processor is needed for the proof."""
    slept: list[tuple[float, int]] = []
    monkeypatch.setattr(
        background, "sleep", lambda seconds: slept.append((seconds, len(work.done)))
    )
    work.may_end.set()
    desk = background.Desk(0.25)
    desk.ask(A, "a")  # type: ignore[arg-type]  # stands for a result
    ended(desk, A)
    assert slept == [(0.25, 0)]
    assert answer(desk, A) == "a"


def test_work_under_way_is_not_dropped(work: Work) -> None:
    """What has begun is finished, and kept for whoever comes back."""
    desk = background.Desk()
    desk.ask(A, "a")  # type: ignore[arg-type]  # stands for a result
    while not desk._work(A).running():  # type: ignore[union-attr]  # noqa: SLF001 - it was asked
        pass
    desk.forget(A)
    work.may_end.set()
    ended(desk, A)
    assert answer(desk, A) == "a"


def test_work_that_failed_is_told_and_can_be_tried_again(work: Work) -> None:
    """No answer, and no error thrown at every later visit."""
    desk = background.Desk()
    work.may_end.set()
    desk.ask(A, "bad")  # type: ignore[arg-type]  # stands for a result
    ended(desk, A)
    assert desk.look(A) is None
    assert desk.has_failed(A)
    desk.forget(A)
    assert not desk.has_failed(A)
    desk.ask(A, "a")  # type: ignore[arg-type]  # likewise
    ended(desk, A)
    assert answer(desk, A) == "a"


def test_only_the_last_answers_are_kept(work: Work) -> None:
    """The oldest make room: a server that runs for weeks does not fill up."""
    desk = background.Desk()
    work.may_end.set()
    keys = [("v", Scenario(new_posts=number)) for number in range(30)]
    for key in keys:
        desk.ask(key, key)  # type: ignore[arg-type]  # stands for a result
    ended(desk, *keys[-background.KEPT :])
    assert desk._work(keys[0]) is None  # noqa: SLF001 - whether it is still held
    assert answer(desk, keys[-1]) == keys[-1]
