from __future__ import annotations

import errno

import click
import pytest

from searchtui.cli import output
from searchtui.cli.output import exit_code_of, talk
from searchtui.errors import IndexLockedError


def failing_with(error: BaseException) -> int:
    def command() -> int:
        raise error

    return exit_code_of(command)


def test_a_command_says_its_exit_code() -> None:
    assert exit_code_of(lambda: None) == 0
    assert exit_code_of(lambda: 1) == 1
    assert failing_with(click.exceptions.Exit(1)) == 1


def test_an_error_of_the_user_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing_with(IndexLockedError("process 7 is writing\nthe index")) == 2
    assert capsys.readouterr() == ("", "searchtui: process 7 is writing the index\n")


def test_a_wrong_option_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    ctx = click.Context(click.Command("search"), info_name="search")
    assert failing_with(click.BadParameter("no \x1b]0;x\x07", ctx=ctx, param_hint="--after")) == 2
    error = capsys.readouterr().err
    assert error.startswith("searchtui: Invalid value for --after: no �]0;x�\nUsage: search")
    assert error.endswith("Try 'search --help' for help.\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupted_command_leaves_quietly(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing_with(error) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_who_has_had_enough_is_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    discarded = []
    monkeypatch.setattr(output, "_discard_stdout", lambda: discarded.append(True))
    assert failing_with(BrokenPipeError(errno.EPIPE, "Broken pipe")) == 0
    assert discarded
    assert capsys.readouterr() == ("", "")


def test_an_error_of_the_system_names_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing_with(PermissionError(errno.EACCES, "Permission denied", "/a/\x1bb")) == 2
    assert capsys.readouterr().err == "searchtui: '/a/\\x1bb': Permission denied\n"
    assert failing_with(OSError(errno.ENOSPC, "No space left on device")) == 2
    assert capsys.readouterr().err == "searchtui: No space left on device\n"


def test_a_programming_error_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        failing_with(ZeroDivisionError())


def test_closed_streams_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    output.prepare_streams()
    output.write_line("data")
    talk("talk")
    assert failing_with(click.UsageError("no")) == 2


def test_marks_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert not output.marks_wanted()
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    assert output.marks_wanted()
    monkeypatch.setenv("NO_COLOR", "")
    assert output.marks_wanted()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.marks_wanted()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not output.marks_wanted()
