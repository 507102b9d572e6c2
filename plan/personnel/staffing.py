"""What the reader chooses for polling day: who is there, and who guards what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import MethodError, Problem, ScenarioError
from plan.personnel.book import MOST_PEOPLE
from plan.personnel.rules import Rule
from risk.scenario import is_number
from risk.tps_classes import CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from plan.personnel.book import Book, Pattern

LONGEST = 72.0  # hours, of a journey and of a rest: more is no plan for one day
_HOURS = ("journey", "rest", "stretch")
Home = tuple[str, str, int]  # pool, post they leave from, people


@dataclass(frozen=True, slots=True)
class Staffing:
    """The reader's choices about people; the same choices in another order are equal.

    Naming what holds anyway, as the book's first pattern, is another value, though it
    plans the same.

    `pattern`: which named set of rules, "" for the first; `rules`: (class of TPS,
    pattern P-T-L) pairs that differ from it. `homes`: (pool, post, people) rows that
    take the place of the book's, one pool as many rows as it has homes; pools not
    named stay as the book has them. `reserve`: police held back, the last pools
    first. `journey`: hours that a journey to a TPS may take (<=). `rest`: hours
    between arriving and the opening of the TPS. `mixed`: at least one of the Polres'
    own in each group of two or more. `tni`: whether TNI fill what police do not.
    `stretch`: hours that the way along one group's desa may take (<=); the longest
    there can be is no limit.

    Raises `ScenarioError` naming every fault at once. Whether patterns, pools and
    posts exist is for `check`.
    """

    pattern: str = ""
    rules: tuple[tuple[str, str], ...] = ()
    homes: tuple[Home, ...] = ()
    reserve: int = 0
    journey: float = 24.0
    rest: float = 8.0
    mixed: bool = False
    tni: bool = False
    stretch: float = LONGEST

    def __post_init__(self) -> None:
        """Refuse faulty choices; then put equal choices into one form."""
        problems = [
            *_rule_problems(self.rules),
            *_home_problems(self.homes),
            *_number_problems(self),
        ]
        if problems:
            raise ScenarioError(problems)
        rules = tuple(sorted((name, str(Rule.parse(r))) for name, r in self.rules))
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "homes", tuple(sorted(self.homes)))
        for name in _HOURS:
            object.__setattr__(self, name, float(getattr(self, name)))

    def pattern_of(self, book: Book) -> Pattern:
        """The pattern chosen, else the first of the book."""
        return book.patterns[self.pattern or next(iter(book.patterns))]

    def rule_of(self, book: Book, phase: str) -> Mapping[str, Rule]:
        """Each class's rule: the reader's own, else the pattern's in a phase."""
        rules = self.pattern_of(book).rules_in(phase)
        own = {name: Rule.parse(text) for name, text in self.rules}
        return {name: own.get(name, rules[name]) for name in CLASSES}

    def homes_of(self, book: Book) -> tuple[Home, ...]:
        """Where everybody leaves from, pools in the order of the book.

        A pool whose number nobody knows, and that the reader leaves alone, has no row.
        """
        named = {pool for pool, _, _ in self.homes}
        rows: list[Home] = []
        for code, pool in book.pools.items():
            if code in named:
                rows.extend(row for row in self.homes if row[0] == code)
            elif pool.number is not None:
                rows.append((code, pool.home, pool.number))
        return tuple(rows)


def check(staffing: Staffing, book: Book, posts: Collection[str]) -> None:
    """Refuse patterns, pools and posts that the study area does not have.

    Posts that the book sends people from are among them: somebody may have brought
    other posts. Raises `ScenarioError` naming every one.
    """
    problems = list(_strange(staffing, book, posts))
    if problems:
        raise ScenarioError(problems)


def _strange(
    staffing: Staffing, book: Book, posts: Collection[str]
) -> Iterator[Problem]:
    if staffing.pattern and staffing.pattern not in book.patterns:
        known = tuple(book.patterns)
        yield _unknown("pattern", staffing.pattern, known)
    for pool in dict.fromkeys(pool for pool, _, _ in staffing.homes):
        if pool not in book.pools:
            yield _unknown("pool", pool, tuple(book.pools))
    homes = (*staffing.homes, *staffing.homes_of(book))
    for post in dict.fromkeys(post for _, post, _ in homes):
        if post not in posts:
            yield _unknown("home", post, tuple(posts))


def _unknown(field: str, value: str, known: tuple[str, ...]) -> Problem:
    return Problem.of("word_unknown", field=field, value=value, known=known)


def _rule_problems(rules: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, text in rules:
        if name not in CLASSES:
            yield _unknown("tps_class", name, CLASSES)
        if name in seen:
            yield Problem.of("rule_repeated", tps_class=name)
        seen.add(name)
        try:
            Rule.parse(text)
        except MethodError as error:
            yield from error.problems


def _home_problems(homes: tuple[Home, ...]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for pool, post, people in homes:
        if (pool, post) in seen:
            yield Problem.of("home_repeated", pool=pool, post_id=post)
        seen.add((pool, post))
        if type(people) is not int or not 0 <= people <= MOST_PEOPLE:
            yield Problem.of(
                "people_invalid", pool=pool, value=str(people), most=MOST_PEOPLE
            )


def _number_problems(staffing: Staffing) -> Iterator[Problem]:
    held = staffing.reserve
    if type(held) is not int or not 0 <= held <= MOST_PEOPLE:
        yield Problem.of(
            "whole_invalid",
            field="reserve",
            value=str(held),
            least=0,
            most=MOST_PEOPLE,
        )
    for field in _HOURS:
        hours = getattr(staffing, field)
        if not (is_number(hours) and math.isfinite(hours) and 0 <= hours <= LONGEST):
            yield Problem.of(
                "hours_invalid", field=field, value=str(hours), most=LONGEST
            )
