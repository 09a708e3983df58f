"""The command line in processes of its own: pipes, terminals, signals, locales."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import ROOT, Run, RunProcess

COMMAND = [sys.executable, "-m", "searchtui"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
ENVIRONMENT["PYTHONPATH"] = str(ROOT)


def test_data_goes_to_stdout_and_talk_to_stderr(run_process: RunProcess, seeds: Path) -> None:
    done = run_process("search", "russia", "-C", str(seeds))
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 20
    assert all(re.match(rb"00[0-4]_\w+\.txt:\d+: ", line) for line in done.stdout.splitlines())
    assert done.stderr.startswith(b"searchtui: 20 of ")
    assert run_process("search", "xylophone", "-C", str(seeds)).returncode == 1
    missing = run_process("show", "nothing", "-C", str(seeds))
    assert (missing.returncode, missing.stdout) == (2, b"")


def test_words_with_a_dash(run_process: RunProcess, seeds: Path) -> None:
    everything = run_process("search", "alliance", "--count", "-C", str(seeds)).stdout
    without = run_process("search", "alliance", "-nato", "-author:hammond", "--count", "-C", str(seeds)).stdout
    assert 0 < int(without) < int(everything)
    literal = run_process("search", "--count", "-C", str(seeds), "--", "alliance", "-nato", "-author:hammond")
    assert literal.stdout == without


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
    ],
)
def test_output_is_utf8_whatever_the_locale(
    run: Run, run_process: RunProcess, seeds: Path, environment: dict[str, str]
) -> None:
    for output_format in ("plain", "jsonl"):
        arguments = ["search", "putin", "-n", "3", "--format", output_format, "-C", str(seeds)]
        done = run_process(*arguments, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == run(*arguments).stdout_bytes
        assert "’".encode() in done.stdout


@pytest.mark.parametrize("home", [None, "/nonexistent", ""])
def test_no_home_folder_is_needed(run_process: RunProcess, seeds: Path, home: str | None) -> None:
    nowhere = {"HOME": home, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None, "XDG_DATA_HOME": None}
    done = run_process("search", "alliance", "--count", "-C", str(seeds), **nowhere)
    assert (done.returncode, done.stderr) == (0, b"")
    assert int(done.stdout) > 0


def test_head_ends_it_quietly(seeds: Path) -> None:
    shell = f'set -o pipefail; "$0" -m searchtui search --source unknown -n 0 --format json -C "{seeds}" | head -c 10'
    done = subprocess.run(
        ["bash", "-c", shell, sys.executable], cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b'{"version"', b"")


def test_a_pipe_that_nobody_reads_is_no_error(seeds: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, "search", "russia", "-C", str(seeds)],
            env=ENVIRONMENT,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Broken pipe" not in done.stderr


def test_closed_streams(seeds: Path) -> None:
    shell = f'"$0" -m searchtui search alliance -C "{seeds}" >&- 2>&-'
    done = subprocess.run(["bash", "-c", shell, sys.executable], cwd=ROOT, env=ENVIRONMENT, timeout=60, check=False)
    assert done.returncode == 0


def test_ctrl_c_is_130_and_one_sentence(tmp_path: Path) -> None:
    """The run is stopped at its first word: it says it when it is in the middle of its work."""
    code = (
        "from searchtui.collection import Collection\n"
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a run in the background may have it ignored
        "def wait(self, *paths, **options):\n"
        "    print('working', flush=True)\n"
        "    signal.pause()\n"
        "Collection.reindex = wait\n"
        "from searchtui.__main__ import main\n"
        "sys.argv[1:] = ['reindex', '-C', sys.argv[1]]\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"working\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"searchtui: Stopped; an index that was there before still answers.\n")


def test_a_file_name_with_a_newline_stays_on_one_line(run_process: RunProcess, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/two\nlines \x1b]0;x\x07 \xff.txt"
    Path(os.fsdecode(name)).write_text("An alliance of text.\n\nAnother paragraph.\n")
    assert run_process("reindex", str(tmp_path)).returncode == 0
    for options in ([], ["--files-with-matches"], ["--format", "jsonl"]):
        done = run_process("search", "alliance", *options, "-C", str(tmp_path))
        assert done.returncode == 0
        (line,) = done.stdout.splitlines()
        assert b"two" in line
        assert b"\x1b" not in line
        line.decode()


def on_a_terminal(arguments: list[str], **environment: str) -> tuple[str, int]:
    """What a terminal of 60 columns gets, and the exit code."""
    process = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *arguments],
        env={**ENVIRONMENT, "TERM": "xterm-256color", **environment},
        dimensions=(24, 60),
        encoding="utf-8",
        timeout=60,
    )
    process.expect(pexpect.EOF)
    process.wait()
    return str(process.before).replace("\r\n", "\n"), process.exitstatus or 0


def test_a_terminal_gets_groups_with_the_words_in_bold(seeds: Path) -> None:
    output, code = on_a_terminal(["search", "valdai", "-C", str(seeds)])
    assert code == 0
    assert "\x1b[1mAre Russia and China poised to forge an alliance?\x1b[0m" in output
    assert "\x1b[1mValdai\x1b[0m" in output
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    assert "1 paragraph in 1 article (1 story)" in plain
    assert max(len(line) for line in plain.splitlines()) <= 60


def test_no_color_is_honoured(seeds: Path) -> None:
    output, code = on_a_terminal(["search", "valdai", "-C", str(seeds)], NO_COLOR="1")
    assert code == 0
    assert "Valdai" in output
    assert "\x1b" not in output


def test_a_terminal_sees_how_far_a_run_is(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Text number {number}.\n\nIts second paragraph.\n")
    output, code = on_a_terminal(["reindex", "-C", str(tmp_path)])
    assert code == 0
    assert "30/30" in output
    assert re.search(r"articles +30\nparagraphs +60\n", output)


def test_without_a_terminal_the_app_says_so(run_process: RunProcess, seeds: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "-C", str(seeds)],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"terminal" in done.stderr
    assert b"Traceback" not in done.stderr
