"""What is printed of the paragraphs that were picked."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.cli.picked import PICKED, as_named, picked
from searchtui.collection import FilePlace

BASE = Path("/home/ada/texts")


def choice(path: str, paragraph: int = 2, line: int | None = 5, item: str | None = None) -> FilePlace:
    return FilePlace(BASE / path, line, paragraph, item)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (BASE / "one.txt", "one.txt"),
        (BASE / "sub" / "one.txt", "sub/one.txt"),
        (BASE / "-rf.txt", "./-rf.txt"),
        (BASE / "+5", "./+5"),
        (BASE / "~" / "a", "./~/a"),
        (Path("/home/ada/one.txt"), "/home/ada/one.txt"),
    ],
)
def test_a_path_is_named_as_one_would_type_it(path: Path, name: str) -> None:
    assert as_named(path, BASE) == name


def test_every_form() -> None:
    choices = [choice("one.txt"), choice("it's.txt", 3, None, "7"), choice("one.txt", 4, 9)]
    assert list(picked(choices, "paragraph", BASE)) == ["one.txt:2", "it's.txt#7:3", "one.txt:4"]
    assert list(picked(choices, "path", BASE)) == ["one.txt", "it's.txt"]
    assert list(picked(choices, "editor", BASE)) == ["+5 one.txt", """'it'"'"'s.txt'""", "+9 one.txt"]
    assert list(picked(choices, "editor", BASE, null=True)) == ["+5", "one.txt", "it's.txt", "+9", "one.txt"]
    assert {"paragraph", "path", "editor"} == set(PICKED)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_characters="\0/", codec="utf-8"), min_size=1).filter(
                lambda name: name not in (".", "..") and not name.endswith("\n")
            ),
            st.integers(1, 99),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_shell_hands_the_very_names_to_the_editor(names: list[tuple[str, int]]) -> None:
    choices = [choice(name, line=line) for name, line in names]
    line = "\n".join(picked(choices, "editor", BASE))
    wanted = [part for name, number in names for part in (f"+{number}", as_named(BASE / name, BASE))]
    assert _shell("eval printf '%s\\\\0' $(cat)", line, Path("/")) == wanted


def _shell(command: str, line: str, folder: Path) -> list[str]:
    done = subprocess.run(
        ["/bin/sh", "-c", command], input=os.fsencode(line), capture_output=True, check=True, cwd=folder
    )
    return os.fsdecode(done.stdout).split("\0")[:-1]


@pytest.mark.parametrize(
    "name",
    ["a*b.txt", "two  blanks.txt", "tab\t.txt", "new\nline.txt", "a[b]?.txt", "a\\*b.txt", "@(a).txt", "%s*.txt"],
)
def test_no_name_is_another_pattern_or_command_to_a_shell(name: str, tmp_path: Path) -> None:
    (tmp_path / "'a' ; echo stolen ; 'b.txt'").touch()
    (line,) = picked([FilePlace(tmp_path / name, 5, 2)], "editor", tmp_path)
    for command in ("eval printf '%s\\\\0' $(cat)", "eval \"printf '%s\\0' $(cat)\""):
        assert _shell(command, line, tmp_path) == ["+5", name]
