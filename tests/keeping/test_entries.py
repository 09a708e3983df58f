from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.errors import KeepingError
from searchtui.keeping.entries import EntryFile
from searchtui.keeping.history import Asked, with_asked

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from searchtui.keeping.entries import EntryFile
from searchtui.keeping.history import Asked, with_asked
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
file = EntryFile(path, Asked, print)
for number in range(count):
    file.change(lambda entries: with_asked(entries, Asked(f"{name} {number}", "now")))
    print(number, flush=True)
"""


def file_of(path: Path, said: list[str] | None = None) -> EntryFile[Asked]:
    return EntryFile(path, Asked, (said if said is not None else []).append)


def test_nothing_is_made_for_reading(tmp_path: Path) -> None:
    assert file_of(tmp_path / "folder" / "history.jsonl").read() == []
    assert not (tmp_path / "folder").exists()


def test_a_line_for_each_entry_that_people_can_read(tmp_path: Path) -> None:
    file = file_of(tmp_path / "history.jsonl")
    file.change(lambda entries: [*entries, Asked('"Müller" -nato', "2026-01-02T03:04:05Z")])
    lines = [json.loads(line) for line in file.path.read_text("utf-8").splitlines()]
    assert lines == [
        {"searchtui": "history", "version": 1},
        {"query": '"Müller" -nato', "when": "2026-01-02T03:04:05Z"},
    ]
    assert "Müller" in file.path.read_text("utf-8")


@given(st.lists(st.builds(Asked, st.text(), st.text(max_size=5), st.booleans()), max_size=5))
def test_entries_come_back_as_they_were(entries: list[Asked]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = file_of(Path(folder) / "history.jsonl")
        assert file.change(lambda before: entries) == entries
        assert file_of(file.path).read() == entries


def test_what_another_program_has_added_stays(tmp_path: Path) -> None:
    one, other = (file_of(tmp_path / "history.jsonl") for _ in range(2))
    one.read()
    other.change(lambda entries: [*entries, Asked("theirs", "now")])
    assert [entry.query for entry in one.change(lambda entries: [*entries, Asked("ours", "now")])] == ["theirs", "ours"]


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe\x00", b'{"query": 5}', b"[" * 5000, b'"\\ud800"'])
def test_damaged_lines_are_set_aside_and_the_others_stay(tmp_path: Path, damage: bytes) -> None:
    said: list[str] = []
    file = file_of(tmp_path / "history.jsonl", said)
    file.change(lambda entries: [Asked("first", "now"), Asked("last", "now")])
    head, first, last = file.path.read_bytes().splitlines()
    before = b"\n".join([head, first, damage, last])
    file.path.write_bytes(before)
    assert [entry.query for entry in file.read()] == ["first", "last"]
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes() == before
    assert said == [f"1 line of history.jsonl could not be read; the file as it was is {aside}."]
    assert [entry.query for entry in file.read()] == ["first", "last"]
    assert len(said) == 1


def test_a_file_that_was_cut_short_loses_only_its_last_line(tmp_path: Path) -> None:
    said: list[str] = []
    file = file_of(tmp_path / "history.jsonl", said)
    file.change(lambda entries: [Asked("first", "now"), Asked("last", "now")])
    file.path.write_bytes(file.path.read_bytes()[:-10])
    changed = file.change(lambda entries: with_asked(entries, Asked("new", "now")))
    assert [entry.query for entry in changed] == ["first", "new"]
    assert said


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = file_of(tmp_path / "history.jsonl")
    content = b'{"searchtui":"history","version":2}\n{"asked":["new","format"]}\n'
    file.path.write_bytes(content)
    with pytest.raises(KeepingError, match="newer searchtui"):
        file.read()
    with pytest.raises(KeepingError, match="newer searchtui"):
        file.change(lambda entries: [])
    assert file.path.read_bytes() == content
    assert not list(tmp_path.glob("*damaged*"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(KeepingError, match="cannot be written"):
        file_of(tmp_path / "folder" / "history.jsonl").change(lambda entries: entries)
    tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    file = file_of(tmp_path / "folder" / "history.jsonl")
    with pytest.raises(KeepingError, match="cannot be written"):
        file.change(lambda entries: entries)
    with pytest.raises(KeepingError, match="cannot be read"):
        file.read()


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_programs_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    writers = [start(path, name, 12) for name in ("one", "two", "three")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    queries = [entry.query for entry in file_of(path).read()]
    assert sorted(queries) == sorted(f"{name} {number}" for name in ("one", "two", "three") for number in range(12))
    for name in ("one", "two", "three"):
        own = [query for query in queries if query.startswith(name)]
        assert own == [f"{name} {number}" for number in range(12)]


def test_a_program_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    chance = random.Random(7)
    confirmed: set[str] = set()
    for round_ in range(4):
        writer = start(path, f"round{round_}", 10_000)
        assert writer.stdout is not None
        for _ in range(chance.randint(2, 12)):
            confirmed.add(f"round{round_} {int(writer.stdout.readline())}")
        writer.kill()
        writer.communicate()
        said: list[str] = []
        kept = {entry.query for entry in file_of(path, said).read()}
        assert confirmed <= kept
        assert not said
    # What was half written is not taken for anything.
    assert file_of(path).change(lambda entries: entries[-1:])[0].query.startswith("round3")
