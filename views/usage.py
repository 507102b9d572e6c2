"""Wrong usage of the terminal, told in both languages: exit code 2."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperGroup

from views import wording
from views.records import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

EXIT_USAGE = 2
# Typer does not publish the base class of its usage errors.
WrongUsage = cast("type[Exception]", typer.BadParameter.__mro__[1])
_NUMBERS = {"float_": "usage.number", "int_": "usage.whole"}
_CHOICES = re.compile(r"is not one of (.+)\.$")
_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)", re.DOTALL)


class BilingualGroup(TyperGroup):
    """Commands whose wrong usage is said in our words, not in Typer's English."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - as Typer declares it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - likewise
        **extra: Any,  # noqa: ANN401 - handed on as they are
    ) -> Any:  # noqa: ANN401 - what a command returns
        """Run a command; leave with 2 where it was called wrongly."""
        asked = (args, prog_name, complete_var)
        run = partial(
            super().main,
            *asked,
            standalone_mode=False,
            windows_expand_args=windows_expand_args,
            **extra,
        )
        if not standalone_mode:
            return run()
        try:
            code = run()
        except WrongUsage as error:
            _tell(error)
            code = EXIT_USAGE
        sys.exit(code if isinstance(code, int) else 0)


def required(options: Mapping[str, Path | None]) -> list[Path]:
    """Return the files of options that this use of a command cannot do without.

    Leaves with 2 where one was not given, as for any option that is missing.
    """
    lacking = [name for name, path in options.items() if path is None]
    for lang in LANGUAGES:
        for name in lacking:
            typer.echo(wording.text("usage.missing", lang, option=name), err=True)
    if lacking:
        raise typer.Exit(EXIT_USAGE)
    return [path for path in options.values() if path is not None]


def refuse_given(context: typer.Context, names: Sequence[str]) -> None:
    """Leave with 2 where one of these parameters was written on the command line.

    For options that this use of a command would pass over in silence.
    """
    given = [
        str(param.opts[0])
        for param in context.command.params
        if param.name in names and _is_written(context, param.name)
    ]
    for lang in LANGUAGES:
        for name in given:
            typer.echo(wording.text("usage.area_only", lang, option=name), err=True)
    if given:
        raise typer.Exit(EXIT_USAGE)


def _is_written(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _tell(error: Any) -> None:  # noqa: ANN401 - of Typer's own, unpublished kind
    """Say what was wrong in each language; help that was asked for stands alone."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return
    for lang in LANGUAGES:
        typer.echo(sentence(error, lang), err=True)
    if error.ctx is not None:
        typer.echo(f"{error.ctx.command_path} --help", err=True)


def sentence(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    """What was wrong with the words of a command, and what to write instead."""
    told: dict[str, Callable[[Any, str], str]] = {
        "MissingParameter": _missing,
        "NoSuchOption": _no_option,
        "BadOptionUsage": _no_value,
        "BadParameter": _bad_value,
    }
    return told.get(type(error).__name__, _other)(error, lang)


def _missing(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    return wording.text("usage.missing", lang, option=_option(error))


def _no_option(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    return wording.text("usage.no_option", lang, option=_plain(error.option_name))


def _no_value(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    if "requires" not in error.message:  # --json=1: a value that has no place
        return _other(error, lang)
    return wording.text("usage.no_value", lang, option=_plain(error.option_name))


def _bad_value(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    """An option whose value cannot be read: what it was, what it may be."""
    if error.param is None:
        named = {"option": error.param_hint, "value": _plain(error.message)}
        return wording.text("usage.weight", lang, **named)
    kind, value = _fault(error)
    wanted = [
        wording.text(key, lang)
        for start, key in _NUMBERS.items()
        if kind.startswith(start)
    ]
    choices = _CHOICES.search(error.message)
    if choices is not None:
        known = choices[1].replace("'", "")
        wanted = [wording.text("usage.choice", lang, known=known)]
    return wording.text(
        "usage.bad_value",
        lang,
        option=_option(error),
        value=_plain(value),
        wanted="".join(wanted) or _plain(error.message),
    )


def _other(error: Any, lang: str) -> str:  # noqa: ANN401 - see `_tell`
    command, extra = _COMMAND.match(error.message), _EXTRA.match(error.message)
    if command is not None:
        known = ", ".join(error.ctx.command.commands)
        return wording.text(
            "usage.command", lang, command=_plain(command[1]), known=known
        )
    if extra is not None:
        return wording.text("usage.extra", lang, words=_plain(extra[1]))
    return wording.text("usage.other", lang, message=_plain(error.message))


def _fault(error: Any) -> tuple[str, str]:  # noqa: ANN401 - see `_tell`
    """Kind of fault and value given, where the check that found it tells them."""
    errors = getattr(error.__cause__, "errors", None)
    first = errors()[0] if errors else {}
    return str(first.get("type", "")), str(first.get("input", ""))


def _option(error: Any) -> str:  # noqa: ANN401 - see `_tell`
    return str(error.param.opts[0])


def _plain(text: str) -> str:
    return wording.plain(text)
