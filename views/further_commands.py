"""What else `site` answers on the study area: both posts, moves, own points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from geo.catchment import number_of
from geo.errors import MethodError, Problem
from plan.evaluate import evaluate
from plan.joint_places import TYPES, JointAsk, joint_cases, joint_places
from plan.moved_posts import moved_posts
from plan.own_points import own_siting, read_candidates
from plan.proposals import in_full
from plan.siting.assess import assess
from plan.siting.highs import FOREVER
from plan.siting.solve import solve_as_asked
from views import further_records, further_words, site_terminal, terminal, wording
from views.tables import formatter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.siting.case import Case
    from plan.siting.solve import Ask
    from risk.scenario import Scenario
    from views.tables import Column, Row

MOST_IDS = 20


@dataclass(frozen=True, slots=True)
class Further:
    """Options of `site` that ask the study area something else; nothing: none of them.

    `price` and `number` as written: polsek=1,koramil=0.5.
    """

    both: bool = False
    price: str = ""
    number: str = ""
    moves: int | None = None
    points: Path | None = None
    exclude: Path | None = None

    @property
    def asked(self) -> list[str]:
        """The questions that are asked, by the names of their options."""
        own = [
            name
            for name, path in (("--points", self.points), ("--exclude", self.exclude))
            if path is not None
        ]
        return [
            *(["--both"] if self.both else []),
            *(["--moves"] if self.moves is not None else []),
            *own,
        ]

    @property
    def is_asked(self) -> bool:
        """Whether anything of this is asked, or at least said."""
        return bool(self.asked or self.price or self.number)

    def require_sound(
        self, others: Mapping[str, bool], ask: Ask, *, quick: bool
    ) -> None:
        """Raise `MethodError` naming every option that does not go with the others.

        `others`: options of tables and of the plain question, and whether they are
        given.
        """
        problems = list(self._problems(others, ask, quick=quick))
        if problems:
            raise MethodError(problems)

    def _problems(
        self, others: Mapping[str, bool], ask: Ask, *, quick: bool
    ) -> Iterator[Problem]:
        ours, own = self.asked, {"--points", "--exclude"}
        plain = {
            "--objective": ask.objective != "mclp",
            "--p": ask.p is not None,
            "--coverage": ask.coverage is not None,
            "--seconds": ask.seconds != FOREVER,
            "--quick": quick,
        }
        strange = {**others, **({} if set(ours) <= own else plain)}
        strange["--budget"] = ask.budget is not None and not self.both
        named = [*ours, *(name for name, given in strange.items() if given)]
        if named != ours or (len(ours) > 1 and not set(ours) <= own):
            yield Problem.of("options_apart", names=tuple(named))
        pairs = {"--price": self.price, "--number": self.number}
        lone = tuple(name for name, written in pairs.items() if written)
        if lone and not self.both:
            yield Problem.of("option_needs", names=lone, needs="--both")
        if self.number and ask.budget is not None:
            told = ("--number", "--budget")
            yield Problem.of("options_apart", names=told)
        for name, written in pairs.items():
            yield from _unreadable(name, written)


def answer(  # noqa: PLR0913 - what was asked, of what, and how to tell it
    further: Further,
    scenario: Scenario,
    known: Knowledge,
    ask: Ask,
    *,
    quick: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Answer what is asked of the study area, and print it.

    Raises `MethodError` or `OwnTablesError` with what cannot be asked.
    """
    asked = in_full(ask, scenario)
    limit = asked.threshold or scenario.threshold
    result = evaluate(known, replace(scenario, objective="mclp", threshold=limit))
    if further.both:
        _both(result, further, ask, as_json=as_json, lang=lang)
    elif further.moves is not None:
        _moves(result, result.placed.case, further.moves, as_json=as_json, lang=lang)
    else:
        _points(further, result, asked, quick=quick, as_json=as_json, lang=lang)


