"""What of a command line is an option and what is a word of the query.

A query may hold words that look like options: `-nato` leaves out a word and is not `-n` with the value `ato`. So a
short option counts only when it stands alone (`-n 5`, `-C DIR`) or has nothing but digits behind it (`-n5`). Whatever
begins with `--` is an option, so that a misspelt one is an error and not a search; after `--` everything is a word.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

import click

__all__ = ["QueryCommand", "Split", "split_arguments"]


class Split(NamedTuple):
    """A command line, taken apart.

    Args:
        options: the options with their values.
        words: the words of the query.
        command: the name of a command, where one stands before any word.
        rest: what follows the command's name.
        incomplete: the option at the end that lacks its value.
    """

    options: list[str]
    words: list[str]
    command: str | None = None
    rest: Sequence[str] = ()
    incomplete: str | None = None

    def require_values(self, ctx: click.Context) -> None:
        """Raise `click.BadOptionUsage` where the last option lacks its value; completion asks about such lines."""
        if self.incomplete is not None and not ctx.resilient_parsing:
            raise click.BadOptionUsage(self.incomplete, f"Option {self.incomplete!r} requires an argument.", ctx=ctx)


def split_arguments(
    arguments: Sequence[str], params: Iterable[click.Parameter], commands: Container[str] = ()
) -> Split:
    """Tell options from words of the query.

    Args:
        arguments: the command line.
        params: of the command; its options are recognised.
        commands: names that end the search for options and words when they come before the first word.
    """
    known = {name: option for option in params if isinstance(option, click.Option) for name in option.opts}
    options: list[str] = []
    words: list[str] = []
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            words += rest
            break
        option = known.get(argument)
        if option is not None:
            if isinstance(option.flag_value, str) and not option.is_flag:
                # Its value is optional and stands behind `=`: what follows is never taken for it.
                options.append(f"{argument}={option.flag_value}")
                continue
            options.append(argument)
            if not option.is_flag:
                if not rest:
                    return Split(options, words, incomplete=argument)
                options.append(rest.pop(0))
        elif argument.startswith("--") or _has_digits(argument, known):
            options.append(argument)
        elif not words and argument in commands:
            return Split(options, words, argument, rest)
        else:
            words.append(argument)
    return Split(options, words)


def _has_digits(argument: str, known: dict[str, click.Option]) -> bool:
    """Whether it is a short option for a number with its number, such as `-n5`."""
    name, digits = argument[:2], argument[2:]
    is_number = digits.isascii() and digits.isdecimal()
    return is_number and name in known and isinstance(known[name].type, click.types.IntParamType)


class QueryCommand(click.Command):
    """A command whose arguments are the words of a query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options and leave every other word to the query."""
        split = split_arguments(args, self.get_params(ctx))
        split.require_values(ctx)
        words = ["--", *split.words] if split.words else []
        return super().parse_args(ctx, [*split.options, *words])
