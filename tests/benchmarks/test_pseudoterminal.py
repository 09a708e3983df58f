from __future__ import annotations

import sys

from benchmarks.pseudoterminal import PseudoTerminal

ECHOES = """
import sys, tty
tty.setraw(0)
print("\\x1b[?2026$p", end="", flush=True)
while (got := sys.stdin.read(1)) != "q":
    print(f"<{got!r}>", end="", flush=True)
"""


def test_keys_are_struck_and_questions_answered() -> None:
    terminal = PseudoTerminal([sys.executable, "-c", ECHOES], 80, 24)
    try:
        while b"<'y'>" not in b"".join(chunk.data for chunk in terminal.chunks):
            assert terminal.read(30)
        seen = len(terminal.chunks)
        struck = terminal.write("k")
        assert terminal.read(30)
        assert terminal.chunks[seen].data.startswith(b"<")
        assert terminal.chunks[seen].when >= struck
        terminal.write("q")
        while (got := terminal.read(30)) is not None:
            assert got
        assert not terminal.until_quiet(30, 30)
    finally:
        terminal.close()


def test_a_program_that_is_not_there_has_ended() -> None:
    terminal = PseudoTerminal(["/nowhere/at/all"], 80, 24)
    while terminal.read(30) is not None:
        pass
    terminal.close()
