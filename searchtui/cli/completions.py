"""`searchtui completions`: the script that completes commands and options in a shell."""

from __future__ import annotations

import click

from searchtui.cli.output import write_line

__all__ = ["COMPLETE_VARIABLE", "completions"]

COMPLETE_VARIABLE = "_SEARCHTUI_COMPLETE"
"""Set by the completion scripts when they ask what could follow."""


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completions(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands and options in SHELL.

    \b
    Examples:
      echo 'eval "$(searchtui completions bash)"' >> ~/.bashrc
      echo 'eval "$(searchtui completions zsh)"' >> ~/.zshrc
      searchtui completions fish > ~/.config/fish/completions/searchtui.fish
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    root = ctx.find_root()
    script = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    write_line(script(root.command, {}, root.command_path, COMPLETE_VARIABLE).source().strip("\n"))
