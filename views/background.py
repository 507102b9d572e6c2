"""Work that takes longer than a slider's move: done beside the page, kept for all."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING

import streamlit as st

from plan.siting_depth import deepen
from views.state import word

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.siting_depth import Depth
    from risk.scenario import Scenario

Key = tuple[str, "Scenario"]
KEPT = 24
_ASKED = "siting_asked"  # what this session waits for, or has waited for
ASK_AGAIN = 0.4  # seconds between two looks at whether it is done
PAUSE = 0.25  # seconds in which the quick answer is painted before the work begins


class Desk:
    """One worker and the last answers; what nobody waits for any more is dropped."""

    def __init__(self, pause: float = 0.0) -> None:
        """Begin with nothing to do; wait `pause` seconds before each work."""
        self._pause = pause
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="siting")
        self._lock = Lock()
        self._found: OrderedDict[Key, Future[Depth]] = OrderedDict()

    def ask(self, key: Key, result: Result) -> None:
        """Begin the work on a scenario, unless it is under way, done or has failed."""
        with self._lock:
            if key not in self._found:
                self._found[key] = self._worker.submit(self._begin, result)
            self._found.move_to_end(key)
            while len(self._found) > KEPT:
                _, oldest = self._found.popitem(last=False)
                oldest.cancel()

    def _begin(self, result: Result) -> Depth:
        """Leave the processor to the browser first: it paints the quick answer."""
        sleep(self._pause)
        return deepen(result)

    def look(self, key: Key) -> Depth | None:
        """What was found, None while nobody has asked, the work goes on or failed."""
        work = self._work(key)
        done = work is not None and work.done() and not work.cancelled()
        if work is None or not done or work.exception() is not None:
            return None
        return work.result()

    def has_failed(self, key: Key) -> bool:
        """Whether the work ended without an answer."""
        work = self._work(key)
        is_over = work is not None and work.done()
        return work is not None and is_over and self.look(key) is None

    def forget(self, key: Key) -> None:
        """Drop work that still waits, or that failed: a slider has moved on.

        Another session that waits for the same asks again.
        """
        with self._lock:
            work = self._found.get(key)
            if work is not None and (work.cancel() or _failed(work)):
                del self._found[key]

    def _work(self, key: Key) -> Future[Depth] | None:
        with self._lock:
            return self._found.get(key)


def _failed(work: Future[Depth]) -> bool:
    return work.done() and not work.cancelled() and work.exception() is not None


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The one desk of this server."""
    return Desk(PAUSE)


def _key(result: Result) -> Key:
    return result.area.data_version, result.scenario


def found(result: Result) -> Depth | None:
    """The proof and the draws of a result where they are done; begins nothing."""
    return desk().look(_key(result))


def work_on(result: Result) -> None:
    """Begin the work now that the page is drawn, and run the page once it is done."""
    key = _key(result)
    before = st.session_state.get(_ASKED)
    if before is not None and before != key:
        desk().forget(before)
    st.session_state[_ASKED] = key

    @st.fragment(run_every=ASK_AGAIN)
    def look() -> None:
        desk().ask(key, result)
        if desk().has_failed(key):
            st.caption(word("siting.failed"))
        elif desk().look(key) is not None:
            st.rerun()

    look()
