"""Presets: which indicators stand where in the index, and their weights to start."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from geo.errors import CatalogueError, Problem
from geo.reading import parse_toml
from risk.scenario import CUTS, WORDS
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from risk.phases import Phase
    from risk.scenario import Scenario

PRESETS = "presets"
INSIDE = ("arithmetic", "scaled_geometric", "product")  # means that 0 does not break
LEAST_KNOWN = 0.66  # share of weight known from which an area is scored
DEEPEST = 8  # levels below the index


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of the index, or a part of one.

    It holds (indicator code, weight) pairs, or parts; or neither, and `unknown`
    then says why nothing is known of it: its weight counts as not known. `mean`
    brings what it holds into one.
    """

    code: str
    name: Words
    weight: float
    indicators: tuple[tuple[str, float], ...] = ()
    parts: tuple[Dimension, ...] = ()
    mean: str = "arithmetic"
    unknown: Words | None = None

    def walk(self) -> Iterator[Dimension]:
        """Yield every part, each after its own parts, and this one last."""
        for part in self.parts:
            yield from part.walk()
        yield self


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to put the index together, named in each language.

    `aggregate`, `min_known` and `cuts` are what it starts with, the reader's to
    change. `digits`: decimals to which every level is rounded half up, None for
    none. `phases`: what the phases of an election change, by code.
    """

    code: str
    name: Words
    note: Words
    dimensions: tuple[Dimension, ...]
    aggregate: str = "arithmetic"
    min_known: float = LEAST_KNOWN
    cuts: tuple[float, ...] = (20.0, 40.0, 60.0, 80.0)
    digits: int | None = None
    phases: Mapping[str, Phase] = field(default_factory=dict)

    def walk(self) -> Iterator[Dimension]:
        """Yield every dimension and part, each after its own parts."""
        for dimension in self.dimensions:
            yield from dimension.walk()

    @property
    def members(self) -> tuple[str, ...]:
        """The codes of its indicators."""
        return tuple(code for part in self.walk() for code, _ in part.indicators)

    @property
    def weights(self) -> dict[str, float]:
        """The weight of every dimension, part and indicator by code, in no phase."""
        own = {part.code: part.weight for part in self.dimensions}
        own |= {part.code: part.weight for part in self.walk()}
        for part in self.walk():
            own |= dict(part.indicators)
        return own

    def weights_in(self, phase: str) -> dict[str, float]:
        """Weights as they stand before the reader's changes in a phase.

        A phase that is not known changes nothing.
        """
        changed = self.weights
        if phase in self.phases:
            for change in self.phases[phase].changes:
                if change.weight in changed:
                    changed[change.weight] *= change.factor
        return changed

    def leave(self, scenario: Scenario) -> Scenario:
        """Leave to the preset what is as the preset has it; undone by `settle`."""
        own = {"aggregate": self.aggregate, "min_known": self.min_known}
        left: dict[str, Any] = {
            name: None
            for name, value in {**own, "cuts": self.cuts}.items()
            if getattr(scenario, name) == value
        }
        return replace(scenario, **left)

    def settle(self, scenario: Scenario) -> Scenario:
        """Fill what the reader left to the preset."""
        least = scenario.min_known
        return replace(
            scenario,
            aggregate=scenario.aggregate or self.aggregate,
            min_known=self.min_known if least is None else least,
            cuts=scenario.cuts or self.cuts,
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
    own = _read_start(file)
    dimensions = [
        _read_dimension(entry, problems) for entry in file.tables("dimension")
    ]
    file.refuse_rest()
    preset = Preset(path.stem, name, note, tuple(dimensions), **own)
    _check_codes(file, preset, indicators)
    problems = [*file.problems, *problems]
    if problems:
        raise CatalogueError(problems)
    return preset


def _read_start(file: TomlTable) -> dict[str, Any]:
    """What a preset may start with instead of the house's own choices."""
    own: dict[str, Any] = {}
    if file.has("aggregate"):
        own["aggregate"] = file.choice("aggregate", WORDS["aggregate"])
    if file.has("min_known"):
        own["min_known"] = file.number("min_known", least=0, most=1)
    if file.has("digits"):
        own["digits"] = file.whole("digits", least=0, most=6)
    if file.has("cuts"):
        own["cuts"] = file.rising("cuts", CUTS)
    return own


def _read_dimension(
    entry: TomlTable, problems: list[Problem], depth: int = 1
) -> Dimension:
    code, name, weight = entry.text("code"), entry.words("name"), entry.weight("weight")
    mean = entry.choice("mean", INSIDE) if entry.has("mean") else INSIDE[0]
    indicators: tuple[tuple[str, float], ...] = ()
    parts: tuple[Dimension, ...] = ()
    unknown, inside = None, list[Problem]()
    if entry.has("unknown"):
        unknown = entry.words("unknown")
    elif entry.has("part") and depth < DEEPEST:
        parts = tuple(
            _read_dimension(part, problems, depth + 1) for part in entry.tables("part")
        )
    else:
        members = entry.table("indicators")
        indicators = tuple((key, members.weight(key)) for key in members.rest())
        inside = members.problems
    entry.refuse_rest()
    problems += [*entry.problems, *inside]
    return Dimension(code, name, weight, indicators, parts, mean, unknown)


def _check_codes(file: TomlTable, preset: Preset, known: Collection[str]) -> None:
    """Name codes that are unknown or could mean two things, and weights all zero."""
    sides, members = [part.code for part in preset.walk()], preset.members
    for code in repeated([*sides, *dict.fromkeys(members)]):
        file.fault("code_repeated", value=code)
    for code in repeated(members):
        file.fault("preset_indicator_repeated", indicator=code)
    for code in dict.fromkeys(members):
        if code not in known:
            file.fault("preset_indicator_unknown", indicator=code, known=tuple(known))
    if members and not any(_weighs(side) for side in preset.dimensions):
        file.fault("preset_without_weight")


def _weighs(part: Dimension) -> bool:
    """Whether any indicator in a part has a weight."""
    inside = any(weight for _, weight in part.indicators)
    return part.weight > 0 and (inside or any(_weighs(one) for one in part.parts))
