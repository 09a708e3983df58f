"""`searchtui`: one group of commands, and the app where no command is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from searchtui import __version__
from searchtui.cleaning import clean_line
from searchtui.cli.arguments import split_arguments
from searchtui.cli.completions import COMPLETE_VARIABLE
from searchtui.cli.file_list import read_names
from searchtui.cli.lazy import LazyCommands
from searchtui.cli.options import collection_options, file_list_options, kept_of, open_collection, preferences_of
from searchtui.cli.output import exit_code_of, prepare_streams, write_line, write_name
from searchtui.cli.picked import PICKED, picked

__all__ = ["cli"]

PROGRAM = "searchtui"
COMMANDS = {
    name: f"searchtui.cli.{name}:{name}"
    for name in (
        "search",
        "show",
        "facets",
        "concordance",
        "explain",
        "similar",
        "status",
        "searches",
        "reindex",
        "doctor",
        "config",
        "demo",
        "serve",
        "completions",
    )
}
"""Where the commands are, the most used first."""

QUERY = "searchtui.query"
"""Key in `click.Context.meta` of the query that the app opens with."""


class DefaultGroup(click.Group):
    """A group that takes a query where no command is named, and ends as `searchtui.cli.output` says."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command, or the words of a query."""
        split = split_arguments(args, self.get_params(ctx), self.commands)
        split.require_values(ctx)
        ctx.meta[QUERY] = " ".join(split.words)
        command = [] if split.command is None else [split.command, *split.rest]
        return super().parse_args(ctx, [*split.options, *command])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as the base class has it
        """The commands in the order in which they were added, the most used first."""
        return list(self.commands)

    def main(  # type: ignore[override]  # never returns and has no non-standalone mode
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the command line and leave with its exit code.

        Args:
            args: without the program's name; those of the process where None.
            prog_name: shown in usage lines.
            extra: for the context.
        """
        prepare_streams()
        instruction = os.environ.get(COMPLETE_VARIABLE)
        if instruction:
            from click.shell_completion import shell_complete

            sys.exit(shell_complete(self, extra, PROGRAM, COMPLETE_VARIABLE, instruction))
        arguments = list(sys.argv[1:] if args is None else args)

        def run() -> int | None:
            with self.make_context(prog_name or PROGRAM, arguments, **extra) as ctx:
                code: int | None = self.invoke(ctx)
                return code

        sys.exit(exit_code_of(run))


@click.group(
    PROGRAM,
    cls=DefaultGroup,
    commands=LazyCommands(COMMANDS),
    invoke_without_command=True,
    subcommand_metavar="[QUERY... | COMMAND ...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@collection_options
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option(
    "--pick",
    is_flag=False,
    flag_value="paragraph",
    type=click.Choice(PICKED),
    help="Choose in the search screen what is printed: path:paragraph, or with --pick=path the path, or with"
    " --pick=editor +LINE PATH in the quotes of a shell. With -0, NUL ends each part and nothing is in quotes.",
)
@file_list_options
@click.option("--no-history", is_flag=True, help="Keep nothing of this session, and show nothing of earlier ones.")
@click.option("--no-restore", is_flag=True, help="Begin afresh, not where the last session ended.")
@click.pass_context
def cli(
    ctx: click.Context, pick: str | None, files_from: str | None, null: bool, no_history: bool, no_restore: bool
) -> int | None:
    """Search a folder of articles, paragraph by paragraph.

    Without a command it opens the search screen, with QUERY already typed. Words that begin with - and are no option
    belong to the query; after -- everything does.

    A collection is a folder of articles with its index. The articles are in DIR/seeds where that folder exists, else
    in DIR itself.

    \b
    Examples:
      searchtui                          open the search
      searchtui military alliance        open it with these words
      searchtui -- status                open it with the word status
      searchtui -C ~/clippings reindex   index another folder
      find . -mtime -7 | searchtui --files-from -
                                         search only what is new
      eval $EDITOR $(searchtui --pick=editor)
                                         choose a paragraph and edit its file there
      searchtui search alliance -nato    print what has the one word and not the other

    Exit status: 0 found, 1 nothing found, 2 could not do it, 130 left without picking.
    """
    if ctx.invoked_subcommand is not None:
        if pick is not None:
            raise click.UsageError("--pick is for the search screen, not for a command.")
        if files_from is not None or null:
            raise click.UsageError("--files-from and -0 belong behind the name of the command.")
        return None
    files = None if files_from is None else read_names(files_from, null=null)
    from searchtui.config import for_app
    from searchtui.tui import choose, run

    collection = open_collection(load=False)
    app_settings = for_app(collection.settings_file)
    keeps = app_settings.settings.keep and not no_history
    preferences = preferences_of(collection, app_settings, keeps=keeps)
    if pick is not None:
        code, choices = choose(collection, ctx.meta[QUERY], files, configured=app_settings, preferences=preferences)
        for part in picked(choices, pick, Path.cwd(), null=null):
            write_name(part, "\0" if null else "\n")
        return code
    return run(
        collection,
        ctx.meta[QUERY],
        files,
        configured=app_settings,
        preferences=preferences,
        kept=kept_of(collection) if keeps else None,
        restore=app_settings.settings.restore and not no_restore,
    )


@cli.command("help")
@click.argument("command", required=False)
@click.pass_context
def show_help(ctx: click.Context, command: str | None) -> None:
    """Show the help of searchtui, or of one COMMAND; `help query` explains what can be typed."""
    root = ctx.find_root()
    if command == "query":
        from searchtui.cli.formats.guide import guide_as_lines

        for line in guide_as_lines():
            write_line(line)
        return
    if command is None:
        write_line(cli.get_help(root))
        return
    named = cli.get_command(root, command)
    if named is None:
        raise click.UsageError(
            f"There is no command {clean_line(command)!r}; the commands are {', '.join(cli.commands)}."
        )
    with click.Context(named, info_name=command, parent=root) as named_ctx:
        write_line(named.get_help(named_ctx))
