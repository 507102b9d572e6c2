"""The steps somebody chooses for an index of their own, each off unless asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from geo.errors import Problem, ScenarioError
from risk.aggregate import arithmetic, geometric, harmonic, scaled_geometric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from risk.tree import Mean

IMPUTE = ("none", "mean", "group-mean")
NORMALISE = ("none", "min-max", "z", "rank", "goalposts")
AGGREGATE = ("arithmetic", "geometric", "harmonic", "inform")
FARTHEST = 1e9  # the ends of a range lie within this
MOST_DIGITS = 9
RANGE_ENDS = 2


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done to the tables, in this order, whatever the order of asking.

    `denominate`: divide each indicator by its denominator. `impute`: ``none``,
    ``mean`` or ``group-mean`` over the areas with the same text in column `group`.
    `treat`: take the edge off extremes. `normalise`: ``none``, ``min-max``, ``z``,
    ``rank`` or ``goalposts``; without it indicators count as they are, directions
    too. `low` and `high`: the scale that min-max, rank and goalposts give; z-scores
    keep mean 0 and deviation 1, whatever it is. `aggregate`: one mean for all levels
    or one for each, the lowest first, unless the table names an aggregate's own;
    ``inform`` runs from 0 to `high`. `digits`: decimals, rounded half up at every
    level, or None.

    Raises `ScenarioError` naming every fault at once.
    """

    denominate: bool = False
    impute: str = "none"
    group: str = ""
    treat: bool = False
    normalise: str = "none"
    low: float = 0.0
    high: float = 100.0
    aggregate: tuple[str, ...] = ("arithmetic",)
    digits: int | None = None

    def __post_init__(self) -> None:
        """Refuse faulty choices."""
        problems = list(self._problems())
        if problems:
            raise ScenarioError(problems)

    def _problems(self) -> Iterator[Problem]:
        yield from _word_problems("normalise", (self.normalise,), NORMALISE)
        yield from _word_problems("aggregate", self.aggregate, AGGREGATE)
        if (self.impute == "group-mean") != bool(self.group):
            written = f"{self.impute}:{self.group}" if self.group else self.impute
            yield Problem.of("impute_group", value=written)
        else:
            yield from _word_problems("impute", (self.impute,), IMPUTE)
        if not -FARTHEST <= self.low < self.high <= FARTHEST:
            value = f"{self.low:g},{self.high:g}"
            yield Problem.of("range_invalid", value=value)
        elif "inform" in self.aggregate and not self.high > 0:
            yield Problem.of("inform_range", value=f"{self.low:g},{self.high:g}")
        if self.digits is not None and not 0 <= self.digits <= MOST_DIGITS:
            yield Problem.of("digits_invalid", value=self.digits, limit=MOST_DIGITS)

    def mean_name(self, level: int, own: str = "") -> str:
        """Return the word for an aggregate's mean: its own, or that of its level.

        `level`: 0 the lowest.
        """
        return own or self.aggregate[level if len(self.aggregate) > 1 else 0]

    def mean(self, name: str) -> Mean:
        """Return the mean that a word stands for."""
        plain = {"geometric": geometric, "harmonic": harmonic}
        if name == "inform":
            return partial(scaled_geometric, top=self.high)
        return plain.get(name, arithmetic)


def _word_problems(
    field: str, words: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Problem]:
    for word in words:
        if word not in known:
            yield Problem.of("word_unknown", field=field, value=word, known=known)


def read_steps(  # noqa: PLR0913 - one for each option
    *,
    denominate: bool = False,
    impute: str = "none",
    treat: bool = False,
    normalise: str = "none",
    scale: str = "0,100",
    aggregate: str = "arithmetic",
    digits: int | None = None,
) -> Steps:
    """Read the steps as somebody writes them: ``group-mean:COLUMN``, ``0,100``.

    Raises `ScenarioError` naming every fault at once.
    """
    method, _, group = impute.partition(":")
    ends = [_number(end) for end in scale.split(",")]
    low, high = ends if len(ends) == RANGE_ENDS else (math.nan, math.nan)
    means = tuple(word.strip() for word in aggregate.split(","))
    try:
        return Steps(
            denominate=denominate,
            impute=method.strip(),
            group=group.strip(),
            treat=treat,
            normalise=normalise,
            low=low,
            high=high,
            aggregate=means,
            digits=digits,
        )
    except ScenarioError as error:
        problems = [_as_written(problem, scale) for problem in error.problems]
        raise ScenarioError(problems) from None


def _as_written(problem: Problem, scale: str) -> Problem:
    """Tell a faulty range by the letters it came in."""
    is_range = problem.code == "range_invalid"
    return Problem.of(problem.code, value=scale) if is_range else problem


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
