"""Every choice of the reader in one frozen value: cache key, link and export."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self, TypeGuard

from geo.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WORDS: dict[str, tuple[str, ...]] = {
    "normalise": ("minmax", "rank", "zscore", "goalposts"),
    "aggregate": (
        "arithmetic",
        "geometric",
        "harmonic",
        "scaled_geometric",
        "product",
    ),
    "treat": ("none", "winsorise"),
    "classes": ("fixed", "quantiles", "breaks", "deviation"),
    "post_type": ("polsek", "koramil"),
    "season": ("dry", "wet"),
    "mode": ("network", "straight", "surface", "matrix"),
    "tps_assumption": ("none", "kecamatan"),
    "objective": ("mclp", "lscp", "backup", "pmedian", "pcenter", "equity"),
    "demand_weight": ("voters_risk", "voters", "tps", "tps_vulnerable", "risk"),
}
NUMBERS = ("min_known", "threshold", "standard", "spread")
WHOLE = {"draws": (0, 20_000), "top": (1, 99), "new_posts": (0, 30)}
LEFT_TO_PRESET = ("aggregate", "min_known", "cuts")
ANY_PHASE = "all"
COUNTABLE = ("polsubsektor", "pospol")
CUTS = (2, 4)  # three classes or five
TPS_CUTS = 2
MOST_SITES = 99  # chosen by hand: more than any budget builds
MOST_TPS_CUT = 99  # more indicators than any list has
HIGHEST_SCORE = 100.0
WEIGHT_KEY = "w_"


@dataclass(frozen=True, slots=True)
class Scenario:
    """All the reader has chosen; equal scenarios on equal data give equal results.

    `weights`: (dimension, part or indicator code, weight >= 0) pairs that differ
    from the preset in its phase, kept in order of code. `phase`: whose weights,
    ``all`` for the preset's own. `treat`: whether outliers are drawn in before
    they are put on a scale. `aggregate`: mean across the dimensions. `classes`:
    how class bounds are found; `cuts`: where they are fixed, four of them (five
    classes) or two (low, medium, high) from 0 to 100, each class closed on the
    left. `min_known`: least share of weight known, 0 to 1, below which an area is
    not scored. `draws`, `spread`, `top`: how often weights are drawn at random, by
    how much of themselves they vary, and how many areas are the top ones.
    `threshold`: minutes, exactly on it is reached. `standard`: least share of a
    kecamatan's TPS within the threshold, 0 to 1. `counted`: further kinds of
    police post that count. `aggregate`, `min_known` and `cuts` are None where they
    are left to the preset; `risk.presets.Preset.settle` fills them. `tps_cuts`: the
    number of indicators present from which (>=) a TPS is rawan, and sangat rawan; our
    own choice, none are published. `tps_assumption`: whether a TPS without a report
    takes its class from its kecamatan. `objective`: what new posts are placed for,
    `new_posts`: how many of them, `demand_weight`: what each desa counts for then;
    `sites`: desa codes of new posts that the reader has placed by hand, empty where
    the best ones are asked for.

    Raises `ScenarioError` naming every fault at once. Whether the preset, the
    phase and the codes in `weights` exist is for `risk.weights.check_scenario`.
    """

    preset: str = "rakor_2024"
    weights: tuple[tuple[str, float], ...] = ()
    phase: str = ANY_PHASE
    treat: str = "none"
    normalise: str = "minmax"
    aggregate: str | None = None
    classes: str = "fixed"
    cuts: tuple[float, ...] | None = None
    min_known: float | None = None
    draws: int = 1000
    spread: float = 0.25
    top: int = 3
    post_type: str = "polsek"
    threshold: float = 60.0
    season: str = "dry"
    mode: str = "network"
    standard: float = 0.8
    counted: tuple[str, ...] = ()
    tps_cuts: tuple[int, int] = (1, 4)
    tps_assumption: str = "none"
    objective: str = "mclp"
    new_posts: int = 3
    demand_weight: str = "voters_risk"
    sites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse faulty choices; then put equal choices into one form."""
        problems = [
            *_word_problems(self),
            *_weight_problems(self.weights),
            *(() if self.cuts is None else _cut_problems(self.cuts)),
            *_tps_cut_problems(self.tps_cuts),
            *_number_problems(self),
            *_whole_problems(self),
            *_site_problems(self.sites),
        ]
        if problems:
            raise ScenarioError(problems)
        weights = tuple(sorted((name, float(weight)) for name, weight in self.weights))
        object.__setattr__(self, "weights", weights)
        if self.cuts is not None:
            object.__setattr__(self, "cuts", tuple(float(cut) for cut in self.cuts))
        for name in ("counted", "sites"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        for field in NUMBERS:
            if (value := getattr(self, field)) is not None:
                object.__setattr__(self, field, float(value))

    def to_dict(self) -> dict[str, object]:
        """Every choice as JSON can hold it: weights as an object, tuples as lists."""
        plain: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        plain["weights"] = dict(self.weights)
        plain["cuts"] = None if self.cuts is None else list(self.cuts)
        plain["counted"] = list(self.counted)
        plain["sites"] = list(self.sites)
        plain["tps_cuts"] = list(self.tps_cuts)
        return plain

    def to_query(self) -> dict[str, str]:
        """Only what differs from the defaults, as the text of a link.

        A weight stands as ``w_<code>``, a list with commas. `from_query` gives the
        same scenario back.
        """
        default = Scenario()
        query = {
            field.name: _written(getattr(self, field.name))
            for field in fields(self)
            if field.name != "weights"
            and getattr(self, field.name) != getattr(default, field.name)
        }
        weights = {WEIGHT_KEY + name: _written(value) for name, value in self.weights}
        return query | weights

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read a link; keys that are no choice of the reader are left alone.

        Raises `ScenarioError` naming every number that cannot be read and every
        value that is not allowed.
        """
        choices, problems = _read_query(query)
        try:
            scenario = cls(**choices)
        except ScenarioError as error:
            raise ScenarioError([*problems, *error.problems]) from None
        if problems:
            raise ScenarioError(problems)
        return scenario


def _word_problems(scenario: Scenario) -> Iterator[Problem]:
    for field, known in WORDS.items():
        word = getattr(scenario, field)
        if word not in known and not (word is None and field in LEFT_TO_PRESET):
            yield Problem.of("word_unknown", field=field, value=str(word), known=known)
    for word in scenario.counted:
        if word not in COUNTABLE:
            yield Problem.of(
                "word_unknown", field="counted", value=str(word), known=COUNTABLE
            )


def _weight_problems(weights: tuple[tuple[str, float], ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, weight in weights:
        if name in seen:
            yield Problem.of("weight_repeated", weight=name)
        seen.add(name)
        if not is_weight(weight):
            yield Problem.of("weight_invalid", weight=name, value=str(weight))


def _cut_problems(cuts: tuple[float, ...]) -> Iterator[Problem]:
    if len(cuts) not in CUTS:
        yield Problem.of("cuts_count", count=len(cuts))
    outside = [cut for cut in cuts if not (is_number(cut) and 0 < cut < HIGHEST_SCORE)]
    for cut in outside:
        yield Problem.of("cuts_range", value=str(cut))
    if not outside and any(low >= high for low, high in pairwise(cuts)):
        yield Problem.of("cuts_order", cuts=tuple(_written(cut) for cut in cuts))


def _tps_cut_problems(cuts: tuple[int, ...]) -> Iterator[Problem]:
    if len(cuts) != TPS_CUTS:
        yield Problem.of("tps_cuts_count", count=len(cuts), wanted=TPS_CUTS)
    outside = [cut for cut in cuts if not (_is_whole(cut) and 1 <= cut <= MOST_TPS_CUT)]
    for cut in outside:
        yield Problem.of("tps_cuts_range", value=str(cut), most=MOST_TPS_CUT)
    if not outside and any(low >= high for low, high in pairwise(cuts)):
        yield Problem.of("tps_cuts_order", cuts=tuple(str(cut) for cut in cuts))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number_problems(scenario: Scenario) -> Iterator[Problem]:
    minutes = scenario.threshold
    if not (is_number(minutes) and 0 < minutes < math.inf):
        yield Problem.of("threshold_invalid", value=str(minutes))
    for field in ("min_known", "standard", "spread"):
        share = getattr(scenario, field)
        if share is None and field in LEFT_TO_PRESET:
            continue
        if not (is_number(share) and 0 <= share <= 1):
            yield Problem.of("share_invalid", field=field, value=str(share))


def _whole_problems(scenario: Scenario) -> Iterator[Problem]:
    for field, (least, most) in WHOLE.items():
        value = getattr(scenario, field)
        if type(value) is not int or not least <= value <= most:
            yield Problem.of(
                "whole_invalid", field=field, value=str(value), least=least, most=most
            )


def _site_problems(sites: tuple[str, ...]) -> Iterator[Problem]:
    if len(set(sites)) > MOST_SITES:
        yield Problem.of("sites_count", count=len(set(sites)), most=MOST_SITES)


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a number; true and false are not, nan and inf are."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_weight(value: object) -> TypeGuard[float]:
    """Whether a value can be a weight: a finite number, 0 or above."""
    return is_number(value) and 0 <= value < math.inf


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(_written(item) for item in value)
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


def _whole_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _words(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


_READERS: dict[str, Callable[[str], object]] = {
    "preset": str,
    "phase": str,
    **dict.fromkeys(WHOLE, int),
    **dict.fromkeys(WORDS, str),
    **dict.fromkeys(NUMBERS, float),
    "cuts": _numbers,
    "tps_cuts": _whole_numbers,
    "counted": _words,
    "sites": _words,
}


def _read_query(query: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the choices that could be read, and a problem for each that could not."""
    choices: dict[str, Any] = {}
    weights: list[tuple[str, float]] = []
    problems: list[Problem] = []
    for key, text in query.items():
        try:
            if key.startswith(WEIGHT_KEY):
                weights.append((key.removeprefix(WEIGHT_KEY), float(text)))
            elif key in _READERS:
                choices[key] = _READERS[key](text)
        except ValueError:
            problems.append(_unreadable(key, text))
    return choices | {"weights": tuple(weights)}, problems


def _unreadable(key: str, text: str) -> Problem:
    if key.startswith(WEIGHT_KEY):
        name = key.removeprefix(WEIGHT_KEY)
        return Problem.of("weight_invalid", weight=name, value=text)
    return Problem.of("number_unreadable", field=key, value=text)