def _both(
    result: Result, further: Further, ask: Ask, *, as_json: bool, lang: str
) -> None:
    prices = _per_type(further.price, 1.0)
    budget = float(result.scenario.new_posts) if ask.budget is None else ask.budget
    asked = JointAsk(budget=budget, prices=prices)
    if further.number:
        polsek, koramil = _per_type(further.number, 0.0)
        asked = JointAsk(numbers=(int(polsek), int(koramil)), prices=prices)
    found = joint_places(result.knowledge, result.scenario, joint_cases(result), asked)
    if as_json:
        terminal.print_json(further_records.joint_record(result, asked, found))
        return
    typer.echo(further_words.joint_sentence(result, found, asked, lang))
    _print(*further_words.joint_table(found, lang), lang)
    _lines(further_words.joint_notes(found, lang))


def _moves(result: Result, case: Case, moves: int, *, as_json: bool, lang: str) -> None:
    found = moved_posts(result.knowledge, result.scenario, case, moves)
    if as_json:
        terminal.print_json(further_records.moved_record(result, moves, found))
        return
    typer.echo(further_words.moved_sentence(result, found, moves, lang))
    _print(*further_words.moved_table(result, found, lang), lang)
    _lines(further_words.moved_notes(result, found, lang))


def _points(  # noqa: PLR0913 - likewise
    further: Further,
    result: Result,
    ask: Ask,
    *,
    quick: bool,
    as_json: bool,
    lang: str,
) -> None:
    known, scenario = result.knowledge, result.scenario
    candidates = read_candidates(known, further.points, further.exclude)
    siting = own_siting(known, scenario, result.placed.case, candidates)
    found = solve_as_asked(siting, ask, quick=quick)
    done = assess(siting, found.sites, ask.threshold)
    if as_json:
        record = further_records.points_record
        terminal.print_json(record(result, siting, ask, (found, done), candidates))
        return
    site_terminal.print_sites(siting, ask, found, done, lang=lang)
    weight = wording.text(f"demand_weight.{scenario.demand_weight}", lang)
    limit = wording.minutes(ask.threshold, lang)
    notes = [wording.text("points.unit", lang, threshold=limit, weight=weight)]
    if candidates.are_points:
        notes.append(wording.text("points.joined", lang))
    if candidates.excluded:
        shown = [wording.plain(one) for one in candidates.excluded[:MOST_IDS]]
        shown += ["…"] if len(candidates.excluded) > MOST_IDS else []
        count = wording.number(len(candidates.excluded), lang)
        ids = ", ".join(shown)
        notes.append(wording.text("points.excluded", lang, count=count, ids=ids))
    _lines(notes)


def _parts(written: str) -> Iterator[tuple[str, str, float]]:
    """Each part as written, its type and its number; nan where there is none."""
    for part in written.split(",") if written else ():
        kind, _, number = (piece.strip() for piece in part.partition("="))
        yield part.strip(), kind, number_of(number)


def _unreadable(option: str, written: str) -> Iterator[Problem]:
    """Name every part that is no type=number, or whose type stood there before."""
    seen = set()
    for part, kind, value in _parts(written):
        is_whole = option != "--number" or value == value // 1
        if (
            kind not in TYPES
            or kind in seen
            or not (0 <= value < float("inf"))
            or not is_whole
        ):
            yield Problem.of("type_value", option=option, value=part)
        seen.add(kind)


def _per_type(written: str, default: float) -> tuple[float, float]:
    """The number of each type, polsek first; `default` for one that is not named."""
    found = {kind: value for _, kind, value in _parts(written)}
    first, second = (found.get(kind, default) for kind in TYPES)
    return first, second


def _print(rows: list[Row], columns: list[Column], lang: str) -> None:
    told = [[formatter(c.kind, lang)(row[c.key]) for c in columns] for row in rows]
    if told:
        terminal.print_table([column.header for column in columns], told)


def _lines(notes: Iterable[str]) -> None:
    for note in notes:
        typer.echo(note)
