"""The clipboard: through the terminal (OSC 52), through the system's programs, or else a file.

A terminal never says whether it took what was sent to it, so a text is also given to a program where there is one, and
kept in a file where there is none.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from searchtui.errors import SearchtuiError

__all__ = ["LONGEST", "Copied", "copy", "programs", "sequences"]

LONGEST = 74_994
"""Bytes of text that terminals which limit OSC 52 take: 100,000 of the sequence (hterm, osc52.sh)."""

_SCREEN_PIECE = 252
"""Bytes of one device control string that every version of GNU Screen passes on."""
_PATIENCE = 3.0
_FILE = "copied.md"

Find = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a text.

    Args:
        sequences: to write to the terminal; empty where it would not take them.
        program: that took the text.
        file: that it was written to.
        too_long: it is longer than most terminals take.
    """

    sequences: str
    program: str
    file: Path | None
    too_long: bool

    def said(self, what: str) -> str:
        """One line about it; `what` was copied."""
        if self.program:
            return f"Copied {what} ({self.program})."
        if self.sequences:
            return f"Copied {what} through the terminal; if that does not take it, it is in {self.file}."
        if self.too_long:
            return f"{what} is longer than terminals take for their clipboard; it is in {self.file}."
        return f"No clipboard can be reached from this terminal; {what} is in {self.file}."


def sequences(text: str, environ: Mapping[str, str]) -> str:
    """What a terminal understands as `copy this`; empty where it is known not to.

    The text itself is never in it, only its base64 form, so that nothing in the text is a command.

    Args:
        text: to copy.
        environ: variables that tell which terminal it is, and what stands between.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST or environ.get("TERM_PROGRAM") == "Apple_Terminal" or environ.get("TERM") == "linux":
        return ""
    written = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    if environ.get("STY"):
        pieces = [written[at : at + _SCREEN_PIECE] for at in range(0, len(written), _SCREEN_PIECE)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    if environ.get("TMUX"):
        # tmux takes the plain form where `set-clipboard` is on, and hands the other on where `allow-passthrough` is.
        doubled = written.replace("\x1b", "\x1b\x1b")
        return f"{written}\x1bPtmux;{doubled}\x1b\\"
    return written


def programs(environ: Mapping[str, str], find: Find = shutil.which, platform: str = sys.platform) -> list[list[str]]:
    """Commands that put what they read into the clipboard of where the user sits, the best first."""
    wanted: list[list[str]] = []
    if platform == "darwin":
        wanted.append(["pbcopy"])
    if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        wanted.append(["clip.exe"])
    if environ.get("WAYLAND_DISPLAY"):
        wanted.append(["wl-copy"])
    if environ.get("DISPLAY"):
        wanted += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if environ.get("TMUX"):
        wanted.append(["tmux", "load-buffer", "-w", "-"])
    return [[path, *command[1:]] for command in wanted if (path := find(command[0])) is not None]


def copy(text: str, environ: Mapping[str, str], folder: Path | None = None, find: Find = shutil.which) -> Copied:
    """Copy a text by every way there is; takes as long as a program takes.

    Args:
        text: to copy.
        environ: the variables of the process.
        folder: where a file is written; None for the user's cache.
        find: gives the path of a program.

    Raises:
        SearchtuiError: no way was open, and the file could not be written either.
    """
    sent = sequences(text, environ)
    program = next((command[0] for command in programs(environ, find) if _give(command, text)), "")
    file = None if program else _keep(text, folder or platformdirs.user_cache_path("searchtui"))
    return Copied(sent, Path(program).name, file, len(text.encode("utf-8", "replace")) > LONGEST)


def _give(command: list[str], text: str) -> bool:
    """Whether a program took the text."""
    encoding = "utf-16" if Path(command[0]).name == "clip.exe" else "utf-8"
    try:
        # What stays behind to serve the clipboard would keep a pipe open: its output goes nowhere.
        done = subprocess.run(  # noqa: S603  # a fixed command of ours, found on the user's path
            command,
            input=text.encode(encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _keep(text: str, folder: Path) -> Path:
    """Write the text to a file that only the user can read."""
    file = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", errors="replace", delete=False) as opened:
            opened.write(text)
        Path(opened.name).replace(file)
    except OSError as error:
        raise SearchtuiError(f"Nothing was copied: {file} cannot be written ({error.strerror}).") from error
    return file
