"""Work that takes longer than a slider's move: done beside the page, kept for all."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from plan.siting_depth import deepen

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.siting_depth import Depth
    from risk.scenario import Scenario

Key = tuple[str, "Scenario"]
KEPT = 24
ASK_AGAIN = 0.4  # seconds between two looks at whether it is done


class Desk:
    """One worker and the last answers; what nobody waits for any more is dropped."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="siting")
        self._lock = Lock()
        self._found: OrderedDict[Key, Future[Depth]] = OrderedDict()

    def ask(self, key: Key, result: Result) -> Future[Depth]:
        """The work on a scenario: begun now, under way, or done."""
        with self._lock:
            if key not in self._found:
                self._found[key] = self._worker.submit(deepen, result)
            self._found.move_to_end(key)
            while len(self._found) > KEPT:
                _, oldest = self._found.popitem(last=False)
                oldest.cancel()
            return self._found[key]

    def forget_waiting(self, key: Key) -> None:
        """Drop what waits behind others, apart from this: a slider has moved on."""
        with self._lock:
            for other in [one for one in self._found if one != key]:
                if self._found[other].cancel():
                    del self._found[other]


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The one desk of this server."""
    return Desk()


def depth(result: Result) -> Depth | None:
    """The proof and the draws of a result, None while they are being worked out.

    Raises what `plan.siting_depth.deepen` raises.
    """
    key = (result.area.data_version, result.scenario)
    desk().forget_waiting(key)
    work = desk().ask(key, result)
    return work.result() if work.done() else None


def show_when_done(result: Result) -> None:
    """Look now and then whether the work is done, and run the page once it is."""

    @st.fragment(run_every=ASK_AGAIN)
    def look() -> None:
        if depth(result) is not None:
            st.rerun()

    look()
