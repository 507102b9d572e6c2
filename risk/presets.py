"""Presets: which indicators stand in which dimension, and their weights to start."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import CatalogueError, Problem
from geo.reading import parse_toml
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PRESETS = "presets"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of the index: a weight, and the (indicator code, weight) pairs in it."""

    code: str
    name: Words
    weight: float
    indicators: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to put the index together, named in each language."""

    code: str
    name: Words
    note: Words
    dimensions: tuple[Dimension, ...]

    @property
    def weights(self) -> dict[str, float]:
        """The weight of every dimension and indicator by code, before any change."""
        of_dimensions = {side.code: side.weight for side in self.dimensions}
        return of_dimensions | dict(
            chain.from_iterable(side.indicators for side in self.dimensions)
        )


def read_presets(
    files: Mapping[str, bytes], indicators: Collection[str]
) -> dict[str, Preset]:
    """Read the presets in files: the code of each is the name of its file.

    `files`: checked bytes by name, folders in the name or not. `indicators`: the
    codes a preset may name. Raises `CatalogueError` naming every fault of every
    file at once.
    """
    presets: dict[str, Preset] = {}
    problems: list[Problem] = []
    for name, content in sorted(files.items()):
        try:
            preset = _read_preset(PurePath(name), content, indicators)
            presets[preset.code] = preset
        except CatalogueError as error:
            problems += error.problems
    if not presets and not problems:
        problems.append(Problem.of("presets_missing", folder=PRESETS))
    if problems:
        raise CatalogueError(problems)
    return presets


def _read_preset(path: PurePath, content: bytes, indicators: Collection[str]) -> Preset:
    file = TomlTable(path.name, path.stem, parse_toml(content, path.name))
    name, note = file.words("name"), file.words("note")
    problems: list[Problem] = []
    dimensions = [
        _read_dimension(entry, problems) for entry in file.tables("dimension")
    ]
    file.refuse_rest()
    preset = Preset(path.stem, name, note, tuple(dimensions))
    _check_codes(file, preset, indicators)
    problems = [*file.problems, *problems]
    if problems:
        raise CatalogueError(problems)
    return preset


def _read_dimension(entry: TomlTable, problems: list[Problem]) -> Dimension:
    code, name, weight = entry.text("code"), entry.words("name"), entry.weight("weight")
    members = entry.table("indicators")
    indicators = tuple((key, members.weight(key)) for key in members.rest())
    entry.refuse_rest()
    problems += [*entry.problems, *members.problems]
    return Dimension(code, name, weight, indicators)


def _check_codes(file: TomlTable, preset: Preset, known: Collection[str]) -> None:
    """Name codes that are unknown or could mean two things, and weights all zero."""
    sides = [side.code for side in preset.dimensions]
    members = [code for side in preset.dimensions for code, _ in side.indicators]
    for code in repeated([*sides, *dict.fromkeys(members)]):
        file.fault("code_repeated", value=code)
    for code in repeated(members):
        file.fault("preset_indicator_repeated", indicator=code)
    for code in dict.fromkeys(members):
        if code not in known:
            file.fault("preset_indicator_unknown", indicator=code, known=tuple(known))
    if members and not any(
        side.weight * weight
        for side in preset.dimensions
        for _, weight in side.indicators
    ):
        file.fault("preset_without_weight")
