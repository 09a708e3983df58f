"""What can be done everywhere."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["APP_ACTIONS"]

APP_ACTIONS: tuple[Action, ...] = (
    Action("help.close", ("escape", "f1", "q"), "Close the help", "Back to where you were.",
           (Where.HELP,), "screen.close", "close"),
    Action("app.commands", ("ctrl+p",), "All commands", "Lists every command; type to find one.",
           (Where.APP,), "app.command_palette", "commands", rank=2),
    Action("app.help", ("f1",), "Help", "Explains the pane you are in and its keys.", (Where.APP,),
           "app.explain", "help", rank=-1),
    Action("app.theme", ("f9",), "Change the theme", "Other colours, those of the terminal, or the highest contrast.",
           (Where.APP,), "app.theme"),
    Action("app.quit", ("ctrl+q", "ctrl+c"), "Quit", "Leaves searchtui; nothing is lost.", (Where.APP,),
           "app.quit", priority=True),
)  # fmt: skip
"""Help, commands, quitting."""
