"""Who leaves from where, and how long it takes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.errors import MethodError, Problem
from plan.personnel.book import LINMAS, MOST_PEOPLE, POLICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.units import Floats
    from plan.evaluate import Result
    from plan.personnel.book import Book
    from plan.personnel.staffing import Staffing

LOCAL = "local"  # pool of people recruited in their own kecamatan


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """People of one pool at one place: a post, or a kecamatan's seat.

    `place` is the id of the post, or the code of the seat's desa. `minutes` (desa,)
    from there, inf where no route.
    """

    pool: str
    force: str
    own: bool
    place: str
    people: int
    minutes: Floats


def sources_of(
    result: Result, staffing: Staffing, book: Book, local: Mapping[str, int]
) -> tuple[Source, ...]:
    """Police and TNI by pool and place, in the order of the book; recruits last.

    Linmas stand in their own village and do not travel. Raises `MethodError` naming
    kecamatan of `local` that do not exist, and numbers below 0 or above `MOST_PEOPLE`.
    """
    known, scenario = result.knowledge, result.scenario
    between = known.reach.between[scenario.mode, scenario.season]
    row_of = {post.post_id: row for row, post in enumerate(known.reach.posts)}
    found = []
    for code, post, people in staffing.homes_of(book):
        pool = book.pools[code]
        if pool.force != LINMAS:
            minutes = between[row_of[post]]
            found.append(Source(code, pool.force, pool.own, post, people, minutes))
    return (*found, *_local(result, local))


def _local(result: Result, local: Mapping[str, int]) -> Iterator[Source]:
    places, scenario = result.knowledge.places, result.scenario
    row_of = {one.code: row for row, one in enumerate(places.kecamatan)}
    strange = tuple(code for code in local if code not in row_of)
    below = tuple(code for code, people in local.items() if people < 0)
    many = tuple(code for code, people in local.items() if people > MOST_PEOPLE)
    problems = [
        Problem.of(code, rows=rows)
        for code, rows in (("local_unknown", strange), ("local_below_zero", below))
        if rows
    ]
    if many:
        problems.append(Problem.of("local_too_many", rows=many, most=MOST_PEOPLE))
    if problems:
        raise MethodError(problems)
    minutes = result.knowledge.access.minutes(scenario.mode, scenario.season)
    for code, people in sorted(local.items()):
        seat = int(places.seats[row_of[code]])
        yield Source(
            LOCAL,
            POLICE,
            own=True,
            place=places.desa[seat].code,
            people=people,
            minutes=minutes[seat],
        )


def hold_back(
    sources: Iterable[Source], reserve: int
) -> tuple[int, tuple[Source, ...]]:
    """Take a reserve off the police, the last pools first: how many, who is left.

    Fewer than asked for where there are fewer police. People recruited in their own
    kecamatan stay there: they are never held back.
    """
    left, kept = reserve, []
    for one in reversed(list(sources)):
        can = one.force == POLICE and one.pool != LOCAL
        taken = min(left, one.people) if can else 0
        left -= taken
        kept.append(replace(one, people=one.people - taken))
    return reserve - left, tuple(reversed(kept))
