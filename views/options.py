"""Options that several commands share, and the one way in which they refuse."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from views import terminal

EXIT_REFUSED = 1

Command = Callable[..., None]
Option = tuple[object, object]  # what it is for Typer, and its default


def with_options(
    command: Command,
    name: str,
    options: Mapping[str, Option],
    build: Callable[[dict[str, Any]], object],
) -> Command:
    """Give a command the shared options, made into its parameter `name`.

    The command says in its signature which of its own options it has. `build` makes
    the parameter from the values of the shared ones; what it or the command refuses
    is told in sentences.
    """

    @wraps(command)
    def run(**values: Any) -> None:  # noqa: ANN401 - Typer passes any option
        choices = {option: values.pop(option) for option in options}
        with terminal.refusing(EXIT_REFUSED):
            command(**{name: build(choices)}, **values)

    own = inspect.signature(command).parameters.values()
    kept = [p.replace(kind=p.KEYWORD_ONLY) for p in own if p.name != name]
    shared = [
        inspect.Parameter(
            option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind
        )
        for option, (kind, default) in options.items()
    ]
    run.__signature__ = inspect.Signature([*kept, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*kept, *shared)}
    return run
