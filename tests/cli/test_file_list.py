"""Searching only the files of a list."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from searchtui.cli import cli
from searchtui.cli.file_list import read_names
from tests.cli.conftest import ROOT, Run

FIRST, SECOND = "003_6ac2874567e0d2a0.txt", "002_66bbe7dcd765232d.txt"


def written(folder: Path, content: bytes) -> str:
    file = folder / "names"
    file.write_bytes(content)
    return str(file)


@pytest.mark.parametrize(
    ("content", "null", "names"),
    [
        (b"a.txt\nb c.txt\n\n", False, ("a.txt", "b c.txt")),
        (b"a.txt\r\nb.txt", False, ("a.txt", "b.txt")),
        (b"a\nb.txt\0c.txt\0", True, ("a\nb.txt", "c.txt")),
        (b"a\nb.txt\0c.txt\0", False, ("a\nb.txt", "c.txt")),
        (b"a.txt", True, ("a.txt",)),
        (b"\xff.txt\n", False, ("\udcff.txt",)),
        (b"", False, ()),
    ],
)
def test_names_are_read(tmp_path: Path, content: bytes, null: bool, names: tuple[str, ...]) -> None:
    assert read_names(written(tmp_path, content), null=null) == names


@given(names=st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)))
def test_whatever_can_be_a_name_comes_through_a_list_with_nul(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    assert read_names(written(folder, "".join(f"{name}\0" for name in names).encode()), null=True) == tuple(names)


def test_a_list_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="cannot be read: No such file"):
        read_names(str(tmp_path / "none"), null=False)
    with pytest.raises(click.ClickException, match="cannot be read"):
        read_names("a\0b", null=False)


def test_only_the_files_of_the_list_are_searched(run: Run, seeds: Path, tmp_path: Path) -> None:
    names = written(tmp_path, f"{FIRST}\n{seeds}/seeds/{SECOND}\nnothing.txt\n".encode())
    result = run("-C", str(seeds), "search", "alliance", "--files-from", names, "--files-with-matches")
    assert sorted(result.stdout.split()) == sorted([FIRST, SECOND])
    assert result.stderr == "searchtui: Not in the collection: 'nothing.txt'.\n"
    everything = run("-C", str(seeds), "search", "alliance", "-n0", "--format", "jsonl")
    wanted = [line for line in everything.stdout.splitlines() if json.loads(line)["path"] in (FIRST, SECOND)]
    counted = run("-C", str(seeds), "search", "alliance", "--files-from", names, "--count")
    assert int(counted.stdout) == len(wanted) > 0
    faceted = run("-C", str(seeds), "facets", "source", "--files-from", names)
    assert {line.split("\t")[1] for line in faceted.stdout.splitlines()} == {"CGTN", "unknown"}


def test_a_list_comes_through_a_pipe_and_answers_the_next_question(seeds: Path) -> None:
    first = CliRunner().invoke(cli, ["-C", str(seeds), "search", "kremlin", "--files-with-matches", "-0"])
    assert first.stdout.endswith(".txt\0")
    second = CliRunner().invoke(
        cli,
        ["-C", str(seeds), "search", "--files-from", "-", "-0", "--files-with-matches"],
        input=first.stdout_bytes,
    )
    assert sorted(second.stdout.split("\0")) == sorted(first.stdout.split("\0"))


def test_an_empty_list_finds_nothing(run: Run, seeds: Path, tmp_path: Path) -> None:
    result = run("-C", str(seeds), "search", "alliance", "--files-from", written(tmp_path, b""))
    assert (result.exit_code, result.stdout) == (1, "")


def test_before_a_command_the_option_is_refused(run: Run, seeds: Path) -> None:
    result = run("-C", str(seeds), "--files-from", "-", "search", "alliance")
    assert result.exit_code == 2
    assert "behind the name of the command" in result.stderr


def test_a_closed_standard_input_is_one_sentence(seeds: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m searchtui -C "$1" search x --files-from - <&-', sys.executable, str(seeds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
