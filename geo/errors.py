"""Faults as codes and values; `views.wording` turns them into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a code such as ``column_missing`` and the values to name it.

    `values` are (name, value) pairs in alphabetical order of name, so that two
    equal faults compare equal. The sentence is `problem.<code>` in the wording.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: str, **values: Value) -> Self:
        """Make a problem from its code and named values."""
        return cls(code, tuple(sorted(values.items())))

    def renamed(self, old: str, new: str) -> Self:
        """Return the problem with another file named, if it names that one."""
        pairs = dict(self.values)
        return (
            self
            if pairs.get("file") != old
            else self.of(self.code, **pairs | {"file": new})
        )

    def __str__(self) -> str:
        """Return ``code key=value; key=value``, for logs and developers."""
        named = "; ".join(f"{name}={value}" for name, value in self.values)
        return f"{self.code} {named}".strip()


class PetaRawanError(Exception):
    """Anything the user can mend, with every fault found, none left out."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in the order in which they were found."""
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def rename_file(self, old: str, new: str) -> None:
        """Let problems of a file name the file that was brought in its place."""
        self.problems = tuple(each.renamed(old, new) for each in self.problems)

    def __str__(self) -> str:
        """Return the problems as codes, never shown to the user."""
        return " | ".join(str(problem) for problem in self.problems)


class LayerError(PetaRawanError):
    """A layer cannot be used as it is; `layer` is its name, as ``kecamatan``."""

    def __init__(self, layer: str, problems: Sequence[Problem]) -> None:
        """Name the layer and keep its problems."""
        super().__init__(problems)
        self.layer = layer

    def __str__(self) -> str:
        """Return the layer and its problems as codes."""
        return f"{self.layer}: {super().__str__()}"

    def __reduce__(self) -> tuple[type[LayerError], tuple[str, tuple[Problem, ...]]]:
        """Let the error cross a process boundary with both its parts."""
        return type(self), (self.layer, self.problems)


class TableError(PetaRawanError):
    """Tables that somebody brings cannot be used as they are."""


class OwnTablesError(TableError):
    """Tables of places and ways that somebody brings cannot be used as they are."""


class LayersError(PetaRawanError):
    """Several layers cannot be used as they are; `layers` are their names."""

    def __init__(self, layers: Sequence[str], problems: Sequence[Problem]) -> None:
        """Name the layers and keep the problems of them all."""
        super().__init__(problems)
        self.layers = tuple(layers)

    def __str__(self) -> str:
        """Return the layers and their problems as codes."""
        return f"{', '.join(self.layers)}: {super().__str__()}"

    def __reduce__(
        self,
    ) -> tuple[type[LayersError], tuple[tuple[str, ...], tuple[Problem, ...]]]:
        """Let the error cross a process boundary with both its parts."""
        return type(self), (self.layers, self.problems)


class CatalogueError(PetaRawanError):
    """The data folder is not the one its catalogue describes."""


class ScenarioError(PetaRawanError):
    """A choice of the reader is outside what the method allows."""


class MethodError(PetaRawanError):
    """The numbers given do not allow the method asked for."""


def require_sound(errors: Sequence[LayerError]) -> None:
    """Raise the faults of every layer at once: one error as it is, several as one."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        problems = [problem for error in errors for problem in error.problems]
        raise LayersError([error.layer for error in errors], problems)
