"""Reasons as codes and values; `views.wording` turns them into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from geo.errors import Value


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code such as ``no_polsek`` and its named values.

    Minutes, persons and shares stay numbers, posts and kecamatan are names.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: str, **values: Value) -> Self:
        """Make a reason from its code and named values."""
        return cls(code, tuple(sorted(values.items())))
