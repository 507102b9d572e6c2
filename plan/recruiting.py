"""The standard of local recruitment: the reader's choices, and what they start from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Self

from geo.coverage import OPTIONAL, SERVICES
from geo.errors import CatalogueError, Problem, ScenarioError
from geo.reading import parse_toml
from risk.measures import POLICE
from risk.scenario import is_number
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "recruitment.toml"
TYPES = (*SERVICES[POLICE], *OPTIONAL[POLICE])
"""Types of police post, each with a strength of its own."""
QUALITIES = ("reported", "assumed")
MOST_VOTERS = 100_000
MOST_MINUTES = 1440.0
MOST_OFFICERS = 10_000

Numbers = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Recruiting:
    """What the reader asks of local recruitment.

    One officer for every `voters_per_officer` voters of a kecamatan (1 or more), at its
    seat within `within` minutes (<=, above 0). `strength`: (type of post, officers that
    each post of it can send); a type left out sends nobody. `local`: (kecamatan_code,
    officers recruited there, who stand at its seat). Kept in order of code, without
    those of 0 officers.

    Raises `ScenarioError` naming every fault at once. Whether a kecamatan exists is for
    `plan.recruitment.recruit` to say.
    """

    voters_per_officer: int
    within: float
    strength: Numbers
    local: Numbers = ()

    def __post_init__(self) -> None:
        """Refuse faulty choices; then put equal choices into one form."""
        problems = list(_problems(self))
        if problems:
            raise ScenarioError(problems)
        object.__setattr__(self, "within", float(self.within))
        for name in ("strength", "local"):
            kept = sorted(pair for pair in getattr(self, name) if pair[1])
            object.__setattr__(self, name, tuple(kept))

    def with_local(self, kecamatan_code: str, officers: int) -> Self:
        """The same with so many local officers in one kecamatan.

        Raises `ScenarioError` for a number that is not allowed.
        """
        others = tuple(pair for pair in self.local if pair[0] != kecamatan_code)
        return replace(self, local=(*others, (kecamatan_code, officers)))

    def to_query(self, start: Self) -> dict[str, str]:
        """Only what differs from the `start`, as the text of a link."""
        written = {
            "officer_voters": (str(self.voters_per_officer), start.voters_per_officer),
            "officer_minutes": (f"{self.within:.12g}", start.within),
            "strength": (_pairs(self.strength), start.strength),
            "local": (_pairs(self.local), start.local),
        }
        now = (self.voters_per_officer, self.within, self.strength, self.local)
        return {
            key: text
            for (key, (text, was)), value in zip(written.items(), now, strict=True)
            if value != was
        }

    def with_query(self, query: Mapping[str, str]) -> Self:
        """The same with the choices of a link; other keys are left alone.

        Raises `ScenarioError` naming every number that cannot be read and every value
        that is not allowed.
        """
        read = _Read(query)
        within = read.number("officer_minutes", self.within)
        voters = read.whole("officer_voters", self.voters_per_officer)
        strength = read.pairs("strength", self.strength)
        local = read.pairs("local", self.local)
        try:
            made = type(self)(voters, within, strength, local)
        except ScenarioError as error:
            raise ScenarioError([*read.problems, *error.problems]) from None
        if read.problems:
            raise ScenarioError(read.problems)
        return made


@dataclass(frozen=True, slots=True)
class Start:
    """What an area's recruitment starts from, and why: texts in both languages.

    `reasons`: of the standard under ``standard``, and of each type's strength;
    `qualities` likewise: reported or assumed.
    """

    recruiting: Recruiting
    reasons: Mapping[str, Words]
    qualities: Mapping[str, str]


def start_of(method: Mapping[str, bytes]) -> Start | None:
    """Read ``recruitment.toml`` among the checked files of an area, None without one.

    Raises `CatalogueError` as `read_start`.
    """
    return read_start(method[FILE], FILE) if FILE in method else None


def read_start(content: bytes, name: str) -> Start:
    """Read what recruitment starts from; `content` are the file's checked bytes.

    Raises `CatalogueError` naming every fault: a type of post that is repeated or
    missing among them.
    """
    file = TomlTable(name, PurePath(name).stem, parse_toml(content, name))
    standard = file.table("standard")
    voters = standard.whole("voters_per_officer", 1, MOST_VOTERS)
    within = standard.number("within", 1, MOST_MINUTES)
    entries = file.tables("strength")
    told = {"standard": _told(standard)}
    strength = []
    for entry in entries:
        kind = entry.choice("post_type", TYPES)
        strength.append((kind, entry.whole("officers", 0, MOST_OFFICERS)))
        told[kind] = _told(entry)
        entry.refuse_rest()
    standard.refuse_rest()
    file.refuse_rest()
    kinds = [kind for kind, _ in strength]
    for kind in repeated(kinds):
        file.fault("code_repeated", value=kind)
    missing = tuple(kind for kind in TYPES if kind not in kinds)
    if entries and missing:
        file.fault("strength_missing", types=missing)
    tables = (file, standard, *entries)
    problems = [problem for table in tables for problem in table.problems]
    if problems:
        raise CatalogueError(problems)
    return Start(
        recruiting=Recruiting(voters, within, tuple(strength)),
        reasons={key: reason for key, (_, reason) in told.items()},
        qualities={key: quality for key, (quality, _) in told.items()},
    )


def _told(entry: TomlTable) -> tuple[str, Words]:
    return entry.choice("quality", QUALITIES), entry.words("reason")


def _problems(asked: Recruiting) -> Iterator[Problem]:
    yield from _whole("officer_voters", asked.voters_per_officer, 1, MOST_VOTERS)
    minutes = asked.within
    if not (is_number(minutes) and 0 < minutes <= MOST_MINUTES):
        yield Problem.of(
            "minutes_invalid",
            field="officer_minutes",
            value=str(minutes),
            most=MOST_MINUTES,
        )
    for kind, _ in asked.strength:
        if kind not in TYPES:
            yield Problem.of("word_unknown", field="strength", value=kind, known=TYPES)
    for field in ("strength", "local"):
        pairs: Numbers = getattr(asked, field)
        for name in repeated([name for name, _ in pairs]):
            yield Problem.of("choice_repeated", field=field, value=name)
        for _, number in pairs:
            yield from _whole(field, number, 0, MOST_OFFICERS)


def _whole(field: str, value: object, least: int, most: int) -> Iterator[Problem]:
    if type(value) is not int or not least <= value <= most:
        yield Problem.of(
            "whole_invalid", field=field, value=str(value), least=least, most=most
        )


def _pairs(pairs: Numbers) -> str:
    return ",".join(f"{name}:{number}" for name, number in pairs)


class _Read:
    """A link being read: where a text is no number, the value at hand stays."""

    def __init__(self, query: Mapping[str, str]) -> None:
        self._query = query
        self.problems: list[Problem] = []

    def whole(self, key: str, kept: int) -> int:
        try:
            return int(self._query.get(key, kept))
        except ValueError:
            self._fault(key)
            return kept

    def number(self, key: str, kept: float) -> float:
        try:
            return float(self._query.get(key, kept))
        except ValueError:
            self._fault(key)
            return kept

    def pairs(self, key: str, kept: Numbers) -> Numbers:
        """Read ``code:number`` pairs with commas between; a blank text is none."""
        if key not in self._query:
            return kept
        split = [one.partition(":") for one in self._query[key].split(",") if one]
        try:
            return tuple((name.strip(), int(number)) for name, _, number in split)
        except ValueError:
            self._fault(key)
            return kept

    def _fault(self, key: str) -> None:
        text = self._query[key]
        self.problems.append(Problem.of("number_unreadable", field=key, value=text))
