"""Phases of an election: what each changes in the weights, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from geo.errors import CatalogueError, Problem
from geo.reading import parse_toml
from risk.scenario import ANY_PHASE
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Collection

PHASES = "phases.toml"
HEAVIEST_FACTOR = 10.0


@dataclass(frozen=True, slots=True)
class Change:
    """One weight times a factor in a phase, and the reason, an assumption."""

    weight: str
    factor: float
    reason: Words


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of an election: its weights differ from the preset's by `changes`."""

    code: str
    name: Words
    note: Words
    changes: tuple[Change, ...]


def read_phases(
    content: bytes, name: str, weights: Collection[str]
) -> dict[str, Phase]:
    """Read ``phases.toml``: the phases of the election, in the order of the file.

    `content` are its checked bytes, `name` is that of the file, `weights` the codes
    that any preset gives a weight. Raises `CatalogueError` naming every fault.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    problems: list[Problem] = []
    phases = [_read_phase(entry, weights, problems) for entry in file.tables("phase")]
    file.refuse_rest()
    for code in repeated([ANY_PHASE, *(phase.code for phase in phases)]):
        file.fault("code_repeated", value=code)
    problems = [*file.problems, *problems]
    if problems:
        raise CatalogueError(problems)
    return {phase.code: phase for phase in phases}


def _read_phase(
    entry: TomlTable, weights: Collection[str], problems: list[Problem]
) -> Phase:
    code, name, note = entry.text("code"), entry.words("name"), entry.words("note")
    listed = entry.tables("change") if entry.has("change") else []
    changes = []
    for change in listed:
        weight = change.text("weight")
        factor = change.number("factor", least=0.0, most=HEAVIEST_FACTOR)
        changes.append(Change(weight, factor, change.words("reason")))
        if weight not in weights:
            change.fault("phase_weight_unknown", weight=weight, known=tuple(weights))
        change.refuse_rest()
        problems += change.problems
    for weight in repeated([change.weight for change in changes]):
        entry.fault("weight_repeated_in_phase", weight=weight)
    entry.refuse_rest()
    problems += entry.problems
    return Phase(code, name, note, tuple(changes))
