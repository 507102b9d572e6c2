"""Choices for the logistics as a link or a command line writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.errors import Problem, ScenarioError
from plan.logistics.shipping import BOUNDS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plan.logistics.shipping import Shipping

KEY = "ship_"
"""What the keys of these choices begin with in a link."""
_TIME = re.compile(r"[Hh]-(\d{1,2})(?:[ T@](\d{1,2})[:.](\d\d))?")
_MINUTES = 60  # of an hour, as a clock counts them


def from_query(base: Shipping, query: Mapping[str, str]) -> Shipping:
    """Read the choices of a link; what is not in it stays as in `base`.

    Keys that do not begin with `KEY` are left alone. Raises `ScenarioError` naming
    every choice there is none of, every number that cannot be read and every value
    that is not allowed.
    """
    values: dict[str, float] = {}
    problems: list[Problem] = []
    for key, text in query.items():
        name = key.removeprefix(KEY)
        if not key.startswith(KEY):
            continue
        if name not in BOUNDS:
            known = tuple(KEY + one for one in BOUNDS)
            problems.append(
                Problem.of("word_unknown", field="shipping", value=key, known=known)
            )
            continue
        try:
            values[name] = int(text) if name in WHOLE else float(text)
        except ValueError:
            problems.append(Problem.of("number_unreadable", field=name, value=text))
    try:
        found = base.changed(values)
    except ScenarioError as error:
        raise ScenarioError([*problems, *error.problems]) from None
    if problems:
        raise ScenarioError(problems)
    return found


def to_query(shipping: Shipping, base: Shipping) -> dict[str, str]:
    """Only what differs from `base`, as the text of a link; `from_query` reads it."""
    plain, start = shipping.to_dict(), base.to_dict()
    return {
        KEY + name: repr(value).removesuffix(".0")
        for name, value in plain.items()
        if value != start[name]
    }


def read_time(which: str, text: str) -> dict[str, str]:
    """Read ``H-1`` or ``H-1 18:00`` as the link's choices of `which`.

    `which` is deadline or first. Raises `ScenarioError` for anything else.
    """
    found = _TIME.fullmatch(text.strip())
    minutes = int(found[3]) if found and found[3] else 0
    if found is None or minutes >= _MINUTES:
        raise ScenarioError([Problem.of("logistics_time_unreadable", value=text)])
    choice = {f"{KEY}{which}_day": found[1]}
    if found[2]:
        choice[f"{KEY}{which}_hour"] = str(int(found[2]) + minutes / _MINUTES)
    return choice
