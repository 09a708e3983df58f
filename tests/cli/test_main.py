from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import searchtui
from searchtui.article import Kind
from searchtui.cli import cli
from searchtui.cli.options import KINDS, MODES
from searchtui.collection import Collection, Mode
from tests.cli.conftest import ROOT, Run

Opened = list[tuple[Collection, str]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the app was opened with."""
    calls: Opened = []

    def run(collection: Collection, query: str, *others: object, **options: object) -> int:
        calls.append((collection, query))
        return 0

    monkeypatch.setattr("searchtui.tui.run", run)
    return calls


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.stdout, result.stderr, result.exit_code) == (f"searchtui {searchtui.__version__}\n", "", 0)


@pytest.mark.parametrize("command", [[], *([name] for name in cli.commands)])
def test_every_command_has_help_and_help_has_every_command(run: Run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == run(*command, "-h").stdout == run("help", *command).stdout
    if command != ["help"]:
        assert "Examples:" in result.stdout
    if not command:
        assert all(f"\n  {name} " in result.stdout for name in cli.commands)


@pytest.mark.parametrize("name", list(cli.commands))
def test_every_example_in_the_help_is_one_that_works(name: str) -> None:
    """Each example's words are taken by the parser of the command that it names."""
    import shlex

    for line in (cli.commands[name].help or "").splitlines():
        words = shlex.split(line, comments=False) if line.startswith("  searchtui ") else []
        words = words[1 : words.index("|") if "|" in words else words.index(">") if ">" in words else None]
        if words:
            with cli.make_context("searchtui", list(words)) as ctx:
                command, found, rest = cli.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
                assert command == name
                assert found is not None
                found.make_context(name, rest, parent=ctx)


def test_unknown_help_is_an_error(run: Run) -> None:
    result = run("help", "nothing")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "search, show, facets" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ([], ""),
        (["military", "alliance"], "military alliance"),
        (["military alliance"], "military alliance"),
        (["--", "status"], "status"),
        (["military", "status"], "military status"),
        (["-nato", "-author:x"], "-nato -author:x"),
        (["-5"], "-5"),
    ],
)
def test_without_a_command_the_app_opens(
    run: Run, opened: Opened, tmp_path: Path, arguments: list[str], query: str
) -> None:
    assert run("-C", str(tmp_path), *arguments).exit_code == 0
    assert [(collection.folder, text) for collection, text in opened] == [(tmp_path, query)]


def test_the_folder_may_follow_the_query(run: Run, opened: Opened, tmp_path: Path) -> None:
    assert run("military", "-C", str(tmp_path), "alliance").exit_code == 0
    assert (opened[0][0].folder, opened[0][1]) == (tmp_path, "military alliance")


def test_the_last_folder_counts(run: Run, seeds: Path, tmp_path: Path) -> None:
    before = run("-C", str(seeds), "status", "--format", "json")
    after = run("status", "--format", "json", "-C", str(seeds))
    both = run("-C", str(tmp_path), "status", "--format", "json", "-C", str(seeds))
    assert before.stdout == after.stdout == both.stdout
    assert before.exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus"],
        ["military", "--format", "json"],
        ["search"],
        ["search", "x", "--bogus"],
        ["search", "x", "-n", "many"],
        ["search", "x", "-n", "-1"],
        ["search", "x", "-n"],
        ["search", "x", "--after", "yesterday"],
        ["search", "x", "--before", "2020-13"],
        ["search", "x", "--format", "xml"],
        ["search", "x", "--mode", "some"],
        ["search", "x", "--kind", "furniture"],
        ["search", "x", "--count", "--files-with-matches"],
        ["show"],
        ["show", "x", "--paragraph", "0"],
        ["facets", "colour"],
        ["status", "report"],
        ["completions", "tcsh"],
    ],
)
def test_a_wrong_command_line_is_a_sentence_and_2(run: Run, arguments: list[str], opened: Opened) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("searchtui: ")
    assert "Usage: searchtui" in result.stderr
    assert not opened


def test_a_folder_that_is_not_there_is_a_sentence_and_2(run: Run, tmp_path: Path) -> None:
    result = run("search", "x", "-C", str(tmp_path / "nowhere"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["search", "x"], ["show", "x"], ["facets"], ["status"]])
def test_without_an_index_one_sentence_says_what_to_do(run: Run, tmp_path: Path, command: list[str]) -> None:
    result = run(*command, "-C", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "reindex" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_choices_are_those_of_the_library() -> None:
    assert set(MODES) == {mode.value for mode in Mode}
    assert set(KINDS) == {kind.value for kind in Kind} - {"furniture"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_the_script_of_the_shell(run: Run, shell: str) -> None:
    result = run("completions", shell)
    assert result.exit_code == 0
    assert f"_SEARCHTUI_COMPLETE={shell}_complete" in result.stdout


@pytest.mark.parametrize(
    ("words", "completion"),
    [("searchtui sta", "status"), ("searchtui search x --fo", "--format"), ("searchtui search x --mode p", "plain")],
)
def test_completions_complete(words: str, completion: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "searchtui"],
        cwd=ROOT,
        env={
            "_SEARCHTUI_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [f"plain,{completion}"]
    assert done.stderr == ""
