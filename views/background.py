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

    def look(self, key: Key) -> Depth | None:
        """What was found, None while nobody has asked or the work goes on."""
        with self._lock:
            work = self._found.get(key)
        return work.result() if work is not None and work.done() else None

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


def _key(result: Result) -> Key:
    return result.area.data_version, result.scenario


def found(result: Result) -> Depth | None:
    """The proof and the draws of a result where they are done; begins nothing.

    Raises what `plan.siting_depth.deepen` raised.
    """
    return desk().look(_key(result))


def work_on(result: Result) -> None:
    """Begin the work now that the page is drawn, and run the page once it is done."""
    desk().forget_waiting(_key(result))
    desk().ask(_key(result), result)

    @st.fragment(run_every=ASK_AGAIN)
    def look() -> None:
        if found(result) is not None:
            st.rerun()

    look()
