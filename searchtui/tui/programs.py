"""Other programs on a file: the editor, the pager and the desktop's viewer, and how each is told the line.

A command from the environment is split as a shell would split it, but never given to one. Paths are absolute, so that
no name of a file is taken for an option.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from searchtui.errors import SearchtuiError

__all__ = ["at_line", "editor", "is_text", "pager", "run", "viewer"]

Find = Callable[[str], str | None]

_WITH_PLUS = """
    vi vim nvim gvim mvim view vimx nvi elvis vis ex nano pico rnano emacs emacsclient zile mg micro hx helix kak joe
    jstar jed ne mcedit gedit pluma bbedit less more most moar moor nvimpager vimpager
"""
_PLUS = frozenset(_WITH_PLUS.split())
"""They take `+N` before the file."""
_GOTO = frozenset(["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"])
"""They take `-g FILE:N`."""
_COLON = frozenset(["subl", "sublime_text", "zed", "zeditor", "zed-editor", "lapce"])
"""They take `FILE:N`."""
_LINE_OPTION = {"kate": "-l", "kwrite": "-l", "mate": "-l", "idea": "--line", "pycharm": "--line"}
_EDITORS = ("nano", "vim", "vi", "emacs", "micro")
_NOT_FOR_PAGERS = frozenset(
    [".pdf", ".html", ".htm", ".xhtml", ".epub", ".docx", ".odt", ".doc", ".rtf", ".zip", ".gz"]
)
_SAMPLE = 4096


def editor(environ: Mapping[str, str], path: Path, line: int | None, find: Find = shutil.which) -> list[str]:
    """The command that opens a file in the user's editor: VISUAL, EDITOR, or the first that there is.

    Args:
        environ: the variables of the process.
        path: of the file, absolute.
        line: to open it at, from 1.
        find: gives the path of a program.

    Raises:
        SearchtuiError: there is no such editor.
    """
    for variable in ("VISUAL", "EDITOR"):
        if environ.get(variable, "").strip():
            return at_line(_command(environ[variable], variable, find), path, line)
    for name in _EDITORS if sys.platform != "win32" else ("notepad",):
        if found := find(name):
            return at_line([found], path, line)
    raise SearchtuiError("There is no editor: set EDITOR to the one that you use.")


def pager(environ: Mapping[str, str], path: Path, line: int | None, find: Find = shutil.which) -> list[str]:
    """The command that shows a text file in the user's pager: PAGER, or `less`.

    Raises:
        SearchtuiError: there is no such pager.
    """
    if environ.get("PAGER", "").strip():
        command = _command(environ["PAGER"], "PAGER", find)
    elif found := find("less"):
        command = [found]
    else:
        raise SearchtuiError("There is no pager: set PAGER to the one that you use.")
    if _name(command) == "less":
        # `-F` in the variable LESS would end it before anything can be read.
        return [*command, "-+F", *([f"+{line}g"] if line else []), str(path)]
    return at_line(command, path, line)


def viewer(
    path: Path, environ: Mapping[str, str], find: Find = shutil.which, platform: str = sys.platform
) -> list[str]:
    """The command that lets the desktop show a file; empty on Windows, where no command is needed.

    Raises:
        SearchtuiError: there is no desktop.
    """
    if platform == "win32":
        return []
    if platform == "darwin":
        return ["open", str(path)]
    found = find("xdg-open")
    if found is None or not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        raise SearchtuiError(f"There is no desktop to show {path} on, and it is no text for a pager.")
    return [found, str(path)]


def at_line(command: Sequence[str], path: Path, line: int | None) -> list[str]:
    """A command with a file behind it, at a line where it is known how to say that.

    Args:
        command: the program with its options.
        path: of the file, absolute.
        line: from 1.
    """
    name = _name(command)
    if line is None:
        return [*command, str(path)]
    if name in _PLUS:
        return [*command, f"+{line}", str(path)]
    if name in _GOTO:
        return [*command, "-g", f"{path}:{line}"]
    if name in _COLON:
        return [*command, f"{path}:{line}"]
    if name in _LINE_OPTION:
        return [*command, _LINE_OPTION[name], str(line), str(path)]
    return [*command, str(path)]


def is_text(path: Path) -> bool:
    """Whether a pager can show a file."""
    if path.suffix.lower() in _NOT_FOR_PAGERS:
        return False
    with path.open("rb") as file:
        return b"\0" not in file.read(_SAMPLE)


def run(command: Sequence[str]) -> int:
    """Run a program in the terminal until it ends; its exit code.

    Raises:
        SearchtuiError: it cannot be started.
    """
    if not command:
        raise SearchtuiError("There is no command to run.")
    try:
        with _unharmed_by_interrupts():
            return subprocess.run(command, check=False).returncode  # noqa: S603
    except OSError as error:
        raise SearchtuiError(f"{command[0]} cannot be started: {error.strerror or error}.") from error


@contextlib.contextmanager
def _unharmed_by_interrupts() -> Iterator[None]:
    """Ctrl+C in the program is the program's alone, though the terminal sends it to both."""
    try:
        # A handler, since what is ignored stays ignored in the program too.
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not in the main thread, which alone gets signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _command(value: str, variable: str, find: Find) -> list[str]:
    """A command as the user wrote it, split; its program must be there."""
    try:
        words = shlex.split(value, posix=os.name != "nt")
    except ValueError:
        raise SearchtuiError(f"{variable} is {value!a}, in which a quotation mark has no second one.") from None
    if not words:
        raise SearchtuiError(f"{variable} is {value!a}, which names no program.")
    words[0] = str(Path(words[0]).expanduser()) if words[0].startswith("~") else words[0]
    if find(words[0]) is None:
        raise SearchtuiError(f"There is no program {words[0]!a}, which {variable} names.")
    return words


def _name(command: Sequence[str]) -> str:
    """What a program is called, without its folder."""
    return Path(command[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
