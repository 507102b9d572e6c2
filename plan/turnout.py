"""What is known of turnout, and the reader's choices on participation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Self

from geo.entries import fact_number
from geo.errors import CatalogueError, Problem, ScenarioError
from geo.reading import parse_toml
from risk.scenario import is_number
from risk.toml_table import TomlTable, Words, repeated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.area import StudyArea

FILE = "participation.toml"
QUALITIES = ("reported", "assumed")
ORDERS = ("voters", "gap")
_PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class Turnout:
    """What the reader asks of participation.

    `target`: share of the voters who shall come, 0 to 1. `base`: code of the election
    whose turnout is the level to start from; whether it exists is for
    `plan.participation.turnout` to say. `order` of the list: the most voters to
    mobilise first, or the widest gap between target and expected share.

    Raises `ScenarioError` naming every fault at once.
    """

    target: float
    base: str
    order: str = ORDERS[0]

    def __post_init__(self) -> None:
        """Refuse faulty choices."""
        problems = []
        if not (is_number(self.target) and 0 <= self.target <= 1):
            problems.append(
                Problem.of("share_invalid", field="target", value=str(self.target))
            )
        if self.order not in ORDERS:
            named = {"field": "turnout_order", "value": str(self.order)}
            problems.append(Problem.of("word_unknown", **named, known=ORDERS))
        if problems:
            raise ScenarioError(problems)
        object.__setattr__(self, "target", float(self.target))

    def to_query(self, start: Self) -> dict[str, str]:
        """Only what differs from the `start`, as the text of a link."""
        pairs = {
            "target": (f"{self.target:.12g}", self.target, start.target),
            "turnout_base": (self.base, self.base, start.base),
            "turnout_order": (self.order, self.order, start.order),
        }
        return {key: text for key, (text, now, was) in pairs.items() if now != was}

    def with_query(self, query: Mapping[str, str]) -> Self:
        """The same with the choices of a link; other keys are left alone.

        Raises `ScenarioError` naming every value that cannot be read or is not allowed.
        """
        text, target = query.get("target"), self.target
        problems = []
        try:
            target = target if text is None else float(text)
        except ValueError:
            named = {"field": "target", "value": text}
            problems.append(Problem.of("number_unreadable", **named))
        base = query.get("turnout_base", self.base)
        order = query.get("turnout_order", self.order)
        try:
            made = type(self)(target, base, order)
        except ScenarioError as error:
            raise ScenarioError([*problems, *error.problems]) from None
        if problems:
            raise ScenarioError(problems)
        return made


@dataclass(frozen=True, slots=True)
class Past:
    """An election whose turnout is known for the kabupaten as a whole.

    `share` 0 to 1; `quality`: reported, or derived from `votes` and `registered`
    persons, which are nan where a share was reported. `facts`: those it comes from.
    """

    code: str
    name: Words
    year: str
    share: float
    quality: str
    votes: float
    registered: float
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnoutStart:
    """What participation starts from in an area, oldest election first.

    `pattern_name`, `pattern_year`: of the election known per kecamatan; `reason` and
    `quality` of the target and the base.
    """

    turnout: Turnout
    history: tuple[Past, ...]
    pattern_name: Words
    pattern_year: str
    reason: Words
    quality: str

    def past(self, code: str) -> Past | None:
        """The election of a code, None where there is none."""
        return next((one for one in self.history if one.code == code), None)


def start_of(area: StudyArea) -> TurnoutStart | None:
    """Read ``participation.toml`` of an area, None where it has none.

    Raises `CatalogueError` naming every fault: facts that facts.csv lacks, shares
    above 100 per cent, a base that is no listed election.
    """
    if FILE not in area.method:
        return None
    file = TomlTable(FILE, PurePath(FILE).stem, parse_toml(area.method[FILE], FILE))
    entries = file.tables("election")
    history = tuple(_past(area, entry) for entry in entries)
    pattern, target = file.table("pattern"), file.table("target")
    codes = tuple(one.code for one in history) or ("",)
    start = TurnoutStart(
        turnout=Turnout(target.number("share", 0, 1), target.choice("base", codes)),
        history=tuple(sorted(history, key=lambda one: (one.year, one.code))),
        pattern_name=pattern.words("name"),
        pattern_year=pattern.dates("year"),
        reason=target.words("reason"),
        quality=target.choice("quality", QUALITIES),
    )
    for table in (pattern, target, file):
        table.refuse_rest()
    for code in repeated([one.code for one in history]):
        file.fault("code_repeated", value=code)
    tables = (file, *entries, pattern, target)
    problems = [problem for table in tables for problem in table.problems]
    if problems:
        raise CatalogueError(problems)
    return start


def _past(area: StudyArea, entry: TomlTable) -> Past:
    """Read one election: a stated share, or votes over registered voters."""
    code, name, year = entry.text("code"), entry.words("name"), entry.dates("year")
    nan = float("nan")
    if entry.has("share"):
        facts: tuple[str, ...] = (entry.text("share"),)
        votes = registered = nan
        share = _fact(area, entry, facts[0]) / _PER_CENT
    else:
        facts = (entry.text("votes"), entry.text("registered"))
        votes, registered = (_fact(area, entry, fact) for fact in facts)
        share = votes / registered if registered > 0 else nan
    entry.refuse_rest()
    if not entry.problems and not 0 <= share <= 1:
        entry.fault("turnout_impossible", facts=facts)
    quality = "reported" if len(facts) == 1 else "derived"
    return Past(code, name, year, share, quality, votes, registered, facts)


def _fact(area: StudyArea, entry: TomlTable, fact: str) -> float:
    """Number of a fact; where facts.csv has none, the entry remembers that."""
    try:
        return fact_number(area.facts, fact)
    except CatalogueError as error:
        entry.problems.extend(error.problems)
        return float("nan")
