"""Output that does not wait: everything arrives, in its order, whether or not the terminal is busy."""

from __future__ import annotations

import io
import os
import pty
import threading
import tty

import pytest
from textual.drivers.linux_driver import LinuxDriver

from searchtui.tui.output import PromptDriver, PromptWriter


class Busy:
    """A terminal that nobody reads until it is told to."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.file = os.fdopen(self.slave, "w", encoding="utf-8")
        self.writer = PromptWriter(self.file)

    def read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += os.read(self.master, size - len(data))
        return data

    def close(self) -> None:
        self.file.close()
        os.close(self.master)


def test_what_the_terminal_takes_is_written_before_anything_else_happens() -> None:
    terminal = Busy()
    terminal.writer.write("a letter ä")  # the thread has not even begun
    assert terminal.read(11) == "a letter ä".encode()
    terminal.close()


def test_what_it_does_not_take_follows_in_its_order() -> None:
    terminal = Busy()
    terminal.writer.start()
    frames = [f"<{number}:{'x' * 20_000}>" for number in range(20)]
    for frame in frames:
        terminal.writer.write(frame)
    whole = "".join(frames).encode()
    assert terminal.read(len(whole)) == whole
    terminal.writer.write("end")
    assert terminal.read(3) == b"end"
    terminal.writer.stop()
    assert not terminal.writer.is_alive()
    terminal.close()


def test_who_writes_waits_where_too_much_waits() -> None:
    terminal = Busy()
    terminal.writer.start()
    frame = "x" * 100_000
    frames = 60

    def write() -> None:
        for _ in range(frames):
            terminal.writer.write(frame)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(0.2)
    assert thread.is_alive()
    assert terminal.read(frames * len(frame)) == (frame * frames).encode()
    thread.join(60)
    assert not thread.is_alive()
    terminal.writer.stop()
    terminal.close()


def test_ending_writes_what_waits() -> None:
    terminal = Busy()
    terminal.writer.start()
    data = "y" * 300_000
    terminal.writer.write(data)
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(terminal.read(len(data))))
    thread.start()
    terminal.writer.stop()
    thread.join(60)
    assert read == [data.encode()]
    terminal.close()


def test_a_terminal_that_is_gone_hurts_nobody() -> None:
    terminal = Busy()
    terminal.writer.start()
    os.close(terminal.master)
    terminal.writer.write("nobody reads this")
    terminal.writer.stop()
    terminal.file.close()


def test_what_cannot_be_opened_again_is_written_by_the_thread() -> None:
    class Output(io.TextIOWrapper):
        pass

    reader, end = os.pipe()
    with os.fdopen(end, "w", encoding="utf-8") as file:
        writer = PromptWriter(file)
        writer.start()
        writer.write("by way ")
        writer.write("of the thread")
        writer.stop()
    assert os.read(reader, 100) == b"by way of the thread"
    os.close(reader)


def test_the_driver_takes_the_place_of_textuals_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Busy()
    driver = PromptDriver.__new__(PromptDriver)
    driver._file = terminal.file
    assert issubclass(PromptDriver, LinuxDriver)
    driver._writer_thread = None
    assert driver._writer_thread is None
    driver._writer_thread = PromptWriter(terminal.file)
    assert isinstance(driver._writer_thread, PromptWriter)
    driver.write("drawn")
    assert terminal.read(5) == b"drawn"
    terminal.close()
