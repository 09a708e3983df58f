"""Make the manual page from the help of the commands.

Usage: make_man.py [--check] FILE

With `--check` nothing is written; the exit code is 1 where FILE is not what would be written.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from searchtui import __version__
from searchtui.cli import cli

FILES = {
    "searchtui.toml": "Settings of a collection, in its folder or above it.",
    "~/.config/searchtui/searchtui.toml": "Settings of the app, whatever it opens; searchtui config prints them all.",
    "~/.local/share/searchtui/": "History, saved searches, pins, notes and sessions; see docs/user-data.md.",
    "metadata.toml": "Beside articles: corrects their title, authors, source and date.",
    "index/, .searchtui/index/": "The index. It can be removed at any time; reindex makes it anew.",
}
ENVIRONMENT = {
    "SEARCHTUI_COLLECTION": "The folder of the collection where -C does not name one.",
    "NO_COLOR": "Where it is set and not empty, output to a terminal has no escape sequences.",
}


def page() -> str:
    """The whole page, in the man macros of roff (man(7))."""
    context = click.Context(cli, info_name="searchtui", **cli.context_settings)
    lines = [
        '.\\" Made by scripts/make_man.py from the help of the commands.',
        f'.TH SEARCHTUI 1 "" "searchtui {__version__}" "User Commands"',
        ".SH NAME",
        "searchtui \\- search a folder of articles, paragraph by paragraph",
        ".SH SYNOPSIS",
        *_synopsis(cli, context),
        ".SH DESCRIPTION",
        *_help(cli),
        ".SH OPTIONS",
        *_options(cli, context),
        ".SH COMMANDS",
    ]
    for name in cli.list_commands(context):
        command = cli.commands[name]
        command_context = click.Context(command, info_name=name, parent=context)
        lines += [f".SS {_escape(name)}", *_synopsis(command, command_context), ".PP"]
        lines += [*_help(command), *_options(command, command_context)]
    for heading, entries in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        lines.append(f".SH {heading}")
        for name, meaning in entries.items():
            lines += [".TP", f"\\fB{_escape(name)}\\fR", _escape(meaning)]
    return "\n".join(lines) + "\n"


def _synopsis(command: click.Command, context: click.Context) -> Iterator[str]:
    """The command in bold and its arguments."""
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"\\fB{_escape(context.command_path)}\\fR {_escape(pieces)}"


def _help(command: click.Command) -> Iterator[str]:
    """The paragraphs of a command's help; one that begins with a backspace keeps its lines, as Click has it."""
    for position, paragraph in enumerate(inspect.cleandoc(command.help or "").split("\n\n")):
        if position:
            yield ".PP"
        lines = paragraph.split("\n")
        if lines[0].strip() == "\b":
            yield from (".nf", *(_escape(line) for line in lines[1:]), ".fi")
        else:
            yield _escape(" ".join(line.strip() for line in lines))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """The options, each with its help."""
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            names, meaning = record
            yield from (".TP", f"\\fB{_escape(names)}\\fR", _escape(meaning))


def _escape(text: str) -> str:
    """Text that roff prints as it is (groff_char(7)): no escapes, no requests, hyphens that can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    escaped = escaped.replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return re.sub(r"^(?=[.'])", r"\\&", escaped)


def main() -> int:
    """Write the page, or compare it with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    if not arguments.check:
        arguments.file.write_text(page(), encoding="utf-8")
    elif arguments.file.read_text(encoding="utf-8") != page():
        print(f"{arguments.file} is not what the help says; make man makes it anew", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
