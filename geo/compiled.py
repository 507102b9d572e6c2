"""Compiled loops, for the few places where numpy has no word for the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function at its first call, and keep that for the next start.

    It holds no lock while it runs. Importing numba takes a while: import a module
    of kernels where it is first called, not where the product starts.
    """
    return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))


def summing_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile like `kernel`, with sums in whatever order is quickest.

    Their last digits may differ between processors: for choices on the way, never
    for a figure that is told.
    """
    flags = {"reassoc", "contract"}
    return cast(
        "Callable[P, R]", njit(cache=True, nogil=True, fastmath=flags)(function)
    )
